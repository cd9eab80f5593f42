//! The reader of texts as lines of printed pages: plain text, and the words other programs took out of a PDF.
//!
//! Such text has no marks left of what is what. `pages` takes out running heads and numbers, `notes` the
//! footnotes, and puts their marks where they are called; `paragraphs` joins the lines.

mod notes;
mod pages;
mod paragraphs;
#[cfg(test)]
mod tests;

use serde::Deserialize;

use super::flow::{self, Flow};
use crate::corpus::reading::{ReadError, Reading};

/// Reads plain text in UTF-8. Pages may be parted by form feeds.
///
/// # Errors
/// Where it is not UTF-8 or no official text.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    let text = super::xml::decode(bytes)?;
    flow::reading(flow(text, None)).map(|reading| vec![reading])
}

#[derive(Deserialize)]
struct PdfText {
    symbol: String,
    text: String,
}

/// Reads the words of a PDF as other programs publish them: a JSON object with `symbol` and `text`.
///
/// # Errors
/// Where it is no such object or no official text.
pub fn read_json(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    let object: PdfText = serde_json::from_slice(bytes).map_err(|error| ReadError {
        line: u32::try_from(error.line()).ok().filter(|line| *line > 0),
        column: u32::try_from(error.column()).ok(),
        message: format!("not the words of a PDF: {error}"),
        hint: "an object with \"symbol\" and \"text\" is expected; fetch it again".to_owned(),
    })?;
    flow::reading(flow(&object.text, Some(object.symbol))).map(|reading| vec![reading])
}

/// The paragraphs that lines make.
pub(super) fn flow(text: &str, symbol: Option<String>) -> Flow {
    // Private characters mark the calls of notes here; official texts have none.
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}'))
        .collect();
    let mut pages = pages::split(&text);
    let running = pages::without_furniture(&mut pages);
    let notes = notes::take(&mut pages);
    Flow {
        blocks: paragraphs::of(&pages, notes),
        declared: None,
        symbol: symbol.or(running),
    }
}
