//! What every request sees: the release of the moment and the settings.

use super::index::Index;
use super::pool::Pool;
use super::step::{Archive, Known};
use crate::query::{Limits, NamedQuery};
use crate::release::Release;
use std::sync::{Arc, PoisonError, RwLock};

/// A release with what was derived from it once.
pub struct Loaded {
    /// The release.
    pub release: Release,
    /// Aliases, counts and entry points.
    pub index: Index,
    /// What was published before, and when.
    pub(super) known: Arc<Known>,
    /// The number of the release in its folder; 0 where the history does not know it.
    pub number: u32,
    /// Older releases that are open at the moment.
    pub(super) archive: Archive,
}

impl Loaded {
    /// Prepares a release for serving. Reads the store, so not for a thread
    /// that answers requests.
    #[must_use]
    pub fn new(release: Release) -> Self {
        let known = Known::of(&release.dir);
        let number = known.number(&release.id);
        Self::past(release, number, Arc::new(known))
    }

    /// Prepares the publication `number` of those that are known.
    pub(super) fn past(release: Release, number: u32, known: Arc<Known>) -> Self {
        Self {
            index: Index::new(&release.store),
            release,
            known,
            number,
            archive: Archive::default(),
        }
    }
}

/// The state of the server.
pub struct AppState {
    current: RwLock<Arc<Loaded>>,
    /// Where queries are evaluated.
    pub pool: Pool,
    /// The queries shown to people.
    pub queries: Vec<NamedQuery>,
    /// What links and redirects begin with; empty for links relative to the host.
    pub root: String,
}

impl AppState {
    /// The state for a first release.
    #[must_use]
    pub fn new(
        release: Release,
        limits: Limits,
        queries: Vec<NamedQuery>,
        base_url: Option<&str>,
    ) -> Arc<Self> {
        Arc::new(Self {
            current: RwLock::new(Arc::new(Loaded::new(release))),
            pool: Pool::new(limits),
            queries,
            root: base_url.unwrap_or_default().trim_end_matches('/').to_owned(),
        })
    }

    /// The same state with another release, for answers about the past.
    #[must_use]
    pub(super) fn at(&self, loaded: Loaded) -> Arc<Self> {
        Arc::new(Self {
            current: RwLock::new(Arc::new(loaded)),
            pool: Pool::new(*self.pool.limits()),
            queries: self.queries.clone(),
            root: self.root.clone(),
        })
    }

    /// The release to answer from. Whoever holds it keeps it, even when a newer
    /// one arrives meanwhile.
    #[must_use]
    pub fn current(&self) -> Arc<Loaded> {
        let guard = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&guard)
    }

    /// Answers all further requests from another release.
    pub fn replace(&self, release: Release) {
        let next = Arc::new(Loaded::new(release));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
