//! Dates as exact as they are known: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar, validated.
///
/// Ordering is by time; a less exact date comes before the more exact ones inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    /// 0 where unknown.
    month: u8,
    /// 0 where unknown.
    day: u8,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date; write 2025-12-17, 2025-12 or 2025")]
pub struct DateError(pub String);

impl Date {
    /// A date from its parts: 1 <= year <= 9999, a day only with a month. `None` where there is no such day.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && match (month, day) {
                (None, None) => true,
                (None, Some(_)) => false,
                (Some(m), None) => (1..=12).contains(&m),
                (Some(m), Some(d)) => (1..=12).contains(&m) && (1..=days_in(year, m)).contains(&d),
            };
        valid.then(|| Self {
            year,
            month: month.unwrap_or(0),
            day: day.unwrap_or(0),
        })
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The local name of the XML Schema datatype: `date`, `gYearMonth` or `gYear`.
    pub fn xsd_type(self) -> &'static str {
        match (self.month, self.day) {
            (0, _) => "gYear",
            (_, 0) => "gYearMonth",
            _ => "date",
        }
    }
}

/// The length of a month, in days.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let fault = || DateError(text.to_owned());
        let mut parts = text.split('-');
        let year = number(parts.next(), 4).ok_or_else(fault)?;
        let mut short = || match parts.next() {
            None => Ok(None),
            part => number(part, 2)
                .and_then(|n| u8::try_from(n).ok())
                .map(Some)
                .ok_or_else(fault),
        };
        let (month, day) = (short()?, short()?);
        match parts.next() {
            None => Self::new(year, month, day).ok_or_else(fault),
            Some(_) => Err(fault()),
        }
    }
}

/// A part of a date with exactly `width` ASCII digits.
fn number(part: Option<&str>, width: usize) -> Option<u16> {
    part.filter(|p| p.len() == width && p.bytes().all(|b| b.is_ascii_digit()))?
        .parse()
        .ok()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day() {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_precisions() {
        for (text, kind) in [
            ("2025-12-17", "date"),
            ("2025-12", "gYearMonth"),
            ("2025", "gYear"),
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.xsd_type(), kind);
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2025-02-29",
            "1900-02-29",
            "2025-13",
            "2025-00",
            "2025-1-1",
            "0000",
            "2025-12-17-",
            "",
            "25",
            "٢٠٢٥",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2024-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn order_is_by_time() {
        let mut dates: Vec<Date> = ["2025-12-17", "2025", "2024-12-31"]
            .iter()
            .map(|d| d.parse().unwrap())
            .collect();
        dates.sort();
        assert_eq!(
            dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2024-12-31", "2025", "2025-12-17"]
        );
    }
}
