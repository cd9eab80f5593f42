//! What was published when: `OUT/history.json`.
//!
//! A release follows from its inputs alone, so neither its number nor the time of its publication can stand in
//! it. They stand here: every publication adds one entry, with the next number, the release's identifier and
//! the time of the clock. The same release twice in a row is one publication; one that comes back after another
//! is a new one. Old releases are removed, their entries stay.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::changes::Tally;
use super::moment::Moment;

/// The file in the folder of releases.
pub const HISTORY: &str = "history.json";

/// One publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The version of the data: 1, 2, 3 …
    pub number: u32,
    /// The identifier of the release.
    pub id: String,
    /// The number of the one before.
    pub previous: Option<u32>,
    /// When it was published, later than the one before.
    pub published: Moment,
    /// How many statements it has.
    pub quads: u64,
    /// How many things it makes statements about.
    pub things: u64,
    /// How many things changed.
    pub changes: Tally,
}

/// All publications of a folder, the first one first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The publications.
    pub releases: Vec<Published>,
}

/// Why the past of a folder of releases is not known.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A file cannot be read or written.
    #[error("cannot {action} {path}: {source}")]
    File {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what this program wrote.
    #[error(
        "{path} is damaged ({reason}); put back a copy, or remove it and the folder changes/ beside it to begin again with version 1"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl HistoryError {
    pub(super) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { action, path, source }
    }

    pub(super) fn damaged(path: &Path, reason: &impl ToString) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl History {
    /// The history of `out`; an empty one where nothing was written yet.
    ///
    /// # Errors
    /// When the file cannot be read, or is damaged.
    pub fn read(out: &Path) -> Result<Self, HistoryError> {
        let path = out.join(HISTORY);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(HistoryError::file("read", &path)(error)),
        };
        let history: Self =
            serde_json::from_slice(&text).map_err(|error| HistoryError::damaged(&path, &error))?;
        match history.fault() {
            Some(fault) => Err(HistoryError::damaged(&path, &fault)),
            None => Ok(history),
        }
    }

    /// What no publication would have written.
    fn fault(&self) -> Option<String> {
        let mut before: Option<&Published> = None;
        for (at, entry) in self.releases.iter().enumerate() {
            let number = entry.number;
            if usize::try_from(number).ok() != Some(at + 1) {
                return Some(format!("entry {} has the number {number}", at + 1));
            }
            // The identifier becomes the name of a folder.
            if entry.id.is_empty() || !entry.id.chars().all(|c| c.is_ascii_alphanumeric()) {
                return Some(format!("release {number} has the identifier {:?}", entry.id));
            }
            if before.is_some_and(|before| before.published >= entry.published) {
                return Some(format!("release {number} is not later than the one before"));
            }
            before = Some(entry);
        }
        None
    }

    /// Writes the history in one step: a reader sees the old one or the new one.
    pub(super) fn write(&self, out: &Path) -> Result<(), HistoryError> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        replace(&out.join(HISTORY), text.as_bytes())
    }

    /// The last publication.
    #[must_use]
    pub fn last(&self) -> Option<&Published> {
        self.releases.last()
    }

    /// The publication with a number.
    #[must_use]
    pub fn number(&self, number: u32) -> Option<&Published> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        self.releases.get(at)
    }

    /// The last publication of a release.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&Published> {
        self.releases.iter().rev().find(|entry| entry.id == id)
    }

    /// The time for a next publication: now, but never before or at the last one, whatever the clock says.
    pub(super) fn now(&self) -> Moment {
        self.after(Moment::now())
    }

    /// The time for a next publication that happened at the time of a file.
    pub(super) fn at(&self, time: SystemTime) -> Moment {
        self.after(Moment::of(time))
    }

    fn after(&self, moment: Moment) -> Moment {
        self.last()
            .map_or(moment, |last| moment.max(last.published.next()))
    }
}

/// Writes a file in one step.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), HistoryError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".writing-").tempfile_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        let file = file.persist(path)?;
        readable(&file)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(HistoryError::file("write", path))
}

/// Temporary files are private; these are for everybody.
fn readable(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u32, id: &str, published: &str) -> Published {
        Published {
            number,
            id: id.to_owned(),
            previous: number.checked_sub(1).filter(|n| *n > 0),
            published: published.parse().unwrap(),
            quads: 0,
            things: 0,
            changes: Tally::default(),
        }
    }

    /// Catches: a damaged history that is believed; one that leads out of the folder; a clock that goes back.
    #[test]
    fn only_what_was_written_is_read() {
        let out = tempfile::tempdir().unwrap();
        assert_eq!(History::read(out.path()).unwrap(), History::default());
        let first = entry(1, "a", "2999-01-01T00:00:00Z");
        let good = History {
            releases: vec![first.clone(), entry(2, "b", "2999-01-01T00:00:01Z")],
        };
        good.write(out.path()).unwrap();
        assert_eq!(History::read(out.path()).unwrap(), good);
        assert_eq!(good.now().to_string(), "2999-01-01T00:00:02Z");
        for bad in [
            entry(3, "b", "2999-01-02T00:00:00Z"),
            entry(2, "../b", "2999-01-02T00:00:00Z"),
            entry(2, "b", "2999-01-01T00:00:00Z"),
        ] {
            History {
                releases: vec![first.clone(), bad],
            }
            .write(out.path())
            .unwrap();
            let error = History::read(out.path()).unwrap_err().to_string();
            assert!(error.contains("history.json is damaged"), "{error}");
        }
        fs::write(out.path().join(HISTORY), "{\"releases\": [").unwrap();
        assert!(
            History::read(out.path())
                .unwrap_err()
                .to_string()
                .contains("is damaged")
        );
    }
}
