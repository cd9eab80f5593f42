//! What is known of each fact.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::problem::Place;

/// How a fact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its words stand in the official text.
    Confirmed,
    /// Its words stand in an excerpt of the official text.
    Excerpt,
    /// Its words do not stand where it says.
    Wrong,
    /// It quotes words, but the text is not at hand in that language.
    NoText,
    /// It names a document without quoting words: the cover, or a list.
    NoWords,
    /// It points to a web page.
    WebPage,
    /// A name that we translated.
    Translated,
    /// Marked as unverified.
    Unverified,
}

impl State {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed in the official text",
            Self::Excerpt => "confirmed in an excerpt",
            Self::Wrong => "wrong: the words do not stand there",
            Self::NoText => "quoted, text not at hand",
            Self::NoWords => "document named, no words quoted",
            Self::WebPage => "rests on a web page",
            Self::Translated => "name translated by us",
            Self::Unverified => "unverified",
        }
    }
}

/// A piece of evidence, or a record without any.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Where it stands in the data.
    pub place: Place,
    /// The document, provision or page it rests on.
    pub source: Option<String>,
    /// The words that show it.
    pub words: Option<String>,
    /// The language of those words.
    pub language: Option<&'static str>,
    /// What came of it.
    pub state: State,
}

impl Fact {
    /// A record as a whole.
    pub(super) fn of_record(place: Place, state: State) -> Self {
        Self {
            place,
            source: None,
            words: None,
            language: None,
            state,
        }
    }
}

/// How many facts are in each state.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally(BTreeMap<State, usize>);

impl Tally {
    /// Counts.
    #[must_use]
    pub fn of(facts: &[Fact]) -> Self {
        let mut tally = BTreeMap::new();
        for fact in facts {
            *tally.entry(fact.state).or_insert(0) += 1;
        }
        Self(tally)
    }

    /// The states that occur, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (State, usize)> + '_ {
        self.0.iter().map(|(state, count)| (*state, *count))
    }
}
