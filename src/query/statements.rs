//! A store as something that knows statements.

use oxigraph::model::{NamedNodeRef, NamedOrBlankNode};
use oxigraph::store::Store;

use crate::graph::statements::{Said, Statements};
use crate::graph::vocabulary::eli;

/// Reading the memory store does not fail; a damaged one on disk says less, and every query tells of it.
impl Statements for Store {
    fn said(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<Said> {
        let Ok(subject) = NamedNodeRef::new(subject) else {
            return Vec::new();
        };
        let quads = self.quads_for_pattern(Some(subject.into()), Some(predicate), None, None);
        let mut said: Vec<Said> = quads
            .flatten()
            .filter_map(|quad| Said::of(quad.object.as_ref()))
            .collect();
        said.sort_unstable();
        said.dedup();
        said
    }

    fn realizations(&self, of: &str) -> Vec<String> {
        let Ok(of) = NamedNodeRef::new(of) else {
            return Vec::new();
        };
        let quads = self.quads_for_pattern(None, Some(eli::REALIZES), Some(of.into()), None);
        let mut found: Vec<String> = quads
            .flatten()
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
