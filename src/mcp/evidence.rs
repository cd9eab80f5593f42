//! What shows that a statement is right.

use super::shape::{From, Thing, first, last};
use crate::graph::vocabulary::{foaf, oa, wsis};
use crate::lookup::{about, targets, texts};
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::Serialize;

/// Most pieces of evidence of one thing.
pub(super) const MOST: usize = 20;

/// A piece of evidence.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Evidence {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The exact words of the source that show it; without them the claim rests on the source as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The language of the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The document or provision they stand in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Thing>,
    /// The web page it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// How it came about: extracted (by a rule), curated (by hand), translated (a name, by us).
    pub method: String,
    /// The rule that found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How sure the rule is, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// confirmed (the words were found in the text), unreviewed, or unverified (say so when you use it).
    pub review: String,
    /// The layer of the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<From>,
}

impl Evidence {
    /// The evidence for a thing, what was found by rule first.
    pub(super) fn all(store: &Store, thing: NamedNodeRef<'_>) -> Vec<Self> {
        let mut nodes: Vec<_> = about(store, thing, Some(wsis::EVIDENCE_FOR))
            .filter_map(|quad| match &quad.object {
                Term::NamedNode(node) => Some((node.clone(), From::quad(&quad))),
                _ => None,
            })
            .collect();
        nodes.sort();
        nodes.truncate(MOST);
        nodes
            .into_iter()
            .map(|(node, layer)| Self {
                layer,
                ..Self::one(store, node.as_ref())
            })
            .collect()
    }

    fn one(store: &Store, node: NamedNodeRef<'_>) -> Self {
        let words = targets(store, node, oa::HAS_SELECTOR)
            .first()
            .and_then(|selector| texts(store, selector.as_ref(), oa::EXACT).into_iter().next());
        Self {
            claim: first(store, node, wsis::CLAIM),
            language: words.as_ref().map(|words| words.lang.clone()),
            words: words.map(|words| words.text),
            source: Thing::all(store, node, oa::HAS_SOURCE).into_iter().next(),
            page: targets(store, node, foaf::PAGE)
                .into_iter()
                .next()
                .map(oxigraph::model::NamedNode::into_string),
            method: last(store, node, wsis::METHOD).unwrap_or_default(),
            rule: last(store, node, wsis::RULE),
            confidence: first(store, node, wsis::CONFIDENCE).and_then(|text| text.parse().ok()),
            review: last(store, node, wsis::REVIEW_STATE).unwrap_or_default(),
            layer: None,
        }
    }
}
