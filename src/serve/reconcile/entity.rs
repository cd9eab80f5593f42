//! Things as the protocol writes them: identifier, name, types.

use super::Version;
use crate::find::matching;
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::wsis;
use oxigraph::store::Store;
use serde_json::{Value, json};

/// The identifier of a thing: its address behind `id/`; the whole address for what is not ours.
pub(super) fn identifier(iri: &str) -> &str {
    iri.strip_prefix(THINGS).unwrap_or(iri)
}

/// The identifier of a class: its name in the ontology.
pub(super) fn type_identifier(iri: &str) -> &str {
    iri.strip_prefix(wsis::NAMESPACE).unwrap_or(iri)
}

/// A class with its name.
pub(super) fn class(store: &Store, iri: &str, version: Version, language: &str) -> Value {
    let id = type_identifier(iri);
    let (name, of) =
        matching::label(store, iri, language).unwrap_or_else(|| (id.to_owned(), "en".to_owned()));
    let mut class = json!({ "id": id, "name": name });
    speak(&mut class, version, &of);
    class
}

/// Adds language and direction, where the version knows them.
pub(super) fn speak(object: &mut Value, version: Version, language: &str) {
    if version == Version::V02 || language.is_empty() {
        return;
    }
    if let Some(object) = object.as_object_mut() {
        object.insert("lang".to_owned(), language.into());
        object.insert(
            "dir".to_owned(),
            if language == "ar" { "rtl" } else { "ltr" }.into(),
        );
    }
}
