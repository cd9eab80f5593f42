//! Curated events.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{dcterms, rdfs, skos, wsis};
use crate::corpus::records::Event;

impl Describe for Event {
    fn iri(&self) -> String {
        iri::thing("event", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block
            .a(wsis::EVENT)
            .link(wsis::EVENT_KIND, &iri::thing("event-kind", self.kind.get_ref()));
        for (language, name) in &self.name {
            block.words(rdfs::LABEL, name, language.tag());
        }
        time_and_place(self, block);
        relations(self, block);
        if let Some(subject) = &self.dealt_with {
            block.words(wsis::DEALT_WITH, subject, "en");
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}

fn time_and_place(event: &Event, block: &mut Block) {
    if let Some(date) = &event.starts {
        block.date(wsis::STARTS_ON, *date.get_ref());
    }
    if let Some(date) = &event.ends {
        block.date(wsis::ENDS_ON, *date.get_ref());
    }
    if let Some(place) = &event.place {
        block.words(wsis::PLACE, place, "en");
    }
    if let Some(ordinal) = event.ordinal {
        block.integer(wsis::ORDINAL, ordinal.into());
    }
}

fn relations(event: &Event, block: &mut Block) {
    if let Some(body) = &event.held_by {
        block.link(wsis::HELD_BY, &iri::thing("body", body.get_ref()));
    }
    if let Some(whole) = &event.part_of {
        block.link(dcterms::IS_PART_OF, &iri::thing("event", whole.get_ref()));
    }
    if let Some(before) = &event.after {
        block.link(wsis::FOLLOWS_EVENT, &iri::thing("event", before.get_ref()));
    }
}
