//! W102: no two things have one identifier.

use std::collections::HashMap;

use super::Rule;
use crate::check::Known;
use crate::corpus::Record;
use crate::graph::curated::Describe;
use crate::problem::{Place, Problem};

pub(super) const RULE: Rule = Rule {
    code: "W102",
    title: "no two things have one identifier",
    explanation: "The id of a body or event, the symbol of a document, the provision and number of \
        a mandate, and the columns of a table row become an address, and an address stands for one \
        thing. Merge the two records, or give one of them another id. An alias must not be the \
        symbol or alias of another document either.",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let corpus = known.corpus;
    let mut seen = HashMap::new();
    all(&corpus.documents, &mut seen, problems);
    all(&corpus.bodies, &mut seen, problems);
    all(&corpus.events, &mut seen, problems);
    all(&corpus.mandates, &mut seen, problems);
    all(&corpus.mandate_events, &mut seen, problems);
    all(&corpus.memberships, &mut seen, problems);
    all(&corpus.targets, &mut seen, problems);
    all(&corpus.facilitations, &mut seen, problems);
    all(&corpus.provisions, &mut seen, problems);
    all(&corpus.places, &mut seen, problems);
    all(&corpus.persons, &mut seen, problems);
    all(&corpus.indicators, &mut seen, problems);
    all(&corpus.matrix, &mut seen, problems);
    all(&corpus.links, &mut seen, problems);
    all(&corpus.labels, &mut seen, problems);
    aliases(known, problems);
}

fn all<T: Describe>(records: &[Record<T>], seen: &mut HashMap<String, Place>, problems: &mut Vec<Problem>) {
    for record in records {
        // The claim, not the address: two rows may speak of one provision.
        let claim = record.value.claim();
        let place = record.place(record.span.clone());
        match seen.get(&claim) {
            Some(first) => problems.push(
                Problem::error(RULE.code, format!("<{claim}> is described twice"))
                    .at(place)
                    .hint(format!("it is first described in {}", first.display())),
            ),
            None => {
                seen.insert(claim, place);
            }
        }
    }
}

fn aliases(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for record in &known.corpus.documents {
        let symbol = record.value.symbol.get_ref().as_str();
        for alias in &record.value.aliases {
            if let Some(other) = seen.insert(alias.get_ref(), symbol) {
                problems.push(
                    Problem::error(
                        RULE.code,
                        format!("the alias `{}` is also one of {other}", alias.get_ref()),
                    )
                    .at(record.place(alias.span()))
                    .hint("an alias leads to one document"),
                );
            }
        }
    }
}
