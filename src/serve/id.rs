//! `/id/…`: the names of things. A thing is not a document, so the answer is
//! 303 See Other to the page or the data about it.

use super::forms::{Form, GRAPH};
use super::iri::{id_path, link_path};
use super::locate::{Located, elsewhere, locate};
use super::negotiate::{negotiate, offered};
use super::respond::{Problem, redirect};
use super::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// Sends the client on to `/page/…` or `/data/…`.
pub(super) async fn id(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/id/");
    see_other(&state, &headers, path)
}

/// The Akoma Ntoso path of a work, as the official texts carry it.
pub(super) async fn akn(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let located = locate(&state.current(), &format!("document{}", uri.path()));
    elsewhere(&state, &headers, located, ("id", uri.path(), ""))
}

fn see_other(state: &AppState, headers: &HeaderMap, path: &str) -> Response {
    let iri = match locate(&state.current(), path) {
        Located::Thing(iri) => iri,
        other => return elsewhere(state, headers, other, ("id", path, "")),
    };
    let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
    match negotiate(headers, &GRAPH) {
        Some(Form::Page) => redirect(state, StatusCode::SEE_OTHER, &format!("/page/{path}")),
        Some(Form::Data(_)) => redirect(state, StatusCode::SEE_OTHER, &format!("/data/{path}")),
        None => Problem::not_acceptable(&offered(&GRAPH)).respond(state, headers),
    }
}
