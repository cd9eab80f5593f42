//! A document as a run of paragraphs in reading order, for formats that do not say what each
//! paragraph is: PDF, Word, HTML, plain text.
//!
//! The words of `data/cover-words.toml` tell cover, title, enacting formula and closing lines from the
//! text between them; `outline` does the rest.

mod closing;
mod cover;
mod words;

use self::cover::Cover;
use super::outline::block::{Block, Role};
use super::outline::{annex, numbering, outline};
use crate::corpus::reading::{Frbr, ReadError, Reading};
use crate::corpus::{Language, Symbol};

/// How many blocks a cover has at most.
const COVER: usize = 60;

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
pub(crate) fn reading(flow: Flow) -> Result<Reading, ReadError> {
    let Flow {
        mut blocks,
        declared,
        symbol,
    } = flow;
    blocks
        .retain(|block| !block.inline.is_empty() || block.label.is_some() || block.role == Role::Attachment);
    let language = language(&blocks).or(declared).ok_or_else(|| {
        fault(
            "no language of the United Nations is recognised in the text",
            "a text in Arabic, Chinese, English, French, Russian or Spanish is expected; is it a scan?",
        )
    })?;
    let parts = split(&blocks, language);
    let mut body = blocks.split_off(parts.body.min(blocks.len()));
    let before: usize = blocks.iter().take(parts.title.unwrap_or(0)).map(line_count).sum();
    let lines: Vec<&str> = blocks
        .iter()
        .flat_map(|block| block.inline.text.lines())
        .collect();
    let cover = cover::read(&lines, parts.title.map(|_| before), parts.bare, language);
    let notes = blocks
        .iter()
        .flat_map(|block| block.inline.notes.clone())
        .collect();
    let closing = closing::take(&mut body, language);
    if let Some(title) = &cover.title {
        repeated_title(&mut body, title);
    }
    roles(&mut body, language);
    if body.is_empty() {
        return Err(fault(
            "no text was found below the cover",
            "an enacting formula or numbered paragraphs are expected",
        ));
    }
    let outline = outline(cover.title.as_deref().unwrap_or_default(), notes, body);
    let printed_symbol = cover.symbol.clone().or(symbol).ok_or_else(|| {
        fault(
            "the text prints no document symbol",
            "a line with the symbol alone, such as A/RES/80/173, is expected on the cover",
        )
    })?;
    let symbol = Symbol::parse(&printed_symbol)
        .map_err(|error| fault(&error.to_string(), "correct the symbol on the cover"))?;
    let mut reading = Reading {
        symbol,
        printed_symbol,
        language,
        work: dated(cover.adopted),
        expression: dated(cover.issued),
        provisions: outline.provisions,
        formulas: outline.formulas,
        closing,
        ..empty(cover, language)?
    };
    super::links::settle(&mut reading);
    Ok(reading)
}

fn line_count(block: &Block<'_>) -> usize {
    block.inline.text.lines().count()
}

fn dated(date: Option<crate::corpus::Date>) -> Frbr {
    Frbr { iri: None, date }
}

/// A reading with what the cover says besides symbol and dates.
fn empty(cover: Cover, language: Language) -> Result<Reading, ReadError> {
    // Replaced by the caller; a symbol has no empty form.
    let symbol = Symbol::parse("A/RES/1/1").map_err(|error| fault(&error.to_string(), ""))?;
    Ok(Reading {
        symbol,
        printed_symbol: String::new(),
        language,
        work: Frbr::default(),
        expression: Frbr::default(),
        manifestation: Frbr::default(),
        organ: cover.organ,
        session: cover.session,
        agenda: cover.agenda,
        origin: cover.origin,
        job_number: cover.job_number,
        distribution: cover.distribution,
        title: cover.title,
        adoption: cover.adoption,
        formulas: Vec::new(),
        keywords: Vec::new(),
        steps: Vec::new(),
        vote: None,
        provisions: Vec::new(),
        closing: crate::corpus::reading::Closing::default(),
        unplaced: Vec::new(),
    })
}

fn fault(message: &str, hint: &str) -> ReadError {
    ReadError {
        line: None,
        column: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// The language whose organs, months and other words the cover and formula use.
fn language(blocks: &[Block<'_>]) -> Option<Language> {
    let by_words = Language::ALL.into_iter().find(|language| {
        let words = words::of(*language);
        blocks
            .iter()
            .take(COVER)
            .any(|block| words.is_organ(&block.inline.text))
    });
    by_words.or_else(|| {
        let sample: Vec<&str> = blocks.iter().take(200).map(|b| b.inline.text.as_str()).collect();
        let info = whatlang::detect(&sample.join(" "))?;
        Language::from_code(match info.lang().code() {
            "cmn" => "zh",
            code => code,
        })
    })
}

/// Where title and body begin, as indices of blocks.
struct Parts {
    title: Option<usize>,
    body: usize,
    /// Neither a numbered title nor an enacting formula was found.
    bare: bool,
}

fn split(blocks: &[Block<'_>], language: Language) -> Parts {
    let words = words::of(language);
    let mut head = blocks.iter().take(COVER).enumerate();
    let title = head.find(|(_, block)| number(block).is_some()).map(|(at, _)| at);
    let after = title.map_or(0, |at| at + 1);
    // The organ's name stands on the cover too: the formula is the last one before the text.
    let is_formula = |block: &Block<'_>| {
        words.is_organ(&block.inline.text)
            && (title.is_some() || block.inline.text.ends_with([',', '،', '，']))
    };
    let limit = after + COVER;
    let formula = blocks
        .iter()
        .enumerate()
        .take(limit)
        .skip(after)
        .find(|(_, block)| is_formula(block))
        .or_else(|| {
            let mut named = blocks
                .iter()
                .enumerate()
                .take(limit)
                .filter(|(_, b)| words.is_organ(&b.inline.text));
            // The first names whose document it is.
            named.nth(1)
        })
        .map(|(at, _)| at);
    let body = formula
        .or_else(|| title.map(|at| at + 1))
        .unwrap_or_else(|| first_text(blocks));
    Parts {
        title,
        body,
        bare: title.is_none() && formula.is_none(),
    }
}

/// How many of the lines of a first page are cover: up to and with the enacting formula, else up to the
/// first numbered paragraph.
pub(crate) fn cover_lines(lines: &[&str]) -> usize {
    let head = lines.get(..COVER).unwrap_or(lines);
    let formula = Language::ALL.into_iter().find_map(|language| {
        let words = words::of(language);
        let mut named = head.iter().enumerate().filter(|(_, line)| words.is_organ(line));
        // The organ's name alone says whose document it is; as formula it is open or comes again.
        let mut again = named.clone();
        named
            .find(|(_, line)| line.ends_with([',', '،', '，']))
            .or_else(|| again.nth(1))
            .map(|(at, _)| at + 1)
    });
    let numbered = || head.iter().position(|line| numbering::at_head(line).is_some());
    formula.or_else(numbered).unwrap_or(0)
}

/// The title's own number ("80/173. …", "2025/18. …") at the head of a block.
fn number(block: &Block<'_>) -> Option<usize> {
    let printed = match block.label.as_deref() {
        Some(label) => label.trim_end_matches(['.', ' ']),
        None => {
            let text = block.inline.text.as_str();
            let end =
                text.find(|c: char| !(numbering::digit(c).is_some() || c == '/' || c.is_ascii_uppercase()))?;
            text.get(..end)?
        }
    };
    let (session, rest) = printed.split_once('/')?;
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| numbering::digit(c).is_some());
    let number = rest.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let behind = block.inline.text.get(printed.len()..).unwrap_or_default();
    let titled = block.label.is_some() || behind.starts_with(['.', ' ', '\u{a0}', '\t']);
    (digits(session) && digits(number) && titled).then_some(printed.len())
}

/// A title without its number.
fn without_number(line: &str) -> &str {
    let end = line
        .find(|c: char| !(numbering::digit(c).is_some() || c == '/' || c.is_ascii_uppercase()))
        .unwrap_or(0);
    let numbered = line.get(..end).is_some_and(|head| head.contains('/'));
    if !numbered {
        return line;
    }
    line.get(end..)
        .unwrap_or_default()
        .trim_start_matches(['.', ' ', '\t', '\u{a0}', '-', '–'])
}

/// Where a text without number and formula begins: at its first numbered paragraph, and the headings
/// above it.
fn first_text(blocks: &[Block<'_>]) -> usize {
    let numbered = blocks.iter().position(|block| {
        block
            .label
            .as_deref()
            .is_some_and(|label| numbering::parse(label).is_some())
            || numbering::at_head(&block.inline.text).is_some()
    });
    let Some(numbered) = numbered else {
        return blocks.len().min(1);
    };
    let headings = blocks
        .get(..numbered)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|block| block.role == Role::Heading)
        .count();
    // The outermost heading is the title.
    numbered - headings.saturating_sub(1)
}

/// A title that comes again above the text it was given to is a heading, whatever face it is set in.
fn repeated_title(body: &mut [Block<'static>], title: &str) {
    let title = words::plain(title);
    for block in body.iter_mut().filter(|block| block.label.is_none()) {
        if block.role == Role::Paragraph && words::plain(&block.inline.text) == title {
            block.role = Role::Heading;
        }
    }
}

/// Tells formula and preamble.
fn roles(body: &mut [Block<'static>], language: Language) {
    let words = words::of(language);
    // Where opening words are set in italics, a paragraph without them opens no preamble.
    let has_faces = body.iter().any(|block| block.inline.operative().is_some());
    let mut preamble = false;
    let mut below_annex = false;
    for block in body.iter_mut() {
        let text = block.inline.text.as_str();
        let opens_annex = block.label.is_none() && annex::opened_by(text).is_some();
        let ends_open = text.ends_with(|c: char| c.is_alphanumeric() || c == ')');
        if below_annex && block.label.is_none() && ends_open && numbering::at_head(text).is_none() {
            // The title of the annex.
            block.role = Role::Heading;
        }
        below_annex = opens_annex;
        if block.role == Role::Paragraph && block.label.is_none() && words.is_organ(text) {
            block.role = Role::Formula;
            preamble = true;
        } else if block.role == Role::Paragraph && preamble {
            if block.label.is_some() || numbering::at_head(text).is_some() {
                preamble = false;
            } else if text.ends_with([',', '،', '，'])
                && (block.inline.operative().is_some()
                    || (!has_faces && !words.voice.iter().any(|voice| text.starts_with(voice.as_str()))))
            {
                block.role = Role::Preambular;
            }
        }
    }
}

/// Whether words end in Chinese script, which needs no space before the next line.
pub(crate) fn is_chinese_end(text: &str) -> bool {
    text.ends_with(
        |c| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}'),
    )
}

#[cfg(test)]
mod tests;
