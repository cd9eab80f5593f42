//! Pages, and what every page prints besides the text.

use std::collections::HashMap;

use crate::corpus::Symbol;
use crate::text::outline::numbering;

/// A line: its words, and whether it is empty. Runs of spaces are kept, they tell words apart.
pub(super) type Line = String;

/// The gap that keeps columns of a line apart.
const GAP: &str = "    ";

/// How far the first line of a paragraph is set in at least, in characters.
const INDENT: usize = 3;

/// How many lines at the edge of a page may be furniture.
const EDGE: usize = 10;

/// The pages of a text: parted by form feeds, or by empty lines where other gaps have a space.
pub(super) fn split(text: &str) -> Vec<Vec<Line>> {
    let text = text.replace("\r\n", "\n");
    let spaced = text.contains("\n \n");
    if text.contains('\u{C}') {
        text.split('\u{C}').map(lines).collect()
    } else if spaced {
        text.split("\n\n").map(lines).collect()
    } else {
        vec![lines(&text)]
    }
}

/// The lines of a page; an empty one before each whose indent opens a paragraph, or that follows the end
/// of one.
fn lines(page: &str) -> Vec<Line> {
    let indent = |line: &str| line.chars().take_while(|c| *c == ' ').count();
    let margin = usual(page.lines().filter(|line| !line.trim().is_empty()).map(indent));
    let mut lines = Vec::new();
    let mut before: Option<&str> = None;
    for line in page.lines() {
        let opens = before.is_some_and(|before| {
            let follows = indent(before) >= margin + INDENT;
            indent(line) >= margin + INDENT && (!follows || is_ended(before))
        });
        let closed = before.is_some_and(closes) && !line.trim_start().starts_with(char::is_lowercase);
        if opens || closed {
            lines.push(Line::new());
        }
        lines.extend(columns(line));
        before = Some(line).filter(|line| !line.trim().is_empty());
    }
    lines
}

/// Whether a line is a paragraph's last: some programs give the mark of its end as a second space.
fn closes(line: &str) -> bool {
    line.ends_with("  ") && is_ended(line)
}

/// Whether a line ends as paragraphs do, the marks of notes left aside.
fn is_ended(line: &str) -> bool {
    line.trim_end_matches(|c: char| c == ' ' || c.is_ascii_digit())
        .ends_with(['.', ';', ':', ','])
}

/// The number that comes most often, the smallest of those.
fn usual(numbers: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    numbers.for_each(|number| *counts.entry(number).or_insert(0usize) += 1);
    let most = counts
        .iter()
        .max_by_key(|(number, count)| (**count, std::cmp::Reverse(**number)));
    most.map_or(0, |(number, _)| *number)
}

/// The parts of a line that a wide gap keeps apart: "United Nations      A/RES/80/173"; not a label from its
/// words: "II.      Peace". Where there is no gap the line itself, trimmed.
fn columns(line: &str) -> Vec<Line> {
    let line = line.trim();
    let parts = line.split(GAP).map(str::trim);
    let mut columns: Vec<Line> = Vec::new();
    for part in parts.filter(|part| !part.is_empty() || line.is_empty()) {
        match columns.last_mut() {
            Some(last) if numbering::parse(last).is_some() && last.ends_with(['.', ')']) => {
                last.push(' ');
                last.push_str(part);
            }
            _ => columns.push(part.to_owned()),
        }
    }
    columns
}

/// Takes running heads, numbers of pages and of jobs out; gives the symbol that runs through the pages.
pub(super) fn without_furniture(pages: &mut [Vec<Line>]) -> Option<String> {
    let repeated = repeated(pages);
    let cover: Vec<Line> = pages
        .first()
        .map(|page| page.iter().take(40).cloned().collect())
        .unwrap_or_default();
    let is_furniture = |line: &str| {
        if is_label(line) {
            return false;
        }
        line.is_empty()
            || is_page_number(line)
            || is_job_number(line)
            || repeated.get(line).is_some_and(|pages| *pages > 1)
            || (line.chars().count() > 3 && cover.iter().any(|other| other.contains(line)))
    };
    let mut symbols: HashMap<String, usize> = HashMap::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let tail = page
            .iter()
            .rev()
            .take(EDGE)
            .take_while(|line| is_furniture(line) && at_foot(line));
        let end = page.len() - tail.count();
        let head = page
            .iter()
            .take(EDGE)
            .take_while(|line| is_furniture(line))
            .count();
        // The first page's head is the cover.
        let head = if number == 0 { 0 } else { head.min(end) };
        for line in page.iter().take(head).filter(|line| is_symbol(line)) {
            *symbols.entry(line.clone()).or_default() += 1;
        }
        page.truncate(end);
        page.drain(..head);
    }
    let most = symbols
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    most.map(|(symbol, _)| symbol)
}

/// On how many pages each line stands near the head.
fn repeated(pages: &[Vec<Line>]) -> HashMap<Line, usize> {
    let mut counts = HashMap::new();
    for page in pages.iter().skip(1) {
        let mut lines: Vec<&Line> = page.iter().take(EDGE).filter(|line| !line.is_empty()).collect();
        lines.sort();
        lines.dedup();
        for line in lines {
            *counts.entry(line.clone()).or_default() += 1;
        }
    }
    counts
}

/// What the foot of a page prints: never words of the text.
fn at_foot(line: &str) -> bool {
    line.is_empty() || is_page_number(line) || is_job_number(line) || is_symbol(line)
}

/// "(b)" on a line of its own: the same points stand at the head of many pages.
fn is_label(line: &str) -> bool {
    numbering::at_head(line).is_some_and(|(length, _)| length == line.len())
}

fn is_symbol(line: &str) -> bool {
    line.contains('/') && Symbol::parse(line).is_ok()
}

/// "2/20", "24-24293 2/20".
fn is_page_number(line: &str) -> bool {
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let words = || line.split_whitespace();
    let pages = |word: &str| {
        word.split_once('/')
            .is_some_and(|(page, all)| digits(page) && digits(all))
    };
    words().count() <= 2 && words().any(pages) && words().all(|word| pages(word) || is_job_number(word))
}

/// "25-20874", "25-20874 (E)", "*2520874*", and the day "161225" that stands beside them.
fn is_job_number(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(first) = words.next() else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let job = first.split_once('-').is_some_and(|(year, job)| {
        year.len() == 2 && (4..=6).contains(&job.len()) && digits(year) && digits(job)
    });
    let bars =
        first.len() > 2 && first.starts_with('*') && first.ends_with('*') && digits(first.trim_matches('*'));
    let day = first.len() == 6 && digits(first);
    (job || bars || day)
        && words.all(|word| {
            matches!(word, "(E)" | "(F)" | "(S)" | "(R)" | "(C)" | "(A)")
                || word.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'/')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_text() {
        assert!(
            is_page_number("2/20") && is_page_number("12/20 24-24293") && is_page_number("24-24293 12/20")
        );
        assert!(!is_page_number("2") && !is_page_number("resolution 70/1") && !is_page_number("1/2 of"));
        assert!(
            is_job_number("24-24293 (E)")
                && is_job_number("*2424293*")
                && is_job_number("24-24293 (E) 231224")
                && is_job_number("231224")
        );
        assert!(!is_job_number("2030") && !is_job_number("22-23 September") && !is_job_number("24-hour"));
    }

    #[test]
    fn heads_and_feet_are_taken_out_and_text_stays() {
        let page = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let mut pages = vec![
            page("A/RES/99/1\nTitle of it\n1. We begin\n24-11111 (E)"),
            page("A/RES/99/1\nTitle of it\n\n2/3\n24-11111\n\nand we go on"),
            page("Title of it\nA/RES/99/1\n3/3\n\n2. We end\n\n24-11111"),
        ];
        assert_eq!(without_furniture(&mut pages).as_deref(), Some("A/RES/99/1"));
        assert_eq!(pages[0], ["A/RES/99/1", "Title of it", "1. We begin"]);
        assert_eq!(pages[1], ["and we go on"]);
        assert_eq!(pages[2], ["2. We end"]);
    }
}
