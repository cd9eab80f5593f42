//! The reader of the UN's Akoma Ntoso (AKN4UN).
//!
//! It reads what the UN really publishes: identification, cover, subject headings, workflow and vote,
//! and the text with its provisions. The addresses of provisions come from the printed numbers alone,
//! so that they are the same in every language: `text::outline` sees to that.

mod body;
mod cover;
mod identification;
mod inline;
mod problems;
mod statement;
mod vote;
mod xml;

#[cfg(test)]
mod tests;

use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};

pub use xml::{MAX_BYTES, MAX_DEPTH};

/// How far [`identify`] looks, in bytes: beyond keywords and the longest lists of voters.
const HEAD: usize = 128 << 10;

/// Reads an Akoma Ntoso file. A file that holds several resolutions gives as many readings.
///
/// # Errors
/// Where the file is larger than [`MAX_BYTES`], nested deeper than [`MAX_DEPTH`], not UTF-8, not
/// well-formed XML, has a document type declaration, is not Akoma Ntoso, or lacks symbol or language.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    let text = xml::decode(bytes)?;
    let document = xml::parse(text)?;
    let mut readings = statement::read_all(&document)?;
    readings.iter_mut().for_each(super::links::settle);
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
    let printed = number.split_once('>')?.1.split_once('<')?.0;
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
