//! Cancels a query when its time is up.

use oxigraph::sparql::CancellationToken;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Watches one query; dropping it ends the watch.
pub(super) struct Watchdog {
    _query_runs: Option<Sender<()>>,
}

impl Watchdog {
    /// Cancels `token` after `time`, unless dropped before. Without bound no
    /// thread is started.
    pub(super) fn start(time: Duration, token: CancellationToken) -> Self {
        if time == Duration::MAX {
            return Self { _query_runs: None };
        }
        let (sender, receiver) = channel::<()>();
        let watch = move || {
            if receiver.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                token.cancel();
            }
        };
        // Without the thread the time is still looked at before every row.
        drop(
            thread::Builder::new()
                .name("query-watchdog".to_owned())
                .spawn(watch),
        );
        Self {
            _query_runs: Some(sender),
        }
    }
}
