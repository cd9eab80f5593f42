//! Documents that are cited but not described: symbol and label, so that no
//! link leads nowhere.

use super::block::Block;
use super::iri;
use super::layer::Layer;
use super::vocabulary::{foaf, rdfs, wsis};
use crate::corpus::{Symbol, register};

/// The UN's address of a document by symbol.
const OFFICIAL: &str = "https://docs.un.org/en/";

/// The block of a document of which only the symbol is known.
#[must_use]
pub fn document(symbol: &Symbol) -> Block {
    let mut block = Block::new(Layer::Transcribed);
    let printed = symbol.to_string();
    block
        .subject(&iri::document(symbol))
        .a(wsis::DOCUMENT)
        .string(wsis::SYMBOL, &printed)
        .string(rdfs::LABEL, &printed)
        .link(foaf::PAGE, &format!("{OFFICIAL}{}", symbol.iri_path()));
    if let Some(kind) = register::kind(symbol) {
        block.link(wsis::DOCUMENT_KIND, &iri::thing("document-kind", kind));
    }
    if let Some(organ) = register::organ(symbol) {
        block.link(wsis::ADOPTED_BY, &iri::thing("body", organ));
    }
    block
}
