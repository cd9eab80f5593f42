//! Headings that no element and no style marks.
//!
//! Some files, the Chinese ones above all, set headings as plain paragraphs. What tells them apart is
//! that a heading is short and ends without punctuation, or that it counts itself ("Action 1. …").

use super::block::{Block, Role};
use super::numbering::{at_head, digit, heads_only, parse};
use super::{annex, divisions};

/// The longest heading told by its missing punctuation, in characters.
pub(super) const LONGEST: usize = 160;

/// The longest word before the number of a heading that counts itself, in characters.
const LONGEST_WORD: usize = 12;

/// How many lines without punctuation may follow each other and still be headings: a title and a
/// heading. More are a list of names.
const MOST_LINES: usize = 2;

/// Makes headings of the paragraphs that look like it.
pub(super) fn mark(blocks: &mut [Block<'_>]) {
    for block in blocks
        .iter_mut()
        .filter(|b| b.role == Role::Paragraph && b.label.is_none() && names_itself(b))
    {
        block.role = Role::Heading;
    }
    announced_lines(blocks);
    for line in open_runs(blocks) {
        if let Some(block) = blocks.get_mut(line) {
            block.role = Role::Heading;
        }
    }
}

/// "Action 1. …", "Article 5".
fn names_itself(block: &Block<'_>) -> bool {
    let text = block.inline.text.as_str();
    counts_itself(text)
        || divisions::at_head(text).is_some_and(|division| {
            division.bytes >= text.len() || (division.kind == divisions::Kind::Article && is_open(block))
        })
}

/// Lines with a colon of their own, below a text that announces them with one, are items and not titles,
/// whatever their face.
fn announced_lines(blocks: &mut [Block<'_>]) {
    let mut announced = false;
    for block in blocks {
        let text = &block.inline.text;
        let item =
            announced && block.role == Role::Paragraph && block.label.is_none() && text.contains([':', '：']);
        if item {
            block.inline.make_running();
        } else {
            announced = text.ends_with([':', '：']);
        }
    }
}

/// The lines of all short runs without punctuation that other text follows.
fn open_runs(blocks: &[Block<'_>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut run = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if is_open(block) {
            run.push(at);
        } else {
            // What stands above a table is its caption, unless it has a label.
            let captions = block.role == Role::Table || run.len() > MOST_LINES;
            found.extend(
                run.drain(..)
                    .filter(|line| !captions || blocks.get(*line).is_some_and(|b| b.label.is_some())),
            );
        }
    }
    found
}

/// A short paragraph of one line without emphasis at its head or punctuation at its end, and without
/// label or with one that headings have.
pub(super) fn is_open(block: &Block<'_>) -> bool {
    let text = block.inline.text.as_str();
    let quoted = text.trim_end_matches(['”', '»', '“', '"']);
    let ends_open = quoted.ends_with(|c: char| c.is_alphanumeric() || "）)》".contains(c));
    let labelled = block
        .label
        .as_deref()
        .map(|printed| parse(printed).is_some_and(|l| heads_only(&l)));
    labelled.unwrap_or(block.role == Role::Paragraph)
        && matches!(block.role, Role::Paragraph | Role::Point)
        && ends_open
        && text.len() <= LONGEST * 4
        && !text.contains(['\n', '；', '。'])
        && at_head(text).is_none()
        && block.inline.operative().is_none()
        && !block.inline.is_running()
        && text.chars().count() <= LONGEST
        && annex::opened_by(text).is_none()
}

/// "Action 1. …", "行动1. …": a word with a number and a full stop.
pub(crate) fn counts_itself(text: &str) -> bool {
    let Some(end) = text.find(|c: char| !c.is_alphabetic()) else {
        return false;
    };
    let (word, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(' ');
    let number = rest.len() - rest.trim_start_matches(|c| digit(c).is_some()).len();
    let behind = rest.get(number..).unwrap_or_default();
    (1..=3).contains(&number)
        && !word.is_empty()
        && word.chars().count() <= LONGEST_WORD
        && behind.starts_with(". ")
}

#[cfg(test)]
mod tests {
    use super::counts_itself;

    #[test]
    fn headings_that_count_themselves() {
        for (text, expected) in [
            ("Action 12. We act.", true),
            ("行动1. 我们", true),
            ("In 2015, we", false),
            ("Action 1", false),
            ("1. We", false),
            ("", false),
        ] {
            assert_eq!(counts_itself(text), expected, "{text}");
        }
    }
}
