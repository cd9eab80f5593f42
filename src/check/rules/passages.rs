//! W108: a passage says where it stands.

use super::Rule;
use crate::check::Known;
use crate::corpus::references;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W108",
    title: "a passage says where it stands",
    explanation: "Evidence points to a source: a document, a provision of it, or the url of a web \
        page. A quote can only be looked up in a document. A fact that no text at hand shows is \
        marked evidence = \"unverified\" instead.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    references::each(known.corpus, &mut |record, place| {
        for passage in record.passages() {
            if passage.source.is_none() && passage.url.is_none() {
                problems.push(
                    Problem::error(
                        RULE.code,
                        "a passage of the evidence names neither source nor url",
                    )
                    .at(place.at(place.span.clone()))
                    .hint("add source = \"SYMBOL#para/N\", or write evidence = \"unverified\""),
                );
            }
        }
    });
}
