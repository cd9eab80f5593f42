//! Agreed language: where the words of a paragraph stood before, and what was changed.
//!
//! [`predecessors`] looks, for every paragraph of every document, for the most similar paragraph in an
//! earlier document, whatever its series. [`families()`] links each resolution to the one before it in its
//! series.
//!
//! # Measure
//! The *similarity* of two paragraphs is the share of words kept: twice the number of words that a word by
//! word comparison keeps in order, by the number of words of both; 1 where both have the same words.
//! Case, punctuation and typography do not count. Which paragraph is *nearest* is decided by the same share
//! with each word counting the more, the fewer documents have it, so that a name outweighs the words of a
//! formula; numbers and years count least, since they change from year to year. Of several that are
//! equally near, it is the one in the document from which most of the words come, then the latest.
//!
//! # Order
//! Earlier means an earlier date of adoption (of issue, for drafts), on one day a lower symbol. So there
//! are no circles, and the order in which documents are given does not matter.
//!
//! # Formulas and short paragraphs
//! A paragraph most of whose phrases stand in many others is a formula: everybody uses it, so that the
//! document from which most words come goes before one with a few more words in common, and a
//! predecessor elsewhere is given little confidence. Fewer than six words are only ever found whole.
//!
//! # Bounds
//! Each paragraph is compared with ten others at most, found through an index of fingerprints of three
//! words; each fingerprint leads to the latest passages only. Time and memory grow with the number of
//! words.

mod candidates;
mod changes;
mod compare;
mod diff;
pub mod families;
mod fingerprints;
mod history;
pub mod pieces;
mod rules;
mod source;
mod texts;
mod tokens;

use rayon::prelude::*;

use self::candidates::Search;
pub use self::changes::{Change, changes, short};
use self::compare::{Comparer, Comparison};
pub use self::families::families;
use self::fingerprints::Index;
pub use self::history::First;
pub use self::rules::Rule;
pub use self::source::{Passage, Source};
use self::texts::Texts;

/// A paragraph of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'s> {
    /// The document.
    pub source: &'s Source,
    /// The paragraph.
    pub passage: &'s Passage,
}

/// A paragraph whose words stood before in an earlier document.
#[derive(Debug, Clone, PartialEq)]
pub struct Predecessor<'s> {
    /// The paragraph.
    pub passage: Place<'s>,
    /// The nearest one in an earlier document.
    pub predecessor: Place<'s>,
    /// The share of words kept, above 0 to 1 (see the [measure](self#measure)).
    pub similarity: f64,
    /// Whether both have the same words in the same order.
    pub identical: bool,
    /// The rule that found it.
    pub rule: Rule,
    /// How certain it is that the paragraph's words come from there, 0 to 1.
    pub confidence: f64,
    /// Where the words first appeared: the end of the chain of predecessors.
    pub first: First<'s>,
}

impl<'s> Predecessor<'s> {
    /// The words kept, removed and added, in order.
    #[must_use]
    pub fn changes(&self) -> Vec<Change<'s>> {
        changes(&self.predecessor.passage.text, &self.passage.passage.text)
    }
}

/// The nearest predecessor of each paragraph that has one, in the order of time and text. Each document
/// should be given once; of several with one symbol, one is taken.
#[must_use]
pub fn predecessors(sources: &[Source]) -> Vec<Predecessor<'_>> {
    let ordered = source::ordered(sources);
    let texts = Texts::new(&ordered);
    let nearest = nearest(&texts);
    let firsts = history::firsts(&texts, &nearest);
    let place = |at: usize| -> Option<Place<'_>> {
        let document = texts.document(at);
        let source = *ordered.get(document)?;
        let passage = source.passages.get(at - texts.passages(document).start)?;
        Some(Place { source, passage })
    };
    let found = nearest
        .iter()
        .zip(firsts)
        .enumerate()
        .filter_map(|(at, (nearest, first))| {
            let (found, judged) = (*nearest)?;
            let first = first?;
            Some(Predecessor {
                passage: place(at)?,
                predecessor: place(found.old)?,
                similarity: found.similarity,
                identical: found.identical,
                rule: judged.rule,
                confidence: judged.confidence,
                first: First {
                    place: place(first.at)?,
                    steps: first.steps,
                    similarity: first.similarity,
                },
            })
        });
    found.collect()
}

/// What is known of a passage's predecessor.
type Nearest = Option<(Comparison, rules::Judgement)>;

fn nearest(texts: &Texts) -> Vec<Nearest> {
    let index = Index::new(texts);
    let tools = || (Search::new(texts, &index), Comparer::new(texts));
    (0..texts.documents())
        .into_par_iter()
        .map_init(tools, |(search, comparer), document| {
            let near = search.near(document);
            let of = |passage| {
                let candidates = search.candidates(passage, &near);
                let found = comparer.nearest(passage, &candidates, &near)?;
                Some((found, rules::judge(&found, texts.words(passage).len())?))
            };
            texts.passages(document).map(of).collect::<Vec<_>>()
        })
        .flatten_iter()
        .collect()
}

#[cfg(test)]
mod tests;
