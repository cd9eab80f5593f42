//! The sign "same title". Example: two resolutions called "Kites for all", of 2024 and 2025; also "Budget for
//! 2024" and "Budget for 2025", "Third fair of kites" and "Fourth fair of kites". Counter-example: "Kites for
//! all" and "Kites for children".

use std::collections::HashMap;

use super::{Series, WORDS};
use crate::corpus::Symbol;
use crate::extract::reuse::Source;
use crate::extract::reuse::tokens::{Token, tokens};

/// The last resolution with each title, as far as they were shown.
#[derive(Debug, Default)]
pub(super) struct Titles(HashMap<(Series, Vec<u64>), Symbol>);

impl Titles {
    /// The last resolution before `source` that has its title; `source` is the last one from now on.
    pub(super) fn before(&mut self, source: &Source, series: Series) -> Option<Symbol> {
        let words = words(source.title.as_deref()?);
        if words.is_empty() {
            return None;
        }
        self.0.insert((series, words), source.symbol.clone())
    }
}

/// The words of a title. Years, other numbers and what counts sessions do not matter.
fn words(title: &str) -> Vec<u64> {
    let counts = |word: &Token| {
        let printed = title.get(word.start..word.end).unwrap_or_default();
        let last = printed
            .rsplit(['-', '\u{2010}', '\u{2011}'])
            .next()
            .unwrap_or_default();
        word.numeric
            || WORDS
                .ordinals
                .iter()
                .any(|known| known.eq_ignore_ascii_case(last))
    };
    let words = tokens(title).into_iter().filter(|word| !counts(word));
    words.map(|word| word.hash).collect()
}
