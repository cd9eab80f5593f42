//! `/linkset/…`: all links about one thing in one document.
//!
//! [RFC 9264](https://www.rfc-editor.org/rfc/rfc9264): `application/linkset+json`
//! (4.2) and `application/linkset` (4.1), chosen by `Accept` or by `.json`, `.txt`.

use super::iri::id_path;
use super::locate::{Located, elsewhere, locate};
use super::negotiate::{Offer, negotiate, offered};
use super::respond::{Problem, entity_tag, off_thread, unless_known, with_type};
use super::signpost::{Anchor, LINKSET_TYPES, Signs, write_link};
use super::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A form of a linkset.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Text,
}

const OFFERS: [Offer<Form>; 2] = [
    Offer {
        form: Form::Json,
        types: &[LINKSET_TYPES[0], "application/json"],
    },
    Offer {
        form: Form::Text,
        types: &[LINKSET_TYPES[1], "text/plain"],
    },
];

/// The linkset of a thing.
pub(super) async fn linkset(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/linkset/").to_owned();
    off_thread(move || answer(&state, &headers, &path)).await
}

fn answer(state: &AppState, headers: &HeaderMap, path: &str) -> Response {
    let loaded = state.current();
    let ends = [(".json", Form::Json), (".txt", Form::Text)];
    let named = ends
        .iter()
        .find_map(|(end, form)| Some((path.strip_suffix(end)?, *end, *form)))
        .filter(|_| !matches!(locate(&loaded, path), Located::Thing(_)));
    let (path, suffix, form) = match named {
        Some((stem, end, form)) => (stem, end, Some(form)),
        None => (path, "", None),
    };
    let iri = match locate(&loaded, path) {
        Located::Thing(iri) => iri,
        other => return elsewhere(state, headers, other, ("linkset", path, suffix)),
    };
    let Some(form) = form.or_else(|| negotiate(headers, &OFFERS)) else {
        return Problem::not_acceptable(&offered(&OFFERS)).respond(state, headers);
    };
    // Names that begin like things but are none have no page to speak of.
    if id_path(iri.as_str()).is_none() {
        return Problem::new(StatusCode::NOT_FOUND, "This has no linkset.").respond(state, headers);
    }
    let name = if form == Form::Json { "links-json" } else { "links" };
    unless_known(headers, &entity_tag(&loaded.release.id, name), || {
        let anchors = Signs::of(state, &loaded, &iri).anchors();
        match form {
            Form::Json => with_type(LINKSET_TYPES[0], format!("{}\n", as_json(&anchors))),
            Form::Text => with_type(LINKSET_TYPES[1], as_text(&anchors)),
        }
    })
}

fn as_json(anchors: &[Anchor]) -> Value {
    let contexts: Vec<Value> = anchors.iter().map(context).collect();
    json!({ "linkset": contexts })
}

fn context(anchor: &Anchor) -> Value {
    let mut members = Map::new();
    members.insert("anchor".to_owned(), json!(anchor.href));
    for link in &anchor.links {
        let mut target = Map::new();
        target.insert("href".to_owned(), json!(link.href));
        if let Some(kind) = link.media_type {
            target.insert("type".to_owned(), json!(kind));
        }
        if let Some(profile) = link.profile {
            // An attribute of nobody's registry is a list of strings (4.2.4.3).
            target.insert("formats".to_owned(), json!([profile.iri()]));
        }
        for rel in link.rel.split(' ') {
            let targets = members.entry(rel).or_insert_with(|| json!([]));
            if let Value::Array(targets) = targets {
                targets.push(Value::Object(target.clone()));
            }
        }
    }
    Value::Object(members)
}

fn as_text(anchors: &[Anchor]) -> String {
    let mut text = String::new();
    for anchor in anchors {
        for link in &anchor.links {
            write_link(&mut text, link, Some(&anchor.href), ",\n");
        }
    }
    text.push('\n');
    text
}
