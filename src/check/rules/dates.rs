//! W105: dates stand in order.

use super::Rule;
use crate::check::Known;
use crate::corpus::values::At;
use crate::corpus::{Date, Record};
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W105",
    title: "dates stand in order",
    explanation: "An event ends on or after the day it starts, a document is not issued before it \
        was adopted, a membership or facilitation does not end before it begins. Adoption, issue \
        and citation of one document often bear different dates: check which of them a date is.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let corpus = known.corpus;
    for record in &corpus.documents {
        let (adopted, issued) = (&record.value.adopted, &record.value.issued);
        order(record, adopted, issued, "issued before it was adopted", problems);
    }
    for record in &corpus.events {
        let (starts, ends) = (&record.value.starts, &record.value.ends);
        order(record, starts, ends, "ends before it starts", problems);
    }
    for record in &corpus.memberships {
        let (from, until) = (&record.value.from, &record.value.until);
        order(record, from, until, "ends before it begins", problems);
    }
    for record in &corpus.facilitations {
        let (from, until) = (&record.value.from, &record.value.until);
        order(record, from, until, "ends before it begins", problems);
    }
    for record in &corpus.mandate_events {
        let (on, until) = (&record.value.on, &record.value.until);
        order(
            record,
            on,
            until,
            "holds until a day before it happened",
            problems,
        );
    }
}

fn order<T>(
    record: &Record<T>,
    first: &Option<At<Date>>,
    second: &Option<At<Date>>,
    what: &str,
    problems: &mut Vec<Problem>,
) {
    let (Some(first), Some(second)) = (first, second) else {
        return;
    };
    if precedes(*second.get_ref(), *first.get_ref()) {
        problems.push(
            Problem::error(
                RULE.code,
                format!("{what}: {} against {}", second.get_ref(), first.get_ref()),
            )
            .at(record.place(second.span()))
            .hint("check both dates in the source"),
        );
    }
}

/// True when `a` is certainly before `b`; a year or month is compared with what
/// both dates tell.
fn precedes(a: Date, b: Date) -> bool {
    let parts = |date: Date| {
        [
            Some(u16::from(date.month().unwrap_or(0))),
            date.day().map(u16::from),
        ]
    };
    if a.year() != b.year() {
        return a.year() < b.year();
    }
    if a.month().is_none() || b.month().is_none() {
        return false;
    }
    let ([month_a, day_a], [month_b, day_b]) = (parts(a), parts(b));
    match (day_a, day_b) {
        (Some(day_a), Some(day_b)) => (month_a, day_a) < (month_b, day_b),
        _ => month_a < month_b,
    }
}

#[cfg(test)]
mod tests {
    use super::precedes;

    #[test]
    fn less_exact_dates_are_compared_by_what_they_tell() {
        let earlier = |a: &str, b: &str| precedes(a.parse().unwrap(), b.parse().unwrap());
        assert!(earlier("2003-12-10", "2003-12-12"));
        assert!(!earlier("2003-12-12", "2003-12-12"));
        assert!(!earlier("2003", "2003-12-12"));
        assert!(!earlier("2003-12", "2003-12-12"));
        assert!(earlier("2003-11", "2003-12-01"));
        assert!(earlier("2002", "2003-01-01"));
    }
}
