//! What a release says about itself: `manifest.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::{FileDigest, sha256};

/// The description of a release. It holds no time of day and no machine's name:
/// the same inputs give the same manifest, byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The release's identifier: the head of the SHA-256 of everything below.
    pub id: String,
    /// The program and version that made it.
    pub software: String,
    /// The SHA-256 of the data set's RDFC-1.0 canonical form.
    pub rdfc10_sha256: String,
    /// How much of what.
    pub counts: Counts,
    /// The dumps.
    pub files: Vec<FileEntry>,
    /// What it was made from.
    pub inputs: Vec<FileDigest>,
}

/// How much a release holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Quads in all.
    pub quads: u64,
    /// Quads by named graph.
    pub graphs: BTreeMap<String, u64>,
    /// Things by class (local names of our ontology).
    pub classes: BTreeMap<String, u64>,
}

/// A file of the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its name in the release's folder.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The manifest with its identifier computed from all the rest.
    #[must_use]
    pub fn identified(mut self) -> Self {
        self.id = String::new();
        self.id = sha256(self.to_json().as_bytes()).chars().take(16).collect();
        self
    }

    /// The manifest as it stands in the file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
