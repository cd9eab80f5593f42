//! What a publication changed, thing by thing: `OUT/changes/N.json`.
//!
//! A JSON object whose list has one change a line, in the order of the IRIs, so that a reader can begin
//! anywhere. The files stay when the releases they tell of are removed.

use std::cmp::Ordering;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::history::{HistoryError, replace};
use super::moment::Moment;
use super::things::Things;

/// The folder in the folder of releases.
pub const CHANGES: &str = "changes";

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// It was not in the release before.
    Created,
    /// Its statements are others.
    Updated,
    /// It is no longer there.
    Deleted,
}

/// A change of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What became of it.
    pub act: Act,
    /// Its IRI.
    pub iri: String,
    /// The IRI of its class, ours where it has one; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// What the last statements of a deleted thing named as its successor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// How many changes of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// New things.
    pub created: u64,
    /// Changed things.
    pub updated: u64,
    /// Things that are gone.
    pub deleted: u64,
}

impl Tally {
    /// Counts changes.
    #[must_use]
    pub fn of(changes: &[Change]) -> Self {
        let count = |act| changes.iter().filter(|change| change.act == act).count() as u64;
        Self {
            created: count(Act::Created),
            updated: count(Act::Updated),
            deleted: count(Act::Deleted),
        }
    }

    /// All of them.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.created + self.updated + self.deleted
    }
}

/// What leads from the things of one release to those of another, by IRI.
#[must_use]
pub fn compare(old: &Things, new: &Things) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |act, iri: &str, kind: &str| {
        changes.push(Change {
            act,
            iri: iri.to_owned(),
            kind: kind.to_owned(),
            replaced_by: None,
        });
    };
    let (mut before, mut after) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (Some(old), Some(new)) => old.iri.cmp(new.iri),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return changes,
        };
        let old = if order.is_le() { before.next() } else { None };
        let new = if order.is_ge() { after.next() } else { None };
        match (old, new) {
            (Some(old), None) => say(Act::Deleted, old.iri, old.kind),
            (None, Some(new)) => say(Act::Created, new.iri, new.kind),
            (Some(old), Some(new)) if old.digest != new.digest => say(Act::Updated, new.iri, new.kind),
            _ => {}
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Head {
    number: u32,
    id: String,
    published: Moment,
}

fn path(out: &Path, number: u32) -> PathBuf {
    out.join(CHANGES).join(format!("{number}.json"))
}

/// Writes the changes of a publication.
pub(super) fn write(
    out: &Path,
    (number, id, published): (u32, &str, Moment),
    changes: &[Change],
) -> Result<(), HistoryError> {
    let path = path(out, number);
    let folder = out.join(CHANGES);
    fs::create_dir_all(&folder).map_err(HistoryError::file("create the folder", &folder))?;
    let head = Head {
        number,
        id: id.to_owned(),
        published,
    };
    let text = || -> io::Result<Vec<u8>> {
        let head = serde_json::to_string(&head)?;
        let mut text = head.trim_end_matches('}').as_bytes().to_vec();
        text.extend_from_slice(b",\"changes\":[");
        for (at, change) in changes.iter().enumerate() {
            text.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut text, change)?;
        }
        text.write_all(b"\n]}\n")?;
        Ok(text)
    };
    let text = text().map_err(HistoryError::file("write", &path))?;
    replace(&path, &text)
}

/// Goes through the changes of a publication; `take` also gets the place of each line in the file.
///
/// # Errors
/// When the file is missing or damaged.
pub fn each(out: &Path, number: u32, mut take: impl FnMut(u64, Change)) -> Result<(), HistoryError> {
    let path = path(out, number);
    let file = File::open(&path).map_err(HistoryError::file("read", &path))?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    let (mut line, mut at, mut ended) = (String::new(), 0, false);
    loop {
        line.clear();
        let read = file
            .read_line(&mut line)
            .map_err(HistoryError::file("read", &path))? as u64;
        if read == 0 {
            break;
        }
        ended = line == "]}\n";
        match change(&line) {
            Some(Ok(change)) => take(at, change),
            Some(Err(error)) => return Err(HistoryError::damaged(&path, &error)),
            None => {}
        }
        at += read;
    }
    if ended {
        Ok(())
    } else {
        Err(HistoryError::damaged(&path, &"it has no end"))
    }
}

/// The change of a line; `None` for the first and the last line.
fn change(line: &str) -> Option<Result<Change, serde_json::Error>> {
    if line == "]}\n" || line.starts_with("{\"number\"") {
        return None;
    }
    Some(serde_json::from_str(line.trim_end().trim_end_matches(',')))
}

/// The changes of `count` lines from the place `from` on.
///
/// # Errors
/// When the file is missing or damaged.
pub fn some(out: &Path, number: u32, from: u64, count: usize) -> Result<Vec<Change>, HistoryError> {
    let path = path(out, number);
    let mut file = File::open(&path).map_err(HistoryError::file("read", &path))?;
    file.seek(SeekFrom::Start(from))
        .map_err(HistoryError::file("read", &path))?;
    let mut changes = Vec::new();
    for line in BufReader::new(file).lines().take(count) {
        let line = line.map_err(HistoryError::file("read", &path))?;
        if line != "]}" {
            let change = serde_json::from_str(line.trim_end_matches(','));
            changes.push(change.map_err(|error| HistoryError::damaged(&path, &error))?);
        }
    }
    Ok(changes)
}
