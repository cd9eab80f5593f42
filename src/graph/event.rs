//! Curated events.

use oxrdf::NamedNodeRef;

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{dcterms, rdfs, schema, skos, wsis};
use crate::corpus::records::{Attendance, Event};

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
        if let Some(motto) = &self.overarching_theme {
            block.words(wsis::OVERARCHING_THEME, motto, "en");
        }
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
        block.link(wsis::PLACE, &iri::thing("place", place.get_ref()));
    }
    if let Some(mode) = event.mode {
        block.term(schema::ATTENDANCE_MODE, attendance(mode));
    }
    planned(event, block);
    if let Some(ordinal) = event.ordinal {
        block.integer(wsis::ORDINAL, ordinal.into());
    }
}

/// What had been planned where something else was held.
fn planned(event: &Event, block: &mut Block) {
    if let Some(date) = &event.planned_starts {
        block.date(wsis::PLANNED_START, *date.get_ref());
    }
    if let Some(date) = &event.planned_ends {
        block.date(wsis::PLANNED_END, *date.get_ref());
    }
    if let Some(place) = &event.planned_place {
        block.link(wsis::PLANNED_PLACE, &iri::thing("place", place.get_ref()));
    }
}

fn attendance(mode: Attendance) -> NamedNodeRef<'static> {
    match mode {
        Attendance::InPerson => schema::OFFLINE,
        Attendance::Online => schema::ONLINE,
        Attendance::Hybrid => schema::MIXED,
    }
}

fn relations(event: &Event, block: &mut Block) {
    if let Some(body) = &event.held_by {
        block.link(wsis::HELD_BY, &iri::thing("body", body.get_ref()));
    }
    if let Some(whole) = &event.part_of {
        block.link(dcterms::IS_PART_OF, &iri::thing("event", whole.get_ref()));
    }
    for outcome in &event.outcomes {
        block.link(wsis::OUTCOME_DOCUMENT, &iri::document(outcome.get_ref()));
    }
    if let Some(before) = &event.after {
        block.link(wsis::FOLLOWS_EVENT, &iri::thing("event", before.get_ref()));
    }
}
