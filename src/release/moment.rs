//! A second of UTC, as histories, feeds and HTTP write it.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The longest time that this program writes: the last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// Seconds since 1970 in UTC; written as RFC 3339 says, without fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Moment(u64);

impl Moment {
    /// The present moment.
    #[must_use]
    pub fn now() -> Self {
        Self::of(SystemTime::now())
    }

    /// The moment of a time of the system; 1970 for earlier ones.
    #[must_use]
    pub fn of(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(since.as_secs().min(LAST))
    }

    /// One second later.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(LAST))
    }

    /// As HTTP writes it (RFC 9110 §5.6.7).
    #[must_use]
    pub fn http(self) -> String {
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(self.0))
    }

    /// Reads a date of HTTP; `None` where it is none.
    #[must_use]
    pub fn from_http(text: &str) -> Option<Self> {
        httpdate::parse_http_date(text.trim()).ok().map(Self::of)
    }
}

impl fmt::Display for Moment {
    /// Days to a date: Howard Hinnant, "chrono-compatible low-level date algorithms" (`civil_from_days`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0 / 86_400 + 719_468, self.0 % 86_400);
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + u64::from(month <= 2);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("\"{text}\" is not a time such as 2025-12-17T10:00:00Z");
        let time: oxsdatatypes::DateTime = text.parse().map_err(|_| fault())?;
        let start: oxsdatatypes::DateTime = "1970-01-01T00:00:00Z".parse().map_err(|_| fault())?;
        let since = time
            .checked_sub(start)
            .ok_or_else(fault)?
            .as_seconds()
            .to_string();
        let whole = since.split('.').next().unwrap_or_default();
        let moment = whole.parse().map(Self).map_err(|_| fault())?;
        if moment.to_string() == text {
            Ok(moment)
        } else {
            Err(fault())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a wrong calendar (leap years, centuries), times that are none but are read.
    #[test]
    fn times_are_written_and_read() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (1_766_000_000, "2025-12-17T19:33:20Z"),
            (LAST, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Moment(seconds).to_string(), text);
            assert_eq!(text.parse(), Ok(Moment(seconds)));
            let http = Moment(seconds).http();
            assert_eq!(Moment::from_http(&http), Some(Moment(seconds)), "{http}");
        }
        for text in [
            "",
            "yesterday",
            "2025-02-30T00:00:00Z",
            "2025-12-17T19:33:20",
            "1969-12-31T23:59:59Z",
            "2025-12-17T19:33:20.5Z",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
            assert_eq!(Moment::from_http(text), None);
        }
    }
}
