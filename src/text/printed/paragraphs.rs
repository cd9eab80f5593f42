//! Lines joined to paragraphs.

use super::notes::{CALL, PrintedNote};
use super::pages::Line;
use crate::text::flow;
use crate::text::outline::block::{Block, Role};
use crate::text::outline::inline::{Face, Footnote, Inline};
use crate::text::outline::{annex, numbering, titles};

/// A line shorter than this share of the usual length ends its paragraph, where no gaps do.
const SHORT: f64 = 0.7;

/// A line shorter than this share is hardly one that the next goes on with.
const OPEN: f64 = 0.8;

/// A line longer than this share of the usual length reaches the margin.
const FULL: f64 = 0.93;

/// The longest line that gives a meeting or its date, in characters.
const CLOSING: usize = 40;

/// Where at least one line in so many is a gap, gaps part the paragraphs.
const GAPS: usize = 12;

/// The paragraphs of all pages; on the cover every line is one.
pub(super) fn of(pages: &[Vec<Line>], notes: Vec<PrintedNote>) -> Vec<Block<'static>> {
    let usual = usual_length(pages);
    let gaps = has_gaps(pages);
    let first: &[Line] = pages.first().map(Vec::as_slice).unwrap_or_default();
    let cover = cover(first);
    let mut paragraphs: Vec<String> = first
        .get(..cover)
        .unwrap_or_default()
        .iter()
        .filter(|line| !line.is_empty())
        .cloned()
        .collect();
    for (number, page) in pages.iter().enumerate() {
        let lines = if number == 0 {
            page.get(cover..)
        } else {
            page.get(..)
        };
        let found = joined(lines.unwrap_or_default(), usual, gaps);
        let mut found = found.into_iter();
        if let Some(head) = found.next() {
            let full =
                number > 0 && is_full(number.checked_sub(1).and_then(|before| pages.get(before)), usual);
            match paragraphs
                .last_mut()
                .filter(|last| number > 0 && turns_page(last, &head, full))
            {
                Some(last) => join(last, &head),
                None => paragraphs.push(head),
            }
        }
        paragraphs.extend(found);
    }
    let mut notes: Vec<Option<PrintedNote>> = notes.into_iter().map(Some).collect();
    paragraphs.iter().map(|words| block(words, &mut notes)).collect()
}

/// How many lines of the first page are cover: up to the enacting formula.
fn cover(lines: &[Line]) -> usize {
    let printed: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(|(at, line)| (at, line.as_str()))
        .collect();
    let texts: Vec<&str> = printed.iter().map(|(_, line)| *line).collect();
    let count = flow::cover_lines(&texts);
    count
        .checked_sub(1)
        .and_then(|last| printed.get(last))
        .map_or(0, |(at, _)| at + 1)
}

/// Whether the last line of a page is as long as lines are that the next goes on with.
fn is_full(page: Option<&Vec<Line>>, usual: usize) -> bool {
    let last = page.and_then(|page| page.iter().rev().find(|line| !line.is_empty()));
    last.is_some_and(|line| line.chars().count() as f64 > usual as f64 * FULL)
}

fn has_gaps(pages: &[Vec<Line>]) -> bool {
    let lines = pages.iter().flatten();
    let gaps = lines.clone().filter(|line| line.is_empty()).count();
    gaps * GAPS > lines.count()
}

/// The length that nine of ten lines do not exceed, in characters.
fn usual_length(pages: &[Vec<Line>]) -> usize {
    let mut lengths: Vec<usize> = pages
        .iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .map(|line| line.chars().count())
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

fn joined(lines: &[Line], usual: usize, gaps: bool) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&str> = None;
    for line in lines {
        if line.is_empty() {
            before = None;
            continue;
        }
        match (before, paragraphs.last_mut()) {
            (Some(last), Some(paragraph)) if !begins(last, line, usual, gaps) => join(paragraph, line),
            _ => paragraphs.push(line.clone()),
        }
        before = Some(line);
    }
    paragraphs
}

/// Whether a line begins a paragraph though no gap stands before it.
fn begins(last: &str, line: &str, usual: usize, gaps: bool) -> bool {
    let last = last.trim_end_matches(is_call).trim_end();
    if numbering::parse(last).is_some() && last.chars().count() < 6 {
        // A number on a line of its own.
        return false;
    }
    let short = (last.chars().count() as f64) < usual as f64 * SHORT;
    let capital = !line.starts_with(char::is_lowercase);
    let ended = last.ends_with(['.', ';', ':', ',', '。', '；', '，', '：', '،', '؛']);
    // The meeting and its date, which close a resolution.
    let dated = |line: &str| line.chars().count() < CLOSING && line.chars().any(char::is_numeric);
    let closes = !ended && dated(last) && dated(line) && !line.ends_with(['.', ';', ',']);
    closes
        || annex::opened_by(last).is_some()
        // Where gaps part the paragraphs, a short line alone says nothing.
        || (ended && capital && short && !gaps)
        || (ended && is_counted(line))
        || (is_heading(last, usual) && numbering::at_head(line).is_some() && !is_year(line))
}

/// Whether a line may be a heading, which needs no mark at its end.
fn is_heading(line: &str, usual: usize) -> bool {
    let open = (line.chars().count() as f64) < usual as f64 * OPEN;
    (open && line.starts_with(char::is_uppercase))
        || numbering::of_heading(line).is_some()
        || titles::counts_itself(line)
}

/// "1998. We" may go on with a sentence.
fn is_year(line: &str) -> bool {
    line.chars().take_while(char::is_ascii_digit).count() == 4
}

/// Whether a number stands at the head of a line: that of a paragraph, or of a heading ("II. …",
/// "Action 4. …").
fn is_counted(line: &str) -> bool {
    let closed = line.split(' ').next().is_some_and(|word| word.ends_with('.'));
    numbering::at_head(line).is_some()
        || titles::counts_itself(line)
        || (closed && numbering::of_heading(line).is_some())
}

/// Whether the first paragraph of a page is the rest of the last one.
fn turns_page(last: &str, head: &str, full: bool) -> bool {
    let words = last.trim_end_matches(is_call).trim_end();
    let ended = words.ends_with([';', ':', '；', '：', '؛'])
        || (words.ends_with(['.', '。']) && !(full && head.ends_with(['.', ';', ',', '。', '；'])));
    let capital = head.chars().next().is_some_and(char::is_uppercase);
    !ended
        && !is_counted(head)
        && !(words.ends_with([',', '،', '，']) && (capital || !has_case(head)))
        && (!capital || words.chars().count() > 60)
}

fn has_case(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// Adds a line; words broken at a hyphen stay one.
pub(super) fn join(words: &mut String, line: &str) {
    if words.ends_with('\u{AD}') {
        words.pop();
    } else if !(words.is_empty()
        || words.ends_with(['-', '‑', '/'])
        || (flow::is_chinese_end(words) && line.chars().next().is_some_and(|c| !c.is_ascii())))
    {
        words.push(' ');
    }
    words.push_str(line);
}

fn block(words: &str, notes: &mut [Option<PrintedNote>]) -> Block<'static> {
    let mut inline = Inline::default();
    for piece in words.split_inclusive(is_call) {
        let sign = piece.chars().next_back().filter(|c| is_call(*c));
        let text = piece.trim_end_matches(is_call);
        // "2003, 4" calls a note: the space before its mark is none of the text.
        let text = if sign.is_some() { text.trim_end() } else { text };
        inline.push(text, Face::default());
        let Some(index) = sign.and_then(|c| usize::try_from(u32::from(c) - CALL).ok()) else {
            continue;
        };
        if let Some(note) = notes.get_mut(index).and_then(Option::take) {
            let mut body = Inline::default();
            body.push(&note.words, Face::default());
            body.close();
            inline.note(
                &note.mark,
                Some(Footnote {
                    inline: body,
                    akn_id: None,
                }),
            );
        }
    }
    inline.close();
    Block {
        role: Role::Paragraph,
        label: None,
        inline,
        akn_id: None,
    }
}

fn is_call(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}
