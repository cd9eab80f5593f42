//! Places in free text: found in six languages, said in English, read by the rules for official texts.

use super::lists::{Joint, LISTS, Phrases, PlaceLevel};
use super::words::Word;
use crate::extract::citations::{self, Pinpoint};
use std::ops::Range;

/// The longest list of numbers.
const LONGEST: usize = 60;

/// A place that words name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The words that name it, by index.
    pub words: Range<usize>,
    /// In English, as it was understood: "paragraph 72 (a)".
    pub english: String,
    /// What it is.
    pub place: Meant,
}

/// What a place is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meant {
    /// One that the rules for official texts know.
    Pinpoint(Pinpoint),
    /// Preambular paragraphs and footnotes, which official texts cite in words: paths below the document.
    Paths(Vec<String>),
    /// Letters of a paragraph that is named beside them.
    Letters,
}

/// All places in a text, in its order.
pub(super) fn find(words: &[Word]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match one(words, at) {
            Some(place) => {
                at = place.words.end.max(at + 1);
                found.push(place);
            }
            None => at += 1,
        }
    }
    with_letters(found)
}

/// Gives letters that are named apart to their paragraph: "subparagraph (a) of paragraph 72".
fn with_letters(found: Vec<Found>) -> Vec<Found> {
    const APART: usize = 3;
    let mut merged: Vec<Found> = Vec::new();
    let mut waiting: Option<Found> = None;
    for place in found {
        let near = |first: &Found, second: &Found| second.words.start <= first.words.end + APART;
        if matches!(place.place, Meant::Letters) {
            match merged
                .last_mut()
                .filter(|last| near(last, &place) && last.is_paragraph())
            {
                Some(last) => last.take(&place, place.words.end),
                None => waiting = Some(place),
            }
            continue;
        }
        let mut place = place;
        if let Some(letters) = waiting
            .take()
            .filter(|letters| near(letters, &place) && place.is_paragraph())
        {
            let end = place.words.end;
            place.words.start = letters.words.start;
            place.take(&letters, end);
        }
        merged.push(place);
    }
    merged
}

impl Found {
    fn is_paragraph(&self) -> bool {
        self.english.starts_with(PlaceLevel::Paragraph.word())
    }

    /// Takes letters that belong to it.
    fn take(&mut self, letters: &Self, end: usize) {
        let english = format!("{}{}", self.english, letters.english);
        if let Some(place) = citations::place(&english) {
            self.english = english;
            self.place = Meant::Pinpoint(place);
            self.words.end = end;
        }
    }
}

fn one(words: &[Word], at: usize) -> Option<Found> {
    if let Some((length, level)) = longest(&LISTS.before, words, at) {
        return before(words, at, at + length, level);
    }
    after(words, at)
}

/// "paragraphs 63 to 65": the level, then numbers.
fn before(words: &[Word], start: usize, mut at: usize, level: PlaceLevel) -> Option<Found> {
    let short = words.get(at).is_some_and(|word| word.is("."));
    at += usize::from(short);
    at += usize::from(
        words
            .get(at)
            .is_some_and(|word| LISTS.number_signs.contains(&word.plain)),
    );
    at += usize::from(at > start + 1 && words.get(at).is_some_and(|word| word.is(".") || word.is("°")));
    if level == PlaceLevel::Letter {
        let (english, end) = letters(words, at)?;
        let place = Meant::Letters;
        return Some(Found {
            words: start..end,
            english,
            place,
        });
    }
    let (numbers, end) = numbers(words, at, level);
    if numbers.is_empty() {
        return match level {
            // "the annex to" has no number.
            PlaceLevel::Annex => meant(level, "", start..at),
            _ => None,
        };
    }
    meant(level, &numbers, start..end)
}

/// "第72段", "12th preambular paragraph": numbers, then the level.
fn after(words: &[Word], start: usize) -> Option<Found> {
    let wrap = words.get(start).is_some_and(|word| word.is("第"));
    let at = start + usize::from(wrap);
    let ordinal = words.get(at).and_then(|word| ordinal(&word.plain));
    if !wrap && ordinal.is_none() && !words.get(at).is_some_and(Word::is_figures) {
        return None;
    }
    let (numbers, end) = match ordinal {
        Some(number) => (number, at + 1),
        None => numbers(words, at, PlaceLevel::Paragraph),
    };
    if numbers.is_empty() {
        return None;
    }
    let (length, level) = longest(&LISTS.after, words, end)?;
    // "第29段(a)"
    let mut behind = end + length;
    let mut all = numbers;
    if let Some((letters, next)) = letters(words, behind) {
        all.push_str(&letters);
        behind = next;
    }
    meant(level, &all, start..behind)
}

/// The paragraphs at the end of a text that only their numbers name: "Tunis Agenda 72 (a)". Years are none.
pub(super) fn trailing(words: &[Word]) -> Option<Found> {
    const LARGEST: u32 = 999;
    let start = (1..words.len()).find(|at| {
        let (english, end) = numbers(words, *at, PlaceLevel::Paragraph);
        let small = words
            .get(*at)
            .and_then(|word| {
                word.plain
                    .trim_end_matches(|c: char| c.is_alphabetic())
                    .parse::<u32>()
                    .ok()
            })
            .is_some_and(|number| (1..=LARGEST).contains(&number));
        !english.is_empty() && end == words.len() && small
    })?;
    let (numbers, end) = numbers(words, start, PlaceLevel::Paragraph);
    meant(PlaceLevel::Paragraph, &numbers, start..end)
}

/// "12th", "12-й" and "twelfth" as figures.
fn ordinal(word: &str) -> Option<String> {
    if let Some(value) = LISTS.ordinals.get(word) {
        return Some(value.to_string());
    }
    let figures = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '-');
    let ending = word.get(figures.len()..)?.trim_start_matches('-');
    let counts = !figures.is_empty()
        && figures.bytes().all(|b| b.is_ascii_digit())
        && LISTS.endings.iter().any(|known| known == ending);
    counts.then(|| figures.to_owned())
}

/// A place by its level and numbers in English.
fn meant(level: PlaceLevel, numbers: &str, words: Range<usize>) -> Option<Found> {
    // "para C5" of the Plan of Action is a section by its label.
    let level = if level == PlaceLevel::Paragraph && is_label(numbers.split(", ").next().unwrap_or_default())
    {
        PlaceLevel::Section
    } else {
        level
    };
    let english = format!("{} {numbers}", level.word()).trim_end().to_owned();
    let place = match level {
        PlaceLevel::Preambular => Meant::Paths(paths("pp", numbers)?),
        PlaceLevel::Letter => return None,
        PlaceLevel::Section if is_label(numbers.split(", ").next().unwrap_or_default()) => {
            Meant::Paths(numbers.split(", ").map(|label| format!("sec/{label}")).collect())
        }
        PlaceLevel::Footnote => Meant::Paths(paths("fn", numbers)?),
        _ => Meant::Pinpoint(citations::place(&english)?),
    };
    Some(Found {
        words,
        english,
        place,
    })
}

/// The paths of preambular paragraphs and footnotes: counted as paragraphs are.
fn paths(kind: &str, numbers: &str) -> Option<Vec<String>> {
    let counted = citations::place(&format!("paragraph {numbers}"))?;
    let paths = counted.paths().map(|path| match path.split_once('/') {
        Some((_, number)) => format!("{kind}/{number}"),
        None => path,
    });
    Some(paths.collect())
}

/// Whether the numbers are one label as the Plan of Action has: C5, D1.
fn is_label(numbers: &str) -> bool {
    let figures = numbers.strip_prefix(|c: char| c.is_ascii_uppercase());
    figures.is_some_and(|figures| {
        !figures.is_empty() && figures.len() < 3 && figures.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Numbers at a word in English ("63 to 65, 70 (a) and (c)"), and the word behind them.
fn numbers(words: &[Word], at: usize, level: PlaceLevel) -> (String, usize) {
    let mut english = String::new();
    let mut end = at;
    let mut next = at;
    for _ in 0..LONGEST {
        let wrap = usize::from(words.get(next).is_some_and(|word| word.is("第")));
        let Some((number, after)) = number(words, next + wrap, level) else {
            break;
        };
        english.push_str(&number);
        end = after;
        // 第63段至第65段: the level may stand behind every number.
        let closed = words.get(end).is_some_and(|word| word.is("段"));
        let from = end + usize::from(closed);
        let Some((joint, start)) = joint(words, from) else {
            break;
        };
        let wrap = usize::from(words.get(start).is_some_and(|word| word.is("第")));
        if number_follows(words, start + wrap, level) {
            english.push_str(joint);
            next = start;
        } else {
            break;
        }
    }
    (english, end)
}

fn number_follows(words: &[Word], at: usize, level: PlaceLevel) -> bool {
    number(words, at, level).is_some()
}

/// What stands between two numbers, in English, and the word behind it.
fn joint(words: &[Word], at: usize) -> Option<(&'static str, usize)> {
    let (length, first) = longest(&LISTS.between, words, at)?;
    let mut end = at + length;
    let mut to = first == Joint::To;
    // ", and"
    if let Some((length, second)) = longest(&LISTS.between, words, end) {
        end += length;
        to |= second == Joint::To;
    }
    Some((if to { " to " } else { ", " }, end))
}

/// One number with its letters.
fn number(words: &[Word], at: usize, level: PlaceLevel) -> Option<(String, usize)> {
    let word = words.get(at)?;
    if word.is_figures() && word.plain.len() < 6 {
        let mut english = word.plain.clone();
        let mut end = at + 1;
        if level == PlaceLevel::Paragraph
            && let Some((letters, next)) = letters(words, end)
        {
            english.push_str(&letters);
            end = next;
        }
        return Some((english, end));
    }
    let upper = word.plain.to_ascii_uppercase();
    // "72a"
    let figures = word.plain.trim_end_matches(|c: char| c.is_alphabetic());
    let letter = word.plain.get(figures.len()..).unwrap_or_default();
    if level == PlaceLevel::Paragraph
        && is_figures(figures)
        && !letter.is_empty()
        && letter.chars().count() == 1
    {
        return Some((format!("{figures} ({})", latin(letter)?), at + 1));
    }
    // "72.a"
    if let Some((figures, letter)) = word.plain.split_once('.')
        && level == PlaceLevel::Paragraph
        && is_figures(figures)
        && letter.chars().count() == 1
    {
        return Some((format!("{figures} ({})", latin(letter)?), at + 1));
    }
    if is_label(&upper) {
        return Some((upper, at + 1));
    }
    let numbered = matches!(
        level,
        PlaceLevel::Annex
            | PlaceLevel::Section
            | PlaceLevel::Part
            | PlaceLevel::Article
            | PlaceLevel::Principle
    );
    let roman = !upper.is_empty() && upper.len() < 8 && upper.bytes().all(|b| b"IVXLC".contains(&b));
    let letter = upper.len() == 1 && upper.bytes().all(|b| b.is_ascii_uppercase());
    let alone = !words.get(at + 1).is_some_and(|next| next.is("'") || next.is("’"));
    (numbered && (roman || alone && letter && !LISTS.around.contains(&word.plain))).then_some((upper, at + 1))
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Letters behind a number: "(a)", "a)", "(a) and (c)", "(a) to (c)", "(a)(ii)", "(أ)".
fn letters(words: &[Word], at: usize) -> Option<(String, usize)> {
    let mut english = String::new();
    let mut end = at;
    let mut next = at;
    while let Some((letter, after)) = letter(words, next) {
        english.push_str(&format!(" ({letter})"));
        end = after;
        next = after;
        if self::letter(words, next).is_some() {
            continue;
        }
        let Some((joint, start)) = joint(words, next) else {
            break;
        };
        if self::letter(words, start).is_none() {
            break;
        }
        english.push_str(if joint == " to " { " to" } else { " and" });
        next = start;
    }
    (end > at).then_some((english, end))
}

/// One letter in brackets.
fn letter(words: &[Word], at: usize) -> Option<(String, usize)> {
    let open = usize::from(words.get(at).is_some_and(|word| word.is("(")));
    let inside = words.get(at + open)?;
    let closed = words.get(at + open + 1).is_some_and(|word| word.is(")"));
    let characters = inside.plain.chars().count();
    let roman = characters <= 4 && inside.plain.chars().all(|c| "ivx".contains(c));
    (closed && (characters == 1 || open == 1 && roman))
        .then(|| latin(&inside.plain))
        .flatten()
        .map(|letter| (letter, at + open + 2))
}

/// A letter of another script as the Latin one in its place.
fn latin(letters: &str) -> Option<String> {
    letters
        .chars()
        .map(|c| {
            if c.is_ascii_lowercase() {
                Some(c)
            } else {
                LISTS.letters.get(&c).copied()
            }
        })
        .collect()
}

/// The longest phrase that begins at a word.
pub(super) fn longest<T: Clone>(phrases: &Phrases<T>, words: &[Word], at: usize) -> Option<(usize, T)> {
    let list = phrases.get(&words.get(at)?.plain)?;
    list.iter().find_map(|(phrase, value)| {
        let stands = words
            .get(at..at + phrase.len())?
            .iter()
            .zip(phrase)
            .all(|(word, wanted)| word.is(wanted));
        stands.then(|| (phrase.len(), value.clone()))
    })
}
