//! What binds the authors: "We will", "We are committed to", "Our cooperation will".
//!
//! Examples: "We will fly kites" and "Our cooperation will fly kites" bind the authors; "We commit, by 2030,
//! to fly kites" too. Counter-example: "We recognize that we must fly kites" is a recognition.

use super::super::lexicon::LEXICON;
use super::super::words::{Word, phrase_at};
use super::clause::is_author;

/// Behind the words of a commitment that begins at `at`, behind "we".
pub(super) fn at(words: &[Word<'_>], at: usize) -> Option<usize> {
    const LONGEST_INSERTION: usize = 6;
    // Adverbs may stand before ("We therefore commit to") or inside ("are fully committed to").
    LEXICON.commitments.iter().find_map(|phrase| {
        let mut parts = phrase.split(' ');
        let first = parts.next()?;
        if !words.get(at)?.is(first) {
            return None;
        }
        let mut end = at + 1;
        for part in parts {
            while words
                .get(end)
                .is_some_and(|word| LEXICON.adverbs.contains(&*word.lower))
            {
                end += 1;
            }
            // "commit, by 2030, to"
            if part == "to" && !words.get(end)?.is("to") {
                let to = words
                    .iter()
                    .skip(end)
                    .take(LONGEST_INSERTION)
                    .position(|word| word.is("to"))?;
                let marked = words
                    .iter()
                    .skip(end)
                    .take(to)
                    .any(|word| word.is(",") || word.is("by"));
                end += marked.then_some(to)?;
            }
            if !words.get(end)?.is(part) {
                return None;
            }
            end += 1;
        }
        Some(end)
    })
}

/// "Our cooperation |will": the index of the modal where `at` is the "our" that opens a sentence.
pub(super) fn ours(words: &[Word<'_>], at: usize) -> Option<usize> {
    const LONGEST_SUBJECT: usize = 6;
    let opens = at
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .is_none_or(Word::ends_sentence);
    if !opens || !words.get(at)?.is("our") {
        return None;
    }
    let modal = words
        .iter()
        .skip(at + 1)
        .take(LONGEST_SUBJECT)
        .position(|word| word.is("will") || word.is("must"))?;
    let marks = words.iter().skip(at + 1).take(modal).any(Word::is_mark);
    (!marks).then_some(at + 1 + modal)
}

/// Whether "we must" or "we need to" stands in some words: what is recognized is then a task of the authors.
pub(super) fn inside(words: &[Word<'_>]) -> bool {
    (0..words.len()).any(|at| {
        words.get(at).is_some_and(|word| word.is("we"))
            && !is_author(words, at)
            && (phrase_at(words, at + 1, "must") > 0 || phrase_at(words, at + 1, "need to") > 0)
    })
}
