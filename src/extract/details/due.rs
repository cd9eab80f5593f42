//! When an act is due: a date behind "by", or a session at which it is taken up.
//!
//! Examples: "by 2030", "no later than the end of March 2025", "at its thirtieth session, in 2027". Counter-
//! example: "adopted in 2015" is no due date.

use serde::Serialize;

use super::super::calendar::{month, year};
use super::super::words::Word;
use super::lists::LISTS;
use super::session::{self, Named};
use crate::corpus::Date;

/// A date or session by which something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The date as exact as the words or the table of sessions tell it.
    #[serde(serialize_with = "as_text")]
    pub date: Option<Date>,
    /// The body whose session it is, by its canonical name, and the number of the session.
    pub session: Option<(String, u16)>,
    /// Whether the year is printed, and not worked out from the session's number.
    pub printed: bool,
}

fn as_text<S: serde::Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&date.map(|date| date.to_string()).unwrap_or_default())
}

pub(super) fn find(words: &[Word<'_>], addressees: &[String]) -> Vec<Due> {
    let mut due = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(named) = session::at(words, at, addressees).filter(|named| is_deadline(words, named)) {
            at = named.end.max(at + 1);
            push(&mut due, of_session(words, &named));
        } else if let Some((date, end)) = by(words, at) {
            at = end;
            push(
                &mut due,
                Due {
                    date: Some(date),
                    session: None,
                    printed: true,
                },
            );
        } else {
            at += 1;
        }
    }
    due
}

fn push(due: &mut Vec<Due>, one: Due) {
    if !due.contains(&one) {
        due.push(one);
    }
}

/// Whether a session is where something is to be done: "at", "during", "to" or "of" stands before it.
fn is_deadline(words: &[Word<'_>], named: &Named) -> bool {
    const NEAR: usize = 6;
    let before = words
        .get(named.at.saturating_sub(NEAR)..named.at)
        .unwrap_or_default();
    let leads = |word: &Word<'_>| {
        ["at", "during", "before", "by", "for", "of", "than", "to", "until"].contains(&&*word.lower)
    };
    before.iter().any(leads)
}

fn of_session(words: &[Word<'_>], named: &Named) -> Due {
    // "…, in 2027": the year is printed behind it.
    let printed = (named.end..named.end + 4)
        .map_while(|at| words.get(at))
        .take_while(|word| word.is(",") || word.is("in") || word.is("(") || year(&word.lower).is_some())
        .find_map(|word| year(&word.lower));
    let date = printed
        .or_else(|| named.year())
        .and_then(|year| Date::new(year, None, None));
    Due {
        date,
        session: Some((named.body.clone(), named.number)),
        printed: printed.is_some(),
    }
}

/// "by the end of March 2025": the date, and the index behind it.
fn by(words: &[Word<'_>], at: usize) -> Option<(Date, usize)> {
    let length = LISTS.due.at(words, at)?;
    let mut next = at + length;
    while words.get(next).is_some_and(|word| {
        ["the", "end", "of", "early", "mid", "late", "its", "year", ","].contains(&&*word.lower)
    }) {
        next += 1;
    }
    date(words, next)
}

/// "31 March 2025", "March 2025" or "2025" at `at`.
fn date(words: &[Word<'_>], at: usize) -> Option<(Date, usize)> {
    let lower = |at: usize| words.get(at).map(|word| &*word.lower);
    let day = lower(at)?.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    let month_at = at + usize::from(day.is_some());
    let month = lower(month_at).and_then(month);
    let year_at = month_at + usize::from(month.is_some());
    let year = lower(year_at).and_then(year)?;
    let date = Date::new(year, month, day.filter(|_| month.is_some()))?;
    (day.is_none() || month.is_some()).then_some((date, year_at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let due = find(&words(text), &["Secretary-General".to_owned()]);
        due.iter()
            .map(|due| {
                let date = due.date.map(|date| date.to_string()).unwrap_or_default();
                let session = due
                    .session
                    .as_ref()
                    .map(|(body, number)| format!(" {body} {number}"))
                    .unwrap_or_default();
                format!("{date}{session}{}", if due.printed { "" } else { " ?" })
            })
            .collect()
    }

    /// Catches: dates of the past taken for deadlines, sessions given to the wrong body or year.
    #[test]
    fn deadlines_are_read() {
        for (text, due) in [
            ("fly kites by 2030", &["2030"][..]),
            ("fly kites by the end of March 2025 and land", &["2025-03"]),
            ("fly kites no later than 31 March 2025", &["2025-03-31"]),
            (
                "submit to the General Assembly, at its eightieth session, a kite",
                &["2025 General Assembly 80 ?"],
            ),
            (
                "report to the Statistical Commission at its sixtieth session, in 2029",
                &["2029 Statistical Commission 60"],
            ),
            (
                "include in the agenda of the eighty-first session of the General Assembly a kite",
                &["2026 General Assembly 81 ?"],
            ),
            ("fly the kites adopted in 2015", &[]),
            ("meet at its fifth meeting", &[]),
            ("fly by 99999999999999999999", &[]),
        ] {
            assert_eq!(found(text), due, "{text}");
        }
    }
}
