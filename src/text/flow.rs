//! A document as a run of paragraphs in reading order, for formats that do not say what each
//! paragraph is: PDF, Word, HTML, plain text.

use super::outline::block::Block;
use crate::corpus::Language;
use crate::corpus::reading::{ReadError, Reading};

/// Everything a file prints, in reading order: cover, title, text and closing lines.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// One block a printed paragraph (a line of the cover, a heading, a paragraph, a point). Running
    /// heads, page numbers and footnotes are taken out; footnotes stand as notes where they are called.
    pub blocks: Vec<Block<'static>>,
    /// The language the file declares about itself (PDF's `Lang`, HTML's `lang`), if it does.
    pub declared: Option<Language>,
    /// The symbol as running heads, the file's own metadata or its name give it, where the cover has none.
    pub symbol: Option<String>,
}

/// What the paragraphs say as an official text.
///
/// # Errors
/// Where no symbol or no language can be told, or where there is no text.
pub(crate) fn reading(_flow: Flow) -> Result<Reading, ReadError> {
    Err(ReadError {
        line: None,
        column: None,
        message: String::new(),
        hint: String::new(),
    })
}
