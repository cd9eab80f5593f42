//! Where curated files come from: the copy inside the program, or a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::digest::FileDigest;
use crate::problem::{Place, Problem, SourceFile};

/// `data/` as it was when the program was compiled.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// A curated file larger than this is refused: it is not one.
const MAX_BYTES: u64 = 16 << 20;

/// Where the curated data are read from.
#[derive(Debug, Clone, Default)]
pub enum DataSource {
    /// The data compiled into the program.
    #[default]
    Embedded,
    /// A folder with the layout of `data/`.
    Folder(PathBuf),
}

impl DataSource {
    /// All files with one of `extensions` below the sub-folder `kind`, sorted by name.
    /// Files that cannot be read are reported in `problems`.
    #[must_use]
    pub fn files(&self, kind: &str, extension: &str, problems: &mut Vec<Problem>) -> Vec<Arc<SourceFile>> {
        let mut files = match self {
            Self::Embedded => embedded(kind, extension),
            Self::Folder(folder) => on_disk(&folder.join(kind), extension, problems),
        };
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    /// W005: files of a data folder that nobody reads: another folder than those of the data inside the
    /// program, another kind of file, or a file beside the folders that the program does not know.
    #[must_use]
    pub fn strays(&self) -> Vec<Problem> {
        let Self::Folder(folder) = self else {
            return Vec::new();
        };
        walkdir::WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let below = entry.path().strip_prefix(folder).ok()?;
                let name = below.file_name()?.to_string_lossy();
                // Editors leave hidden and backup files.
                (!name.starts_with('.') && !name.ends_with('~')).then_some(())?;
                stray(below).map(|hint| {
                    Problem::warning("W005", "nobody reads this file")
                        .at(Place::File(entry.path().display().to_string()))
                        .hint(hint)
                })
            })
            .collect()
    }

    /// The digests of all data files that can be read, named from the data
    /// folder: what a release is made from. Where texts are fetched from makes no release,
    /// nor do the words of pages.
    #[must_use]
    pub fn digests(&self) -> Vec<FileDigest> {
        let (root, files) = match self {
            Self::Embedded => ("data/".to_owned(), all_embedded(&EMBEDDED)),
            Self::Folder(folder) => (format!("{}/", folder.display()), all_on_disk(folder)),
        };
        let digest = |file: &Arc<SourceFile>| {
            let name = file.name.strip_prefix(&root).unwrap_or(&file.name);
            FileDigest::of(&format!("data/{name}"), file.text.as_bytes())
        };
        files
            .iter()
            .map(digest)
            .filter(|file| file.name != "data/sources.toml" && !file.name.starts_with("data/interface/"))
            .collect()
    }
}

/// What to do with a file that nobody reads; `None` for one that is read.
fn stray(below: &Path) -> Option<String> {
    if EMBEDDED.get_file(below).is_some() {
        return None;
    }
    let folders: Vec<&str> = EMBEDDED.dirs().filter_map(|dir| dir.path().to_str()).collect();
    let folder = below.components().next()?.as_os_str().to_str()?;
    if below.components().count() < 2 {
        return Some(format!("put it into one of the folders {}", folders.join(", ")));
    }
    let Some(known) = EMBEDDED.get_dir(folder) else {
        return Some(format!("the folders are {}", folders.join(", ")));
    };
    let extension = known.files().find_map(|file| file.path().extension());
    (below.extension() != extension).then(|| {
        format!(
            "the files of {folder}/ end in .{}",
            extension.unwrap_or_default().to_string_lossy()
        )
    })
}

fn all_embedded(folder: &Dir<'static>) -> Vec<Arc<SourceFile>> {
    let own = folder.files().filter_map(embedded_file);
    own.chain(folder.dirs().flat_map(all_embedded)).collect()
}

fn all_on_disk(folder: &Path) -> Vec<Arc<SourceFile>> {
    // Files that cannot be read were reported when their records were loaded.
    let mut ignored = Vec::new();
    let mut files = on_disk(folder, "toml", &mut ignored);
    files.extend(on_disk(folder, "csv", &mut ignored));
    files
}

fn embedded_file(file: &include_dir::File<'static>) -> Option<Arc<SourceFile>> {
    let extension = file.path().extension()?;
    (extension == "toml" || extension == "csv").then_some(())?;
    Some(Arc::new(SourceFile {
        name: format!("data/{}", file.path().display()),
        text: file.contents_utf8()?.to_owned(),
    }))
}

fn embedded(kind: &str, extension: &str) -> Vec<Arc<SourceFile>> {
    let files = EMBEDDED.get_dir(kind).into_iter().flat_map(Dir::files);
    files
        .filter(|file| file.path().extension().is_some_and(|e| e == extension))
        .filter_map(embedded_file)
        .collect()
}

fn on_disk(folder: &Path, extension: &str, problems: &mut Vec<Problem>) -> Vec<Arc<SourceFile>> {
    let mut files = Vec::new();
    if !folder.exists() {
        return files;
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(
                    Problem::error("W001", format!("cannot read the folder: {error}"))
                        .at(Place::File(folder.display().to_string()))
                        .hint("check that the folder exists and that you may read it"),
                );
                continue;
            }
        };
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == extension) {
            match read(entry.path()) {
                Ok(file) => files.push(Arc::new(file)),
                Err(problem) => problems.push(problem),
            }
        }
    }
    files
}

fn read(path: &Path) -> Result<SourceFile, Problem> {
    let name = path.display().to_string();
    let fault = |message: String, hint: &str| {
        Problem::error("W001", message)
            .at(Place::File(name.clone()))
            .hint(hint)
    };
    let size = std::fs::metadata(path).map_or(0, |data| data.len());
    if size > MAX_BYTES {
        return Err(fault(
            format!("the file is {} MiB; curated files stay below 16 MiB", size >> 20),
            "split it, or check that it is a data file at all",
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        fault(
            format!("cannot read the file: {error}"),
            "check that it exists and that you may read it",
        )
    })?;
    String::from_utf8(bytes)
        .map(|text| SourceFile {
            name: name.clone(),
            text,
        })
        .map_err(|error| not_utf8(&name, &error))
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Problem {
    let good = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let place = Place::Line(
        name.to_owned(),
        u32::try_from(line).unwrap_or(u32::MAX),
        u32::try_from(column).unwrap_or(u32::MAX),
    );
    Problem::error("W001", "the file is not UTF-8 text")
        .at(place)
        .hint("save it again as UTF-8")
}
