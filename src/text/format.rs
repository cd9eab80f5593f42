//! The formats official texts come in, recognised from their content, never from their name.

use std::fmt;

use crate::corpus::Symbol;

/// How far [`Format::detect`] looks, in bytes.
const HEAD: usize = 8 << 10;

/// In how many lines at the head a plain text must print its symbol.
const COVER_LINES: usize = 40;

/// A format of official texts or of catalog records. The order is that of preference: the format that
/// says most of the text first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Akoma Ntoso 3.0 as the UN publishes it (AKN4UN).
    AkomaNtoso,
    /// Word, Office Open XML (ECMA-376).
    Docx,
    /// HTML as on the ITU's pages.
    Html,
    /// PDF (ISO 32000).
    Pdf,
    /// Paragraphs with their types as a JSON array.
    ParagraphJson,
    /// The words of a PDF and its numbered paragraphs as a JSON object.
    PdfTextJson,
    /// Plain text in UTF-8.
    PlainText,
    /// Catalog records of the UN Digital Library: MARC 21 in XML.
    MarcXml,
}

impl Format {
    /// All formats, in the order of preference.
    pub const ALL: [Self; 8] = [
        Self::AkomaNtoso,
        Self::Docx,
        Self::Html,
        Self::Pdf,
        Self::ParagraphJson,
        Self::PdfTextJson,
        Self::PlainText,
        Self::MarcXml,
    ];

    /// Its name in addresses and reports.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::AkomaNtoso => "akn",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::ParagraphJson => "json",
            Self::PdfTextJson => "pdftext",
            Self::PlainText => "txt",
            Self::MarcXml => "marcxml",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::AkomaNtoso => "Akoma Ntoso",
            Self::Docx => "Word",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::ParagraphJson => "paragraph JSON",
            Self::PdfTextJson => "PDF text as JSON",
            Self::PlainText => "plain text",
            Self::MarcXml => "MARCXML",
        }
    }

    /// The ending of its files' names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::AkomaNtoso => "xml",
            Self::ParagraphJson | Self::PdfTextJson => "json",
            other => other.short(),
        }
    }

    /// One file of it, for people, with its article.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Self::AkomaNtoso => "an Akoma Ntoso file",
            Self::Docx => "a Word file",
            Self::Html => "a web page",
            Self::Pdf => "a PDF",
            Self::ParagraphJson | Self::PdfTextJson => "a JSON file of a text",
            Self::PlainText => "a plain text",
            Self::MarcXml => "catalog records",
        }
    }

    /// The IRI of its media type in IANA's registry.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::AkomaNtoso => "http://www.iana.org/assignments/media-types/application/xml",
            Self::Docx => {
                "http://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Html => "http://www.iana.org/assignments/media-types/text/html",
            Self::Pdf => "http://www.iana.org/assignments/media-types/application/pdf",
            Self::ParagraphJson | Self::PdfTextJson => {
                "http://www.iana.org/assignments/media-types/application/json"
            }
            Self::PlainText => "http://www.iana.org/assignments/media-types/text/plain",
            Self::MarcXml => "http://www.iana.org/assignments/media-types/application/marcxml+xml",
        }
    }

    /// The format of a file, from its first bytes.
    ///
    /// # Errors
    /// What the file seems to be, where it is none of the formats.
    pub fn detect(bytes: &[u8]) -> Result<Self, Unknown> {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        if let Some(found) = by_magic(head) {
            return found;
        }
        let text = readable(head).ok_or(Unknown("not text: binary data"))?;
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        match text.chars().next() {
            None => Err(Unknown("empty")),
            Some('<') => markup(text),
            Some('[') => array(text),
            Some('{') => object(text),
            Some(_) => words(text),
        }
    }
}

/// What a file seems to be that is no official text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown(pub &'static str);

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn by_magic(head: &[u8]) -> Option<Result<Format, Unknown>> {
    const OTHERS: [(&[u8], &str); 6] = [
        (
            b"\xD0\xCF\x11\xE0",
            "an old or encrypted Word file: save it as .docx without a password",
        ),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"\x1F\x8B", "compressed (gzip): unpack it"),
        (b"{\\rtf", "Rich Text Format: save it as .docx"),
        (b"Rar!", "an archive: unpack it"),
    ];
    if head.is_empty() {
        return Some(Err(Unknown("empty")));
    }
    // A PDF may have some bytes before its mark.
    if contains(head.get(..1024).unwrap_or(head), b"%PDF-") {
        return Some(Ok(Format::Pdf));
    }
    if head.starts_with(b"PK\x03\x04") {
        let is_word = contains(head, b"word/") || contains(head, b"[Content_Types].xml");
        return Some(if is_word {
            Ok(Format::Docx)
        } else {
            Err(Unknown("an archive, but not a Word file: unpack it"))
        });
    }
    OTHERS
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, seems)| Err(Unknown(seems)))
}

/// The head as text: UTF-8, but for a letter cut in two at its end; Latin-1 will do for HTML.
fn readable(head: &[u8]) -> Option<String> {
    if head.contains(&0) {
        return None;
    }
    Some(String::from_utf8_lossy(head).into_owned())
}

fn markup(text: &str) -> Result<Format, Unknown> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("marc21/slim") {
        Ok(Format::MarcXml)
    } else if lower.contains("akomantoso") || lower.contains("legaldocml") {
        Ok(Format::AkomaNtoso)
    } else if [
        "<html",
        "<!doctype html",
        "<body",
        "<p>",
        "<p ",
        "<table",
        "<head",
    ]
    .iter()
    .any(|tag| lower.contains(tag))
    {
        Ok(Format::Html)
    } else if lower.starts_with("<?xml") || lower.starts_with("<!doctype") {
        // The reader of XML texts says best what is wrong with it.
        Ok(Format::AkomaNtoso)
    } else {
        Err(Unknown("XML, but neither Akoma Ntoso nor MARCXML"))
    }
}

fn array(text: &str) -> Result<Format, Unknown> {
    let has = |key: &str| text.contains(key);
    if has("\"text\"")
        && has("\"type\"")
        && (has("\"frontmatter\"") || has("\"paragraph") || has("\"heading"))
    {
        Ok(Format::ParagraphJson)
    } else {
        Err(Unknown("JSON, but not the paragraphs of a text"))
    }
}

fn object(text: &str) -> Result<Format, Unknown> {
    let has = |key: &str| text.contains(key);
    if has("\"symbol\"") && has("\"text\"") && has("\"filename\"") {
        Ok(Format::PdfTextJson)
    } else {
        Err(Unknown("JSON, but not the paragraphs of a text"))
    }
}

/// Plain text is an official text only where a line of its cover is a symbol.
fn words(text: &str) -> Result<Format, Unknown> {
    if text.starts_with("# ") || text.starts_with("---\n") || text.contains("\n## ") {
        return Err(Unknown("Markdown: notes or excerpts, not a text as published"));
    }
    let is_symbol = |line: &str| {
        let line = line
            .trim()
            .trim_start_matches("Document")
            .trim_start_matches([':', ' ']);
        line.contains('/') && Symbol::parse(line).is_ok()
    };
    // "United Nations          A/RES/80/173" is one line.
    let mut parts = text.lines().take(COVER_LINES).flat_map(|line| line.split("   "));
    if parts.any(is_symbol) {
        Ok(Format::PlainText)
    } else {
        Err(Unknown("text whose cover prints no document symbol"))
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<&'static str, &'static str> {
        Format::detect(bytes)
            .map(Format::short)
            .map_err(|unknown| unknown.0)
    }

    #[test]
    fn content_tells_the_format() {
        for (bytes, format) in [
            (
                &b"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">"[..],
                "akn",
            ),
            (b"\xEF\xBB\xBF<!-- x -->\n<an:akomaNtoso>", "akn"),
            (
                b"<ns0:collection xmlns:ns0=\"http://www.loc.gov/MARC21/slim\">",
                "marcxml",
            ),
            (b"%PDF-1.7\n", "pdf"),
            (b"junk\n%PDF-1.4\n", "pdf"),
            (b"PK\x03\x04xxxx[Content_Types].xml", "docx"),
            (b"<!DOCTYPE HTML><title>x</title>", "html"),
            (b"<center><p>Document WSIS", "html"),
            (b"[{\"text\": \"x\", \"type\": \"frontmatter\"}]", "json"),
            (
                b"{\"symbol\": \"A/1\", \"filename\": \"x.pdf\", \"text\": \"\"}",
                "pdftext",
            ),
            (b"United Nations\nA/RES/99/1\n\n1. Asks", "txt"),
        ] {
            assert_eq!(of(bytes), Ok(format), "{}", String::from_utf8_lossy(bytes));
        }
        for bytes in [
            &b""[..],
            b"   \n",
            b"\xD0\xCF\x11\xE0\xA1\xB1",
            b"PK\x03\x04photo.jpg",
            b"\x89PNG\r\n",
            b"a,b\n1,2\n",
            b"# Notes\n\nA/RES/99/1\n",
            b"[1, 2]",
            b"{\"a\": 1}",
            b"\x00\x01\x02",
            b"<svg xmlns=\"x\"/>",
        ] {
            assert!(of(bytes).is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
