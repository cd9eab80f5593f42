//! Lines as they are printed: how their words join, and paragraphs where the file has no tags.

use super::shown::Shown;
use crate::corpus::Symbol;
use crate::text::flow::{Flow, is_chinese_end};
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::{Face, Inline};

/// Strings whose base lines are nearer than this share of their size are on one line.
const SAME_LINE: f64 = 0.5;

/// A gap on a line wider than this share of the size parts words.
pub(super) const WORD_GAP: f64 = 0.15;

/// A gap on a line wider than this many sizes parts the cells of a cover.
const CELL_GAP: f64 = 3.0;

/// Lines further apart than this many sizes belong to two paragraphs.
const PARAGRAPH_GAP: f64 = 1.45;

/// Adds a string to a paragraph: with a space where the line breaks or the page leaves a gap.
pub(super) fn join(inline: &mut Inline, before: Option<&Shown>, run: &Shown) {
    if let Some(before) = before {
        let breaks = !same_line(before, run);
        let gap = run.from - before.to > run.size * WORD_GAP;
        let glued = inline.text.ends_with(['-', '‑', '–', '/']) && breaks || is_chinese_end(&inline.text);
        if (breaks && !glued) || (gap && !breaks) {
            inline.push(" ", Face::default());
        }
    }
    inline.push(&run.text, run.face);
}

/// Whether two strings stand on one line.
pub(super) fn same_line(a: &Shown, b: &Shown) -> bool {
    a.page == b.page && (a.y - b.y).abs() < a.size.max(b.size) * SAME_LINE
}

/// The head of the first page, which tagged files set as furniture: a line a block.
pub(super) fn cover_furniture(shown: &[Shown]) -> Vec<Block<'static>> {
    furniture(shown, |page| page == 1)
        .iter()
        .map(|cell| block(cell))
        .collect()
}

/// The symbol in the running heads: that of the document, since every page repeats it.
pub(super) fn running_symbol(shown: &[Shown]) -> Option<String> {
    let cells = furniture(shown, |page| page > 1);
    let mut words = cells.iter().map(|cell| block(cell).inline.text);
    words.find(|text| text.contains('/') && Symbol::parse(text).is_ok())
}

/// The furniture of some pages, cell by cell: a wide gap parts the cells of a line.
fn furniture(shown: &[Shown], pages: impl Fn(u32) -> bool) -> Vec<Vec<&Shown>> {
    let runs: Vec<&Shown> = shown
        .iter()
        .filter(|run| run.artifact && pages(run.page))
        .collect();
    let mut cells: Vec<Vec<&Shown>> = Vec::new();
    for line in gathered(&runs) {
        let mut before: Option<&Shown> = None;
        for run in line {
            let parted = before.is_none_or(|before| run.from - before.to > run.size * CELL_GAP);
            match cells.last_mut() {
                Some(cell) if !parted => cell.push(run),
                _ => cells.push(vec![run]),
            }
            before = Some(run);
        }
    }
    cells
}

/// Paragraphs told from the gaps between lines, for files without tags. Lines that stand at the same
/// place of several pages are furniture.
pub(super) fn of(shown: &[Shown]) -> Flow {
    let words: Vec<&Shown> = shown
        .iter()
        .filter(|shown| !shown.artifact && !shown.text.trim().is_empty())
        .collect();
    let lines: Vec<Vec<&Shown>> = gathered(&words);
    let furniture = |line: &[&Shown]| {
        let text = joined(line);
        is_page_number(&text)
            || lines
                .iter()
                .filter(|other| is_at(other, line) && joined(other) == text)
                .count()
                > 1
    };
    let mut blocks: Vec<Block<'static>> = Vec::new();
    let mut before: Option<&Vec<&Shown>> = None;
    for line in lines
        .iter()
        .filter(|line| page(line) == Some(1) || !furniture(line))
    {
        match (
            before.and_then(|before| before.last()),
            line.first(),
            blocks.last_mut(),
        ) {
            (Some(last), Some(first), Some(block)) if goes_on(last, first, &block.inline) => {
                let mut previous = *last;
                for run in line {
                    join(&mut block.inline, Some(previous), run);
                    previous = run;
                }
            }
            _ => blocks.push(block(line)),
        }
        before = Some(line);
    }
    for block in &mut blocks {
        block.inline.close();
    }
    Flow {
        blocks,
        ..Flow::default()
    }
}

/// Whether the block after a page's end is the rest of the paragraph before it: some files tag both
/// halves as paragraphs.
pub(super) fn turns_page(
    last: Option<&Shown>,
    first: Option<&Shown>,
    before: &Inline,
    after: &Inline,
) -> bool {
    let turns = last
        .zip(first)
        .is_some_and(|(last, first)| last.page < first.page);
    let ended = before.text.ends_with(['.', ';', ':', '،', '。', '；', '：'])
        || (before.text.ends_with([',', '，']) && after.operative().is_some());
    turns
        && !ended
        && before.is_bold() == after.is_bold()
        && crate::text::outline::numbering::at_head(&after.text).is_none()
        && after
            .text
            .starts_with(|c: char| !c.is_uppercase() || !before.text.ends_with(','))
}

/// Whether a line goes on with the paragraph that `last` ends.
fn goes_on(last: &Shown, first: &Shown, paragraph: &Inline) -> bool {
    let text = first.text.trim_start();
    let numbered = crate::text::outline::numbering::at_head(text).is_some();
    if last.page != first.page {
        return !numbered
            && !paragraph
                .text
                .ends_with(['.', ';', ':', ',', '،', '。', '；', '，']);
    }
    let gap = last.y - first.y;
    let size = last.size.max(first.size);
    !numbered && gap > 0.0 && gap < size * PARAGRAPH_GAP && last.face.bold == first.face.bold
}

/// Strings by line, each line from its first to its last.
fn gathered<'s>(shown: &[&'s Shown]) -> Vec<Vec<&'s Shown>> {
    let mut lines: Vec<Vec<&Shown>> = Vec::new();
    for run in shown.iter().copied().filter(|run| !run.text.trim().is_empty()) {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| same_line(last, run)) => line.push(run),
            _ => lines.push(vec![run]),
        }
    }
    lines
}

fn block(line: &[&Shown]) -> Block<'static> {
    let mut inline = Inline::default();
    let mut before = None;
    for run in line {
        join(&mut inline, before, run);
        before = Some(*run);
    }
    inline.close();
    Block {
        role: Role::Paragraph,
        label: None,
        inline,
        akn_id: None,
    }
}

fn joined(line: &[&Shown]) -> String {
    let text: Vec<&str> = line.iter().map(|run| run.text.trim()).collect();
    text.join(" ")
}

fn page(line: &[&Shown]) -> Option<u32> {
    line.first().map(|run| run.page)
}

fn is_at(a: &[&Shown], b: &[&Shown]) -> bool {
    match (a.first(), b.first()) {
        (Some(a), Some(b)) => (a.y - b.y).abs() < 2.0,
        _ => false,
    }
}

/// "3/20", "Page 3".
fn is_page_number(text: &str) -> bool {
    let bare = text.trim_start_matches("Page").trim();
    let mut parts = bare.split('/').map(str::trim);
    parts.clone().count() <= 2
        && parts.all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
}
