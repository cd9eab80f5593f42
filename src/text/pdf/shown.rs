//! The words a PDF shows, in the order of its pages' content, each with its marks, face and place
//! (ISO 32000-1, 9.4).

use std::collections::HashMap;
use std::time::Instant;

use pdf_extract::{Document, ObjectId};

use super::content::{Operand, Operators};
use super::fault;
use super::fonts::{Font, Fonts};
use super::lines::WORD_GAP;
use super::matrix::Matrix;
use crate::corpus::reading::ReadError;
use crate::text::outline::inline::Face;

/// How deep marked content and saved states may be nested.
const NESTED: usize = 512;

/// The most bytes the content of all pages may have, and the most strings.
const CONTENT: usize = 128 << 20;
const STRINGS: usize = 2_000_000;

/// After how many operators the time is looked at.
const PATIENCE: usize = 1 << 12;

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

/// A page before its words are known.
struct Page {
    number: u32,
    id: ObjectId,
    content: Vec<u8>,
    fonts: HashMap<Vec<u8>, usize>,
}

/// Reads the strings of the first `pages` pages. The pages of the document are lost: see
/// [`Fonts::print_specimen`].
pub(super) fn read(
    document: &mut Document,
    pages: usize,
    deadline: Instant,
) -> Result<Vec<Shown>, ReadError> {
    let mut fonts = Fonts::default();
    let mut read = Vec::new();
    let mut left = CONTENT;
    for (number, id) in document.get_pages().into_iter().take(pages) {
        let content = document
            .get_page_content(id)
            .map_err(|error| fault(&format!("the PDF is damaged: {error}"), "fetch it again"))?;
        left = left.checked_sub(content.len()).ok_or_else(too_much)?;
        let page = Page {
            number,
            id,
            content,
            fonts: fonts.of_page(document, id)?,
        };
        note_codes(&page, &mut fonts, deadline)?;
        read.push(page);
    }
    fonts.print_specimen(document, deadline)?;
    let mut shown = Vec::new();
    for page in &read {
        Reader::of(page, &fonts, &mut shown).read(deadline)?;
    }
    Ok(shown)
}

fn too_much() -> ReadError {
    fault(
        "the PDF shows more than any official text",
        "it may be a trap; split it, or leave it out",
    )
}

/// Calls `each` with every operator of a page, until the time is up.
fn operators(
    page: &Page,
    deadline: Instant,
    mut each: impl FnMut(&[u8], &Operators<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut operators = Operators::of(&page.content);
    let mut count = 0_usize;
    while let Some(operator) = operators.advance() {
        count += 1;
        if count.is_multiple_of(PATIENCE) && Instant::now() > deadline {
            return Err(super::too_long());
        }
        each(operator, &operators)?;
    }
    Ok(())
}

/// Notes which codes of which fonts a page shows.
fn note_codes(page: &Page, fonts: &mut Fonts, deadline: Instant) -> Result<(), ReadError> {
    let mut font = None;
    let mut saved = Vec::new();
    operators(page, deadline, |operator, operators| {
        match operator {
            b"Tf" => font = named(page, operators),
            b"q" if saved.len() < NESTED => saved.push(font),
            b"Q" => font = saved.pop().unwrap_or(font),
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                for operand in operators.operands() {
                    if let Operand::String(from, to) = operand {
                        let font = font.ok_or_else(|| no_font(page))?;
                        fonts.note(font, operators.bytes(*from, *to));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// The font that a `Tf` names.
fn named(page: &Page, operators: &Operators<'_>) -> Option<usize> {
    page.fonts.get(operators.name_at(0)?).copied()
}

fn no_font(page: &Page) -> ReadError {
    fault(
        &format!(
            "page {} of the PDF cannot be read: a font is missing",
            page.number
        ),
        "fetch it again, or save it anew from a viewer",
    )
}

/// What a content stream says around a string.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Around {
    mcid: Option<i64>,
    artifact: bool,
}

/// The graphics state, as far as it matters for text (8.4, 9.3).
#[derive(Clone, Copy)]
struct State<'r> {
    frame: Matrix,
    text: Matrix,
    font: Option<&'r Font>,
    size: f64,
    letter_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Reader<'r> {
    page: &'r Page,
    fonts: &'r Fonts,
    shown: &'r mut Vec<Shown>,
    state: State<'r>,
    saved: Vec<State<'r>>,
    /// Where the line begins.
    line: Matrix,
    marks: Vec<Around>,
}

impl<'r> Reader<'r> {
    fn of(page: &'r Page, fonts: &'r Fonts, shown: &'r mut Vec<Shown>) -> Self {
        let state = State {
            frame: Matrix::default(),
            text: Matrix::default(),
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            page,
            fonts,
            shown,
            state,
            saved: Vec::new(),
            line: Matrix::default(),
            marks: Vec::new(),
        }
    }

    fn read(mut self, deadline: Instant) -> Result<(), ReadError> {
        operators(self.page, deadline, |operator, operators| {
            self.operator(operator, operators);
            if self.shown.len() > STRINGS {
                return Err(too_much());
            }
            Ok(())
        })
    }

    fn operator(&mut self, operator: &[u8], operators: &Operators<'_>) {
        let number = |at| operators.number_at(at);
        match operator {
            b"q" if self.saved.len() < NESTED => self.saved.push(self.state),
            b"Q" => self.state = self.saved.pop().unwrap_or(self.state),
            b"cm" => self.state.frame = matrix(operators).then(&self.state.frame),
            b"BDC" | b"BMC" if self.marks.len() < NESTED => self.marks.push(self.marked(operators)),
            b"EMC" => drop(self.marks.pop()),
            b"BT" | b"ET" => self.set_line(Matrix::default()),
            b"Tm" => self.set_line(matrix(operators)),
            b"Td" => self.move_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.move_line(number(0), number(1));
            }
            b"T*" => self.move_line(0.0, -self.state.leading),
            b"Tf" => {
                self.state.font = named(self.page, operators).and_then(|font| self.fonts.get(font));
                self.state.size = number(1);
            }
            b"Tc" => self.state.letter_spacing = number(0),
            b"Tw" => self.state.word_spacing = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tj" | b"TJ" => self.show(operators),
            b"'" => {
                self.move_line(0.0, -self.state.leading);
                self.show(operators);
            }
            b"\"" => {
                self.state.word_spacing = number(0);
                self.state.letter_spacing = number(1);
                self.move_line(0.0, -self.state.leading);
                // Its numbers are spacings, not moves.
                self.show_strings(operators);
            }
            _ => {}
        }
    }

    fn set_line(&mut self, line: Matrix) {
        self.line = line;
        self.state.text = line;
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.set_line(self.line.moved(x, y));
    }

    /// The marks within a `BDC` or `BMC`: those around it, its own identifier, whether it is an artifact.
    fn marked(&self, operators: &Operators<'_>) -> Around {
        let mut around = self.marks.last().copied().unwrap_or_default();
        around.artifact |= operators.name_at(0) == Some(b"Artifact");
        let at = (1..operators.operands().len()).find(|at| operators.name_at(*at) == Some(b"MCID"));
        if let Some(Operand::Number(id)) = at.and_then(|at| operators.operands().get(at + 1)) {
            // Identifiers are small whole numbers.
            around.mcid = Some(*id as i64);
        }
        around
    }

    /// Shows the strings of an operator, and moves by its numbers between them.
    fn show(&mut self, operators: &Operators<'_>) {
        for operand in operators.operands() {
            match operand {
                Operand::String(from, to) => self.string(operators.bytes(*from, *to)),
                Operand::Number(back) => {
                    let x = -back / 1000.0 * self.state.size * self.state.stretch;
                    self.state.text = self.state.text.moved(x, 0.0);
                }
                Operand::Name(..) => {}
            }
        }
    }

    fn show_strings(&mut self, operators: &Operators<'_>) {
        for operand in operators.operands() {
            if let Operand::String(from, to) = operand {
                self.string(operators.bytes(*from, *to));
            }
        }
    }

    fn string(&mut self, string: &[u8]) {
        let state = self.state;
        let Some(font) = state.font else { return };
        let whole = Matrix([state.stretch, 0.0, 0.0, 1.0, 0.0, state.rise])
            .then(&state.text)
            .then(&state.frame);
        let (from, y) = whole.origin();
        let size = state.size.abs() * whole.scale();
        let mut advance = 0.0;
        let mut glyphs = font.show(string).peekable();
        if glyphs.peek().is_none() {
            return;
        }
        self.begin(from, y, size, font.face);
        let Some(shown) = self.shown.last_mut() else {
            return;
        };
        for glyph in glyphs {
            let word_spacing = if glyph.is_space { state.word_spacing } else { 0.0 };
            advance += glyph.width * state.size + state.letter_spacing + word_spacing;
            shown.text.push_str(&glyph.words);
        }
        shown.to = from + advance * whole.width();
        self.state.text = state.text.moved(advance * state.stretch, 0.0);
    }

    /// Begins a string, or goes on with the last where nothing parts the two.
    fn begin(&mut self, from: f64, y: f64, size: f64, face: Face) {
        let around = self.marks.last().copied().unwrap_or_default();
        let goes_on = self.shown.last().is_some_and(|last| {
            last.page == self.page.number
                && (last.mcid, last.artifact) == (around.mcid, around.artifact)
                && last.face == face
                && (last.size - size).abs() < 0.01
                && (last.y - y).abs() < 0.01
                && (from - last.to).abs() < size * WORD_GAP
        });
        if !goes_on {
            self.shown.push(Shown {
                page: self.page.number,
                page_id: self.page.id,
                mcid: around.mcid,
                artifact: around.artifact,
                face,
                text: String::new(),
                size,
                from,
                to: from,
                y,
            });
        }
    }
}

/// The six numbers of `Tm` and `cm`.
fn matrix(operators: &Operators<'_>) -> Matrix {
    Matrix(std::array::from_fn(|at| operators.number_at(at)))
}
