//! The terms of the ontology, read once from the Turtle in the program.

use crate::graph::ontology::WSIS_TTL;
use crate::query::shorten;
use crate::serve::lookup::{about, subject, targets, texts};
use crate::serve::vocab;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedNodeRef, Term as Object};
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The namespace of the ontology.
pub(in crate::serve) const NS: &str = "https://w3id.org/wsis/ns#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Kind {
    /// A class.
    Class,
    /// A property that leads to things.
    Object,
    /// A property that leads to texts, numbers and days.
    Datatype,
}

/// A term.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Term {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its name after the namespace.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it means, in English.
    pub definition: String,
    /// How it is used, in English.
    pub example: String,
    /// The wider terms.
    pub above: Vec<NamedNode>,
    /// What always has the property.
    pub domain: Option<NamedNode>,
    /// What it always leads to.
    pub range: Option<NamedNode>,
    /// Everything else that is said of it with IRIs, by property.
    pub facts: BTreeMap<String, Vec<NamedNode>>,
}

/// All terms, classes and properties apart, by name.
pub(in crate::serve) static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let quads = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(WSIS_TTL)
        .flatten();
    let Ok(store) = Store::new() else {
        return Vec::new();
    };
    // The memory store takes everything.
    let _ = store.extend(quads);
    let kinds = [
        ("Class", Kind::Class),
        ("ObjectProperty", Kind::Object),
        ("DatatypeProperty", Kind::Datatype),
        ("AnnotationProperty", Kind::Datatype),
    ];
    let mut terms: Vec<Term> = kinds
        .iter()
        .flat_map(|(name, kind)| {
            instances(&store, name)
                .into_iter()
                .map(|iri| (iri, *kind))
                .collect::<Vec<_>>()
        })
        .filter(|(iri, _)| iri.as_str().starts_with(NS))
        .map(|(iri, kind)| Term::read(&store, iri, kind))
        .collect();
    terms.sort_by(|a, b| (a.kind != Kind::Class, &a.name).cmp(&(b.kind != Kind::Class, &b.name)));
    terms
});

/// The term of a name.
#[must_use]
pub(in crate::serve) fn find(name: &str) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.name == name)
}

impl Term {
    fn read(store: &Store, iri: NamedNode, kind: Kind) -> Self {
        let text = |property| {
            texts(store, iri.as_ref(), property)
                .into_iter()
                .next()
                .map(|words| words.text)
        };
        let one = |name: &str| {
            targets(store, iri.as_ref(), rdfs(name).as_ref())
                .into_iter()
                .next()
        };
        let mut above = targets(store, iri.as_ref(), rdfs("subClassOf").as_ref());
        above.extend(targets(store, iri.as_ref(), rdfs("subPropertyOf").as_ref()));
        Self {
            name: iri.as_str().trim_start_matches(NS).to_owned(),
            kind,
            definition: text(vocab::DEFINITION).unwrap_or_default(),
            example: text(vocab::EXAMPLE).unwrap_or_default(),
            above,
            domain: one("domain"),
            range: one("range"),
            facts: facts(store, &iri),
            iri,
        }
    }
}

fn facts(store: &Store, iri: &NamedNode) -> BTreeMap<String, Vec<NamedNode>> {
    let mut facts: BTreeMap<String, Vec<NamedNode>> = BTreeMap::new();
    for quad in about(store, iri.as_ref(), None) {
        let name = shorten(quad.predicate.as_str());
        let passed = ["owl:disjointWith", "rdfs:isDefinedBy", "rdf:type"].contains(&name.as_str());
        if let (false, Object::NamedNode(object)) = (passed, quad.object) {
            facts.entry(name).or_default().push(object);
        }
    }
    facts.values_mut().for_each(|values| values.sort());
    facts
}

fn instances(store: &Store, class: &str) -> Vec<NamedNode> {
    let class = NamedNode::new_unchecked(format!("{OWL}{class}"));
    let quads = store.quads_for_pattern(None, Some(vocab::TYPE), Some(class.as_ref().into()), None);
    quads
        .flatten()
        .filter_map(|quad| subject(&quad).cloned())
        .collect()
}

fn rdfs(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{RDFS}{name}"))
}

/// Whether an IRI is a term of ours; its name then.
#[must_use]
pub(in crate::serve) fn own(iri: NamedNodeRef<'_>) -> Option<&str> {
    iri.as_str().strip_prefix(NS)
}
