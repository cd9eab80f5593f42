//! Whether a mandate is open, due or done as of a day. Status is never stored: it follows from events and dates.

use super::acts::{Act, Happening};

/// How a mandate stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It stands in a draft.
    Proposed,
    /// The text that states it came later.
    NotYet,
    /// In force, without a date or with one that lies ahead by more than a year.
    Open,
    /// In force, to be done within a year.
    Due,
    /// Its date has passed, and nothing in the graph says that it was done.
    Past,
    /// Its term ended without being renewed.
    Lapsed,
    /// A later text took its place.
    Superseded,
    /// An event says that it was concluded.
    Done,
}

impl Standing {
    /// The key of the interface word.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Proposed => "t-state-proposed",
            Self::NotYet => "t-state-notyet",
            Self::Open => "t-state-open",
            Self::Due => "t-state-due",
            Self::Past => "t-state-past",
            Self::Lapsed => "t-state-lapsed",
            Self::Superseded => "t-state-superseded",
            Self::Done => "t-state-done",
        }
    }

    /// The class in the style sheet.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Proposed | Self::NotYet => "state-notyet",
            Self::Open => "state-open",
            Self::Due => "state-due",
            Self::Past => "state-past",
            Self::Lapsed => "state-lapsed",
            Self::Superseded => "state-superseded",
            Self::Done => "state-done",
        }
    }
}

/// How a mandate stands on `day` (`2026-11-25`).
pub(super) fn standing(act: &Act, due_at: Option<&str>, history: &[Happening], day: &str) -> Standing {
    if act.proposed {
        return Standing::Proposed;
    }
    let begun = history
        .first()
        .map(|event| event.date.as_str())
        .filter(|date| !date.is_empty())
        .map_or(act.date.as_str(), |first| {
            if act.date.is_empty() {
                first
            } else {
                first.min(act.date.as_str())
            }
        });
    if !begun.is_empty() && begun > day {
        return Standing::NotYet;
    }
    let mut so_far = history.iter().filter(|event| event.date.as_str() <= day);
    if let Some(latest) = so_far.clone().next_back() {
        match latest.code.as_str() {
            "superseded" => return Standing::Superseded,
            "concluded" => return Standing::Done,
            _ => {}
        }
    }
    // A modification that sets no end takes away the one set before.
    let term = so_far
        .rfind(|event| event.until.is_some() || event.code != "established")
        .and_then(|event| event.until.as_deref());
    if term.is_some_and(|end| last_day(end).as_str() < day) {
        return Standing::Lapsed;
    }
    let due = act.due.as_deref().or(due_at).or(term);
    let Some(end) = due.map(last_day) else {
        return Standing::Open;
    };
    if end.as_str() < day {
        // What comes round again is not over when its first date has passed.
        return if act.recurrence.is_some() || renewed(history, &end, day) {
            Standing::Open
        } else {
            Standing::Past
        };
    }
    if end <= a_year_after(day) {
        Standing::Due
    } else {
        Standing::Open
    }
}

/// Whether a later text gave the mandate a new term after its first date.
fn renewed(history: &[Happening], end: &str, day: &str) -> bool {
    history
        .iter()
        .any(|event| event.date.as_str() <= day && last_day(&event.date).as_str() > end)
}

/// The last day of a day, month or year; days 29 to 31 of a month need no calendar to compare.
fn last_day(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-12-31"),
        7 => format!("{date}-31"),
        _ => date.to_owned(),
    }
}

fn a_year_after(day: &str) -> String {
    let year = day
        .get(..4)
        .and_then(|year| year.parse::<u32>().ok())
        .unwrap_or(0);
    format!("{:04}{}", year + 1, day.get(4..).unwrap_or_default())
}

/// A day that a reader gave, if it is one: `2026-11-25`, or a year or month, whose last day is meant.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    if !matches!(text.len(), 4 | 7 | 10) {
        return None;
    }
    let date = text.parse::<crate::corpus::Date>().ok()?;
    Some(last_day(&date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::lookup::Words;

    fn event(code: &str, date: &str, until: Option<&str>) -> Happening {
        Happening {
            code: code.to_owned(),
            kind: Words {
                text: code.to_owned(),
                lang: String::new(),
            },
            date: date.to_owned(),
            until: until.map(str::to_owned),
            by: None,
            effected_by: None,
            note: None,
        }
    }

    /// Catches: a status that does not change with the day, terms forgotten or kept for ever.
    #[test]
    fn the_state_follows_the_day() {
        let act = Act {
            date: "2005-11-18".to_owned(),
            due: Some("2006-06".to_owned()),
            ..Act::default()
        };
        let history = [
            event("established", "2005-11-18", None),
            event("renewed", "2010-12-20", Some("2015")),
            event("extended", "2015-12-16", Some("2025")),
            event("modified", "2025-12-17", None),
        ];
        for (day, expected) in [
            ("2005-01-01", Standing::NotYet),
            ("2005-12-01", Standing::Due),
            ("2008-01-01", Standing::Past),
            ("2012-01-01", Standing::Open),
            ("2026-11-25", Standing::Open),
        ] {
            assert_eq!(standing(&act, None, &history, day), expected, "{day}");
        }
        assert_eq!(
            standing(&act, None, &history[..2], "2016-01-01"),
            Standing::Lapsed
        );
        let over = [event("superseded", "2025-12-17", None)];
        let plain = Act {
            date: "2015-12-16".to_owned(),
            ..Act::default()
        };
        assert_eq!(standing(&plain, None, &over, "2025-12-16"), Standing::Open);
        assert_eq!(standing(&plain, None, &over, "2025-12-17"), Standing::Superseded);
        assert_eq!(standing(&plain, Some("2027"), &[], "2026-11-25"), Standing::Open);
        assert_eq!(standing(&plain, Some("2027"), &[], "2027-01-25"), Standing::Due);
    }

    /// Catches: nonsense taken for a day.
    #[test]
    fn days_are_read_with_care() {
        assert_eq!(day("2026-11-25").as_deref(), Some("2026-11-25"));
        assert_eq!(day(" 2026 ").as_deref(), Some("2026-12-31"));
        for bad in ["", "2026-13", "2026-02-30", "<script>", "20261125", "99999"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
