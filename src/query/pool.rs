//! A bounded number of queries at once, each for a bounded time and memory.
//!
//! A query keeps its place until its thread has really ended. When one
//! overruns, or its client goes, its token is cancelled at once; the server
//! has one place less until the evaluator looks at the token, and it never
//! starts more threads than there are places.

use super::memory::Memory;
use super::workers::Workers;
use super::{Bound, CancellationToken, Limits, QueryError};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How long a query waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);

/// The places for queries.
pub struct Pool {
    limits: Limits,
    places: Arc<Semaphore>,
    workers: Workers,
    memory: Memory,
}

impl Pool {
    /// A pool with [`Limits::concurrent`] places.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let places = limits.concurrent.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            limits,
            places: Arc::new(Semaphore::new(places)),
            workers: Workers::default(),
            memory: Memory::default(),
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

    /// Does the work of a query on a thread of its own. When the returned future is dropped, since
    /// the client has gone, or a bound is crossed, the token that `work` gets is cancelled.
    ///
    /// # Errors
    /// Those of `work`, [`Bound::Time`], [`Bound::Memory`] and [`Bound::Concurrent`].
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(CancellationToken) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<QueryError> + Send + 'static,
    {
        let permit = self.place().await?;
        let guard = CancelOnDrop(CancellationToken::new());
        let token = guard.0.clone();
        let (sender, receiver) = oneshot::channel();
        let watched = self.memory.enter();
        let job = move || {
            let outcome = work(token);
            drop(permit);
            // Nobody waits any more when the client has gone.
            drop(sender.send(outcome));
        };
        self.workers.run(job).map_err(QueryError::Write)?;
        let crossed = tokio::select! {
            outcome = receiver => return outcome.unwrap_or_else(|_| {
                Err(QueryError::Evaluation("the evaluator failed".to_owned()).into())
            }),
            () = tokio::time::sleep(self.limits.time) => Bound::Time(self.limits.time),
            () = watched.outgrown(self.limits.memory) => Bound::Memory(self.limits.memory),
        };
        Err(QueryError::Limit(crossed).into())
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, QueryError> {
        let places = Arc::clone(&self.places);
        match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(QueryError::Limit(Bound::Concurrent(self.limits.concurrent))),
        }
    }
}

/// Stops the evaluation when nobody waits for it any more: after the time is
/// up, and when the client has gone.
struct CancelOnDrop(CancellationToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
