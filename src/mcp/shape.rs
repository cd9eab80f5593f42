//! The parts that answers are made of.

use super::state::Loaded;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{eli, wsis};
use crate::lookup::{self, Words, about, pointing_to, subject, targets, texts};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::Serialize;

/// A thing: quote its address with whatever you say of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub(super) struct Thing {
    /// Its address.
    pub iri: String,
    /// Its name, perhaps in our own words.
    pub name: String,
}

impl Thing {
    pub(super) fn of(store: &Store, iri: NamedNodeRef<'_>) -> Self {
        Self {
            iri: iri.as_str().to_owned(),
            name: lookup::label(store, iri).text,
        }
    }

    /// The things that a property leads to, by their addresses.
    pub(super) fn all(store: &Store, of: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Self> {
        let mut iris = targets(store, of, property);
        iris.sort();
        iris.dedup();
        iris.iter().map(|iri| Self::of(store, iri.as_ref())).collect()
    }
}

/// Official words, letter by letter as the text has them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Text {
    /// The language: ar, zh, en, fr, ru or es.
    pub language: String,
    /// The address of these words in this language.
    pub iri: String,
    /// The words.
    pub words: String,
}

/// Where statements come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum From {
    /// Copied from an official text.
    Transcribed,
    /// Found in an official text by a rule, with a confidence.
    Extracted,
    /// Stated by hand in our own words, with evidence.
    Curated,
    /// A term of the ontology.
    Ontology,
    /// The release about itself.
    Catalog,
}

impl From {
    /// The layer in whose graph a statement stands.
    pub(super) fn quad(quad: &Quad) -> Option<Self> {
        let GraphName::NamedNode(graph) = &quad.graph_name else {
            return None;
        };
        let layer = Layer::ALL.into_iter().find(|layer| layer.graph() == *graph)?;
        Some(match layer {
            Layer::Transcribed => Self::Transcribed,
            Layer::Extracted => Self::Extracted,
            Layer::Curated => Self::Curated,
            Layer::Ontology => Self::Ontology,
            Layer::Catalog => Self::Catalog,
        })
    }

    /// The layers that say something about a thing.
    pub(super) fn layers(store: &Store, thing: NamedNodeRef<'_>) -> Vec<Self> {
        let mut layers: Vec<Self> = about(store, thing, None)
            .filter_map(|quad| Self::quad(&quad))
            .collect();
        layers.sort();
        layers.dedup();
        layers
    }
}

/// The first text of a property, English first.
pub(super) fn first(store: &Store, thing: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<String> {
    texts(store, thing, property)
        .into_iter()
        .next()
        .map(|words| words.text)
}

/// All texts of a property, in order.
pub(super) fn values(store: &Store, thing: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<String> {
    let mut all: Vec<String> = texts(store, thing, property)
        .into_iter()
        .map(|words| words.text)
        .collect();
    all.dedup();
    all
}

/// The last part of the address that a property leads to: `request` of `…/id/force/request`.
pub(super) fn last(store: &Store, thing: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<String> {
    let mut iris = targets(store, thing, property);
    iris.sort();
    let iri = iris.into_iter().next()?;
    iri.as_str().rsplit('/').next().map(str::to_owned)
}

/// The official words of a provision in all languages that the release holds, English first.
pub(super) fn official(store: &Store, provision: NamedNodeRef<'_>) -> Vec<Text> {
    let mut found: Vec<Text> = pointing_to(store, provision, Some(eli::REALIZES))
        .filter_map(|quad| subject(&quad).cloned())
        .flat_map(|text| {
            let words = texts(store, text.as_ref(), wsis::TEXT);
            words.into_iter().map(move |Words { text: words, lang }| Text {
                language: lang,
                iri: text.as_str().to_owned(),
                words,
            })
        })
        .collect();
    found.sort_by(|a, b| (a.language != "en", &a.language).cmp(&(b.language != "en", &b.language)));
    found
}

/// The parts of a provision, to all depths, in their order.
pub(super) fn below(store: &Store, provision: &NamedNode, most: usize) -> Vec<NamedNode> {
    let mut all = Vec::new();
    let mut open = vec![provision.clone()];
    while let Some(whole) = open.pop() {
        let mut parts: Vec<NamedNode> = pointing_to(store, whole.as_ref(), Some(eli::IS_PART_OF))
            .filter_map(|quad| subject(&quad).cloned())
            .filter(|part| part.as_str().starts_with(provision.as_str()))
            .collect();
        parts.sort_by_cached_key(|part| (lookup::order(store, part.as_ref()), part.as_str().to_owned()));
        if whole != *provision {
            all.push(whole);
        }
        if all.len() >= most {
            break;
        }
        open.extend(parts.into_iter().rev());
    }
    all
}

/// A document in a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Document {
    /// Its address.
    pub iri: String,
    /// The symbol to cite it by.
    pub symbol: String,
    /// Its title, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day it was adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adopted: Option<String>,
}

impl Document {
    pub(super) fn of(loaded: &Loaded, iri: NamedNodeRef<'_>) -> Self {
        let store = &loaded.release.store;
        Self {
            symbol: first(store, iri, wsis::SYMBOL).unwrap_or_else(|| lookup::label(store, iri).text),
            title: title(store, iri),
            adopted: first(store, iri, wsis::ADOPTED_ON),
            iri: iri.as_str().to_owned(),
        }
    }
}

/// The title of a document, or of its English text.
pub(super) fn title(store: &Store, document: NamedNodeRef<'_>) -> Option<String> {
    use crate::graph::vocabulary::dcterms::TITLE;
    first(store, document, TITLE).or_else(|| {
        let english = NamedNode::new(format!("{}/en", document.as_str())).ok()?;
        first(store, english.as_ref(), TITLE)
    })
}
