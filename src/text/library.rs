//! Finds the official texts in folders and gathers them by document.
//!
//! Memory holds only the files in flight: a first pass reads each file to learn
//! whose text it is, a second reads those of one document together.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::akn;
use crate::corpus::reading::ReadError;
use crate::corpus::{Language, Symbol};
use crate::digest::sha256;
use crate::problem::{Place, Problem};

/// Files larger than this are refused; the largest official text has 1 MiB.
pub const MAX_BYTES: u64 = 64 << 20;

/// A file of official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower case hexadecimal.
    pub sha256: String,
}

/// A document and the files that hold its texts, at most one a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The document.
    pub symbol: Symbol,
    /// Language and index into [`Library::files`].
    pub texts: Vec<(Language, usize)>,
}

/// The official texts below some folders.
#[derive(Debug, Default)]
pub struct Library {
    /// Every file read, sorted by path.
    pub files: Vec<TextFile>,
    /// Every document, sorted by symbol.
    pub groups: Vec<Group>,
}

impl Library {
    /// Looks through `folders` (or single files). What cannot be read or is not
    /// an official text is reported in `problems`.
    #[must_use]
    pub fn open(folders: &[PathBuf], problems: &mut Vec<Problem>) -> Self {
        let paths = find(folders, problems);
        let read: Vec<_> = paths.par_iter().map(|path| identify(path)).collect();
        let mut library = Self::default();
        let mut documents: BTreeMap<Symbol, BTreeMap<Language, usize>> = BTreeMap::new();
        for (path, read) in paths.into_iter().zip(read) {
            match read {
                Err(problem) => problems.push(problem),
                Ok(None) => problems.push(
                    Problem::note("W203", "a catalog record (MARCXML), not a text; passed over")
                        .at(Place::File(path.display().to_string())),
                ),
                Ok(Some((file, texts))) => {
                    let index = library.files.len();
                    for (symbol, language) in texts {
                        let known = documents.entry(symbol.clone()).or_default();
                        match known.get(&language).and_then(|at| library.files.get(*at)) {
                            Some(first) => problems.push(twice(&path, first, &file, &symbol, language)),
                            None => {
                                known.insert(language, index);
                            }
                        }
                    }
                    library.files.push(file);
                }
            }
        }
        library.groups = documents
            .into_iter()
            .map(|(symbol, texts)| Group {
                symbol,
                texts: texts.into_iter().collect(),
            })
            .collect();
        library
    }
}

fn twice(path: &Path, first: &TextFile, file: &TextFile, symbol: &Symbol, language: Language) -> Problem {
    let place = Place::File(path.display().to_string());
    let other = first.path.display();
    if first.sha256 == file.sha256 {
        Problem::note("W204", format!("the same file as {other}; read once")).at(place)
    } else {
        Problem::warning(
            "W204",
            format!("{symbol} in {language} was read from {other} already"),
        )
        .at(place)
        .hint("keep the file that is newer; this one was left out")
    }
}

/// The files to read, sorted; those of other kinds are counted in one note.
fn find(folders: &[PathBuf], problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for folder in folders {
        for entry in walkdir::WalkDir::new(folder).follow_links(true) {
            match entry {
                Err(error) => problems.push(unreadable(folder, &error)),
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if has_extension(entry.path(), "xml") => paths.push(entry.into_path()),
                Ok(entry) => {
                    let kind = entry
                        .path()
                        .extension()
                        .map_or_else(String::new, |e| e.to_string_lossy().into_owned());
                    *others.entry(kind).or_default() += 1;
                }
            }
        }
    }
    if !others.is_empty() {
        let kinds: Vec<String> = others
            .iter()
            .map(|(kind, count)| format!("{count} .{kind}"))
            .collect();
        problems.push(Problem::note(
            "W203",
            format!("files of other kinds were not read: {}", kinds.join(", ")),
        ));
    }
    paths.sort();
    paths.dedup();
    paths
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> Problem {
    let path = error.path().unwrap_or(folder).display().to_string();
    let said = error
        .io_error()
        .map_or_else(|| error.to_string(), io::Error::to_string);
    Problem::error("W201", format!("cannot read: {said}"))
        .at(Place::File(path))
        .hint("check that it exists and that you may read it")
}

type Identified = (TextFile, Vec<(Symbol, Language)>);

/// What the file at `path` holds; `None` for a file of a known other kind.
fn identify(path: &Path) -> Result<Option<Identified>, Problem> {
    let bytes = read(path)?;
    if is_marcxml(&bytes) {
        return Ok(None);
    }
    let texts = texts(&bytes).map_err(|error| super::problem(path, &error))?;
    let file = TextFile {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: sha256(&bytes),
    };
    Ok(Some((file, texts)))
}

/// The documents and languages of an Akoma Ntoso file: from its head where one
/// resolution fills it, else by reading it.
fn texts(bytes: &[u8]) -> Result<Vec<(Symbol, Language)>, ReadError> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let several = contains(head, b"<documentCollection");
    match akn::identify(bytes).filter(|_| !several) {
        Some(text) => Ok(vec![text]),
        None => {
            let readings = akn::read(bytes)?;
            Ok(readings.into_iter().map(|r| (r.symbol, r.language)).collect())
        }
    }
}

/// The bytes within which a root element is looked for.
const HEAD: usize = 4096;

/// Catalog records of the UN Digital Library: XML, but not texts.
fn is_marcxml(bytes: &[u8]) -> bool {
    contains(bytes.get(..HEAD).unwrap_or(bytes), b"MARC21/slim")
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Reads a file whole, up to [`MAX_BYTES`].
///
/// # Errors
/// When it cannot be read or is too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let place = || Place::File(path.display().to_string());
    let size = fs::metadata(path).map_or(0, |data| data.len());
    let too_large = |size: u64| {
        Problem::error(
            "W201",
            format!(
                "the file has {} MiB; official texts stay far below {} MiB",
                size >> 20,
                MAX_BYTES >> 20
            ),
        )
        .at(place())
        .hint("this is hardly one resolution; split it, or leave it out")
    };
    if size > MAX_BYTES {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            Problem::error("W201", format!("cannot read: {error}"))
                .at(place())
                .hint("check that it exists and that you may read it")
        })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}
