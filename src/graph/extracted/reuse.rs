//! Agreed language: where a paragraph's words stood before, and the series of a resolution.

use std::collections::HashSet;

use super::super::block::Block;
use super::super::layer::Layer;
use super::super::vocabulary::{rdfs, wsis};
use super::super::{iri, path};
use super::evidence::decimal;
use crate::extract::reuse::families::Link;
use crate::extract::reuse::{Place, Predecessor, short};

/// Runs of changed words are cut to so many words.
const WORDS: usize = 30;
/// Of a paragraph that was rewritten, so many runs are told on each side.
const RUNS: usize = 12;
/// From this confidence on, a link between resolutions also stands as the short `wsis:follows`.
const CERTAIN: f64 = 0.8;

/// The block of some predecessors.
#[must_use]
pub fn predecessors(found: &[Predecessor<'_>]) -> Block {
    let mut block = Block::new(Layer::Extracted);
    for one in found {
        describe(&mut block, one);
    }
    block
}

fn describe(block: &mut Block, one: &Predecessor<'_>) {
    let (new, old) = (address(&one.passage), address(&one.predecessor));
    block
        .subject(&new)
        .link(wsis::PREDECESSOR, &old)
        .subject(&iri::reuse_of(&new))
        .a(wsis::TEXT_REUSE)
        .words(
            rdfs::LABEL,
            &format!("{} takes up {}", label(&one.passage), label(&one.predecessor)),
            "en",
        )
        .link(wsis::REUSING_PROVISION, &new)
        .link(wsis::REUSED_PROVISION, &old)
        .link(wsis::FIRST_APPEARANCE, &address(&one.first.place))
        .typed(
            wsis::SIMILARITY,
            &decimal(one.similarity),
            oxrdf::vocab::xsd::DECIMAL,
        )
        .link(wsis::METHOD, &iri::thing("method", "extracted"))
        .link(wsis::RULE, &iri::thing("rule", &iri::slug(one.rule.name())))
        .typed(
            wsis::CONFIDENCE,
            &decimal(one.confidence),
            oxrdf::vocab::xsd::DECIMAL,
        );
    if !one.identical {
        let (removed, added) = short(&one.changes(), WORDS);
        for (predicate, runs) in [(wsis::REMOVED_WORDS, removed), (wsis::ADDED_WORDS, added)] {
            // A paragraph may lose or gain the same words twice; a statement is made once.
            let mut said = HashSet::new();
            for words in runs.iter().take(RUNS).filter(|words| said.insert(words.as_str())) {
                block.words(predicate, words, "en");
            }
        }
    }
}

fn address(place: &Place<'_>) -> String {
    iri::below(&iri::document(&place.source.symbol), &place.passage.path)
}

fn label(place: &Place<'_>) -> String {
    path::label(&place.source.symbol, &place.passage.path)
}

/// The block of the series found.
#[must_use]
pub fn series(links: &[Link]) -> Block {
    let mut block = Block::new(Layer::Extracted);
    for link in links {
        let (new, old) = (iri::document(&link.document), iri::document(&link.previous));
        if link.latest && link.confidence >= CERTAIN {
            block.subject(&new).link(wsis::FOLLOWS, &old);
        }
        block
            .subject(&iri::succession(&link.document, &link.previous))
            .a(wsis::SUCCESSION)
            .words(
                rdfs::LABEL,
                &format!("{} follows {}", link.document, link.previous),
                "en",
            )
            .link(wsis::SUCCESSOR, &new)
            .link(wsis::PREVIOUS, &old)
            .typed(wsis::SIMILARITY, &decimal(link.share), oxrdf::vocab::xsd::DECIMAL)
            .link(wsis::METHOD, &iri::thing("method", "extracted"))
            .typed(
                wsis::CONFIDENCE,
                &decimal(link.confidence),
                oxrdf::vocab::xsd::DECIMAL,
            );
        for sign in &link.signs {
            block.link(wsis::RULE, &iri::thing("rule", &iri::slug(sign.name())));
        }
    }
    block
}
