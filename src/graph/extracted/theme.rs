//! Extracted themes: what paragraphs are about, as the headings above them say.

use super::super::block::Block;
use super::super::layer::Layer;
use super::super::vocabulary::wsis;
use super::super::{iri, ontology};
use super::evidence::{self, Shown};
use crate::corpus::reading::Reading;
use crate::extract::themes::{self, RULE};

/// The block of the themes that the headings of an English text give to its paragraphs. Its evidence are the words
/// of the heading.
#[must_use]
pub fn themes(reading: &Reading) -> Block {
    let mut block = Block::new(Layer::Extracted);
    let address = iri::document(&reading.symbol);
    for themed in themes::themes(reading, ontology::themes()) {
        let (Some(provision), Some(section)) = (
            reading.provisions.get(themed.provision),
            reading.provisions.get(themed.section),
        ) else {
            continue;
        };
        let paragraph = iri::below(&address, &provision.path);
        block.subject(&paragraph).link(wsis::TREATS, themed.theme);
        let shown = Shown {
            source: &format!("{}/en", iri::below(&address, &section.path)),
            text: &section.text,
            span: 0..section.text.len(),
            tag: "en",
        };
        evidence::write(&mut block, &paragraph, RULE, &shown);
    }
    block
}
