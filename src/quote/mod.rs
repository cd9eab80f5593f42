//! Whether words stand in a text: as they are, or with differences that do not change what they say.
//!
//! Evidence in `data/` is looked up with [`plain`]; who quotes to others is answered by [`find`], which
//! tells each difference, and by [`nearest`], which shows what the text says instead.

mod fold;
mod nearest;

use self::fold::{Folded, Folding, Punctuation};
pub(crate) use self::nearest::nearest;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// Words without what differs between keyboards: case, kinds of quotation marks
/// and hyphens, runs of spaces.
pub(crate) fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase).map(fold::mark) {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.trim().to_owned()
}

/// A text in the form in which texts are compared and their places counted (NFC).
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// In what words may differ from a text without saying something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Runs of spaces, line ends, signs that are not seen.
    Spacing,
    /// Capital and small letters.
    Case,
    /// Kinds of quotation marks and hyphens, or signs left out or put in.
    Punctuation,
}

/// Where words stand in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The first place, in bytes of the text.
    pub at: Range<usize>,
    /// How often they stand there.
    pub times: usize,
    /// In what they differ from the text: nothing, when they are exact.
    pub differences: Vec<Difference>,
}

/// What may be overlooked, the least first.
const ORDER: [Folding; 12] = {
    const fn folding(spacing: bool, case: bool, punctuation: Punctuation) -> Folding {
        Folding {
            spacing,
            case,
            punctuation,
        }
    }
    use Punctuation::{AsPrinted, LeftOut, OneKind};
    [
        folding(false, false, AsPrinted),
        folding(true, false, AsPrinted),
        folding(false, true, AsPrinted),
        folding(false, false, OneKind),
        folding(true, true, AsPrinted),
        folding(true, false, OneKind),
        folding(false, true, OneKind),
        folding(true, true, OneKind),
        folding(false, false, LeftOut),
        folding(false, true, LeftOut),
        folding(true, false, LeftOut),
        folding(true, true, LeftOut),
    ]
};

/// Whether `words` stand in `text`, as whole words, with the fewest differences. Both are [`composed`].
pub(crate) fn find(words: &str, text: &str) -> Option<Found> {
    ORDER.into_iter().find_map(|folding| {
        let (words, folded) = (Folded::new(words, folding), Folded::new(text, folding));
        let places = folded.places(&words.text);
        let first = places.first()?.clone();
        Some(Found {
            times: places.len(),
            differences: folding.differences(),
            at: first,
        })
    })
}

#[cfg(test)]
mod tests;
