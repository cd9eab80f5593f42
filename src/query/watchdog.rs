//! Cancels queries when their time is up.
//!
//! One thread watches all of them. It looks at the clock when the first of them would be over, not when one ends
//! in time: so a query that takes less than its time, as nearly all do, costs one entry in a list.

use oxigraph::sparql::CancellationToken;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// When a query is over; the number tells those apart that are over at the same moment.
type Deadline = (Instant, u64);

/// The queries that are watched.
#[derive(Default)]
struct Watched {
    number: u64,
    queries: BTreeMap<Deadline, CancellationToken>,
    /// When the thread looks again by itself; none while it sleeps without end.
    wakes: Option<Instant>,
}

#[derive(Default)]
struct Watch {
    watched: Mutex<Watched>,
    sooner: Condvar,
}

/// Watches one query; dropping it ends the watch.
pub(super) struct Watchdog(Option<(&'static Watch, Deadline)>);

impl Watchdog {
    /// Cancels `token` after `time`, unless dropped before. Without bound nobody watches.
    pub(super) fn start(time: Duration, token: CancellationToken) -> Self {
        let Some(end) = Instant::now().checked_add(time) else {
            return Self(None);
        };
        let Some(watch) = watch() else {
            // Without the thread the time is still looked at before every row.
            return Self(None);
        };
        let mut watched = watch.lock();
        watched.number += 1;
        let deadline = (end, watched.number);
        watched.queries.insert(deadline, token);
        if watched.wakes.is_none_or(|wakes| wakes > end) {
            watch.sooner.notify_one();
        }
        Self(Some((watch, deadline)))
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        if let Some((watch, deadline)) = self.0.take() {
            watch.lock().queries.remove(&deadline);
        }
    }
}

/// The watch of this program, begun with the first query; none where the system gives no thread.
fn watch() -> Option<&'static Watch> {
    static WATCH: OnceLock<Watch> = OnceLock::new();
    static THREAD: OnceLock<bool> = OnceLock::new();
    let watch = WATCH.get_or_init(Watch::default);
    let runs = THREAD.get_or_init(|| {
        let thread = thread::Builder::new().name("query-watchdog".to_owned());
        thread.spawn(|| watch.look()).is_ok()
    });
    runs.then_some(watch)
}

impl Watch {
    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self) {
        let mut watched = self.lock();
        loop {
            let now = Instant::now();
            while let Some(first) = watched.queries.first_entry() {
                if first.key().0 > now {
                    break;
                }
                first.remove().cancel();
            }
            let next = watched.queries.first_key_value().map(|(deadline, _)| deadline.0);
            watched.wakes = next;
            watched = match next {
                Some(end) => {
                    let waited = self
                        .sooner
                        .wait_timeout(watched, end.saturating_duration_since(now));
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.sooner.wait(watched).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a query that is not ended, or not in time since one before it had more; one that ended in time and
    /// is cancelled all the same.
    #[test]
    fn each_query_is_ended_at_its_own_time() {
        let [long, short, done, endless] = [(); 4].map(|()| CancellationToken::new());
        let hour = Duration::from_secs(3600);
        let _long = Watchdog::start(hour, long.clone());
        let _short = Watchdog::start(Duration::from_millis(20), short.clone());
        drop(Watchdog::start(Duration::from_millis(20), done.clone()));
        let _endless = Watchdog::start(Duration::MAX, endless.clone());
        let begin = Instant::now();
        while !short.is_cancelled() {
            assert!(begin.elapsed() < Duration::from_secs(20), "it is never ended");
            thread::sleep(Duration::from_millis(2));
        }
        thread::sleep(Duration::from_millis(50));
        for other in [long, done, endless] {
            assert!(!other.is_cancelled());
        }
    }
}
