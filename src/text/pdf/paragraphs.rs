//! Tagged words as paragraphs: the tree tells what belongs together, the size of the letters what is a
//! footnote's mark.

use std::collections::HashMap;

use pdf_extract::ObjectId;

use super::lines;
use super::shown::Shown;
use super::tags::{Element, Item};
use crate::text::flow::Flow;
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::{Face, Footnote, Inline, is_mark};

/// Letters below this share of the size around them are set as marks.
const SMALL: f64 = 0.8;

/// Structure types that hold a block of text of their own.
const BLOCKS: [&str; 16] = [
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Lbl", "LBody", "TH", "TD", "Caption", "Title",
    "TOCI",
];

type Words<'s> = HashMap<(ObjectId, i64), Vec<&'s Shown>>;

/// The paragraphs of a tagged file. The cover's head, which is no part of the tree, comes first.
pub(super) fn of(tree: &Element, shown: &[Shown]) -> Flow {
    let mut words: Words<'_> = HashMap::new();
    for shown in shown.iter().filter(|shown| !shown.artifact) {
        if let Some(mcid) = shown.mcid {
            words.entry((shown.page_id, mcid)).or_default().push(shown);
        }
    }
    let mut builder = Builder {
        words,
        notes: Vec::new(),
        blocks: lines::cover_furniture(shown),
        last: None,
    };
    builder.gather_notes(tree);
    builder.element(tree);
    builder.keep_uncalled();
    Flow {
        blocks: builder.blocks,
        ..Flow::default()
    }
}

fn is_block(element: &Element) -> bool {
    BLOCKS.contains(&element.kind.as_str())
}

/// Whether an element is a block or has one within it, footnotes left aside.
fn holds_blocks(element: &Element) -> bool {
    let holds = |item: &Item| matches!(item, Item::Element(inner) if !inner.is_note() && holds_blocks(inner));
    is_block(element) || element.items.iter().any(holds)
}

/// A footnote that no mark has called yet.
struct Waiting {
    label: String,
    inline: Inline,
}

struct Builder<'s> {
    words: Words<'s>,
    notes: Vec<Waiting>,
    blocks: Vec<Block<'static>>,
    /// The last string of the last block.
    last: Option<&'s Shown>,
}

impl<'s> Builder<'s> {
    fn gather_notes(&mut self, element: &Element) {
        for item in &element.items {
            let Item::Element(inner) = item else { continue };
            if inner.is_note() {
                let mut runs = Vec::new();
                self.runs(inner, &mut runs);
                self.notes.extend(parted(&runs).into_iter().filter_map(note));
            } else {
                self.gather_notes(inner);
            }
        }
    }

    /// Every element with words of its own is a block, which the blocks within it part; others are looked
    /// through.
    fn element(&mut self, element: &Element) {
        let is_block =
            is_block(element) || element.items.iter().any(|item| matches!(item, Item::Content(..)));
        let mut runs = Vec::new();
        for item in &element.items {
            match item {
                Item::Content(..) => self.item(item, &mut runs),
                Item::Element(inner) if inner.is_note() => {}
                Item::Element(inner) if is_block && !holds_blocks(inner) => self.item(item, &mut runs),
                Item::Element(inner) => {
                    self.block(&runs);
                    runs.clear();
                    self.element(inner);
                }
            }
        }
        self.block(&runs);
    }

    /// The strings of an element, those of footnotes within it left out.
    fn runs(&self, element: &Element, runs: &mut Vec<&'s Shown>) {
        for item in &element.items {
            self.item(item, runs);
        }
    }

    fn item(&self, item: &Item, runs: &mut Vec<&'s Shown>) {
        match item {
            Item::Content(page, mcid) => {
                runs.extend(self.words.get(&(*page, *mcid)).into_iter().flatten().copied());
            }
            Item::Element(inner) if inner.is_note() => {}
            Item::Element(inner) => self.runs(inner, runs),
        }
    }

    fn block(&mut self, runs: &[&'s Shown]) {
        let mut inline = Inline::default();
        let size = usual_size(runs);
        let mut before: Option<&Shown> = None;
        let mut mark = String::new();
        for run in runs {
            if raised(run, size) {
                mark.push_str(run.text.trim());
                if run.text.ends_with(' ') {
                    self.call(&mut inline, &mut mark);
                    inline.push(" ", Face::default());
                }
            } else {
                self.call(&mut inline, &mut mark);
                lines::join(&mut inline, before, run);
            }
            before = Some(run);
        }
        self.call(&mut inline, &mut mark);
        inline.close();
        if inline.is_empty() {
            return;
        }
        let (first, last) = (runs.first().copied(), runs.last().copied());
        if let Some(block) = self
            .blocks
            .last_mut()
            .filter(|block| lines::turns_page(self.last, first, &block.inline, &inline))
        {
            block.inline.go_on(inline);
        } else {
            self.blocks.push(Block {
                role: Role::Paragraph,
                label: None,
                inline,
                akn_id: None,
            });
        }
        self.last = last;
    }

    /// Keeps the footnotes that no raised mark calls, as "Iraq:*" on a draft's cover: they stand with the
    /// first line, which is the cover's.
    fn keep_uncalled(&mut self) {
        let Some(first) = self.blocks.first_mut() else {
            return;
        };
        for note in self.notes.drain(..) {
            let body = Footnote {
                inline: note.inline,
                akn_id: None,
            };
            first.inline.note(&note.label, Some(body));
        }
    }

    /// Ends a run of small raised letters: a call of a footnote, or words ("1st").
    fn call(&mut self, inline: &mut Inline, mark: &mut String) {
        let label = std::mem::take(mark);
        // "1,2" calls two notes.
        for label in label.split(',').map(str::trim).filter(|label| !label.is_empty()) {
            if is_mark(label) {
                let at = self.notes.iter().position(|note| note.label == label);
                let body = at.map(|at| self.notes.remove(at)).map(|note| Footnote {
                    inline: note.inline,
                    akn_id: None,
                });
                inline.note(label, body);
            } else {
                inline.push(label, Face::default());
            }
        }
    }
}

/// The strings of each footnote in an element: some files put all those of a page into one. Each begins a
/// line with its mark.
fn parted<'r, 's>(runs: &'r [&'s Shown]) -> Vec<&'r [&'s Shown]> {
    let size = usual_size(runs);
    let mut starts = vec![0];
    let mut before: Option<&Shown> = None;
    for (at, run) in runs
        .iter()
        .enumerate()
        .filter(|(_, run)| !run.text.trim().is_empty())
    {
        let breaks = before.is_some_and(|before| !lines::same_line(before, run));
        if breaks && raised(run, size) && is_mark(run.text.trim()) {
            starts.push(at);
        }
        before = Some(run);
    }
    let ends = starts.iter().skip(1).copied().chain([runs.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| runs.get(*start..end))
        .collect()
}

/// The footnote that some strings make: its mark, then its words.
fn note(runs: &[&Shown]) -> Option<Waiting> {
    let size = usual_size(runs);
    let (marks, words): (Vec<&Shown>, Vec<&Shown>) = {
        let at = runs
            .iter()
            .position(|run| !raised(run, size) && !run.text.trim().is_empty())?;
        (runs.get(..at)?.to_vec(), runs.get(at..)?.to_vec())
    };
    let mut inline = Inline::default();
    let mut before = None;
    for run in words {
        lines::join(&mut inline, before, run);
        before = Some(run);
    }
    inline.close();
    let mut label: String = marks.iter().map(|run| run.text.trim()).collect();
    if label.is_empty() {
        let end = inline.text.find(|c: char| !(c.is_ascii_digit() || c == '*'))?;
        label = inline.text.get(..end)?.to_owned();
    }
    Some(Waiting {
        inline: inline.into_footnote(&label),
        label,
    })
}

/// The size most of the letters have.
fn usual_size(runs: &[&Shown]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for run in runs {
        match sizes.iter_mut().find(|(size, _)| (size - run.size).abs() < 0.3) {
            Some((_, letters)) => *letters += run.text.len(),
            None => sizes.push((run.size, run.text.len())),
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(_, letters)| *letters)
        .map_or(0.0, |(size, _)| size)
}

fn raised(run: &Shown, size: f64) -> bool {
    run.size < size * SMALL && !run.text.trim().is_empty()
}
