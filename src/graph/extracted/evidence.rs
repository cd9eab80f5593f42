//! The words that show an extracted statement, with their place in the text.

use std::ops::Range;

use super::super::block::Block;
use super::super::iri;
use super::super::vocabulary::{oa, wsis};
use crate::extract::rules;

/// Where the words of a statement stand.
pub(super) struct Shown<'a> {
    /// The address of the text: a provision in one language.
    pub source: &'a str,
    /// The text.
    pub text: &'a str,
    /// The words in it, in bytes.
    pub span: Range<usize>,
    /// Its language tag.
    pub tag: &'static str,
}

/// Ties `subject` to its evidence: method, rule, confidence, and the words in the text. The evidence of
/// curated records counts from 1; what a rule found is number 0.
pub(super) fn write(block: &mut Block, subject: &str, rule: &str, shown: &Shown<'_>) {
    let node = iri::evidence(subject, 0);
    let selector = format!("{node}/quote");
    block
        .subject(subject)
        .link(wsis::EVIDENCE_FOR, &node)
        .subject(&node)
        .a(wsis::EVIDENCE)
        .link(wsis::METHOD, &iri::thing("method", "extracted"))
        .link(wsis::RULE, &iri::thing("rule", rule))
        .typed(
            wsis::CONFIDENCE,
            &decimal(rules::confidence(rule)),
            oxrdf::vocab::xsd::DECIMAL,
        )
        // The words were taken from the text just now: that they stand there is certain.
        .link(wsis::REVIEW_STATE, &iri::thing("review-state", "unreviewed"))
        .link(oa::HAS_SOURCE, shown.source)
        .link(oa::HAS_SELECTOR, &selector)
        .subject(&selector)
        .a(oa::TEXT_QUOTE_SELECTOR)
        .a(oa::TEXT_POSITION_SELECTOR)
        .words(
            oa::EXACT,
            shown.text.get(shown.span.clone()).unwrap_or_default(),
            shown.tag,
        )
        .integer(oa::START, characters(shown.text, shown.span.start))
        .integer(oa::END, characters(shown.text, shown.span.end));
}

/// The canonical form of an `xsd:decimal` between 0 and 1.
pub(super) fn decimal(value: f64) -> String {
    let written = format!("{value:.2}");
    let short = written.trim_end_matches('0');
    if short.ends_with('.') {
        format!("{short}0")
    } else {
        short.to_owned()
    }
}

/// A place in bytes as one in characters, as the Web Annotation Data Model counts.
fn characters(text: &str, at: usize) -> u64 {
    text.get(..at).map_or(0, |before| before.chars().count() as u64)
}

#[cfg(test)]
mod tests {
    #[test]
    fn decimals_are_canonical() {
        for (value, written) in [(0.97, "0.97"), (0.9, "0.9"), (1.0, "1.0"), (0.0, "0.0")] {
            assert_eq!(super::decimal(value), written);
        }
    }
}
