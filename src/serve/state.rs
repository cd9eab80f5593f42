//! What every request sees: the release of the moment and the settings.

use super::described::Described;
use super::index::Index;
use super::pool::Pool;
use super::sitemap::Things;
use crate::query::{Limits, NamedQuery};
use crate::release::Release;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A release with what was derived from it once.
pub struct Loaded {
    /// The release.
    pub release: Release,
    /// Aliases, counts and entry points.
    pub index: Index,
    described: Option<Described>,
    things: OnceLock<Things>,
}

impl Loaded {
    /// Prepares a release for serving. Reads the store, so not for a thread
    /// that answers requests.
    #[must_use]
    pub fn new(release: Release) -> Self {
        let index = Index::new(&release.store);
        Self {
            described: Described::read(&release.dir),
            things: OnceLock::new(),
            release,
            index,
        }
    }

    /// The catalog of the release, where its builder wrote one.
    #[must_use]
    pub fn described(&self) -> Option<&Described> {
        self.described.as_ref()
    }

    /// The things with a page. Reads the store when first asked, so not for a thread that moves bytes.
    #[must_use]
    pub fn things(&self) -> &Things {
        self.things.get_or_init(|| Things::read(&self.release.store))
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
