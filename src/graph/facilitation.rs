//! Who facilitates which action line.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, skos, wsis};
use crate::corpus::records::Facilitation;

impl Describe for Facilitation {
    fn iri(&self) -> String {
        let path = format!(
            "{}/{}/{}",
            self.action_line.get_ref(),
            self.body.get_ref(),
            self.role.get_ref()
        );
        iri::thing("facilitation", &path)
    }

    fn describe(&self, block: &mut Block) {
        let label = format!(
            "{}: {} of action line {}",
            self.body.get_ref(),
            self.role.get_ref(),
            self.action_line.get_ref()
        );
        block
            .a(wsis::FACILITATION)
            .words(rdfs::LABEL, &label, "en")
            .link(wsis::FACILITATOR, &iri::thing("body", self.body.get_ref()))
            .link(
                wsis::ACTION_LINE,
                &iri::thing("action-line", self.action_line.get_ref()),
            )
            .link(wsis::ROLE, &iri::thing("role", self.role.get_ref()));
        if let Some(date) = &self.from {
            block.date(wsis::FROM, *date.get_ref());
        }
        if let Some(date) = &self.until {
            block.date(wsis::UNTIL, *date.get_ref());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}
