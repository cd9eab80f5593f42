//! `/timemap/link/…` and `/timemap/json/…`: the states of a resource that are kept (RFC 7089 §5).

use super::super::respond::{Problem, entity_tag, unless_known, with_type};
use super::super::state::AppState;
use super::memento::Resource;
use super::{base, past};
use crate::release::history::Published;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// The list of states.
pub(super) async fn timemap(
    State(state): State<Arc<AppState>>,
    Path((form, _)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let loaded = state.current();
    let past = match past(&loaded) {
        Ok(past) => past,
        Err(problem) => return problem.respond(&state, &headers),
    };
    let below = uri
        .path()
        .get(format!("/timemap/{form}").len()..)
        .unwrap_or_default();
    let resource = Resource::at(below, past).filter(|_| matches!(form.as_str(), "link" | "json"));
    let Some(resource) = resource else {
        let message = format!(
            "There are no states of {below}. Lists are at /timemap/link/… and /timemap/json/…, followed by the path of a thing (data/body/cstd) or of a dump (dumps/wsis.nq)."
        );
        return Problem::new(StatusCode::NOT_FOUND, message).respond(&state, &headers);
    };
    let base = base(&state, &headers);
    let mementos = resource.mementos(past, loaded.number);
    let tag = entity_tag(&loaded.release.id, &format!("{form}-{}", mementos.len()));
    unless_known(&headers, &tag, || match form.as_str() {
        "json" => with_type("application/json", as_json(&resource, &base, &mementos)),
        _ => with_type("application/link-format", as_links(&resource, &base, &mementos)),
    })
}

fn as_links(resource: &Resource, base: &str, mementos: &[&Published]) -> String {
    let original = resource.original(base);
    let mut text = format!(
        "<{original}>; rel=\"original timegate\",\n<{}>; rel=\"self\"; type=\"application/link-format\"",
        resource.timemap(base, "link")
    );
    if let (Some(first), Some(last)) = (mementos.first(), mementos.last()) {
        text += &format!(
            "; from=\"{}\"; until=\"{}\"",
            first.published.http(),
            last.published.http()
        );
    }
    for (at, entry) in mementos.iter().enumerate() {
        let rel = match (at == 0, at + 1 == mementos.len()) {
            (true, true) => "first last memento",
            (true, false) => "first memento",
            (false, true) => "last memento",
            (false, false) => "memento",
        };
        text += &format!(
            ",\n<{}>; rel=\"{rel}\"; datetime=\"{}\"",
            resource.memento(base, entry),
            entry.published.http()
        );
    }
    text + "\n"
}

/// As MemGator writes it.
fn as_json(resource: &Resource, base: &str, mementos: &[&Published]) -> String {
    let one =
        |entry: &&Published| json!({ "datetime": entry.published, "uri": resource.memento(base, entry) });
    let list: Vec<_> = mementos.iter().map(one).collect();
    let body = json!({
        "original_uri": resource.original(base),
        "self": resource.timemap(base, "json"),
        "mementos": { "first": list.first(), "last": list.last(), "list": list },
        "timegate_uri": resource.original(base),
        "timemap_uri": {
            "link_format": resource.timemap(base, "link"),
            "json_format": resource.timemap(base, "json"),
        },
    });
    format!("{body:#}\n")
}
