//! Notes below tables: they are marked by letters or asterisks and belong to the table, though files
//! set them as paragraphs.

use super::block::{Block, Role};
use super::numbering::{self, Style};

/// Makes notes of the paragraphs below a table whose letter the table prints too. Readers mark those
/// that a file itself shows to be notes.
pub(super) fn mark(blocks: &mut [Block<'_>]) {
    let mut table: Option<String> = None;
    for block in blocks {
        match block.role {
            Role::Table => table = Some(block.inline.text.clone()),
            Role::TableNote => {}
            Role::Paragraph | Role::Point => {
                let is_called = |table: &String| letter(block).is_some_and(|mark| table.contains(mark));
                if table.as_ref().is_some_and(is_called) {
                    block.role = Role::TableNote;
                } else {
                    table = None;
                }
            }
            _ => table = None,
        }
    }
}

/// The letter in brackets that a paragraph begins with, as printed.
fn letter<'b>(block: &'b Block<'_>) -> Option<&'b str> {
    let printed = match &block.label {
        Some(label) => label.as_str(),
        None => block
            .inline
            .text
            .get(..numbering::at_head(&block.inline.text)?.0)?,
    };
    let printed = printed.trim();
    let bracketed = printed.starts_with(['(', '（']) && printed.ends_with([')', '）']);
    let is_letter = || numbering::parse(printed).is_some_and(|label| label.in_style(Style::Letter).is_some());
    (bracketed && is_letter()).then_some(printed)
}

/// Takes the mark of a note off its text: as it stands in its address, and as printed.
pub(super) fn take_mark(block: &mut Block<'_>) -> Option<(String, String)> {
    if let Some(printed) = block.label.take() {
        return Some((normal(&printed)?, printed));
    }
    let text = &block.inline.text;
    let bytes = numbering::at_head(text).map(|(bytes, _)| bytes).or_else(|| {
        let (word, rest) = text.split_once(' ')?;
        let is_mark = word.chars().all(|c| c == '*') || (word.chars().count() == 1 && normal(word).is_some());
        is_mark.then(|| text.len() - rest.trim_start().len())
    })?;
    let printed = text.get(..bytes)?.trim().to_owned();
    let mark = normal(&printed)?;
    block.inline.strip_front(bytes);
    Some((mark, printed))
}

fn normal(printed: &str) -> Option<String> {
    if printed.chars().all(|c| c == '*') {
        return Some(printed.to_owned());
    }
    let label = numbering::parse(printed)?;
    let letter = label
        .in_style(Style::Letter)
        .or_else(|| label.in_style(Style::Capital));
    let value = letter.or_else(|| label.in_style(Style::Figure));
    Some(
        numbering::Count {
            style: if letter.is_some() {
                Style::Letter
            } else {
                Style::Figure
            },
            value: value?,
        }
        .normal(),
    )
}
