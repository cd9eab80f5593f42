//! Notices a new release and switches to it.

use super::log::tell;
use super::prepared::prepare;
use super::state::AppState;
use crate::release::{Release, current_id};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often the folder is looked at.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks for a new release until the server stops. A release that cannot be
/// opened is reported once and tried again when yet another one appears.
/// `first` is the release that is being served when this begins.
pub(super) async fn watch(state: Arc<AppState>, out: PathBuf, first: Option<String>) {
    each_new(out, first, move |out| switch(&state, out)).await;
}

/// Calls `switch` with the folder of releases, on a thread that may wait, for each release that
/// becomes the current one after `first`.
pub(crate) async fn each_new(
    out: PathBuf,
    first: Option<String>,
    switch: impl Fn(&Path) + Send + Sync + 'static,
) {
    let switch = Arc::new(switch);
    let mut seen = first.unwrap_or_default();
    let mut timer = tokio::time::interval(PERIOD);
    loop {
        timer.tick().await;
        let Some(id) = current_id(&out).filter(|id| *id != seen) else {
            continue;
        };
        seen = id;
        let (switch, out) = (Arc::clone(&switch), out.clone());
        if let Err(failure) = tokio::task::spawn_blocking(move || switch(&out)).await {
            tell(&format!("The new release could not be loaded: {failure}"));
        }
    }
}

fn switch(state: &AppState, out: &Path) {
    match Release::open(out) {
        Ok(release) => {
            let id = release.id.clone();
            state.replace(release);
            prepare(state);
            state.metrics.switched(true);
            tell(&format!("Serving release {id} from now on"));
        }
        Err(error) => {
            state.metrics.switched(false);
            tell(&format!(
                "The new release cannot be opened, so the present one stays: {error}"
            ));
        }
    }
}
