//! What is derived from a release once, when it is loaded.

use super::iri::id_path;
use super::lookup::{label, pointing_to, subject, texts};
use super::vocab;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, HashMap};

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
    aliases: HashMap<String, NamedNode>,
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
            aliases: aliases(store),
            counts: counts(store),
            quads: store.len().unwrap_or_default(),
            graphs: graphs(store),
            action_lines: action_lines(store),
            recent: recent(store),
        }
    }

    /// The thing another spelling of a path means: an alias, a symbol in other
    /// letters, an Akoma Ntoso path; or a part of such a thing. `path` is
    /// decoded and begins with a kind, such as `document/`.
    #[must_use]
    pub fn resolve(&self, path: &str) -> Option<String> {
        let (kind, rest) = path.split_once('/')?;
        let mut end = rest.len();
        loop {
            let (head, tail) = rest.split_at_checked(end)?;
            if let Some(iri) = self.aliases.get(&key(kind, head)) {
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

fn aliases(store: &Store) -> HashMap<String, NamedNode> {
    let mut all: Vec<(String, NamedNode)> = Vec::new();
    for predicate in [vocab::SYMBOL, vocab::ALIAS, vocab::AKN_WORK] {
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
