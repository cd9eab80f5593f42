//! Whose resolution a number means: the organ named before it, after it, or that speaks.

use std::ops::Range;

use super::line::Line;
use super::lists::{LISTS, Organ};
use super::numbers::{Kind, Numbered};
use super::target::Target;
use crate::corpus::Symbol;

/// How far back the organ may stand that "its resolution" means; in words.
const REACH: usize = 60;

/// The organ whose document cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    HumanRights,
    Other,
}

impl Speaker {
    pub(super) fn of(symbol: &Symbol) -> Self {
        match symbol.as_str() {
            symbol if symbol.starts_with("A/HRC/") => Self::HumanRights,
            _ => Self::Other,
        }
    }
}

/// The organ a text names for its resolutions.
#[derive(Debug, Clone)]
pub(super) enum Named {
    /// Organs of one name ("the Council" may be three).
    Listed(Vec<usize>),
    /// The name of a body that no list has.
    Unlisted(String),
    /// None: the speaker's, by the kind of number.
    Unnamed,
}

/// The organ before the word "resolution" at `at`, and the first word of its name.
pub(super) fn before(line: &Line<'_>, at: usize) -> (Named, usize) {
    // "its previous resolutions", "Assembly and Council resolutions"
    const ADJECTIVES: [&str; 12] = [
        "relevant",
        "previous",
        "subsequent",
        "recent",
        "earlier",
        "other",
        "draft",
        "all",
        "in",
        "the",
        "and",
        "own",
    ];
    let mut end = at;
    for _ in 0..4 {
        if let Some((organs, start)) = ending_at(line, end) {
            return (Named::Listed(organs), start);
        }
        if end > 0 && line.is(end - 1, "its") {
            let of_whom = antecedent(line, end - 1);
            return (of_whom.map_or(Named::Unnamed, Named::Listed), end - 1);
        }
        let Some(word) = line.before(end) else { break };
        if !ADJECTIVES.contains(&word.lower.as_str()) {
            break;
        }
        end -= 1;
    }
    unlisted(line, at).map_or((Named::Unnamed, at), |start| {
        (Named::Unlisted(line.text(&(start..at)).to_owned()), start)
    })
}

/// The organ behind a list of numbers: "resolution 73 adopted by the Plenipotentiary Conference".
pub(super) fn after(line: &Line<'_>, end: usize) -> Option<(Vec<usize>, usize)> {
    let comma = usize::from(line.is(end, ","));
    let mut next = end + comma;
    // "in its resolution 70/1, the Assembly decided"
    let subject = comma == 1 && line.is(next, "the");
    if line.is_any(next, &["adopted", "approved"]) {
        next += 1;
    }
    if !subject {
        if !line.is_any(next, &["of", "by"]) {
            return None;
        }
        next += 1;
    }
    next += usize::from(line.is(next, "the"));
    // The longest name that begins here: names are found by their last word.
    const LONGEST: usize = 12;
    let ends = (next + 1..=next + LONGEST).rev();
    ends.filter_map(|end| Some((ending_at(line, end)?, end)))
        .find(|((_, start), _)| *start == next)
        .map(|((organs, _), end)| (organs, end))
}

/// The organs whose name ends before `end`, the longest name, with its first word.
fn ending_at(line: &Line<'_>, end: usize) -> Option<(Vec<usize>, usize)> {
    let list = LISTS.organ_names.get(&line.before(end)?.lower)?;
    let fits = |name: &[String]| {
        name.len() <= end
            && name.iter().enumerate().all(|(offset, wanted)| {
                let word = end.checked_sub(offset + 1).and_then(|at| line.get(at));
                word.is_some_and(|word| &word.lower == wanted)
            })
    };
    let (longest, _) = list.iter().find(|(name, _)| fits(name))?;
    let same = list
        .iter()
        .filter(|(name, _)| name == longest)
        .map(|(_, organ)| *organ);
    let start = end - longest.len();
    // Organs are written in capitals; "the assembly" may be anything.
    line.is_capital(start).then(|| (same.collect(), start))
}

/// The organ that "its" means: the last one named before it in its sentence, in "by the Council in its
/// resolution". "Recalling the Council and its resolution" may mean the speaker's.
fn antecedent(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    if at == 0 || !line.is_any(at - 1, &["in", "adopted"]) {
        return None;
    }
    let start = line.sentence_start(at, REACH);
    (start..=at)
        .rev()
        .find_map(|end| ending_at(line, end))
        .map(|(organs, _)| organs)
}

/// Where capitals begin that name a body no list has: "Environment Assembly resolution".
fn unlisted(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_body = line
        .before(at)
        .is_some_and(|word| LISTS.bodies.iter().any(|body| body == word.printed));
    if !is_body {
        return None;
    }
    let mut start = at - 1;
    while start > 0 && line.is_capital(start - 1) && at - start < 8 {
        start -= 1;
    }
    Some(start)
}

/// What a number means; `None` where it is no resolution of anybody known.
pub(super) fn target(named: &Named, speaker: Speaker, numbered: &Numbered, decision: bool) -> Option<Target> {
    let organs = match named {
        Named::Listed(organs) => organs
            .iter()
            .filter_map(|organ| LISTS.organs.get(*organ))
            .collect(),
        Named::Unlisted(name) => return Some(foreign(name, numbered, decision)),
        Named::Unnamed => Vec::new(),
    };
    let fits = |organ: &&Organ| organ.numbers.iter().any(|kind| kind == numbered.kind.name());
    if let Some(organ) = organs.iter().find(|organ| fits(organ)) {
        return by_symbol(organ, numbered, decision);
    }
    if let Some(slug) = organs.iter().find_map(|organ| organ.slug.as_deref()) {
        return Some(foreign(slug, numbered, decision));
    }
    let own = speaker == Speaker::HumanRights && matches!(numbered.kind, Kind::Session | Kind::Special);
    let is_own = |organ: &Organ| {
        organ
            .resolution
            .as_deref()
            .is_some_and(|form| form.starts_with("A/HRC/"))
    };
    let organ = LISTS
        .organs
        .iter()
        .find(|organ| fits(organ) && is_own(organ) == own)?;
    by_symbol(organ, numbered, decision)
}

fn by_symbol(organ: &Organ, numbered: &Numbered, decision: bool) -> Option<Target> {
    let form = if decision {
        organ.decision.as_ref()
    } else {
        organ.resolution.as_ref()
    }?;
    let (first, second) = numbered
        .number
        .split_once(['/', '('])
        .unwrap_or((&numbered.number, ""));
    let symbol = form
        .replace("{number}", &numbered.number)
        .replace("{first}", first)
        .replace("{second}", second)
        .replace("{year}", second.trim_end_matches(')'));
    Symbol::parse(&symbol).ok().map(Target::Document)
}

fn foreign(body: &str, numbered: &Numbered, decision: bool) -> Target {
    let kind = if decision { "decision" } else { "resolution" };
    Target::titled(&format!("{body} {kind} {}", numbered.number))
}

/// The words from the organ's name to the number.
pub(super) fn span(start: usize, numbered: &Numbered) -> Range<usize> {
    start.min(numbered.words.start)..numbered.words.end
}
