//! Numbers of resolutions and decisions: "56/183 of 21 December 2001, 57/270 A and B and 217 A (III), annex".

use std::ops::Range;

use super::super::calendar;
use super::line::Line;
use super::pinpoint::{Level, Number as PlaceNumber, Pinpoint, roman};
use super::{places, symbols};

/// The kinds of numbers that organs give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 70/1
    Session,
    /// S-24/2
    Special,
    /// 2006/46
    Year,
    /// 217 (III)
    Roman,
    /// 1325 (2000)
    Counted,
    /// 73
    Plain,
    /// WHA66.10
    Foreign,
}

impl Kind {
    /// As the list of organs calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Special => "special",
            Self::Year => "year",
            Self::Roman => "roman",
            Self::Counted => "counted",
            Self::Plain => "plain",
            Self::Foreign => "foreign",
        }
    }
}

/// The number of a resolution or decision.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    pub kind: Kind,
    /// "70/1", "57/270B", "217(III)", "1325(2000)".
    pub number: String,
    /// The words of number and date.
    pub words: Range<usize>,
    /// What the text names of it.
    pub place: Pinpoint,
}

/// The numbers that stand at `at`, as a list with commas and "and", and the word behind them.
pub(super) fn list(line: &Line<'_>, at: usize) -> (Vec<Numbered>, usize) {
    let mut found = Vec::new();
    let mut next = at;
    let mut end = at;
    while let Some(item) = one(line, next) {
        end = item.1;
        let from = found.len();
        found.extend(item.0);
        next = separator(line, end);
        if next == end {
            break;
        }
        // "resolutions 46/1 to 46/5"
        if line.is(end, "to")
            && let Some((last, after)) = one(line, next)
        {
            between(&mut found, from, &last);
            found.extend(last);
            end = after;
            next = separator(line, end);
        }
    }
    (found, end)
}

/// Behind the comma or "and" between two numbers; `at` where the list ends.
fn separator(line: &Line<'_>, at: usize) -> usize {
    let comma = usize::from(line.is(at, ","));
    let mut next = at + comma;
    for phrase in [
        &["and", "in", "particular"][..],
        &["as", "well", "as"],
        &["and"],
        &["to"],
        &["or"],
    ] {
        if phrase
            .iter()
            .enumerate()
            .all(|(offset, word)| line.is(next + offset, word))
        {
            next += phrase.len();
            break;
        }
    }
    next
}

/// One number with its letters, its date and the place named in it; several where it has several letters.
fn one(line: &Line<'_>, at: usize) -> Option<(Vec<Numbered>, usize)> {
    if symbols::is_symbol(line, at) {
        return None;
    }
    let (kind, number) = plain(line.get(at)?.printed)?;
    let mut end = at + 1;
    let letters = letters(line, &mut end);
    let bracket = (kind == Kind::Plain).then(|| bracket(line, end)).flatten();
    let (kind, number) = match bracket {
        Some((kind, text, after)) => {
            end = after;
            (kind, format!("{number}({text})"))
        }
        // Letters stand behind numbers of sessions and before brackets only.
        None if kind == Kind::Plain => {
            end = at + 1;
            return Some((vec![numbered(kind, number, at..end, Pinpoint::default())], end));
        }
        None => (kind, number),
    };
    end = date(line, end);
    let (place, after) = places::after(line, end);
    let words = at..end.max(after);
    let mut all = Vec::new();
    for letter in &letters {
        let (number, place) = match kind {
            Kind::Roman => {
                let letter = Pinpoint::of(Level::Letter, vec![PlaceNumber::one(letter)]);
                (number.clone(), place.clone().inside(&letter))
            }
            _ => (format!("{number}{letter}"), place.clone()),
        };
        all.push(numbered(kind, number, words.clone(), place));
    }
    if all.is_empty() {
        all.push(numbered(kind, number, words.clone(), place));
    }
    Some((all, words.end))
}

fn numbered(kind: Kind, number: String, words: Range<usize>, place: Pinpoint) -> Numbered {
    Numbered {
        kind,
        number,
        words,
        place,
    }
}

/// What kind of number a word is.
pub(super) fn plain(word: &str) -> Option<(Kind, String)> {
    let figures =
        |text: &str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    if figures(word) {
        return Some((Kind::Plain, word.to_owned()));
    }
    if !word.bytes().any(|b| b.is_ascii_digit()) || word.len() > 24 {
        return None;
    }
    let Some((first, second)) = word.split_once('/') else {
        let foreign = word.contains('.') || word.bytes().all(|b| b.is_ascii_alphanumeric());
        return foreign.then(|| (Kind::Foreign, word.to_owned()));
    };
    let second = second.trim_end_matches(|c: char| c.is_ascii_uppercase() || c == '-');
    if !figures(second) {
        return Some((Kind::Foreign, word.to_owned()));
    }
    let special = first.strip_prefix("ES-").or_else(|| first.strip_prefix("S-"));
    let kind = match (figures(first), first.len(), special) {
        (true, 4, _) if first.starts_with("19") || first.starts_with("20") => Kind::Year,
        (true, 1..=3, _) => Kind::Session,
        (_, _, Some(session)) if figures(session) => Kind::Special,
        _ => Kind::Foreign,
    };
    Some((kind, word.to_owned()))
}

/// The part letters behind a number: "B", "A and B", "A to C", "A-C".
fn letters(line: &Line<'_>, end: &mut usize) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    let mut next = *end;
    while let Some(word) = line.get(next) {
        let range = word
            .printed
            .split_once('-')
            .filter(|(a, b)| is_letter(a) && is_letter(b));
        if let Some((first, last)) = range {
            letters.extend(letters_between(first, last));
        } else if is_letter(word.printed) && !line.is_capital(next + 1) {
            if line.is(next.wrapping_sub(1), "to")
                && let Some(last) = letters.pop()
            {
                letters.extend(letters_between(&last, word.printed));
            } else {
                letters.push(word.printed.to_owned());
            }
        } else {
            break;
        }
        *end = next + 1;
        let comma = usize::from(line.is(*end, ","));
        next = *end + comma;
        if line.is_any(next, &["and", "to"]) {
            next += 1;
        } else if comma == 0 {
            break;
        }
    }
    letters
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn letters_between(first: &str, last: &str) -> Vec<String> {
    match (first.bytes().next(), last.bytes().next()) {
        (Some(from), Some(to)) if from <= to => (from..=to).map(|b| char::from(b).to_string()).collect(),
        _ => vec![first.to_owned(), last.to_owned()],
    }
}

/// "(III)", "(S-VI)" or "(2000)", with the word behind it.
fn bracket(line: &Line<'_>, at: usize) -> Option<(Kind, String, usize)> {
    if !line.is(at, "(") || !line.is(at + 2, ")") {
        return None;
    }
    let inside = line.get(at + 1)?.printed;
    let session = inside
        .strip_prefix("ES-")
        .or_else(|| inside.strip_prefix("S-"))
        .unwrap_or(inside);
    let year = inside.len() == 4 && (inside.starts_with("19") || inside.starts_with("20"));
    let kind = match roman(session) {
        Some(_) => Kind::Roman,
        None if year && inside.bytes().all(|b| b.is_ascii_digit()) => Kind::Counted,
        None => return None,
    };
    Some((kind, inside.to_owned(), at + 3))
}

/// Behind "of 21 December 2001".
pub(super) fn date(line: &Line<'_>, at: usize) -> usize {
    let day = |at: usize| {
        line.get(at)
            .is_some_and(|word| word.lower.parse::<u8>().is_ok_and(|day| (1..32).contains(&day)))
    };
    if !line.is(at, "of") || !day(at + 1) {
        return at;
    }
    let month = if line.is(at + 2, "and") && day(at + 3) {
        at + 4
    } else {
        at + 2
    };
    let year = line
        .get(month + 1)
        .is_some_and(|word| word.lower.parse::<u16>().is_ok_and(|year| year > 1900));
    let month_fits = line
        .get(month)
        .is_some_and(|word| calendar::month(&word.lower).is_some());
    match (month_fits, year) {
        (true, true) => month + 2,
        (true, false) => month + 1,
        _ => at,
    }
}

/// Whether numbers of one session may be counted out, and no more than fifty.
fn between(found: &mut Vec<Numbered>, from: usize, last: &[Numbered]) {
    let first = found.get(from).cloned();
    let (Some(first), Some(last)) = (first, last.first()) else {
        return;
    };
    let halves = |number: &str| {
        let (session, number) = number.split_once('/')?;
        Some((session.to_owned(), number.parse::<u32>().ok()?))
    };
    if let (Some((session, low)), Some((other, high))) = (halves(&first.number), halves(&last.number))
        && session == other
        && low < high
        && high - low <= 50
    {
        let middle = (low + 1)..high;
        found.extend(middle.map(|number| Numbered {
            number: format!("{session}/{number}"),
            ..first.clone()
        }));
    }
}
