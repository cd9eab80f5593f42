//! Which words of a text name documents, which name places, and what belongs together.

use super::lists::{Joint, LISTS};
use super::places::{self, Found, Meant, longest};
use super::words::{self, Word};
use crate::extract::citations::Pinpoint;
use std::ops::Range;

/// A document and the places in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// The words of the document, in bytes; none where only a place is named.
    pub document: Option<Range<usize>>,
    /// The places, from the outermost.
    pub place: Vec<Found>,
    /// All its words, in bytes.
    pub all: Range<usize>,
}

/// Splits a text into its citations. Words that name no document are left out where others do: "as stated in
/// paragraph 70 of the Tunis Agenda".
pub(super) fn split(text: &str, names_document: impl Fn(&str) -> bool) -> Vec<Part> {
    let words = words::words(text);
    let places = places::find(&words);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    let is_said = |range: &Range<usize>| names_document(text.get(range.clone()).unwrap_or_default());
    for place in places {
        pieces.extend(joined(&words, at..place.words.start, &is_said).map(Piece::Document));
        at = place.words.end;
        let span = bytes(&words, &place.words);
        match pieces.last_mut() {
            Some(Piece::Places(places, all)) => {
                all.end = span.end;
                places.push(place);
            }
            _ => pieces.push(Piece::Places(vec![place], span)),
        }
    }
    pieces.extend(joined(&words, at..words.len(), &is_said).map(Piece::Document));
    let documents = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Document(_)))
        .count();
    if documents > 1 && documents <= MOST_DOCUMENTS {
        let said: Vec<bool> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Document(range) => is_said(range),
                Piece::Places(..) => true,
            })
            .collect();
        let any = pieces
            .iter()
            .zip(&said)
            .any(|(piece, said)| *said && matches!(piece, Piece::Document(_)));
        if any {
            let mut said = said.into_iter();
            pieces.retain(|_| said.next().unwrap_or(true));
        }
    }
    paired(pieces)
}

/// In longer lists every piece is taken as it stands.
const MOST_DOCUMENTS: usize = 12;

/// The same part with the numbers at the end of its document taken for paragraphs: "Tunis Agenda 72".
pub(super) fn with_trailing(text: &str, part: &Part) -> Option<Part> {
    let range = part.document.clone().filter(|_| part.place.is_empty())?;
    let words = words::words(text.get(range.clone())?);
    let place = places::trailing(&words)?;
    let document = document(&words, 0..place.words.start)?;
    Some(Part {
        document: Some(range.start + document.start..range.start + document.end),
        place: vec![place],
        all: part.all.clone(),
    })
}

enum Piece {
    Document(Range<usize>),
    Places(Vec<Found>, Range<usize>),
}

/// Places go with the document behind them where the text begins with a place, else with the one before.
fn paired(pieces: Vec<Piece>) -> Vec<Part> {
    let place_first = matches!(pieces.first(), Some(Piece::Places(..)));
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Document(range) => match parts.last_mut() {
                Some(part) if place_first && part.document.is_none() => {
                    part.all.start = part.all.start.min(range.start);
                    part.all.end = part.all.end.max(range.end);
                    part.document = Some(range);
                }
                _ => parts.push(Part {
                    all: range.clone(),
                    document: Some(range),
                    place: Vec::new(),
                }),
            },
            Piece::Places(place, span) => match parts.last_mut() {
                Some(part) if !place_first && part.place.is_empty() => {
                    part.all.end = part.all.end.max(span.end);
                    part.place = place;
                }
                // "para 72 of the Agenda, annex": a place behind goes with the same document.
                Some(part) if place_first && part.document.is_some() && is_outer(&place) => {
                    part.all.end = part.all.end.max(span.end);
                    let mut all = place;
                    all.append(&mut part.place);
                    part.place = all;
                }
                _ => parts.push(Part {
                    document: None,
                    place,
                    all: span,
                }),
            },
        }
    }
    parts
}

/// Whether places are annexes, parts or sections only, which may stand behind the document while paragraphs stand before.
fn is_outer(places: &[Found]) -> bool {
    places.iter().all(|place| {
        ["annex", "part", "section"]
            .iter()
            .any(|outer| place.english.starts_with(outer))
    })
}

/// The documents among the words between places: "the Agenda and resolution 2036/4" are two, where both sides of a
/// joining word name one.
fn joined(
    words: &[Word],
    range: Range<usize>,
    is_said: impl Fn(&Range<usize>) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut found = Vec::new();
    let mut begin = range.start;
    let joints = range
        .clone()
        .filter_map(|at| match longest(&LISTS.between, words, at) {
            Some((length, Joint::And)) => Some((at, at + length)),
            _ => None,
        });
    for (end, next) in joints.take(MOST_DOCUMENTS) {
        let (left, right) = (document(words, begin..end), document(words, next..range.end));
        if let (Some(left), Some(right)) = (left, right)
            && is_said(&left)
            && is_said(&right)
        {
            found.push(left);
            begin = next;
        }
    }
    found.extend(document(words, begin..range.end));
    found.into_iter()
}

/// The words of a document among those between places: without articles, prepositions and marks at both ends.
fn document(words: &[Word], range: Range<usize>) -> Option<Range<usize>> {
    let around =
        |word: &Word| LISTS.around.contains(&word.plain) || !word.plain.chars().any(char::is_alphanumeric);
    let part = words.get(range.clone())?;
    let first = part.iter().position(|word| !around(word))?;
    let last = part.iter().rposition(|word| !around(word))?;
    let closing = part.get(last + 1).is_some_and(|word| word.is(")"))
        && part.get(first..=last)?.iter().any(|word| word.is("("));
    Some(bytes(
        words,
        &(range.start + first..range.start + last + 1 + usize::from(closing)),
    ))
}

/// The bytes of some words.
fn bytes(words: &[Word], range: &Range<usize>) -> Range<usize> {
    let start = words.get(range.start).map_or(0, |word| word.span.start);
    let end = range
        .end
        .checked_sub(1)
        .and_then(|last| words.get(last))
        .map_or(start, |word| word.span.end);
    start..end.max(start)
}

/// Paths below a document.
#[derive(Debug, Default)]
pub(super) struct Paths {
    pub paths: Vec<String>,
    /// What is said where a place has no address.
    pub lost: Option<String>,
}

/// The paths that places mean, inside the place that a name itself has.
pub(super) fn paths(found: &[Found], outer: Option<&Pinpoint>) -> Paths {
    let mut all = Paths::default();
    let mut place = outer.cloned().unwrap_or_default();
    let mut own = false;
    for found in found {
        match &found.place {
            Meant::Pinpoint(inner) => {
                // "paras 5 and 7, section B": the second stands outside the first.
                let outermost = |place: &Pinpoint| place.levels().first().map(|(level, _)| *level);
                place = if own && outermost(inner) < outermost(&place) {
                    place.inside(inner)
                } else {
                    inner.clone().inside(&place)
                };
                own = true;
            }
            Meant::Letters => {}
            Meant::Paths(paths) => all.paths.extend(paths.iter().cloned()),
        }
    }
    if own || outer.is_some() {
        let before = all.paths.len();
        all.paths.extend(place.paths());
        if all.paths.len() == before && own {
            all.lost = Some(format!(
                "\"{place}\" has no address of its own here; the document is given."
            ));
        }
    }
    all
}
