//! Opens a release for reading: its manifest, its files, its store.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;

use super::format::DumpFormat;
use super::manifest::Manifest;
use super::publish::{self, MANIFEST};

/// A release, ready to be asked.
pub struct Release {
    /// Its identifier.
    pub id: String,
    /// Its folder.
    pub dir: PathBuf,
    /// What it says about itself.
    pub manifest: Manifest,
    /// Its quads.
    pub store: Store,
}

/// Why a release could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing was built yet.
    #[error("there is no release in {0}; run `wsis build` first")]
    None(PathBuf),
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest is not one.
    #[error("{path} is damaged ({source}); build again")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The store refused the quads.
    #[error("cannot load {path} into the store: {message}")]
    Load {
        /// The file.
        path: PathBuf,
        /// What the store said.
        message: String,
    },
}

/// The identifier of the current release of `out`, if there is one. Cheap.
#[must_use]
pub fn current_id(out: &Path) -> Option<String> {
    let name = publish::current(out)?;
    Some(name.file_name()?.to_str()?.to_owned())
}

/// The folder and manifest of the current release of `out`.
///
/// # Errors
/// When there is none, or it is damaged.
pub fn describe(out: &Path) -> Result<(PathBuf, Manifest), OpenError> {
    let dir = publish::current(out).ok_or_else(|| OpenError::None(out.to_owned()))?;
    let manifest = manifest(&dir)?;
    Ok((dir, manifest))
}

/// What the release in a folder says about itself.
///
/// # Errors
/// When it cannot be read, or is damaged.
pub(super) fn manifest(dir: &Path) -> Result<Manifest, OpenError> {
    let path = dir.join(MANIFEST);
    let text = fs::read(&path).map_err(|source| OpenError::Read {
        path: path.clone(),
        source,
    })?;
    serde_json::from_slice(&text).map_err(|source| OpenError::Manifest { path, source })
}

impl Release {
    /// Opens the current release of `out`.
    ///
    /// # Errors
    /// When there is none, or it cannot be read or loaded.
    pub fn open(out: &Path) -> Result<Self, OpenError> {
        let (dir, manifest) = describe(out)?;
        Self::load(dir, manifest)
    }

    /// Opens the release in a folder, whether it is current or not.
    ///
    /// # Errors
    /// When it cannot be read or loaded.
    pub fn open_folder(dir: PathBuf) -> Result<Self, OpenError> {
        let manifest = manifest(&dir)?;
        Self::load(dir, manifest)
    }

    fn load(dir: PathBuf, manifest: Manifest) -> Result<Self, OpenError> {
        let store = store(&dir)?;
        Ok(Self {
            id: manifest.id.clone(),
            dir,
            manifest,
            store,
        })
    }
}

/// The folder of the RocksDB store that a build with the feature `persistent`
/// leaves in a release.
#[cfg(feature = "persistent")]
pub const STORE: &str = "store";

#[cfg(feature = "persistent")]
fn store(dir: &Path) -> Result<Store, OpenError> {
    let path = dir.join(STORE);
    if path.is_dir() {
        return Store::open_read_only(&path).map_err(|error| OpenError::Load {
            path,
            message: error.to_string(),
        });
    }
    load(dir)
}

#[cfg(not(feature = "persistent"))]
fn store(dir: &Path) -> Result<Store, OpenError> {
    load(dir)
}

/// Loads the N-Quads of a release into a store in memory.
fn load(dir: &Path) -> Result<Store, OpenError> {
    let path = dir.join(DumpFormat::Nq.file_name());
    let fault = |message: String| OpenError::Load {
        path: path.clone(),
        message,
    };
    let store = Store::new().map_err(|error| fault(error.to_string()))?;
    fill(&store, &path).map_err(fault)?;
    Ok(store)
}

/// Loads a file of N-Quads into `store`.
///
/// # Errors
/// The message of whatever could not be read or stored.
pub fn fill(store: &Store, nquads: &Path) -> Result<(), String> {
    let file = fs::File::open(nquads).map_err(|error| error.to_string())?;
    let mut loader = store.bulk_loader();
    // Our own dump, checked when it was written: no need to check every IRI again.
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    loader
        .load_from_reader(parser, io::BufReader::with_capacity(1 << 18, file))
        .map_err(|error| error.to_string())?;
    loader.commit().map_err(|error| error.to_string())
}

/// Fills the RocksDB store of the release being made in `dir`.
///
/// # Errors
/// The message of whatever could not be read or stored.
#[cfg(feature = "persistent")]
pub fn persist(dir: &Path) -> Result<(), String> {
    let store = Store::open(dir.join(STORE)).map_err(|error| error.to_string())?;
    fill(&store, &dir.join(DumpFormat::Nq.file_name()))?;
    store.flush().map_err(|error| error.to_string())
}
