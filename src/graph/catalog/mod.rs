//! The catalog of a release: DCAT 3 for its files and services, VoID for how much of what it holds,
//! DQV for how good it is.
//!
//! What never changes stands in `ontology/catalog.ttl`; the blocks here add what each release counts.
//! Counts and measurements are in the data set itself, in `graph/catalog`; sizes and hashes of the dumps
//! cannot be, since the dumps would have to hold their own hashes: they are in `catalog.ttl` beside the dumps.

mod files;
mod quality;
mod void;

use super::iri;

pub use files::{Dump, Version, block as files};
pub use quality::{Dimension, Measured, block as quality};
pub use void::{Known, LINKED, Linked, Statistics, block as void};

/// The address of the data set.
#[must_use]
pub fn dataset() -> String {
    iri::in_catalog("dataset")
}
