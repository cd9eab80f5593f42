//! The rules of extraction as things: a statement that a rule made names it.

use super::super::block::Block;
use super::super::iri;
use super::super::layer::Layer;
use super::super::vocabulary::{rdfs, skos, wsis};
use super::evidence::decimal;
use crate::extract::rules;

/// The block that describes every rule.
#[must_use]
pub fn rules() -> Block {
    let mut block = Block::new(Layer::Ontology);
    for rule in rules::all() {
        block
            .subject(&iri::thing("rule", &rule.id))
            .a(wsis::RULE_CLASS)
            .words(rdfs::LABEL, &rule.name, "en")
            .words(skos::DEFINITION, &rule.description, "en")
            .words(skos::EXAMPLE, &rule.example, "en")
            .words(wsis::COUNTER_EXAMPLE, &rule.counter_example, "en")
            .typed(
                wsis::CONFIDENCE,
                &decimal(rule.confidence),
                oxrdf::vocab::xsd::DECIMAL,
            );
    }
    block
}
