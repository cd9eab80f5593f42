//! All passages of all documents as numbers: one per word, in the order of time.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::source::Source;
use super::tokens::{Token, tokens};

/// The weight of a word that every document has, and of words with digits: numbers and years change
/// from one text to the next without a change of meaning.
const LEAST: u32 = 16;

/// What a factor of e in rarity adds to the weight of a word.
const PER_RARITY: f64 = 64.0;

/// So many documents are taken to have every word besides those that do, so that in a release of a few
/// documents words do not count as rare for nothing.
const SMOOTHING: f64 = 4.0;

/// The words of all passages.
pub(super) struct Texts {
    /// The words of all passages, one behind the other, as indices into `weights`.
    words: Vec<u32>,
    /// Where each passage begins among the words; one more than there are passages.
    starts: Vec<usize>,
    /// The document of each passage.
    documents: Vec<u32>,
    /// The first passage of each document; one more than there are documents.
    firsts: Vec<usize>,
    /// What each word weighs: the more, the fewer documents have it.
    weights: Vec<u32>,
}

impl Texts {
    /// `sources` in the order of time.
    pub(super) fn new(sources: &[&Source]) -> Self {
        let keys = |text: &str| tokens(text).iter().map(key).collect();
        let read: Vec<Vec<Vec<u64>>> = sources
            .par_iter()
            .map(|source| {
                source
                    .passages
                    .iter()
                    .map(|passage| keys(&passage.text))
                    .collect()
            })
            .collect();
        let (numbers, weights) = vocabulary(&read);
        let mut texts = Self {
            words: Vec::new(),
            starts: vec![0],
            documents: Vec::new(),
            firsts: vec![0],
            weights,
        };
        for (document, passages) in (0u32..).zip(read) {
            for passage in passages {
                let known = passage.iter().filter_map(|key| numbers.get(key));
                texts.words.extend(known);
                texts.starts.push(texts.words.len());
                texts.documents.push(document);
            }
            texts.firsts.push(texts.documents.len());
        }
        texts
    }

    /// How many passages there are.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.firsts.len() - 1
    }

    /// How many different words there are.
    pub(super) fn vocabulary(&self) -> usize {
        self.weights.len()
    }

    /// The words of a passage.
    pub(super) fn words(&self, passage: usize) -> &[u32] {
        let start = self.starts.get(passage).copied().unwrap_or_default();
        let end = self.starts.get(passage + 1).copied().unwrap_or_default();
        self.words.get(start..end).unwrap_or_default()
    }

    /// The document of a passage.
    pub(super) fn document(&self, passage: usize) -> usize {
        self.documents
            .get(passage)
            .map_or(0, |document| *document as usize)
    }

    /// The passages of a document.
    pub(super) fn passages(&self, document: usize) -> Range<usize> {
        let first = |at: usize| self.firsts.get(at).copied().unwrap_or(self.len());
        first(document)..first(document + 1)
    }

    /// What a word weighs.
    pub(super) fn weight(&self, word: u32) -> u64 {
        self.weights.get(word as usize).copied().unwrap_or(LEAST).into()
    }

    /// What all of these words weigh.
    pub(super) fn weigh(&self, words: &[u32]) -> u64 {
        words.iter().map(|word| self.weight(*word)).sum()
    }
}

/// What stands for a word while texts are read: its hash, whose last bit tells whether there is a digit in
/// it.
fn key(token: &Token) -> u64 {
    token.hash & !1 | u64::from(token.numeric)
}

/// In how many documents each word stands.
type Known = HashMap<u64, u32>;

/// The number of each word, and the weight of each number.
fn vocabulary(read: &[Vec<Vec<u64>>]) -> (HashMap<u64, u32>, Vec<u32>) {
    let known = read
        .par_iter()
        .fold(Known::new, |known, document| counted(known, document))
        .reduce(Known::new, joined);
    let mut sorted: Vec<(u64, u32)> = known.into_iter().collect();
    sorted.sort_unstable();
    let numbers = sorted.iter().map(|(key, _)| *key).zip(0u32..).collect();
    let weights = sorted.iter().map(|word| weight(*word, read.len())).collect();
    (numbers, weights)
}

fn counted(mut known: Known, document: &[Vec<u64>]) -> Known {
    let mut own: Vec<u64> = document.iter().flatten().copied().collect();
    own.sort_unstable();
    own.dedup();
    for key in own {
        *known.entry(key).or_insert(0) += 1;
    }
    known
}

fn joined(a: Known, b: Known) -> Known {
    let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (key, count) in small {
        *large.entry(key).or_insert(0) += count;
    }
    large
}

fn weight((key, count): (u64, u32), documents: usize) -> u32 {
    if key & 1 == 1 {
        return LEAST;
    }
    let rarity = ((documents as f64 + SMOOTHING) / (f64::from(count) + SMOOTHING)).ln();
    // Between 0 and 64 times the logarithm of a count: far inside the range.
    LEAST + (PER_RARITY * rarity).round() as u32
}
