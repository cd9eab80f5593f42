//! Which paragraph of a later document takes up which of an earlier one, whatever their numbers.
//!
//! Where the graph says it (`wsis:predecessor`, over several documents), that counts; all else is decided by the words
//! that two paragraphs share in threes, the most similar pairs first.

use super::document_blocks::words_in;
use super::look::{Look, natural, provision};
use crate::extract::reuse::pieces::fingerprint;
use crate::graph::vocabulary::wsis;
use crate::serve::lookup::order;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, HashMap};

/// Most provisions of a document that are compared.
const MAX_PROVISIONS: usize = 1_500;
/// Longest chain of predecessors that is followed.
const MAX_STEPS: usize = 12;
/// The share of common words in threes from which two paragraphs belong together.
const LEAST: f64 = 0.18;

/// A provision with its words.
pub(super) struct Text {
    /// The provision.
    pub iri: NamedNode,
    /// Its words.
    pub text: String,
    shingles: Vec<u64>,
}

/// The provisions of a document in their order.
pub(super) struct Texts {
    /// The provisions.
    pub all: Vec<Text>,
}

impl Texts {
    /// Reads the words of a document in one language; none where it has too many provisions.
    pub(super) fn read(look: &Look<'_>, document: &NamedNode, tag: &str) -> Option<Self> {
        let mut places = look.sources(document.as_ref(), wsis::IN_DOCUMENT);
        places.retain(|iri| {
            provision(iri.as_str()).is_some_and(|(_, place)| !place.contains("fn/") && !heading(place))
        });
        if places.len() > MAX_PROVISIONS {
            return None;
        }
        places.sort_by_cached_key(|iri| (order(look.store, iri.as_ref()), natural(iri.as_str())));
        let all = places
            .into_iter()
            .filter_map(|iri| {
                let text = words_in(look, iri.as_ref(), tag)?.text;
                Some(Text {
                    shingles: shingles(&text),
                    iri,
                    text,
                })
            })
            .collect();
        Some(Self { all })
    }
}

fn heading(place: &str) -> bool {
    let mut parts = place.rsplit('/');
    parts.next();
    matches!(parts.next(), Some("sec" | "annex"))
}

/// Words in threes; single words where there are fewer.
fn shingles(text: &str) -> Vec<u64> {
    let words = fingerprint(text);
    let size = words.len().clamp(1, 3);
    let mut all: Vec<u64> = words
        .windows(size)
        .map(|window| {
            window.iter().fold(7, |hash: u64, word| {
                hash.rotate_left(21) ^ word.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            })
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Which belongs to which.
pub(super) struct Align {
    /// For each provision of the later document, that of the earlier one.
    pub pairs: Vec<Option<usize>>,
    /// The provisions of the earlier document that no later one takes up.
    pub gone: Vec<usize>,
}

/// Pairs the provisions of two documents.
pub(super) fn align(look: &Look<'_>, old: &Texts, new: &Texts) -> Align {
    let mut pairs = vec![None; new.all.len()];
    let mut taken = vec![false; old.all.len()];
    let places: HashMap<&NamedNode, usize> = old
        .all
        .iter()
        .enumerate()
        .map(|(at, text)| (&text.iri, at))
        .collect();
    for (at, text) in new.all.iter().enumerate() {
        let found = told(look, &text.iri, &places);
        if let Some(found) = found
            && let Some(free) = taken.get_mut(found).filter(|taken| !**taken)
            && let Some(pair) = pairs.get_mut(at)
        {
            *free = true;
            *pair = Some(found);
        }
    }
    for (_, at, found) in candidates(old, new) {
        let (Some(pair), Some(taken)) = (pairs.get_mut(at), taken.get_mut(found)) else {
            continue;
        };
        if pair.is_none() && !*taken {
            *pair = Some(found);
            *taken = true;
        }
    }
    let gone = taken
        .iter()
        .enumerate()
        .filter(|(_, taken)| !**taken)
        .map(|(at, _)| at)
        .collect();
    Align { pairs, gone }
}

/// The provision of the earlier document at the end of the chain of predecessors.
fn told(look: &Look<'_>, from: &NamedNode, places: &HashMap<&NamedNode, usize>) -> Option<usize> {
    let mut at = from.clone();
    for _ in 0..MAX_STEPS {
        at = look.target(at.as_ref(), wsis::PREDECESSOR)?;
        if let Some(found) = places.get(&at) {
            return Some(*found);
        }
    }
    None
}

/// Pairs with enough in common, the most similar first.
fn candidates(old: &Texts, new: &Texts) -> Vec<(u32, usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, text) in old.all.iter().enumerate() {
        for shingle in &text.shingles {
            index.entry(*shingle).or_default().push(at);
        }
    }
    let mut all = Vec::new();
    for (at, text) in new.all.iter().enumerate() {
        let mut common: BTreeMap<usize, u32> = BTreeMap::new();
        for shingle in &text.shingles {
            for found in index.get(shingle).into_iter().flatten() {
                *common.entry(*found).or_default() += 1;
            }
        }
        for (found, count) in common {
            let both = text.shingles.len() + old.all.get(found).map_or(0, |text| text.shingles.len());
            let share = 2.0 * f64::from(count) / both.max(1) as f64;
            if share >= LEAST {
                // Thousandths are enough to sort by.
                all.push(((share * 1000.0) as u32, at, found));
            }
        }
    }
    all.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then(a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2)))
            .then(a.1.cmp(&b.1))
    });
    all
}
