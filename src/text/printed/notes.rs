//! Footnotes: the words below the rule at the foot of a page, and the marks that call them.

use super::pages::Line;

/// A word of so many letters is no article or preposition.
const LONG: usize = 7;

/// The first of the characters that stand for calls of notes while lines are joined.
pub(super) const CALL: u32 = 0xE000;

/// How many notes a text may have: as many as there are such characters.
const MOST: usize = 6_000;

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedNote {
    pub mark: String,
    pub words: String,
}

/// Takes the footnotes out of the pages. Where one is called stands a character, `CALL` and its index.
pub(super) fn take(pages: &mut [Vec<Line>]) -> Vec<PrintedNote> {
    let mut notes: Vec<PrintedNote> = Vec::new();
    for page in pages {
        let Some(rule) = page.iter().rposition(|line| is_rule(line)) else {
            continue;
        };
        let below: Vec<Line> = page.drain(rule..).skip(1).collect();
        let first = notes.len();
        let before = notes.last().and_then(|note| note.mark.parse().ok()).unwrap_or(0);
        gather(&below, before, &mut notes);
        notes.truncate(MOST);
        call(page, notes.get(first..).unwrap_or_default(), first);
    }
    notes
}

fn is_rule(line: &str) -> bool {
    line.len() > 4 && line.bytes().all(|b| b == b'_')
}

/// Numbered notes count on from page to page; what has no number goes on with the note before.
fn gather(lines: &[Line], before: u32, notes: &mut Vec<PrintedNote>) {
    let mut last = before;
    let head = |line: &Line| line.split_whitespace().next().map(str::to_owned);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let (mark, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let number = mark.parse::<u32>().ok().filter(|n| *n == last + 1);
        // A note may go on with "17 March 2022" though the next is the seventeenth.
        let open = notes.last().is_some_and(|note| !note.words.ends_with('.'));
        let again = || {
            lines
                .iter()
                .skip(at + 1)
                .any(|line| head(line).as_deref() == Some(mark))
        };
        let number = number.filter(|_| !(open && again()));
        let stars = !mark.is_empty() && mark.len() < 4 && mark.bytes().all(|b| b == b'*');
        if number.is_some() || stars {
            last = number.unwrap_or(last);
            notes.push(PrintedNote {
                mark: mark.to_owned(),
                words: rest.trim().to_owned(),
            });
        } else if let Some(note) = notes.last_mut() {
            // Before the first of a page it is the rest of the last page's last.
            super::paragraphs::join(&mut note.words, line);
        }
    }
}

/// How surely figures are a mark and not part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// Close to the word or comma before.
    Close,
    /// After a mark of punctuation and a space, where figures hardly begin anything.
    Apart,
    /// Between a name or year and a small letter, where a figure says nothing.
    Hardly,
    /// Between a long word and a small letter. "Paragraphs 14 and 15" stands so too: it counts where no
    /// other such place is, and the word has no figure behind it elsewhere.
    Guessed,
}

fn call(page: &mut [Line], notes: &[PrintedNote], first: usize) {
    let mut from = (0, 0);
    for (at, note) in notes.iter().enumerate() {
        let Some((line, start, end)) = find(page, &note.mark, from) else {
            continue;
        };
        let sign = u32::try_from(first + at)
            .ok()
            .and_then(|n| char::from_u32(CALL + n));
        if let (Some(sign), Some(words)) = (sign, page.get_mut(line)) {
            words.replace_range(start..end, sign.encode_utf8(&mut [0; 4]));
            from = (line, start);
        }
    }
}

/// The likeliest place of a mark behind `from`: line, start and end in bytes.
fn find(page: &[Line], mark: &str, from: (usize, usize)) -> Option<(usize, usize, usize)> {
    let mut best: Option<(Sure, (usize, usize, usize))> = None;
    let mut guesses = 0;
    for (at, line) in page.iter().enumerate().skip(from.0) {
        for (start, _) in line.match_indices(mark) {
            if at == from.0 && start < from.1 {
                continue;
            }
            let Some(sure) = sureness(line, start, start + mark.len()) else {
                continue;
            };
            guesses += usize::from(sure == Sure::Guessed);
            if best.as_ref().is_none_or(|(other, _)| sure < *other) {
                best = Some((sure, (at, start, start + mark.len())));
            }
        }
    }
    best.filter(|(sure, place)| *sure < Sure::Guessed || (guesses == 1 && !counts(page, *place)))
        .map(|(_, place)| place)
}

/// Whether the word before a place has a figure behind it elsewhere on the page.
fn counts(page: &[Line], (line, start, _): (usize, usize, usize)) -> bool {
    let before = page
        .get(line)
        .and_then(|line| line.get(..start))
        .unwrap_or_default();
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let pairs = page.iter().flat_map(|line| {
        let words = line.split_whitespace();
        words.clone().zip(words.skip(1))
    });
    let counted =
        pairs.filter(|(first, second)| *first == word && second.starts_with(|c: char| c.is_ascii_digit()));
    counted.count() > 1
}

fn sureness(line: &str, start: usize, end: usize) -> Option<Sure> {
    let (before, after) = (line.get(..start)?, line.get(end..)?);
    let next = after.chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | ',' | '%')) {
        return None;
    }
    let last = before.chars().next_back()?;
    let word = before.trim_end();
    if word.len() == before.len() {
        let closes =
            last.is_alphabetic() || matches!(last, ',' | ';' | '.' | ':' | ')' | '”' | '’' | '"' | ']');
        return (closes || ends_with_year(before)).then_some(Sure::Close);
    }
    if word.ends_with([',', ';', '”', ')', '.', ':']) {
        return Some(Sure::Apart);
    }
    let name = word.rsplit(char::is_whitespace).next()?;
    let is_word = name.chars().all(char::is_alphabetic);
    let named = is_word && name.starts_with(char::is_uppercase);
    let long = is_word && name.chars().count() >= LONG;
    let goes_on = after
        .trim_start()
        .chars()
        .next()
        .is_none_or(|c| c.is_lowercase() || c == '(');
    match (goes_on, named || ends_with_year(word), long) {
        (true, true, _) => Some(Sure::Hardly),
        (true, false, true) => Some(Sure::Guessed),
        _ => None,
    }
}

/// "2024–2034" before the mark: four figures that are a year.
fn ends_with_year(before: &str) -> bool {
    let figures = before.chars().rev().take_while(char::is_ascii_digit).count();
    let year = before.get(before.len() - figures..).unwrap_or_default();
    figures == 4 && (year.starts_with("19") || year.starts_with("20"))
}
