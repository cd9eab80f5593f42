//! How much one query may take.

use std::fmt;
use std::time::Duration;

/// The bounds of one query, and how many may run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest evaluation.
    pub time: Duration,
    /// Most rows (or triples) of an answer.
    pub rows: usize,
    /// Most bytes of an answer, counted before it is written in a format.
    pub bytes: usize,
    /// Most queries evaluated at the same time.
    pub concurrent: usize,
    /// Most bytes by which the memory of the process may grow while a query runs.
    pub memory: usize,
}

impl Limits {
    /// No bounds, for the owner of the machine.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            time: Duration::MAX,
            rows: usize::MAX,
            bytes: usize::MAX,
            concurrent: usize::MAX,
            memory: usize::MAX,
        }
    }
}

impl Default for Limits {
    /// 20 seconds, 500,000 rows, 64 MiB, four at once, 512 MiB of memory: enough to take any one
    /// kind of thing whole, too little to stop the server from answering others.
    fn default() -> Self {
        Self {
            time: Duration::from_secs(20),
            rows: 500_000,
            bytes: 64 << 20,
            concurrent: 4,
            memory: 512 << 20,
        }
    }
}

/// The bound that an answer would have crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// [`Limits::time`].
    Time(Duration),
    /// [`Limits::rows`].
    Rows(usize),
    /// [`Limits::bytes`].
    Bytes(usize),
    /// [`Limits::concurrent`]: no place became free in time.
    Concurrent(usize),
    /// [`Limits::memory`].
    Memory(usize),
}

impl Bound {
    /// The name of the bound for programs, and how much is allowed, in its unit.
    #[must_use]
    pub const fn name(self) -> (&'static str, f64) {
        match self {
            Self::Time(time) => ("time", time.as_secs_f64()),
            Self::Rows(rows) => ("rows", rows as f64),
            Self::Bytes(bytes) => ("bytes", bytes as f64),
            Self::Concurrent(concurrent) => ("concurrent", concurrent as f64),
            Self::Memory(memory) => ("memory", memory as f64),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(time) => write!(
                f,
                "The query took longer than the {} seconds allowed, so there is no answer. Hint: make it more selective, ask for less at once, or load a dump and query it on your own machine.",
                time.as_secs_f32()
            ),
            Self::Rows(rows) => write!(
                f,
                "The answer has more than the {rows} rows allowed, so none is given. Hint: add LIMIT and OFFSET with ORDER BY, or take a dump."
            ),
            Self::Bytes(bytes) => write!(
                f,
                "The answer has more than the {bytes} bytes allowed, so none is given. Hint: select fewer variables, add LIMIT, or take a dump."
            ),
            Self::Concurrent(concurrent) => write!(
                f,
                "All {concurrent} places for queries are taken. Hint: try again in a few seconds."
            ),
            Self::Memory(memory) => write!(
                f,
                "The query needed more than the {memory} bytes of memory allowed, so there is no answer. Hint: sort, group or join less at once, or load a dump and query it on your own machine."
            ),
        }
    }
}
