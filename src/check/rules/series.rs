//! W111: the name of a series is spelt like that of its other documents.

use std::collections::BTreeMap;

use super::Rule;
use crate::check::Known;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W111",
    title: "the name of a series is spelt like that of its other documents",
    explanation: "A series with a single document whose name is nearly that of another series is a \
        misspelling: the document would be missing from the series it belongs to.",
    check,
};

/// Names that differ in so many letters are taken for the same.
const NEAR: usize = 2;

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &known.corpus.documents {
        if let Some(series) = &record.value.series {
            *counts.entry(series).or_default() += 1;
        }
    }
    for record in &known.corpus.documents {
        let Some(series) = record.value.series.as_deref() else {
            continue;
        };
        let near = counts.iter().find(|(other, count)| {
            **other != series && **count > 1 && strsim::damerau_levenshtein(other, series) <= NEAR
        });
        if let (Some(1), Some((near, _))) = (counts.get(series), near) {
            problems.push(
                Problem::error(
                    RULE.code,
                    format!("no other document is of the series `{series}`"),
                )
                .at(record.place(record.span.clone()))
                .hint(format!("did you mean `{near}`?")),
            );
        }
    }
}
