//! The folder of texts.
//!
//! ```text
//! DIR/A/RES/80/173.en.xml         the text, a hard link to its object
//! DIR/fetched.jsonl               where every file came from
//! DIR/.cache/sha256/ab/cdef…      objects, named by their content
//! DIR/.cache/parts/….part         downloads under way
//! DIR/.cache/lock                 held by the program that writes here
//! DIR/.rejected/…                 what came instead of a text, for people to look at
//! ```

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::part::Part;
use super::record::{Record, Records};
use crate::digest::sha256;

/// Records are written at most this often while fetching.
const SAVE_EVERY: Duration = Duration::from_secs(2);

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program writes there.
    #[error("another `wsis fetch` is writing in {0}; wait until it is done, or use another folder (--into)")]
    Busy(PathBuf),
    /// The disk refuses.
    #[error("cannot {action} {path}: {source}")]
    Disk {
        /// What was tried.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Disk { action, path, source }
}

/// A folder of texts that this program alone writes in.
#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
    cache: PathBuf,
    records: Mutex<(Records, Instant)>,
    /// Held as long as the store is.
    _lock: File,
    /// Lines of the records that could not be read.
    pub unread: usize,
}

impl Store {
    /// Opens or makes the folder.
    pub(super) fn open(root: &Path) -> Result<Self, StoreError> {
        let cache = root.join(".cache");
        for folder in [cache.join("sha256"), cache.join("parts"), cache.join("new")] {
            fs::create_dir_all(&folder).map_err(disk("create the folder", &folder))?;
        }
        let path = cache.join("lock");
        let lock = File::create(&path).map_err(disk("write", &path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy(root.to_owned())),
            Err(TryLockError::Error(error)) => return Err(disk("lock", &path)(error)),
        }
        sweep(&cache.join("new"));
        let (records, unread) = Records::load(root).map_err(disk("read", &root.join(super::record::NAME)))?;
        Ok(Self {
            root: root.to_owned(),
            cache,
            records: Mutex::new((records, Instant::now())),
            _lock: lock,
            unread,
        })
    }

    /// The download of `url`.
    pub(super) fn part(&self, url: &str) -> Part {
        Part::new(&self.cache.join("parts"), url)
    }

    /// What is known of a text: its record, where its file is still there and as it was. A file that was lost or
    /// changed is put back from the cache.
    pub(super) fn known(&self, symbol: &str, lang: Option<&str>) -> Option<Record> {
        let record = {
            let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
            records.0.get(symbol, lang)?.clone()
        };
        let path = self.inside(&record.path)?;
        if has_hash(&path, &record.sha256) {
            return Some(record);
        }
        let object = self.object(&record.sha256)?;
        (has_hash(&object, &record.sha256) && self.link(&object, &path).is_ok()).then_some(record)
    }

    /// Puts a complete download in its place, as `record` says, and forgets the file it replaces.
    pub(super) fn keep(&self, part: &Part, record: Record) -> io::Result<()> {
        let odd = || io::Error::other(format!("{} is no path within the folder", record.path));
        let path = self.inside(&record.path).ok_or_else(odd)?;
        let object = self.object(&record.sha256).ok_or_else(odd)?;
        if has_hash(&object, &record.sha256) {
            part.discard();
        } else {
            fs::create_dir_all(object.parent().unwrap_or(&self.cache))?;
            // Not forced to the disk file by file: what a crash loses shows by its hash and is fetched again.
            if let Some(changed) = record.last_modified.as_deref().and_then(date) {
                // A date that cannot be set is no reason to refuse the text.
                let _ = filetime::set_file_mtime(part.path(), changed.into());
            }
            fs::rename(part.path(), &object)?;
            part.discard();
        }
        self.link(&object, &path)?;
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let replaced = records.0.get(&record.symbol, record.lang.as_deref());
        if let Some(old) = replaced.filter(|old| old.path != record.path)
            && let Some(old_path) = self.inside(&old.path)
            && has_hash(&old_path, &old.sha256)
        {
            fs::remove_file(old_path)?;
        }
        self.note(&mut records, record)
    }

    /// Notes that a text was found unchanged.
    pub(super) fn unchanged(&self, mut record: Record, now: String) -> io::Result<()> {
        record.checked = Some(now);
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        self.note(&mut records, record)
    }

    fn note(&self, records: &mut (Records, Instant), record: Record) -> io::Result<()> {
        records.0.put(record);
        if records.1.elapsed() >= SAVE_EVERY {
            records.0.save(&self.root, &self.cache.join("new"))?;
            records.1 = Instant::now();
        }
        Ok(())
    }

    /// Writes the records.
    pub(super) fn save(&self) -> io::Result<()> {
        let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.0.save(&self.root, &self.cache.join("new"))
    }

    /// Puts what came instead of a text aside, where `record` says, and notes it.
    pub(super) fn reject(&self, part: &Part, record: Record) -> io::Result<PathBuf> {
        let to = self
            .inside(&record.path)
            .ok_or_else(|| io::Error::other("no path within the folder"))?;
        fs::create_dir_all(to.parent().unwrap_or(&self.root))?;
        fs::rename(part.path(), &to)?;
        part.discard();
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        self.note(&mut records, record)?;
        Ok(to)
    }

    /// What a source gave instead of a text, where it still lies aside.
    pub(super) fn rejected(&self, symbol: &str, lang: Option<&str>, source: &str) -> Option<Record> {
        let records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let record = records.0.rejected(symbol, lang, source)?;
        has_hash(&self.inside(&record.path)?, &record.sha256).then(|| record.clone())
    }

    /// Takes what was put aside out again, to be looked at anew.
    pub(super) fn reconsider(&self, record: &Record, part: &Part) -> io::Result<()> {
        let path = self.inside(&record.path).unwrap_or_default();
        fs::rename(path, part.path())
    }

    fn object(&self, sha256: &str) -> Option<PathBuf> {
        let hexadecimal = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        let (first, rest) = sha256.split_at_checked(2).filter(|_| hexadecimal)?;
        Some(self.cache.join("sha256").join(first).join(rest))
    }

    /// A path below the folder; `None` for one that leads out of it.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path);
        let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
        (stays && path.file_name().is_some()).then(|| self.root.join(path))
    }

    /// Gives an object its name, in one step: a hard link, or a copy where the file system knows none.
    fn link(&self, object: &Path, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let place = tempfile::Builder::new().make_in(self.cache.join("new"), |new| {
            match fs::hard_link(object, new) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
                Err(_) => fs::copy(object, new).map(|_| ()),
                Ok(()) => Ok(()),
            }
        })?;
        let new = place.into_temp_path();
        fs::rename(&new, path)
        // Renaming one hard link of a file over another does nothing; then `new` is removed here.
    }
}

/// What a run that was ended left behind.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let _ = fs::remove_file(entry.path());
    }
}

fn has_hash(path: &Path, wanted: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| sha256(&bytes) == wanted)
}

fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_program_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = Store::open(folder.path()).unwrap();
        let second = Store::open(folder.path()).unwrap_err();
        assert!(second.to_string().contains("another `wsis fetch`"));
        drop(first);
        assert!(Store::open(folder.path()).is_ok());
    }

    #[test]
    fn records_lead_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        for path in ["../a", "/etc/passwd", "a/../../b", "", "."] {
            assert_eq!(store.inside(path), None, "{path}");
        }
        assert!(store.inside("A/RES/80/173.en.xml").is_some());
        assert_eq!(store.object("../../x"), None);
    }
}
