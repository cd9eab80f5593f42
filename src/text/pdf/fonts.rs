//! The letters of a file's fonts: which words each code stands for, and how wide it is.
//!
//! `pdf-extract` knows the many ways in which a font may tell them. It is asked once for the whole file, by
//! a page that shows every code in use, as the sheets of type founders do: a specimen.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Stream, Transform, dictionary,
    output_doc_page,
};

use super::fault;
use crate::corpus::reading::ReadError;
use crate::text::outline::inline::Face;

/// How many fonts a file may use.
const FONTS: usize = 4_000;

/// How far up the tree of pages resources are looked for.
const PARENTS: usize = 32;

/// What a code shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Glyph {
    pub words: String,
    /// As share of the size.
    pub width: f64,
    /// Whether the spacing of words widens it.
    pub is_space: bool,
}

/// The fonts that a file uses.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: Vec<Font>,
    numbers: HashMap<ObjectId, usize>,
}

/// A font, with the codes in use and what they show.
pub(super) struct Font {
    pub face: Face,
    dictionary: Dictionary,
    /// How many bytes make a code. Where the font has a table of its own that tells it, a whole string is
    /// taken as one.
    length: usize,
    codes: Vec<Vec<u8>>,
    glyphs: Vec<Vec<Glyph>>,
    /// Where in `codes` those of one and two bytes are, plus one.
    short: Vec<u32>,
    long: HashMap<Vec<u8>, u32>,
}

impl Fonts {
    /// The fonts that a page names, with their numbers.
    pub(super) fn of_page(
        &mut self,
        document: &Document,
        page: ObjectId,
    ) -> Result<HashMap<Vec<u8>, usize>, ReadError> {
        let mut named = HashMap::new();
        for (name, font) in resources(document, page).into_iter().flat_map(Dictionary::iter) {
            let (id, font) = document.dereference(font).unwrap_or((None, font));
            let Ok(font) = font.as_dict() else { continue };
            if self.fonts.len() >= FONTS {
                return Err(fault(
                    "the PDF has more fonts than any official text",
                    "leave it out",
                ));
            }
            let number = match id.and_then(|id| self.numbers.get(&id)) {
                Some(number) => *number,
                None => {
                    self.fonts.push(Font::of(document, font));
                    self.fonts.len() - 1
                }
            };
            self.numbers.extend(id.map(|id| (id, number)));
            named.insert(name.clone(), number);
        }
        Ok(named)
    }

    pub(super) fn get(&self, number: usize) -> Option<&Font> {
        self.fonts.get(number)
    }

    /// Notes that a string is shown.
    pub(super) fn note(&mut self, number: usize, string: &[u8]) {
        if let Some(font) = self.fonts.get_mut(number) {
            for code in string.chunks(font.length) {
                font.note(code);
            }
        }
    }

    /// Finds out what the noted codes show. The pages of the document are lost.
    pub(super) fn print_specimen(
        &mut self,
        document: &mut Document,
        deadline: Instant,
    ) -> Result<(), ReadError> {
        let mut content = String::from("BT 1 Tw");
        let mut named = Dictionary::new();
        for (number, font) in self
            .fonts
            .iter()
            .enumerate()
            .filter(|(_, font)| !font.codes.is_empty())
        {
            named.set(number.to_string(), font.dictionary.clone());
            // Writing to a string does not fail.
            let _ = write!(content, " /{number} 1 Tf");
            for code in &font.codes {
                content.push_str(" <");
                for byte in code {
                    let _ = write!(content, "{byte:02x}");
                }
                content.push_str("> Tj");
            }
        }
        let damaged = |error: &dyn std::fmt::Display| {
            fault(
                &format!("the fonts of the PDF cannot be read: {error}"),
                "fetch it again, or save it anew from a viewer",
            )
        };
        only_page(document, content.into_bytes(), named).map_err(|error| damaged(&error))?;
        let mut sheet = Sheet {
            deadline,
            shown: Vec::new(),
        };
        output_doc_page(document, &mut sheet, 1).map_err(|error| match error {
            OutputError::IoError(error) if error.kind() == std::io::ErrorKind::TimedOut => super::too_long(),
            error => damaged(&error),
        })?;
        let mut shown = sheet.shown.into_iter();
        for font in &mut self.fonts {
            font.glyphs = shown.by_ref().take(font.codes.len()).collect();
        }
        Ok(())
    }
}

impl Font {
    fn of(document: &Document, dictionary: &Dictionary) -> Self {
        let name = |key| {
            let name = dictionary.get(key).ok()?;
            document.dereference(name).ok()?.1.as_name().ok()
        };
        let length = match (name(b"Subtype"), name(b"Encoding")) {
            (Some(b"Type0"), Some(b"Identity-H" | b"Identity-V")) => 2,
            (Some(b"Type0"), _) => usize::MAX,
            _ => 1,
        };
        let called = String::from_utf8_lossy(name(b"BaseFont").unwrap_or_default()).to_lowercase();
        Self {
            face: Face {
                bold: called.contains("bold") || called.contains("black"),
                italic: called.contains("italic") || called.contains("oblique"),
            },
            dictionary: dictionary.clone(),
            length,
            codes: Vec::new(),
            glyphs: Vec::new(),
            short: Vec::new(),
            long: HashMap::new(),
        }
    }

    /// What a string shows, letter by letter.
    pub(super) fn show<'f>(&'f self, string: &'f [u8]) -> impl Iterator<Item = &'f Glyph> {
        string.chunks(self.length).flat_map(|code| {
            let place = self.place(code).and_then(|place| usize::try_from(place).ok());
            place
                .and_then(|place| self.glyphs.get(place.checked_sub(1)?))
                .into_iter()
                .flatten()
        })
    }

    fn note(&mut self, code: &[u8]) {
        if self.place(code).is_some() {
            return;
        }
        self.codes.push(code.to_vec());
        let place = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        match short(code) {
            Some(at) => {
                if self.short.len() <= at {
                    self.short.resize(at + 1, 0);
                }
                if let Some(entry) = self.short.get_mut(at) {
                    *entry = place;
                }
            }
            None => drop(self.long.insert(code.to_vec(), place)),
        }
    }

    fn place(&self, code: &[u8]) -> Option<u32> {
        let place = match short(code) {
            Some(at) => self.short.get(at),
            None => self.long.get(code),
        };
        place.copied().filter(|place| *place > 0)
    }
}

/// The place of a code of one or two bytes among all of those.
fn short(code: &[u8]) -> Option<usize> {
    match code {
        [byte] => Some(usize::from(*byte)),
        [high, low] => Some(256 + (usize::from(*high) << 8) + usize::from(*low)),
        _ => None,
    }
}

/// The fonts in the resources of a page, its own or those of the nodes above it.
fn resources(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..PARENTS {
        if let Ok(resources) = node.get_deref(b"Resources", document) {
            return resources
                .as_dict()
                .ok()?
                .get_deref(b"Font", document)
                .ok()?
                .as_dict()
                .ok();
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// Makes a page with this content and these fonts the only one.
fn only_page(document: &mut Document, content: Vec<u8>, fonts: Dictionary) -> Result<(), pdf_extract::Error> {
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Contents" => content,
        "Resources" => dictionary! { "Font" => fonts },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let pages = document.add_object(dictionary! {
        "Type" => "Pages", "Kids" => vec![Object::Reference(page)], "Count" => 1,
    });
    document.catalog_mut()?.set("Pages", pages);
    Ok(())
}

/// Receives the letters of the specimen.
struct Sheet {
    deadline: Instant,
    /// What each code shows.
    shown: Vec<Vec<Glyph>>,
}

impl OutputDev for Sheet {
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
        _: &Transform,
        width: f64,
        spacing: f64,
        _: f64,
        words: &str,
    ) -> Result<(), OutputError> {
        if let Some(shown) = self.shown.last_mut() {
            shown.push(Glyph {
                words: words.to_owned(),
                width,
                is_space: spacing > 0.0,
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        if Instant::now() > self.deadline {
            return Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into());
        }
        self.shown.push(Vec::new());
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
