//! Counts of results by what they can be filtered by.
//!
//! A value counts the results there would be with it chosen, instead of what is chosen of its sort and
//! beside all other filters.

use super::filter::{Sort, Verdict};
use super::results::{FacetValue, Facets};
use super::things::{KINDS, Thing, Things, Values, kind_name};
use crate::corpus::Language;
use crate::graph::iri::THINGS;
use std::collections::BTreeMap;

/// Most values given of one sort.
const MOST: usize = 60;

/// Counts while results are looked at.
pub(super) struct Counts {
    kinds: [u64; KINDS.len()],
    years: BTreeMap<i16, u64>,
    bodies: Vec<u64>,
    lines: Vec<u64>,
    forces: Vec<u64>,
    languages: [u64; Language::ALL.len()],
}

impl Counts {
    /// Nothing counted.
    pub(super) fn new() -> Self {
        Self {
            kinds: [0; KINDS.len()],
            years: BTreeMap::new(),
            bodies: Vec::new(),
            lines: Vec::new(),
            forces: Vec::new(),
            languages: [0; Language::ALL.len()],
        }
    }

    /// Counts a match where it passes all filters, or all but one.
    pub(super) fn add(&mut self, thing: &Thing, languages: u8, verdict: Verdict) {
        let counts = |sort| matches!(verdict, Verdict::Passes) || verdict == Verdict::Only(sort);
        if counts(Sort::Kind)
            && let Some(count) = self.kinds.get_mut(usize::from(thing.kind))
        {
            *count += 1;
        }
        if counts(Sort::Year)
            && let Some(year) = thing.year
        {
            *self.years.entry(year).or_default() += 1;
        }
        for (sort, list, values) in [
            (Sort::Body, &mut self.bodies, &thing.bodies),
            (Sort::Line, &mut self.lines, &thing.lines),
            (Sort::Force, &mut self.forces, &thing.forces),
        ] {
            if counts(sort) {
                count(list, values);
            }
        }
        if counts(Sort::Language) {
            for (at, number) in self.languages.iter_mut().enumerate() {
                *number += u64::from(languages >> at & 1);
            }
        }
    }

    /// The counts with names for a reader.
    pub(super) fn finish(self, things: &Things, reader: Language) -> Facets {
        let plain = |value: String, count: u64| FacetValue {
            label: value.clone(),
            value,
            iri: None,
            count,
        };
        let kinds = (0..).zip(self.kinds);
        let languages = Language::ALL.iter().zip(self.languages);
        Facets {
            kind: ranked(
                kinds
                    .map(|(kind, count)| plain(kind_name(kind).to_owned(), count))
                    .collect(),
            ),
            year: self
                .years
                .into_iter()
                .map(|(year, count)| plain(year.to_string(), count))
                .collect(),
            body: named(&things.bodies, "body/", &self.bodies, reader),
            line: named(&things.lines, "action-line/", &self.lines, reader),
            force: named(&things.forces, "force/", &self.forces, reader),
            language: ranked(
                languages
                    .map(|(language, count)| FacetValue {
                        value: language.tag().to_owned(),
                        label: language.own_name().to_owned(),
                        iri: None,
                        count,
                    })
                    .collect(),
            ),
        }
    }
}

fn count(list: &mut Vec<u64>, values: &[u16]) {
    for value in values {
        let at = usize::from(*value);
        if list.len() <= at {
            list.resize(at + 1, 0);
        }
        if let Some(number) = list.get_mut(at) {
            *number += 1;
        }
    }
}

fn named(values: &Values, usual: &str, counts: &[u64], reader: Language) -> Vec<FacetValue> {
    let all = (0..).zip(counts).map(|(number, count)| {
        let path = values.path(number);
        FacetValue {
            value: path.strip_prefix(usual).unwrap_or(path).to_owned(),
            label: values.label(number, reader).to_owned(),
            iri: Some(format!("{THINGS}{path}")),
            count: *count,
        }
    });
    ranked(all.collect())
}

/// The most frequent first; none that would give nothing.
fn ranked(mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    values.retain(|value| value.count > 0);
    values.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
    values.truncate(MOST);
    values
}
