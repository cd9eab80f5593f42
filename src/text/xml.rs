//! From bytes to a tree, with bounds, and with errors that say where and what to do.

use roxmltree::{Document, Error, NodeId, ParsingOptions};

use crate::corpus::reading::ReadError;

/// The largest file read, in bytes (64 MiB). The largest the UN publishes is below 1 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// The deepest nesting of elements read. Real files stay below 30.
pub const MAX_DEPTH: u32 = 256;

/// The text of a file: UTF-8, with or without byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "the file has {} MiB, more than the {} MiB an official text may have",
            bytes.len() >> 20,
            MAX_BYTES >> 20
        );
        return Err(error(
            None,
            message,
            "split the file, or take it out of the folder of texts",
        ));
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(body).map_err(|fault| {
        let valid = body.get(..fault.valid_up_to()).unwrap_or_default();
        let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        let message = if utf16 {
            "the file is UTF-16, not UTF-8".to_owned()
        } else {
            format!("byte {} is not UTF-8", bytes.len() - body.len() + valid.len())
        };
        error(Some(position(valid)), message, "save the file as UTF-8")
    })
}

/// Line and column (in characters, from 1) behind a text.
pub(super) fn position(before: &[u8]) -> (u32, u32) {
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let last = before.get(start..).unwrap_or_default();
    let column = last.iter().filter(|b| (**b & 0xC0) != 0x80).count() + 1;
    (
        u32::try_from(line).unwrap_or(u32::MAX),
        u32::try_from(column).unwrap_or(u32::MAX),
    )
}

/// Parses well-formed XML without document type declaration.
///
/// # Errors
/// Where it is none. The second part tells whether a repair may help (`akn::mend`).
pub(super) fn parse(text: &str) -> Result<Document<'_>, (ReadError, bool)> {
    let options = ParsingOptions {
        allow_dtd: false,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|fault| {
        let hopeless = matches!(
            fault,
            Error::DtdDetected
                | Error::NoRootNode
                | Error::NodesLimitReached
                | Error::AttributesLimitReached
                | Error::NamespacesLimitReached
        );
        (explain(text, &fault), !hopeless)
    })
}

/// Refuses a document nested deeper than [`MAX_DEPTH`].
pub(super) fn bounded(document: &Document<'_>) -> Result<(), ReadError> {
    match too_deep(document) {
        None => Ok(()),
        Some(start) => {
            let at = document.text_pos_at(start);
            Err(error(
                Some((at.row, at.col)),
                format!("elements are nested deeper than {MAX_DEPTH}"),
                "official texts are not nested like this; check where the file comes from",
            ))
        }
    }
}

/// Where the first element stands that is nested too deeply.
fn too_deep(document: &Document<'_>) -> Option<usize> {
    let mut depths = vec![0u32; document.descendants().count()];
    document
        .descendants()
        .filter(roxmltree::Node::is_element)
        .find_map(|node| {
            let above = node
                .parent_element()
                .map(|p| p.id())
                .and_then(|id: NodeId| depths.get(id.get_usize()).copied())
                .unwrap_or(0);
            if let Some(slot) = depths.get_mut(node.id().get_usize()) {
                *slot = above + 1;
            }
            (above >= MAX_DEPTH).then(|| node.range().start)
        })
}

fn explain(text: &str, fault: &Error) -> ReadError {
    let at = fault.pos();
    let place = Some((at.row, at.col));
    match fault {
        Error::DtdDetected => error(
            doctype(text),
            "the file has a document type declaration".to_owned(),
            "take the DOCTYPE and its entities out; they are never read",
        ),
        Error::UnknownEntityReference(name, _) => error(
            place,
            format!("the entity \"&{name};\" is not known"),
            "write the character itself",
        ),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode => {
            let message = if text.trim().is_empty() {
                "the file is empty"
            } else {
                "the file ends before its last element is closed"
            };
            error(
                Some(position(text.as_bytes())),
                message.to_owned(),
                "the file may be cut off; fetch it again",
            )
        }
        Error::UnexpectedCloseTag(expected, actual, _) => error(
            place,
            format!("<{expected}> is closed by </{actual}>"),
            "the file is not well-formed XML; fetch it again or correct the tag",
        ),
        other => error(
            place,
            format!("the file is not well-formed XML: {other}"),
            "fetch the file again, or correct it at this place",
        ),
    }
}

fn doctype(text: &str) -> Option<(u32, u32)> {
    text.find("<!DOCTYPE")
        .and_then(|at| text.as_bytes().get(..at))
        .map(position)
}

/// An error with an optional place.
pub(super) fn error(place: Option<(u32, u32)>, message: String, hint: &str) -> ReadError {
    ReadError {
        line: place.map(|p| p.0),
        column: place.map(|p| p.1),
        message,
        hint: hint.to_owned(),
    }
}
