//! Filters: which of the things that match are wanted.

use super::ask::{Query, Years};
use super::things::{Thing, Things, Values, kind};

/// What can be filtered by, as a place in [`Verdict`] and in the facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Kind,
    Year,
    Body,
    Line,
    Force,
    Language,
}

/// How a thing fares: it passes, one filter alone keeps it out, or several do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Passes,
    Only(Sort),
    Fails,
}

/// The filters of a search, as numbers.
#[derive(Debug, Default)]
pub(super) struct Filter {
    kinds: Vec<u8>,
    years: Option<Years>,
    bodies: Wanted,
    lines: Wanted,
    forces: Wanted,
    /// Values that the release does not know, as `name=value`.
    pub unknown: Vec<String>,
}

/// The wanted values of one filter; `None`: all.
type Wanted = Option<Vec<u16>>;

impl Filter {
    /// Looks the values up.
    pub(super) fn new(query: &Query, things: &Things) -> Self {
        let mut unknown = Vec::new();
        let mut wanted = |name: &str, usual: &str, written: &[String], values: &Values| {
            let find = |value: &String| {
                let found = values.find(usual, value);
                if found.is_none() {
                    unknown.push(format!("{name}={value}"));
                }
                found
            };
            (!written.is_empty()).then(|| written.iter().filter_map(find).collect())
        };
        Self {
            bodies: wanted("body", "body", &query.bodies, &things.bodies),
            lines: wanted("line", "action-line", &query.lines, &things.lines),
            forces: wanted("force", "force", &query.forces, &things.forces),
            kinds: query.kinds.iter().filter_map(|name| kind(name)).collect(),
            years: query.years,
            unknown,
        }
    }

    /// How a thing fares. `spoken`: whether it has the words in a language that is asked for.
    pub(super) fn judge(&self, thing: &Thing, spoken: bool) -> Verdict {
        let in_years = |years: Years| {
            thing
                .year
                .is_some_and(|year| (years.from..=years.to).contains(&year))
        };
        let passes = [
            (
                Sort::Kind,
                self.kinds.is_empty() || self.kinds.contains(&thing.kind),
            ),
            (Sort::Year, self.years.is_none_or(in_years)),
            (Sort::Body, has(&self.bodies, &thing.bodies)),
            (Sort::Line, has(&self.lines, &thing.lines)),
            (Sort::Force, has(&self.forces, &thing.forces)),
            (Sort::Language, spoken),
        ];
        let mut failed = passes.into_iter().filter(|(_, passes)| !passes);
        match (failed.next(), failed.next()) {
            (None, _) => Verdict::Passes,
            (Some((sort, _)), None) => Verdict::Only(sort),
            _ => Verdict::Fails,
        }
    }
}

fn has(wanted: &Wanted, values: &[u16]) -> bool {
    wanted
        .as_ref()
        .is_none_or(|wanted| values.iter().any(|value| wanted.contains(value)))
}
