//! What a build leaves on disk, written while converting: dumps, hashes, the
//! manifest; and how a release is put in place and opened again.

pub mod build;
pub mod canonical;
mod catalog;
mod catalog_records;
pub mod changes;
pub mod convert;
mod coverage;
pub mod diff;
mod disagreement;
pub mod dumps;
pub mod files;
pub mod format;
pub mod handover;
pub mod history;
pub mod jsonld;
pub mod lines;
pub mod manifest;
pub mod moment;
mod open;
pub mod past;
mod publish;
mod quality;
mod record;
mod statistics;
pub mod things;

pub use catalog::CATALOG;
pub use manifest::{Counts, FileEntry, Manifest};
pub use open::{OpenError, Release, current_id, describe, fill};
