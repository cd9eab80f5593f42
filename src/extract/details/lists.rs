//! The lists of `data/act-details.toml` and `data/sessions.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists: Lists = toml::from_str(DETAILS).unwrap_or_default();
    lists.due.sort_by_key(|words| std::cmp::Reverse(words.len()));
    lists
        .conditions
        .phrases
        .sort_by_key(|words| std::cmp::Reverse(words.len()));
    lists
});

pub(super) static SESSIONS: LazyLock<Vec<Sessions>> = LazyLock::new(|| {
    toml::from_str::<SessionFile>(SESSION_YEARS).map_or_else(|_| Vec::new(), |file| file.sessions)
});

const DETAILS: &str = include_str!("../../../data/act-details.toml");
const SESSION_YEARS: &str = include_str!("../../../data/sessions.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub due: Vec<String>,
    pub reporting: Vec<String>,
    pub recurrence: BTreeMap<String, Vec<String>>,
    pub conditions: Conditions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conditions {
    pub phrases: Vec<String>,
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
        let _: Lists = toml::from_str(DETAILS).unwrap();
        let _: SessionFile = toml::from_str(SESSION_YEARS).unwrap();
        assert!(LISTS.recurrence.contains_key("annual") && !SESSIONS.is_empty());
    }
}
