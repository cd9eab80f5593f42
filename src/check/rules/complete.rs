//! W109: what is said to be complete is.

use std::collections::{BTreeSet, HashMap};

use super::Rule;
use crate::check::Known;
use crate::corpus::records::Complete;
use crate::corpus::{Symbol, records};
use crate::problem::Problem;

pub(super) const RULE: Rule = Rule {
    code: "W109",
    title: "what is said to be complete is",
    explanation: "A document may claim `complete = [\"paragraphs\"]`: every numbered paragraph has a row \
        in data/provisions; or `\"gists\"`: every one has a gist there too. The rule counts from 1 to \
        `paragraphs` and names what is missing. `\"mandates\"` is compared with what the rules find in the \
        official text (W304, W309).",
    check,
};

fn check(known: &Known<'_>, problems: &mut Vec<Problem>) {
    let mut rows: HashMap<&Symbol, Vec<&records::Provision>> = HashMap::new();
    for record in &known.corpus.provisions {
        let symbol = &record.value.provision.get_ref().symbol;
        rows.entry(symbol).or_default().push(&record.value);
    }
    for record in &known.corpus.documents {
        let document = &record.value;
        let rows = rows
            .get(document.symbol.get_ref())
            .map(Vec::as_slice)
            .unwrap_or_default();
        for claim in &document.complete {
            if *claim.get_ref() == Complete::Mandates {
                continue;
            }
            let Some(count) = &document.paragraphs else {
                problems.push(
                    Problem::error(RULE.code, "how many paragraphs there are is not said")
                        .at(record.place(claim.span()))
                        .hint("add `paragraphs = N` to the document"),
                );
                continue;
            };
            let missing = missing(rows, *count.get_ref(), *claim.get_ref());
            if !missing.is_empty() {
                problems.push(
                    Problem::error(
                        RULE.code,
                        format!(
                            "{} lacks {} for {}",
                            document.symbol.get_ref(),
                            claim.get_ref().name(),
                            listed(&missing)
                        ),
                    )
                    .at(record.place(claim.span()))
                    .hint("add the rows to data/provisions, or take the claim back"),
                );
            }
        }
    }
}

/// The numbers from 1 to `count` without a row, or without a gist.
fn missing(rows: &[&records::Provision], count: u32, claim: Complete) -> Vec<u32> {
    let found: BTreeSet<u32> = rows
        .iter()
        .filter(|row| claim == Complete::Paragraphs || row.gist.is_some())
        .filter_map(|row| row.provision.get_ref().path.strip_prefix("para/")?.parse().ok())
        .collect();
    (1..=count).filter(|number| !found.contains(number)).collect()
}

/// The first few numbers, and how many more there are.
fn listed(numbers: &[u32]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = numbers.iter().take(SHOWN).map(u32::to_string).collect();
    let more = numbers.len().saturating_sub(SHOWN);
    let paragraphs = format!("para. {}", shown.join(", "));
    if more == 0 {
        paragraphs
    } else {
        format!("{paragraphs} and {more} more")
    }
}
