//! The files of one document: which gives the words of each language, and what was understood of each.

use std::path::Path;

use serde::Serialize;

use crate::corpus::reading::{ProvisionKind, Reading};
use crate::corpus::{Language, Symbol, register};
use crate::digest::FileDigest;
use crate::graph::transcribed::{OtherFormat, SourceText, TextOf};
use crate::problem::{Place, Problem};
use crate::text::library::{self, Library, TextFile};
use crate::text::{compare, language};

/// How many differing paragraphs a message names.
const NAMED: usize = 8;

/// What was understood of one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Understood {
    /// The file.
    pub file: String,
    /// Its format ("pdf").
    pub format: &'static str,
    /// The document.
    pub document: String,
    /// The language, as a BCP 47 tag.
    pub language: &'static str,
    /// The kind of document, where its symbol tells.
    pub kind: Option<&'static str>,
    /// Operative paragraphs.
    pub paragraphs: usize,
    /// Paragraphs of the preamble.
    pub preambular: usize,
    /// Points of lists.
    pub points: usize,
    /// Headings.
    pub sections: usize,
    /// Annexes.
    pub annexes: usize,
    /// Footnotes.
    pub footnotes: usize,
    /// What found no place.
    pub unplaced: usize,
    /// The share of paragraphs with the words of the file that was taken, 0 to 1; `None` for that file.
    pub agreement: Option<f64>,
}

impl Understood {
    fn of(file: &TextFile, reading: &Reading) -> Self {
        let count = |kind| reading.provisions.iter().filter(|p| p.kind == kind).count();
        Self {
            file: file.path.display().to_string(),
            format: file.format.short(),
            document: reading.symbol.to_string(),
            language: reading.language.tag(),
            kind: register::kind(&reading.symbol),
            paragraphs: count(ProvisionKind::Paragraph),
            preambular: count(ProvisionKind::PreambularParagraph),
            points: count(ProvisionKind::SubParagraph),
            sections: count(ProvisionKind::Section),
            annexes: count(ProvisionKind::Annex),
            footnotes: count(ProvisionKind::Footnote),
            unplaced: reading.unplaced.len(),
            agreement: None,
        }
    }
}

/// Reads the files of one document.
pub(super) struct Files<'l> {
    pub library: &'l Library,
    pub symbol: &'l Symbol,
    pub problems: Vec<Problem>,
    pub inputs: Vec<FileDigest>,
    pub understood: Vec<Understood>,
}

impl Files<'_> {
    /// The text in one language: from the best format that can be read, compared with the others.
    pub(super) fn text(&mut self, language: Language, files: &[usize]) -> Option<TextOf> {
        let mut text: Option<TextOf> = None;
        for file in files.iter().filter_map(|at| self.library.files.get(*at)) {
            match self.reading(file, language) {
                Err(problem) => self.problems.push(problem),
                Ok(reading) => {
                    self.inputs.push(input(file));
                    let mut understood = Understood::of(file, &reading);
                    match &mut text {
                        None => {
                            unplaced(&file.path, &reading, &mut self.problems);
                            spoken(&file.path, &reading, &mut self.problems);
                            text = Some(TextOf {
                                reading,
                                source: source(file),
                                others: Vec::new(),
                            });
                        }
                        Some(text) => {
                            let other = self.compared(text, file, &reading);
                            understood.agreement = Some(other.agreement);
                            text.others.push(other);
                        }
                    }
                    self.understood.push(understood);
                }
            }
        }
        text
    }

    fn reading(&self, file: &TextFile, language: Language) -> Result<Reading, Problem> {
        let bytes = library::reread(file)?;
        let readings = crate::text::read(file.format, &bytes, Some(&library::name(&file.path)))
            .map_err(|error| crate::text::problem(&file.path, &error))?;
        readings
            .into_iter()
            .find(|reading| reading.symbol == *self.symbol && reading.language == language)
            .ok_or_else(|| {
                Problem::error(
                    "W202",
                    format!("{} in {language} was announced, but is not there", self.symbol),
                )
                .at(Place::File(file.path.display().to_string()))
                .hint("the head of the file names another document than its text")
            })
    }

    /// W208: where the further format has other words.
    fn compared(&mut self, text: &TextOf, file: &TextFile, reading: &Reading) -> OtherFormat {
        let agreement = compare::agreement(&text.reading, reading);
        if !agreement.differing.is_empty() {
            let same = agreement.paragraphs - agreement.differing.len();
            let named: Vec<&str> = agreement
                .differing
                .iter()
                .take(NAMED)
                .map(String::as_str)
                .collect();
            let more = if agreement.differing.len() > NAMED {
                ", …"
            } else {
                ""
            };
            let first = text.source.name.as_deref().unwrap_or_default();
            let message = format!(
                "{same} of {} paragraphs have the words of {first}; not {}{more}",
                agreement.paragraphs,
                named.join(", "),
            );
            self.problems
                .push(Problem::note("W208", message).at(Place::File(file.path.display().to_string())));
        }
        OtherFormat {
            source: source(file),
            agreement: agreement.share(),
        }
    }
}

fn source(file: &TextFile) -> SourceText {
    SourceText {
        format: file.format,
        name: Some(library::name(&file.path)),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    }
}

pub(super) fn input(file: &TextFile) -> FileDigest {
    FileDigest {
        name: library::name(&file.path),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    }
}

/// W207: words in another language than the file declares.
fn spoken(path: &Path, reading: &Reading, problems: &mut Vec<Problem>) {
    if let Some(found) = language::check(reading) {
        let declared = reading.language;
        problems.push(
            Problem::warning(
                "W207",
                format!("the file says its language is {declared}, its words are {found}"),
            )
            .at(Place::File(path.display().to_string()))
            .hint("the graph holds them as declared; fetch the right file, or correct its language"),
        );
    }
}

fn unplaced(path: &Path, reading: &Reading, problems: &mut Vec<Problem>) {
    let at = |line, column| Place::Line(path.display().to_string(), line, column);
    for found in &reading.unplaced {
        if found.is_remark() {
            problems.push(Problem::warning("W209", found.what.clone()).at(at(found.line, found.column)));
            continue;
        }
        problems.push(
            Problem::warning("W205", format!("no place was found for {}", found.what))
                .at(at(found.line, found.column))
                .hint("these words are not in the graph"),
        );
    }
}
