//! Where every file came from: `fetched.jsonl`, one line a file, and `.rejected/rejected.jsonl` for what came
//! instead of a text, so that it is not loaded again as long as it stays the same.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The records of texts.
pub(super) const NAME: &str = "fetched.jsonl";
/// The records of what was put aside.
const REJECTED: &str = ".rejected/rejected.jsonl";

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
    /// Why it was put aside; none for a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
}

/// Document and language; with the source for what was put aside, since several sources may give rubbish.
type Key = (String, Option<String>, Option<String>);

/// All records of a folder, by document and language.
#[derive(Debug, Default)]
pub(super) struct Records(BTreeMap<Key, Record>);

impl Records {
    /// Reads the files below `folder`; lines that are no records are counted, and their files asked for anew.
    pub(super) fn load(folder: &Path) -> io::Result<(Self, usize)> {
        let mut records = Self::default();
        let mut unread = 0;
        for name in [NAME, REJECTED] {
            let text = match fs::read(folder.join(name)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                other => other?,
            };
            for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                match serde_json::from_slice::<Record>(line) {
                    Ok(record) => records.put(record),
                    Err(_) => unread += 1,
                }
            }
        }
        Ok((records, unread))
    }

    /// The record of a text.
    pub(super) fn get(&self, symbol: &str, lang: Option<&str>) -> Option<&Record> {
        self.0.get(&(symbol.to_owned(), lang.map(str::to_owned), None))
    }

    /// The record of what a source gave instead of a text.
    pub(super) fn rejected(&self, symbol: &str, lang: Option<&str>, source: &str) -> Option<&Record> {
        let key = (
            symbol.to_owned(),
            lang.map(str::to_owned),
            Some(source.to_owned()),
        );
        self.0.get(&key)
    }

    /// Notes a record. A text ends what was put aside from its source.
    pub(super) fn put(&mut self, record: Record) {
        let key = (
            record.symbol.clone(),
            record.lang.clone(),
            Some(record.source.clone()),
        );
        if record.rejected.is_some() {
            self.0.insert(key, record);
        } else {
            self.0.remove(&key);
            self.0.insert((key.0, key.1, None), record);
        }
    }

    /// Replaces the files below `folder`, each in one step.
    pub(super) fn save(&self, folder: &Path, scratch: &Path) -> io::Result<()> {
        self.write(&folder.join(NAME), scratch, |record| record.rejected.is_none())?;
        let rejected = folder.join(REJECTED);
        if rejected.exists() || self.0.values().any(|record| record.rejected.is_some()) {
            self.write(&rejected, scratch, |record| record.rejected.is_some())?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, scratch: &Path, which: fn(&Record) -> bool) -> io::Result<()> {
        // With the rights that any new file has, not a private one's.
        let file = tempfile::Builder::new().make_in(scratch, |path| File::create_new(path))?;
        let mut out = BufWriter::new(file);
        for record in self.0.values().filter(|record| which(record)) {
            serde_json::to_writer(&mut out, record)?;
            out.write_all(b"\n")?;
        }
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }
}
