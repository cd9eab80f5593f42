//! 410 for things that were withdrawn.

use super::super::iri::{decode, id_path, link_path};
use super::super::respond::Problem;
use super::super::state::AppState;
use super::memento::Resource;
use axum::http::StatusCode;
use oxigraph::model::NamedNode;

/// What there is to say of a thing that earlier releases had: since when it is gone, what came after it.
#[must_use]
pub(in crate::serve) fn tombstone(state: &AppState, iri: &NamedNode) -> Problem {
    let loaded = state.current();
    let (root, number) = (&state.root, loaded.number);
    let path = id_path(iri.as_str()).unwrap_or_default();
    let mut message = format!("id/{} was withdrawn.", decode(path));
    let mut links = Vec::new();
    if let (Some(times), Ok(past)) = (loaded.known.times(iri, number), loaded.known.past()) {
        let (first, gone) = (times.created, times.modified);
        message = format!(
            "id/{} was withdrawn: release {} of {} and those after it do not have it. It was first published on {}, in release {}.",
            decode(path),
            gone.number,
            gone.published,
            first.published,
            first.number
        );
        let successor = past.successor(iri.as_str()).and_then(id_path).map(link_path);
        let alias = loaded.index.resolve(&decode(path));
        let alias = alias.as_deref().and_then(id_path).map(link_path);
        if let Some(by) = successor.or(alias).filter(|by| by != path) {
            links.push((format!("{root}/id/{by}"), "go-replaced".to_owned()));
        }
        let data = Resource::thing("data", &link_path(path), iri.clone());
        if let Some(last) = data.mementos(past, number).last() {
            links.push((data.memento(root, last), "go-last".to_owned()));
        }
        links.push((data.timemap(root, "link"), "go-states".to_owned()));
    }
    links.push((format!("{root}/"), "go-home".to_owned()));
    Problem {
        status: StatusCode::GONE,
        message,
        links,
    }
}
