//! `/terms.json`: the prefixes that queries know and the terms that the release uses, for editors of queries.

use super::lookup::label_in;
use super::pages::ontology::terms::{Kind, TERMS};
use super::qualities::parameter;
use super::respond::{entity_tag, off_thread, unless_known, with_type};
use super::state::AppState;
use crate::corpus::Language;
use crate::graph::vocabulary::{void, wsis};
use crate::query::{prefixes, shorten};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The terms, with their names in the language `lang` or in English.
pub(super) async fn terms(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = parameter(uri.query(), &["lang"]);
    let language = asked
        .and_then(|tag| Language::from_code(&tag))
        .unwrap_or(Language::English);
    off_thread(move || {
        let loaded = state.current();
        let tag = entity_tag(&loaded.release.id, &format!("terms-{}", language.tag()));
        unless_known(&headers, &tag, || {
            let body = document(&loaded.release.store, language.tag());
            with_type("application/json", format!("{body}\n"))
        })
    })
    .await
}

fn document(store: &Store, language: &str) -> Value {
    let names: Map<String, Value> = prefixes()
        .map(|(prefix, namespace)| (prefix.to_owned(), namespace.into()))
        .collect();
    let terms: Vec<Value> = used(store)
        .into_iter()
        .map(|(iri, kind)| {
            let name = shorten(iri.as_str());
            let label = label_in(store, iri.as_ref(), language).text;
            // A term without a label here: its short name says enough.
            let label = if label == name { "" } else { &label };
            json!({ "name": name, "kind": kind, "label": label })
        })
        .collect();
    json!({ "prefixes": names, "terms": terms })
}

/// The terms of the ontology, and those of other vocabularies that the catalog counts in this release.
fn used(store: &Store) -> BTreeMap<NamedNode, &'static str> {
    let mut all = BTreeMap::new();
    for (counted, kind) in [(void::CLASS, "class"), (void::PROPERTY, "property")] {
        for quad in store.quads_for_pattern(None, Some(counted), None, None).flatten() {
            if let oxigraph::model::Term::NamedNode(term) = quad.object {
                all.insert(term, kind);
            }
        }
    }
    // What has no short name is no help to who writes a query.
    all.retain(|term, _| {
        shorten(term.as_str()) != term.as_str() && !term.as_str().starts_with(wsis::NAMESPACE)
    });
    all.extend(own());
    all
}

/// The terms of the ontology.
fn own() -> impl Iterator<Item = (NamedNode, &'static str)> {
    TERMS.iter().map(|term| {
        (
            term.iri.clone(),
            if term.kind == Kind::Class {
                "class"
            } else {
                "property"
            },
        )
    })
}
