//! All rules over one line, from left to right; where several fit, the longest words win.

use super::line::{Found, Line, Rule};
use super::memory::Memory;
use super::organs::Speaker;
use super::pinpoint::{Level, Pinpoint};
use super::resolutions::{self, Going};
use super::target::Target;
use super::{conclusions, instruments, places, reports, symbols, titles, works};
use crate::corpus::Symbol;

/// Who cites, and from where.
#[derive(Debug)]
pub(super) struct Author<'r> {
    pub symbol: &'r Symbol,
    pub speaker: Speaker,
    /// The annex in which the line stands ("annex/1").
    pub below: Option<&'r str>,
}

/// Rule "paragraph of this text": "paragraph 4 above", "paragraphs 2 and 3 of the present resolution".
/// Counter-example: "the present resolution" alone is no citation.
pub(super) const OWN: Rule = Rule {
    name: "paragraph of this text",
};

/// A place named before what it belongs to.
struct Place {
    start: usize,
    end: usize,
    place: Pinpoint,
}

/// Everything a line cites, in the order of its words.
pub(super) fn scan(line: &Line<'_>, author: &Author<'_>, memory: &mut Memory) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut pending: Vec<Place> = Vec::new();
    let mut going: Option<Going> = None;
    let mut free = 0;
    let mut at = 0;
    while at < line.words.len() {
        if line.ends_sentence(at) && !line.is(at, ";") {
            going = None;
        }
        if going.is_none() && !line.may_cite(at) {
            at += 1;
            continue;
        }
        if let Some((place, end)) = place(line, at) {
            if let Some(own) = own(line, at, end, &place, author) {
                at = own.words.end;
                found.push(own);
            } else {
                pending.push(Place {
                    start: at,
                    end,
                    place,
                });
                at = end;
            }
            continue;
        }
        let Some((new, end)) = one(line, at, free, author, memory, &mut going) else {
            at += 1;
            continue;
        };
        found.extend(new);
        at = end.max(at + 1);
        free = at;
    }
    belong(line, &mut found, &pending);
    found
}

/// What begins at one word.
fn one(
    line: &Line<'_>,
    at: usize,
    free: usize,
    author: &Author<'_>,
    memory: &mut Memory,
    going: &mut Option<Going>,
) -> Option<(Vec<Found>, usize)> {
    if let Some((found, end)) = titles::at(line, at) {
        if found.is_none() {
            // "resolution 70/1, entitled “… the 2030 Agenda …”" makes known what "the Agenda" is.
            let inside = (at..end).filter_map(|at| works::at(line, at)?.0);
            inside.for_each(|work| memory.name(line, &work));
        }
        return Some((named(line, found, memory), end));
    }
    if let Some((found, end)) = symbols::at(line, at).or_else(|| conclusions::at(line, at)) {
        return Some((found, end));
    }
    if let Some((found, end, now)) = resolutions::at(line, at, author.speaker) {
        *going = Some(now);
        return Some((found, end));
    }
    if let Some((found, end)) = going
        .as_ref()
        .and_then(|going| resolutions::further(line, at, author.speaker, going))
    {
        return Some((found, end));
    }
    let listed = works::at(line, at);
    let whole = instruments::at(line, at, free).or_else(|| reports::at(line, at, free));
    // A title that only begins like a listed one is longer to the left, or goes on behind a preposition.
    let longer = whole.filter(|(found, end)| {
        listed
            .as_ref()
            .is_none_or(|(_, listed)| end > listed && found.words.start < at)
    });
    let (found, end) = match (longer, listed) {
        (Some((found, end)), _) => (Some(found), end),
        (None, Some((found, end))) => continued(line, at, found, end),
        (None, None) => {
            let (found, end) = memory.short(line, at)?;
            (Some(found), end)
        }
    };
    // A place may be named behind a title too: "the Kite Convention, article 5".
    let (place, after) = places::after(line, end);
    let found = found.map(|found| Found { place, ..found });
    let Some(found) = found else {
        return Some((Vec::new(), end));
    };
    let behind = apposition(line, after.max(end));
    let named = named(line, Some(found), memory);
    if let Some(work) = named.first() {
        memory.define(line, after.max(end)..behind, work);
    }
    Some((named, behind))
}

/// Behind what only explains the title that ends at `at`: its subtitle, or another name in brackets.
fn apposition(line: &Line<'_>, at: usize) -> usize {
    const LONGEST: usize = 14;
    if line.is(at, ":") && !line.is_marked(at) && line.is_capital(at + 1) {
        return instruments::run_end(line, at + 1);
    }
    if line.is(at, "(") {
        let figures = |at: usize| {
            line.get(at)
                .is_some_and(|word| word.printed.bytes().any(|b| b.is_ascii_digit()))
        };
        let close = (at + 1..at + LONGEST).find(|end| line.is(*end, ")") || figures(*end));
        return close
            .filter(|close| line.is(*close, ")"))
            .map_or(at, |close| close + 1);
    }
    at
}

/// "the Universal Declaration on Kites" is not the Universal Declaration.
fn continued(line: &Line<'_>, at: usize, found: Option<Found>, end: usize) -> (Option<Found>, usize) {
    let leads = line.is_any(end, &["on", "against", "concerning", "relating"]);
    let noun = line.text(&(end - 1..end));
    let whole = if leads {
        instruments::title_end(line, end, noun)
    } else {
        end
    };
    let short = end - at < 4 && noun == "Declaration";
    match found {
        Some(listed) if short && whole > end => {
            let target = Target::titled(line.text(&(at..whole)));
            let found = Found::titled(at..whole, target, Pinpoint::default(), &instruments::RULE);
            (
                Some(Found {
                    place: listed.place,
                    ..found
                }),
                whole,
            )
        }
        found => (found, end),
    }
}

/// Remembers a work; one whose title was explained by a footnote before is what that said.
fn named(line: &Line<'_>, found: Option<Found>, memory: &mut Memory) -> Vec<Found> {
    let Some(mut found) = found else { return Vec::new() };
    if let Some((target, implied)) = memory.learned(&found.target) {
        found.target = target.clone();
        found.implied = implied.clone();
    }
    memory.name(line, &found);
    vec![found]
}

/// A place named at `at` that something behind it may have: "paragraphs 5 and 7", "article 4, paragraph 4,".
fn place(line: &Line<'_>, at: usize) -> Option<(Pinpoint, usize)> {
    let (mut place, mut end) = places::phrase(line, at)?;
    let decision = place.levels().iter().any(|(level, _)| *level == Level::Decision);
    if decision {
        return None;
    }
    while line.is(end, ",")
        && let Some((inner, next)) = places::phrase(line, end + 1)
    {
        place = inner.inside(&place);
        end = next;
    }
    let closed = place.levels().len() > 1 && line.is(end, ",") && line.is_any(end + 1, &["of", "to"]);
    Some((place, end + usize::from(closed)))
}

/// "paragraph 4 above" and "paragraph 4 of the present resolution".
fn own(line: &Line<'_>, start: usize, end: usize, place: &Pinpoint, author: &Author<'_>) -> Option<Found> {
    let paragraphs = place.levels().iter().any(|(level, _)| *level == Level::Paragraph);
    let above = line.is_any(end, &["above", "below"]);
    let present = line.is_any(end, &["of", "to", "in"])
        && (line.is(end + 1, "the") && line.is(end + 2, "present") || line.is(end + 1, "this"))
        && (end + 2..end + 4).any(|at| {
            line.is_any(
                at,
                &[
                    "resolution",
                    "declaration",
                    "decision",
                    "document",
                    "agenda",
                    "compact",
                    "pact",
                ],
            )
        });
    if !paragraphs || !(above || present) {
        return None;
    }
    let words = start..if above { end + 1 } else { end + 4 }.min(line.words.len());
    let place = place.clone().counted_below(author.below);
    Some(Found::numbered(
        words,
        Target::Document(author.symbol.clone()),
        place,
        &OWN,
    ))
}

/// Gives the places named before a work to it: "paragraph 5 of the annex to resolution 70/1".
fn belong(line: &Line<'_>, found: &mut [Found], pending: &[Place]) {
    for place in pending.iter().rev() {
        let next = found.partition_point(|found| found.words.start < place.end);
        let Some(work) = found.get_mut(next) else { continue };
        if bridges(line, place.end, work.words.start) {
            work.place = place.place.clone().inside(&work.place);
            work.words.start = place.start;
        }
    }
}

/// Whether the words between a place and a work only join them ("of the", "to its", "of General Assembly").
fn bridges(line: &Line<'_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 8;
    if from >= to || to - from > LONGEST || !line.is_any(from, &["of", "to", "in", "under", "from"]) {
        return false;
    }
    (from + 1..to).all(|at| {
        line.is_any(at, &["the", "its", "their", "our", "that", "new", "and", "of"])
            || line.get(at).is_some_and(|word| {
                word.printed
                    .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            })
    })
}
