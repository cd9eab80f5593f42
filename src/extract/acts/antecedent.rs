//! What a pronoun or a short name stands for.
//!
//! Examples: "recognizes the Commission on Kites and requests it to fly" asks the Commission on Kites;
//! "the Forum" stands for the last body named that is a Forum. Counter-example: "the Union" with no Union
//! named before stands for nobody.

use super::super::lexicon::LEXICON;
use super::super::names::all;
use super::super::words::Word;

/// The words before a verb, and the names of earlier paragraphs.
pub(super) struct Antecedents<'a> {
    sentence: &'a [Word<'a>],
    paragraph: &'a [Word<'a>],
    earlier: &'a [String],
}

impl<'a> Antecedents<'a> {
    /// `before`: the words of the paragraph before the verb; `earlier`: the names of the paragraphs before
    /// it, in the order of the text.
    pub(super) fn new(before: &'a [Word<'a>], earlier: &'a [String]) -> Self {
        let sentence = before.rsplit(Word::ends_sentence).next().unwrap_or_default();
        Self {
            sentence,
            paragraph: before,
            earlier,
        }
    }

    /// Whom "it" means: the first name of the sentence so far.
    pub(super) fn one(&self) -> Vec<String> {
        all(self.sentence)
            .first()
            .map_or_else(Vec::new, |names| names.to_vec())
    }

    /// Whom "them" means: the names of the sentence so far, or else those of the sentence before.
    pub(super) fn several(&self) -> Vec<String> {
        let here = all(self.sentence);
        let named = if here.is_empty() {
            let end = self.paragraph.len().saturating_sub(self.sentence.len() + 1);
            let rest = self.paragraph.get(..end).unwrap_or_default();
            all(rest.rsplit(Word::ends_sentence).next().unwrap_or_default())
        } else {
            here
        };
        let mut names: Vec<String> = Vec::new();
        for name in named.into_iter().flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The full name for a short one ("Forum") at `at`, with the short one's length in words.
    pub(super) fn short_name(&self, words: &[Word<'_>], at: usize) -> Option<(usize, Vec<String>)> {
        let word = words.get(at)?;
        if !LEXICON.short_names.contains(&*word.lower) || !word.printed.starts_with(char::is_uppercase) {
            return None;
        }
        // "Commission on Kites" is a name of its own.
        let further = words.get(at + 1).is_some_and(|next| {
            ["on", "for", "of"].contains(&&*next.lower) || next.printed.starts_with(char::is_uppercase)
        });
        if further {
            return None;
        }
        let means = |name: &String| {
            let lower = name.to_lowercase();
            let mut parts = lower.split(' ');
            parts.any(|part| part == word.lower) && name.contains(' ')
        };
        let here = all(self.paragraph);
        let names = here.into_iter().rev().flatten().find(|name| means(name)).cloned();
        let name = names.or_else(|| self.earlier.iter().rev().find(|name| means(name)).cloned())?;
        Some((1, vec![name]))
    }
}
