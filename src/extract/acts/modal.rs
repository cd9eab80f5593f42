//! Free-standing modal sentences: "Governments should build", "The report should include", "The review will draw on".
//!
//! Examples: "Governments should fly kites" recommends it to Governments; after a request for a road map, "The
//! road map should aim high" recommends it to whom the request went; "The review will draw on kites" settles
//! how the review works. "The Council is encouraged to fly kites", also as the head of a list ("The Council is
//! encouraged:"), asks the Council. Counter-examples: "The wind should blow" (nobody), "This will require wind" (a
//! consequence), "Governments are encouraged by the wind" (nothing is asked).

use super::super::force::Force;
use super::super::lexicon::LEXICON;
use super::super::words::Word;
use super::addressees::subject;
use super::antecedent::Antecedents;

/// What a modal sentence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Modal {
    /// Recommended to named doers.
    Should(Vec<String>),
    /// Recommended to whom the paper was asked of.
    Paper,
    /// A process is settled.
    Arrangement,
    /// Named doers are asked in the passive; the verb ends before the word at `end`.
    Asked {
        names: Vec<String>,
        force: Force,
        end: usize,
    },
}

/// The modal sentence whose modal stands at `at`.
pub(super) fn at(words: &[Word<'_>], at: usize, earlier: &[String]) -> Option<Modal> {
    const LONGEST: usize = 40;
    let modal = words.get(at)?;
    if modal.is("is") || modal.is("are") {
        return asked(words, at, earlier);
    }
    if !["should", "must", "will", "shall"].contains(&&*modal.lower) {
        return None;
    }
    let before = words.get(..at)?;
    let sentence = before.rsplit(Word::ends_sentence).next()?;
    if sentence.is_empty() || sentence.len() > LONGEST {
        return None;
    }
    let paragraph = before.get(..before.len() - sentence.len())?;
    let antecedents = Antecedents::new(paragraph, earlier);
    if modal.is("should") || modal.is("must") {
        if let Some((names, _)) = subject(sentence, &antecedents) {
            return is_main(sentence).then_some(Modal::Should(names));
        }
        return (modal.is("should") && head(sentence, &LEXICON.papers)).then_some(Modal::Paper);
    }
    let next = words.get(at + 1)?;
    let settles = !LEXICON.no_arrangements.contains(&*next.lower) && head(sentence, &LEXICON.processes);
    settles.then_some(Modal::Arrangement)
}

/// "Governments, one and all, are also encouraged to": those who are asked begin the sentence, and what is asked
/// follows.
fn asked(words: &[Word<'_>], at: usize, earlier: &[String]) -> Option<Modal> {
    let adverbs = words
        .iter()
        .skip(at + 1)
        .take_while(|word| LEXICON.is_adverb(&word.lower) || LEXICON.adverbs.contains(&*word.lower))
        .count();
    let verb = at + 1 + adverbs;
    let (length, force) = LEXICON.passive_at(words, verb)?;
    let end = verb + length;
    let led = words.get(end).is_some_and(|word| word.is("to") || word.is(":"));
    let before = words.get(..at)?;
    let sentence = before.rsplit(Word::ends_sentence).next()?;
    let paragraph = before.get(..before.len() - sentence.len())?;
    let (names, _) = subject(sentence, &Antecedents::new(paragraph, earlier))?;
    (led && is_main(sentence)).then_some(Modal::Asked { names, force, end })
}

/// Whether the words before a verb are no clause inside another.
fn is_main(sentence: &[Word<'_>]) -> bool {
    !sentence
        .iter()
        .any(|word| ["that", "which", "who", "how", "if"].contains(&&*word.lower))
}

/// Whether a sentence's subject is "The … NOUN", "This NOUN" with a noun of the list, and nothing else.
fn head(subject: &[Word<'_>], nouns: &rustc_hash::FxHashSet<String>) -> bool {
    const LONGEST: usize = 12;
    let opens = subject
        .first()
        .is_some_and(|word| ["the", "this", "these", "such", "its"].contains(&&*word.lower));
    let core = subject
        .iter()
        .take_while(|word| !["of", "on", "for", "in", "to"].contains(&&*word.lower) && !word.is_mark());
    opens
        && subject.len() <= LONGEST
        && core.last().is_some_and(|noun| nouns.contains(&*noun.lower))
        && !subject.iter().any(|word| word.is("that") || word.is("which"))
}
