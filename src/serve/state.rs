//! What every request sees: the release of the moment and the settings.

use super::index::Index;
use super::metrics::Metrics;
use super::observe::Clients;
use super::pool::Pool;
use crate::query::{Limits, NamedQuery};
use crate::release::Release;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A release with what was derived from it once.
pub struct Loaded {
    /// The release.
    pub release: Release,
    /// Aliases, counts and entry points.
    pub index: Index,
}

impl Loaded {
    /// Prepares a release for serving. Reads the store, so not for a thread
    /// that answers requests.
    #[must_use]
    pub fn new(release: Release) -> Self {
        let index = Index::new(&release.store);
        Self { release, index }
    }
}

/// What the owner of a server decides about watching it.
#[derive(Clone, Copy, Debug)]
pub struct Watching {
    /// Whether `/metrics` is answered beside everything else; not where it has an address of its own.
    pub metrics: bool,
    /// Whether logs name clients by address instead of a hash.
    pub addresses: bool,
}

impl Default for Watching {
    fn default() -> Self {
        Self {
            metrics: true,
            addresses: false,
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
    /// Figures about what happened.
    pub metrics: Metrics,
    /// Whether `/metrics` is answered here.
    pub shows_metrics: bool,
    clients: Clients,
    stopping: AtomicBool,
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
        Self::watched(release, limits, queries, base_url, Watching::default())
    }

    /// The same, with decisions about logs and figures.
    #[must_use]
    pub fn watched(
        release: Release,
        limits: Limits,
        queries: Vec<NamedQuery>,
        base_url: Option<&str>,
        watching: Watching,
    ) -> Arc<Self> {
        Arc::new(Self {
            metrics: Metrics::new(),
            shows_metrics: watching.metrics,
            clients: if watching.addresses {
                Clients::Named
            } else {
                Clients::Hashed(std::hash::RandomState::new())
            },
            stopping: AtomicBool::new(false),
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

    /// How logs name a client.
    #[must_use]
    pub(super) fn client_name(&self, address: IpAddr) -> String {
        self.clients.name(address)
    }

    /// Whether new clients should go elsewhere: the server is about to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Tells `/ready` that the server is about to stop.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Answers all further requests from another release.
    pub fn replace(&self, release: Release) {
        let next = Arc::new(Loaded::new(release));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
