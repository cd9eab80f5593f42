//! Rule "agreed conclusions": conclusions of the Economic and Social Council by number.
//!
//! Example: "its agreed conclusions 2001/1" cites ecosoc-agreed-conclusions-2001-1. Counter-example: "the agreed
//! conclusions adopted at its session" have no number.

use super::line::{Found, Line, Rule};
use super::numbers;
use super::target::Target;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "agreed conclusions",
};

/// The citations at `at`, and the word behind them.
pub(super) fn at(line: &Line<'_>, at: usize) -> Option<(Vec<Found>, usize)> {
    if !line.is(at, "agreed") || !line.is(at + 1, "conclusions") {
        return None;
    }
    let (numbers, end) = numbers::list(line, at + 2);
    let one = |number: &numbers::Numbered| {
        let target = Target::titled(&format!("ecosoc agreed conclusions {}", number.number));
        Found::numbered(at..number.words.end, target, number.place.clone(), &RULE)
    };
    let found: Vec<Found> = numbers
        .iter()
        .filter(|number| number.kind == numbers::Kind::Year)
        .map(one)
        .collect();
    (!found.is_empty()).then_some((found, end))
}
