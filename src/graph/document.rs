//! Curated documents.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{dcterms, foaf, rdfs, skos, wsis};
use crate::corpus::records::Document;

impl Describe for Document {
    fn iri(&self) -> String {
        iri::document(self.symbol.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block.a(wsis::DOCUMENT).link(
            wsis::DOCUMENT_KIND,
            &iri::thing("document-kind", self.kind.get_ref()),
        );
        names(self, block);
        adoption(self, block);
        relations(self, block);
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}

fn names(document: &Document, block: &mut Block) {
    let symbol = document.symbol.get_ref().to_string();
    block.string(wsis::SYMBOL, &symbol);
    for other in document.symbols.iter().filter(|other| **other != symbol) {
        block.string(wsis::SYMBOL, other);
    }
    for alias in &document.aliases {
        block.string(wsis::ALIAS, alias.get_ref());
    }
    for (language, title) in &document.title {
        block
            .words(dcterms::TITLE, title, language.tag())
            .words(rdfs::LABEL, title, language.tag());
    }
    if document.title.is_empty() {
        block.string(rdfs::LABEL, &symbol);
    }
}

fn adoption(document: &Document, block: &mut Block) {
    if let Some(date) = &document.adopted {
        block.date(wsis::ADOPTED_ON, *date.get_ref());
    }
    if let Some(date) = &document.issued {
        block.date(wsis::ISSUED_ON, *date.get_ref());
    }
    if let Some(body) = &document.adopted_by {
        block.link(wsis::ADOPTED_BY, &iri::thing("body", body.get_ref()));
    }
    if let Some(event) = &document.adopted_at {
        block.link(wsis::ADOPTED_AT, &iri::thing("event", event.get_ref()));
    }
    if let Some(session) = document.session {
        block.integer(wsis::SESSION, session.into());
    }
    if let Some(meeting) = &document.meeting {
        block.words(wsis::MEETING, meeting, "en");
    }
    if let Some(item) = &document.agenda_item {
        block.string(wsis::AGENDA_ITEM, item);
    }
    if let Some(count) = &document.paragraphs {
        block.integer(wsis::PARAGRAPH_COUNT, (*count.get_ref()).into());
    }
}

fn relations(document: &Document, block: &mut Block) {
    if let Some(origin) = &document.origin {
        block.link(wsis::ORIGIN, &iri::document(origin.get_ref()));
    }
    if let Some(before) = &document.follows {
        block.link(wsis::FOLLOWS, &iri::document(before.get_ref()));
    }
    if let Some(series) = &document.series {
        block.string(wsis::SERIES, series);
    }
    for carrier in &document.reproduced_in {
        block.link(wsis::REPRODUCED_IN, &iri::document(carrier.get_ref()));
    }
    for endorsement in &document.endorsed_by {
        block.link(wsis::ENDORSED_BY, &iri::source(endorsement.get_ref()));
    }
    for page in &document.pages {
        block.link(foaf::PAGE, page.get_ref());
    }
}
