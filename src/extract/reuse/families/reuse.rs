//! The sign "most words": the one resolution of the same organ and an earlier session from which most words
//! come, where they are a fair part of the text. Example: a resolution of which two in three paragraphs stand in that
//! of the year before. Counter-examples: one that shares its closing formulas with a dozen others; and
//! one of several resolutions of one session with much the same words on different things.

use std::collections::{BTreeMap, HashMap};

use super::{Series, session};
use crate::corpus::Symbol;
use crate::extract::reuse::Predecessor;
use crate::extract::reuse::tokens::tokens;

/// A lower share says nothing.
const LEAST: f64 = 0.2;

/// What a lower confidence has is not counted.
const CERTAIN: f64 = 0.7;

/// For each document the share of its words that stand in paragraphs with a predecessor in each other.
pub(super) fn shares(found: &[Predecessor<'_>]) -> HashMap<Symbol, BTreeMap<Symbol, f64>> {
    let mut shares: HashMap<Symbol, BTreeMap<Symbol, f64>> = HashMap::new();
    for document in found.chunk_by(|a, b| a.passage.source.symbol == b.passage.source.symbol) {
        let Some(first) = document.first() else { continue };
        let source = first.passage.source;
        let all: usize = source
            .passages
            .iter()
            .map(|passage| tokens(&passage.text).len())
            .sum();
        let drawn = shares.entry(source.symbol.clone()).or_default();
        for passage in document.iter().filter(|passage| passage.confidence >= CERTAIN) {
            let words = tokens(&passage.passage.passage.text).len();
            let share = drawn
                .entry(passage.predecessor.source.symbol.clone())
                .or_default();
            *share += words as f64 / all.max(1) as f64;
        }
    }
    shares
}

/// The resolution of the same organ and an earlier session with the largest share; of equal ones, the latest.
pub(super) fn most(document: &Symbol, drawn: &BTreeMap<Symbol, f64>, series: Series) -> Option<Symbol> {
    let fits = |symbol: &Symbol| Series::of(symbol) == Some(series) && session(symbol) < session(document);
    drawn
        .iter()
        .filter(|(symbol, share)| **share >= LEAST && fits(symbol))
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map(|(symbol, _)| symbol.clone())
}
