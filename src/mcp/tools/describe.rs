//! `describe`: what the graph says about any thing.

use crate::graph::vocabulary::{rdfs, wsis};
use crate::lookup::{about, label_in, pointing_to, subject, texts};
use crate::mcp::address::thing;
use crate::mcp::evidence::Evidence;
use crate::mcp::refusal::Refusal;
use crate::mcp::shape::{From, Thing};
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use crate::query::shorten;
use oxigraph::model::{NamedNode, NamedNodeRef, Term, vocab::rdf};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most values of one property, and most things named that point to it by one property.
const VALUES: usize = 25;
const SOME: usize = 5;
/// Most statements pointing to a thing that are looked at.
const SCAN: usize = 20_000;

/// The tool.
pub(in crate::mcp) struct Describe;

/// Which thing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// An address (https://w3id.org/wsis/id/body/igf), a path (body/igf), a symbol or alias (A/RES/70/125), a full name, or a term (wsis:Mandate).
    pub thing: String,
}

/// A value of a property.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Value {
    /// The text, or the name of the thing.
    text: String,
    /// The address, where the value is a thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    iri: Option<String>,
    /// The language, where the text has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The layer that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<From>,
}

/// A property and its values.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Property {
    /// The property, with a prefix that `sparql` knows.
    property: String,
    /// Its values.
    values: Vec<Value>,
    /// How many more there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_shown: Option<usize>,
}

/// Things that point to this one by a property.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Incoming {
    /// The property.
    property: String,
    /// How many there are.
    total: usize,
    /// Some of them; `sparql` gives all.
    some: Vec<Thing>,
}

/// A thing.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    release: String,
    /// Its address.
    iri: String,
    /// Its name.
    name: String,
    /// Its names by language. Those with the evidence method `translated` are ours.
    names: BTreeMap<String, String>,
    /// Its classes.
    types: Vec<String>,
    /// Which layers speak of it.
    layers: Vec<From>,
    /// What is said of it.
    properties: Vec<Property>,
    /// What points to it.
    incoming: Vec<Incoming>,
    /// What shows it.
    evidence: Vec<Evidence>,
}

impl Reads for Describe {
    const NAME: &'static str = "describe";
    const TITLE: &'static str = "A thing";
    const DESCRIPTION: &'static str = "What the graph says about any thing (document, body, event, action line, mandate, term): names, properties with the layer of each value, what points to it, evidence. Long lists are cut and say so.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let iri = thing(loaded, "thing", &input.thing)?;
        Ok(read(loaded, &iri))
    }
}

/// All that is said of a thing.
pub(in crate::mcp) fn read(loaded: &Loaded, iri: &NamedNode) -> Output {
    let store = &loaded.release.store;
    let thing = iri.as_ref();
    let names = texts(store, thing, rdfs::LABEL).into_iter();
    let types: BTreeSet<String> = about(store, thing, Some(rdf::TYPE))
        .map(|quad| short(&quad.object))
        .collect();
    Output {
        release: loaded.release.id.clone(),
        iri: iri.as_str().to_owned(),
        name: label_in(store, thing, "en").text,
        names: names.map(|words| (words.lang, words.text)).collect(),
        types: types.into_iter().collect(),
        layers: From::layers(store, thing),
        properties: properties(store, thing),
        incoming: incoming(store, thing),
        evidence: Evidence::all(store, thing),
    }
}

fn short(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn properties(store: &Store, thing: NamedNodeRef<'_>) -> Vec<Property> {
    let mut by: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let shown_elsewhere = [rdf::TYPE, rdfs::LABEL, wsis::EVIDENCE_FOR];
    for quad in about(store, thing, None) {
        if shown_elsewhere.contains(&quad.predicate.as_ref()) {
            continue;
        }
        let (text, iri, language) = match &quad.object {
            Term::NamedNode(node) => (
                label_in(store, node.as_ref(), "en").text,
                Some(node.as_str().to_owned()),
                None,
            ),
            Term::Literal(literal) => (
                literal.value().to_owned(),
                None,
                literal.language().map(str::to_owned),
            ),
            other => (other.to_string(), None, None),
        };
        by.entry(shorten(quad.predicate.as_str()))
            .or_default()
            .push(Value {
                text,
                iri,
                language,
                layer: From::quad(&quad),
            });
    }
    by.into_iter()
        .map(|(property, mut values)| {
            values.sort_by(|a, b| {
                (a.language.as_deref() != Some("en"), &a.language, &a.text).cmp(&(
                    b.language.as_deref() != Some("en"),
                    &b.language,
                    &b.text,
                ))
            });
            let more = values.len().saturating_sub(VALUES);
            values.truncate(VALUES);
            Property {
                property,
                values,
                not_shown: (more > 0).then_some(more),
            }
        })
        .collect()
}

fn incoming(store: &Store, thing: NamedNodeRef<'_>) -> Vec<Incoming> {
    let mut by: BTreeMap<String, BTreeSet<NamedNode>> = BTreeMap::new();
    for quad in pointing_to(store, thing, None).take(SCAN) {
        if let Some(from) = subject(&quad) {
            by.entry(shorten(quad.predicate.as_str()))
                .or_default()
                .insert(from.clone());
        }
    }
    by.into_iter()
        .map(|(property, from)| Incoming {
            property,
            total: from.len(),
            some: from
                .iter()
                .take(SOME)
                .map(|iri| Thing::of(store, iri.as_ref()))
                .collect(),
        })
        .collect()
}
