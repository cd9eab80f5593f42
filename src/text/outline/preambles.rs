//! Operative paragraphs that a file codes as part of the preamble.

use super::block::{Block, Role};
use super::numbering::{self, Label, Style};

/// Takes the paragraphs out of the preamble that end, with all their points, as only operative ones do.
/// A mark at the end can be a slip: so no preamble goes on behind them, nor does a first number.
pub(super) fn settle(blocks: &mut [Block<'_>]) {
    // Seen from the last block up: how the points below end, and whether all below is operative.
    let mut points_close = None;
    let mut operative_below = true;
    let mut number_below = false;
    for block in blocks.iter_mut().rev() {
        let closes = block.inline.text.ends_with(['.', ';', '。', '；', '؛']);
        let label = label(block);
        if block.role == Role::Point || label.is_some() {
            number_below = label.is_some_and(|label| label.in_style(Style::Number).is_some());
            operative_below = !number_below;
            if number_below {
                points_close = None;
            } else {
                points_close.get_or_insert(closes);
            }
            continue;
        }
        let operative = if block.inline.text.ends_with([':', '：']) {
            points_close == Some(true) || number_below
        } else {
            closes && operative_below
        };
        if block.role == Role::Preambular {
            if operative {
                block.role = Role::Paragraph;
            }
            operative_below = operative;
        } else {
            operative_below = block.role != Role::Paragraph || block.inline.is_bold();
        }
        points_close = None;
        number_below = false;
    }
}

fn label(block: &Block<'_>) -> Option<Label> {
    let typed = || numbering::at_head(&block.inline.text).map(|(_, label)| label);
    block.label.as_deref().map_or_else(typed, numbering::parse)
}
