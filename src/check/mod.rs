//! What a release must satisfy: rules over the records, SHACL over the graph.
//!
//! One rule a file, registered in [`rules::ALL`]; every code, also those of the
//! readers, is explained in [`codes`].

pub mod codes;
pub mod extraction;
pub mod finding;
pub mod quotes;
pub mod rules;
pub mod shacl;

use std::collections::{HashMap, HashSet};

use crate::corpus::{Corpus, Symbol};
use crate::graph::iri;
use crate::problem::Problem;

/// What rules look at: the records, and everything they may refer to.
pub struct Known<'a> {
    /// The records.
    pub corpus: &'a Corpus,
    /// The addresses of all bodies, events, targets and concepts.
    pub things: HashSet<String>,
    /// The addresses of all mandates.
    pub mandates: HashSet<String>,
    /// The documents, with the number of their numbered paragraphs where known.
    pub documents: HashMap<&'a Symbol, Option<u32>>,
}

impl<'a> Known<'a> {
    /// Gathers what is known; `concepts` are the addresses of all concepts.
    #[must_use]
    pub fn new(corpus: &'a Corpus, concepts: HashSet<String>) -> Self {
        let mut things = concepts;
        let bodies = corpus.bodies.iter().map(|body| ("body", body.value.id.get_ref()));
        let events = corpus
            .events
            .iter()
            .map(|event| ("event", event.value.id.get_ref()));
        let targets = corpus
            .targets
            .iter()
            .map(|target| ("target", target.value.id.get_ref()));
        let places = corpus
            .places
            .iter()
            .map(|place| ("place", place.value.id.get_ref()));
        let persons = corpus
            .persons
            .iter()
            .map(|person| ("person", person.value.id.get_ref()));
        let indicators = corpus
            .indicators
            .iter()
            .map(|indicator| ("indicator", indicator.value.id.get_ref()));
        things.extend(
            bodies
                .chain(events)
                .chain(targets)
                .chain(places)
                .chain(persons)
                .chain(indicators)
                .map(|(kind, slug)| iri::thing(kind, slug)),
        );
        let mandates = corpus.mandates.iter().map(|record| &record.value);
        let documents = corpus.documents.iter().map(|record| &record.value);
        Self {
            corpus,
            things,
            mandates: mandates
                .map(|m| iri::mandate(m.provision.get_ref(), m.n))
                .collect(),
            documents: documents
                .map(|d| {
                    (
                        d.symbol.get_ref(),
                        d.paragraphs.as_ref().map(|count| *count.get_ref()),
                    )
                })
                .collect(),
        }
    }
}

/// Applies every rule to the records.
pub fn records(known: &Known<'_>, problems: &mut Vec<Problem>) {
    for rule in rules::ALL {
        (rule.check)(known, problems);
    }
}
