//! Finds the official texts in folders and gathers them by document.
//!
//! Memory holds only the files in flight: a first pass reads each file to learn
//! whose text it is, a second reads those of one document together.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::format::Format;
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
    /// Its format, told from its content.
    pub format: Format,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower case hexadecimal.
    pub sha256: String,
}

/// A document and the files that hold its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The document.
    pub symbol: Symbol,
    /// Language and indices into [`Library::files`], at most one of each format, the best first.
    pub texts: Vec<(Language, Vec<usize>)>,
}

/// The official texts below some folders.
#[derive(Debug, Default)]
pub struct Library {
    /// Every file read, sorted by path.
    pub files: Vec<TextFile>,
    /// Every document, sorted by symbol.
    pub groups: Vec<Group>,
    /// Files of catalog records, sorted by path.
    pub catalogs: Vec<TextFile>,
    /// Parts of texts that could not be had whole: quotes are looked up in them.
    pub excerpts: Vec<Excerpt>,
}

/// A file `*.excerpts.md`: passages of an official text that was not to be had whole, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The document, named in the first line.
    pub symbol: Symbol,
    /// The passages.
    pub text: String,
}

type Documents = BTreeMap<Symbol, BTreeMap<Language, Vec<usize>>>;

impl Library {
    /// Looks through `folders` (or single files). What cannot be read or is not
    /// an official text is reported in `problems`.
    #[must_use]
    pub fn open(folders: &[PathBuf], problems: &mut Vec<Problem>) -> Self {
        let paths = find(folders, problems);
        let read: Vec<_> = paths.par_iter().map(|path| identify(path)).collect();
        let mut library = Self::default();
        let mut documents = Documents::new();
        let mut others = Others::default();
        for (path, read) in paths.iter().zip(read) {
            match read {
                Err(problem) => problems.push(problem),
                Ok(Identified::Other(kind)) => others.add(path, kind, problems),
                Ok(Identified::Catalog(file)) => library.catalogs.push(file),
                Ok(Identified::Excerpt(excerpt)) => library.excerpts.push(excerpt),
                Ok(Identified::Text(file, texts)) => library.add(file, texts, &mut documents, problems),
            }
        }
        others.tell(problems);
        library.groups = documents
            .into_iter()
            .map(|(symbol, texts)| Group {
                symbol,
                texts: texts.into_iter().collect(),
            })
            .collect();
        library
    }

    fn add(
        &mut self,
        file: TextFile,
        texts: Vec<(Symbol, Language)>,
        documents: &mut Documents,
        problems: &mut Vec<Problem>,
    ) {
        let index = self.files.len();
        for (symbol, language) in texts {
            let known = documents
                .entry(symbol.clone())
                .or_default()
                .entry(language)
                .or_default();
            let formats: Vec<&TextFile> = known.iter().filter_map(|at| self.files.get(*at)).collect();
            if let Some(first) = formats.iter().find(|other| other.format == file.format) {
                problems.push(twice(first, &file, &symbol, language));
                continue;
            }
            let rank = formats.iter().filter(|other| other.format <= file.format).count();
            known.insert(rank, index);
        }
        self.files.push(file);
    }
}

fn twice(first: &TextFile, file: &TextFile, symbol: &Symbol, language: Language) -> Problem {
    let place = Place::File(file.path.display().to_string());
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

/// The files to look at, sorted. Hidden files and folders are left alone.
fn find(folders: &[PathBuf], problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for folder in folders {
        let visible = walkdir::WalkDir::new(folder)
            .follow_links(true)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
        for entry in visible {
            match entry {
                Err(error) => problems.push(unreadable(folder, &error)),
                Ok(entry) if entry.file_type().is_file() => paths.push(entry.into_path()),
                Ok(_) => {}
            }
        }
    }
    paths.sort();
    paths.dedup();
    paths
}

fn is_hidden(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

/// What an extension promises: another format under it is told, for something went wrong with the file.
const PROMISES: [(&str, &[Format]); 3] = [
    ("xml", &[Format::AkomaNtoso, Format::MarcXml]),
    ("pdf", &[Format::Pdf]),
    ("docx", &[Format::Docx]),
];

/// Files that are no official texts, by what they seem to be.
#[derive(Default)]
struct Others(BTreeMap<String, (usize, String)>);

impl Others {
    fn add(&mut self, path: &Path, seems: String, problems: &mut Vec<Problem>) {
        let promised = PROMISES.iter().map(|(extension, _)| extension);
        let promised = promised
            .into_iter()
            .find(|extension| has_extension(path, extension));
        if let Some(extension) = promised {
            problems.push(
                Problem::error("W202", format!("named .{extension}, but {seems}"))
                    .at(Place::File(path.display().to_string()))
                    .hint("fetch it again, or take it out of the folder of texts"),
            );
            return;
        }
        let first = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        self.0.entry(seems).or_insert((0, first)).0 += 1;
    }

    fn tell(self, problems: &mut Vec<Problem>) {
        for (seems, (count, first)) in self.0 {
            let more = if count > 1 {
                format!(" and {} more", count - 1)
            } else {
                String::new()
            };
            problems.push(Problem::note(
                "W203",
                format!("passed over: {first}{more}: {seems}"),
            ));
        }
    }
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
    Problem::error("W200", format!("cannot read: {said}"))
        .at(Place::File(path))
        .hint("check that it exists and that you may read it")
}

/// What a file is.
enum Identified {
    /// The documents and languages of an official text.
    Text(TextFile, Vec<(Symbol, Language)>),
    /// Records that describe documents.
    Catalog(TextFile),
    /// Passages of an official text.
    Excerpt(Excerpt),
    /// Not an official text, and what it seems to be.
    Other(String),
}

/// What the names of files of excerpts end in.
const EXCERPTS: &str = ".excerpts.md";

/// Reads a file of excerpts; `None` where its first line names no document.
fn excerpt(path: &Path, bytes: &[u8]) -> Option<Excerpt> {
    let name = path.file_name()?.to_string_lossy();
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|_| name.ends_with(EXCERPTS))?;
    let symbol = text
        .lines()
        .next()?
        .split_whitespace()
        .filter(|word| word.contains('/'))
        .find_map(|word| Symbol::parse(word).ok())?;
    Some(Excerpt {
        symbol,
        text: text.to_owned(),
    })
}

fn identify(path: &Path) -> Result<Identified, Problem> {
    let bytes = read(path)?;
    let format = match Format::detect(&bytes) {
        Ok(format) => format,
        Err(unknown) => {
            return Ok(excerpt(path, &bytes)
                .map_or_else(|| Identified::Other(unknown.to_string()), Identified::Excerpt));
        }
    };
    let broken = |(extension, formats): &(&str, &[Format])| {
        has_extension(path, extension) && !formats.contains(&format)
    };
    if PROMISES.iter().any(broken) {
        return Ok(Identified::Other(format!("it is {}", format.label())));
    }
    let file = TextFile {
        path: path.to_owned(),
        format,
        bytes: bytes.len() as u64,
        sha256: sha256(&bytes),
    };
    if format == Format::MarcXml {
        return Ok(Identified::Catalog(file));
    }
    let texts =
        super::identify(format, &bytes, Some(&name(path))).map_err(|error| super::problem(path, &error))?;
    Ok(Identified::Text(file, texts))
}

/// The name without folders.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Reads a file again that was identified before.
///
/// # Errors
/// When it cannot be read, or is no longer the file it was.
pub(crate) fn reread(file: &TextFile) -> Result<Vec<u8>, Problem> {
    let bytes = read(&file.path)?;
    if bytes.len() as u64 == file.bytes && sha256(&bytes) == file.sha256 {
        return Ok(bytes);
    }
    Err(Problem::error("W201", "the file changed while it was read")
        .at(Place::File(file.path.display().to_string()))
        .hint("wait until nothing writes to it, then build again"))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: half of an old and half of a new file in one release.
    #[test]
    fn a_file_that_changed_since_it_was_identified_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "United Nations\nA/RES/99/1\n\n1. Asks for kites.\n").unwrap();
        let library = Library::open(&[folder.path().to_owned()], &mut Vec::new());
        let [file] = library.files.as_slice() else {
            panic!("{library:?}")
        };
        assert!(reread(file).is_ok());
        // As long as before, so that only the digest tells.
        fs::write(&path, "United Nations\nA/RES/99/1\n\n1. Asks for boats.\n").unwrap();
        let problem = reread(file).unwrap_err();
        assert_eq!(problem.code, "W201");
        assert!(problem.message.contains("changed"), "{}", problem.message);
    }
}
