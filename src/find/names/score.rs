//! How well a name fits what is written.

use super::tokens::{Alike, Tokens};
use super::{Name, NameKind};

/// A number that the name has not: another year, session or resolution.
const OTHER_NUMBER: f64 = 70.0;
/// A number that only the name has.
const NUMBER_LEFT_OUT: f64 = 85.0;
/// A word on one side only.
const WORD_LEFT_OUT: f64 = 88.0;
/// A made name fits at most so far.
const MADE: f64 = 96.0;
/// What is left of 100 where the thing is of other years than the one that is written.
const OTHER_YEAR: f64 = 60.0;
/// The same words in another order, or with other little words.
const OTHER_ORDER: f64 = 97.0;

/// What is written, as words and what they may be.
#[derive(Debug)]
pub(super) struct Query {
    pub words: Vec<QueryWord>,
    /// The weight of all its words.
    pub weight: f32,
}

/// A written word.
#[derive(Debug)]
pub(super) struct QueryWord {
    pub alike: Vec<Alike>,
    pub weight: f32,
    pub number: bool,
    /// The year that it is, if any.
    pub year: Option<i32>,
    pub little: bool,
}

impl Query {
    pub(super) fn new(folded: &str, tokens: &Tokens) -> Self {
        let words: Vec<QueryWord> = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| {
                let alike = tokens.alike(word);
                // A misspelled word weighs what the word does that it may be.
                let weight = alike
                    .first()
                    .map_or_else(|| tokens.weight_of(word), |best| tokens.weight(best.token));
                QueryWord {
                    year: (word.len() == 4).then(|| word.parse().ok()).flatten(),
                    number: super::tokens::has_figure(word),
                    little: weight < 0.5,
                    alike,
                    weight,
                }
            })
            .collect();
        let weight = words.iter().map(|word| word.weight).sum();
        Self { words, weight }
    }
}

/// The score of a name, from 0 to 99: 100 is left to names that are the same.
///
/// `years` are those of the thing's dates: a year that the name has not may still be right.
pub(super) fn score(query: &Query, name: &Name, years: &[i32], tokens: &Tokens) -> f64 {
    let mut taken = vec![false; name.words.len()];
    let mut both = 0.0;
    let mut last = 0;
    let mut ordered = true;
    let mut most: f64 = 99.0;
    let mut written = query.weight;
    let mut contradicted = false;
    for word in &query.words {
        let found = best(word, name, &taken);
        let Some((place, share)) = found else {
            if word.year.is_some_and(|year| years.contains(&year)) {
                written -= word.weight;
                most = most.min(MADE);
            } else if word.number {
                most = most.min(OTHER_NUMBER);
                contradicted |= word.year.is_some() && !years.is_empty();
            } else if !word.little {
                most = most.min(WORD_LEFT_OUT);
            }
            continue;
        };
        if let Some(taken) = taken.get_mut(place) {
            *taken = true;
        }
        if share <= 0.5 {
            most = most.min(WORD_LEFT_OUT);
        }
        ordered &= place >= last;
        last = place;
        let weight = name
            .words
            .get(place)
            .map_or(word.weight, |token| tokens.weight(*token));
        both += share * (word.weight + weight);
    }
    let mut little = false;
    for (token, _) in name.words.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        if tokens.is_number(*token) {
            most = most.min(NUMBER_LEFT_OUT);
        } else if tokens.is_little(*token) {
            little = true;
        } else {
            most = most.min(WORD_LEFT_OUT);
        }
    }
    if !ordered || little {
        most = most.min(OTHER_ORDER);
    }
    if name.kind == NameKind::Made {
        most = most.min(MADE);
    }
    let all = written + name.weight;
    if all <= 0.0 {
        return 0.0;
    }
    let share = f64::from(both / all) * if contradicted { OTHER_YEAR } else { 100.0 };
    most.min(share)
}

/// The place in a name of the word that a written word most probably is.
fn best(word: &QueryWord, name: &Name, taken: &[bool]) -> Option<(usize, f32)> {
    word.alike.iter().find_map(|alike| {
        let places = name.words.iter().zip(taken).enumerate();
        let place = places
            .filter(|(_, (token, taken))| **token == alike.token && !**taken)
            .map(|(place, _)| place)
            .next()?;
        Some((place, alike.share))
    })
}
