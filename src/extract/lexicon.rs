//! The words that the rules know: `data/operative-verbs.toml` and `data/addressees.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::words;

/// Both lists, as compiled into the program; a test reads them.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let verbs = toml::from_str(include_str!("../../data/operative-verbs.toml")).unwrap_or_default();
    let addressees = toml::from_str(include_str!("../../data/addressees.toml")).unwrap_or_default();
    Lexicon::new(verbs, addressees)
});

/// What an act does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Something is settled.
    Decision,
    /// Somebody is requested.
    Request,
    /// Somebody is invited.
    Invitation,
    /// Somebody is encouraged.
    Encouragement,
    /// Somebody is called upon.
    Call,
    /// Something is recommended.
    Recommendation,
    /// Somebody is urged.
    Urging,
    /// The authors bind themselves.
    Commitment,
    /// Something is said again.
    Reaffirmation,
    /// Something is recognized, noted or welcomed.
    Recognition,
}

impl Force {
    /// Its name, as in the concept scheme of forces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Request => "request",
            Self::Invitation => "invitation",
            Self::Encouragement => "encouragement",
            Self::Call => "call",
            Self::Recommendation => "recommendation",
            Self::Urging => "urging",
            Self::Commitment => "commitment",
            Self::Reaffirmation => "reaffirmation",
            Self::Recognition => "recognition",
        }
    }
}

/// Whether a verb gives somebody something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tasks {
    Always,
    Never,
    Restated,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verb {
    pub third: String,
    pub base: String,
    pub force: Force,
    pub tasks: Tasks,
    /// The third person is also a plural noun.
    #[serde(default)]
    pub noun: bool,
    /// What follows is the thing asked for, never who is asked.
    #[serde(default)]
    pub impersonal: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    connectors: Vec<String>,
    commitment: Vec<Commitment>,
    verb: Vec<Verb>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Commitment {
    words: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Addressees {
    heads: Vec<String>,
    names: BTreeMap<String, Vec<String>>,
}

/// The lists in the order in which rules try them: the longest first.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub connectors: Vec<String>,
    pub commitments: Vec<String>,
    pub verbs: Vec<Verb>,
    pub heads: Vec<String>,
    /// How a name is written, in lower case and parted into words by single spaces, and the name.
    pub variants: Vec<(String, String)>,
}

impl Lexicon {
    fn new(verbs: Verbs, addressees: Addressees) -> Self {
        let longest = |list: &mut Vec<String>| list.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let mut connectors = verbs.connectors;
        longest(&mut connectors);
        let mut commitments: Vec<String> = verbs.commitment.into_iter().map(|c| c.words).collect();
        longest(&mut commitments);
        let mut known = verbs.verb;
        known.sort_by_key(|verb| std::cmp::Reverse(verb.third.len()));
        let mut variants: Vec<(String, String)> = Vec::new();
        for (name, written) in addressees.names {
            // Marks are words of their own: "educational , scientific".
            let spaced = |variant: &String| {
                let parts: Vec<String> = words(variant).into_iter().map(|word| word.lower).collect();
                parts.join(" ")
            };
            variants.extend(written.iter().map(|variant| (spaced(variant), name.clone())));
        }
        variants.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Self {
            connectors,
            commitments,
            verbs: known,
            heads: addressees.heads,
            variants,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that does not parse, and one name for two bodies.
    #[test]
    fn the_lists_are_sound() {
        let _: Verbs = toml::from_str(include_str!("../../data/operative-verbs.toml")).unwrap();
        let _: Addressees = toml::from_str(include_str!("../../data/addressees.toml")).unwrap();
        for pair in LEXICON.variants.windows(2) {
            assert_ne!(
                pair[0].0, pair[1].0,
                "one name for {} and {}",
                pair[0].1, pair[1].1
            );
        }
        let mut thirds: Vec<_> = LEXICON.verbs.iter().map(|verb| &verb.third).collect();
        thirds.sort();
        thirds.dedup();
        assert_eq!(thirds.len(), LEXICON.verbs.len());
    }
}
