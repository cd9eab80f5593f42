//! The lists of `data/search-words.toml`.

use super::fold::{fold, without_accents};
use crate::corpus::Language;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

#[derive(Deserialize, Default)]
struct File {
    elided: Vec<String>,
    resolution: Vec<String>,
    paragraph: Vec<String>,
    preambular: Vec<String>,
    stop: BTreeMap<String, String>,
}

/// Words that the search treats in a special way, folded.
#[derive(Default)]
pub(super) struct Lists {
    /// What stands before an apostrophe in French and is no word.
    pub elided: HashSet<String>,
    /// "resolution", in six languages.
    pub resolution: HashSet<String>,
    /// "paragraph", in six languages, with abbreviations.
    pub paragraph: HashSet<String>,
    /// "preambular paragraph", likewise.
    pub preambular: HashSet<String>,
    stop: BTreeMap<&'static str, HashSet<String>>,
}

impl Lists {
    /// Whether a word says too little to be looked for.
    pub(super) fn stops(&self, language: Language, exact: &str) -> bool {
        self.stop
            .get(language.tag())
            .is_some_and(|words| words.contains(exact))
    }
}

/// The lists, read once. The file is compiled in; a test reads it with the error that is dropped here.
pub(super) fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| of(&toml::from_str(TEXT).unwrap_or_default()))
}

const TEXT: &str = include_str!("../../../data/search-words.toml");

fn of(file: &File) -> Lists {
    let set = |words: &[String]| {
        let folded = words.iter().map(|word| without_accents(&fold(word)));
        folded.collect::<HashSet<String>>()
    };
    let stop = Language::ALL.into_iter().map(|language| {
        let words = file.stop.get(language.tag()).map(String::as_str);
        let words: Vec<String> = words
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        (language.tag(), set(&words))
    });
    Lists {
        elided: set(&file.elided),
        resolution: set(&file.resolution),
        paragraph: set(&file.paragraph),
        preambular: set(&file.preambular),
        stop: stop.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that cannot be read, and a language without stop words.
    #[test]
    fn lists_are_read() {
        let file: Result<File, _> = toml::from_str(TEXT);
        assert!(file.is_ok(), "{:?}", file.err());
        let lists = lists();
        for (language, word) in [
            (Language::Arabic, "من"),
            (Language::English, "the"),
            (Language::French, "de"),
            (Language::Russian, "и"),
            (Language::Spanish, "la"),
        ] {
            assert!(lists.stops(language, word), "{word}");
        }
        assert!(!lists.stops(Language::English, "internet"));
    }
}
