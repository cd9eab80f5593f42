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
        vote(self, block);
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
    if let Some(record) = &document.meeting_record {
        block.link(wsis::MEETING_RECORD, &iri::document(record.get_ref()));
    }
    if let Some(akn) = &document.akn_work {
        block.string(wsis::AKN_WORK, akn.get_ref());
    }
    for sponsor in &document.sponsors {
        block.string(wsis::SPONSOR, sponsor);
    }
    for part in &document.complete {
        block.string(wsis::COMPLETE, part.get_ref().name());
    }
}

/// States how the document was adopted, and leaves the block at the document again.
fn vote(document: &Document, block: &mut Block) {
    let Some(vote) = &document.vote else { return };
    let address = document.iri();
    let node = format!("{address}/vote");
    block
        .link(wsis::VOTE_TAKEN, &node)
        .subject(&node)
        .a(wsis::VOTE)
        .words(rdfs::LABEL, &format!("{}, vote", document.symbol.get_ref()), "en")
        .string(wsis::OUTCOME, &vote.outcome);
    let counts = [
        (wsis::IN_FAVOUR, vote.in_favour),
        (wsis::AGAINST, vote.against),
        (wsis::ABSTAINING, vote.abstaining),
    ];
    for (predicate, count) in counts {
        if let Some(count) = count {
            block.integer(predicate, count.into());
        }
    }
    block.subject(&address);
}
