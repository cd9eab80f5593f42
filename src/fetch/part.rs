//! A download under way: bytes on disk, and what they belong to.
//!
//! `….part` holds the bytes, `….json` the validator under which a server may send the rest. Without a validator
//! that is strong enough (RFC 9110, 13.1.5) nobody could tell whether the rest belongs to the beginning, so such
//! a download begins again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED};
use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// A download under way.
#[derive(Debug, Clone)]
pub(super) struct Part {
    data: PathBuf,
    note: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct Note {
    url: String,
    validator: String,
}

/// The bytes so far and what they are a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    pub bytes: u64,
    pub validator: String,
}

impl Part {
    /// The download of `url` within `folder`.
    pub(super) fn new(folder: &Path, url: &str) -> Self {
        let name = sha256(url.as_bytes());
        Self {
            data: folder.join(format!("{name}.part")),
            note: folder.join(format!("{name}.json")),
        }
    }

    /// Where the bytes are.
    pub(super) fn path(&self) -> &Path {
        &self.data
    }

    /// What can be continued; `None` where there is nothing.
    pub(super) fn begun(&self) -> Option<Begun> {
        let note: Note = serde_json::from_slice(&fs::read(&self.note).ok()?).ok()?;
        let bytes = fs::metadata(&self.data).ok()?.len();
        (bytes > 0).then_some(Begun {
            bytes,
            validator: note.validator,
        })
    }

    /// Begins anew with the answer that has these headers.
    pub(super) fn begin(&self, url: &str, headers: &HeaderMap) -> io::Result<File> {
        self.discard();
        if let Some(validator) = strong_validator(headers) {
            let note = Note {
                url: url.to_owned(),
                validator,
            };
            File::create(&self.note)?.write_all(serde_json::to_string(&note)?.as_bytes())?;
        }
        File::create(&self.data)
    }

    /// Goes on where it broke off.
    pub(super) fn go_on(&self) -> io::Result<File> {
        OpenOptions::new().append(true).open(&self.data)
    }

    /// Forgets it.
    pub(super) fn discard(&self) {
        // What is not there needs no removing; what cannot be removed is overwritten.
        let _ = fs::remove_file(&self.note);
        let _ = fs::remove_file(&self.data);
    }
}

/// A header's value, where it is text.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.trim().to_owned())
}

/// An ETag that is not weak, else the date of change.
fn strong_validator(headers: &HeaderMap) -> Option<String> {
    text(headers, ETAG)
        .filter(|tag| !tag.starts_with("W/"))
        .or_else(|| text(headers, LAST_MODIFIED))
}

/// The first byte of a partial answer.
pub(super) fn range_start(headers: &HeaderMap) -> Option<u64> {
    let value = text(headers, CONTENT_RANGE)?;
    value
        .strip_prefix("bytes ")?
        .split('-')
        .next()?
        .trim()
        .parse()
        .ok()
}
