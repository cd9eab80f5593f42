//! What every question sees: the release of the moment, and places to work.

use super::refusal::Refusal;
use crate::find::Search;
use crate::find::names::Names;
use crate::lookup::Aliases;
use crate::query::{Limits, NamedQuery, Pool};
use crate::release::Release;
use crate::serve::log::tell;
use std::path::Path;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Questions answered at the same time.
pub(super) const PLACES: usize = 8;
/// How long a question waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bounds of a query in SPARQL: what an assistant can read of an answer is far less than a program can.
pub(super) const LIMITS: Limits = Limits {
    time: Duration::from_secs(20),
    rows: 1_000,
    bytes: 256 << 10,
    concurrent: 4,
    memory: 512 << 20,
};

/// A release with what was derived from it once.
pub(super) struct Loaded {
    pub release: Release,
    pub aliases: Aliases,
    names: OnceLock<Names>,
    search: OnceLock<Arc<Search>>,
}

impl Loaded {
    pub(super) fn new(release: Release) -> Self {
        Self {
            aliases: Aliases::new(&release.store),
            release,
            names: OnceLock::new(),
            search: OnceLock::new(),
        }
    }

    /// The names of all things; read from the store when first asked.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::read(&self.release.store))
    }

    /// The search over names and texts; made from the store when first asked.
    pub(super) fn search(&self) -> Arc<Search> {
        let made = || Arc::new(Search::new(&self.release.store));
        Arc::clone(self.search.get_or_init(made))
    }
}

/// The state of the server.
pub(super) struct State {
    current: RwLock<Arc<Loaded>>,
    places: Semaphore,
    /// Where SPARQL is evaluated.
    pub pool: Pool,
    /// The ready-made questions.
    pub queries: Vec<NamedQuery>,
}

impl State {
    pub(super) fn new(release: Release, queries: Vec<NamedQuery>) -> Self {
        Self {
            current: RwLock::new(Arc::new(Loaded::new(release))),
            places: Semaphore::new(PLACES),
            pool: Pool::new(LIMITS),
            queries,
        }
    }

    /// The release to answer from.
    pub(super) fn current(&self) -> Arc<Loaded> {
        let guard = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&guard)
    }

    /// Answers all further questions from the current release of `out`, if it can be opened.
    pub(super) fn switch(&self, out: &Path) {
        match Release::open(out) {
            Ok(release) => {
                let id = release.id.clone();
                let next = Arc::new(Loaded::new(release));
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
                tell(&format!("Answering from release {id} from now on"));
            }
            Err(error) => tell(&format!(
                "The new release cannot be opened, so the present one stays: {error}"
            )),
        }
    }

    /// Does work that reads the store on a thread that may take its time.
    ///
    /// # Errors
    /// Those of `work`, and where too many questions are being answered.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Loaded) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let Ok(Ok(_place)) = tokio::time::timeout(PATIENCE, self.places.acquire()).await else {
            return Err(Refusal::new(format!(
                "All {PLACES} places for questions are taken. Hint: try again in a few seconds."
            )));
        };
        let loaded = self.current();
        tokio::task::spawn_blocking(move || work(&loaded))
            .await
            .unwrap_or_else(|_| {
                Err(Refusal::new(
                    "The program failed on this question; others are still answered.",
                ))
            })
    }
}
