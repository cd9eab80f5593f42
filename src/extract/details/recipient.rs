//! Who receives a report or proposal in the end.
//!
//! Examples: "submit, through the Council, a report to the Assembly" goes to the Assembly; "report through the
//! Commission" to the Commission. Counter-examples: "provide support to the Council" is no report, "submit
//! information on improvements to the Forum" does not go to the Forum.

use super::super::names::known;
use super::super::words::{Word, phrase_at};
use super::lists::LISTS;

pub(super) fn find(words: &[Word<'_>], addressees: &[String]) -> Option<String> {
    let start = words
        .iter()
        .position(|word| LISTS.reporting.contains(&*word.lower))?;
    let rest = words.get(start..)?;
    let end = rest.iter().position(Word::ends_sentence).unwrap_or(rest.len());
    let rest = rest.get(..end)?;
    let first = rest.first()?;
    let plain = LISTS.reporting_alone.contains(&*first.lower);
    if !plain && !rest.iter().any(|word| LISTS.papers.contains(&*word.lower)) {
        return None;
    }
    let after = |preposition: &str| {
        (0..rest.len()).find_map(|at| {
            let length = phrase_at(rest, at, preposition);
            if at.checked_sub(1).is_some_and(|before| bound(rest, before)) {
                return None;
            }
            let (_, names) = (length > 0).then(|| known(rest, at + length))??;
            names
                .iter()
                .find(|name| !addressees.contains(name) && is_body(name))
                .cloned()
        })
    };
    let informed = || {
        let (_, names) = ["brief", "inform"]
            .contains(&&*first.lower)
            .then(|| known(rest, 1))??;
        names.first().filter(|name| is_body(name)).cloned()
    };
    informed().or_else(|| after("to")).or_else(|| after("through"))
}

/// Whether the word at `at` takes the preposition behind it to itself: "improvements |to the Forum".
fn bound(words: &[Word<'_>], at: usize) -> bool {
    words
        .get(at)
        .is_some_and(|word| LISTS.taking_prepositions.contains(&*word.lower))
}

/// A body has a name of its own; a group ("States") has none.
fn is_body(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && !["States", "Governments"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    #[test]
    fn the_last_recipient_counts() {
        for (text, recipient) in [
            (
                "submit, through the Economic and Social Council, a report to the General Assembly",
                Some("General Assembly"),
            ),
            (
                "submit, through the Statistical Commission, a biennial report on kites",
                Some("Statistical Commission"),
            ),
            (
                "report on kites to the General Assembly at its eightieth session",
                Some("General Assembly"),
            ),
            ("provide support to the General Assembly", None),
            (
                "submit, in his report to the General Assembly, information on improvements to the Statistical Commission",
                Some("General Assembly"),
            ),
            (
                "submit information on the report of the Group on Improvements to the Statistical Commission",
                None,
            ),
            (
                "present a study, including through the Statistical Commission",
                None,
            ),
            ("report to Member States on kites", Some("Member States")),
        ] {
            assert_eq!(find(&words(text), &[]).as_deref(), recipient, "{text}");
        }
    }
}
