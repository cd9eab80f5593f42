//! The lists of `data/act-details.toml` and `data/sessions.toml`.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::phrases::Phrases;

pub(super) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(toml::from_str(DETAILS).unwrap_or_default()));

pub(super) static SESSIONS: LazyLock<Vec<Sessions>> = LazyLock::new(|| {
    toml::from_str::<SessionFile>(SESSION_YEARS).map_or_else(|_| Vec::new(), |file| file.sessions)
});

const DETAILS: &str = include_str!("../../../data/act-details.toml");
const SESSION_YEARS: &str = include_str!("../../../data/sessions.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    due: Vec<String>,
    reporting: Vec<String>,
    reporting_alone: Vec<String>,
    papers: Vec<String>,
    taking_prepositions: Vec<String>,
    recurring: Vec<String>,
    recurrence: BTreeMap<String, Vec<String>>,
    conditions: Conditions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conditions {
    phrases: Vec<String>,
}

/// What the details of an act are found by.
pub(super) struct Lists {
    pub due: Phrases,
    pub reporting: HashSet<String>,
    /// The verbs among them that need no paper behind them.
    pub reporting_alone: HashSet<String>,
    /// What is handed over.
    pub papers: HashSet<String>,
    /// Words to which the preposition behind them belongs: "improvements to".
    pub taking_prepositions: HashSet<String>,
    /// What comes round itself: "an annual report".
    pub recurring: HashSet<String>,
    /// The phrases of each recurrence.
    pub recurrence: Vec<(String, Phrases)>,
    pub conditions: Phrases,
}

impl Lists {
    fn new(file: File) -> Self {
        let recurrence = file.recurrence.into_iter();
        Self {
            due: Phrases::new(file.due),
            reporting: file.reporting.into_iter().collect(),
            reporting_alone: file.reporting_alone.into_iter().collect(),
            papers: file.papers.into_iter().collect(),
            taking_prepositions: file.taking_prepositions.into_iter().collect(),
            recurring: file.recurring.into_iter().collect(),
            recurrence: recurrence
                .map(|(name, written)| (name, Phrases::new(written)))
                .collect(),
            conditions: Phrases::new(file.conditions.phrases),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionFile {
    sessions: Vec<Sessions>,
}

/// In which year the sessions of a body open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sessions {
    pub body: String,
    /// Added to the session's number it gives the year.
    pub plus: u16,
    /// The first session for which that holds.
    pub first: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that does not parse; the program would go on without it.
    #[test]
    fn the_lists_are_sound() {
        let file: File = toml::from_str(DETAILS).unwrap();
        let _: SessionFile = toml::from_str(SESSION_YEARS).unwrap();
        assert!(file.recurrence.contains_key("annual") && !SESSIONS.is_empty());
    }
}
