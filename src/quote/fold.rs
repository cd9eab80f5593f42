//! Texts without what is to be overlooked, which remember where each of their letters stood.

use super::Difference;
use std::ops::Range;

/// How signs that are neither letters nor digits are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Punctuation {
    /// As they are.
    AsPrinted,
    /// Kinds of quotation marks and hyphens are one.
    OneKind,
    /// Left out; between digits they stay, since they make the number.
    LeftOut,
}

/// What is overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Folding {
    pub spacing: bool,
    pub case: bool,
    pub punctuation: Punctuation,
}

impl Folding {
    /// What it overlooks, in the words of those who ask.
    pub(super) fn differences(self) -> Vec<Difference> {
        let punctuation = self.punctuation != Punctuation::AsPrinted;
        [
            (self.spacing, Difference::Spacing),
            (self.case, Difference::Case),
            (punctuation, Difference::Punctuation),
        ]
        .into_iter()
        .filter_map(|(overlooked, difference)| overlooked.then_some(difference))
        .collect()
    }
}

/// The one kind of a quotation mark or hyphen.
pub(super) const fn mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2014}' => '-',
        c => c,
    }
}

/// Quotation marks of all six languages; guillemets and brackets of Chinese stand for the same.
const fn any_mark(c: char) -> char {
    match c {
        '\u{ab}' | '\u{bb}' | '\u{201e}' | '\u{300a}' | '\u{300b}' | '\u{300c}' | '\u{300d}' => '"',
        '\u{2212}' => '-',
        '\u{2039}' | '\u{203a}' | '\u{201a}' => '\'',
        c => mark(c),
    }
}

/// Signs that nobody sees: soft hyphen, zero-width spaces and joiners, direction marks.
const fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether words of its script are written without spaces.
pub(super) const fn ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the script is Arabic, which joins "and", "in" and "the" to its words.
const fn arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// A folded text.
pub(super) struct Folded<'a> {
    pub text: String,
    original: &'a str,
    /// For each byte of `text`, the piece of the original that its letter comes from.
    from: Vec<Range<usize>>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str, folding: Folding) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            original,
            from: Vec::with_capacity(original.len()),
        };
        let mut before = None;
        let mut letters = original.char_indices().peekable();
        while let Some((start, c)) = letters.next() {
            let piece = start..start + c.len_utf8();
            let after = letters.peek().map(|(_, c)| *c);
            folded.put(c, (before, after), piece, folding);
            before = Some(c);
        }
        folded.trim();
        folded
    }

    fn put(
        &mut self,
        c: char,
        (before, after): (Option<char>, Option<char>),
        piece: Range<usize>,
        folding: Folding,
    ) {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if folding.spacing && unseen(c) {
            return;
        }
        let c = match folding.punctuation {
            Punctuation::AsPrinted => c,
            Punctuation::OneKind => any_mark(c),
            Punctuation::LeftOut => match any_mark(c) {
                c if c.is_alphanumeric() || c.is_whitespace() => c,
                c if digit(before) && digit(after) => c,
                _ => ' ',
            },
        };
        // Where signs become spaces, so that runs of spaces say nothing.
        let runs = folding.spacing || folding.punctuation == Punctuation::LeftOut;
        if runs && c.is_whitespace() {
            let joined = before.is_some_and(ideograph) || after.is_some_and(ideograph);
            if !joined && !self.text.ends_with(' ') {
                self.push(' ', piece);
            }
        } else if folding.case {
            c.to_lowercase().for_each(|c| self.push(c, piece.clone()));
        } else {
            self.push(c, piece);
        }
    }

    fn push(&mut self, c: char, piece: Range<usize>) {
        self.text.push(c);
        self.from.resize(self.text.len(), piece);
    }

    /// Takes spaces off both ends.
    fn trim(&mut self) {
        let kept = self.text.trim();
        let start = self.text.len() - self.text.trim_start().len();
        let range = start..start + kept.len();
        self.text = kept.to_owned();
        self.from = self.from.get(range).unwrap_or_default().to_vec();
    }

    /// The places of `words`, folded in the same way, in the original.
    pub(super) fn places(&self, words: &str) -> Vec<Range<usize>> {
        if !words.chars().any(char::is_alphanumeric) {
            return Vec::new();
        }
        self.text
            .match_indices(words)
            .filter(|(at, _)| self.whole(*at, at + words.len()))
            .filter_map(|(at, _)| {
                let first = self.from.get(at)?.start;
                let last = self.from.get(at + words.len() - 1)?.end;
                Some(first..last)
            })
            .filter(|place| self.original.get(place.clone()).is_some())
            .collect()
    }

    /// Whether a piece of the folded text begins and ends where words do: "able" does not stand in "unable".
    fn whole(&self, start: usize, end: usize) -> bool {
        let inside = |a: Option<char>, b: Option<char>| {
            let (Some(a), Some(b)) = (a, b) else { return false };
            a.is_alphanumeric() && b.is_alphanumeric() && !ideograph(a) && !ideograph(b)
        };
        let (head, tail) = (self.text.get(..start), self.text.get(end..));
        let piece = self.text.get(start..end).unwrap_or_default();
        let first = piece.chars().next();
        let before = head.and_then(|head| head.chars().next_back());
        let after = tail.and_then(|tail| tail.chars().next());
        (!inside(before, first) || first.is_some_and(arabic)) && !inside(piece.chars().next_back(), after)
    }
}
