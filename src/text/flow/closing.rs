//! The lines that close a resolution: the meeting and its date.

use super::words;
use crate::corpus::Language;
use crate::corpus::reading::Closing;
use crate::text::outline::block::Block;

/// The longest such line, in characters.
const LONGEST: usize = 60;

/// Takes the closing lines out of the text; they may be followed by annexes.
pub(super) fn take(blocks: &mut Vec<Block<'static>>, language: Language) -> Closing {
    let words = words::of(language);
    let is_meeting = |text: &str| {
        text.chars().count() < LONGEST
            && words::has(text, &words.meeting)
            && text.chars().any(char::is_numeric)
            && !text.ends_with(['.', ';', ',', ':'])
    };
    let found = blocks
        .iter()
        .rposition(|block| block.label.is_none() && block.inline.text.lines().next().is_some_and(is_meeting));
    let Some(at) = found else {
        return Closing::default();
    };
    let mut lines: Vec<String> = blocks.remove(at).inline.text.lines().map(str::to_owned).collect();
    if lines.len() == 1 {
        let follows = blocks.get(at).map(|block| block.inline.text.as_str());
        if follows.is_some_and(|text| text.chars().count() < LONGEST && words.date(text).is_some()) {
            lines.push(blocks.remove(at).inline.text);
        }
    }
    let mut lines = lines.into_iter();
    let meeting = lines.next();
    let date_label = lines.next();
    Closing {
        date: date_label.as_deref().and_then(|label| words.date(label)),
        meeting,
        date_label,
    }
}
