//! What every request sees: the release of the moment and the settings.

use super::answers::Answers;
use super::clients::{ClientLimits, Clients};
use super::described::Described;
use super::index::Index;
use super::kept_pages::KeptPages;
use super::metrics::Metrics;
use super::observe::Naming;
use super::pages::explore::Web;
use super::pages::glance::Glance;
use super::prepared::Prepared;
use super::sitemap::Things;
use super::step::{Archive, Known};
use crate::find::Search;
use crate::find::names::Names;
use crate::query::{Limits, NamedQuery, Pool};
use crate::release::Release;
use oxigraph::model::NamedNode;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// A release with what was derived from it once.
pub struct Loaded {
    /// The release.
    pub release: Release,
    /// Aliases, counts and entry points.
    pub index: Index,
    /// Answers to queries on this release, so that a new release begins with none.
    pub(super) answers: Answers,
    /// Pages that are long to write.
    pub(super) pages: KeptPages,
    /// Answers to the ready-made questions.
    pub(super) prepared: Prepared,
    /// What was published before, and when.
    pub(super) known: Arc<Known>,
    /// The number of the release in its folder; 0 where the history does not know it.
    pub number: u32,
    /// Older releases that are open at the moment.
    pub(super) archive: Archive,
    described: Option<Described>,
    things: OnceLock<Things>,
    search: OnceLock<Arc<Search>>,
    web: OnceLock<Web>,
    glance: OnceLock<Glance>,
    names: OnceLock<Names>,
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
            described: Described::read(&release.dir),
            release,
            known,
            number,
            archive: Archive::default(),
            answers: Answers::default(),
            pages: KeptPages::default(),
            prepared: Prepared::default(),
            things: OnceLock::new(),
            search: OnceLock::new(),
            web: OnceLock::new(),
            glance: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// The catalog of the release, where its builder wrote one.
    #[must_use]
    pub fn described(&self) -> Option<&Described> {
        self.described.as_ref()
    }

    /// The full-text search. Reads the store when first asked, so not for a thread that moves bytes.
    #[must_use]
    pub fn search(&self) -> Arc<Search> {
        Arc::clone(
            self.search
                .get_or_init(|| Arc::new(Search::new(&self.release.store))),
        )
    }

    /// What the home page shows of the process. Reads the store when first asked.
    #[must_use]
    pub(super) fn glance(&self) -> &Glance {
        self.glance.get_or_init(|| Glance::read(&self.release.store))
    }

    /// What the things of the release are called. Reads the store when first asked, so not for a thread that moves
    /// bytes.
    #[must_use]
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::read(&self.release.store))
    }

    /// The things with a page. Reads the store when first asked, so not for a thread that moves bytes.
    #[must_use]
    pub fn things(&self) -> &Things {
        self.things.get_or_init(|| {
            let changed = |thing: &NamedNode| Some(self.known.dated(thing, self.number)?.modified);
            Things::read(&self.release.store, changed)
        })
    }
}

impl Loaded {
    /// Who cites whom and who was asked what. Reads the store when first asked.
    pub(super) fn web(&self) -> &Web {
        self.web.get_or_init(|| Web::read(&self.release.store))
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

/// What is decided about a server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Bounds of a query.
    pub limits: Limits,
    /// Bounds of one client.
    pub clients: ClientLimits,
    /// Logs and figures.
    pub watching: Watching,
}

/// The state of the server.
pub struct AppState {
    current: RwLock<Arc<Loaded>>,
    /// Where queries are evaluated.
    pub pool: Pool,
    /// What each client may ask.
    pub(super) clients: Arc<Clients>,
    /// The queries shown to people.
    pub queries: Vec<NamedQuery>,
    /// What links and redirects begin with; empty for links relative to the host.
    pub root: String,
    /// Figures about what happened.
    pub metrics: Arc<Metrics>,
    /// Whether `/metrics` is answered here.
    pub shows_metrics: bool,
    naming: Arc<Naming>,
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
        let settings = Settings {
            limits,
            ..Settings::default()
        };
        Self::with(release, settings, queries, base_url)
    }

    /// The state with all that can be decided about a server.
    #[must_use]
    pub fn with(
        release: Release,
        settings: Settings,
        queries: Vec<NamedQuery>,
        base_url: Option<&str>,
    ) -> Arc<Self> {
        Arc::new(Self {
            metrics: Arc::new(Metrics::new()),
            shows_metrics: settings.watching.metrics,
            naming: Arc::new(if settings.watching.addresses {
                Naming::Named
            } else {
                Naming::Hashed(std::hash::RandomState::new())
            }),
            stopping: AtomicBool::new(false),
            current: RwLock::new(Arc::new(Loaded::new(release))),
            pool: Pool::new(settings.limits),
            clients: Arc::new(Clients::new(settings.clients)),
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
            clients: Arc::clone(&self.clients),
            queries: self.queries.clone(),
            root: self.root.clone(),
            metrics: Arc::clone(&self.metrics),
            shows_metrics: self.shows_metrics,
            naming: Arc::clone(&self.naming),
            stopping: AtomicBool::new(false),
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
        self.naming.name(address)
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
