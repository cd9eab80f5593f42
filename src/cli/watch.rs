//! `wsis build --watch`: builds again whenever the input changes.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use super::output::say;
use crate::corpus::DataSource;
use crate::release::build::BuildOptions;

/// Editors write a file in several steps: what follows within this time belongs to one change.
const QUIET: Duration = Duration::from_millis(50);

/// Calls `build` after every change below the folders of data and texts, until watching fails (or the
/// program is interrupted). A build that fails is reported; the next change has its turn all the same.
pub(super) fn changes(
    options: &BuildOptions,
    mut build: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (tell, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(tell)?;
    let folders = folders(options);
    for folder in &folders {
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    let names: Vec<String> = folders
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    say(&format!("watching {}; press Ctrl-C to end", names.join(", ")));
    while let Some(file) = next(&changes) {
        say(&format!("\n{} changed", file.display()));
        let begun = Instant::now();
        if let Err(error) = build() {
            say(&format!("error: {error}"));
        }
        say(&format!("built in {:.2} s", begun.elapsed().as_secs_f64()));
    }
    Ok(())
}

fn folders(options: &BuildOptions) -> Vec<PathBuf> {
    let data = match &options.data {
        DataSource::Folder(folder) => Some(folder.clone()),
        DataSource::Embedded => None,
    };
    data.into_iter().chain(options.texts.iter().cloned()).collect()
}

/// Waits for a change and for the quiet after it; a file that changed, or `None` when there is nothing to
/// watch any more.
fn next(changes: &Receiver<notify::Result<Event>>) -> Option<PathBuf> {
    let file = loop {
        if let Some(file) = changed(changes.recv().ok()?) {
            break file;
        }
    };
    loop {
        match changes.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Some(file),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// The file that an event changed; reading a file, as the build itself does, is no change, and neither are
/// the swap and backup files of editors.
fn changed(event: notify::Result<Event>) -> Option<PathBuf> {
    let event = event.ok()?;
    let counts = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    let file = event.paths.into_iter().next()?;
    let name = file.file_name()?.to_string_lossy().into_owned();
    (counts && !name.starts_with('.') && !name.ends_with('~')).then_some(file)
}
