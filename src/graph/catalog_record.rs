//! What a library's catalog says about documents.

use super::block::Block;
use super::layer::Layer;
use super::vocabulary::{dcterms, foaf, rdfs, wsis};
use super::{iri, keyword, vote};
use crate::corpus::Symbol;
use crate::corpus::catalog_record::CatalogRecord;

/// The library's page about a record, by its number.
const LIBRARY: &str = "https://digitallibrary.un.org/record/";

/// The block of a record. `has_text` tells the documents whose own texts are in the release: of
/// those the text says how they were adopted, of the others the catalog does.
#[must_use]
pub fn describe(record: &CatalogRecord, has_text: impl Fn(&Symbol) -> bool) -> Block {
    let mut block = Block::new(Layer::Transcribed);
    let symbols: Vec<String> = record.symbols.iter().map(ToString::to_string).collect();
    let label = format!("{}, catalog record {}", symbols.join(", "), record.number);
    block
        .subject(&iri::thing("catalog-record", &record.number))
        .a(wsis::CATALOG_RECORD)
        .words(rdfs::LABEL, &label, "en")
        .string(dcterms::IDENTIFIER, &record.number)
        .link(foaf::PAGE, &format!("{LIBRARY}{}", record.number));
    if let Some(title) = &record.title {
        block.words(dcterms::TITLE, title, "en");
    }
    if let Some(issued) = record.issued {
        block.date(dcterms::ISSUED, issued);
    }
    for symbol in &record.symbols {
        block.link(foaf::PRIMARY_TOPIC, &iri::document(symbol));
    }
    for symbol in record.agendas.iter().chain(&record.related) {
        block.link(dcterms::RELATION, &iri::document(symbol));
    }
    for sponsor in &record.sponsors {
        block.string(wsis::SPONSOR, sponsor);
    }
    // Files are not to be trusted: what is no absolute IRI (RFC 3987) is left out.
    for file in record
        .files
        .iter()
        .filter(|file| sophia::iri::is_absolute_iri_ref(file))
    {
        block.link(dcterms::HAS_FORMAT, file);
    }
    keyword::subjects(&mut block, &record.keywords);
    if let Some(found) = &record.vote {
        for symbol in record.symbols.iter().filter(|symbol| !has_text(symbol)) {
            let address = iri::document(symbol);
            block
                .subject(&address)
                .link(wsis::VOTE_TAKEN, &format!("{address}/vote"));
            vote::describe(&mut block, &address, symbol, found);
        }
    }
    block.dedup();
    block
}

/// Every document a record names.
pub fn named(record: &CatalogRecord) -> impl Iterator<Item = &Symbol> {
    record
        .symbols
        .iter()
        .chain(&record.agendas)
        .chain(&record.related)
}
