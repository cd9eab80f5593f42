//! The crate's results as findings.

use std::collections::HashMap;

use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple};
use rudof_rdf::rdf_core::SHACLPath;
use rudof_rdf::rdf_core::term::Object;
use shacl::ir::IRSchema;
use shacl::types::{MessageMap, Severity as Declared};
use shacl::validator::report::ValidationResult;

use crate::check::finding::{Finding, Severity};

/// Knows where in the shapes a blank node stands.
pub(super) struct Reporter {
    parents: HashMap<BlankNode, NamedOrBlankNode>,
}

impl Reporter {
    pub(super) fn new(shapes: &[Triple]) -> Self {
        let parent = |triple: &Triple| match &triple.object {
            Term::BlankNode(node) => Some((node.clone(), triple.subject.clone())),
            _ => None,
        };
        Self {
            parents: shapes.iter().filter_map(parent).collect(),
        }
    }

    /// The IRI of a shape, or of the named shape that a blank node is part of.
    pub(super) fn named(&self, node: &NamedOrBlankNode) -> String {
        let mut node = node;
        // As many steps as there are blank nodes, lest these stand in a circle.
        for _ in 0..=self.parents.len() {
            let NamedOrBlankNode::BlankNode(blank) = node else {
                break;
            };
            let Some(parent) = self.parents.get(blank) else {
                break;
            };
            node = parent;
        }
        match node {
            NamedOrBlankNode::NamedNode(iri) => iri.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(blank) => blank.to_string(),
        }
    }

    pub(super) fn finding(&self, result: &ValidationResult, schema: &IRSchema) -> Finding {
        let shape = result.source().and_then(|id| schema.get_shape(id));
        let declared = shape.and_then(|shape| shape.message()).and_then(pick);
        let component = text(result.constraint_component());
        let message = declared.or_else(|| pick(result.message()));
        Finding {
            focus: text(result.focus_node()),
            path: result.path().map(path),
            value: result.value().map(text),
            shape: result.source().map(|id| self.shape(id)).unwrap_or_default(),
            severity: severity(result.severity()),
            message: message.unwrap_or_else(|| format!("does not conform to {component}")),
            component,
        }
    }

    fn shape(&self, id: &Object) -> String {
        match Term::from(id.clone()) {
            Term::BlankNode(node) => self.named(&node.into()),
            Term::NamedNode(node) => node.into_string(),
            other => other.to_string(),
        }
    }
}

/// English, else without language, else the first by tag.
fn pick(messages: &MessageMap) -> Option<String> {
    let rank = |tag: &str| match tag {
        "en" => 0,
        "" => 1,
        _ => 2,
    };
    let tagged = messages.iter().map(|(lang, message)| {
        let tag = lang.as_ref().map(ToString::to_string).unwrap_or_default();
        (rank(&tag), tag, message)
    });
    tagged.min().map(|(_, _, message)| message.clone())
}

/// A severity of somebody's own stops the build, as `sh:Violation` does.
fn severity(declared: &Declared) -> Severity {
    match declared {
        Declared::Violation | Declared::Generic(_) => Severity::Violation,
        Declared::Warning => Severity::Warning,
        Declared::Info | Declared::Debug | Declared::Trace => Severity::Info,
    }
}

fn text(object: &Object) -> String {
    match Term::from(object.clone()) {
        Term::NamedNode(node) => node.into_string(),
        other => other.to_string(),
    }
}

/// A single predicate as its IRI, anything longer in SPARQL's notation.
fn path(path: &SHACLPath) -> String {
    match path {
        SHACLPath::Predicate { pred } => pred.as_str().to_owned(),
        longer => sparql(longer),
    }
}

fn sparql(path: &SHACLPath) -> String {
    let join = |paths: &[SHACLPath], with: &str| {
        let parts: Vec<_> = paths.iter().map(sparql).collect();
        match parts.as_slice() {
            [only] => only.clone(),
            _ => format!("({})", parts.join(with)),
        }
    };
    match path {
        SHACLPath::Predicate { pred } => format!("<{}>", pred.as_str()),
        SHACLPath::Alternative { paths } => join(paths, "|"),
        SHACLPath::Sequence { paths } => join(paths, "/"),
        SHACLPath::Inverse { path } => format!("^{}", sparql(path)),
        SHACLPath::ZeroOrMore { path } => format!("{}*", sparql(path)),
        SHACLPath::OneOrMore { path } => format!("{}+", sparql(path)),
        SHACLPath::ZeroOrOne { path } => format!("{}?", sparql(path)),
    }
}
