//! Citations in a few words that stand alone, as people write them into a search box.

use std::ops::Range;

use super::clean::Clean;
use super::line::Line;
use super::lists::LISTS;
use super::memory::Memory;
use super::organs::Speaker;
use super::pinpoint::Pinpoint;
use super::places;
use super::scan::{self, Author};
use super::settle;
use super::target::Target;
use crate::corpus::Symbol;

/// A citation in words that stand alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// What is cited.
    pub target: Target,
    /// Where in it, with what the name itself says of that (the Global Digital Compact is an annex).
    pub pinpoint: Pinpoint,
    /// The citing words, in bytes of the text.
    pub span: Range<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What English words cite, read by the rules for official texts. Numbers of resolutions without an organ are the
/// General Assembly's, or the Council's where they begin with a year.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    // The document that cites is nobody's: only "paragraph 4 above" would mean it.
    let Ok(nobody) = Symbol::parse("A/RES/0/0") else {
        return Vec::new();
    };
    let clean = Clean::new(text);
    let line = Line::new(&clean, &[]);
    let author = Author {
        symbol: &nobody,
        speaker: Speaker::of(&nobody),
        below: None,
    };
    let found = scan::scan(&line, &author, &mut Memory::default());
    settle::settle(found, &nobody)
        .into_iter()
        .filter(|found| found.target.document() != Some(&nobody))
        .map(|found| Mention {
            target: found.target,
            pinpoint: found.place,
            span: line.clean.original(line.bytes(&found.words)),
            rule: found.rule.name,
        })
        .collect()
}

/// The place that English words name ("annex I, paragraphs 5 to 7 and 29 (a)"), where they name nothing else.
#[must_use]
pub fn place(text: &str) -> Option<Pinpoint> {
    let clean = Clean::new(text);
    let line = Line::new(&clean, &[]);
    let (mut place, mut end) = places::phrase(&line, 0)?;
    while end < line.words.len() {
        let next = end + usize::from(line.is(end, ","));
        let (inner, after) = places::phrase(&line, next)?;
        place = inner.inside(&place);
        end = after;
    }
    Some(place)
}

/// The names of listed works, each with what it means; names that mean several works, by what stands around them,
/// are left out.
pub fn listed() -> impl Iterator<Item = (String, &'static Target, &'static Pinpoint)> {
    let names = LISTS.names.values().flatten();
    names.filter_map(|(words, name)| {
        let work = LISTS.works.get(name.work?)?;
        let clear = !name.partly && !work.as_printed && !words.iter().any(|word| word == "…");
        clear.then(|| (words.join(" "), &work.target, &work.place))
    })
}
