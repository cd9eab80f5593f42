//! The reader of the UN's Akoma Ntoso (AKN4UN).
//!
//! It reads what the UN really publishes: identification, cover, subject headings, workflow and vote,
//! and the text with its provisions. The addresses of provisions come from the printed numbers alone,
//! so that they are the same in every language: `text::outline` sees to that.

mod body;
mod cover;
mod identification;
mod inline;
mod mend;
mod problems;
mod statement;
mod vote;
mod whose;

#[cfg(test)]
mod shapes;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod variants;

use roxmltree::Document;

use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};

use super::xml;
pub use super::xml::{MAX_BYTES, MAX_DEPTH};

/// How far [`identify`] looks, in bytes: beyond keywords and the longest lists of voters.
const HEAD: usize = 128 << 10;

/// Reads an Akoma Ntoso file. A file that holds several resolutions gives as many readings.
///
/// # Errors
/// Where the file is larger than [`MAX_BYTES`], nested deeper than [`MAX_DEPTH`], not UTF-8, has a
/// document type declaration, is cut off, is not Akoma Ntoso, or lacks symbol or language. A file that
/// is not well-formed is repaired where its words are all there: [`Reading::unplaced`] says how.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    let text = xml::decode(bytes)?;
    match xml::parse(text) {
        Ok(document) => statements(&document),
        Err((refused, false)) => Err(refused),
        Err((refused, true)) => mended(text, refused),
    }
}

fn statements(document: &Document<'_>) -> Result<Vec<Reading>, ReadError> {
    xml::bounded(document)?;
    let mut readings = statement::read_all(document)?;
    readings.iter_mut().for_each(super::links::settle);
    Ok(readings)
}

/// Reads a repaired file. The repairs stand among what found no place, with their place in the file;
/// the positions of anything else would be those of the repaired text, and are given as the first's.
fn mended(text: &str, refused: ReadError) -> Result<Vec<Reading>, ReadError> {
    let Some(repaired) = mend::mend(text) else {
        return Err(refused);
    };
    let Ok(document) = xml::parse(&repaired.text) else {
        return Err(refused);
    };
    let mut readings = statements(&document)?;
    let at = repaired
        .notes
        .first()
        .map_or((1, 1), |note| (note.line, note.column));
    for unplaced in readings.iter_mut().flat_map(|r| r.unplaced.iter_mut()) {
        (unplaced.line, unplaced.column) = at;
    }
    if let Some(first) = readings.first_mut() {
        first.unplaced.splice(0..0, repaired.notes);
    }
    Ok(readings)
}

/// The symbol and language a file announces near its head, found without parsing it: enough to group
/// the languages of a document. `None` where the head does not show both or several resolutions share
/// the file; [`read`] knows more.
pub fn identify(head: &[u8]) -> Option<(Symbol, Language)> {
    let head = head.get(..HEAD).unwrap_or(head);
    let text = valid(head);
    if text.contains("<documentCollection") {
        return None;
    }
    let (_, after) = text.split_once("<FRBRlanguage")?;
    let (_, value) = after.split_once("language=\"")?;
    let language = Language::from_code(value.split_once('"')?.0)?;
    let cover = after.split_once("<coverPage")?.1;
    let (_, number) = cover.split_once("refersTo=\"#symbol\"")?;
    let (printed, rest) = number.split_once('>')?.1.split_once('<')?;
    if !whose::is_certain(printed.trim(), rest) {
        return None;
    }
    Some((Symbol::parse(printed).ok()?, language))
}

/// The bytes up to the first that is not UTF-8, such as a letter cut in two.
fn valid(bytes: &[u8]) -> &str {
    let end = std::str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
    bytes
        .get(..end)
        .and_then(|valid| std::str::from_utf8(valid).ok())
        .unwrap_or_default()
}
