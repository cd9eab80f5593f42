//! `catalog.ttl` of a release: everything a catalog of catalogs wants to know, in one file.

use std::fs;
use std::io;
use std::path::Path;

use oxigraph::io::RdfFormat;
use oxrdf::{GraphName, Quad, QuadRef};

use super::dumps::{self, DumpError};
use super::format::DumpFormat;
use super::handover;
use super::manifest::{FileEntry, Manifest};
use super::quality;
use crate::check::quotes::Fact;
use crate::graph::block::Batch;
use crate::graph::catalog::{self, Dump, Statistics, Version};
use crate::graph::coverage::Counts;
use crate::graph::ontology;
use crate::problem::Problem;

/// The file's name in a release.
pub const CATALOG: &str = "catalog.ttl";

/// What a release says about itself, before its files have sizes and hashes.
#[derive(Default)]
pub(super) struct Catalog {
    quads: Vec<Quad>,
    modified: Option<String>,
}

impl Catalog {
    /// Gathers counts and measurements.
    pub(super) fn new(
        statistics: &Statistics,
        facts: &[Fact],
        documents: Counts,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut quads = ontology::catalog(problems);
        let measured = quality::measured(facts, super::build::tally(problems), documents);
        for block in [catalog::void(statistics), catalog::quality(&measured)] {
            quads.extend(block.iter().map(QuadRef::into_owned));
        }
        Self {
            quads,
            modified: statistics.known.modified().map(str::to_owned),
        }
    }

    /// The part that stands in the data set, in its own graph.
    pub(super) fn batch(&self) -> Batch {
        Batch::Parsed(self.quads.clone())
    }

    /// Writes the file: the same, and the files and the version of a finished release.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn write(mut self, folder: &Path, manifest: &Manifest) -> Result<(), DumpError> {
        let files: Vec<Dump<'_>> = manifest.files.iter().filter_map(listed).collect();
        let version = Version {
            number: env!("CARGO_PKG_VERSION"),
            release: &manifest.id,
            modified: self.modified.as_deref(),
        };
        let block = catalog::files(version, &files);
        self.quads.extend(block.iter().map(QuadRef::into_owned));
        let path = folder.join(CATALOG);
        turtle(self.quads)
            .and_then(|text| fs::write(&path, text))
            .and_then(|()| fs::File::open(&path)?.sync_all())
            .map_err(|source| DumpError { path, source })
    }
}

/// A file as the catalog lists it; `None` for one that this program does not know.
fn listed(file: &FileEntry) -> Option<Dump<'_>> {
    let format = DumpFormat::ALL
        .into_iter()
        .find(|format| format.file_name() == file.name);
    let (title, file_type, about, packs) = match format {
        Some(format) => (format.title(), format.eu_file_type(), None, true),
        None => {
            let kept = handover::find(&file.name)?;
            (kept.title, kept.eu_file_type, Some(kept.about), kept.packs())
        }
    };
    Some(Dump {
        name: &file.name,
        title,
        media_type: &file.media_type,
        file_type,
        bytes: file.bytes,
        sha256: &file.sha256,
        about,
        packs,
    })
}

/// Triples as Turtle, each subject once.
fn turtle(mut quads: Vec<Quad>) -> io::Result<Vec<u8>> {
    for quad in &mut quads {
        quad.graph_name = GraphName::DefaultGraph;
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    let mut serializer = dumps::serializer(RdfFormat::Turtle)?.for_writer(Vec::new());
    for quad in &quads {
        serializer.serialize_quad(quad)?;
    }
    serializer.finish()
}
