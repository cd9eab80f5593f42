//! The nearest of some candidates.

use std::cmp::Ordering;

use super::candidates::{Candidates, Near};
use super::diff::{Run, kept};
use super::texts::Texts;

/// What has a lower share of its words, by weight, is not compared further.
const FLOOR: f64 = 0.4;

/// How much less similar a formula may be in the document from which all other words come than
/// elsewhere, and still be nearer.
const LEAD: f64 = 0.3;

/// Two passages compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Comparison {
    /// The earlier passage.
    pub old: usize,
    /// The share of words kept: twice the kept words, by the words of both.
    pub similarity: f64,
    /// The same, each word counting by its weight.
    pub weighted: f64,
    /// The weighted share of the words of the shorter passage that stand in the other.
    pub of_shorter: f64,
    /// The weight of what is kept.
    pub evidence: u64,
    /// The share of the new document that draws on the old one, in thousandths.
    pub share: u32,
    /// Whether both have the same words.
    pub identical: bool,
    /// Whether the new passage is a formula.
    pub formula: bool,
}

/// Compares passages; keeps its working memory between them.
pub(super) struct Comparer<'t> {
    texts: &'t Texts,
    counts: Vec<u32>,
}

impl<'t> Comparer<'t> {
    pub(super) fn new(texts: &'t Texts) -> Self {
        Self {
            texts,
            counts: vec![0; texts.vocabulary()],
        }
    }

    /// The candidate most similar to `passage`. Of several that are equally similar, the one in the
    /// document that this one draws on most, then the latest.
    pub(super) fn nearest(
        &mut self,
        passage: usize,
        candidates: &Candidates,
        near: &Near,
    ) -> Option<Comparison> {
        let mut promising: Vec<(f64, usize)> = candidates
            .passages
            .iter()
            .map(|old| (self.common_weight(passage, *old), *old))
            .filter(|(most, _)| *most >= FLOOR)
            .collect();
        promising.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: Option<Comparison> = None;
        for (most, old) in promising {
            let reach = if candidates.formula { LEAD } else { 0.0 };
            if best.is_some_and(|best| most + reach < rank(&best)) {
                break;
            }
            let mut found = compare(self.texts, old, passage, near);
            found.formula = candidates.formula;
            if best.is_none_or(|best| self.order(&found, &best) == Ordering::Greater) {
                best = Some(found);
            }
        }
        best.filter(|best| best.weighted >= FLOOR)
    }

    fn order(&self, a: &Comparison, b: &Comparison) -> Ordering {
        let document = |c: &Comparison| self.texts.document(c.old);
        rank(a)
            .total_cmp(&rank(b))
            .then_with(|| a.share.cmp(&b.share))
            .then_with(|| document(a).cmp(&document(b)))
            .then_with(|| b.old.cmp(&a.old))
    }

    /// The weighted share of words that both have, in whatever order: no comparison yields more.
    fn common_weight(&mut self, new: usize, old: usize) -> f64 {
        let (new, old) = (self.texts.words(new), self.texts.words(old));
        for word in new {
            if let Some(count) = self.counts.get_mut(*word as usize) {
                *count += 1;
            }
        }
        let mut common = 0;
        for word in old {
            if let Some(count) = self.counts.get_mut(*word as usize).filter(|count| **count > 0) {
                *count -= 1;
                common += self.texts.weight(*word);
            }
        }
        for word in new {
            if let Some(count) = self.counts.get_mut(*word as usize) {
                *count = 0;
            }
        }
        share(2 * common, self.texts.weigh(new) + self.texts.weigh(old))
    }
}

/// What nearness is decided by.
fn rank(found: &Comparison) -> f64 {
    let lead = if found.formula {
        LEAD * f64::from(found.share) / 1000.0
    } else {
        0.0
    };
    found.weighted + lead
}

/// Compares two passages word by word.
pub(super) fn compare(texts: &Texts, old: usize, new: usize, near: &Near) -> Comparison {
    let (a, b) = (texts.words(old), texts.words(new));
    let runs = kept(a, b);
    let count = |runs: &[Run]| runs.iter().map(|run| run.length as u64).sum::<u64>();
    let weight = |run: &Run| texts.weigh(a.get(run.old..run.old + run.length).unwrap_or_default());
    let evidence = runs.iter().map(weight).sum();
    Comparison {
        old,
        similarity: share(2 * count(&runs), (a.len() + b.len()) as u64),
        weighted: share(2 * evidence, texts.weigh(a) + texts.weigh(b)),
        of_shorter: share(evidence, texts.weigh(a).min(texts.weigh(b))),
        evidence,
        share: near.share(texts.document(old)),
        identical: a == b,
        formula: false,
    }
}

/// A part of a whole, 0 to 1.
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
