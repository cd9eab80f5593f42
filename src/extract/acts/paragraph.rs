//! The acts of one paragraph, in the order of its words.

use super::super::force::Force;
use super::super::lexicon::{LEXICON, Tasks, Verb};
use super::super::names;
use super::super::words::Word;
use super::addressees::{self, Asked};
use super::antecedent::Antecedents;
use super::clause::{self, Voice, clause_start, is_author};
use super::modal::{self, Modal};
use super::{Act, commitment, restated};

/// What the acts of a paragraph need to know of the text around it.
pub(super) struct Surroundings<'a> {
    /// Who speaks in the third person.
    pub organ: &'a str,
    /// The names of the paragraphs before, in their order.
    pub earlier: &'a [String],
}

/// A verb found.
struct Found {
    /// The first word of the verb and the word behind it.
    at: usize,
    end: usize,
    kind: Kind,
}

enum Kind {
    /// A verb of the list.
    Listed(&'static Verb),
    /// "We will" and its like.
    Commitment,
    /// A free-standing modal sentence.
    Modal(Modal),
}

/// What an act comes to: its force, whether it is a mandate, whom it asks, the rule that found it.
struct Judged {
    force: Force,
    mandate: bool,
    asked: Asked,
    rule: &'static str,
}

pub(super) fn acts(text: &str, words: &[Word<'_>], around: &Surroundings<'_>) -> Vec<Act> {
    let voice = clause::voice(words);
    let found = find(words, voice, around);
    let mut acts: Vec<Act> = Vec::with_capacity(found.len());
    for (index, verb) in found.iter().enumerate() {
        let next = found.get(index + 1).map_or(words.len(), |next| next.at);
        let last_asked = acts.last().map(|act| act.addressees.clone());
        let Some(judged) = judge(words, verb, next, voice, around, last_asked) else {
            continue;
        };
        if let Some(act) = act(text, words, verb, next, judged) {
            acts.push(act);
        }
    }
    acts
}

fn find(words: &[Word<'_>], voice: Voice, around: &Surroundings<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match verb_at(words, at, voice, around) {
            Some(verb) => {
                at = verb.end;
                found.push(verb);
            }
            None => at += 1,
        }
    }
    found
}

fn verb_at(words: &[Word<'_>], at: usize, voice: Voice, around: &Surroundings<'_>) -> Option<Found> {
    if words.get(at)?.is_mark() {
        return None;
    }
    if let Some(modal) = commitment::ours(words, at) {
        return Some(Found {
            at: modal,
            end: modal + 1,
            kind: Kind::Commitment,
        });
    }
    let start = clause_start(words, at)?;
    let author = start > 0 && is_author(words, start - 1);
    let binding =
        author || (start == 0 && voice == Voice::Bare) || joined_commitment(words, start, at, voice);
    if binding
        && let Some(end) = commitment::at(words, at)
        && (author || !words.get(at)?.is("will"))
    {
        return Some(Found {
            at,
            end,
            kind: Kind::Commitment,
        });
    }
    let listed = clause::listed(words, at, voice != Voice::Organ).filter(|(verb, end)| match voice {
        Voice::Organ => clause::begins(words, start, at, verb),
        Voice::We => author || clause::goes_on(words, start, at, *end, verb),
        Voice::Bare => start == 0 || clause::goes_on(words, start, at, *end, verb),
    });
    if let Some((verb, end)) = listed {
        return Some(Found {
            at,
            end,
            kind: Kind::Listed(verb),
        });
    }
    let modal = modal::at(words, at, around.earlier)?;
    let end = match &modal {
        Modal::Asked { end, .. } => *end,
        _ => at + 1,
    };
    Some(Found {
        at,
        end,
        kind: Kind::Modal(modal),
    })
}

/// "… and commit to", where "we" is not said again.
fn joined_commitment(words: &[Word<'_>], start: usize, at: usize, voice: Voice) -> bool {
    let joined = start
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .is_some_and(|word| word.is("and"));
    let binding = words.get(at).is_some_and(|word| {
        ["commit", "pledge", "undertake", "resolve", "are", "remain"].contains(&&*word.lower)
    });
    joined && binding && voice == Voice::We
}

/// The name the authors give themselves ("As Governments, we will"), or what they are called.
fn authors(words: &[Word<'_>], at: usize, voice: Voice, around: &Surroundings<'_>) -> String {
    let before = words.get(..at).unwrap_or_default();
    let sentence = before.rsplit(Word::ends_sentence).next().unwrap_or_default();
    if sentence.first().is_some_and(|word| word.is("as"))
        && let Some((_, names)) = names::known(sentence, 1)
        && let Some(name) = names.first()
    {
        return name.clone();
    }
    match voice {
        Voice::Organ => around.organ.to_owned(),
        Voice::We | Voice::Bare => "States".to_owned(),
    }
}

fn judge(
    words: &[Word<'_>],
    found: &Found,
    next: usize,
    voice: Voice,
    around: &Surroundings<'_>,
    last_asked: Option<Vec<String>>,
) -> Option<Judged> {
    let object = words.get(found.end..next).unwrap_or_default();
    let only = |names: Vec<String>| Asked { names, deed: Some(0) };
    Some(match &found.kind {
        Kind::Listed(verb) => {
            let before = Antecedents::new(words.get(..found.at).unwrap_or_default(), around.earlier);
            let authors = authors(words, found.at, voice, around);
            listed(verb, object, &before, authors)
        }
        Kind::Commitment => Judged {
            force: Force::Commitment,
            mandate: true,
            asked: only(vec![authors(words, found.at, Voice::We, around)]),
            rule: "commitment",
        },
        Kind::Modal(Modal::Should(names)) => Judged {
            force: Force::Recommendation,
            mandate: true,
            asked: only(names.clone()),
            rule: "somebody-should",
        },
        Kind::Modal(Modal::Asked { names, force, .. }) => Judged {
            force: *force,
            mandate: true,
            asked: Asked {
                names: names.clone(),
                deed: object.first().filter(|word| word.is("to")).map(|_| 1),
            },
            rule: "asked-in-the-passive",
        },
        Kind::Modal(Modal::Paper) => Judged {
            force: Force::Recommendation,
            mandate: true,
            asked: only(last_asked.filter(|names| !names.is_empty())?),
            rule: "asked-paper-should",
        },
        Kind::Modal(Modal::Arrangement) => Judged {
            force: Force::Decision,
            mandate: true,
            asked: only(Vec::new()),
            rule: "arrangement",
        },
    })
}

fn listed(verb: &Verb, object: &[Word<'_>], before: &Antecedents<'_>, authors: String) -> Judged {
    let judged = |mandate, asked, rule| Judged {
        force: verb.force,
        mandate,
        asked,
        rule,
    };
    let settled = Asked {
        names: Vec::new(),
        deed: Some(0),
    };
    match verb.tasks {
        Tasks::Never => judged(false, Asked::default(), "operative-verb"),
        Tasks::Restated | Tasks::Recognized => {
            let names = restated::bound(object, &authors, before, verb.tasks == Tasks::Restated);
            let mandate = !names.is_empty();
            judged(mandate, Asked { names, deed: Some(0) }, "task-restated")
        }
        Tasks::Always if verb.force == Force::Decision => judged(true, settled, "operative-verb"),
        Tasks::Always if verb.force == Force::Commitment => judged(
            true,
            Asked {
                names: vec![authors],
                deed: Some(0),
            },
            "commitment",
        ),
        Tasks::Always => judged(true, addressees::find(verb, object, before), "operative-verb"),
    }
}

fn act(text: &str, words: &[Word<'_>], found: &Found, next: usize, judged: Judged) -> Option<Act> {
    let first = words.get(found.at)?;
    let last = words.get(found.end - 1)?;
    let object = words.get(found.end..next).unwrap_or_default();
    let end = end_of_act(words, found, next).map_or(text.len(), Word::end);
    let deed = judged
        .asked
        .deed
        .and_then(|deed| object.get(deed))
        .map(|word| word.start..end.max(word.start));
    Some(Act {
        verb: printed_verb(words, found)?,
        force: judged.force,
        mandate: judged.mandate,
        addressees: judged.asked.names,
        verb_span: first.start..last.end(),
        span: first.start..end,
        deed: deed.filter(|deed| !deed.is_empty()),
        rule: judged.rule,
    })
}

/// The last word of an act: before the next verb, without the "and" or "We" that leads to it.
fn end_of_act<'w, 't>(words: &'w [Word<'t>], found: &Found, next: usize) -> Option<&'w Word<'t>> {
    let mut end = clause_start(words, next)
        .filter(|start| *start > found.end)
        .unwrap_or(next);
    while end > found.end
        && words
            .get(end - 1)
            .is_some_and(|word| ["and", ",", "we", "but"].contains(&&*word.lower))
    {
        end -= 1;
    }
    words.get(end.checked_sub(1)?)
}

/// The verb as printed, in lower case, without what is put between its parts; modals with the verb they lead.
fn printed_verb(words: &[Word<'_>], found: &Found) -> Option<String> {
    let parts = words.get(found.at..found.end)?;
    let marks = |word: &&Word<'_>| word.is_mark();
    // "call, in particular, on", "commit by, 2030, to"
    let inserted = parts.iter().find(marks).is_some();
    let plain = matches!(found.kind, Kind::Commitment | Kind::Modal(Modal::Asked { .. }));
    let mut verb: Vec<&str> = match (parts, inserted) {
        ([first, .., last], true) => vec![&first.lower, &last.lower],
        _ => parts
            .iter()
            .filter(|word| !plain || word.is("not") || !LEXICON.adverbs.contains(&*word.lower))
            .map(|word| &*word.lower)
            .collect(),
    };
    let modal = verb
        .last()
        .is_some_and(|last| ["will", "must", "shall", "should"].contains(last));
    if modal {
        let main = words.iter().skip(found.end).find(|word| {
            !word.is_mark() && !LEXICON.is_adverb(&word.lower) && !word.is("also") && !word.is("therefore")
        });
        verb.extend(main.map(|main| &*main.lower));
    }
    Some(verb.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let around = Surroundings {
            organ: "General Assembly",
            earlier: &[],
        };
        let acts = acts(text, &words(text), &around);
        let shown = acts.iter().map(|act| {
            assert!(crate::extract::rules::describes(act.rule), "{}", act.rule);
            let mark = if act.mandate { "!" } else { "" };
            assert!(
                text.get(act.span.clone()).is_some(),
                "the span lies inside the text"
            );
            let names = act.addressees.join("|");
            format!("{}{mark} {names}", act.verb).trim_end().to_owned()
        });
        shown.collect()
    }

    /// A paragraph, and its acts: the verb, "!" for a mandate, those who are asked.
    const CASES: &[(&str, &[&str])] = &[
        (
            "Recognizes that kites fly, and in this regard urges States to build them;",
            &["recognizes", "urges! States"],
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
            "We reaffirm our commitment to maintain kites.",
            &["reaffirm! States"],
        ),
        (
            "We reiterate our commitments to the use of kites and to taking measures against storms.",
            &["reiterate! States"],
        ),
        (
            "We reaffirm our commitment to article 19 of the rules of kites.",
            &["reaffirm"],
        ),
        (
            "We also call upon all stakeholders to fly.",
            &["call upon! all stakeholders"],
        ),
        ("We will fly kites and recognize the wind.", &["will fly! States"]),
        (
            "We call, in particular, on all stakeholders to fly.",
            &["call on! all stakeholders"],
        ),
        ("We commit, by 2030, to fly kites.", &["commit to! States"]),
        (
            "We remain firmly committed to kites.",
            &["remain committed to! States"],
        ),
        ("As Governments, we will fly kites.", &["will fly! Governments"]),
        (
            "Our cooperation will carry kites. Our cooperation is good.",
            &["will carry! States"],
        ),
        ("We recognize that we must fly kites.", &["recognize! States"]),
        (
            "We acknowledge the wind and call for further kites, as well as strings.",
            &["acknowledge", "call for!"],
        ),
        (
            "We recognize the Security Council and request it to consider kites.",
            &["recognize", "request! Security Council"],
        ),
        (
            "We recognize the Internet Governance Forum. We call for kites to go on and request the Forum to fly.",
            &["recognize", "call for!", "request! Internet Governance Forum"],
        ),
        ("The kites and wings we undertake to build are light.", &[]),
        (
            "Welcomes the paper entitled \u{201c}The wind we want\u{201d}, and requests the Secretary-General to fly;",
            &["welcomes", "requests! Secretary-General"],
        ),
        (
            "Request the Secretary-General to fly kites",
            &["request! Secretary-General"],
        ),
        ("Governments should fly kites.", &["should fly! Governments"]),
        ("The wind should blow.", &[]),
        (
            "Governments, one and all, are also encouraged to fly kites.",
            &["are encouraged! Governments"],
        ),
        (
            "The Security Council is called upon:",
            &["is called upon! Security Council"],
        ),
        ("Governments are encouraged by the wind.", &[]),
        ("The wind that Governments are encouraged to use blows.", &[]),
        (
            "We request the Secretary-General to draw a road map. The road map should be short.",
            &["request! Secretary-General", "should be! Secretary-General"],
        ),
        (
            "The review will draw on kites. This will require wind.",
            &["will draw!"],
        ),
        ("Recalls that kites should fly;", &["recalls"]),
        (
            "Stresses that Governments must fly kites;",
            &["stresses! Governments"],
        ),
        (
            "Reaffirms the responsibility of States to fly;",
            &["reaffirms! States"],
        ),
        ("Reiterates its call for more kites;", &["reiterates its call!"]),
        ("Resolves to fly kites;", &["resolves! General Assembly"]),
        (
            "Reaffirms the commitment of the Plan to leave no kite;",
            &["reaffirms! General Assembly"],
        ),
        (
            "Calls upon Member States and invites other stakeholders to fly;",
            &["calls upon! Member States", "invites! other stakeholders"],
        ),
        ("Endorses the report;", &["endorses"]),
    ];

    /// Catches: clauses that are not found or invented, statements taken for mandates, and the reverse.
    #[test]
    fn acts_begin_where_clauses_begin() {
        for (text, acts) in CASES {
            assert_eq!(found(text), *acts, "{text}");
        }
    }

    /// Catches: a search that hangs or panics, and spans outside the text.
    #[test]
    fn any_text_is_searched_without_harm() {
        let long = "requests States and ".repeat(25_000);
        let around = Surroundings {
            organ: "",
            earlier: &[],
        };
        assert!(!acts(&long, &words(&long), &around).is_empty());
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
            "we, we, we and we",
        ] {
            found(text);
        }
    }
}
