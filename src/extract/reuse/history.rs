//! Chains of predecessors: where words first appeared.

use rayon::prelude::*;

use super::candidates::Near;
use super::compare::compare;
use super::texts::Texts;
use super::{Nearest, Place};

/// Chains go on over predecessors that are at least so certain.
const CERTAIN: f64 = 0.75;

/// Where the words of a paragraph first appeared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct First<'s> {
    /// The paragraph at the end of the chain. Its own predecessor, if it has one, is uncertain.
    pub place: Place<'s>,
    /// How many predecessors lie on the way, itself included.
    pub steps: usize,
    /// The share of words kept from there, over all steps.
    pub similarity: f64,
}

/// [`First`], as the number of a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FirstAt {
    pub at: usize,
    pub steps: usize,
    pub similarity: f64,
}

/// The end of the chain of each passage that has a predecessor. The predecessor itself always counts,
/// further ones where they are certain.
pub(super) fn firsts(texts: &Texts, nearest: &[Nearest]) -> Vec<Option<FirstAt>> {
    // Where the certain part of each passage's chain ends: predecessors have lower numbers.
    let mut ends: Vec<(usize, usize)> = Vec::with_capacity(nearest.len());
    for (at, found) in nearest.iter().enumerate() {
        let certain = found.filter(|(_, judged)| judged.confidence >= CERTAIN);
        let before = certain.and_then(|(found, _)| ends.get(found.old).copied());
        ends.push(before.map_or((at, 0), |(end, steps)| (end, steps + 1)));
    }
    nearest
        .par_iter()
        .enumerate()
        .map(|(at, found)| {
            let (found, _) = (*found)?;
            let (end, steps) = ends.get(found.old).copied()?;
            let similarity = if end == found.old {
                found.similarity
            } else {
                compare(texts, end, at, &Near::default()).similarity
            };
            Some(FirstAt {
                at: end,
                steps: steps + 1,
                similarity,
            })
        })
        .collect()
}
