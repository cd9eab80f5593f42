//! What the texts have and no list knows: the gazetteer grows from it.

use std::collections::BTreeMap;

use super::acts::{Act, opening_verb};
use super::lexicon::LEXICON;
use crate::corpus::reading::{ProvisionKind, Reading};

/// Counts of words that no list knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unlisted {
    /// Names of those who are asked, as printed.
    pub addressees: BTreeMap<String, usize>,
    /// Verbs with which operative paragraphs begin.
    pub verbs: BTreeMap<String, usize>,
}

impl Unlisted {
    /// Takes in the counts of another text.
    pub fn merge(&mut self, other: Self) {
        for (name, count) in other.addressees {
            *self.addressees.entry(name).or_default() += count;
        }
        for (verb, count) in other.verbs {
            *self.verbs.entry(verb).or_default() += count;
        }
    }
}

/// What one text has that no list knows; `acts` are those of its provisions.
#[must_use]
pub fn unlisted(reading: &Reading, acts: &[Vec<Act>]) -> Unlisted {
    let mut unlisted = Unlisted::default();
    for (provision, acts) in reading.provisions.iter().zip(acts) {
        for name in acts.iter().flat_map(|act| &act.addressees) {
            if !LEXICON.canonical.contains(name) {
                *unlisted.addressees.entry(name.clone()).or_default() += 1;
            }
        }
        // Annexes have paragraphs of every kind; only those of the organ itself begin with its verb.
        let operative = provision.kind == ProvisionKind::Paragraph && !provision.path.starts_with("annex/");
        if operative
            && acts.is_empty()
            && let Some(verb) = opening_verb(&provision.text)
            && !LEXICON.knows_verb(&verb)
        {
            *unlisted.verbs.entry(verb).or_default() += 1;
        }
    }
    unlisted
}
