//! Other spellings of addresses.

use super::address::id_path;
use super::subject;
use crate::graph::vocabulary::wsis::{AKN_WORK, ALIAS, SYMBOL};
use oxigraph::model::{NamedNode, Term};
use oxigraph::store::Store;
use std::collections::HashMap;

/// The things of a release by their symbols, aliases and Akoma Ntoso paths.
pub(crate) struct Aliases(HashMap<String, NamedNode>);

impl Aliases {
    /// Reads the store once.
    #[must_use]
    pub(crate) fn new(store: &Store) -> Self {
        Self(read(store))
    }

    /// The thing another spelling of a path means: an alias, a symbol in other
    /// letters, an Akoma Ntoso path; or a part of such a thing. `path` is
    /// decoded and begins with a kind, such as `document/`.
    #[must_use]
    pub(crate) fn resolve(&self, path: &str) -> Option<String> {
        let (kind, rest) = path.split_once('/')?;
        let mut end = rest.len();
        loop {
            let (head, tail) = rest.split_at_checked(end)?;
            if let Some(iri) = self.0.get(&key(kind, head)) {
                return Some(format!("{}{tail}", iri.as_str()));
            }
            end = head.rfind('/').filter(|at| *at > 0)?;
        }
    }
}

/// Spelling that does not tell things apart: case, spaces, a leading slash.
fn key(kind: &str, text: &str) -> String {
    let text: String = text
        .trim_matches('/')
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    format!("{kind}/{text}")
}

fn read(store: &Store) -> HashMap<String, NamedNode> {
    let mut all: Vec<(String, NamedNode)> = Vec::new();
    for predicate in [SYMBOL, ALIAS, AKN_WORK] {
        for quad in store
            .quads_for_pattern(None, Some(predicate), None, None)
            .flatten()
        {
            let (Some(iri), Term::Literal(literal)) = (subject(&quad), &quad.object) else {
                continue;
            };
            if let Some((kind, _)) = id_path(iri.as_str()).and_then(|path| path.split_once('/')) {
                all.push((key(kind, literal.value()), iri.clone()));
            }
        }
    }
    // Where two things claim one spelling the first IRI wins, in every build.
    all.sort_by(|a, b| b.1.as_str().cmp(a.1.as_str()));
    all.into_iter().collect()
}
