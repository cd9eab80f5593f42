//! The words a PDF shows, in the order of its pages' content, each with its marks, face and place.

use std::collections::HashMap;
use std::time::Instant;

use pdf_extract::content::{Content, Operation};
use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Stream, Transform,
    output_doc_page,
};

use super::fault;
use crate::corpus::reading::ReadError;
use crate::text::outline::inline::Face;

/// The operators that matter for text (ISO 32000-1, 9.4), and those that save and move its frame.
const KEPT: [&str; 17] = [
    "BT", "ET", "Tf", "Tm", "Td", "TD", "T*", "TL", "Tj", "TJ", "Tc", "Tw", "Tz", "Ts", "q", "Q", "cm",
];

/// How deep marked content may be nested.
const NESTED: usize = 64;

/// A string that a page shows.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The page, from 1.
    pub page: u32,
    /// The page's object.
    pub page_id: ObjectId,
    /// The marked-content identifier (14.6); `None` outside marked content.
    pub mcid: Option<i64>,
    /// Furniture of the page: running heads, page numbers.
    pub artifact: bool,
    pub face: Face,
    /// The words, spaces as shown.
    pub text: String,
    /// In points, after all scaling.
    pub size: f64,
    /// Where it begins and ends on the line, in points.
    pub from: f64,
    pub to: f64,
    /// The base line, in points from the foot of the page.
    pub y: f64,
}

/// What the content stream says around a string.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    mcid: Option<i64>,
    artifact: bool,
    face: Face,
}

/// Reads the strings of the first `pages` pages.
pub(super) fn read(
    document: &mut Document,
    pages: usize,
    deadline: Instant,
) -> Result<Vec<Shown>, ReadError> {
    let mut all = Vec::new();
    for (number, id) in document.get_pages().into_iter().take(pages) {
        let around = stripped(document, id)?;
        let mut output = Output {
            page: number,
            page_id: id,
            around: around.into_iter(),
            shown: Vec::new(),
            deadline,
        };
        output_doc_page(document, &mut output, number).map_err(|error| unreadable(number, &error))?;
        all.extend(output.shown.into_iter().filter(|shown| !shown.text.is_empty()));
    }
    Ok(all)
}

fn unreadable(page: u32, error: &OutputError) -> ReadError {
    match error {
        OutputError::IoError(error) if error.kind() == std::io::ErrorKind::TimedOut => fault(
            "reading the PDF took too long",
            "it is far beyond any official text; split it, or leave it out",
        ),
        _ => fault(
            &format!("page {page} of the PDF cannot be read: {error}"),
            "fetch it again, or save it anew from a viewer",
        ),
    }
}

/// Leaves nothing but text operators on a page, and tells what stands around each of its strings.
fn stripped(document: &mut Document, page: ObjectId) -> Result<Vec<Around>, ReadError> {
    let damaged = |error| fault(&format!("the PDF is damaged: {error}"), "fetch it again");
    let bytes = document.get_page_content(page).map_err(damaged)?;
    let content = Content::decode(&bytes).map_err(damaged)?;
    let faces = faces(document, page);
    let mut around = Vec::new();
    let mut operations = Vec::with_capacity(content.operations.len());
    let mut marks: Vec<Around> = Vec::new();
    let mut face = Face::default();
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" if marks.len() < NESTED => marks.push(marked(&operation, marks.last())),
            "EMC" => drop(marks.pop()),
            "Tf" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                face = name.and_then(|name| faces.get(name)).copied().unwrap_or_default();
                operations.push(operation);
            }
            // Move to the next line and show; Word does not write it, others do.
            "'" | "\"" => {
                operations.push(Operation::new("T*", Vec::new()));
                let string = operation.operands.into_iter().next_back();
                operations.push(Operation::new("Tj", string.into_iter().collect()));
                around.push(here(&marks, face));
            }
            "Tj" if matches!(operation.operands.first(), Some(Object::String(..))) => {
                around.push(here(&marks, face));
                operations.push(operation);
            }
            "TJ" => {
                let strings = operation.operands.first().and_then(|array| array.as_array().ok());
                let count = strings
                    .into_iter()
                    .flatten()
                    .filter(|item| matches!(item, Object::String(..)))
                    .count();
                around.extend(std::iter::repeat_n(here(&marks, face), count));
                operations.push(operation);
            }
            "Tj" => {}
            kept if KEPT.contains(&kept) => operations.push(operation),
            _ => {}
        }
    }
    let text = Content { operations }.encode().map_err(damaged)?;
    // Not `change_page_content`, which would compress what is inflated again at once.
    let contents = document.add_object(Stream::new(Dictionary::new(), text));
    document
        .get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .map_err(damaged)?
        .set("Contents", contents);
    Ok(around)
}

fn here(marks: &[Around], face: Face) -> Around {
    Around {
        face,
        ..marks.last().copied().unwrap_or_default()
    }
}

/// The marks within a `BDC`: those around it, its own identifier, whether it is an artifact.
fn marked(operation: &Operation, outer: Option<&Around>) -> Around {
    let mut around = outer.copied().unwrap_or_default();
    let tag = operation.operands.first().and_then(|tag| tag.as_name().ok());
    around.artifact |= tag == Some(b"Artifact");
    let properties = operation
        .operands
        .get(1)
        .and_then(|properties| properties.as_dict().ok());
    let own = properties
        .and_then(|properties| properties.get(b"MCID").ok())
        .and_then(|id| id.as_i64().ok());
    around.mcid = own.or(around.mcid);
    around
}

/// Whether each font of a page is bold or italic, told from its name.
fn faces(document: &Document, page: ObjectId) -> HashMap<Vec<u8>, Face> {
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    fonts.into_iter().map(|(name, font)| (name, face(font))).collect()
}

fn face(font: &Dictionary) -> Face {
    let name = font
        .get(b"BaseFont")
        .and_then(Object::as_name)
        .unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_lowercase();
    Face {
        bold: name.contains("bold") || name.contains("black"),
        italic: name.contains("italic") || name.contains("oblique"),
    }
}

/// Receives the characters of one page.
struct Output {
    page: u32,
    page_id: ObjectId,
    around: std::vec::IntoIter<Around>,
    shown: Vec<Shown>,
    deadline: Instant,
}

impl OutputDev for Output {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        words: &str,
    ) -> Result<(), OutputError> {
        let Some(shown) = self.shown.last_mut() else {
            return Ok(());
        };
        if shown.text.is_empty() {
            shown.from = trm.m31;
            shown.y = trm.m32;
            shown.size = font_size * (trm.m11 * trm.m22).abs().sqrt();
        }
        shown.to = trm.m31 + (width * font_size + spacing) * trm.m11.abs();
        shown.text.push_str(words);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        if Instant::now() > self.deadline {
            return Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into());
        }
        let around = self.around.next().unwrap_or_default();
        self.shown.push(Shown {
            page: self.page,
            page_id: self.page_id,
            mcid: around.mcid,
            artifact: around.artifact,
            face: around.face,
            text: String::new(),
            size: 0.0,
            from: 0.0,
            to: 0.0,
            y: 0.0,
        });
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
