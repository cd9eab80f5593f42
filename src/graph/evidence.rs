//! How a curated fact is known: evidence nodes with the words that show it.

use super::block::Block;
use super::iri;
use super::vocabulary::{foaf, oa, wsis};
use crate::corpus::Language;
use crate::corpus::values::{Evidence, Passage};

/// States the evidence for `subject`. The evidence nodes are numbered below the
/// address `claim`: that of the subject itself, or of what is claimed about it
/// where several records speak of one subject.
pub(super) fn write(block: &mut Block, subject: &str, claim: &str, evidence: &Evidence) {
    let count = evidence.passages().len().max(1);
    let nodes: Vec<String> = (1..=count).map(|n| iri::evidence(claim, n)).collect();
    block.subject(subject);
    for node in &nodes {
        block.link(wsis::EVIDENCE_FOR, node);
    }
    match evidence {
        Evidence::Unverified => unverified(block, &nodes, "curated"),
        Evidence::Translated => unverified(block, &nodes, "translated"),
        Evidence::Passages(passages) => {
            for (node, passage) in nodes.iter().zip(passages) {
                write_passage(block, node, passage);
            }
        }
    }
}

fn unverified(block: &mut Block, nodes: &[String], method: &str) {
    for node in nodes {
        head(block, node, method);
        block.link(wsis::REVIEW_STATE, &iri::thing("review-state", "unverified"));
    }
}

fn head(block: &mut Block, node: &str, method: &str) {
    block
        .subject(node)
        .a(wsis::EVIDENCE)
        .link(wsis::METHOD, &iri::thing("method", method));
}

fn write_passage(block: &mut Block, node: &str, passage: &Passage) {
    head(block, node, "curated");
    let quote = passage.quote.as_ref().map(serde_spanned::Spanned::get_ref);
    // Words on a web page are not at hand: nobody can look them up here.
    let shown = quote.is_some() || !passage.names.is_empty();
    let state = if shown && passage.source.is_some() {
        "confirmed"
    } else {
        "unverified"
    };
    block.link(wsis::REVIEW_STATE, &iri::thing("review-state", state));
    if let Some(claim) = &passage.claim {
        block.words(wsis::CLAIM, claim, "en");
    }
    if let Some(source) = &passage.source {
        block.link(oa::HAS_SOURCE, &iri::source(source.get_ref()));
    }
    if let Some(url) = &passage.url {
        block.link(foaf::PAGE, url.get_ref());
    }
    if let Some(quote) = quote {
        let selector = format!("{node}/quote");
        let language = passage.lang.unwrap_or(Language::English);
        block
            .link(oa::HAS_SELECTOR, &selector)
            .subject(&selector)
            .a(oa::TEXT_QUOTE_SELECTOR)
            .words(oa::EXACT, quote, language.tag());
    }
}
