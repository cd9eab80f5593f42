//! Tasks that are said again: "reaffirms its commitment to build", "recognizes that States must build".
//!
//! Example: "Reaffirms its commitment to bridging rivers" binds the organ. Counter-examples: "Reaffirms its
//! commitment to the Charter" (a text), "Stresses the importance of kites" (nobody is to do anything).

use super::super::lexicon::LEXICON;
use super::super::words::{Word, phrase_at};
use super::addressees::subject;
use super::antecedent::Antecedents;
use super::commitment;

/// Who is bound by what is reaffirmed or recognized; `authors` are those who speak.
pub(super) fn bound(
    object: &[Word<'_>],
    authors: &str,
    before: &Antecedents<'_>,
    reaffirmed: bool,
) -> Vec<String> {
    if commitment::inside(object) || (reaffirmed && binds(object)) {
        return vec![authors.to_owned()];
    }
    let Some(names) = named_doer(object, before).or_else(|| task_of(object, before)) else {
        return if reaffirmed {
            passive(object, before)
        } else {
            Vec::new()
        };
    };
    names
}

/// "that States must build": the subject of the clause, where a modal follows.
fn named_doer(object: &[Word<'_>], before: &Antecedents<'_>) -> Option<Vec<String>> {
    if !object.first()?.is("that") {
        return None;
    }
    let rest = object.get(1..)?;
    let (names, end) = subject(rest, before)?;
    LEXICON.binding.at(rest, end).map(|_| names)
}

/// "the responsibility of States to build", "their mandates to serve".
fn task_of(object: &[Word<'_>], before: &Antecedents<'_>) -> Option<Vec<String>> {
    const NEAR: usize = 5;
    let at = object
        .iter()
        .take(NEAR)
        .position(|word| LEXICON.tasks.contains(&*word.lower))?;
    if object
        .iter()
        .take(at)
        .any(|word| word.is("that") || word.is("of"))
    {
        return None;
    }
    if object.get(at + 1)?.is("of") {
        let rest = object.get(at + 2..)?;
        let (names, end) = subject(rest, before)?;
        return deed(rest, end).then_some(names);
    }
    let their = object.get(at.checked_sub(1)?)?.is("their");
    (their && deed(object, at + 1)).then(|| before.several())
}

fn deed(words: &[Word<'_>], at: usize) -> bool {
    super::addressees::infinitive_at(words, at)
}

/// "… are to be pursued by the Secretary-General".
fn passive(object: &[Word<'_>], before: &Antecedents<'_>) -> Vec<String> {
    let by = (0..object.len())
        .find(|at| phrase_at(object, *at, "to be") > 0)
        .and_then(|at| {
            let rest = object.get(at + 2..)?;
            let by = rest.iter().take(3).position(|word| word.is("by"))?;
            rest.get(by + 1..)
        });
    by.and_then(|rest| subject(rest, before))
        .map(|(names, _)| names)
        .unwrap_or_default()
}

/// "its commitment to bridging", "the commitment of all to leave": an action, and not a text or principle.
fn binds(object: &[Word<'_>]) -> bool {
    const NEAR: usize = 4;
    const FAR: usize = 12;
    // "the need to resolve" is a verb.
    let infinitive = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| object.get(before))
            .is_some_and(|word| word.is("to"))
    };
    let near = object.iter().take(NEAR).enumerate();
    let Some(at) = near
        .filter(|(at, word)| LEXICON.vows.contains(&*word.lower) && !infinitive(*at))
        .map(|(at, _)| at)
        .next()
    else {
        return false;
    };
    let rest = object.get(at + 1..).unwrap_or_default();
    let Some(to) = rest.iter().take(FAR).position(|word| word.is("to")) else {
        return false;
    };
    let next = rest
        .iter()
        .skip(to + 1)
        .find(|word| !LEXICON.is_adverb(&word.lower));
    let again = rest
        .windows(3)
        .take(FAR * 3)
        .any(|words| matches!(words, [and, to, deed] if and.is("and") && to.is("to") && is_deed(deed)));
    again || next.is_some_and(is_deed)
}

/// "bridging", "build"
fn is_deed(word: &Word<'_>) -> bool {
    (word.lower.ends_with("ing") && word.lower.len() > 5) || LEXICON.deeds.contains(&*word.lower)
}
