//! Curated bodies.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{foaf, org, rdfs, skos, wsis};
use crate::corpus::records::Body;

impl Describe for Body {
    fn iri(&self) -> String {
        iri::thing("body", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block.a(wsis::BODY);
        names(self, block);
        relations(self, block);
        if let Some(date) = &self.established {
            block.date(wsis::ESTABLISHED_ON, *date.get_ref());
        }
        if let Some(date) = &self.dissolved {
            block.date(wsis::DISSOLVED_ON, *date.get_ref());
        }
        if let Some(page) = &self.homepage {
            block.link(foaf::HOMEPAGE, page.get_ref());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}

fn names(body: &Body, block: &mut Block) {
    for (language, name) in &body.name {
        block.words(rdfs::LABEL, name, language.tag());
    }
    if let Some(acronym) = &body.acronym {
        block.string(wsis::ACRONYM, acronym);
    }
    for name in &body.former_names {
        block.words(skos::ALT_LABEL, name, "en");
    }
    if let Some(kind) = &body.kind {
        block.string(wsis::BODY_KIND, kind);
    }
}

fn relations(body: &Body, block: &mut Block) {
    if let Some(whole) = &body.part_of {
        block.link(org::SUB_ORGANIZATION_OF, &iri::thing("body", whole.get_ref()));
    }
    for secretariat in &body.serviced_by {
        block.link(wsis::SERVICED_BY, &iri::thing("body", secretariat.get_ref()));
    }
    for recipient in &body.reports_to {
        block.link(wsis::REPORTS_TO, &iri::thing("body", recipient.get_ref()));
    }
    for successor in &body.succeeded_by {
        block.link(wsis::SUCCEEDED_BY, &iri::thing("body", successor.get_ref()));
    }
    if let Some(act) = &body.established_by {
        block.link(wsis::ESTABLISHED_BY, &iri::source(act.get_ref()));
    }
}
