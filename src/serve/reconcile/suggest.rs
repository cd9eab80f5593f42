//! What somebody may be about to write: things, types, properties.

use super::super::qualities::parameter;
use super::entity::{class, identifier, speak};
use super::{Version, language, written, wrong};
use crate::find::matching::{self, PROPERTIES};
use crate::find::names::{CLASSES, Wanted, fold};
use crate::serve::respond::{CACHE, off_thread, set};
use crate::serve::state::{AppState, Loaded};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

/// How many suggestions one answer has.
const PAGE: usize = 10;
/// How many there are at most.
const MOST: usize = 1000;
/// Longest prefix, in characters.
const LONGEST: usize = 200;

/// Suggestions for a prefix; `cursor` skips some.
pub(super) async fn suggest(
    State(state): State<Arc<AppState>>,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let version = version(&uri);
    let prefix = parameter(query.as_deref(), &["prefix"]).unwrap_or_default();
    let cursor = parameter(query.as_deref(), &["cursor"]);
    let skip = match cursor.as_deref().map(str::parse::<usize>) {
        None => 0,
        Some(Ok(skip)) => skip,
        Some(Err(_)) => {
            let problem = wrong("cursor must be the number of suggestions to skip: cursor=10.");
            return problem.respond(&state, &headers);
        }
    };
    if prefix.chars().count() > LONGEST {
        let problem = wrong(format!("prefix is longer than {LONGEST} characters."));
        return problem.respond(&state, &headers);
    }
    off_thread(move || {
        let loaded = state.current();
        let language = language(&headers);
        let all = match kind.as_str() {
            "entity" => entities(&loaded, &prefix, version, &language),
            "type" => types(&loaded, &prefix, version, &language),
            "property" => properties(&loaded, &prefix, version, &language),
            _ => {
                let mut problem = wrong("There are suggestions for entity, type and property.");
                problem.status = StatusCode::NOT_FOUND;
                return problem.respond(&state, &headers);
            }
        };
        let page: Vec<Value> = all.into_iter().skip(skip).take(PAGE).collect();
        let mut response = written(&json!({ "result": page }));
        set(&mut response, header::CACHE_CONTROL, CACHE);
        response
    })
    .await
}

/// The version of an address.
pub(super) fn version(uri: &Uri) -> Version {
    if uri.path().starts_with(super::DRAFT) {
        Version::Draft
    } else {
        Version::V02
    }
}

fn entities(loaded: &Loaded, prefix: &str, version: Version, language: &str) -> Vec<Value> {
    let store = &loaded.release.store;
    let names = loaded.names();
    let mut found: Vec<&str> = Vec::new();
    let own = matching::address(prefix.trim());
    if let Some(thing) = names.thing(&own) {
        found.push(&thing.iri);
    }
    let wanted = Wanted {
        limit: PAGE,
        ..Wanted::default()
    };
    found.extend(
        names
            .suggest(prefix, &wanted)
            .iter()
            .map(|candidate| candidate.thing.iri.as_str()),
    );
    let mut told: Vec<Value> = Vec::new();
    let mut before: Vec<&str> = Vec::new();
    for iri in found {
        if told.len() >= MOST || before.contains(&iri) {
            continue;
        }
        before.push(iri);
        let (name, of) =
            matching::called(store, names, iri, language).unwrap_or_else(|| (iri.to_owned(), String::new()));
        let types: Vec<Value> = matching::classes(store, iri)
            .iter()
            .map(|one| class(store, one, version, language))
            .collect();
        let description = names
            .thing(iri)
            .map(|thing| matching::description(thing, names))
            .unwrap_or_default();
        let mut one = json!({ "id": identifier(iri), "name": name, "notable": types });
        describe(&mut one, &description);
        speak(&mut one, version, &of);
        told.push(one);
    }
    told
}

fn describe(one: &mut Value, description: &str) {
    if !description.is_empty()
        && let Some(one) = one.as_object_mut()
    {
        one.insert("description".to_owned(), description.into());
    }
}

fn types(loaded: &Loaded, prefix: &str, version: Version, language: &str) -> Vec<Value> {
    let store = &loaded.release.store;
    let all = CLASSES
        .iter()
        .map(|one| class(store, &one.iri(), version, language));
    all.filter(|one| fits(one, prefix)).collect()
}

fn properties(loaded: &Loaded, prefix: &str, version: Version, language: &str) -> Vec<Value> {
    let store = &loaded.release.store;
    let all = PROPERTIES.iter().map(|property| {
        let (name, of) = property.label(store, language);
        let mut one = json!({ "id": property.id, "name": name });
        describe(&mut one, &format!("of {}", property.classes.join(", ")));
        speak(&mut one, version, &of);
        one
    });
    all.filter(|one| fits(one, prefix)).collect()
}

/// Whether the identifier or a word of the name begins with a prefix.
fn fits(one: &Value, prefix: &str) -> bool {
    let folded = fold(prefix);
    let id = one["id"].as_str().unwrap_or_default();
    let name = format!(" {}", fold(one["name"].as_str().unwrap_or_default()));
    folded.is_empty() && prefix.trim().is_empty()
        || !folded.is_empty()
            && (id.to_lowercase().starts_with(&prefix.trim().to_lowercase())
                || name.contains(&format!(" {folded}")))
}
