//! The formats that sources deliver, and what bytes really are.

/// A format that a source promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Akoma Ntoso.
    Akn,
    /// Word, Office Open XML.
    Docx,
    /// PDF.
    Pdf,
    /// A web page.
    Html,
    /// Catalogue records of the UN Digital Library: about documents, not of them.
    Marcxml,
}

/// What bytes are, by their beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As a source may promise.
    Known(Format),
    /// A Word file of the kind before 2007 (OLE compound file).
    OldWord,
    /// An archive that is no Word file.
    Archive,
    /// XML of another kind.
    Xml,
    /// JSON.
    Json,
    /// Something in letters.
    Text,
    /// Something else.
    Binary,
    /// Nothing.
    Empty,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Akn, Self::Docx, Self::Pdf, Self::Html, Self::Marcxml];

    /// The name in the list of sources.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Akn => "akn",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Marcxml => "marcxml",
        }
    }

    /// The ending of its files. Catalogue records do not end in `.xml`: they are no texts.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Akn => "xml",
            Self::Marcxml => "marcxml",
            other => other.name(),
        }
    }

    /// The name for people, with its article.
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Akn => "an Akoma Ntoso file",
            Self::Docx => "a Word file",
            Self::Pdf => "a PDF",
            Self::Html => "a web page",
            Self::Marcxml => "catalogue records",
        }
    }
}

impl Kind {
    /// What some bytes are.
    pub(super) fn of(bytes: &[u8]) -> Self {
        const HEAD: usize = 4096;
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let text = String::from_utf8_lossy(head);
        let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        if head.is_empty() {
            Self::Empty
        } else if text.contains("%PDF-") && !start.starts_with('<') {
            Self::Known(Format::Pdf)
        } else if head.starts_with(b"PK\x03\x04") {
            match contains(bytes, b"word/document.xml") {
                true => Self::Known(Format::Docx),
                false => Self::Archive,
            }
        } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            Self::OldWord
        } else if start.starts_with('<') {
            Self::marked_up(&text)
        } else if start.starts_with(['{', '[']) {
            Self::Json
        } else if head.contains(&0) || text.matches('\u{FFFD}').count() > text.len() / 10 {
            Self::Binary
        } else {
            Self::Text
        }
    }

    fn marked_up(head: &str) -> Self {
        let lower = head.to_ascii_lowercase();
        if head.contains("<akomaNtoso") || head.contains(":akomaNtoso") {
            Self::Known(Format::Akn)
        } else if head.contains("MARC21/slim") {
            Self::Known(Format::Marcxml)
        } else if ["<!doctype html", "<html", "<head", "<body", "<script"]
            .iter()
            .any(|mark| lower.contains(mark))
        {
            Self::Known(Format::Html)
        } else {
            Self::Xml
        }
    }

    /// What it is, for people.
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Known(format) => format.described(),
            Self::OldWord => "a Word file of the kind before 2007, which is not read",
            Self::Archive => "an archive",
            Self::Xml => "XML of another kind",
            Self::Json => "JSON",
            Self::Text => "plain text",
            Self::Binary => "something of unknown kind",
            Self::Empty => "an empty answer",
        }
    }

    /// Whether words in it can be read as they stand.
    pub(super) fn is_readable(self) -> bool {
        matches!(
            self,
            Self::Known(Format::Html) | Self::Xml | Self::Json | Self::Text
        )
    }
}

/// Whether `wanted` stands anywhere in `bytes`.
pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        for (bytes, kind) in [
            (&b""[..], Kind::Empty),
            (b"%PDF-1.7\n", Kind::Known(Format::Pdf)),
            (b"PK\x03\x04..word/document.xml", Kind::Known(Format::Docx)),
            (b"PK\x03\x04..mimetype", Kind::Archive),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::OldWord),
            (b"\xEF\xBB\xBF <!DOCTYPE HTML>", Kind::Known(Format::Html)),
            (b"<?xml version='1.0'?><akomaNtoso>", Kind::Known(Format::Akn)),
            (b"<html>%PDF-", Kind::Known(Format::Html)),
            (b"<feed/>", Kind::Xml),
            (b" {}", Kind::Json),
            (b"Not found", Kind::Text),
            (b"\0\x01\x02", Kind::Binary),
        ] {
            assert_eq!(Kind::of(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
