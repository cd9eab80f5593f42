//! What is derived from a release once, when it is loaded.

use super::lookup::{Aliases, label, pointing_to, subject, texts};
use super::vocab;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use std::collections::BTreeMap;

/// How many recent documents the home page shows.
const RECENT: usize = 8;

/// A thing and its name.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The thing.
    pub iri: NamedNode,
    /// Its name in English.
    pub label: String,
    /// A date or symbol to show beside it.
    pub note: String,
}

/// Aliases, counts and the entry points of the home page.
pub struct Index {
    aliases: Aliases,
    /// Number of things of each class of the ontology.
    pub counts: BTreeMap<String, u64>,
    /// Number of statements.
    pub quads: usize,
    /// Number of statements in each named graph.
    pub graphs: BTreeMap<String, u64>,
    /// The action lines in their order.
    pub action_lines: Vec<Entry>,
    /// The documents adopted last, the newest first.
    pub recent: Vec<Entry>,
}

impl Index {
    /// Reads the store once.
    #[must_use]
    pub fn new(store: &Store) -> Self {
        Self {
            aliases: Aliases::new(store),
            counts: counts(store),
            quads: store.len().unwrap_or_default(),
            graphs: graphs(store),
            action_lines: action_lines(store),
            recent: recent(store),
        }
    }

    /// The thing another spelling of a path means: see [`Aliases::resolve`].
    #[must_use]
    pub fn resolve(&self, path: &str) -> Option<String> {
        self.aliases.resolve(path)
    }
}

fn graphs(store: &Store) -> BTreeMap<String, u64> {
    let size = |graph: NamedNodeRef<'_>| {
        let quads = store.quads_for_pattern(None, None, None, Some(graph.into()));
        quads.flatten().count() as u64
    };
    store
        .named_graphs()
        .flatten()
        .filter_map(|graph| match graph {
            NamedOrBlankNode::NamedNode(name) => Some((name.as_str().to_owned(), size(name.as_ref()))),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}

fn counts(store: &Store) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for quad in store
        .quads_for_pattern(None, Some(vocab::TYPE), None, None)
        .flatten()
    {
        if let Term::NamedNode(class) = quad.object
            && let Some(name) = class.as_str().strip_prefix("https://w3id.org/wsis/ns#")
        {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn action_lines(store: &Store) -> Vec<Entry> {
    let mut lines = instances(store, vocab::ACTION_LINE);
    lines.sort_by_key(|line| natural(line.iri.as_str()));
    lines
}

fn instances(store: &Store, class: NamedNodeRef<'_>) -> Vec<Entry> {
    pointing_to(store, class, Some(vocab::TYPE))
        .filter_map(|quad| subject(&quad).cloned())
        .map(|iri| Entry {
            label: label(store, iri.as_ref()).text,
            note: String::new(),
            iri,
        })
        .collect()
}

/// Sorts `c2` before `c10`.
fn natural(text: &str) -> (String, u64, String) {
    let name = text.rsplit('/').next().unwrap_or(text);
    let letters = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let digits: String = letters.chars().take_while(char::is_ascii_digit).collect();
    let head = name.len() - letters.len();
    (
        name.get(..head).unwrap_or_default().to_owned(),
        digits.parse().unwrap_or_default(),
        name.to_owned(),
    )
}

fn recent(store: &Store) -> Vec<Entry> {
    let mut dated: Vec<(String, NamedNode)> = store
        .quads_for_pattern(None, Some(vocab::ADOPTED_ON), None, None)
        .flatten()
        .filter_map(|quad| match &quad.object {
            Term::Literal(date) => Some((date.value().to_owned(), subject(&quad)?.clone())),
            _ => None,
        })
        .collect();
    dated.sort_by(|a, b| (&b.0, a.1.as_str()).cmp(&(&a.0, b.1.as_str())));
    dated
        .into_iter()
        .take(RECENT)
        .map(|(date, iri)| recent_entry(store, iri, date))
        .collect()
}

fn recent_entry(store: &Store, iri: NamedNode, date: String) -> Entry {
    let symbol = texts(store, iri.as_ref(), vocab::SYMBOL).into_iter().next();
    let label = label(store, iri.as_ref()).text;
    let note = match symbol {
        Some(symbol) if symbol.text != label => format!("{}, {date}", symbol.text),
        _ => date,
    };
    Entry { iri, label, note }
}
