//! The few earlier passages that are worth comparing with one.

use std::cmp::Reverse;

use super::fingerprints::{Index, fingerprints};
use super::texts::Texts;

/// Of the passages with one fingerprint, so many of the latest are looked at; of those in the documents
/// that are drawn on most, all. So a formula that everybody uses costs no more than a rare phrase.
const LATEST: usize = 24;

/// How many candidates are kept.
const KEPT: usize = 10;

/// In how many documents that are drawn on most all passages are looked at.
const NEAR: usize = 4;

/// In so many passages a fingerprint is part of a formula.
const COMMON: usize = 12;

/// Phrases that so many passages have do not tell what a document draws on.
const TELLING: usize = 32;

/// Of so many words a formula has at most; what is longer was agreed upon as it stands.
const LONGEST_FORMULA: usize = 30;

/// The documents that one document draws on, and the share of its words that has its best candidate
/// there, in thousandths, formulas left out.
#[derive(Debug, Default, Clone)]
pub(super) struct Near {
    /// Document and share, in the order of documents.
    shares: Vec<(usize, u32)>,
    /// The documents with the largest shares.
    most: Vec<usize>,
}

impl Near {
    fn new(shares: Vec<(usize, u32)>) -> Self {
        let mut most = shares.clone();
        most.sort_unstable_by_key(|(document, share)| Reverse((*share, *document)));
        most.truncate(NEAR);
        Self {
            shares,
            most: most.into_iter().map(|(document, _)| document).collect(),
        }
    }

    /// The share of a document's words, 0 where it is not drawn on.
    pub(super) fn share(&self, document: usize) -> u32 {
        let found = self.shares.binary_search_by_key(&document, |(known, _)| *known);
        let known = found.ok().and_then(|at| self.shares.get(at));
        known.map_or(0, |(_, share)| *share)
    }
}

/// What is worth comparing with a passage.
#[derive(Debug, Default, Clone)]
pub(super) struct Candidates {
    /// Passages of earlier documents, the most promising first.
    pub passages: Vec<usize>,
    /// Whether most phrases of the passage stand in many others.
    pub formula: bool,
}

/// How many phrases a passage has, and how many of them are common.
#[derive(Debug, Default)]
struct Phrases {
    all: usize,
    common: usize,
}

impl Phrases {
    fn count(&mut self, having: &[(u32, u32)]) {
        self.all += 1;
        self.common += usize::from(having.len() >= COMMON);
    }

    fn are_formula(&self, words: usize) -> bool {
        2 * self.common > self.all && words <= LONGEST_FORMULA
    }
}

/// Finds candidates; keeps its working memory between passages.
pub(super) struct Search<'t> {
    texts: &'t Texts,
    index: &'t Index,
    scores: Vec<u32>,
    touched: Vec<u32>,
}

impl<'t> Search<'t> {
    pub(super) fn new(texts: &'t Texts, index: &'t Index) -> Self {
        Self {
            texts,
            index,
            scores: vec![0; texts.len()],
            touched: Vec::new(),
        }
    }

    /// The documents that `document` draws on, told by phrases that not too many have.
    pub(super) fn near(&mut self, document: usize) -> Near {
        let mut words = 0;
        let mut tally: Vec<(usize, usize)> = Vec::new();
        let own = self.texts.passages(document);
        for passage in own.clone() {
            let length = self.texts.words(passage).len();
            words += length;
            let mut phrases = Phrases::default();
            for fingerprint in fingerprints(self.texts.words(passage)) {
                let having = self.index.having(fingerprint);
                phrases.count(having);
                if having.len() < TELLING {
                    self.add(before(having, own.start), score(having));
                }
            }
            let ranked = self.ranked(length, &Near::default());
            if let Some(best) = ranked.first().filter(|_| !phrases.are_formula(length)) {
                tally.push((self.texts.document(*best), length));
            }
        }
        tally.sort_unstable();
        let shares = tally.chunk_by(|a, b| a.0 == b.0).filter_map(|chunk| {
            let drawn: usize = chunk.iter().map(|(_, length)| length).sum();
            let share = u32::try_from(drawn * 1000 / words.max(1)).ok()?;
            chunk.first().map(|(document, _)| (*document, share))
        });
        Near::new(shares.collect())
    }

    /// Passages of earlier documents that share fingerprints with `passage`, the most promising first.
    pub(super) fn candidates(&mut self, passage: usize, near: &Near) -> Candidates {
        let words = self.texts.words(passage);
        let own = self.texts.passages(self.texts.document(passage));
        let mut phrases = Phrases::default();
        for fingerprint in fingerprints(words) {
            let having = self.index.having(fingerprint);
            phrases.count(having);
            let earlier = before(having, own.start);
            let (old, latest) = earlier.split_at(earlier.len().saturating_sub(LATEST));
            self.add(latest, score(having));
            if old.is_empty() {
                continue;
            }
            for document in &near.most {
                let passages = self.texts.passages(*document);
                let until = before(old, passages.end);
                let skipped = before(until, passages.start).len();
                self.add(until.get(skipped..).unwrap_or_default(), score(having));
            }
        }
        Candidates {
            passages: self.ranked(words.len(), near),
            formula: phrases.are_formula(words.len()),
        }
    }

    fn add(&mut self, passages: &[(u32, u32)], amount: u32) {
        for (_, passage) in passages {
            if let Some(score) = self.scores.get_mut(*passage as usize) {
                if *score == 0 {
                    self.touched.push(*passage);
                }
                *score = score.saturating_add(amount);
            }
        }
    }

    /// The best of what was added; the working memory is empty afterwards.
    fn ranked(&mut self, length: usize, near: &Near) -> Vec<usize> {
        let mut ranked = Vec::with_capacity(self.touched.len());
        for passage in self.touched.drain(..) {
            let at = passage as usize;
            let score = self.scores.get_mut(at).map(std::mem::take).unwrap_or_default();
            let both = self.texts.words(at).len() + length;
            // A formula that stands word for word in many places must not crowd out where it was before
            // in the same series: passages of documents drawn on count up to twice.
            let share = near.share(self.texts.document(at));
            let relative = u64::from(score) * u64::from(1000 + share) / both.max(1) as u64;
            ranked.push(Reverse((relative, share, passage)));
        }
        let kept = KEPT.min(ranked.len());
        if kept < ranked.len() {
            ranked.select_nth_unstable(kept);
            ranked.truncate(kept);
        }
        ranked.sort_unstable();
        ranked
            .into_iter()
            .map(|Reverse((_, _, passage))| passage as usize)
            .collect()
    }
}

/// What a fingerprint says: the more, the fewer have it.
fn score(having: &[(u32, u32)]) -> u32 {
    let doublings = having.len().checked_ilog2().unwrap_or_default();
    16u32.saturating_sub(doublings).max(1)
}

/// The entries of passages before one.
fn before(entries: &[(u32, u32)], passage: usize) -> &[(u32, u32)] {
    let end = entries.partition_point(|entry| (entry.1 as usize) < passage);
    entries.get(..end).unwrap_or_default()
}
