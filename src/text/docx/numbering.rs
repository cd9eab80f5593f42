//! Automatic numbering (ECMA-376-1, 17.9): the numbers Word counts and does not store.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use super::counts::count_in;
use super::package::{child, is, parse, setting, switch, value};
use super::styles::ListOf;
use crate::corpus::reading::ReadError;

/// How many levels a list has.
const LEVELS: usize = 9;

/// How long a chain of lists that take their levels from each other may be.
const CHAIN: usize = 8;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// The label with %1 to %9 for the counts of the levels.
    text: String,
    /// All counts in figures, whatever their own format.
    legal: bool,
    /// The level does not begin anew below others.
    goes_on: bool,
    /// The style of paragraphs that are on this level.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The style whose list gives the levels.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By style, the list it takes.
    linked: HashMap<String, String>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    started: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        let document = parse(text, "numbering.xml")?;
        let mut numbering = Self::default();
        for node in document.root_element().children() {
            if is(node, "abstractNum") {
                numbering.kind(node);
            } else if is(node, "num") {
                numbering.list(node);
            }
        }
        Ok(numbering)
    }

    fn kind(&mut self, node: Node<'_, '_>) {
        let Some(id) = value(node, "abstractNumId") else {
            return;
        };
        if let Some(style) = setting(node, "styleLink") {
            self.linked.insert(style.to_owned(), id.to_owned());
        }
        let kind = Abstract {
            levels: levels(node).collect(),
            link: setting(node, "numStyleLink").map(str::to_owned),
        };
        self.kinds.insert(id.to_owned(), kind);
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let (Some(id), Some(kind)) = (value(node, "numId"), setting(node, "abstractNumId")) else {
            return;
        };
        let mut list = List {
            kind: kind.to_owned(),
            ..List::default()
        };
        for change in node.children().filter(|n| is(*n, "lvlOverride")) {
            let Some(level) = value(change, "ilvl").and_then(|l| l.parse().ok()) else {
                continue;
            };
            if let Some(start) = setting(change, "startOverride").and_then(|s| s.parse().ok()) {
                list.starts.insert(level, start);
            }
            list.levels.extend(levels(change));
        }
        self.lists.insert(id.to_owned(), list);
    }

    /// The label of the next paragraph on a level of a list; `None` where it has a bullet or nothing.
    pub(super) fn next(&mut self, of: &ListOf, style: Option<&str>) -> Option<String> {
        let id = of.list.as_deref().filter(|id| *id != "0")?;
        let list = self.lists.get(id)?;
        let kind_id = self.levels_of(&list.kind)?;
        let kind = self.kinds.get(&kind_id)?;
        let at = of.level.or_else(|| level_of(kind, style)).unwrap_or(0);
        let all: Vec<Level> = (0..LEVELS)
            .map(|l| list.levels.get(&l).or_else(|| kind.levels.get(&l)).cloned())
            .map(Option::unwrap_or_default)
            .collect();
        let restarted = list.starts.get(&at).copied();
        let level = all.get(at)?;
        let counts = self.counts.entry(kind_id).or_default();
        let first_use = self.started.insert((id.to_owned(), at));
        let count = match (restarted.filter(|_| first_use), counts.get(at).copied().flatten()) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        };
        for (slot, below) in counts.iter_mut().zip(&all).skip(at + 1) {
            if !below.goes_on {
                *slot = None;
            }
        }
        if let Some(slot) = counts.get_mut(at) {
            *slot = Some(count);
        }
        label(level, &all, counts)
    }

    /// The kind of list that has the levels of `kind`: itself, or the one its style leads to.
    fn levels_of(&self, kind: &str) -> Option<String> {
        let mut id = kind.to_owned();
        for _ in 0..CHAIN {
            match &self.kinds.get(&id)?.link {
                None => return Some(id),
                Some(style) => id.clone_from(self.linked.get(style)?),
            }
        }
        None
    }
}

fn level_of(kind: &Abstract, style: Option<&str>) -> Option<usize> {
    let style = style?;
    let found = kind
        .levels
        .iter()
        .find(|(_, level)| level.style.as_deref() == Some(style));
    found.map(|(at, _)| *at)
}

fn levels(node: Node<'_, '_>) -> impl Iterator<Item = (usize, Level)> {
    node.children().filter(|n| is(*n, "lvl")).filter_map(|node| {
        let at = value(node, "ilvl")?.parse().ok()?;
        let level = Level {
            start: setting(node, "start").and_then(|s| s.parse().ok()).unwrap_or(0),
            format: format(node).unwrap_or_else(|| "decimal".to_owned()),
            text: setting(node, "lvlText").unwrap_or_default().to_owned(),
            legal: switch(node, "isLgl").unwrap_or(false),
            goes_on: setting(node, "lvlRestart") == Some("0"),
            style: setting(node, "pStyle").map(str::to_owned),
        };
        Some((at, level))
    })
}

/// The format; newer ones stand in an alternative beside the one for older programs.
fn format(node: Node<'_, '_>) -> Option<String> {
    let direct = setting(node, "numFmt");
    let newer = || {
        let alternative = child(node, "AlternateContent")?;
        setting(child(alternative, "Fallback")?, "numFmt")
    };
    direct.or_else(newer).map(str::to_owned)
}

fn label(level: &Level, all: &[Level], counts: &[Option<u32>; LEVELS]) -> Option<String> {
    if level.format == "bullet" {
        return None;
    }
    let mut label = String::new();
    let mut rest = level.text.chars();
    while let Some(c) = rest.next() {
        let at = match c {
            '%' => rest.clone().next().and_then(|d| d.to_digit(10)),
            _ => None,
        };
        let Some(at) = at.and_then(|at| usize::try_from(at).ok()?.checked_sub(1)) else {
            label.push(c);
            continue;
        };
        rest.next();
        let Some(of) = all.get(at) else { continue };
        let count = counts.get(at).copied().flatten().unwrap_or(of.start);
        let format = if level.legal {
            "decimal"
        } else {
            of.format.as_str()
        };
        label.push_str(&count_in(format, count));
    }
    let label = label.trim().to_owned();
    (!label.is_empty()).then_some(label)
}
