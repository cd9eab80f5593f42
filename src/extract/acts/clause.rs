//! Where a clause of the authors begins, and with which verb.
//!
//! Examples: "Recognizes that kites fly, and in this regard urges States to build them" has two clauses;
//! "We call, in particular, on States" one, with the verb "call on". Counter-example: "Notes that the
//! Council requests kites" has one, for "requests" stands inside what is noted.

use super::super::force::Force;
use super::super::lexicon::{LEXICON, Verb};
use super::super::names::{article_end, known};
use super::super::words::{Word, phrase_at};

/// Whose words they are: "The Assembly decides", or "We decide".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The organ speaks of itself in the third person.
    Organ,
    /// The authors say "we".
    We,
    /// The authors leave "we" out: "Request the Secretary-General to …" in a list.
    Bare,
}

/// In which voice a paragraph speaks.
pub(super) fn voice(words: &[Word<'_>]) -> Voice {
    let first = (0..words.len().min(8))
        .find(|at| clause_start(words, *at) == Some(0) && listed(words, *at, false).is_some());
    if first.is_some() {
        return Voice::Organ;
    }
    if (0..words.len()).any(|at| is_author(words, at)) {
        return Voice::We;
    }
    let bare = words
        .first()
        .is_some_and(|word| word.printed.starts_with(char::is_uppercase))
        && (0..words.len().min(8))
            .any(|at| clause_start(words, at) == Some(0) && listed(words, at, true).is_some());
    if bare { Voice::Bare } else { Voice::Organ }
}

/// Whether "we" stands at `at` as the subject of a main clause, not in "The kites we want".
pub(super) fn is_author(words: &[Word<'_>], at: usize) -> bool {
    if !words.get(at).is_some_and(|word| word.is("we")) {
        return false;
    }
    let before = clause_start(words, at).unwrap_or(at);
    let Some(previous) = before.checked_sub(1).and_then(|before| words.get(before)) else {
        return true;
    };
    previous.ends_sentence()
        || previous.is(",")
        || previous.is(":")
        || previous.is("and")
        || previous.is("but")
}

/// The form of a verb of the list at `at`, with the index behind it: `base` as after "we".
pub(super) fn listed(words: &[Word<'_>], at: usize, base: bool) -> Option<(&'static Verb, usize)> {
    let first = words.get(at)?;
    LEXICON.verbs_from(&first.lower, base).find_map(|verb| {
        let form = if base { &verb.base } else { &verb.third };
        form_at(words, at, form).map(|end| (verb, end))
    })
}

/// Behind a verb of one or more words, also where something is put between them: "call, in particular, on",
/// "calls once again upon".
fn form_at(words: &[Word<'_>], at: usize, form: &str) -> Option<usize> {
    const LONGEST_INSERTION: usize = 8;
    let length = phrase_at(words, at, form);
    if length > 0 {
        return Some(at + length);
    }
    let (first, rest) = form.split_once(' ')?;
    if !words.get(at)?.is(first) || form.starts_with("express") {
        return None;
    }
    let behind = if words.get(at + 1)?.is(",") {
        let close = words
            .iter()
            .skip(at + 2)
            .take(LONGEST_INSERTION)
            .position(|word| word.is(","))?;
        at + 2 + close + 1
    } else {
        at + 1 + LEXICON.connectors.at(words, at + 1)?
    };
    let length = phrase_at(words, behind, rest);
    (length > 0).then_some(behind + length)
}

/// The place before the connectors that stand before `at` ("and in this regard |urges").
pub(super) fn clause_start(words: &[Word<'_>], at: usize) -> Option<usize> {
    let mut start = at;
    loop {
        let before = words.get(..start)?;
        let comma = before.last().is_some_and(|word| word.is(","));
        let bare = before.get(..before.len().saturating_sub(usize::from(comma)))?;
        let length = LEXICON.connectors_before.before(words, bare.len());
        let connector = length.map(|length| bare.len() - length);
        match connector {
            Some(from) => start = from,
            None => return Some(start),
        }
    }
}

/// Whether a clause of the organ begins before a listed verb in the third person.
pub(super) fn begins(words: &[Word<'_>], start: usize, at: usize, verb: &Verb) -> bool {
    let Some(previous) = start.checked_sub(1).and_then(|before| words.get(before)) else {
        return true;
    };
    if previous.ends_sentence() {
        return true;
    }
    match &*previous.lower {
        "and" if verb.noun => comma_before(words, start) || start < at,
        "and" | "but" => true,
        "," => !verb.noun && !is_relative(words, start),
        _ => false,
    }
}

/// Whether a clause of "we" goes on at a listed verb without "we" said again: "and urge all States".
///
/// Infinitives look alike ("to build kites and support wind"), so what follows must tell.
pub(super) fn goes_on(words: &[Word<'_>], start: usize, at: usize, end: usize, verb: &Verb) -> bool {
    let Some(previous) = start.checked_sub(1).and_then(|before| words.get(before)) else {
        return false;
    };
    let asks_somebody = verb.force.asks() && {
        let pronoun = words
            .get(end)
            .is_some_and(|word| ["them", "it", "all", "him", "her"].contains(&&*word.lower));
        let preposition = verb.base.contains(' ');
        preposition || pronoun || known(words, end).is_some() || short_name(words, end)
    };
    match &*previous.lower {
        "and" if verb.force == Force::Recognition || verb.force == Force::Reaffirmation => {
            comma_before(words, start) || start < at || says_that(words, end)
        }
        "and" => {
            asks_somebody
                || says_that(words, end)
                || ((comma_before(words, start) || start < at) && verb.force != Force::Encouragement)
        }
        "," => asks_somebody,
        _ => false,
    }
}

/// "the |Forum": somebody named before, by a short name in capitals.
fn short_name(words: &[Word<'_>], at: usize) -> bool {
    words.get(article_end(words, at)).is_some_and(|word| {
        word.printed.starts_with(char::is_uppercase) && LEXICON.short_names.contains(&*word.lower)
    })
}

fn says_that(words: &[Word<'_>], end: usize) -> bool {
    words.get(end).is_some_and(|word| word.is("that"))
}

fn comma_before(words: &[Word<'_>], start: usize) -> bool {
    start
        .checked_sub(2)
        .and_then(|before| words.get(before))
        .is_some_and(|word| word.is(","))
}

/// Whether a comma closes an insertion in "which …, recognizes" or "that the Council, …, requests".
fn is_relative(words: &[Word<'_>], start: usize) -> bool {
    let sentence = words
        .get(..start.saturating_sub(1))
        .unwrap_or_default()
        .rsplit(Word::ends_sentence)
        .next()
        .unwrap_or_default();
    let last_comma = sentence.iter().rposition(|word| word.is(","));
    let clause = sentence
        .get(last_comma.map_or(0, |at| at + 1)..)
        .unwrap_or_default();
    let opening = clause.iter().find(|word| !word.is_mark());
    opening.is_some_and(|word| ["in", "by", "at", "through", "as", "which"].contains(&&*word.lower))
        && sentence.iter().any(|word| word.is("that") || word.is("which"))
}
