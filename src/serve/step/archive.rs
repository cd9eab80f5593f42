//! Older releases, opened when somebody asks for them, two at a time.

use super::super::state::{AppState, Loaded};
use crate::release::Release;
use crate::release::history::Published;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How many older releases are in memory at once.
const OPEN: usize = 2;
/// How many requests may wait while a release is opened, which takes seconds where it is large.
const WAITING: usize = 8;

/// Why an older release cannot be shown at the moment.
pub(super) enum Refused {
    /// Too many wait for others already.
    Busy,
    /// It is damaged.
    Damaged(String),
}

/// The older releases that are open, the one used last at the end.
#[derive(Default)]
pub(in crate::serve) struct Archive {
    open: Mutex<Vec<(u32, Arc<AppState>)>>,
    waiting: AtomicUsize,
}

impl Archive {
    /// The state that answers from an older publication. Reads the disk, so not for a thread that answers.
    ///
    /// # Errors
    /// When too many wait, or the release is damaged.
    pub(super) fn state(
        &self,
        state: &AppState,
        current: &Loaded,
        (entry, folder): (&Published, PathBuf),
    ) -> Result<Arc<AppState>, Refused> {
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= WAITING {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(Refused::Busy);
        }
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        if let Some(at) = open.iter().position(|(number, _)| *number == entry.number) {
            let found = open.remove(at);
            let state = Arc::clone(&found.1);
            open.push(found);
            return Ok(state);
        }
        if open.len() >= OPEN {
            open.remove(0);
        }
        let release = Release::open_folder(folder).map_err(|error| Refused::Damaged(error.to_string()))?;
        let loaded = Loaded::past(release, entry.number, Arc::clone(&current.known));
        let state = state.at(loaded);
        open.push((entry.number, Arc::clone(&state)));
        Ok(state)
    }
}
