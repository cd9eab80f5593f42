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

/// Letters, digits and what joins them inside a word are one word; every other visible character is one.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        // A point or hyphen belongs to a word where letters stand on both sides: "E/RES", "a.m".
        let joins = matches!(c, '-' | '’' | '\'' | '/' | '.')
            && start.is_some()
            && next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
            continue;
        }
        push(text, start.take(), at, &mut words);
        if !c.is_whitespace() && !c.is_control() {
            push(text, Some(at), at + c.len_utf8(), &mut words);
        }
    }
    push(text, start, text.len(), &mut words);
    words
}

/// Most words are in small ASCII letters already.
fn lower(printed: &str) -> Cow<'_, str> {
    let is_lower = printed
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower {
        Cow::Borrowed(printed)
    } else {
        Cow::Owned(printed.to_lowercase())
    }
}

fn push<'t>(text: &'t str, start: Option<usize>, end: usize, words: &mut Vec<Word<'t>>) {
    if let Some(printed) = start.and_then(|start| text.get(start..end)) {
        words.push(Word {
            printed,
            lower: lower(printed),
            start: start.unwrap_or_default(),
        });
    }
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
