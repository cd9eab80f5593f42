//! The reader of PDF (ISO 32000-1).
//!
//! The UN's files are tagged: Word wrote into them which words make a paragraph, which are footnotes and
//! which are furniture of the page (14.8, "Tagged PDF"). `shown` collects the words with their marks from
//! the operators that `content` finds, in the letters of `fonts`; `tags` has the tree of paragraphs,
//! `paragraphs` puts them together; `lines` serves files without tags. Objects, streams and fonts are
//! decoded by `pdf-extract`; images never are. What cannot be read so `poppler` tries again.

mod content;
mod fonts;
mod lines;
mod matrix;
mod paragraphs;
mod poppler;
mod shown;
mod tags;
#[cfg(test)]
mod tests;
mod weigh;

use std::time::{Duration, Instant};

use pdf_extract::Document;

use super::flow::{self, Flow};
use super::guard::guarded;
use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};

/// How long one file may take.
const TIME: Duration = Duration::from_secs(60);

/// Pages from which symbol and language are told.
const COVER_PAGES: usize = 2;

/// Reads a PDF.
///
/// # Errors
/// Where the file is damaged, encrypted, a scan without text, beyond the bounds of size and time, or no
/// official text.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    weigh::check(bytes)?;
    let own = guarded(|| flow(bytes, usize::MAX).and_then(flow::reading));
    let reading = match own {
        Ok(reading) => reading,
        Err(error) => poppler::read(bytes).ok_or(error)?,
    };
    Ok(vec![reading])
}

/// The symbol and language that the first pages print.
#[must_use]
pub fn identify(bytes: &[u8]) -> Option<(Symbol, Language)> {
    weigh::check(bytes).ok()?;
    let reading = flow::reading(flow(bytes, COVER_PAGES).ok()?).ok()?;
    Some((reading.symbol, reading.language))
}

fn flow(bytes: &[u8], pages: usize) -> Result<Flow, ReadError> {
    let mut document = Document::load_mem(bytes).map_err(|error| {
        fault(
            &format!("the PDF is damaged: {error}"),
            "it may be cut short: fetch it again",
        )
    })?;
    // A file that only restricts what may be done with it opens without a password.
    if document.is_encrypted() {
        return Err(fault(
            "the PDF is encrypted",
            "save a copy without password and restrictions",
        ));
    }
    let deadline = Instant::now() + TIME;
    let shown = shown::read(&mut document, pages, deadline)?;
    if shown.is_empty() {
        return Err(fault(
            "the PDF has no text: it is a scan or empty",
            "run text recognition (OCR) over it, or use another format",
        ));
    }
    let tree = tags::tree(&document);
    let mut flow = match tree {
        Some(tree) => paragraphs::of(&tree, &shown),
        None => Flow::default(),
    };
    // Tags that name hardly any of the words are no help.
    if tagged_too_little(&flow, &shown) {
        flow = lines::of(&shown);
    }
    flow.declared = tags::language(&document);
    flow.symbol = flow.symbol.or_else(|| lines::running_symbol(&shown));
    Ok(flow)
}

fn tagged_too_little(flow: &Flow, shown: &[shown::Shown]) -> bool {
    let placed: usize = flow.blocks.iter().map(|block| block.inline.text.len()).sum();
    let printed: usize = shown.iter().map(|shown| shown.text.len()).sum();
    placed * 2 < printed
}

fn too_long() -> ReadError {
    fault(
        "reading the PDF took too long",
        "it is far beyond any official text; split it, or leave it out",
    )
}

fn fault(message: &str, hint: &str) -> ReadError {
    ReadError {
        line: None,
        column: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}
