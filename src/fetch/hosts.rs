//! One connection a host at a time, with pauses between, and an end to patience.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use texting_robots::Robot;

use super::failure::{Failure, Reason};
use super::sources::Limits;

/// The hosts asked in this run.
pub(super) struct Hosts {
    known: Mutex<HashMap<String, Arc<Host>>>,
    delays: BTreeMap<String, Duration>,
    limits: Limits,
}

/// A host: name and port.
pub(super) struct Host {
    pace: Mutex<Pace>,
    give_up_after: u32,
    /// What its robots.txt says, asked once.
    pub robots: OnceLock<Result<Option<Robot>, Failure>>,
}

struct Pace {
    next: Instant,
    delay: Duration,
    failures: u32,
    given_up: Option<String>,
}

/// The right to talk to a host; the next one may do so when it is dropped and the pause is over.
pub(super) struct Turn<'a>(MutexGuard<'a, Pace>);

impl Hosts {
    pub(super) fn new(limits: Limits, delays: BTreeMap<String, Duration>) -> Self {
        Self {
            known: Mutex::default(),
            delays,
            limits,
        }
    }

    /// The host at `authority` (`name:port`).
    pub(super) fn get(&self, authority: &str) -> Arc<Host> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
        let delay = [authority, name].iter().find_map(|key| self.delays.get(*key));
        let host = known.entry(authority.to_owned()).or_insert_with(|| {
            Arc::new(Host {
                pace: Mutex::new(Pace {
                    next: Instant::now(),
                    delay: delay.copied().unwrap_or(self.limits.delay),
                    failures: 0,
                    given_up: None,
                }),
                give_up_after: self.limits.give_up_after,
                robots: OnceLock::new(),
            })
        });
        Arc::clone(host)
    }
}

impl Host {
    /// Waits for a turn.
    ///
    /// # Errors
    /// Where the host was given up.
    pub(super) fn turn(&self) -> Result<Turn<'_>, Failure> {
        let pace = self.pace();
        if let Some(why) = &pace.given_up {
            return Err(Failure::new(Reason::Failed, why.clone()));
        }
        thread::sleep(pace.next.saturating_duration_since(Instant::now()));
        Ok(Turn(pace))
    }

    /// A pause longer than the one so far, asked for by the host.
    pub(super) fn slow_down(&self, delay: Duration) {
        let mut pace = self.pace();
        pace.delay = pace.delay.max(delay);
        pace.next = pace.next.max(Instant::now() + delay);
    }

    /// Nothing is asked of the host before this time is over.
    pub(super) fn rest(&self, wait: Duration) {
        let mut pace = self.pace();
        pace.next = pace.next.max(Instant::now() + wait);
    }

    /// The host gave what it was asked for, or said properly that it has none.
    pub(super) fn works(&self) {
        self.pace().failures = 0;
    }

    /// The host failed, retries included; after some such files in a row it is given up.
    pub(super) fn failed(&self, why: &str) {
        let mut pace = self.pace();
        pace.failures += 1;
        if pace.failures >= self.give_up_after {
            pace.given_up = Some(format!("the host was given up for this run; at the last {why}"));
        }
    }

    /// Nothing more is asked of the host in this run.
    pub(super) fn give_up(&self, why: String) {
        self.pace().given_up = Some(why);
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.next = self.0.next.max(Instant::now() + self.0.delay);
    }
}
