//! W106: identifiers are plain.

use super::Rule;
use crate::check::Known;
use crate::corpus::Record;
use crate::corpus::values::At;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W106",
    title: "identifiers are plain",
    explanation: "An id becomes part of an address that people read, type and print: lower case \
        ASCII letters, digits and single hyphens, with slashes only where a kind asks for them \
        (targets and indicators).",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let corpus = known.corpus;
    corpus
        .bodies
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, false)));
    corpus
        .events
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, false)));
    corpus
        .mandate_events
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, false)));
    corpus
        .targets
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, true)));
    corpus
        .places
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, false)));
    corpus
        .persons
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, false)));
    corpus
        .indicators
        .iter()
        .for_each(|r| problems.extend(look(r, &r.value.id, true)));
    for record in &corpus.documents {
        for alias in &record.value.aliases {
            problems.extend(look(record, alias, false));
        }
    }
}

fn look<T>(record: &Record<T>, id: &At<String>, slashes: bool) -> Option<Problem> {
    let text = id.get_ref();
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && !part.contains("--")
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let good = if slashes {
        text.split('/').all(plain)
    } else {
        plain(text)
    };
    (!good).then(|| {
        Problem::error(RULE.code, format!("`{text}` is not a plain identifier"))
            .at(record.place(id.span()))
            .hint("use lower case letters a-z, digits and single hyphens, such as wsis-tunis-2005")
    })
}
