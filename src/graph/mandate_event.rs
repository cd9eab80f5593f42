//! What happened to mandates: established, renewed, extended, concluded.
//! Whether a mandate is in force on a day is a question to these events.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, skos, wsis};
use crate::corpus::records::MandateEvent;

impl Describe for MandateEvent {
    fn iri(&self) -> String {
        iri::thing("mandate-event", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        let act = self.effected_by.get_ref();
        let label = format!(
            "{} {} by {}",
            self.concerns.get_ref(),
            self.kind.get_ref(),
            super::path::label(&act.symbol, &act.path)
        );
        block
            .a(wsis::MANDATE_EVENT)
            .words(rdfs::LABEL, &label, "en")
            .link(
                wsis::MANDATE_EVENT_KIND,
                &iri::thing("mandate-event-kind", self.kind.get_ref()),
            )
            .link(wsis::CONCERNS, &iri::reference("body", self.concerns.get_ref()))
            .link(wsis::EFFECTED_BY, &iri::provision(act));
        if let Some(mandate) = &self.mandate {
            block.link(wsis::AFFECTS, &iri::mandate_written(mandate.get_ref()));
        }
        if let Some(date) = &self.on {
            block.date(wsis::HAPPENED_ON, *date.get_ref());
        }
        if let Some(date) = &self.until {
            block.date(wsis::UNTIL, *date.get_ref());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}
