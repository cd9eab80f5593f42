//! What the rules know: `data/cited-works.toml`, `data/cited-organs.toml`, `data/citation-functions.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::super::words::{Word, words};
use super::clean::Clean;
use super::pinpoint::Pinpoint;
use super::target::Target;
use crate::corpus::Symbol;

/// The lists, as compiled into the program; a test reads them.
pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let works = toml::from_str(include_str!("../../../data/cited-works.toml")).unwrap_or_default();
    let organs = toml::from_str(include_str!("../../../data/cited-organs.toml")).unwrap_or_default();
    let functions = toml::from_str(include_str!("../../../data/citation-functions.toml")).unwrap_or_default();
    Lists::new(works, organs, functions)
});

/// Phrases by their first word in small letters, the longest first.
pub(super) type Phrases<T> = FxHashMap<String, Vec<(Vec<String>, T)>>;

/// What may begin at a word, as bits.
pub(super) mod begins {
    /// A name, an instrument, or a word that rules ask for.
    pub(in super::super) const CITATION: u8 = 1;
    /// A verb or connector.
    pub(in super::super) const FUNCTION: u8 = 2;
}

/// Words that rules other than lists ask for.
const ASKED: [&str; 37] = [
    "on",
    "resolution",
    "resolutions",
    "decision",
    "decisions",
    "entitled",
    "titled",
    "agreed",
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "article",
    "articles",
    "art",
    "arts",
    "annex",
    "annexes",
    "appendix",
    "appendices",
    "chapter",
    "chapters",
    "chap",
    "chaps",
    "section",
    "sections",
    "sect",
    "sects",
    "part",
    "parts",
    "principle",
    "principles",
    "report",
    "survey",
    "outlook",
    "prospects",
    "review",
];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Works {
    not_works: Vec<String>,
    bodies_of: Vec<String>,
    heads: Vec<String>,
    instruments: Vec<String>,
    charters: Vec<String>,
    ending: Vec<String>,
    common: Vec<String>,
    leading: Vec<String>,
    inside_titles: Vec<String>,
    titled: Vec<String>,
    not_titled: Vec<String>,
    publications: Vec<String>,
    publishers: Vec<String>,
    work: Vec<WorkEntry>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkEntry {
    symbol: Option<String>,
    #[serde(default)]
    place: String,
    slug: Option<String>,
    document: Option<String>,
    names: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    partly: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    series: Vec<String>,
    #[serde(default)]
    records: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organs {
    bodies: Vec<String>,
    symbols: Vec<String>,
    organ: Vec<Organ>,
}

/// An organ with resolutions.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organ {
    names: Vec<String>,
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The first and the last session it gives numbers by.
    pub sessions: Option<(u32, u32)>,
    /// The number of its report among the documents of a session.
    pub reports: Option<String>,
    pub resolution: Option<String>,
    pub decision: Option<String>,
    pub slug: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Functions {
    function: Vec<Function>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    name: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    connectors: Vec<String>,
}

/// A listed work.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub target: Target,
    /// Whether the printed title names it.
    pub as_printed: bool,
    pub place: Pinpoint,
    /// Phrases, in small letters, of which a text must have one for a name that fits several works.
    pub with: Vec<String>,
    /// Words of a footnote that gives its place of publication; before "@" what must stand with them.
    pub records: Vec<(String, String)>,
}

/// A name: the work it means, or nothing where it only looks like one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub work: Option<usize>,
    /// Whether it fits several works.
    pub partly: bool,
}

/// All lists in the form in which rules use them.
#[derive(Debug)]
pub(super) struct Lists {
    pub works: Vec<Work>,
    /// How works are written, letter by letter.
    pub names: Phrases<Name>,
    /// Works by the slug of each of their names.
    pub by_slug: HashMap<String, usize>,
    /// How works without a symbol are called, by their slug.
    pub titles: HashMap<String, String>,
    /// Works by volume and number in the Treaty Series.
    pub by_series: HashMap<String, usize>,
    /// Short names that need no work named before.
    pub short: HashMap<String, usize>,
    pub bodies_of: Vec<String>,
    pub heads: Vec<Vec<String>>,
    pub instruments: Phrases<()>,
    pub charters: Vec<String>,
    pub ending: Vec<String>,
    pub common: Vec<String>,
    pub leading: Vec<String>,
    pub inside_titles: Vec<String>,
    pub titled: Vec<String>,
    pub not_titled: Vec<String>,
    pub publications: Vec<String>,
    pub publishers: Phrases<()>,
    pub organs: Vec<Organ>,
    /// Organs by their names, with the words in reverse order.
    pub organ_names: Phrases<usize>,
    pub bodies: Vec<String>,
    pub symbols: Vec<String>,
    pub verbs: Phrases<usize>,
    pub connectors: Phrases<usize>,
    pub functions: Vec<String>,
    /// What may begin at a word in small letters; see [`begins`].
    begins: FxHashMap<String, u8>,
}

impl Lists {
    /// What may begin at a word in small letters.
    pub(super) fn begins(&self, word: &str) -> u8 {
        self.begins.get(word).copied().unwrap_or_default()
    }

    /// Notes what may begin at which word.
    fn index(&mut self) {
        let names = self.names.keys().chain(self.instruments.keys());
        let asked = ASKED.iter().map(|word| (*word).to_owned());
        let citations: Vec<String> = names.cloned().chain(asked).collect();
        let functions: Vec<String> = self.verbs.keys().chain(self.connectors.keys()).cloned().collect();
        for (words, bit) in [(citations, begins::CITATION), (functions, begins::FUNCTION)] {
            for word in words {
                *self.begins.entry(word).or_default() |= bit;
            }
        }
    }

    fn new(works: Works, organs: Organs, functions: Functions) -> Self {
        let mut lists = Self {
            works: works.work.iter().map(work).collect(),
            names: names(&works),
            by_slug: HashMap::new(),
            titles: HashMap::new(),
            by_series: HashMap::new(),
            short: HashMap::new(),
            bodies_of: works.bodies_of,
            heads: works.heads.iter().map(|head| printed(head)).collect(),
            instruments: phrases(works.instruments.iter().map(|head| (printed(head), ()))),
            charters: works.charters,
            ending: works.ending,
            common: works.common,
            leading: works.leading,
            inside_titles: works.inside_titles,
            titled: works.titled,
            not_titled: works.not_titled,
            publications: works.publications,
            publishers: phrases(works.publishers.iter().map(|name| (printed(name), ()))),
            organ_names: organ_names(&organs.organ),
            organs: organs.organ,
            bodies: organs.bodies,
            symbols: organs.symbols,
            verbs: function_words(&functions.function, |function| &function.verbs),
            connectors: function_words(&functions.function, |function| &function.connectors),
            functions: functions
                .function
                .into_iter()
                .map(|function| function.name)
                .collect(),
            begins: FxHashMap::default(),
        };
        lists.index();
        for (index, entry) in works.work.iter().enumerate() {
            let slugs = entry.names.iter().map(|name| super::target::slug(name));
            lists.by_slug.extend(slugs.map(|slug| (slug, index)));
            lists.titles.extend(titles(entry));
            lists
                .by_series
                .extend(entry.series.iter().map(|series| (series.clone(), index)));
            lists
                .short
                .extend(entry.short.iter().map(|short| (short.clone(), index)));
        }
        lists
    }
}

fn work(entry: &WorkEntry) -> Work {
    let symbol = entry
        .symbol
        .as_deref()
        .and_then(|symbol| Symbol::parse(symbol).ok());
    let target = match (symbol, &entry.slug) {
        (Some(symbol), _) => Target::Document(symbol),
        (None, slug) => Target::Work {
            slug: slug
                .clone()
                .or_else(|| entry.names.first().map(|name| super::target::slug(name)))
                .unwrap_or_default(),
            document: entry
                .document
                .as_deref()
                .and_then(|document| Symbol::parse(document).ok()),
        },
    };
    let record = |record: &String| match record.split_once('@') {
        Some((place, record)) => (record.to_owned(), place.to_owned()),
        None => (record.clone(), String::new()),
    };
    Work {
        target,
        as_printed: entry.symbol.is_none() && entry.slug.is_none(),
        place: Pinpoint::parse(&entry.place),
        with: entry.with.iter().map(|with| with.to_lowercase()).collect(),
        records: entry.records.iter().map(record).collect(),
    }
}

/// The slugs by which a work may be cited, each with the name that people know it by: its own slug means the first.
fn titles(entry: &WorkEntry) -> Vec<(String, String)> {
    let whole = entry.names.iter().filter(|name| !name.contains(LEFT_OUT));
    let mut titles: Vec<(String, String)> = whole
        .map(|name| (super::target::slug(name), name.clone()))
        .collect();
    let first = titles.first().map(|(_, name)| name.clone());
    titles.extend(entry.slug.clone().zip(first));
    titles
}

fn names(works: &Works) -> Phrases<Name> {
    let none = works.not_works.iter().map(|name| {
        (
            printed(name),
            Name {
                work: None,
                partly: false,
            },
        )
    });
    let some = works.work.iter().enumerate().flat_map(|(index, work)| {
        let whole = work.names.iter().map(|name| (name, false));
        let partly = work.partly.iter().map(|name| (name, true));
        whole.chain(partly).map(move |(name, partly)| {
            let work = Some(index);
            (printed(name), Name { work, partly })
        })
    });
    phrases(none.chain(some))
}

fn organ_names(organs: &[Organ]) -> Phrases<usize> {
    phrases(organs.iter().enumerate().flat_map(|(index, organ)| {
        organ.names.iter().map(move |name| {
            let mut words = printed(name);
            words.reverse();
            (words, index)
        })
    }))
}

fn function_words(functions: &[Function], kind: impl Fn(&Function) -> &Vec<String>) -> Phrases<usize> {
    let all = functions.iter().enumerate();
    let all: Vec<_> = all
        .flat_map(|(index, function)| kind(function).iter().map(move |words| (printed(words), index)))
        .collect();
    phrases(all.into_iter())
}

fn phrases<T>(all: impl Iterator<Item = (Vec<String>, T)>) -> Phrases<T> {
    let mut phrases: Phrases<T> = FxHashMap::default();
    for (words, value) in all {
        if let Some(first) = words.first() {
            phrases
                .entry(first.to_lowercase())
                .or_default()
                .push((words, value));
        }
    }
    for list in phrases.values_mut() {
        // The order of the list decides between phrases of one length.
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
}

/// The words of a phrase as printed, marks as words of their own.
pub(super) fn printed(phrase: &str) -> Vec<String> {
    let clean = Clean::new(phrase);
    words(&clean.text)
        .into_iter()
        .map(|word| word.printed.to_owned())
        .collect()
}

/// All phrases that stand at `at`, letter by letter, the longest first, with how many words each takes.
pub(super) fn all_at<'l, T>(
    phrases: &'l Phrases<T>,
    words: &[Word<'_>],
    at: usize,
) -> impl Iterator<Item = (usize, &'l T)> {
    let list = words.get(at).and_then(|first| phrases.get(&*first.lower));
    list.into_iter().flatten().filter_map(move |(phrase, value)| {
        let length = length(words, at, phrase, |word| without_s(word.printed))?;
        Some((length, value))
    })
}

/// The longest phrase in small letters that stands at `at` in whatever letters.
pub(super) fn longest_in_small<'l, T>(
    phrases: &'l Phrases<T>,
    words: &[Word<'_>],
    at: usize,
) -> Option<(usize, &'l T)> {
    let list = phrases.get(&*words.get(at)?.lower)?;
    list.iter()
        .find_map(|(phrase, value)| Some((length(words, at, phrase, |word| &word.lower)?, value)))
}

/// Stands in a name for words that are left out.
const LEFT_OUT: &str = "…";
/// So many words may be left out.
const MOST_LEFT_OUT: usize = 24;

/// How many words a phrase takes that stands at `at`. Where words of it are left out, it ends with the nearest
/// words that end it, in the same sentence.
fn length<'w>(
    words: &'w [Word<'_>],
    at: usize,
    phrase: &[String],
    form: impl Fn(&'w Word<'_>) -> &'w str + Copy,
) -> Option<usize> {
    let mut parts = phrase.split(|word| word == LEFT_OUT);
    let begin = parts.next()?;
    if !stands(words, at, begin, form) {
        return None;
    }
    let mut end = at + begin.len();
    for part in parts {
        let last = (end..end + MOST_LEFT_OUT)
            .take_while(|at| words.get(*at).is_some_and(|word| !word.ends_sentence()))
            .count();
        let next = (end + 1..=end + last).find(|at| stands(words, *at, part, form))?;
        end = next + part.len();
    }
    Some(end - at)
}

/// Whether the words of a phrase stand at `at`.
pub(super) fn stands<'w>(
    words: &'w [Word<'_>],
    at: usize,
    phrase: &[String],
    form: impl Fn(&'w Word<'_>) -> &'w str,
) -> bool {
    words
        .get(at..at.saturating_add(phrase.len()))
        .is_some_and(|stretch| {
            stretch
                .iter()
                .zip(phrase)
                .all(|(word, wanted)| form(word) == wanted)
        })
}

/// "Agenda" for "Agenda’s".
fn without_s(word: &str) -> &str {
    word.strip_suffix("’s").unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: names with words left out that end too early, too late, or across a sentence.
    #[test]
    fn words_may_be_left_out_of_a_long_name() {
        let phrase = printed("Treaty on Kites … and Other Heavenly Bodies");
        let takes = |text: &str| length(&words(text), 0, &phrase, |word| word.printed);
        assert_eq!(
            takes("Treaty on Kites in the Valley, the Moon and Other Heavenly Bodies of 2044"),
            Some(13)
        );
        assert_eq!(takes("Treaty on Kites and Other Heavenly Bodies"), None);
        assert_eq!(takes("Treaty on Kites. The Moon and Other Heavenly Bodies"), None);
        let far = format!("Treaty on Kites {} and Other Heavenly Bodies", "far ".repeat(40));
        assert_eq!(takes(&far), None);
    }

    /// Catches: a list that does not parse, a symbol that is none, and one name for two works.
    #[test]
    fn the_lists_are_sound() {
        let works: Works = toml::from_str(include_str!("../../../data/cited-works.toml")).unwrap();
        let organs: Organs = toml::from_str(include_str!("../../../data/cited-organs.toml")).unwrap();
        let functions: Functions =
            toml::from_str(include_str!("../../../data/citation-functions.toml")).unwrap();
        assert!(!organs.organ.is_empty() && !functions.function.is_empty());
        let mut seen = HashMap::new();
        for (index, work) in works.work.iter().enumerate() {
            assert!(work.symbol.is_none() || work.slug.is_none(), "{:?}", work.names);
            let long = work.names.iter().all(|name| name.contains('…'));
            assert!(
                long || work.symbol.is_some() || work.slug.is_some(),
                "{:?}",
                work.names
            );
            for symbol in work.symbol.iter().chain(&work.document) {
                assert!(Symbol::parse(symbol).is_ok(), "{symbol}");
            }
            for name in &work.names {
                if let Some(other) = seen.insert(name.clone(), index) {
                    assert_eq!(other, index, "one name for two works: {name}");
                }
            }
            if let Some(slug) = &work.slug {
                assert_eq!(slug, &super::super::target::slug(slug), "not in kebab case");
            }
        }
        for organ in &organs.organ {
            assert!(
                organ.resolution.is_some() != organ.slug.is_some(),
                "{:?}",
                organ.names
            );
        }
    }
}
