//! The properties by which things can be told apart: `data/reconciliation.toml`.

use crate::graph::vocabulary::{PREFIXES, wsis};
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use serde::Deserialize;
use std::sync::LazyLock;

/// All of them, in the order in which they are offered.
pub static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../data/reconciliation.toml")).unwrap_or_default();
    file.property.into_iter().map(Property::from).collect()
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    property: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    term: Option<String>,
    name: Option<String>,
    classes: Vec<String>,
}

/// A property of things.
#[derive(Debug)]
pub struct Property {
    /// Its name in the service.
    pub id: String,
    /// Its IRI in the graph; none for the year of any date.
    pub iri: Option<String>,
    /// Its English name, where the ontology has none.
    pub name: Option<String>,
    /// The classes whose things have it, by their names in the ontology.
    pub classes: Vec<String>,
}

impl From<Entry> for Property {
    fn from(entry: Entry) -> Self {
        Self {
            iri: entry.term.as_deref().map(expand),
            id: entry.id,
            name: entry.name,
            classes: entry.classes,
        }
    }
}

impl Property {
    /// A property by its name in the service, its IRI, or with the prefix `wsis:`.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        let local = id
            .strip_prefix(wsis::NAMESPACE)
            .or_else(|| id.strip_prefix("wsis:"))
            .unwrap_or(id);
        PROPERTIES
            .iter()
            .find(|property| property.id == local || property.iri.as_deref() == Some(id))
    }

    /// Its name in a language: that of the ontology, else the English one.
    #[must_use]
    pub fn label(&self, store: &Store, language: &str) -> (String, String) {
        if self.name.is_none()
            && let Some(iri) = &self.iri
            && let Some(found) = super::label(store, iri, language)
        {
            return found;
        }
        let name = self.name.clone().unwrap_or_else(|| self.id.clone());
        (name, "en".to_owned())
    }

    /// Its values of a thing, in a fixed order, each once.
    #[must_use]
    pub fn values(&self, store: &Store, thing: NamedNodeRef<'_>) -> Vec<Term> {
        let Some(predicate) = self.iri.as_deref() else {
            return Vec::new();
        };
        let predicate = NamedNodeRef::new_unchecked(predicate);
        let quads = store.quads_for_pattern(Some(thing.into()), Some(predicate), None, None);
        let mut values: Vec<Term> = quads.flatten().map(|quad| quad.object).collect();
        values.sort_by_cached_key(ToString::to_string);
        values.dedup();
        values
    }
}

fn expand(term: &str) -> String {
    let known = term.split_once(':').and_then(|(prefix, local)| {
        let (_, namespace) = PREFIXES.iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{namespace}{local}"))
    });
    known.unwrap_or_else(|| term.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that does not parse, a prefix nobody knows, a name twice.
    #[test]
    fn the_list_is_read_whole() {
        assert!(PROPERTIES.len() > 30);
        for property in PROPERTIES.iter() {
            assert!(
                property.iri.as_deref().is_none_or(|iri| iri.starts_with("http")),
                "{}",
                property.id
            );
            let same = PROPERTIES.iter().filter(|other| other.id == property.id).count();
            assert_eq!(same, 1, "{}", property.id);
        }
        assert_eq!(
            Property::find("https://w3id.org/wsis/ns#adoptedBy").map(|p| p.id.as_str()),
            Some("adoptedBy")
        );
        assert!(Property::find(".*").is_none());
    }
}
