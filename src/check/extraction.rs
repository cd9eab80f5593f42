//! W305 to W308: what extraction met that somebody should look at.

use std::collections::BTreeMap;

use crate::corpus::Symbol;
use crate::extract::Unlisted;
use crate::extract::confirm::Rates;
use crate::problem::Problem;

/// So many of a list are told; the rest is counted.
const TOLD: usize = 12;

/// W305: a citation names a paragraph that the cited text at hand does not have.
#[must_use]
pub fn no_such_place((citing, document, paths): &(String, Symbol, Vec<String>)) -> Problem {
    let places: Vec<&str> = paths.iter().take(TOLD).map(String::as_str).collect();
    Problem::note(
        "W305",
        format!("{citing} cites {} of {document}, which has no such provision", places.join(", ")),
    )
    .hint("look at both texts: the citation may be a slip of the text, or the reader may have missed the provision")
}

/// W306 and W307: verbs and addressees that no list knows, with counts.
#[must_use]
pub fn unlisted(unlisted: &Unlisted) -> Vec<Problem> {
    let verbs = most(&unlisted.verbs).map(|list| {
        Problem::note(
            "W306",
            format!("verbs that no rule knows begin operative paragraphs: {list}"),
        )
        .hint("add those that ask, decide or bind to data/operative-verbs.toml")
    });
    let addressees = most(&unlisted.addressees).map(|list| {
        Problem::note(
            "W307",
            format!("those who are asked have names that no list knows: {list}"),
        )
        .hint("add them to data/addressees.toml, with every way they are written")
    });
    verbs.into_iter().chain(addressees).collect()
}

/// W308: how often the other languages confirm what was cited in English.
#[must_use]
pub fn confirmed(rates: &Rates) -> Option<Problem> {
    let told: Vec<String> = rates
        .iter()
        .filter(|(_, rate)| rate.asked > 0)
        .map(|(language, rate)| {
            let tenths = rate.confirmed * 1000 / rate.asked;
            let (whole, part) = (tenths / 10, tenths % 10);
            format!(
                "{language} {} of {} ({whole}.{part} %), {} links not cited in English",
                rate.confirmed, rate.asked, rate.missed
            )
        })
        .collect();
    (!told.is_empty()).then(|| {
        let message = format!(
            "numbered citations that other languages print too: {}",
            told.join("; ")
        );
        Problem::note("W308", message)
    })
}

/// "applauds (3), values (2) and 5 more", the most frequent first.
fn most(counts: &BTreeMap<String, usize>) -> Option<String> {
    let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let told: Vec<String> = sorted
        .iter()
        .take(TOLD)
        .map(|(name, count)| format!("{name} ({count})"))
        .collect();
    let rest = sorted.len().saturating_sub(TOLD);
    let more = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    (!told.is_empty()).then(|| format!("{}{more}", told.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first() {
        let counts = BTreeMap::from([("kite".to_owned(), 1), ("wind".to_owned(), 3)]);
        assert_eq!(most(&counts).as_deref(), Some("wind (3), kite (1)"));
        assert_eq!(most(&BTreeMap::new()), None);
    }
}
