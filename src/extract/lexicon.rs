//! The words that the rules know: `data/operative-verbs.toml`, `data/action-verbs.toml` and
//! `data/addressees.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::force::Force;
use super::phrases::Phrases;
use super::words::{Word, phrase_at, words};

/// The lists, as compiled into the program; a test reads them.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let verbs = toml::from_str(VERBS).unwrap_or_default();
    let deeds = toml::from_str(DEEDS).unwrap_or_default();
    let addressees = toml::from_str(ADDRESSEES).unwrap_or_default();
    Lexicon::new(verbs, deeds, addressees)
});

const VERBS: &str = include_str!("../../data/operative-verbs.toml");
const DEEDS: &str = include_str!("../../data/action-verbs.toml");
const ADDRESSEES: &str = include_str!("../../data/addressees.toml");

/// Whether a verb gives somebody something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tasks {
    Always,
    Never,
    /// Only where a task is said again.
    Restated,
    /// Only where the authors or a named doer must do what is recognized.
    Recognized,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verb {
    pub third: String,
    pub base: String,
    pub force: Force,
    pub tasks: Tasks,
    /// The third person is also a plural noun.
    #[serde(default)]
    pub noun: bool,
    /// What follows is the thing asked for; who is asked stands behind "for" or "by".
    #[serde(default)]
    pub impersonal: bool,
    /// What follows is always somebody.
    #[serde(default)]
    pub persons: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    connectors: Vec<String>,
    commitments: Vec<String>,
    adverbs: Vec<String>,
    repeating: Vec<(String, String)>,
    repeating_words: Vec<String>,
    repeated: BTreeMap<String, Force>,
    passive: BTreeMap<String, Force>,
    processes: Vec<String>,
    papers: Vec<String>,
    no_arrangements: Vec<String>,
    binding: Vec<String>,
    tasks: Vec<String>,
    vows: Vec<String>,
    verbs: Vec<Verb>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Deeds {
    verbs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Addressees {
    articles: Vec<String>,
    insertions: Vec<String>,
    partners: Vec<String>,
    narrowing: Vec<String>,
    agents: Vec<String>,
    adjectives: Vec<String>,
    short_names: Vec<String>,
    doers: Vec<String>,
    several: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, Vec<String>>,
    links: BTreeMap<String, String>,
    organs: BTreeMap<String, String>,
}

/// The lists in the order in which rules try them: the longest first.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// By first word, and by last.
    pub connectors: Phrases,
    pub connectors_before: Phrases,
    pub commitments: Vec<String>,
    pub adverbs: FxHashSet<String>,
    /// Participles that ask ("are |encouraged to"), with their force.
    passive: BTreeMap<String, Force>,
    /// What meets and runs: a meeting, a review.
    pub processes: FxHashSet<String>,
    /// What is asked for and written: a report, a road map.
    pub papers: FxHashSet<String>,
    /// Verbs that tell a consequence, not an arrangement.
    pub no_arrangements: FxHashSet<String>,
    /// What makes a statement a task of a named doer.
    pub binding: Phrases,
    /// The nouns of a task.
    pub tasks: FxHashSet<String>,
    /// The nouns by which the authors bind themselves.
    pub vows: FxHashSet<String>,
    pub verbs: Vec<Verb>,
    /// The verbs by the first word of their third person, and of the form after "we"; by index.
    third: FxHashMap<String, Vec<usize>>,
    base: FxHashMap<String, Vec<usize>>,
    pub deeds: FxHashSet<String>,
    pub articles: FxHashSet<String>,
    pub insertions: Phrases,
    pub partners: Phrases,
    pub narrowing: Phrases,
    pub agents: FxHashSet<String>,
    pub adjectives: FxHashSet<String>,
    /// Short for a body named before.
    pub short_names: FxHashSet<String>,
    pub doers: Phrases,
    /// Every canonical name.
    pub canonical: FxHashSet<String>,
    /// The thing of our data that a canonical name means, `kind/slug`.
    pub links: BTreeMap<String, String>,
    /// Who speaks in a document, by the beginning of its symbol.
    pub organs: BTreeMap<String, String>,
    /// By first word: how names are written, in lower case and parted into words by single spaces, and
    /// whom they name; the longest first.
    names: FxHashMap<String, Vec<(String, Vec<String>)>>,
}

impl Lexicon {
    fn new(verbs: Verbs, deeds: Deeds, addressees: Addressees) -> Self {
        let mut known = verbs.verbs;
        known.extend(repeated(
            &verbs.repeating,
            &verbs.repeating_words,
            &verbs.repeated,
        ));
        known.sort_by_key(|verb| std::cmp::Reverse(verb.third.len()));
        let set = |list: Vec<String>| list.into_iter().collect();
        Self {
            connectors: Phrases::new(&verbs.connectors),
            connectors_before: Phrases::by_last_word(&verbs.connectors),
            commitments: longest(verbs.commitments),
            adverbs: set(verbs.adverbs),
            passive: verbs.passive,
            processes: set(verbs.processes),
            papers: set(verbs.papers),
            no_arrangements: set(verbs.no_arrangements),
            binding: Phrases::new(verbs.binding),
            tasks: set(verbs.tasks),
            vows: set(verbs.vows),
            third: by_first_word(known.iter().map(|verb| &verb.third)),
            base: by_first_word(known.iter().map(|verb| &verb.base)),
            verbs: known,
            deeds: set(deeds.verbs),
            articles: set(addressees.articles),
            insertions: Phrases::new(addressees.insertions),
            partners: Phrases::new(addressees.partners),
            narrowing: Phrases::new(addressees.narrowing),
            agents: set(addressees.agents),
            adjectives: set(addressees.adjectives),
            short_names: set(addressees.short_names),
            doers: Phrases::new(addressees.doers),
            canonical: canonical(&addressees.names, &addressees.several),
            links: addressees.links,
            organs: addressees.organs,
            names: index(addressees.names, addressees.several),
        }
    }

    /// Whether a verb of the list begins with this word, or it binds the authors, or it is no full verb.
    pub(super) fn knows_verb(&self, word: &str) -> bool {
        const AUXILIARIES: [&str; 10] = [
            "are", "were", "have", "had", "do", "can", "cannot", "may", "should", "would",
        ];
        let binds = self
            .commitments
            .iter()
            .any(|phrase| phrase.split(' ').next() == Some(word));
        binds
            || AUXILIARIES.contains(&word)
            || self.adverbs.contains(word)
            || self.third.contains_key(word)
            || self.base.contains_key(word)
    }

    /// Whether a word is an adverb by its ending, and no verb ("apply").
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        word.ends_with("ly") && !self.deeds.contains(word)
    }

    /// The participle that asks at `at`, with its length in words and its force.
    pub(super) fn passive_at(&self, words: &[Word<'_>], at: usize) -> Option<(usize, Force)> {
        self.passive.iter().find_map(|(participle, force)| {
            let length = phrase_at(words, at, participle);
            (length > 0).then_some((length, *force))
        })
    }

    /// The verbs whose form begins with `word` (lower case): that after "we" (`base`), or the third person;
    /// the longest first.
    pub(super) fn verbs_from(&self, word: &str, base: bool) -> impl Iterator<Item = &Verb> {
        let index = if base { &self.base } else { &self.third };
        let places = index.get(word).map_or(&[] as &[usize], Vec::as_slice);
        places.iter().filter_map(|at| self.verbs.get(*at))
    }

    /// The ways of writing names that begin with `word` (lower case), the longest first, with whom they name.
    pub(super) fn names_from(&self, word: &str) -> &[(String, Vec<String>)] {
        self.names.get(word).map_or(&[], Vec::as_slice)
    }
}

fn by_first_word<'a>(forms: impl Iterator<Item = &'a String>) -> FxHashMap<String, Vec<usize>> {
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, form) in forms.enumerate() {
        let first = form.split(' ').next().unwrap_or_default();
        index.entry(first.to_owned()).or_default().push(at);
    }
    index
}

fn canonical(
    names: &BTreeMap<String, Vec<String>>,
    several: &BTreeMap<String, Vec<String>>,
) -> FxHashSet<String> {
    names.keys().chain(several.values().flatten()).cloned().collect()
}

fn longest(mut list: Vec<String>) -> Vec<String> {
    list.sort_by_key(|words| std::cmp::Reverse(words.len()));
    list
}

/// "reiterates its call", "renews the appeal": every way of repeating an ask.
fn repeated(
    repeating: &[(String, String)],
    determiners: &[String],
    asks: &BTreeMap<String, Force>,
) -> Vec<Verb> {
    let mut verbs = Vec::new();
    for (third, base) in repeating {
        for determiner in determiners {
            for (ask, force) in asks {
                verbs.push(Verb {
                    third: format!("{third} {determiner} {ask}"),
                    base: format!("{base} {determiner} {ask}"),
                    force: *force,
                    tasks: Tasks::Always,
                    noun: false,
                    impersonal: true,
                    persons: false,
                });
            }
        }
    }
    verbs
}

fn index(
    names: BTreeMap<String, Vec<String>>,
    several: BTreeMap<String, Vec<String>>,
) -> FxHashMap<String, Vec<(String, Vec<String>)>> {
    let mut index: FxHashMap<String, Vec<(String, Vec<String>)>> = FxHashMap::default();
    let mut add = |written: &str, names: Vec<String>| {
        // Marks are words of their own: "educational , scientific".
        let parts: Vec<String> = words(written)
            .into_iter()
            .map(|word| word.lower.into_owned())
            .collect();
        if let Some(first) = parts.first() {
            index
                .entry(first.clone())
                .or_default()
                .push((parts.join(" "), names));
        }
    };
    for (name, written) in names {
        for variant in &written {
            add(variant, vec![name.clone()]);
        }
    }
    for (variant, named) in several {
        add(&variant, named);
    }
    for variants in index.values_mut() {
        variants.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a list that does not parse (the program would go on without it), one name for two bodies,
    /// a link from a name nobody has.
    #[test]
    fn the_lists_are_sound() {
        let verbs: Verbs = toml::from_str(VERBS).unwrap();
        let _: Deeds = toml::from_str(DEEDS).unwrap();
        let addressees: Addressees = toml::from_str(ADDRESSEES).unwrap();
        for variants in LEXICON.names.values() {
            for pair in variants.windows(2) {
                assert_ne!(
                    pair[0].0, pair[1].0,
                    "one name for {:?} and {:?}",
                    pair[0].1, pair[1].1
                );
            }
        }
        for name in addressees.links.keys().chain(addressees.organs.values()) {
            assert!(addressees.names.contains_key(name), "{name}");
        }
        let mut thirds: Vec<_> = verbs.verbs.iter().map(|verb| &verb.third).collect();
        thirds.sort();
        thirds.dedup();
        assert_eq!(thirds.len(), verbs.verbs.len());
    }
}
