//! Operative paragraphs that a file codes as part of the preamble.

use super::block::{Block, Role};
use super::numbering::{self, Style};

/// Takes the paragraphs out of the preamble that end, with all their points, as only operative ones do.
/// A mark at the end can be a slip: so no preamble goes on behind them, nor does a first number.
pub(super) fn settle(blocks: &mut [Block<'_>]) {
    // Seen from the last block up: how the points below end, and whether all below is operative.
    let mut points_close = None;
    let mut operative_below = true;
    for block in blocks.iter_mut().rev() {
        let closes = block.inline.text.ends_with(['.', ';', '。', '；', '؛']);
        if block.role == Role::Point || block.label.is_some() {
            points_close.get_or_insert(closes);
            operative_below = !is_number(block);
            continue;
        }
        let operative = if block.inline.text.ends_with([':', '：']) {
            points_close == Some(true)
        } else {
            closes && operative_below
        };
        if block.role == Role::Preambular {
            if operative {
                block.role = Role::Paragraph;
            }
            operative_below = operative;
        } else {
            operative_below = true;
        }
        points_close = None;
    }
}

fn is_number(block: &Block<'_>) -> bool {
    let label = block.label.as_deref().and_then(numbering::parse);
    label.is_some_and(|label| label.in_style(Style::Number).is_some())
}
