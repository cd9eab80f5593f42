//! Official texts, read into the model. Each reader is one folder or file; none
//! knows RDF.

mod agenda;
pub mod akn;
pub mod compare;
pub mod docx;
mod flow;
pub mod format;
mod guard;
pub mod html;
pub mod language;
pub mod library;
mod links;
pub mod marcxml;
mod outline;
pub mod paragraph_json;
pub mod pdf;
pub mod printed;
mod xml;

use std::path::Path;

use self::format::Format;
use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};
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

/// Reads an official text of a known format. `name` is the file's name, the last resort for formats
/// that do not print their symbol. Catalog records hold no text and give no reading.
///
/// # Errors
/// Where the file is not what its format promises, is beyond the reader's bounds, or says too little
/// of itself.
pub fn read(format: Format, bytes: &[u8], name: Option<&str>) -> Result<Vec<Reading>, ReadError> {
    guard::guarded(|| match format {
        Format::AkomaNtoso => akn::read(bytes),
        Format::Pdf => pdf::read(bytes),
        Format::ParagraphJson => paragraph_json::read(bytes, name),
        Format::Docx => docx::read(bytes),
        Format::Html => html::read(bytes),
        Format::PdfTextJson => printed::read_json(bytes),
        Format::PlainText => printed::read(bytes),
        // Catalog records describe documents ([`marcxml::read`]); they hold no text.
        Format::MarcXml => Ok(Vec::new()),
    })
}

/// The documents and languages a file holds, found as cheaply as its format allows.
///
/// # Errors
/// As [`read`].
pub fn identify(
    format: Format,
    bytes: &[u8],
    name: Option<&str>,
) -> Result<Vec<(Symbol, Language)>, ReadError> {
    let quick = match format {
        Format::AkomaNtoso => akn::identify(bytes),
        Format::Pdf => guard::guarded(|| Ok(pdf::identify(bytes))).unwrap_or_default(),
        _ => None,
    };
    match quick {
        Some(text) => Ok(vec![text]),
        None => {
            let readings = read(format, bytes, name)?;
            Ok(readings.into_iter().map(|r| (r.symbol, r.language)).collect())
        }
    }
}
