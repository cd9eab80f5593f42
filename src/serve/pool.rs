//! A bounded number of queries at once, each for a bounded time.
//!
//! A query keeps its place until its thread has really ended. When one
//! overruns, its client gets an error at once, and the server has one place
//! less until the evaluator looks at the token; it never starts more threads
//! than there are places.

use super::state::Loaded;
use crate::query::{
    Answer, Bound, CancellationToken, Dataset, Limits, QueryError, QueryKind, evaluate, kind, parse,
    refuse_cartesian_product,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a query waits for a place.
const PATIENCE: Duration = Duration::from_secs(2);

/// Combinations that unrelated parts of a query may have: less than a second's work.
const MAX_PRODUCT: u64 = 1_000_000;

/// The places for queries.
pub struct Pool {
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Pool {
    /// A pool with [`Limits::concurrent`] places.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let places = limits.concurrent.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            limits,
            places: Arc::new(Semaphore::new(places)),
        }
    }

    /// The bounds, for those who describe the service.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Places free at this moment.
    #[must_use]
    pub fn free(&self) -> usize {
        self.places.available_permits()
    }

    /// Evaluates a query text on a release.
    ///
    /// # Errors
    /// Those of parsing and evaluating, and [`Bound::Time`], [`Bound::Concurrent`].
    pub async fn run(
        &self,
        loaded: Arc<Loaded>,
        text: String,
        dataset: Dataset,
    ) -> Result<(QueryKind, Answer), QueryError> {
        let permit = self.place().await?;
        let guard = CancelOnDrop(CancellationToken::new());
        let (token, limits) = (guard.0.clone(), self.limits);
        let work = tokio::task::spawn_blocking(move || {
            let answer = work(&loaded, &text, &dataset, &limits, token);
            drop(permit);
            answer
        });
        match tokio::time::timeout(self.limits.time, work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(failure)) => Err(QueryError::Evaluation(failure.to_string())),
            Err(_) => Err(QueryError::Limit(Bound::Time(self.limits.time))),
        }
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, QueryError> {
        let places = Arc::clone(&self.places);
        match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(QueryError::Limit(Bound::Concurrent(self.limits.concurrent))),
        }
    }
}

fn work(
    loaded: &Loaded,
    text: &str,
    dataset: &Dataset,
    limits: &Limits,
    token: CancellationToken,
) -> Result<(QueryKind, Answer), QueryError> {
    let query = parse(text)?;
    let kind = kind(&query);
    let store = &loaded.release.store;
    refuse_cartesian_product(store, &query, MAX_PRODUCT)?;
    Ok((kind, evaluate(store, query, dataset, limits, token)?))
}

/// Stops the evaluation when nobody waits for it any more: after the time is
/// up, and when the client has gone.
struct CancelOnDrop(CancellationToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
