//! How good a release is, in numbers: what the check says of its facts, its mistakes, its gaps.

use crate::check::quotes::{Fact, State, Tally};
use crate::graph::catalog::{Dimension, Measured};
use crate::graph::coverage::Counts;

/// Every state a fact may be in, with its name in addresses. All are measured, those that do not occur as 0.
const STATES: [(State, &str); 8] = [
    (State::Confirmed, "confirmed"),
    (State::Excerpt, "confirmed-in-excerpt"),
    (State::Wrong, "wrong"),
    (State::NoText, "text-not-at-hand"),
    (State::NoWords, "no-words-quoted"),
    (State::WebPage, "web-page"),
    (State::Translated, "translated"),
    (State::Unverified, "unverified"),
];

/// The measurements: `problems` are the errors, warnings and notes of the check.
#[must_use]
pub(super) fn measured(facts: &[Fact], problems: [usize; 3], documents: Counts) -> Vec<Measured> {
    let mut all = accuracy(&Tally::of(facts), facts.len());
    let [errors, warnings, notes] = problems;
    for (name, value) in [("errors", errors), ("warnings", warnings), ("notes", notes)] {
        all.push(Measured {
            name: format!("check-{name}"),
            label: format!("{name} that the check of data and texts reports"),
            dimension: Dimension::Consistency,
            value,
        });
    }
    for (name, label, value) in [
        ("known", "documents known to exist", documents.known),
        (
            "described",
            "documents with a record or a text",
            documents.described,
        ),
        ("with-title", "documents with a title", documents.with_title),
        (
            "with-text",
            "documents with an official text",
            documents.with_text,
        ),
        (
            "with-gists",
            "documents with a gist for every numbered paragraph",
            documents.with_gists,
        ),
        (
            "with-mandates",
            "documents with a record for every mandate",
            documents.with_mandates,
        ),
    ] {
        all.push(Measured {
            name: format!("documents-{name}"),
            label: label.to_owned(),
            dimension: Dimension::Completeness,
            value,
        });
    }
    all
}

fn accuracy(tally: &Tally, total: usize) -> Vec<Measured> {
    let of = |state| {
        tally
            .iter()
            .find_map(|(found, count)| (found == state).then_some(count))
    };
    let states = STATES.iter().map(|(state, name)| Measured {
        name: format!("facts-{name}"),
        label: format!("facts of the curated data: {}", state.words()),
        dimension: Dimension::Accuracy,
        value: of(*state).unwrap_or_default(),
    });
    let all = Measured {
        name: "facts".to_owned(),
        label: "facts of the curated data".to_owned(),
        dimension: Dimension::Accuracy,
        value: total,
    };
    std::iter::once(all).chain(states).collect()
}
