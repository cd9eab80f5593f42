//! Small pages about a thing, to be shown inside other programs.

use super::super::qualities::parameter;
use super::entity::{identifier, type_identifier};
use super::{language, written, wrong};
use crate::find::matching::{self, Property};
use crate::find::names::{Class, NameKind};
use crate::serve::described::absolute;
use crate::serve::iri::link_path;
use crate::serve::respond::{CACHE, Problem, off_thread, page, set};
use crate::serve::state::{AppState, Loaded};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// Previews stand in frames of other sites, and load nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

#[derive(Template)]
#[template(path = "preview.html", config = "src/serve/askama.toml")]
struct Preview {
    href: String,
    id: String,
    name: String,
    language: String,
    types: String,
    description: String,
    others: Vec<(String, String)>,
}

/// The page of one thing.
pub(super) async fn preview(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let id = parameter(query.as_deref(), &["id"]).unwrap_or_default();
    off_thread(move || {
        let loaded = state.current();
        let root = absolute(&state, &headers);
        match of(&loaded, &root, &id, &language(&headers)) {
            Some(preview) => {
                let mut response = page(&preview);
                set(&mut response, header::CONTENT_SECURITY_POLICY, POLICY);
                set(&mut response, header::CACHE_CONTROL, CACHE);
                set(&mut response, header::VARY, "Accept-Language, Accept-Encoding");
                response
            }
            None => unknown(&id).respond(&state, &headers),
        }
    })
    .await
}

/// The same inside JSON, as version 0.2 has it for suggestions.
pub(super) async fn flyout(
    State(state): State<Arc<AppState>>,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let id = parameter(query.as_deref(), &["id"]).unwrap_or_default();
    off_thread(move || {
        let loaded = state.current();
        let language = language(&headers);
        let html = match kind.as_str() {
            "entity" => of(&loaded, &absolute(&state, &headers), &id, &language)
                .and_then(|preview| preview.render().ok()),
            "type" => Class::find(&id).and_then(|_| {
                term(
                    &loaded,
                    &format!(
                        "{}{}",
                        crate::graph::vocabulary::wsis::NAMESPACE,
                        type_identifier(&id)
                    ),
                    &language,
                )
            }),
            "property" => Property::find(&id)
                .map(|property| paragraph(&property.label(&loaded.release.store, &language).0)),
            _ => None,
        };
        match html {
            Some(html) => written(&json!({ "id": id, "html": html })),
            None => unknown(&id).respond(&state, &headers),
        }
    })
    .await
}

fn term(loaded: &Loaded, iri: &str, language: &str) -> Option<String> {
    matching::label(&loaded.release.store, iri, language).map(|(name, _)| paragraph(&name))
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", crate::serve::sitemap::escaped(text))
}

fn of(loaded: &Loaded, root: &str, id: &str, language: &str) -> Option<Preview> {
    let store = &loaded.release.store;
    let iri = matching::address(id.trim());
    let names = loaded.names();
    let (name, of) = matching::called(store, names, &iri, language)?;
    let types: Vec<String> = matching::classes(store, &iri)
        .iter()
        .map(|class| {
            matching::label(store, class, language)
                .map_or_else(|| type_identifier(class).to_owned(), |(name, _)| name)
        })
        .collect();
    let others = names
        .of(&iri)
        .filter(|other| {
            other.text != name && matches!(other.kind, NameKind::Label | NameKind::Acronym | NameKind::Other)
        })
        .map(|other| (other.language.clone().unwrap_or_default(), other.text.clone()))
        .take(12)
        .collect();
    Some(Preview {
        href: format!("{root}/id/{}", link_path(identifier(&iri))),
        id: identifier(&iri).to_owned(),
        description: names
            .thing(&iri)
            .map(|thing| matching::description(thing, names))
            .unwrap_or_default(),
        types: types.join(", "),
        language: of,
        name,
        others,
    })
}

fn unknown(id: &str) -> Problem {
    let shown: String = id.chars().take(120).collect();
    let mut problem = wrong(format!(
        "This release has nothing with the identifier \"{shown}\". Identifiers look like body/cstd or document/A/RES/70/125."
    ));
    problem.status = StatusCode::NOT_FOUND;
    problem
}
