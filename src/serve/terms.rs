//! `/terms.json`: the prefixes that queries know and the terms that the release uses, for editors of queries.

use super::lookup::{label_in, pointing_to, subject};
use super::qualities::parameter;
use super::respond::{entity_tag, off_thread, unless_known, with_type};
use super::state::AppState;
use super::vocab;
use crate::corpus::Language;
use crate::graph::vocabulary::{void, wsis};
use crate::query::{prefixes, shorten};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The classes of OWL that mark a class or a property, and what the term is then called.
pub(super) const KINDS: [(&str, &str); 4] = [
    ("http://www.w3.org/2002/07/owl#Class", "class"),
    ("http://www.w3.org/2002/07/owl#ObjectProperty", "property"),
    ("http://www.w3.org/2002/07/owl#DatatypeProperty", "property"),
    ("http://www.w3.org/2002/07/owl#AnnotationProperty", "property"),
];

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
            // A term of others has no label here; its short name says enough.
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
    all.extend(own(store));
    all
}

/// The terms of the ontology, sorted.
#[must_use]
pub(super) fn own(store: &Store) -> BTreeMap<NamedNode, &'static str> {
    let marked = KINDS.iter().flat_map(|(class, kind)| {
        let class = NamedNodeRef::new_unchecked(class);
        let terms = pointing_to(store, class, Some(vocab::TYPE));
        terms.filter_map(|quad| Some((subject(&quad)?.clone(), *kind)))
    });
    let own = |term: &NamedNode| term.as_str().starts_with(wsis::NAMESPACE);
    marked.filter(|(term, _)| own(term)).collect()
}
