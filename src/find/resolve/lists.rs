//! The lists of `data/resolver.toml` in the form in which they are used.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// The lists, as compiled into the program; a test reads them.
pub(in crate::find) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::from(toml::from_str::<File>(FILE).unwrap_or_default()));

const FILE: &str = include_str!("../../../data/resolver.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    little: Vec<String>,
    russian_endings: Vec<String>,
    arabic_articles: Vec<String>,
    endings: Vec<String>,
    spellings: Vec<(String, String)>,
    number_signs: Vec<String>,
    simplified: String,
    ordinals: FxHashMap<String, u32>,
    tens: FxHashMap<String, u32>,
    between: Between,
    letters: Letters,
    place: Vec<PlaceEntry>,
    act: Vec<ActEntry>,
    around: Around,
    name: Vec<NameEntry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    and: Vec<String>,
    to: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Letters {
    arabic: String,
    cyrillic: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceEntry {
    level: PlaceLevel,
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActEntry {
    english: String,
    written: Vec<String>,
}

/// Names that the data list for one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::find) struct NameEntry {
    /// `body/wsis`, `A/RES/70/125`, `A/RES/79/1#annex/1`.
    pub means: String,
    pub names: Vec<String>,
}

/// The kinds of places people name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::find) enum PlaceLevel {
    Preambular,
    Paragraph,
    Annex,
    Section,
    Part,
    Article,
    Principle,
    Footnote,
    /// Letters of a paragraph that is named beside them.
    Letter,
}

impl PlaceLevel {
    /// The English word that the rules for citations know.
    pub(in crate::find) fn word(self) -> &'static str {
        match self {
            Self::Preambular => "preambular paragraph",
            Self::Paragraph => "paragraph",
            Self::Annex => "annex",
            Self::Section => "section",
            Self::Part => "part",
            Self::Article => "article",
            Self::Principle => "principle",
            Self::Footnote => "footnote",
            Self::Letter => "",
        }
    }
}

/// What a word between numbers says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::find) enum Joint {
    And,
    To,
}

/// Phrases of words in one spelling, by their first word, the longest first.
pub(in crate::find) type Phrases<T> = FxHashMap<String, Vec<(Vec<String>, T)>>;

/// All lists.
#[derive(Debug)]
pub(in crate::find) struct Lists {
    pub little: FxHashSet<String>,
    pub russian_endings: Vec<String>,
    pub arabic_articles: Vec<String>,
    pub endings: Vec<String>,
    /// British endings with the American ones.
    pub spellings: Vec<(String, String)>,
    pub number_signs: FxHashSet<String>,
    pub simplified: FxHashMap<char, char>,
    pub ordinals: FxHashMap<String, u32>,
    pub tens: FxHashMap<String, u32>,
    pub between: Phrases<Joint>,
    /// Letters of sub-paragraphs in other scripts.
    pub letters: FxHashMap<char, char>,
    pub before: Phrases<PlaceLevel>,
    pub after: Phrases<PlaceLevel>,
    pub acts: Phrases<String>,
    pub around: FxHashSet<String>,
    pub names: Vec<NameEntry>,
}

impl From<File> for Lists {
    fn from(file: File) -> Self {
        let simplified: FxHashMap<char, char> = file
            .simplified
            .split_whitespace()
            .filter_map(|pair| {
                let mut pair = pair.chars();
                Some((pair.next()?, pair.next()?))
            })
            .collect();
        let and = file.between.and.iter().map(|word| (word.as_str(), Joint::And));
        let to = file.between.to.iter().map(|word| (word.as_str(), Joint::To));
        let before = file
            .place
            .iter()
            .flat_map(|place| place.before.iter().map(|word| (word.as_str(), place.level)));
        let after = file
            .place
            .iter()
            .flat_map(|place| place.after.iter().map(|word| (word.as_str(), place.level)));
        let acts = file.act.iter().flat_map(|act| {
            act.written
                .iter()
                .map(|word| (word.as_str(), act.english.clone()))
        });
        Self {
            between: phrases(and.chain(to)),
            before: phrases(before),
            after: phrases(after),
            acts: phrases(acts),
            letters: letters(&file.letters.arabic)
                .chain(letters(&file.letters.cyrillic))
                .collect(),
            around: file.around.words.iter().map(|word| plain(word)).collect(),
            little: file.little.into_iter().collect(),
            russian_endings: file.russian_endings,
            arabic_articles: file.arabic_articles,
            endings: file.endings,
            spellings: file.spellings,
            number_signs: file.number_signs.iter().map(|word| plain(word)).collect(),
            simplified,
            ordinals: file.ordinals,
            tens: file.tens,
            names: file.name,
        }
    }
}

/// Letters of a script with the Latin ones in their order.
fn letters(list: &str) -> impl Iterator<Item = (char, char)> {
    let letters: Vec<char> = list
        .split_whitespace()
        .filter_map(|letter| plain(letter).chars().next())
        .collect();
    letters.into_iter().zip('a'..='z')
}

fn phrases<'a, T>(all: impl Iterator<Item = (&'a str, T)>) -> Phrases<T> {
    let mut phrases: Phrases<T> = FxHashMap::default();
    for (phrase, value) in all {
        let words: Vec<String> = super::words::words(phrase)
            .into_iter()
            .map(|word| word.plain)
            .collect();
        if let Some(first) = words.first() {
            phrases.entry(first.clone()).or_default().push((words, value));
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
}

/// A word in one spelling, marks kept: what [`fold`](super::super::names::fold) does, for words that are looked up in
/// these lists while the lists are made.
pub(in crate::find) fn plain(word: &str) -> String {
    word.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && *c != '\u{0640}')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ى' => 'ي',
            'ة' => 'ه',
            c => c,
        })
        .collect()
}
