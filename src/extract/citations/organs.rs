//! Whose resolution a number means: the organ named before it, after it, or that speaks.

use std::ops::Range;

use super::instruments::is_opening;
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
    Council,
    Other,
}

impl Speaker {
    pub(super) fn of(symbol: &Symbol) -> Self {
        match symbol.as_str() {
            symbol if symbol.starts_with("A/HRC/") => Self::HumanRights,
            symbol if symbol.starts_with("E/RES/") => Self::Council,
            _ => Self::Other,
        }
    }

    /// How the symbols of its resolutions begin.
    fn own(self) -> &'static str {
        match self {
            Self::HumanRights => "A/HRC/RES/",
            Self::Council => "E/RES/",
            Self::Other => "A/RES/",
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
    /// "its": the speaker's.
    Own,
    /// None; the organs of the last name before in the sentence.
    Near(Vec<usize>),
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
            return (of_whom.map_or(Named::Own, Named::Listed), end - 1);
        }
        let Some(word) = line.before(end) else { break };
        if !ADJECTIVES.contains(&&*word.lower) {
            break;
        }
        end -= 1;
    }
    match unlisted(line, at) {
        Some(start) => (Named::Unlisted(line.text(&(start..at)).to_owned()), start),
        None => (Named::Near(near(line, at)), at),
    }
}

/// The organs last named before in the sentence, or whose report is; one of three councils by its full name further back.
fn near(line: &Line<'_>, at: usize) -> Vec<usize> {
    let start = line.sentence_start(at, REACH);
    let mut near: Vec<usize> = Vec::new();
    for end in (start..=at).rev() {
        let report = line.get(end).and_then(|word| reporter(word.printed));
        let Some(organs) = report.or_else(|| ending_at(line, end).map(|(organs, _)| organs)) else {
            continue;
        };
        let among = near.is_empty() || organs.iter().all(|organ| near.contains(organ));
        if among {
            near = organs;
        }
        if near.len() == 1 {
            break;
        }
    }
    near
}

/// The organ whose report to the General Assembly a symbol is.
fn reporter(word: &str) -> Option<Vec<usize>> {
    let number = word.strip_prefix("A/")?.split('/').nth(1)?;
    let organ = LISTS
        .organs
        .iter()
        .position(|organ| organ.reports.as_deref() == Some(number))?;
    Some(vec![organ])
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
    let list = LISTS.organ_names.get(&*line.before(end)?.lower)?;
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
    // Organs are written in capitals; "the assembly" may be anything, and "Kite Assembly" another body.
    let other = longest.len() == 1 && start > 0 && line.is_capital(start - 1) && !is_opening(line, start - 1);
    (line.is_capital(start) && !other).then(|| (same.collect(), start))
}

/// The organ that "its" means: the last one named before it in its sentence, in "by the Council in its
/// resolution". "Recalling the Council and its resolution" may mean the speaker's.
fn antecedent(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    if at == 0 || !line.is_any(at - 1, &["in", "adopted", "through"]) {
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
    while start > 0 && line.is_capital(start - 1) && !is_opening(line, start - 1) && at - start < 8 {
        start -= 1;
    }
    Some(start)
}

/// What a number means; `None` where it is no resolution of anybody known.
pub(super) fn target(named: &Named, speaker: Speaker, numbered: &Numbered, decision: bool) -> Option<Target> {
    let fits = |organ: &&Organ| fits(organ, numbered);
    let of = |organs: &[usize]| -> Vec<&'static Organ> {
        organs
            .iter()
            .filter_map(|organ| LISTS.organs.get(*organ))
            .collect()
    };
    let is = |organ: &Organ, own: &str| {
        organ
            .resolution
            .as_deref()
            .is_some_and(|form| form.starts_with(own))
    };
    let organ = match named {
        Named::Unlisted(name) => return Some(foreign(name, numbered, decision)),
        Named::Listed(organs) => {
            let organs = of(organs);
            let fitting = organs.iter().copied().find(fits);
            let other = organs.iter().find_map(|organ| organ.slug.as_deref());
            if let (None, Some(slug)) = (fitting, other) {
                return Some(foreign(slug, numbered, decision));
            }
            fitting
        }
        Named::Own => LISTS
            .organs
            .iter()
            .find(|organ| fits(organ) && is(organ, speaker.own())),
        // Only the Human Rights Council counts like the General Assembly.
        Named::Near(organs) => {
            let near = of(organs)
                .into_iter()
                .filter(fits)
                .find(|organ| is(organ, Speaker::HumanRights.own()));
            near.filter(|_| organs.len() == 1)
        }
    };
    let own = speaker == Speaker::HumanRights;
    let first = || {
        LISTS
            .organs
            .iter()
            .find(|organ| fits(organ) && (!own || !is(organ, Speaker::Other.own())))
    };
    let any = || LISTS.organs.iter().find(fits);
    by_symbol(organ.or_else(first).or_else(any)?, numbered, decision)
}

/// Whether an organ gives such a number.
fn fits(organ: &Organ, numbered: &Numbered) -> bool {
    let kind = organ.numbers.iter().any(|kind| kind == numbered.kind.name());
    let session = numbered
        .number
        .split('/')
        .next()
        .and_then(|session| session.parse::<u32>().ok());
    let held = match (organ.sessions, session) {
        (Some((first, last)), Some(session)) if numbered.kind == Kind::Session => {
            (first..=last).contains(&session)
        }
        _ => true,
    };
    kind && held
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
