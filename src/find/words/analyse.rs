//! Cuts a text into the words that are indexed and asked for.
//!
//! Words as [UAX #29](https://www.unicode.org/reports/tr29/#Word_Boundaries) has them, folded; then what the
//! language needs: the stemmers of [Snowball](https://snowballstem.org) for Arabic, English, French, Russian
//! and Spanish, elisions parted in French, pairs of characters in Chinese, which has no spaces.

use super::fold::{Script, fold, is_han, script, without_accents};
use super::lists::lists;
use crate::corpus::Language;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use unicode_segmentation::UnicodeSegmentation as _;

/// Longer words are cut to this many characters; in bytes a word stays below 1 KiB.
const LONGEST: usize = 100;
/// As many words a language keeps its stems of.
const KEPT: usize = 100_000;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word as written, folded.
    pub exact: String,
    /// The word without its endings; pairs of Chinese characters stand here alone.
    pub stem: String,
    /// Other stems by which it is found: without its accents, and joined with what a hyphen parts from it.
    pub also: Vec<String>,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is a pair of Chinese characters (or the last one of a run).
    pub han: bool,
}

/// Cuts texts of one language; `None`: names that belong to none.
pub(super) struct Analyser {
    language: Option<Language>,
    stemmer: Option<(Script, Stemmer)>,
    /// A text repeats its words, and stemming is the most of the work.
    stems: RefCell<FxHashMap<String, String>>,
}

impl Analyser {
    /// For a language.
    pub(super) fn new(language: Option<Language>) -> Self {
        let stemmer = language.and_then(|language| {
            let (script, algorithm) = match language {
                Language::Arabic => (Script::Arabic, Algorithm::Arabic),
                Language::English => (Script::Latin, Algorithm::English),
                Language::French => (Script::Latin, Algorithm::French),
                Language::Russian => (Script::Cyrillic, Algorithm::Russian),
                Language::Spanish => (Script::Latin, Algorithm::Spanish),
                Language::Chinese => return None,
            };
            Some((script, Stemmer::create(algorithm)))
        });
        Self {
            language,
            stemmer,
            stems: RefCell::default(),
        }
    }

    /// The words of a text, in its order.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut run: Vec<(usize, char)> = Vec::new();
        for (start, word) in text.unicode_word_indices() {
            let mut chars = word.chars();
            if let (Some(c), None) = (chars.next(), chars.next())
                && is_han(c)
            {
                let follows = run.last().is_some_and(|(at, last)| at + last.len_utf8() == start);
                if !follows {
                    pairs(&mut run, &mut words);
                }
                run.push((start, c));
                continue;
            }
            pairs(&mut run, &mut words);
            words.extend(self.word(start, word));
        }
        pairs(&mut run, &mut words);
        self.join(text, &mut words);
        words
    }

    /// "multi-stakeholder" is also "multistakeholder", "e-government" "egovernment".
    fn join(&self, text: &str, words: &mut [Word]) {
        for at in 1..words.len() {
            let Some([first, second]) = words.get_mut(at - 1..=at) else {
                continue;
            };
            let between = text.get(first.end..second.start);
            if matches!(between, Some("-" | "‑" | "‐")) && first.exact.len() + second.exact.len() < LONGEST
            {
                let joined = self.stem(&format!("{}{}", first.exact, second.exact));
                first.also.push(joined.clone());
                second.also.push(joined);
            }
        }
    }

    fn word(&self, start: usize, word: &str) -> Option<Word> {
        let end = start + word.len();
        let (start, word) = self.without_elision(start, word);
        let mut folded = fold(word);
        if let Some(owner) = folded.strip_suffix("'s").map(str::len) {
            folded.truncate(owner);
        }
        if let Some((cut, _)) = folded.char_indices().nth(LONGEST) {
            folded.truncate(cut);
        }
        if folded.is_empty() {
            return None;
        }
        let stem = self.stem(&folded);
        let exact = without_accents(&folded);
        let plain = (exact != folded).then(|| self.stem(&exact));
        Some(Word {
            exact,
            also: plain.into_iter().filter(|plain| *plain != stem).collect(),
            stem,
            start,
            end,
            han: false,
        })
    }

    /// French `l’information` without its article.
    fn without_elision<'a>(&self, start: usize, word: &'a str) -> (usize, &'a str) {
        if self.language == Some(Language::French)
            && let Some((at, sign)) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’' | 'ʼ'))
            && let (Some(before), Some(after)) = (word.get(..at), word.get(at + sign.len_utf8()..))
            && lists().elided.contains(&fold(before))
            && !after.is_empty()
        {
            return (start + at + sign.len_utf8(), after);
        }
        (start, word)
    }

    /// The stem of a folded word.
    fn stem(&self, folded: &str) -> String {
        let Some((script_of_language, stemmer)) = &self.stemmer else {
            return without_accents(folded);
        };
        if script(folded) != *script_of_language {
            return without_accents(folded);
        }
        if let Some(stem) = self.stems.borrow().get(folded) {
            return stem.clone();
        }
        let stem = match self.language {
            Some(Language::Arabic) => arabic(folded, stemmer),
            Some(Language::Spanish) => without_accents(&stemmer.stem(spanish(folded))),
            _ => without_accents(&stemmer.stem(folded)),
        };
        let mut stems = self.stems.borrow_mut();
        if stems.len() < KEPT {
            stems.insert(folded.to_owned(), stem.clone());
        }
        stem
    }
}

/// The Snowball stemmer takes other endings from a word with the article than from one without, and one letter
/// only of the feminine plural; so the article (with the particles that join it) and that plural go first.
fn arabic(folded: &str, stemmer: &Stemmer) -> String {
    let longest_first = ["وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال"];
    let bare = longest_first
        .iter()
        .find_map(|article| folded.strip_prefix(article))
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(folded);
    let single = bare
        .strip_suffix("ات")
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(bare);
    stemmer.stem(single).into_owned()
}

/// Snowball takes "gobiernos" for a verb with the pronoun "nos", and leaves "gobi": nouns like it go as singulars.
fn spanish(folded: &str) -> &str {
    let noun = folded.strip_suffix('s').filter(|rest| rest.ends_with("erno"));
    noun.unwrap_or(folded)
}

/// A run of Chinese characters as overlapping pairs, and its last character alone, so that each is found.
fn pairs(run: &mut Vec<(usize, char)>, words: &mut Vec<Word>) {
    for (at, (start, first)) in run.iter().enumerate() {
        let mut exact: String = fold(&first.to_string());
        let mut end = start + first.len_utf8();
        if let Some((next, second)) = run.get(at + 1) {
            exact.push_str(&fold(&second.to_string()));
            end = next + second.len_utf8();
        }
        words.push(Word {
            stem: exact.clone(),
            exact,
            also: Vec::new(),
            start: *start,
            end,
            han: true,
        });
    }
    run.clear();
}

#[cfg(test)]
mod tests;
