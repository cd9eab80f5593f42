//! A text as the rules read it, with the way back to the bytes of the original.
//!
//! Marks of writing direction and soft hyphens are left out, hyphens of every kind become plain ones, and
//! spaces that must not break become plain spaces. "A/67/65‑E/2012/48" with hyphens that must not break is
//! then one word, and so is a symbol with a right-to-left mark inside. Numbers that older files leave where a
//! footnote was called ("the Plan of Action1") are left out too.

use std::ops::Range;

/// A text made plain.
#[derive(Debug)]
pub(super) struct Clean {
    /// The plain text.
    pub text: String,
    /// For every byte of the plain text the bytes of the original's character; `None` where both are the same.
    origin: Option<Vec<(usize, usize)>>,
}

impl Clean {
    pub(super) fn new(original: &str) -> Self {
        if !original.chars().any(changes) && !original.as_bytes().windows(2).any(may_call) {
            return Self {
                text: original.to_owned(),
                origin: None,
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len());
        let mut skip = 0;
        for (at, c) in original.char_indices() {
            if c.is_ascii_digit() && at >= skip {
                skip = at + called(&text, original.get(at..).unwrap_or_default());
            }
            let Some(plain) = plain(c).filter(|_| at >= skip) else {
                continue;
            };
            text.push(plain);
            origin.resize(text.len(), (at, at + c.len_utf8()));
        }
        Self {
            text,
            origin: Some(origin),
        }
    }

    /// The bytes of the original that a range of plain bytes stands for.
    pub(super) fn original(&self, plain: Range<usize>) -> Range<usize> {
        let Some(origin) = &self.origin else { return plain };
        let behind = plain
            .end
            .checked_sub(1)
            .and_then(|last| origin.get(last))
            .map_or(0, |(_, end)| *end);
        let start = origin.get(plain.start).map_or(behind, |(start, _)| *start);
        start..behind.max(start)
    }

    /// The plain byte that stands for a byte of the original or comes after it.
    pub(super) fn plain(&self, original: usize) -> usize {
        match &self.origin {
            None => original,
            Some(origin) => origin.partition_point(|(start, _)| *start < original),
        }
    }
}

/// Whether a number may stand where a footnote was called.
fn may_call(pair: &[u8]) -> bool {
    matches!(pair, [before, figure] if (before.is_ascii_lowercase() || *before == b'.') && figure.is_ascii_digit())
}

/// The bytes of the number at the head of `rest` if it only calls a footnote: one or two figures directly behind
/// a word of small letters or the point of its sentence, and nothing behind them.
fn called(before: &str, rest: &str) -> usize {
    const SHORTEST: usize = 4;
    const ABBREVIATIONS: [&str; 7] = ["para", "paras", "chap", "chaps", "sect", "sects", "Amend"];
    let word = before.strip_suffix('.').unwrap_or(before);
    let letters = word
        .bytes()
        .rev()
        .take(SHORTEST)
        .take_while(u8::is_ascii_lowercase)
        .count();
    if letters < SHORTEST {
        return 0;
    }
    let short = before.ends_with('.') && ABBREVIATIONS.iter().any(|short| word.ends_with(short));
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let next = rest.get(figures..).and_then(|rest| rest.chars().next());
    let ends = next.is_none_or(|next| next.is_whitespace() || ",;:)".contains(next))
        || rest.get(figures..) == Some(".");
    if !short && (1..=2).contains(&figures) && ends {
        figures
    } else {
        0
    }
}

/// Whether the character is written otherwise in the plain text.
fn changes(c: char) -> bool {
    plain(c) != Some(c)
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => None,
        '\u{2010}'..='\u{2013}' | '\u{2212}' => Some('-'),
        '\u{00A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a name hidden by the number of a footnote, and numbers that belong to words.
    #[test]
    fn numbers_of_footnotes_are_left_out() {
        for (original, expected) in [
            (
                "the Plan of Action1 and the Kite Declaration.2",
                "the Plan of Action and the Kite Declaration.",
            ),
            ("second phase;4", "second phase;4"),
            (
                "Rights of the Child.36 See para.36, Amend.1",
                "Rights of the Child. See para.36, Amend.1",
            ),
            (
                "Action12, kites2044 mp3 line C10",
                "Action, kites2044 mp3 line C10",
            ),
        ] {
            assert_eq!(Clean::new(original).text, expected);
        }
        let clean = Clean::new("Action1 line");
        assert_eq!((clean.original(0..6), clean.original(7..11)), (0..6, 8..12));
    }

    /// Catches: spans that point into the middle of a character or beside the words.
    #[test]
    fn places_lead_back_to_the_original() {
        let original = "see A/\u{200F}9/1\u{2011}E/2\u{2013}3, ok";
        let clean = Clean::new(original);
        assert_eq!(clean.text, "see A/9/1-E/2-3, ok");
        let symbol = clean.original(4..15);
        assert_eq!(&original[symbol], "A/\u{200F}9/1\u{2011}E/2\u{2013}3");
        let comma = original.find(',').unwrap();
        assert_eq!(clean.plain(comma), 15);
        assert_eq!(clean.original(0..clean.text.len()), 0..original.len());
    }
}
