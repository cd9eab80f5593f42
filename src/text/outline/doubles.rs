//! Blocks that carry two labels, one within the other: "1. (a) …", "(b) (i) …".

use super::block::{Block, Role};
use super::inline::Inline;
use super::numbering::{self, Count, Label, Style};
use super::treaty;

/// How far the second label can be, in blocks.
const FARTHEST: usize = 16;

/// Parts each into two, so that both labels have their place, where the list that the inner one begins
/// goes on below.
pub(super) fn part(blocks: &mut Vec<Block<'_>>) {
    if !(0..blocks.len()).any(|at| inner(blocks, at).is_some()) {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len() + 8);
    for at in 0..blocks.len() {
        let found = inner(blocks, at);
        let Some(mut block) = blocks.get(at).cloned() else {
            continue;
        };
        if let Some((outer, inner)) = found {
            let rest = Block {
                role: Role::Point,
                label: Some(inner.0),
                inline: std::mem::take(&mut block.inline),
                akn_id: block.akn_id,
            };
            parted.push(Block {
                label: Some(outer),
                inline: Inline::default(),
                ..block
            });
            block = rest;
            block.inline.strip_front(inner.1);
        }
        parted.push(block);
    }
    *blocks = parted;
}

/// The outer label of a block as printed, and the inner one with the bytes of text that both take.
fn inner(blocks: &[Block<'_>], at: usize) -> Option<(String, (String, usize))> {
    let block = blocks
        .get(at)
        .filter(|b| matches!(b.role, Role::Paragraph | Role::Point))?;
    let text = block.inline.text.as_str();
    let (outer, from) = match &block.label {
        Some(label) => match label.split_once(' ') {
            // Two labels in one `num`.
            Some((outer, inner)) if numbering::parse(label).is_none() => {
                let first = count(&numbering::parse(inner)?).filter(|_| numbering::parse(outer).is_some())?;
                return goes_on(blocks, at, first).then(|| (outer.to_owned(), (inner.to_owned(), 0)));
            }
            _ => (label.clone(), 0),
        },
        None => {
            let (bytes, _) = treaty::paragraph(text).or_else(|| numbering::at_head(text))?;
            (text.get(..bytes)?.trim().to_owned(), bytes)
        }
    };
    let rest = text.get(from..)?;
    let (bytes, label) = numbering::at_head(rest)?;
    let first = count(&label)?;
    let printed = rest.get(..bytes)?.trim().to_owned();
    goes_on(blocks, at, first).then_some((outer, (printed, from + bytes)))
}

/// How a label counts that begins a list.
fn count(label: &Label) -> Option<Count> {
    label.readings.iter().copied().find(|c| c.value == 1)
}

/// Whether the list goes on: its second label comes before the first of another paragraph.
fn goes_on(blocks: &[Block<'_>], at: usize, first: Count) -> bool {
    let labels = blocks
        .iter()
        .skip(at + 1)
        .take(FARTHEST)
        .filter_map(|block| match &block.label {
            Some(label) => numbering::parse(label),
            None => numbering::at_head(&block.inline.text).map(|(_, label)| label),
        });
    for label in labels {
        if label.in_style(first.style) == Some(2) {
            return true;
        }
        if label.in_style(Style::Number).is_some() {
            return false;
        }
    }
    false
}
