//! A text as words with their places, fit for citations in six languages.

use super::super::names::{digit, is_han};
use super::lists::plain;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// A word, number or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In one spelling.
    pub plain: String,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

impl Word {
    /// Whether it is figures and nothing else.
    pub(super) fn is_figures(&self) -> bool {
        !self.plain.is_empty() && self.plain.bytes().all(|b| b.is_ascii_digit())
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.plain == word
    }
}

/// A text with plain spaces, hyphens and figures, without marks of direction; spans of words are bytes of it.
pub(super) fn clean(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{00AD}'
            | '\u{0640}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => clean.push('-'),
            '（' => clean.push('('),
            '）' => clean.push(')'),
            c if c.is_whitespace() || c.is_control() => clean.push(' '),
            c => clean.push(digit(c).unwrap_or(c)),
        }
    }
    chinese_numbers(&clean)
}

/// Words: letters and figures with what joins them in symbols; every Han character and every mark alone.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let inside = (c.is_alphanumeric() && !is_han(c)) || joins(text, start, at, c);
        if inside {
            start.get_or_insert(at);
            continue;
        }
        push(text, start.take(), at, &mut words);
        if !c.is_whitespace() {
            push(text, Some(at), at + c.len_utf8(), &mut words);
        }
    }
    push(text, start, text.len(), &mut words);
    words
}

fn push(text: &str, start: Option<usize>, end: usize, words: &mut Vec<Word>) {
    let Some(start) = start else { return };
    if let Some(printed) = text.get(start..end) {
        words.push(Word {
            plain: plain(printed),
            span: start..end,
        });
    }
}

/// Whether a mark belongs to a symbol: "A/RES/70/125", "A/67/65-E/2012/48", "A/80/L.41". "63-65" and "para.72" are
/// several words.
fn joins(text: &str, start: Option<usize>, at: usize, c: char) -> bool {
    let Some(before) = start.and_then(|start| text.get(start..at)) else {
        return false;
    };
    let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
    if !next.is_some_and(|next| next.is_alphanumeric() && !is_han(next)) {
        return false;
    }
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match c {
        '/' => true,
        '-' => {
            let between =
                || ends_with_figures(before) && starts_with_figures(text.get(at + 1..).unwrap_or_default());
            !(figures(before) || between())
        }
        '.' => before.contains('/') || figures(before) && next.is_some_and(|next| next.is_ascii_digit()),
        '_' => true,
        _ => false,
    }
}

fn ends_with_figures(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && !text.contains('/')
}

fn starts_with_figures(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Chinese numerals as figures where they count paragraphs: 第七十二段 is 第72段.
fn chinese_numbers(text: &str) -> String {
    if !text.contains('第') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut counting = false;
    while let Some(c) = rest.next() {
        match numeral(c) {
            Some(_) if counting => {
                let mut run = vec![c];
                while let Some(next) = rest.next_if(|next| numeral(*next).is_some()) {
                    run.push(next);
                }
                out.push_str(&value(&run).to_string());
            }
            _ => {
                counting = c == '第'
                    || counting && "至到和及、".contains(c)
                    || counting && (c.is_ascii_digit() || c == '段');
                out.push(c);
            }
        }
    }
    out
}

fn numeral(c: char) -> Option<u32> {
    let place = "零一二三四五六七八九十百〇"
        .chars()
        .position(|known| known == c)?;
    Some(match place {
        10 => 10,
        11 => 100,
        12 => 0,
        place => u32::try_from(place).ok()?,
    })
}

/// 七十二 is 72, 一百零五 is 105.
fn value(run: &[char]) -> u32 {
    let (mut sum, mut ones) = (0u32, 0u32);
    for c in run.iter().take(8) {
        match numeral(*c) {
            Some(unit @ (10 | 100)) => {
                sum = sum.saturating_add(ones.max(1) * unit);
                ones = 0;
            }
            Some(digit) => ones = digit,
            None => {}
        }
    }
    sum.saturating_add(ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: symbols that fall apart and numbers that stick together.
    #[test]
    fn symbols_hold_together_and_ranges_do_not() {
        let plain =
            |text: &str| -> Vec<String> { words(&clean(text)).into_iter().map(|word| word.plain).collect() };
        assert_eq!(
            plain("A/RES/70/125, paras.63–65"),
            ["a/res/70/125", ",", "paras", ".", "63", "-", "65"]
        );
        assert_eq!(plain("A/67/65‑E/2012/48"), ["a/67/65-e/2012/48"]);
        assert_eq!(plain("res.2006/46"), ["res", ".", "2006/46"]);
        assert_eq!(plain("72(a)"), ["72", "(", "a", ")"]);
        assert_eq!(plain("第七十二段"), ["第", "72", "段"]);
        assert_eq!(plain("第六十三至六十五段"), ["第", "63", "至", "65", "段"]);
        assert_eq!(plain("الفقرة ٧٢"), ["الفقره", "72"]);
        assert_eq!(plain("a_res_70_125"), ["a_res_70_125"]);
    }
}
