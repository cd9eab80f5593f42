//! What a comparison says: which rule holds, and how certain it is that the words come from there.
//!
//! The confidence of each rule follows what was found right among pairs of the Assembly and the Council
//! read one by one while the rules were made, on the same texts: of 100 at 0.9 or more, 98; at 0.85, 13 of
//! 14; at 0.8, 12 of 14; at 0.7, 10 of 14; at 0.5, 8 of 14. Right means that the wording comes from there,
//! also where a sister text of the same day has it.

use serde::Serialize;

use super::compare::Comparison;

/// Why a paragraph is taken to come from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Rule {
    /// Every word is the same. Example: a request repeated a year later.
    SameWords,
    /// Few words are changed: a session, a year, a clause. Counter-example: only the name in a sentence
    /// about something else; names weigh more than the words around them.
    FewWordsChanged,
    /// The greater part is kept.
    MostWordsKept,
    /// The shorter of the two stands nearly whole in the longer: merged into it, or split off.
    PartKept,
    /// Words that many documents use, and that need not come from one of them. Example: a report is taken
    /// note of. Counter-example: the same, where most of the document comes from the other.
    Formula,
}

impl Rule {
    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SameWords => "same words",
            Self::FewWordsChanged => "few words changed",
            Self::MostWordsKept => "most words kept",
            Self::PartKept => "part kept",
            Self::Formula => "formula",
        }
    }
}

/// A rule and the confidence it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judgement {
    pub rule: Rule,
    pub confidence: f64,
}

/// Passages of fewer words are only ever found whole.
const SHORT: usize = 6;

/// From this share of its words on, in thousandths, a document is one that another draws on.
const DRAWN_ON: u32 = 100;

/// The weight of kept words from which on they are more than a phrase.
const DISTINCT: u64 = 900;

/// What a comparison says; `None` where it says nothing. `length` is that of the new passage, in words.
pub(super) fn judge(found: &Comparison, length: usize) -> Option<Judgement> {
    let near = found.share >= DRAWN_ON;
    let say = |rule, confidence| Some(Judgement { rule, confidence });
    let weighted = found.weighted;
    if found.identical {
        return match (near, found.formula || length < SHORT) {
            (true, _) => say(Rule::SameWords, 0.99),
            (false, false) => say(Rule::SameWords, 0.95),
            (false, true) => say(Rule::Formula, 0.6),
        };
    }
    if length < SHORT {
        return None;
    }
    if found.formula && !near {
        return (weighted >= 0.7).then_some(Judgement {
            rule: Rule::Formula,
            confidence: 0.5,
        });
    }
    let part = found.of_shorter >= 0.85 && found.evidence >= DISTINCT;
    match weighted {
        0.8.. => say(Rule::FewWordsChanged, 0.95),
        0.65..0.8 if near => say(Rule::MostWordsKept, 0.9),
        0.65..0.8 => say(Rule::MostWordsKept, 0.8),
        _ if part => say(Rule::PartKept, 0.85),
        0.5.. if near => say(Rule::MostWordsKept, 0.7),
        0.5.. => say(Rule::MostWordsKept, 0.5),
        _ => None,
    }
}
