//! A text as words with their places.

use std::borrow::Cow;

/// A word or mark of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// As printed.
    pub printed: &'t str,
    /// In lower case.
    pub lower: Cow<'t, str>,
    /// Where it begins, in bytes.
    pub start: usize,
}

impl Word<'_> {
    /// Behind its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.printed.len()
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether a sentence or a part of equal rank ends here.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(self.printed, "." | ";" | "?" | "!")
    }

    pub(super) fn is_mark(&self) -> bool {
        !self.printed.starts_with(char::is_alphanumeric)
    }
}

/// About how many bytes a word has, with the space behind it.
const BYTES_A_WORD: usize = 5;

/// Letters, digits and what joins them inside a word are one word; every other visible character is one.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / BYTES_A_WORD + 1);
    let mut start = None;
    // Most words are in small ASCII letters already and need no copy.
    let mut plain = true;
    for (at, c) in text.char_indices() {
        let ascii = c.is_ascii();
        if c.is_ascii_alphanumeric() || (!ascii && c.is_alphanumeric()) || joins(text, at, c, start) {
            start.get_or_insert(at);
            plain &= ascii && !c.is_ascii_uppercase();
            continue;
        }
        push(text, start.take(), at, plain, &mut words);
        plain = true;
        if !c.is_whitespace() && !c.is_control() {
            push(text, Some(at), at + c.len_utf8(), ascii, &mut words);
        }
    }
    push(text, start, text.len(), plain, &mut words);
    words
}

/// Whether a point or hyphen belongs to a word: letters stand on both sides, as in "E/RES" and "a.m".
fn joins(text: &str, at: usize, c: char, start: Option<usize>) -> bool {
    matches!(c, '-' | '’' | '\'' | '/' | '.')
        && start.is_some()
        && text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric)
}

fn push<'t>(text: &'t str, start: Option<usize>, end: usize, plain: bool, words: &mut Vec<Word<'t>>) {
    let Some(start) = start else { return };
    let Some(printed) = text.get(start..end) else {
        return;
    };
    words.push(Word {
        printed,
        lower: if plain {
            Cow::Borrowed(printed)
        } else {
            Cow::Owned(printed.to_lowercase())
        },
        start,
    });
}

/// How many words of `phrase` (parted by spaces, lower case) stand at `at`; 0 where it does not.
pub(super) fn phrase_at(words: &[Word<'_>], at: usize, phrase: &str) -> usize {
    let mut length = 0;
    for (offset, wanted) in phrase.split(' ').enumerate() {
        if words.get(at + offset).is_none_or(|word| !word.is(wanted)) {
            return 0;
        }
        length = offset + 1;
    }
    length
}
