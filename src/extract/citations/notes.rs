//! Rules for footnotes.
//!
//! - "ibid": "Ibid." is what the footnote before it cites, with its place unless another is given. Counter-example:
//!   "Ibid., Supplement No. 53 (A/72/53)" prints its own symbol.
//! - "place of publication": "United Nations, Treaty Series, vol. 9, No. 9" is the work on which the mark stands.
//!   Counter-example: "Report of the Kite Conference (A/CONF.9/9)" has a symbol.

use super::line::{Found, Line, Rule};
use super::lists::{LISTS, Work};
use super::memory::Memory;
use super::pinpoint::{Level, Pinpoint};
use super::scan::{Author, scan};
use super::target::Target;
use super::{places, settle};

/// The rule for "Ibid."
pub(super) const IBID: Rule = Rule { name: "ibid" };

/// The rule for footnotes that name no document.
pub(super) const PUBLICATION: Rule = Rule {
    name: "place of publication",
};

/// How far before its mark a work may stand; in words.
const REACH: usize = 14;

/// What a footnote cites.
#[derive(Debug, Clone, Default)]
pub(super) struct Note {
    pub found: Vec<Found>,
    /// Whether it gives a place of publication.
    publication: bool,
}

/// What a footnote cites that is called where `called` stands, after the footnote `previous`.
pub(super) fn read(
    line: &Line<'_>,
    author: &Author<'_>,
    called: Option<&Found>,
    previous: Option<&Note>,
    memory: &mut Memory,
) -> Note {
    let found = settle::settle(scan(line, author, memory), author.symbol);
    let text = line.clean.text.as_str();
    let ibid = (0..2).any(|at| line.is(at, "ibid"));
    let series = series(line);
    let published =
        series.is_some() || is_publication(text) || (ibid && previous.is_some_and(|note| note.publication));
    let numbered = found
        .iter()
        .any(|found| !found.titled && found.rule != &super::resolutions::OTHER_BODY);
    let bare = ibid && line.words.len() <= 3;
    if numbered || (!published && !ibid) {
        return Note {
            found,
            publication: false,
        };
    }
    if bare || (ibid && !published) {
        let before = previous.map(|note| note.found.as_slice()).unwrap_or_default();
        return Note {
            found: again(line, before),
            publication: previous.is_some_and(|note| note.publication),
        };
    }
    let known = series
        .and_then(|series| LISTS.by_series.get(&series))
        .and_then(|index| LISTS.works.get(*index))
        // Its title stands where the mark is called.
        .filter(|work| !work.as_printed);
    let recorded = || LISTS.works.iter().find(|work| is_recorded(work, text));
    let words = 0..line.words.len();
    let of = |work: &Work| {
        Found::titled(
            words.clone(),
            work.target.clone(),
            Pinpoint::default(),
            &PUBLICATION,
        )
    };
    let work = known.map(of).or_else(|| {
        let called = called?;
        Some(Found {
            words: words.clone(),
            rule: &PUBLICATION,
            place: called.implied.clone(),
            ..called.clone()
        })
    });
    Note {
        found: work.or_else(|| recorded().map(of)).into_iter().collect(),
        publication: true,
    }
}

/// The work on which a mark before the word at `mark` stands: the last one named before it, no other mark between.
pub(super) fn called<'f>(line: &Line<'_>, found: &'f [Found], mark: usize) -> Option<&'f Found> {
    let next = found.partition_point(|found| found.words.end <= mark);
    let last = next.checked_sub(1).and_then(|last| found.get(last))?;
    let near = mark - last.words.end <= REACH;
    let other = line.is_marked_inside(&(last.words.end.saturating_sub(1)..mark));
    let sentence = (last.words.end..mark.saturating_sub(1)).any(|at| line.ends_sentence(at));
    (last.titled && near && !other && !sentence).then_some(last)
}

/// What the footnote before cites, with the place that this one gives instead.
fn again(line: &Line<'_>, before: &[Found]) -> Vec<Found> {
    let start = if line.is(0, "ibid") { 1 } else { 2 };
    let point = usize::from(line.is(start, "."));
    let (place, _) = places::after(line, start + point);
    let again = |found: &Found| Found {
        words: 0..line.words.len(),
        place: if place.is_empty() {
            found.place.clone()
        } else {
            place.clone()
        },
        rule: &IBID,
        ..found.clone()
    };
    before.iter().map(again).collect()
}

/// Volume and number in the Treaty Series ("1577/27531"), the first of each.
fn series(line: &Line<'_>) -> Option<String> {
    const NEAR: usize = 12;
    let number_behind = |words: &[&str], from: usize| {
        let at = (from..line.words.len().min(from + 60)).find(|at| line.is_any(*at, words))?;
        let figures =
            (at + 1..at + 3).find_map(|at| line.get(at)?.printed.split('-').next()?.parse::<u32>().ok())?;
        Some((figures, at))
    };
    let (volume, at) = number_behind(&["vol", "vols"], 0)?;
    let (number, near) = number_behind(&["no", "nos"], at)?;
    (near - at <= NEAR).then(|| format!("{volume}/{number}"))
}

fn is_publication(text: &str) -> bool {
    LISTS
        .publications
        .iter()
        .any(|words| text.contains(words.as_str()))
}

fn is_recorded(work: &Work, text: &str) -> bool {
    work.records
        .iter()
        .any(|(record, place)| text.contains(record.as_str()) && text.contains(place.as_str()))
}

/// Where a title without symbol is followed by a footnote that is nothing but the document it stands in, the title is
/// that document: a titled report always, an instrument where it is a resolution of the General Assembly.
pub(super) fn explain(found: &mut [Found], called: &Found, note: &Note, memory: &mut Memory) {
    let ([one], false) = (note.found.as_slice(), note.publication) else {
        return;
    };
    let (Target::Work { slug, document: None }, Target::Document(symbol)) = (&called.target, &one.target)
    else {
        return;
    };
    let resolution = symbol.as_str().starts_with("A/RES/");
    let learns =
        called.rule == &super::titles::RULE || (called.rule == &super::instruments::RULE && resolution);
    let whole = one
        .place
        .levels()
        .iter()
        .all(|(level, _)| matches!(level, Level::Annex | Level::Letter));
    if !learns || !whole || one.rule == &IBID {
        return;
    }
    memory.learn(slug.clone(), one.target.clone(), one.place.clone());
    for found in found.iter_mut().filter(|found| found.target == called.target) {
        found.implied = one.place.clone();
        found.target = one.target.clone();
    }
}
