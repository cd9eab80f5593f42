//! Rule "report of a year": regular reports by title and year.
//!
//! Example: "as outlined in the Kite Makers Report 2044" cites kite-makers-report-2044. Counter-example: "the report
//! of 2044" has no title.

use super::instruments;
use super::line::{Found, Line, Rule};
use super::lists::{LISTS, all_at};
use super::pinpoint::Pinpoint;
use super::target::Target;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "report of a year",
};

/// The longest title, in words.
const LONGEST: usize = 20;

/// The report whose noun stands at `at`; its title begins behind `from`.
pub(super) fn at(line: &Line<'_>, at: usize, from: usize) -> Option<(Found, usize)> {
    let noun = line.get(at)?;
    let year = line.get(at + 1)?.printed;
    let fits = matches!(
        noun.printed,
        "Report" | "Survey" | "Outlook" | "Prospects" | "Review"
    );
    if !fits || !is_year(year) || line.is_marked(at + 1) {
        return None;
    }
    let end = at + 2;
    let mut start = at;
    let mut next = at;
    while next > from && at - next < LONGEST {
        let before = next - 1;
        if line.is_capital(before) && !line.is_marked(next) {
            start = before;
        } else if !(line.is_any(before, &["of", "for", "and", "on", "in"])
            || line.is(before, "the") && line.before(before).is_some_and(|word| word.is("of")))
        {
            break;
        }
        next = before;
    }
    // "Recalling the …" and "The …" begin a sentence, not a title; the publisher is none of it.
    if instruments::is_opening(line, start) || line.is(start, "the") {
        start += 1;
    }
    if let Some((length, ())) = all_at(&LISTS.publishers, &line.words, start).next() {
        start += length + usize::from(line.is(start + length, "and"));
    }
    let target = Target::titled(line.text(&(start..end)));
    (at > start).then(|| (Found::titled(start..end, target, Pinpoint::default(), &RULE), end))
}

/// 2024, 2023/24 or 2023-2024.
fn is_year(word: &str) -> bool {
    let (year, rest) = word.split_at_checked(4).unwrap_or(("", ""));
    let is_rest =
        rest.is_empty() || (rest.starts_with(['/', '-']) && rest.bytes().skip(1).all(|b| b.is_ascii_digit()));
    year.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year)) && is_rest
}
