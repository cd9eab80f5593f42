//! What official texts cite: documents by number and symbol, works by name, paragraphs of either.
//!
//! The English words of one paragraph are read from left to right; at each word every rule is asked what begins
//! there, and the longest words win. A rule is one file with its example and counter-example; the names it knows
//! stand in `data/cited-works.toml`, `data/cited-organs.toml` and `data/citation-functions.toml`. What a footnote
//! cites is cited by the paragraph that calls it. The guideline: one row for each paragraph, work, place in it,
//! and footnote.
//!
//! Citations are found without the links of the file and without the curated records.

mod clean;
mod conclusions;
mod free;
mod functions;
mod instruments;
mod line;
mod lists;
mod memory;
mod notes;
mod numbers;
mod organs;
mod pinpoint;
mod places;
mod reports;
mod resolutions;
mod scan;
mod settle;
mod symbols;
mod target;
#[cfg(test)]
mod tests;
mod titles;
mod works;

use std::collections::HashMap;
use std::ops::Range;

use self::clean::Clean;
pub use self::free::{Mention, listed, mentions, place};
use self::functions::Functions;
use self::line::{Found, Line};
use self::memory::Memory;
use self::notes::Note;
use self::organs::Speaker;
pub use self::pinpoint::{Level, Number, Pinpoint};
use self::scan::Author;
pub use self::target::Target;
pub use self::works::title as title_of_work;
use crate::corpus::reading::{Provision, ProvisionKind, Reading};

/// Longer texts are not searched; in bytes. The longest official paragraph has 20,000.
const LONGEST: usize = 1 << 20;

/// One citation.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The provision that cites, by its index in the reading; for a footnote the one that calls it.
    pub provision: usize,
    /// The footnote whose words make the citation, by its index in the reading.
    pub footnote: Option<usize>,
    /// What is cited.
    pub target: Target,
    /// Where in it.
    pub pinpoint: Pinpoint,
    /// What the paragraph does with it ("recalls", "in line with"); names of `data/citation-functions.toml`,
    /// or "cites".
    pub function: &'static str,
    /// The citing words, in bytes of the footnote's text where there is one, else of the provision's.
    pub span: Range<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

impl Citation {
    /// The addresses below the cited document that are meant (`para/72`, `annex/1/para/29/a`); see
    /// [`Pinpoint::paths`].
    pub fn paths(&self) -> impl Iterator<Item = String> + '_ {
        self.pinpoint.paths()
    }
}

/// What an English text cites, in the order of its provisions and words.
#[must_use]
pub fn citations(reading: &Reading) -> Vec<Citation> {
    let mut reader = Reader {
        reading,
        footnotes: footnotes(reading),
        notes: HashMap::new(),
        memory: Memory::default(),
        citations: Vec::new(),
    };
    reader.title();
    for (index, provision) in reading.provisions.iter().enumerate() {
        if provision.kind != ProvisionKind::Footnote {
            reader.provision(index, provision);
        }
    }
    reader.orphans();
    reader.citations
}

/// The footnotes by address: their index, and that of the footnote before.
fn footnotes(reading: &Reading) -> HashMap<&str, (usize, Option<usize>)> {
    let mut footnotes = HashMap::new();
    let mut before = None;
    for (index, provision) in reading.provisions.iter().enumerate() {
        if provision.kind == ProvisionKind::Footnote {
            footnotes.insert(provision.path.as_str(), (index, before));
            before = Some(index);
        }
    }
    footnotes
}

/// The way through one text.
struct Reader<'r> {
    reading: &'r Reading,
    footnotes: HashMap<&'r str, (usize, Option<usize>)>,
    /// What the footnotes read so far cite.
    notes: HashMap<usize, Note>,
    memory: Memory,
    citations: Vec<Citation>,
}

impl<'r> Reader<'r> {
    /// The works that the document's title names are meant by short names below.
    fn title(&mut self) {
        let clean = Clean::new(self.reading.title.as_deref().unwrap_or_default());
        let author = Author {
            symbol: &self.reading.symbol,
            speaker: Speaker::of(&self.reading.symbol),
            below: None,
        };
        scan::scan(&Line::new(&clean, &[]), &author, &mut self.memory);
        self.memory.was_title();
    }

    fn provision(&mut self, index: usize, provision: &'r Provision) {
        if provision.text.len() > LONGEST {
            return;
        }
        self.memory.turn();
        let clean = Clean::new(&provision.text);
        let marks = marks(provision);
        let places: Vec<usize> = marks.iter().map(|(place, _)| *place).collect();
        let line = Line::new(&clean, &places);
        let author = self.author(provision);
        let mut found = scan::scan(&line, &author, &mut self.memory);
        if found.is_empty() && marks.is_empty() {
            return;
        }
        let functions = Functions::of(&line);
        let mut noted = Vec::new();
        for ((_, footnote), mark) in marks.iter().zip(&line.marks) {
            if let Some((footnote, before)) = self.footnotes.get(footnote).copied() {
                self.note(&line, &mut found, *mark, footnote, before);
                noted.push((*mark, footnote));
            }
        }
        let mut before: Option<(usize, &'static str)> = None;
        for found in settle::settle(found, &self.reading.symbol) {
            // The items of a list have the function of its first.
            let function = match before {
                Some((end, function)) if line.is_list(end..found.words.start) => function,
                _ => functions.at(&line, found.words.start),
            };
            before = Some((found.words.end, function));
            self.push(index, None, &line, found, function);
        }
        for (mark, footnote) in noted {
            let function = functions.at(&line, mark);
            self.push_note(index, footnote, function);
        }
    }

    fn author(&self, provision: &'r Provision) -> Author<'r> {
        Author {
            symbol: &self.reading.symbol,
            speaker: Speaker::of(&self.reading.symbol),
            below: annex(&provision.path),
        }
    }

    /// Reads a footnote that is called before the word at `mark`, once for the whole text.
    fn note(
        &mut self,
        line: &Line<'_>,
        found: &mut [Found],
        mark: usize,
        footnote: usize,
        before: Option<usize>,
    ) {
        let Some(provision) = self.reading.provisions.get(footnote) else {
            return;
        };
        let called = notes::called(line, found, mark).cloned();
        if !self.notes.contains_key(&footnote) && provision.text.len() <= LONGEST {
            let clean = Clean::new(&provision.text);
            let author = self.author(provision);
            let previous = before.and_then(|before| self.notes.get(&before)).cloned();
            let line = Line::new(&clean, &[]);
            let note = notes::read(
                &line,
                &author,
                called.as_ref(),
                previous.as_ref(),
                &mut self.memory,
            );
            self.notes.insert(footnote, note);
        }
        if let (Some(called), Some(note)) = (called, self.notes.get(&footnote)) {
            notes::explain(found, &called, note, &mut self.memory);
        }
    }

    fn push_note(&mut self, index: usize, footnote: usize, function: &'static str) {
        let found = self
            .notes
            .get(&footnote)
            .map(|note| note.found.clone())
            .unwrap_or_default();
        let Some(provision) = self.reading.provisions.get(footnote) else {
            return;
        };
        let clean = Clean::new(&provision.text);
        let line = Line::new(&clean, &[]);
        for found in found {
            self.push(index, Some(footnote), &line, found, function);
        }
    }

    fn push(
        &mut self,
        index: usize,
        footnote: Option<usize>,
        line: &Line<'_>,
        found: Found,
        function: &'static str,
    ) {
        self.citations.push(Citation {
            provision: index,
            footnote,
            target: found.target,
            pinpoint: found.place,
            function,
            span: line.clean.original(line.bytes(&found.words)),
            rule: found.rule.name,
        });
    }

    /// Footnotes that no paragraph calls cite by themselves.
    fn orphans(&mut self) {
        let reading = self.reading;
        for (index, provision) in reading.provisions.iter().enumerate() {
            let orphan = provision.kind == ProvisionKind::Footnote && !self.notes.contains_key(&index);
            if orphan && provision.text.len() <= LONGEST {
                let clean = Clean::new(&provision.text);
                let line = Line::new(&clean, &[]);
                let author = self.author(provision);
                let note = notes::read(&line, &author, None, None, &mut self.memory);
                self.notes.insert(index, note);
                self.push_note(index, index, "cites");
            }
        }
    }
}

/// The places in bytes where footnotes are called, with their addresses.
fn marks(provision: &Provision) -> Vec<(usize, &str)> {
    let mut marks = Vec::with_capacity(provision.marks.len());
    let mut characters = provision.text.char_indices();
    let (mut passed, mut place) = (0, 0);
    let mut sorted: Vec<_> = provision.marks.iter().collect();
    sorted.sort_by_key(|mark| mark.offset);
    for mark in sorted {
        while passed < mark.offset {
            passed += 1;
            place = characters.next().map_or(place, |(at, c)| at + c.len_utf8());
            if place == provision.text.len() {
                break;
            }
        }
        marks.push((place, mark.footnote.as_str()));
    }
    marks
}

/// The annex in which an address lies.
fn annex(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("annex/")?;
    let length = rest.find('/').unwrap_or(rest.len());
    path.get(.."annex/".len() + length)
}
