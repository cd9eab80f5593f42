//! The ontology defines what the program writes, and nothing else.

use std::collections::BTreeSet;

use oxrdf::{NamedOrBlankNode, Term};
use wsis::graph::ontology;
use wsis::graph::vocabulary::wsis as terms;

const NAMESPACE: &str = "https://w3id.org/wsis/ns#";

/// The terms of our namespace that stand as subjects in the ontology document.
fn defined() -> BTreeSet<String> {
    let triples = oxttl::TurtleParser::new().for_slice(ontology::WSIS_TTL);
    triples
        .map(|triple| triple.expect("the ontology parses"))
        .filter_map(|triple| match triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(NAMESPACE).map(str::to_owned),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}

/// The terms that the concept schemes use, and the superclasses of used ones.
fn used_in_turtle() -> BTreeSet<String> {
    let quads = ontology::quads(&mut Vec::new());
    let local = |iri: &str| iri.strip_prefix(NAMESPACE).map(str::to_owned);
    let mut used = BTreeSet::new();
    for quad in &quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let own = subject.as_str().starts_with(NAMESPACE);
        if !own {
            used.extend(local(quad.predicate.as_str()));
        }
        if let Term::NamedNode(object) = &quad.object
            && (!own || quad.predicate.as_str().ends_with("#subClassOf"))
        {
            used.extend(local(object.as_str()));
        }
    }
    used
}

#[test]
fn every_term_that_is_written_is_defined() {
    let defined = defined();
    let written = terms::ALL
        .iter()
        .filter_map(|term| term.as_str().strip_prefix(NAMESPACE));
    let unknown: Vec<_> = written.filter(|term| !defined.contains(*term)).collect();
    assert!(
        unknown.is_empty(),
        "written but not in ontology/wsis.ttl: {unknown:?}"
    );
}

#[test]
fn every_term_that_is_defined_is_used() {
    let written = terms::ALL
        .iter()
        .filter_map(|term| term.as_str().strip_prefix(NAMESPACE));
    let mut used: BTreeSet<String> = written.map(str::to_owned).collect();
    used.extend(used_in_turtle());
    let idle: Vec<_> = defined()
        .into_iter()
        .filter(|term| !used.contains(term))
        .collect();
    assert!(
        idle.is_empty(),
        "in ontology/wsis.ttl but never written: {idle:?}"
    );
}

/// The constants of the vocabulary are no promise: each is really written by a
/// build of the bundled data, or of a text where only texts bring it about.
#[test]
fn every_vocabulary_constant_is_written_somewhere() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    for entry in walkdir::WalkDir::new(source) {
        let entry = entry.expect("src can be read");
        let path = entry.path();
        let is_vocabulary = path.ends_with("graph/vocabulary.rs");
        if path.extension().is_some_and(|e| e == "rs") && !is_vocabulary {
            code.push_str(&std::fs::read_to_string(path).expect("a source file"));
        }
    }
    let vocabulary = include_str!("../../src/graph/vocabulary.rs");
    let names = vocabulary.split(|c: char| !(c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()));
    let wanted: BTreeSet<&str> = names
        .filter(|name| name.len() > 3 && name.contains(|c: char| c.is_ascii_uppercase()))
        .collect();
    let idle: Vec<_> = wanted
        .into_iter()
        .filter(|name| vocabulary.contains(&format!(" {name} = \"")))
        .filter(|name| !code.contains(&format!("::{name}")))
        .collect();
    assert!(idle.is_empty(), "vocabulary constants nobody writes: {idle:?}");
}
