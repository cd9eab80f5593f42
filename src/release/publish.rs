//! Puts a finished release in place in one atomic step.
//!
//! ```text
//! OUT/releases/{id}/     one folder a release, never changed again; the last few are kept
//! OUT/current            a symbolic link to the release being served
//! OUT/history.json       which release was published when
//! OUT/changes/{n}.json   what the n-th publication changed, thing by thing
//! OUT/.staging-*/        a build under way, removed when it fails
//! ```

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::history::{History, HistoryError};
use super::manifest::Manifest;
use super::record;

/// The file that describes a release.
pub(super) const MANIFEST: &str = "manifest.json";
const CURRENT: &str = "current";
const RELEASES: &str = "releases";
const STAGING: &str = ".staging-";

/// Why a release could not be put in place.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The disk refused.
    #[error("cannot {action} {path}: {source}")]
    Disk {
        /// What was tried.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The history of the folder cannot be gone on with.
    #[error("nothing was published: {0}")]
    History(#[from] HistoryError),
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.to_owned();
    move |source| PublishError::Disk { action, path, source }
}

/// A folder in which a release is being made; it is removed unless published.
#[derive(Debug)]
pub(super) struct Staging {
    out: PathBuf,
    folder: tempfile::TempDir,
}

impl Staging {
    /// A new folder within `out`, on the same file system as its destination.
    ///
    /// # Errors
    /// When `out` cannot be made or written.
    pub(super) fn create(out: &Path) -> Result<Self, PublishError> {
        fs::create_dir_all(out).map_err(failed("create the folder", out))?;
        sweep(out);
        let folder = tempfile::Builder::new()
            .prefix(&format!("{STAGING}{}-", std::process::id()))
            .tempdir_in(out)
            .map_err(failed("write in the folder", out))?;
        Ok(Self {
            out: out.to_owned(),
            folder,
        })
    }

    /// The folder.
    #[must_use]
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes the manifest, makes everything durable, adds to the history, switches to the release and
    /// removes those older than the last `keep`. Gives the release's folder.
    ///
    /// # Errors
    /// When the disk refuses or the history is damaged; the old release then stays current.
    pub(super) fn publish(self, manifest: &Manifest, keep: usize) -> Result<PathBuf, PublishError> {
        let file = self.path().join(MANIFEST);
        fs::write(&file, manifest.to_json()).map_err(failed("write", &file))?;
        sync(&file)?;
        sync(self.path())?;
        let out = self.out.clone();
        // Two builds into one folder publish one after the other, where the file system has locks.
        let folder = File::open(&out).map_err(failed("open the folder", &out))?;
        let _ = folder.lock();
        // Before anything is put in place.
        History::read(&out)?;
        let releases = out.join(RELEASES);
        fs::create_dir_all(&releases).map_err(failed("create the folder", &releases))?;
        let home = releases.join(&manifest.id);
        if is_complete(&home) {
            // The same inputs were built before: the release is already there.
            drop(self.folder);
        } else {
            // A folder without manifest is the rest of an interrupted move.
            if home.exists() {
                fs::remove_dir_all(&home).map_err(failed("remove the unfinished", &home))?;
            }
            let staged = self.folder.keep();
            fs::rename(&staged, &home).map_err(failed("move the release to", &home))?;
            readable(&home)?;
        }
        sync(&releases)?;
        let history = record::record(&out, manifest, &home)?;
        switch(&out, &manifest.id)?;
        record::prune(&history, keep, |id| {
            // What cannot be removed stays, and is tried again next time.
            let _ = fs::remove_dir_all(releases.join(id));
        });
        Ok(home)
    }
}

/// Removes the folders of builds that were killed: those whose process is gone.
/// Where the system does not list processes, nothing is removed.
fn sweep(out: &Path) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(out).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(STAGING))
            .and_then(|rest| rest.split('-').next());
        if process.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            // What cannot be removed stays; it harms nobody.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Temporary folders are private; a release is for everybody.
fn readable(home: &Path) -> Result<(), PublishError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(home, fs::Permissions::from_mode(0o755))
            .map_err(failed("set the permissions of", home))?;
    }
    Ok(())
}

fn is_complete(home: &Path) -> bool {
    home.join(MANIFEST).is_file()
}

fn sync(path: &Path) -> Result<(), PublishError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(failed("make durable", path))
}

/// Points `current` at a release: a new link is made beside it and renamed over it.
fn switch(out: &Path, id: &str) -> Result<(), PublishError> {
    let current = out.join(CURRENT);
    let next = out.join(format!(".{CURRENT}-{}", std::process::id()));
    let _ = fs::remove_file(&next);
    let target = Path::new(RELEASES).join(id);
    std::os::unix::fs::symlink(&target, &next).map_err(failed("link", &next))?;
    fs::rename(&next, &current).map_err(failed("switch", &current))?;
    sync(out)
}

/// The folder of a release of `out`, if it is there.
#[must_use]
pub(super) fn release(out: &Path, id: &str) -> Option<PathBuf> {
    let folder = out.join(RELEASES).join(id);
    is_complete(&folder).then_some(folder)
}

/// The folder of the current release of `out`, if there is one.
#[must_use]
pub(super) fn current(out: &Path) -> Option<PathBuf> {
    let target = fs::read_link(out.join(CURRENT)).ok()?;
    let folder = out.join(target);
    is_complete(&folder).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::manifest::Counts;

    fn manifest(id: &str) -> Manifest {
        Manifest {
            id: id.to_owned(),
            software: "test".to_owned(),
            rdfc10_sha256: String::new(),
            counts: Counts::default(),
            files: Vec::new(),
            inputs: Vec::new(),
        }
    }

    fn published(out: &Path, id: &str) -> PathBuf {
        let staging = Staging::create(out).unwrap();
        fs::write(staging.path().join("wsis.nq"), "").unwrap();
        staging.publish(&manifest(id), 2).unwrap()
    }

    #[test]
    fn a_build_that_stops_leaves_the_old_release() {
        let out = tempfile::tempdir().unwrap();
        assert_eq!(current(out.path()), None);
        let first = published(out.path(), "one");
        let stopped = Staging::create(out.path()).unwrap();
        fs::write(stopped.path().join("wsis.nq"), "half").unwrap();
        drop(stopped);
        assert_eq!(current(out.path()), Some(first));
        let second = published(out.path(), "two");
        assert_eq!(current(out.path()), Some(second));
        let left: Vec<_> = fs::read_dir(out.path())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(left.len(), 4, "no staging folder is left: {left:?}");
    }

    #[test]
    fn the_rest_of_a_killed_build_is_swept_and_one_under_way_is_not() {
        let out = tempfile::tempdir().unwrap();
        let killed = out.path().join(".staging-4294967295-x");
        let running = out.path().join(format!(".staging-{}-y", std::process::id()));
        fs::create_dir(&killed).unwrap();
        fs::create_dir(&running).unwrap();
        drop(Staging::create(out.path()).unwrap());
        assert!(!killed.exists());
        assert!(running.exists());
    }

    #[test]
    fn the_same_release_twice_is_one_folder() {
        let out = tempfile::tempdir().unwrap();
        let first = published(out.path(), "one");
        let again = published(out.path(), "one");
        assert_eq!(first, again);
    }

    /// Catches: releases that pile up, a release that is removed although it came back.
    #[test]
    fn old_releases_are_removed_and_remembered() {
        let out = tempfile::tempdir().unwrap();
        for id in ["one", "two", "three", "two", "two", "four"] {
            published(out.path(), id);
        }
        let kept = |id: &str| release(out.path(), id).is_some();
        assert_eq!(
            ["one", "two", "three", "four"].map(kept),
            [false, true, false, true]
        );
        let history = crate::release::history::History::read(out.path()).unwrap();
        let ids: Vec<&str> = history.releases.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["one", "two", "three", "two", "four"]);
    }
}
