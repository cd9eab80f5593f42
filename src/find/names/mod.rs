//! What the things of a release are called, and which thing a name means.
//!
//! [`Names::read`] takes every name from the store once: labels and titles in six languages, other and former names,
//! acronyms, symbols, aliases, the names that `data/cited-works.toml` and `data/resolver.toml` know, and names made
//! of others ("IGF 2019"). [`Names::search`] ranks things by how well one of their names fits.
//!
//! # Scores
//! 100 is the name itself, letter case, diacritics, punctuation and hyphens left aside. Below it, a score is the share
//! of words both names have, each weighted by how rare it is; a word that is only nearly the same counts less. What
//! could be another thing stays below [`AUTOMATIC`]: a number that differs, a word the other name has not, a short
//! word with another letter. A candidate is a `match` where its score is at least [`AUTOMATIC`] and no other thing
//! comes near.

mod build;
mod derived;
mod fold;
mod kinds;
mod listed;
mod score;
mod search;
mod suggest;
mod symbols;
#[cfg(test)]
mod tests;
mod tokens;

use rustc_hash::FxHashMap;

pub use self::fold::fold;
pub(in crate::find) use self::fold::{digit, is_han};
pub(in crate::find) use self::kinds::{CITED_WORK, DOCUMENT};
pub use self::kinds::{CLASSES, Class};
pub use self::search::{Candidate, Wanted};

/// From this score on a candidate may be taken without asking anybody, where [`Candidate::certain`] agrees.
pub const AUTOMATIC: f64 = 90.0;

/// Longer names are cut, in characters; no name of a thing is near it.
pub const LONGEST_NAME: usize = 500;

/// What a name is to its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// `rdfs:label`, `dcterms:title`, `skos:prefLabel`.
    Label,
    /// `wsis:acronym`, and what works like one (`skos:notation`).
    Acronym,
    /// `skos:altLabel`: other and former names.
    Other,
    /// `wsis:alias`, and names listed in the program's data.
    Alias,
    /// `wsis:symbol` and other identifiers.
    Symbol,
    /// Made of other names: an acronym put for the words, a year behind an acronym.
    Made,
}

impl NameKind {
    /// The kind in one English word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Label => "name",
            Self::Acronym => "acronym",
            Self::Other => "other name",
            Self::Alias => "alias",
            Self::Symbol => "symbol",
            Self::Made => "made from its names",
        }
    }
}

/// One name.
#[derive(Debug, Clone)]
pub struct Name {
    /// As printed.
    pub text: String,
    /// Its language, where it has one.
    pub language: Option<String>,
    /// What it is to its thing.
    pub kind: NameKind,
    /// The thing, by its place in [`Names::things`].
    pub thing: u32,
    words: Box<[u32]>,
    weight: f32,
}

/// A thing that can be found by name.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Its address.
    pub iri: String,
    /// Its classes, as places in [`CLASSES`].
    pub classes: Vec<u8>,
    /// What it is called, by language tag; without a tag where the name has no language.
    pub labels: Vec<(String, String)>,
    /// What tells it from others of the same name: a symbol, a date, a kind.
    pub note: String,
    /// Its dates, as printed in the data: "2005-11-18", "2005".
    pub years: Vec<i32>,
}

impl Thing {
    /// Its name in a language, else in English, else any.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        let of = |wanted: &str| self.labels.iter().find(|(tag, _)| tag == wanted);
        of(language)
            .or_else(|| of("en"))
            .or_else(|| self.labels.first())
            .map_or(self.iri.as_str(), |(_, label)| label.as_str())
    }
}

/// All names of a release.
#[derive(Debug, Default)]
pub struct Names {
    things: Vec<Thing>,
    by_iri: FxHashMap<String, u32>,
    names: Vec<Name>,
    /// Names by their folded text.
    exact: FxHashMap<String, Vec<u32>>,
    /// Names by their folded text without spaces.
    compact: FxHashMap<String, Vec<u32>>,
    /// Symbols among the names, by their one spelling.
    symbols: FxHashMap<String, Vec<u32>>,
    tokens: tokens::Tokens,
    /// The names that have a token.
    postings: Vec<Vec<u32>>,
}

impl Names {
    /// The things, in the order of their addresses.
    #[must_use]
    pub fn things(&self) -> &[Thing] {
        &self.things
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A thing by its address.
    #[must_use]
    pub fn thing(&self, iri: &str) -> Option<&Thing> {
        let place = self.by_iri.get(iri)?;
        self.things.get(*place as usize)
    }

    /// The names of a thing.
    pub fn of(&self, iri: &str) -> impl Iterator<Item = &Name> {
        // Names stand in the order of their things.
        let place = self.by_iri.get(iri).copied().unwrap_or(u32::MAX);
        let start = self.names.partition_point(|name| name.thing < place);
        let own = self.names.get(start..).unwrap_or_default();
        own.iter().take_while(move |name| name.thing == place)
    }

    /// The things with a symbol, in whatever spelling: `A/RES/70/125`, `a_res_70_125`.
    #[must_use]
    pub fn with_symbol(&self, symbol: &str) -> Vec<&Thing> {
        let places = self.symbols.get(&symbols::key(symbol));
        places
            .into_iter()
            .flatten()
            .filter_map(|place| self.names.get(*place as usize))
            .filter_map(|name| self.things.get(name.thing as usize))
            .collect()
    }
}
