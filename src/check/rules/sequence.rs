//! W110: a series of events has no hole.

use std::collections::HashMap;

use super::Rule;
use crate::check::Known;
use crate::corpus::Record;
use crate::corpus::records::Event;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W110",
    title: "a series of events has no hole",
    explanation: "Where an event and the one before it (`after`) both have an `ordinal`, the numbers \
        follow each other, and the days do too: the 20th meeting comes after the 19th. A slip in either \
        would break every question that walks along the series.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let events: HashMap<&str, &Event> = known
        .corpus
        .events
        .iter()
        .map(|record| (record.value.id.get_ref().as_str(), &record.value))
        .collect();
    for record in &known.corpus.events {
        let before = record.value.after.as_ref();
        if let Some(before) = before.and_then(|id| events.get(id.get_ref().as_str())) {
            problems.extend(numbers(record, before));
            problems.extend(days(record, before));
        }
    }
}

fn numbers(record: &Record<Event>, before: &Event) -> Option<Problem> {
    let (this, last) = (record.value.ordinal?, before.ordinal?);
    (this != last + 1 && same_series(&record.value, before)).then(|| {
        problem(
            record,
            format!(
                "number {this} follows `{}`, which has number {last}",
                before.id.get_ref()
            ),
        )
    })
}

/// Numbers are compared within a series: events of one kind, held by one body.
fn same_series(a: &Event, b: &Event) -> bool {
    let body = |event: &Event| event.held_by.as_ref().map(|body| body.get_ref().clone());
    a.kind.get_ref() == b.kind.get_ref() && body(a) == body(b)
}

fn days(record: &Record<Event>, before: &Event) -> Option<Problem> {
    let (this, last) = (record.value.starts.as_ref()?, before.starts.as_ref()?);
    let (this, last) = (this.get_ref(), last.get_ref());
    (this.year() < last.year()).then(|| {
        problem(
            record,
            format!("it starts on {this}, before `{}` ({last})", before.id.get_ref()),
        )
    })
}

fn problem(record: &Record<Event>, message: String) -> Problem {
    // `after` is there: the event before was found by it.
    let span = record
        .value
        .after
        .as_ref()
        .map_or(record.span.clone(), crate::corpus::values::At::span);
    Problem::error(RULE.code, message)
        .at(record.place(span))
        .hint("mend `after`, `ordinal` or the days")
}
