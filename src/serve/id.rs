//! `/id/…`: the names of things. A thing is not a document, so the answer is
//! 303 See Other to the page or the data about it.

use super::data::{is_document, split_extension, with_query};
use super::forms::{Form, data_of_thing, of_thing};
use super::iri::{id_path, link_path};
use super::locate::{Located, elsewhere, locate};
use super::negotiate::{negotiate, offered};
use super::profile::{self, Profile};
use super::respond::{Problem, redirect, set};
use super::signpost::{Signs, header_value};
use super::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;

/// Sends the client on to `/page/…` or `/data/…`.
pub(super) async fn id(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/id/");
    see_other(&state, &headers, path, uri.query())
}

/// The Akoma Ntoso path of a work, as the official texts carry it.
pub(super) async fn akn(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let located = locate(&state.current(), &format!("document{}", uri.path()));
    elsewhere(&state, &headers, located, ("id", uri.path(), ""))
}

fn see_other(state: &AppState, headers: &HeaderMap, path: &str, query: Option<&str>) -> Response {
    let loaded = state.current();
    let (stem, suffix, named) = split_extension(&loaded, path);
    let iri = match locate(&loaded, stem) {
        Located::Thing(iri) => iri,
        other => {
            let suffix = with_query(suffix, query);
            return elsewhere(state, headers, other, ("id", stem, &suffix));
        }
    };
    let profile = match profile::choose(headers, query) {
        Ok(profile) => profile,
        Err(problem) => return problem.respond(state, headers),
    };
    // Pages speak our own vocabulary; who asks for another one wants data.
    let document = is_document(&loaded, &iri);
    let offers = if profile == Profile::Native {
        of_thing(document)
    } else {
        data_of_thing(document)
    };
    let folder = match (named, negotiate(headers, offers)) {
        (Some(_), _) | (None, Some(Form::Data(_) | Form::Cite(_))) => "data",
        (None, Some(Form::Page)) => "page",
        (None, None) => return Problem::not_acceptable(&offered(offers)).respond(state, headers),
    };
    let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
    let to = with_query(&format!("/{folder}/{path}{suffix}"), query);
    let mut response = redirect(state, StatusCode::SEE_OTHER, &to);
    set(&mut response, header::VARY, "Accept, Accept-Profile");
    let links = Signs::of(state, &loaded, &iri).name();
    set(&mut response, header::LINK, &header_value(&links));
    response
}
