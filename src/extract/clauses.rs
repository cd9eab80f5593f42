//! Where acts begin: an operative verb at the beginning of a clause.
//!
//! Examples: "Recognizes that kites fly, and in this regard urges States to build them" has two acts;
//! "We call upon States to fly kites" has one. Counter-example: "Notes that the Council requests kites"
//! has one, for "requests" stands inside what is noted.

use super::lexicon::{Force, LEXICON, Tasks, Verb};
use super::words::{Word, phrase_at};
use super::{Act, addressees};

/// A verb found.
struct Found<'l> {
    /// The first word of the verb and the word behind it.
    at: usize,
    end: usize,
    kind: Kind<'l>,
}

enum Kind<'l> {
    /// A verb of the list.
    Listed(&'l Verb),
    /// "We will" and its like, with the verb that follows.
    Commitment,
    /// "X should": whom it recommends something to.
    Should(Vec<String>),
}

/// The acts of one paragraph, in the order of its words.
pub(super) fn acts(text: &str, words: &[Word<'_>]) -> Vec<Act> {
    let found = find(words);
    let mut acts = Vec::with_capacity(found.len());
    for (index, verb) in found.iter().enumerate() {
        let next = found.get(index + 1).map_or(words.len(), |next| next.at);
        if let Some(act) = act(text, words, verb, next) {
            acts.push(act);
        }
    }
    acts
}

fn find<'l>(words: &[Word<'_>]) -> Vec<Found<'l>> {
    let mut found: Vec<Found<'l>> = Vec::new();
    let we = says_we(words);
    let mut at = 0;
    while at < words.len() {
        match verb_at(words, at, we) {
            Some(verb) => {
                at = verb.end;
                found.push(verb);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the authors speak of themselves as "we", as in declarations.
fn says_we(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| word.is("we"))
}

fn verb_at<'l>(words: &[Word<'_>], at: usize, we: bool) -> Option<Found<'l>> {
    let start = clause_start(words, at)?;
    let after_we = start > 0 && words.get(start - 1).is_some_and(|word| word.is("we"));
    if after_we {
        let committed = LEXICON.commitments.iter().find_map(|phrase| {
            let length = phrase_at(words, at, phrase);
            (length > 0).then_some(length)
        });
        if let Some(length) = committed {
            return Some(Found {
                at,
                end: at + length,
                kind: Kind::Commitment,
            });
        }
    }
    for verb in &LEXICON.verbs {
        let form = if we { &verb.base } else { &verb.third };
        let length = phrase_at(words, at, form);
        if length > 0 && (after_we || begins(words, start, at, verb, we)) {
            return Some(Found {
                at,
                end: at + length,
                kind: Kind::Listed(verb),
            });
        }
    }
    should(words, start, at)
}

/// The place before the connectors that stand before `at` ("and in this regard |urges").
fn clause_start(words: &[Word<'_>], at: usize) -> Option<usize> {
    let mut start = at;
    loop {
        let before = words.get(..start)?;
        let comma = before.last().is_some_and(|word| word.is(","));
        let bare = before.get(..before.len().saturating_sub(usize::from(comma)))?;
        let connector = LEXICON.connectors.iter().find_map(|connector| {
            let length = connector.split(' ').count();
            let from = bare.len().checked_sub(length)?;
            (phrase_at(bare, from, connector) == length).then_some(from)
        });
        match connector {
            Some(from) => start = from,
            None => return Some(start),
        }
    }
}

/// Whether a clause of the authors begins before a listed verb.
fn begins(words: &[Word<'_>], start: usize, at: usize, verb: &Verb, we: bool) -> bool {
    let Some(previous) = start.checked_sub(1).and_then(|before| words.get(before)) else {
        return !we;
    };
    if previous.ends_sentence() {
        return !we || verb.force != Force::Recognition;
    }
    let connected = start < at;
    let comma_before_and = start
        .checked_sub(2)
        .and_then(|before| words.get(before))
        .is_some_and(|word| word.is(","));
    match previous.lower.as_str() {
        // Infinitives look like the form after "we"; nouns like the third person.
        "and" if we || verb.noun => comma_before_and || connected,
        "and" => true,
        "," => !we && !verb.noun && !is_relative(words, start),
        _ => false,
    }
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
    opening.is_some_and(|word| {
        matches!(
            word.lower.as_str(),
            "in" | "by" | "at" | "through" | "as" | "which"
        )
    }) && sentence.iter().any(|word| word.is("that") || word.is("which"))
}

/// "X should" at the beginning of a sentence, where X is somebody.
fn should<'l>(words: &[Word<'_>], _: usize, at: usize) -> Option<Found<'l>> {
    const LONGEST: usize = 40;
    if !words.get(at)?.is("should") {
        return None;
    }
    let before = words.get(..at)?;
    let subject = before.rsplit(Word::ends_sentence).next()?;
    if subject.is_empty() || subject.len() > LONGEST {
        return None;
    }
    let names = addressees::list(subject);
    (!names.is_empty()).then_some(Found {
        at,
        end: at + 1,
        kind: Kind::Should(names),
    })
}

fn act(text: &str, words: &[Word<'_>], found: &Found<'_>, next: usize) -> Option<Act> {
    let first = words.get(found.at)?;
    let last = words.get(found.end - 1)?;
    let object = words.get(found.end..next).unwrap_or_default();
    let end = words.get(next.checked_sub(1)?).map_or(text.len(), Word::end);
    let (force, mandate, addressees, rule) = match &found.kind {
        Kind::Listed(verb) => listed(verb, object),
        Kind::Commitment => (
            Force::Commitment,
            true,
            vec!["States".to_owned()],
            "we bind ourselves",
        ),
        Kind::Should(names) => (Force::Recommendation, true, names.clone(), "somebody should"),
    };
    let verb_span = first.start..last.end();
    let mut verb = text.get(verb_span.clone())?.to_lowercase();
    if matches!(found.kind, Kind::Should(_)) || verb == "will" || verb == "must" {
        let main = object
            .iter()
            .find(|word| !word.is_mark())
            .map(|word| word.lower.as_str());
        verb = main.map_or(verb.clone(), |main| format!("{verb} {main}"));
    }
    Some(Act {
        verb,
        force,
        mandate,
        addressees,
        span: first.start..end,
        verb_span,
        rule,
    })
}

fn listed(verb: &Verb, object: &[Word<'_>]) -> (Force, bool, Vec<String>, &'static str) {
    const RULE: &str = "operative verb";
    match verb.tasks {
        Tasks::Never => (verb.force, false, Vec::new(), RULE),
        Tasks::Restated => {
            let names = restated(object);
            (verb.force, !names.is_empty(), names, "task restated")
        }
        Tasks::Always if verb.impersonal || verb.force == Force::Decision => {
            (verb.force, true, Vec::new(), RULE)
        }
        Tasks::Always => (verb.force, true, addressees::find(object), RULE),
    }
}

/// Who is bound by "reaffirms its commitment to bridging …" or "… are to be pursued by the Secretary-General".
fn restated(object: &[Word<'_>]) -> Vec<String> {
    let commitment = ["its commitment to", "our commitment to", "their commitment to"]
        .iter()
        .map(|phrase| phrase_at(object, 0, phrase))
        .max()
        .unwrap_or(0);
    let action = object
        .get(commitment)
        .is_some_and(|word| word.lower.ends_with("ing"));
    if commitment > 0 && action {
        let ours = object.first().is_some_and(|word| word.is("our"));
        let bound = if ours { "States" } else { "General Assembly" };
        return vec![bound.to_owned()];
    }
    let passive = (0..object.len()).find(|at| phrase_at(object, *at, "to be") > 0);
    let by = passive.and_then(|at| {
        let rest = object.get(at + 2..)?;
        let by = rest.iter().take(3).position(|word| word.is("by"))?;
        rest.get(by + 1..)
    });
    by.map(addressees::first).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let acts = acts(text, &words(text));
        let shown = acts.iter().map(|act| {
            let mark = if act.mandate { "!" } else { "" };
            assert!(
                text.get(act.span.clone()).is_some(),
                "the span lies inside the text"
            );
            format!("{}{mark} {}", act.verb, act.addressees.join("|"))
                .trim_end()
                .to_owned()
        });
        shown.collect()
    }

    #[test]
    fn acts_begin_where_clauses_begin() {
        for (text, acts) in [
            (
                "Recognizes that kites fly, and in this regard urges States to build them;",
                &["recognizes", "urges! States"][..],
            ),
            ("Notes that the Council requests kites;", &["notes"]),
            (
                "Also requests the Secretary-General to report;",
                &["requests! Secretary-General"],
            ),
            ("Calls for increased support to States;", &["calls for!"]),
            ("Welcomes the calls for kites and notes of thanks;", &["welcomes"]),
            (
                "Reaffirms its commitment to bridging rivers;",
                &["reaffirms! General Assembly"],
            ),
            ("Reaffirms its commitment to the Charter;", &["reaffirms"]),
            (
                "We also call upon all stakeholders to fly.",
                &["call upon! all stakeholders"],
            ),
            ("We will fly kites and recognize the wind.", &["will fly! States"]),
            ("Governments should fly kites.", &["should fly! Governments"]),
            ("The wind should blow.", &[]),
            ("Endorses the report;", &["endorses"]),
        ] {
            assert_eq!(found(text), acts, "{text}");
        }
    }

    #[test]
    fn any_text_is_searched_without_harm() {
        let long = "requests States and ".repeat(20_000);
        assert!(!acts(&long, &words(&long)).is_empty());
        for text in [
            "",
            ",",
            "and",
            "to",
            "we",
            "We",
            "\u{200f}Requests \u{202b}",
            "requests:",
            "§§ – ’",
        ] {
            found(text);
        }
    }
}
