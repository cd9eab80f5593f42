//! Rule "entitled": what a text introduces by its title.
//!
//! Examples: the report entitled “Kites and rivers: a study” cites kites-and-rivers; so does "its outcome document, The
//! Vision of Kites". Counter-examples: an item, an event or a theme so entitled, and the title of a resolution whose
//! number stands before it.

use super::instruments::run_end;
use super::line::{Found, Line, Rule};
use super::lists::LISTS;
use super::pinpoint::Pinpoint;
use super::target::{Target, slug};
use super::works;

/// The rule.
pub(super) const RULE: Rule = Rule { name: "entitled" };

/// How far before a title the noun may stand; in words.
const REACH: usize = 40;

/// The same for a title behind "on".
const ON: usize = 8;

/// The longest title in quotation marks, in words.
const LONGEST: usize = 80;

/// The title introduced at `at`: the words it takes, and the citation unless its noun is none that is cited.
pub(super) fn at(line: &Line<'_>, at: usize) -> Option<(Option<Found>, usize)> {
    if line.is_any(at, &["entitled", "titled"]) {
        return entitled(line, at);
    }
    // "the report of the Secretary-General on “Kites”"
    if line.is(at, "on") && line.get(at + 1).is_some_and(|next| next.is("“")) && is_cited(line, at, ON) {
        return entitled(line, at);
    }
    // A capital article inside a sentence begins a title.
    let article = line.get(at)?.printed == "The" && line.before(at).is_some_and(|word| word.is(","));
    if !article || !line.is_capital(at + 1) || !is_cited(line, at - 1, 6) {
        return None;
    }
    let end = run_end(line, at + 1);
    if end < at + 4 {
        return None;
    }
    Some((Some(found(line, at..end, &(at + 1..end))), end))
}

fn entitled(line: &Line<'_>, at: usize) -> Option<(Option<Found>, usize)> {
    let start = at + 1;
    let (title, end) = match quoted(line, start) {
        Some((title, end)) => (title, end),
        None if line.is_capital(start) => {
            let end = with_subtitle(line, start);
            (start..end, end)
        }
        None => return None,
    };
    if !is_cited(line, at, REACH) {
        return Some((None, end));
    }
    Some((Some(found(line, title.clone(), &title)), end))
}

/// The citation of a title, by the work that is known under it.
fn found(line: &Line<'_>, words: std::ops::Range<usize>, title: &std::ops::Range<usize>) -> Found {
    let printed = line.text(title).trim_end_matches(['.', ',']);
    let listed = LISTS
        .by_slug
        .get(&slug(printed))
        .and_then(|index| LISTS.works.get(*index));
    match listed {
        Some(work) => Found::titled(words, work.target.clone(), work.place.clone(), &works::RULE),
        None => Found::titled(words, Target::titled(printed), Pinpoint::default(), &RULE),
    }
}

/// The words between quotation marks at `at`, and the word behind the closing one.
fn quoted(line: &Line<'_>, at: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let open = line.get(at)?.printed;
    let close = match open {
        "“" => "”",
        "\"" => "\"",
        "«" => "»",
        _ => return None,
    };
    let mut depth = 1;
    for end in at + 1..at + 1 + LONGEST {
        let word = line.get(end)?.printed;
        if word == close {
            depth -= 1;
        } else if word == open {
            depth += 1;
        }
        if depth == 0 {
            return Some((at + 1..end, end + 1));
        }
    }
    None
}

/// The end of a title in capitals, with the subtitle behind a colon.
fn with_subtitle(line: &Line<'_>, at: usize) -> usize {
    let end = run_end(line, at);
    if line.is(end, ":") && line.is_capital(end + 1) {
        run_end(line, end + 1)
    } else {
        end
    }
}

/// Whether the noun before `at` is one that is cited by its title.
fn is_cited(line: &Line<'_>, at: usize, reach: usize) -> bool {
    let start = line.sentence_start(at, reach);
    for place in (start..at).rev() {
        let Some(word) = line.get(place) else { continue };
        if LISTS.not_titled.iter().any(|noun| noun == word.printed) {
            if line.is(at.wrapping_sub(1), ",") && is_of_document(line, place) {
                continue;
            }
            return false;
        }
        if LISTS.titled.iter().any(|noun| noun == word.printed) {
            // "resolution 70/1, entitled" is cited by its number.
            let numbered = word.is("resolution")
                || word.is("decision")
                || word.is("resolutions")
                || word.is("decisions");
            let number = line
                .get(place + 1)
                .is_some_and(|next| next.printed.starts_with(|c: char| c.is_ascii_digit() || c == 'S'));
            return !(numbered && number);
        }
    }
    false
}

/// Whether a noun only says of what a document is: "the report of the special session, entitled".
fn is_of_document(line: &Line<'_>, at: usize) -> bool {
    let of = (at.saturating_sub(3)..at)
        .rev()
        .find(|before| line.is(*before, "of"));
    of.and_then(|of| line.before(of))
        .is_some_and(|noun| LISTS.titled.iter().any(|titled| titled == noun.printed))
}
