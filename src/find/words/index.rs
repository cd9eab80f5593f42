//! The postings: which words stand in which thing, where, and how much that says.

use super::analyse::Analyser;
use super::read::{LANGUAGES, Passage};
use crate::corpus::Language;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rustc_hash::FxHashMap;

/// What marks a word as it is written, beside its stem. No stem begins with it.
pub(super) const EXACT: char = '=';
/// How much further occurrences of a word count, and how much the length of a text (BM25; the usual values).
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// What lies between two texts of one field, so that no phrase reaches from one to the next.
const GAP: u32 = 100;

/// A field: names or texts of one language, or names of none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field(usize);

/// How many fields there are.
const FIELDS: usize = 2 * LANGUAGES + 1;

impl Field {
    /// Names that belong to no language: acronyms, symbols, persons.
    pub(super) const COMMON: Self = Self(FIELDS - 1);

    /// The fields of names and texts in a language, given by its place in [`Language::ALL`].
    pub(super) const fn of(language: usize) -> (Self, Self) {
        (Self(language), Self(LANGUAGES + language))
    }

    const fn holds(self, passage: &Passage) -> bool {
        let field = match (passage.name, passage.language) {
            (_, LANGUAGES) => FIELDS - 1,
            (true, language) => language,
            (false, language) => LANGUAGES + language,
        };
        field == self.0
    }

    fn language(self) -> Option<Language> {
        Language::ALL
            .get(self.0 % LANGUAGES)
            .copied()
            .filter(|_| self != Self::COMMON)
    }
}

/// The index of all fields.
pub(super) struct Index(Vec<Postings>);

impl Index {
    /// Makes the index: the thing with the number n has the n-th passages.
    pub(super) fn new(passages: &[Vec<Passage>]) -> Self {
        let fields = (0..FIELDS).into_par_iter();
        Self(fields.map(|field| Postings::of(Field(field), passages)).collect())
    }

    /// One field.
    pub(super) fn field(&self, field: Field) -> Option<&Postings> {
        self.0.get(field.0)
    }
}

/// One word in one thing: its number, and where in the list of places its places begin.
#[derive(Clone, Copy, Debug)]
struct Posting {
    thing: u32,
    places: u32,
}

/// The words of one field.
#[derive(Default)]
pub(super) struct Postings {
    /// All words, sorted.
    words: Vec<Box<str>>,
    /// Where the postings of each begin; one more at the end.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    places: Vec<u32>,
    /// How many words each thing has in the field, by its number.
    lengths: Vec<u32>,
    /// How many things have any.
    filled: f32,
    /// How many words these have on average.
    average: f32,
}

/// The postings of one word.
#[derive(Clone, Copy)]
struct Row<'a> {
    of: &'a Postings,
    /// The postings, with the one behind them for its places, where there is one.
    from: usize,
    to: usize,
}

impl Postings {
    fn of(field: Field, passages: &[Vec<Passage>]) -> Self {
        let analyser = Analyser::new(field.language());
        let mut numbers: FxHashMap<Box<str>, usize> = FxHashMap::default();
        let mut found: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut lengths = vec![0; passages.len()];
        for (number, (passages, length)) in (0..).zip(passages.iter().zip(&mut lengths)) {
            let mut place = 0;
            for passage in passages.iter().filter(|passage| field.holds(passage)) {
                let mut add = |form: String, place: u32| {
                    let known = numbers.get(form.as_str()).copied();
                    let at = known.unwrap_or_else(|| {
                        numbers.insert(form.into_boxed_str(), found.len());
                        found.push(Vec::new());
                        found.len() - 1
                    });
                    if let Some(list) = found.get_mut(at) {
                        list.push((number, place));
                    }
                };
                for word in analyser.words(&passage.text) {
                    if !word.han {
                        add(format!("{EXACT}{}", word.exact), place);
                    }
                    add(word.stem, place);
                    word.also.into_iter().for_each(|form| add(form, place));
                    place += 1;
                    *length += 1;
                }
                place += GAP;
            }
        }
        Self::flat(numbers, &found, lengths)
    }

    /// Puts the lists one after the other, in the order of their words.
    fn flat(numbers: FxHashMap<Box<str>, usize>, found: &[Vec<(u32, u32)>], lengths: Vec<u32>) -> Self {
        let mut words: Vec<(Box<str>, usize)> = numbers.into_iter().collect();
        words.sort_unstable();
        let filled = lengths.iter().filter(|length| **length > 0).count() as f32;
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let mut all = Self {
            lengths,
            filled,
            average: total as f32 / filled.max(1.0),
            ..Self::default()
        };
        for (word, number) in words {
            all.words.push(word);
            all.starts.push(all.postings.len() as u32);
            for (thing, place) in found.get(number).into_iter().flatten() {
                if all.begins(*thing) {
                    all.postings.push(Posting {
                        thing: *thing,
                        places: all.places.len() as u32,
                    });
                }
                all.places.push(*place);
            }
        }
        all.starts.push(all.postings.len() as u32);
        all
    }

    /// Whether the word that is being written has no posting for the thing yet.
    fn begins(&self, thing: u32) -> bool {
        let begun = self
            .starts
            .last()
            .is_none_or(|start| *start as usize == self.postings.len());
        begun || self.postings.last().is_none_or(|last| last.thing != thing)
    }

    fn row_at(&self, at: usize) -> Option<Row<'_>> {
        Some(Row {
            of: self,
            from: *self.starts.get(at)? as usize,
            to: *self.starts.get(at + 1)? as usize,
        })
    }

    fn row(&self, word: &str) -> Option<Row<'_>> {
        let at = self
            .words
            .binary_search_by(|known| known.as_ref().cmp(word))
            .ok()?;
        self.row_at(at)
    }

    /// Gives every thing with a word, and how much that says.
    pub(super) fn word(&self, word: &str, mut give: impl FnMut(u32, f32)) {
        let Some(row) = self.row(word) else { return };
        let rarity = self.rarity(row);
        for at in row.from..row.to {
            if let Some(posting) = self.postings.get(at) {
                let times = self.places_of(at).len() as f32;
                give(posting.thing, rarity * self.weight(posting.thing, times));
            }
        }
    }

    /// Gives every thing in which words stand one after the other, and how much that says.
    pub(super) fn phrase(&self, forms: &[String], mut give: impl FnMut(u32, f32)) {
        let rows: Option<Vec<Row<'_>>> = forms.iter().map(|form| self.row(form)).collect();
        let Some(rows) = rows else { return };
        let rarity: f32 = rows.iter().map(|row| self.rarity(*row)).sum();
        let rarest = rows.iter().min_by_key(|row| row.to - row.from);
        let Some(rarest) = rarest else { return };
        for at in rarest.from..rarest.to {
            let Some(posting) = self.postings.get(at) else {
                continue;
            };
            let lists: Option<Vec<&[u32]>> = rows.iter().map(|row| row.places(posting.thing)).collect();
            let times = lists.map_or(0, |lists| together(&lists));
            if times > 0 {
                give(posting.thing, rarity * self.weight(posting.thing, times as f32));
            }
        }
    }

    /// The words with a beginning, those in most things first, at most `most`.
    pub(super) fn begun(&self, beginning: &str, most: usize) -> Vec<&str> {
        let first = self.words.partition_point(|word| word.as_ref() < beginning);
        let words = self.words.get(first..).unwrap_or_default();
        let mut found: Vec<(usize, &str)> = words
            .iter()
            .take_while(|word| word.starts_with(beginning))
            .zip(first..)
            .filter_map(|(word, at)| Some((self.row_at(at).map(|row| row.to - row.from)?, word.as_ref())))
            .collect();
        found.sort_unstable_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
        found.truncate(most);
        found.into_iter().map(|(_, word)| word).collect()
    }

    /// How much a word says: much when few things have it.
    fn rarity(&self, row: Row<'_>) -> f32 {
        let having = (row.to - row.from) as f32;
        (1.0 + (self.filled - having + 0.5) / (having + 0.5)).ln()
    }

    /// How much it says that a thing has a word so many times.
    fn weight(&self, thing: u32, times: f32) -> f32 {
        let length = self.lengths.get(thing as usize).copied().unwrap_or_default() as f32;
        times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length / self.average.max(1.0)))
    }

    /// The places of the posting at `at`.
    fn places_of(&self, at: usize) -> &[u32] {
        let from = self.postings.get(at).map_or(0, |posting| posting.places as usize);
        let next = self.postings.get(at + 1).map(|posting| posting.places as usize);
        self.places
            .get(from..next.unwrap_or(self.places.len()))
            .unwrap_or_default()
    }
}

impl<'a> Row<'a> {
    /// The places of the word in a thing.
    fn places(&self, thing: u32) -> Option<&'a [u32]> {
        let postings = self.of.postings.get(self.from..self.to)?;
        let at = postings
            .binary_search_by_key(&thing, |posting| posting.thing)
            .ok()?;
        Some(self.of.places_of(self.from + at))
    }
}

/// How often a place of the first list is followed by one of the second, of the third, and so on.
fn together(lists: &[&[u32]]) -> usize {
    let Some((first, rest)) = lists.split_first() else {
        return 0;
    };
    let follows = |place: u32| {
        let mut rest = (1..).zip(rest);
        rest.all(|(distance, list)| list.binary_search(&(place + distance)).is_ok())
    };
    first.iter().filter(|place| follows(**place)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&[&str]]) -> Index {
        let passages = |texts: &&[&str]| {
            let passage = |text: &&str| Passage {
                language: 2,
                name: false,
                text: (*text).to_owned(),
            };
            texts.iter().map(passage).collect()
        };
        Index::new(&texts.iter().map(passages).collect::<Vec<Vec<Passage>>>())
    }

    fn found(index: &Index, ask: impl Fn(&Postings, &mut dyn FnMut(u32, f32))) -> Vec<(u32, f32)> {
        let mut found = Vec::new();
        if let Some(field) = index.field(Field::of(2).1) {
            ask(field, &mut |thing, score| found.push((thing, score)));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    /// Catches: a word found where it is not, one that says no more when it stands alone or more often.
    #[test]
    fn words_and_their_weight() {
        assert_eq!(Language::ALL.get(2), Some(&Language::English));
        let index = index(&[
            &["the forum meets and meets in a hall far away from here"],
            &["forum"],
            &[],
            &["other words"],
            &["forum forum here"],
        ]);
        let order = found(&index, |field, give| field.word("forum", give));
        assert_eq!(
            order.iter().map(|(thing, _)| *thing).collect::<Vec<_>>(),
            [4, 1, 0]
        );
        assert!(found(&index, |field, give| field.word("nothing", give)).is_empty());
    }

    /// Catches: a phrase across two texts, in the wrong order, or with a word between.
    #[test]
    fn phrases() {
        let index = index(&[
            &["a forum on names"],
            &["names on a forum"],
            &["forum on", "names"],
            &["forum on the names, a forum on names, forum on names"],
        ]);
        let forms = ["=forum", "=on", "=names"].map(str::to_owned);
        let order = found(&index, |field, give| field.phrase(&forms, give));
        let mut things: Vec<u32> = order.iter().map(|(thing, _)| *thing).collect();
        things.sort_unstable();
        assert_eq!(things, [0, 3]);
        let field = index.field(Field::of(2).1);
        assert_eq!(field.map(|field| field.begun("=na", 5)), Some(vec!["=names"]));
    }
}
