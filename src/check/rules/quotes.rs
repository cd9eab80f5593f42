//! W103: quotes are short.

use super::Rule;
use crate::check::Known;
use crate::corpus::references;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W103",
    title: "a quote has at most eight words",
    explanation: "The repository holds facts and our own words. A quote of up to eight words shows \
        where a fact stands; longer passages are the sentences of others. Choose the few words \
        that carry the fact.",
    check,
};

const MOST_WORDS: usize = 8;

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    references::each(known.corpus, &mut |record, place| {
        for quote in record.passages().filter_map(|p| p.quote.as_ref()) {
            let words = quote.get_ref().split_whitespace().count();
            if words > MOST_WORDS {
                problems.push(
                    Problem::error(RULE.code, format!("the quote has {words} words"))
                        .at(place.at(quote.span()))
                        .hint("keep the few words that show the fact, eight at most"),
                );
            }
        }
    });
}
