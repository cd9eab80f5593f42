//! Official texts, read into the model. Each reader is one folder or file; none
//! knows RDF.

pub mod akn;
#[allow(dead_code, reason = "the readers that use it come next")]
mod flow;
pub mod language;
pub mod library;
mod links;
mod outline;

use std::path::Path;

use crate::corpus::reading::ReadError;
use crate::problem::{Place, Problem};

/// A reader's complaint about a file, as a problem (W202).
#[must_use]
pub fn problem(path: &Path, error: &ReadError) -> Problem {
    let file = path.display().to_string();
    let place = match (error.line, error.column) {
        (Some(line), column) => Place::Line(file, line, column.unwrap_or(1)),
        (None, _) => Place::File(file),
    };
    Problem::error("W202", error.message.clone())
        .at(place)
        .hint(error.hint.clone())
}
