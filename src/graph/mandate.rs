//! Curated mandates.

use super::block::Block;
use super::curated::Describe;
use super::vocabulary::{rdfs, wsis};
use super::{iri, path};
use crate::corpus::records::Mandate;

impl Describe for Mandate {
    fn iri(&self) -> String {
        iri::mandate(self.provision.get_ref(), self.n)
    }

    fn describe(&self, block: &mut Block) {
        let provision = self.provision.get_ref();
        let place = path::label(&provision.symbol, &provision.path);
        block
            .a(wsis::MANDATE)
            .words(rdfs::LABEL, &format!("{place}: {}", self.action), "en")
            .link(wsis::STATED_IN, &iri::provision(provision))
            .link(wsis::ISSUED_BY, &iri::thing("body", self.by.get_ref()))
            .words(wsis::OPERATIVE_VERB, &self.verb, "en")
            .link(wsis::FORCE, &iri::thing("force", self.force.get_ref()))
            .words(wsis::ACTION, &self.action, "en");
        for addressee in &self.to {
            block.link(wsis::ADDRESSEE, &iri::reference("body", addressee.get_ref()));
        }
        for subject in &self.concerns {
            block.link(wsis::CONCERNS, &iri::reference("body", subject.get_ref()));
        }
        schedule(self, block);
    }
}

fn schedule(mandate: &Mandate, block: &mut Block) {
    if let Some(date) = &mandate.due {
        block.date(wsis::DUE_BY, *date.get_ref());
    }
    for event in &mandate.due_at {
        block.link(wsis::DUE_AT, &iri::reference("event", event.get_ref()));
    }
    if let Some(recurrence) = &mandate.recurrence {
        block.link(wsis::RECURRENCE, &iri::thing("recurrence", recurrence.get_ref()));
    }
    if let Some(body) = &mandate.reports_to {
        block.link(wsis::REPORTS_TO, &iri::thing("body", body.get_ref()));
    }
}
