//! Names of the gazetteer at a place in the text.
//!
//! Example: "all other relevant stakeholders" is `relevant stakeholders`; "the Council" alone is no listed name.

use super::lexicon::LEXICON;
use super::words::{Word, phrase_at};

/// The listed name that stands at `at`, articles before it included, with its length in words.
pub(super) fn known(words: &[Word<'_>], at: usize) -> Option<(usize, &'static [String])> {
    let mut start = at;
    loop {
        let word = words.get(start)?;
        let listed = LEXICON
            .names_from(&word.lower)
            .iter()
            .find_map(|(written, names)| {
                let length = phrase_at(words, start, written);
                (length > 0).then_some((start + length - at, names.as_slice()))
            });
        if listed.is_some() {
            return listed;
        }
        if !LEXICON.articles.contains(&*word.lower) {
            return None;
        }
        start += 1;
    }
}

/// Behind the articles that stand at `at`.
pub(super) fn article_end(words: &[Word<'_>], at: usize) -> usize {
    let articles = words
        .iter()
        .skip(at)
        .take_while(|word| LEXICON.articles.contains(&*word.lower))
        .count();
    at + articles
}

/// Every listed name of a body in some words, in their order: bodies are written with capital letters.
pub(super) fn bodies(words: &[Word<'_>]) -> Vec<&'static [String]> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let capital = word.printed.starts_with(char::is_uppercase);
        match capital.then(|| known(words, at)).flatten() {
            Some((length, names)) => {
                found.push(names);
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    found
}

/// Every listed name in some words, in their order.
pub(super) fn all(words: &[Word<'_>]) -> Vec<&'static [String]> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match known(words, at) {
            Some((length, names)) => {
                found.push(names);
                at += length.max(1);
            }
            None => at += 1,
        }
    }
    found
}
