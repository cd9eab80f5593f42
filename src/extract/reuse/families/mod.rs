//! Families: the resolutions of one series across the years.
//!
//! Three signs tell which resolution one follows, each a rule of its own: an earlier resolution of the
//! same organ has the same title (`title`); the preamble recalls it before any other (`recall`); and
//! much of the text comes from it (`reuse`). They are weighed together: signs that agree confirm each
//! other.

mod recall;
mod reuse;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::source::ordered;
use super::{Predecessor, Source};
use crate::corpus::{Symbol, register};

/// The words that the signs know: `data/families.toml`, as compiled into the program; a test reads it.
static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../data/families.toml")).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    recalling: Vec<String>,
    resolutions: Vec<String>,
    others: Vec<String>,
    ordinals: Vec<String>,
}

/// Why a resolution is taken to follow another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Sign {
    /// Both have the same title.
    SameTitle,
    /// It is the first that the preamble recalls.
    FirstRecalled,
    /// Of all documents, most words come from it.
    MostWords,
}

impl Sign {
    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SameTitle => "same title",
            Self::FirstRecalled => "first recalled",
            Self::MostWords => "most words",
        }
    }
}

/// A resolution and one before it in its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The resolution.
    pub document: Symbol,
    /// The one before it: the last one, where [`Link::latest`] says so.
    pub previous: Symbol,
    /// Whether the text of the one before it is among the documents.
    pub at_hand: bool,
    /// Whether no other link of this resolution leads to a later one. Where the resolution recalled is
    /// not at hand, there is often a further link to one before it that is.
    pub latest: bool,
    /// What shows it.
    pub signs: Vec<Sign>,
    /// The share of the resolution's words that stand in paragraphs with a predecessor there, 0 to 1.
    pub share: f64,
    /// How certain it is, 0 to 1.
    pub confidence: f64,
}

/// The series that the resolutions among `sources` belong to, as links from each to earlier ones, in the
/// order of time. `found` is what [`predecessors`](super::predecessors) found in them.
#[must_use]
pub fn families(sources: &[Source], found: &[Predecessor<'_>]) -> Vec<Link> {
    let ordered = ordered(sources);
    let at_hand: BTreeSet<&Symbol> = ordered.iter().map(|source| &source.symbol).collect();
    let mut titles = title::Titles::default();
    let shares = reuse::shares(found);
    let mut links = Vec::new();
    for source in ordered {
        let Some(series) = Series::of(&source.symbol) else {
            continue;
        };
        let drawn = shares.get(&source.symbol);
        let mut signs: BTreeMap<Symbol, Vec<Sign>> = BTreeMap::new();
        let mut add = |symbol: Option<Symbol>, sign| {
            if let Some(symbol) = symbol.filter(|symbol| Series::of(symbol) == Some(series)) {
                signs.entry(symbol).or_default().push(sign);
            }
        };
        let titled = titles.before(source, series);
        add(titled.clone(), Sign::SameTitle);
        add(recall::first(source), Sign::FirstRecalled);
        add(
            drawn.and_then(|drawn| reuse::most(&source.symbol, drawn, series)),
            Sign::MostWords,
        );
        let weighed = signs.into_iter().map(|(previous, signs)| {
            let share = drawn
                .and_then(|drawn| drawn.get(&previous))
                .copied()
                .unwrap_or_default();
            Link {
                document: source.symbol.clone(),
                at_hand: at_hand.contains(&previous),
                latest: false,
                confidence: confidence(&signs, share, at_hand.contains(&previous), titled.is_some()),
                previous,
                signs,
                share,
            }
        });
        links.extend(with_latest(weighed.collect()));
    }
    links
}

/// Marks the last link that is more likely than not; they come in the order of their symbols.
fn with_latest(mut links: Vec<Link>) -> Vec<Link> {
    if let Some(last) = links.iter_mut().rev().find(|link| link.confidence >= 0.5) {
        last.latest = true;
    }
    links
}

/// How certain the signs make it. The text of what is only recalled may be absent, so that no other sign
/// could show it; where it is at hand and shows nothing, that speaks against it. So does a resolution
/// with the very title (`titled`) against another from which words come.
///
/// "Most words" alone was right for 7 of 9 links with half of the words and for 3 of 13 with fewer. What is
/// recalled and not at hand could only be judged by its number (31 of 38 seemed right); where it is at
/// hand, other signs agreed with 20 of 30: hence no more than 0.7.
fn confidence(signs: &[Sign], share: f64, at_hand: bool, titled: bool) -> f64 {
    let has = |sign| signs.contains(&sign);
    match (
        has(Sign::SameTitle),
        has(Sign::FirstRecalled),
        has(Sign::MostWords),
    ) {
        (true, true, _) | (true, _, true) => 0.98,
        (_, true, true) => 0.95,
        (true, false, false) => 0.9,
        (_, true, _) if !at_hand => 0.7,
        (_, true, _) => 0.2,
        _ if titled => 0.2,
        _ if share >= 0.5 => 0.75,
        _ => 0.2,
    }
}

/// The organ whose resolutions have such symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Series(&'static str);

impl Series {
    fn of(symbol: &Symbol) -> Option<Self> {
        (register::kind(symbol)? == "resolution")
            .then(|| register::organ(symbol))
            .flatten()
            .map(Self)
    }
}

/// The session of an organ, or the year, in the symbol of its resolution. Special sessions have none.
fn session(symbol: &Symbol) -> Option<u32> {
    let (_, numbers) = symbol.as_str().split_once("/RES/")?;
    numbers.split_once('/')?.0.parse().ok()
}

#[cfg(test)]
mod tests;
