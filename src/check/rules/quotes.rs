//! W103: quotes and actions are short.

use super::Rule;
use crate::check::Known;
use crate::corpus::references;
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W103",
    title: "a quote has at most eight words, an action at most fifteen",
    explanation: "The repository holds facts and our own words. A quote of up to eight words shows \
        where a fact stands; longer passages are the sentences of others. Choose the few words \
        that carry the fact. The `action` of a mandate is a line of our own that people read in tables.",
    check,
};

const MOST_WORDS: usize = 8;
const MOST_ACTION_WORDS: usize = 15;

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    for record in &known.corpus.mandates {
        let words = record.value.action.split_whitespace().count();
        if words > MOST_ACTION_WORDS {
            problems.push(
                Problem::error(RULE.code, format!("the action has {words} words"))
                    .at(record.place(record.value.provision.span()))
                    .hint("say in fifteen words at most what is asked"),
            );
        }
    }
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
