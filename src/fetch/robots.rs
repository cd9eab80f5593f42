//! robots.txt (RFC 9309): asked once a host, and obeyed.

use std::io::Read as _;
use std::time::Duration;

use reqwest::header::HeaderMap;
use texting_robots::Robot;
use url::Url;

use super::failure::{Again, Failure, Reason, backoff};
use super::hosts::Host;
use super::request::{Answer, Web};

/// The name to which robots.txt may speak.
const ROBOT: &str = "wsis";
/// A robots.txt is read up to here (RFC 9309, 2.5).
const ROBOTS_BYTES: u64 = 500 << 10;

impl Web {
    /// Whether the host's robots.txt lets us ask (RFC 9309): a host without one does, one whose
    /// robots.txt cannot be had does not.
    pub(super) fn obey_robots(&self, url: &Url) -> Result<(), Failure> {
        let host = self.host(url)?;
        let robots = host.robots.get_or_init(|| {
            let robot = self.robots(url, &host);
            if let Err(failure) = &robot {
                host.give_up(failure.why.clone());
            }
            robot
        });
        match robots {
            Err(failure) => Err(failure.clone()),
            Ok(Some(robot)) if !robot.allowed(url.as_str()) => Err(Failure::new(
                Reason::Refused,
                format!(
                    "robots.txt of {} does not allow it",
                    url.host_str().unwrap_or_default()
                ),
            )),
            Ok(_) => Ok(()),
        }
    }

    fn robots(&self, url: &Url, host: &Host) -> Result<Option<Robot>, Failure> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        let skipped = |failure: Failure| {
            let name = url.host_str().unwrap_or_default();
            Failure::new(
                failure.reason.max(Reason::Failed),
                format!(
                    "robots.txt of {name} cannot be had, so nothing is asked there: {}",
                    failure.why
                ),
            )
        };
        let mut attempt = 0;
        let text = loop {
            match self.follow(&at, &HeaderMap::new(), false, &mut robots_text) {
                Ok(text) => break text,
                Err(failure) if failure.again.is_none() || attempt >= self.limits.retries => {
                    return Err(skipped(failure));
                }
                Err(failure) => {
                    let wait = match failure.again {
                        Some(Again::After(wait)) if wait > self.limits.longest_wait => {
                            return Err(skipped(failure));
                        }
                        Some(Again::After(wait)) => wait,
                        _ => backoff(self.limits.backoff, attempt),
                    };
                    host.rest(wait);
                    attempt += 1;
                }
            }
        };
        let Some(text) = text else { return Ok(None) };
        let robot = Robot::new(ROBOT, &text)
            .map_err(|_| skipped(Failure::new(Reason::Failed, "it cannot be read")))?;
        let delay = robot.delay.and_then(|s| Duration::try_from_secs_f32(s).ok());
        match delay {
            Some(delay) if delay > self.limits.longest_wait => {
                let why = format!("its Crawl-delay of {} s is longer than we wait", delay.as_secs());
                return Err(skipped(Failure::new(Reason::Refused, why)));
            }
            Some(delay) => host.slow_down(delay),
            None => {}
        }
        Ok(Some(robot))
    }
}

/// The text of a robots.txt; `None` where the host has none.
fn robots_text(answer: Answer) -> Result<Option<Vec<u8>>, Failure> {
    let status = answer.response.status().as_u16();
    match status {
        200..=299 => {
            let mut text = Vec::new();
            let mut body = answer.response.take(ROBOTS_BYTES);
            body.read_to_end(&mut text)
                .map_err(|error| Failure::passing(format!("it breaks off: {error}"), true))?;
            Ok(Some(text))
        }
        429 | 500..=599 => Err(Failure::of_status(status, answer.response.headers())),
        _ => Ok(None),
    }
}
