//! Ends a query when memory grows too much while it runs.
//!
//! Sorting, grouping and joining keep rows in memory, which no bound of the
//! answer sees. Memory cannot be told apart by query, so its growth is put
//! down to the query that has run longest, unless one was ended just before.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How often memory is looked at.
const PERIOD: Duration = Duration::from_millis(50);
/// How long an ended query has to give its memory back.
const GRACE: Duration = Duration::from_millis(500);

/// The queries under way.
#[derive(Default)]
pub(super) struct Memory(Mutex<Running>);

#[derive(Default)]
struct Running {
    next: u64,
    /// Numbers of the queries, the oldest first.
    queries: BTreeSet<u64>,
    ended: Option<Instant>,
}

/// A query under way.
pub(super) struct Watched<'a> {
    memory: &'a Memory,
    number: u64,
    /// Memory when it began.
    before: usize,
}

impl Memory {
    /// A query begins.
    pub(super) fn enter(&self) -> Watched<'_> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.next += 1;
        let number = running.next;
        running.queries.insert(number);
        Watched {
            memory: self,
            number,
            before: resident().unwrap_or_default(),
        }
    }
}

impl Watched<'_> {
    /// Returns when memory has grown by more than `bound` bytes since the query began and the
    /// query is to end for it; never where the system does not tell (elsewhere than on Linux).
    pub(super) async fn outgrown(&self, bound: usize) {
        loop {
            tokio::time::sleep(PERIOD).await;
            if resident().is_some_and(|now| now.saturating_sub(self.before) > bound) && self.is_to_end() {
                return;
            }
        }
    }

    fn is_to_end(&self) -> bool {
        let mut running = self.memory.0.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = running.ended.is_none_or(|at| at.elapsed() > GRACE);
        let chosen = quiet && running.queries.first() == Some(&self.number);
        if chosen {
            running.ended = Some(Instant::now());
        }
        chosen
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        let mut running = self.memory.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.queries.remove(&self.number);
    }
}

/// Memory of the process that is in use, in bytes. Its list of sizes is short and read sooner than its status.
fn resident() -> Option<usize> {
    let sizes = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = sizes.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * page()?)
}

/// Bytes of a page of memory.
fn page() -> Option<usize> {
    static PAGE: OnceLock<Option<usize>> = OnceLock::new();
    *PAGE.get_or_init(|| {
        let smaps = std::fs::read_to_string("/proc/self/smaps").ok()?;
        let line = smaps
            .lines()
            .find_map(|line| line.strip_prefix("KernelPageSize:"))?;
        let kibibytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes << 10)
    })
}
