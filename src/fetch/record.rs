//! Where every file came from: `fetched.jsonl`, one line a file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The name of the file.
pub(super) const NAME: &str = "fetched.jsonl";

/// The origin of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The file, from the folder's root.
    pub path: String,
    /// The document.
    pub symbol: String,
    /// The language of the text; none for catalogue records.
    pub lang: Option<String>,
    /// The name of the source.
    pub source: String,
    /// The address that was asked.
    pub url: String,
    /// The address that answered, after redirects.
    pub final_url: String,
    /// When it came (ISO 8601, UTC).
    pub fetched: String,
    /// When it was last found unchanged.
    pub checked: Option<String>,
    /// The status of the answer: 200, or 206 where it was continued.
    pub status: u16,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
    /// The `Content-Type` header.
    pub media: Option<String>,
    /// Of the content, in lower case hexadecimal.
    pub sha256: String,
    /// Size of the content.
    pub bytes: u64,
    /// Whether symbol and language were found in the text itself, not only the format.
    pub identified: bool,
}

/// All records of a folder, by document and language.
#[derive(Debug, Default)]
pub(super) struct Records(BTreeMap<(String, Option<String>), Record>);

impl Records {
    /// Reads the file below `folder`; lines that are no records are counted, and their files asked for anew.
    pub(super) fn load(folder: &Path) -> io::Result<(Self, usize)> {
        let text = match fs::read(folder.join(NAME)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            other => other?,
        };
        let mut records = Self::default();
        let mut unread = 0;
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice::<Record>(line) {
                Ok(record) => records.put(record),
                Err(_) => unread += 1,
            }
        }
        Ok((records, unread))
    }

    pub(super) fn get(&self, symbol: &str, lang: Option<&str>) -> Option<&Record> {
        self.0.get(&(symbol.to_owned(), lang.map(str::to_owned)))
    }

    pub(super) fn put(&mut self, record: Record) {
        self.0
            .insert((record.symbol.clone(), record.lang.clone()), record);
    }

    /// Replaces the file below `folder` in one step.
    pub(super) fn save(&self, folder: &Path, scratch: &Path) -> io::Result<()> {
        // With the rights that any new file has, not a private one's.
        let file = tempfile::Builder::new().make_in(scratch, |path| File::create_new(path))?;
        let mut out = BufWriter::new(file);
        for record in self.0.values() {
            serde_json::to_writer(&mut out, record)?;
            out.write_all(b"\n")?;
        }
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(folder.join(NAME))?;
        Ok(())
    }
}
