//! What is known: curated records and official texts, as typed values with
//! their place in the source. No RDF here.

pub mod catalog_record;
mod csv_file;
mod date;
mod language;
mod load;
pub mod reading;
pub mod records;
pub mod references;
pub mod register;
mod source;
mod symbol;
mod tables;
pub(crate) mod toml_file;
pub mod values;

use std::ops::Range;
use std::sync::Arc;

pub use date::{Date, DateError};
pub use language::{Direction, Language};
pub use load::{Corpus, load};
pub use source::DataSource;
pub use symbol::Symbol;

use crate::problem::{Place, SourceFile};

/// A record and where it stands.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// What it says.
    pub value: T,
    /// The file it stands in.
    pub file: Arc<SourceFile>,
    /// Its bytes in that file.
    pub span: Range<usize>,
}

impl<T> Record<T> {
    /// The place of the record, or of one value of it.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::Span(Arc::clone(&self.file), span)
    }
}
