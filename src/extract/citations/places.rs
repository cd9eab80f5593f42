//! Rule-like phrases for places in a work, before and behind its name.
//!
//! Examples: "paragraphs 34 to 37 and 67 to 72 of the Tunis Agenda", "resolution 70/1, para. 5", "(A/72/53), chap. II,
//! sect. A". Counter-example: "paragraph 4, resolution 70/1" names no paragraph of the resolution.

use super::line::Line;
use super::pinpoint::{Level, Number, Pinpoint, roman};

/// The longest list of numbers.
const LONGEST: usize = 60;

/// The level that a word names, and whether it is an abbreviation with a point behind it.
fn level(word: &str) -> Option<(Level, bool)> {
    Some(match word {
        "paragraph" | "paragraphs" => (Level::Paragraph, false),
        "para" | "paras" => (Level::Paragraph, true),
        "article" | "articles" => (Level::Article, false),
        "art" | "arts" => (Level::Article, true),
        "annex" | "annexes" => (Level::Annex, false),
        "appendix" | "appendices" => (Level::Appendix, false),
        "chapter" | "chapters" => (Level::Chapter, false),
        "chap" | "chaps" => (Level::Chapter, true),
        "section" | "sections" => (Level::Section, false),
        "sect" | "sects" => (Level::Section, true),
        "part" | "parts" => (Level::Part, false),
        "principle" | "principles" => (Level::Principle, false),
        "decision" => (Level::Decision, false),
        _ => return None,
    })
}

/// One level with its numbers at `at`, and the word behind them.
pub(super) fn phrase(line: &Line<'_>, at: usize) -> Option<(Pinpoint, usize)> {
    let (level, short) = level(&line.get(at)?.lower)?;
    let mut end = at + 1;
    if short && line.is(end, ".") {
        end += 1;
    }
    let mut numbers = Vec::new();
    while let Some((number, after)) = number(line, end, level) {
        numbers.extend(number);
        end = after;
        let next = separator(line, end);
        if next == end || numbers.len() > LONGEST || self::number(line, next, level).is_none() {
            break;
        }
        end = next;
    }
    if numbers.is_empty() {
        // "the annex to resolution 70/1" has no number, "the article" means nothing.
        if level != Level::Annex || line.is(at, "annexes") {
            return None;
        }
        numbers.push(Number::one(""));
    }
    Some((Pinpoint::of(level, numbers), end))
}

fn separator(line: &Line<'_>, at: usize) -> usize {
    let next = at + usize::from(line.is(at, ","));
    next + usize::from(line.is_any(next, &["and", "or"]))
}

/// A number or a range; several where one paragraph has several letters ("29 (a) and (c)").
fn number(line: &Line<'_>, at: usize, level: Level) -> Option<(Vec<Number>, usize)> {
    let word = line.get(at)?;
    if !fits(word.printed, level) || is_resolution(line, at) {
        return None;
    }
    let (first, last) = match word.printed.split_once('-') {
        Some((first, last)) if level != Level::Decision => (first, Some(last.to_owned())),
        _ => (word.printed, None),
    };
    let mut number = Number {
        first: first.to_owned(),
        last,
    };
    let mut end = at + 1;
    // "Article 73 e of the Charter"
    let small = line
        .get(end)
        .filter(|word| word.printed.len() == 1 && word.printed.bytes().all(|b| b.is_ascii_lowercase()));
    if let (Level::Article, Some(letter)) = (level, small) {
        number.first = format!("{} {}", number.first, letter.printed);
        end += 1;
    }
    if level == Level::Paragraph {
        let letters = letters(line, &mut end, &number.first);
        if !letters.is_empty() {
            return Some((letters, end));
        }
    }
    let ranged = line.is_any(end, &["to", "through", "-"]);
    let last = line
        .get(end + 1)
        .filter(|next| ranged && fits(next.printed, level));
    if let Some(last) = last {
        number.last = Some(last.printed.to_owned());
        end += 2;
    }
    Some((vec![number], end))
}

/// Whether the number is that of a resolution: "2322 (2016)", "217 (III)".
fn is_resolution(line: &Line<'_>, at: usize) -> bool {
    let inside = line.get(at + 2).is_some_and(|word| {
        let year = word.printed.len() == 4 && word.printed.bytes().all(|b| b.is_ascii_digit());
        year || roman(word.printed).is_some()
    });
    line.is(at + 1, "(") && line.is(at + 3, ")") && inside
}

/// Sub-paragraphs: "(a)", "(a) and (c)", "(a) to (c)", "(a) (ii)".
fn letters(line: &Line<'_>, end: &mut usize, paragraph: &str) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut next = *end;
    while let Some(letter) = letter(line, next) {
        let ranged = line.is(next.wrapping_sub(1), "to");
        let deeper = next == *end && !numbers.is_empty();
        match numbers.last_mut() {
            Some(last) if ranged => last.last = Some(letter),
            Some(last) if deeper => last.first = format!("{}/{letter}", last.first),
            _ => numbers.push(Number::one(&format!("{paragraph}/{letter}"))),
        }
        *end = next + 3;
        next = *end;
        if self::letter(line, next).is_some() {
            continue;
        }
        next += usize::from(line.is(next, ","));
        next += usize::from(line.is_any(next, &["and", "to", "or"]));
    }
    numbers
}

fn letter(line: &Line<'_>, at: usize) -> Option<String> {
    let inside = line.get(at + 1)?;
    let fits = inside.printed.len() <= 4 && inside.printed.bytes().all(|b| b.is_ascii_lowercase());
    (line.is(at, "(") && line.is(at + 2, ")") && fits).then(|| inside.printed.to_owned())
}

/// Whether a word is a number of such a level.
fn fits(word: &str, level: Level) -> bool {
    let half = |half: &str| {
        let figures = !half.is_empty() && half.len() <= 20 && half.bytes().all(|b| b.is_ascii_digit());
        let numeral =
            || roman(half).is_some() || (half.len() == 1 && half.bytes().all(|b| b.is_ascii_uppercase()));
        match level {
            Level::Paragraph => figures,
            Level::Article | Level::Principle => {
                let deeper = half.len() <= 8
                    && half
                        .split('.')
                        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
                figures || deeper || roman(half).is_some()
            }
            Level::Decision => half.bytes().any(|b| b.is_ascii_digit()),
            _ => figures || numeral() || half.split('.').all(is_step),
        }
    };
    match word.split_once('-') {
        Some((first, last)) if level != Level::Decision => half(first) && half(last),
        _ => half(word),
    }
}

/// "I" and "A" in "sect. I.A".
fn is_step(part: &str) -> bool {
    !part.is_empty()
        && (roman(part).is_some()
            || part.bytes().all(|b| b.is_ascii_digit())
            || (part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase())))
}

/// The places named behind a work at `at` (", annex II, para. 5"), and the word behind them.
pub(super) fn after(line: &Line<'_>, at: usize) -> (Pinpoint, usize) {
    let mut place = Pinpoint::default();
    let mut end = at;
    loop {
        let bracket = usize::from(end == at && line.is(end, ")"));
        let comma = usize::from(line.is(end + bracket, ","));
        let mut start = end + bracket + comma;
        // ", in particular paragraph 15"
        if comma == 1 && line.is(start, "in") && line.is(start + 1, "particular") {
            start += 2 + usize::from(line.is(start + 2, "its"));
        }
        let short = line
            .get(start)
            .and_then(|word| level(&word.lower))
            .is_some_and(|level| level.1);
        if comma == 0 && !short {
            return (place, end);
        }
        let Some((inner, next)) = phrase(line, start) else {
            return (place, end);
        };
        // "resolution 79/1, paragraph 4 of resolution 79/2" names a paragraph of the second.
        let of_another = line.is_any(next, &["of", "to"]) && !line.is(next + 1, "which");
        if of_another || line.is_any(start, &["part", "parts"]) && line.is(start + 1, "of") {
            return (place, end);
        }
        place = inner.inside(&place);
        end = next;
    }
}
