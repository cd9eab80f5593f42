//! W104: a paragraph referred to is one the document has.

use super::Rule;
use crate::check::Known;
use crate::corpus::references::{self, RecordPlace, Reference};
use crate::corpus::values::{At, Source};
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W104",
    title: "a paragraph referred to is one the document has",
    explanation: "Where a document's record says how many numbered paragraphs it prints, a \
        reference to para/N with a larger N, or to para/0, is a slip in the reference or in the \
        record.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    references::each(known.corpus, &mut |record, place| {
        record.references(&mut |reference| match reference {
            Reference::Provision(at) => {
                let source = Source::from(at.get_ref().clone());
                problems.extend(look(known, &source, at, &place));
            }
            Reference::Source(at) => problems.extend(look(known, at.get_ref(), at, &place)),
            _ => {}
        });
        for at in record.passages().filter_map(|p| p.source.as_ref()) {
            problems.extend(look(known, at.get_ref(), at, &place));
        }
    });
}

fn look<T>(known: &Known<'_>, source: &Source, at: &At<T>, place: &RecordPlace<'_>) -> Option<Problem> {
    let count = (*known.documents.get(&source.symbol)?)?;
    let number: u32 = source
        .path
        .as_ref()?
        .strip_prefix("para/")?
        .split('/')
        .next()?
        .parse()
        .ok()?;
    (number == 0 || number > count).then(|| {
        Problem::error(
            RULE.code,
            format!("{} has {count} numbered paragraphs, not {number}", source.symbol),
        )
        .at(place.at(at.span()))
        .hint("mend the number, or `paragraphs` in the document's record")
    })
}
