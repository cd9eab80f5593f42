//! `/page/…`: one page for people about one thing.

use super::data::EXTENSIONS;
use super::iri::{id_path, link_path};
use super::locate::{Located, elsewhere, locate};
use super::lookup::{Words, label, targets, texts};
use super::respond::{Shell, entity_tag, off_thread, page as render, set, unless_known};
use super::state::{AppState, Loaded};
use super::step::Dated;
use super::view::{Evidence, Group, Part, Value, Viewer};
use super::vocab;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "thing.html", config = "src/serve/askama.toml")]
struct ThingPage {
    shell: Shell,
    iri: String,
    path: String,
    title: Words,
    symbol: String,
    classes: Vec<Value>,
    trail: Vec<Value>,
    words: Vec<Words>,
    facts: Vec<Group>,
    evidence: Vec<Evidence>,
    parts: Vec<Part>,
    parts_left_out: usize,
    incoming: Vec<Group>,
    extensions: [&'static str; 5],
    history: Option<Dated>,
}

/// The page about a thing.
pub(super) async fn page(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/page/").to_owned();
    off_thread(move || answer(&state, &headers, &path)).await
}

fn answer(state: &AppState, headers: &HeaderMap, path: &str) -> Response {
    let loaded = state.current();
    let iri = match locate(&loaded, path) {
        Located::Thing(iri) => iri,
        other => return elsewhere(state, headers, other, ("page", path, "")),
    };
    let tag = entity_tag(&loaded.release.id, &format!("{}-html", loaded.number));
    unless_known(headers, &tag, || {
        let thing = view(state, &loaded, &iri);
        let mut response = render(&thing);
        let root = &state.root;
        set(
            &mut response,
            header::LINK,
            &format!(
                "<{root}/data/{}>; rel=\"alternate\"; type=\"text/turtle\"",
                thing.path
            ),
        );
        response
    })
}

fn view(state: &AppState, loaded: &Loaded, iri: &NamedNode) -> ThingPage {
    let store = &loaded.release.store;
    let viewer = Viewer {
        store,
        root: &state.root,
    };
    let (parts, parts_left_out) = viewer.parts(iri);
    let mut incoming = viewer.incoming(iri);
    if !parts.is_empty() {
        let whole = viewer.node(vocab::IS_PART_OF);
        incoming.retain(|group| group.property.href != whole.href);
    }
    ThingPage {
        shell: Shell::new(state, &loaded.release.id),
        iri: iri.as_str().to_owned(),
        path: id_path(iri.as_str()).map(link_path).unwrap_or_default(),
        title: label(store, iri.as_ref()),
        symbol: texts(store, iri.as_ref(), vocab::SYMBOL)
            .into_iter()
            .next()
            .map_or_else(String::new, |words| words.text),
        classes: targets(store, iri.as_ref(), vocab::TYPE)
            .iter()
            .map(|class| viewer.node(class.as_ref()))
            .collect(),
        trail: viewer.trail(iri),
        words: viewer.words(iri),
        facts: viewer.facts(iri),
        evidence: viewer.evidence(iri),
        parts,
        parts_left_out,
        incoming,
        extensions: EXTENSIONS,
        history: loaded.known.dated(iri, loaded.number),
    }
}
