//! What a text says instead of the words somebody took it to say.
//!
//! Local alignment of words (Smith and Waterman 1981): the piece of the text that has the most of the words
//! in their order, and the fewest others.

use super::fold::{ideograph, mark};
use std::ops::Range;

/// Least likeness of a piece that is worth showing.
const LEAST: f64 = 0.5;
/// Most words that are compared: more than any paragraph has.
const MOST: usize = 6_000;

/// The piece of a text most like the words.
#[derive(Debug, PartialEq)]
pub(crate) struct Nearest {
    /// Its place in the text, in bytes.
    pub at: Range<usize>,
    /// Words in common, of all words of both: from 0 to 1.
    pub likeness: f64,
    /// What is different, in order.
    pub changes: Vec<Change>,
}

/// Words given that the text does not have there, and those that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// As given; empty where words were left out.
    pub given: String,
    /// As the text has them; empty where words were put in.
    pub printed: String,
}

/// The piece of `text` most like `words`, where there is one that is like them.
pub(crate) fn nearest(words: &str, text: &str) -> Option<Nearest> {
    let (given, printed) = (tokens(words), tokens(text));
    let mut pairs = align(&given, &printed);
    let (first, last) = (*pairs.first()?, *pairs.last()?);
    // Words that differ at the ends have their counterparts beside the piece.
    let start = first.1.saturating_sub(first.0);
    let end = (last.1 + given.len() - last.0).min(printed.len());
    let likeness = 2.0 * pairs.len() as f64 / (given.len() + end - start) as f64;
    if likeness < LEAST {
        return None;
    }
    pairs.push((given.len(), end));
    let at = printed.get(start)?.at.start..printed.get(end - 1)?.at.end;
    Some(Nearest {
        at,
        likeness,
        changes: changes((words, &given), (text, &printed), &pairs, start),
    })
}

/// A word, and where it stands.
struct Token {
    word: String,
    at: Range<usize>,
}

/// Words in small letters; each sign of Chinese is one.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let inside = c.is_alphanumeric() || (open && matches!(mark(c), '\'' | '-'));
        if !inside {
            open = false;
            continue;
        }
        let full = tokens.len() == MOST;
        match tokens.last_mut() {
            Some(token) if open && !ideograph(c) => {
                token.at.end = end;
                token.word.extend(mark(c).to_lowercase());
            }
            _ if full => break,
            _ => tokens.push(Token {
                word: c.to_lowercase().collect(),
                at: start..end,
            }),
        }
        open = !ideograph(c);
    }
    tokens
}

/// What a word in common counts, where each word that is not counts -1: so much that a word before two
/// others still belongs to what follows these.
const SAME: i32 = 3;

/// The steps of an alignment.
const STOP: u8 = 0;
const BOTH: u8 = 1;
const SKIP_GIVEN: u8 = 2;
const SKIP_PRINTED: u8 = 3;

/// The words that both have, in order, of the best local alignment.
fn align(given: &[Token], printed: &[Token]) -> Vec<(usize, usize)> {
    let width = printed.len() + 1;
    let mut steps = vec![STOP; (given.len() + 1) * width];
    let mut above = vec![0_i32; width];
    let (mut best, mut at) = (0, (0, 0));
    for (row, mine) in given.iter().enumerate() {
        let mut line = vec![0_i32; width];
        for (column, theirs) in printed.iter().enumerate() {
            let score = if mine.word == theirs.word { SAME } else { -1 };
            let value = |line: &[i32], column: usize| line.get(column).copied().unwrap_or_default();
            let (score, step) = [
                (value(&above, column) + score, BOTH),
                (value(&above, column + 1) - 1, SKIP_GIVEN),
                (value(&line, column) - 1, SKIP_PRINTED),
            ]
            .into_iter()
            .fold((0, STOP), |best, next| if next.0 > best.0 { next } else { best });
            if let (Some(cell), Some(taken)) = (
                line.get_mut(column + 1),
                steps.get_mut((row + 1) * width + column + 1),
            ) {
                (*cell, *taken) = (score, step);
            }
            if score > best {
                (best, at) = (score, (row + 1, column + 1));
            }
        }
        above = line;
    }
    trace(&steps, width, at)
        .filter(|(mine, theirs)| {
            let word = |tokens: &[Token], at: usize| tokens.get(at).map(|token| token.word.clone());
            word(given, *mine) == word(printed, *theirs)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}

/// The pairs of an alignment, the last first.
fn trace(steps: &[u8], width: usize, end: (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    let (mut row, mut column) = end;
    std::iter::from_fn(move || {
        loop {
            match steps.get(row * width + column).copied().unwrap_or(STOP) {
                BOTH => {
                    (row, column) = (row - 1, column - 1);
                    return Some((row, column));
                }
                SKIP_GIVEN => row -= 1,
                SKIP_PRINTED => column -= 1,
                _ => return None,
            }
        }
    })
}

/// What stands between the words that both have. `pairs` ends with the ends of both.
fn changes(
    given: (&str, &[Token]),
    printed: (&str, &[Token]),
    pairs: &[(usize, usize)],
    start: usize,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut mine, mut theirs) = (0, start);
    for (next_mine, next_theirs) in pairs {
        let change = Change {
            given: piece(given, mine..*next_mine),
            printed: piece(printed, theirs..*next_theirs),
        };
        if !change.given.is_empty() || !change.printed.is_empty() {
            changes.push(change);
        }
        (mine, theirs) = (next_mine + 1, next_theirs + 1);
    }
    changes
}

/// The text of some tokens.
fn piece((text, tokens): (&str, &[Token]), range: Range<usize>) -> String {
    let some = tokens.get(range).unwrap_or_default();
    let (Some(first), Some(last)) = (some.first(), some.last()) else {
        return String::new();
    };
    text.get(first.at.start..last.at.end)
        .unwrap_or_default()
        .to_owned()
}
