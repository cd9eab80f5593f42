//! The jobs waiting for each host.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, PoisonError};

use super::report::{Attempt, FileReport};

/// A text on its way from source to source.
pub(super) struct Job {
    pub target: usize,
    /// The index of the source to ask next.
    pub next: usize,
    pub attempts: Vec<Attempt>,
}

/// The jobs waiting for each host.
pub(super) struct Queues {
    state: Mutex<Waiting>,
    bell: Condvar,
}

struct Waiting {
    jobs: HashMap<String, VecDeque<Job>>,
    /// Jobs not yet done, waiting or in hand.
    open: usize,
}

impl Queues {
    /// Queues for so many jobs.
    pub(super) fn new(jobs: usize) -> Self {
        Self {
            state: Mutex::new(Waiting {
                jobs: HashMap::new(),
                open: jobs,
            }),
            bell: Condvar::new(),
        }
    }

    /// The next job for `host`; waits for one as long as any may still come.
    pub(super) fn take(&self, host: &str) -> Option<Job> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(job) = state.jobs.get_mut(host).and_then(VecDeque::pop_front) {
                return Some(job);
            }
            if state.open == 0 {
                return None;
            }
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn give(&self, host: String, job: Job) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.jobs.entry(host).or_default().push_back(job);
        self.bell.notify_all();
    }

    /// One job is at the end of its way.
    pub(super) fn done(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.open = state.open.saturating_sub(1);
        self.bell.notify_all();
    }
}

/// Where jobs and reports lie while the workers work.
pub(super) struct Floor<'a> {
    pub queues: Queues,
    pub reports: Mutex<Vec<FileReport>>,
    pub step: &'a (dyn Fn() + Sync),
}

impl Floor<'_> {
    /// One text is at its end.
    pub(super) fn finish(&self, report: FileReport) {
        self.reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(report);
        (self.step)();
        self.queues.done();
    }
}
