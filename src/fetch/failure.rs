//! Why a source did not give a text, and when to ask again.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Serialize;

/// What kept a text from coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The source does not have it.
    Missing,
    /// It was not given, or may not be asked for.
    Refused,
    /// The network or the host failed.
    Failed,
    /// Something else came.
    Rejected,
}

/// A failure of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub reason: Reason,
    /// In words.
    pub why: String,
    /// Whether another attempt may help, and when the host wants it.
    pub again: Option<Again>,
    /// Whether the host itself is to blame, not this one file.
    pub of_host: bool,
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// When it suits us.
    Soon,
    /// As the host said.
    After(Duration),
}

impl Failure {
    pub(super) fn new(reason: Reason, why: impl Into<String>) -> Self {
        Self {
            reason,
            why: why.into(),
            again: None,
            of_host: false,
        }
    }

    /// A failure that may pass.
    pub(super) fn passing(why: impl Into<String>, of_host: bool) -> Self {
        Self {
            again: Some(Again::Soon),
            of_host,
            ..Self::new(Reason::Failed, why)
        }
    }

    /// What a status that is neither success nor redirect means (RFC 9110, 15).
    pub(super) fn of_status(status: u16, headers: &HeaderMap) -> Self {
        let again = retry_after(headers, SystemTime::now()).map_or(Again::Soon, Again::After);
        match status {
            404 | 410 => Self::new(Reason::Missing, format!("it is not there ({status})")),
            401 | 403 | 451 => Self::new(Reason::Refused, format!("the host does not give it ({status})")),
            429 => Self {
                again: Some(again),
                ..Self::passing("the host is asked too often (429)", true)
            },
            408 | 425 | 500..=599 => Self {
                again: Some(again),
                ..Self::passing(format!("the host has trouble ({status})"), true)
            },
            _ => Self::new(Reason::Failed, format!("the host answers with status {status}")),
        }
    }

    /// What went wrong on the way, in words and with its cause.
    pub(super) fn of_network(error: &reqwest::Error) -> Self {
        let mut causes = Vec::new();
        let mut next: Option<&dyn std::error::Error> = std::error::Error::source(error);
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        let cause = causes.pop().unwrap_or_else(|| error.to_string());
        if cause.starts_with("invalid peer certificate") {
            return Self {
                of_host: true,
                ..Self::new(
                    Reason::Failed,
                    format!("the host cannot prove who it is: {cause}"),
                )
            };
        }
        let what = if error.is_timeout() {
            return Self::passing("the host is silent for too long", true);
        } else if error.is_connect() {
            "the host cannot be reached"
        } else if error.is_request() {
            "the host gives no proper answer"
        } else {
            "the answer breaks off"
        };
        Self::passing(format!("{what}: {cause}"), true)
    }
}

/// How long a host asks us to wait: seconds or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// The wait before retry `n` (from 0): doubling, with up to as much again by chance, so that many
/// clients do not come back together.
pub(super) fn backoff(base: Duration, n: u32) -> Duration {
    let wait = base.saturating_mul(1 << n.min(10));
    wait + wait.mul_f64(fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        // Sun, 06 Nov 1994 08:49:37 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        retry_after(&headers, now)
    }

    #[test]
    fn waits_are_read_as_seconds_and_as_dates() {
        assert_eq!(asked("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            asked("Sun, 06 Nov 1994 08:50:37 GMT"),
            Some(Duration::from_secs(60))
        );
        assert_eq!(
            asked("Sun, 06 Nov 1994 08:00:00 GMT"),
            Some(Duration::ZERO),
            "a time gone by"
        );
        assert_eq!(asked("soon"), None);
        assert_eq!(asked("-5"), None);
    }

    #[test]
    fn waits_double() {
        let base = Duration::from_millis(10);
        for n in 0..5 {
            let wait = backoff(base, n);
            assert!(
                wait >= base * 2u32.pow(n) && wait <= base * 2u32.pow(n + 1),
                "{n}: {wait:?}"
            );
        }
    }

    #[test]
    fn what_may_pass_is_tried_again() {
        let headers = HeaderMap::new();
        for (status, reason, again) in [
            (404, Reason::Missing, false),
            (410, Reason::Missing, false),
            (403, Reason::Refused, false),
            (400, Reason::Failed, false),
            (429, Reason::Failed, true),
            (503, Reason::Failed, true),
        ] {
            let failure = Failure::of_status(status, &headers);
            assert_eq!(
                (failure.reason, failure.again.is_some()),
                (reason, again),
                "{status}"
            );
        }
    }
}
