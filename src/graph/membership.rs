//! Curated memberships: who sits in a body, in which role, from when to when.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{org, rdfs, skos, wsis};
use crate::corpus::records::Membership;

impl Describe for Membership {
    fn iri(&self) -> String {
        let path = format!(
            "{}/{}/{}",
            self.organization.get_ref(),
            self.member.get_ref(),
            self.role.get_ref()
        );
        iri::thing("membership", &path)
    }

    fn describe(&self, block: &mut Block) {
        let label = format!(
            "{}: {} of {}",
            self.member.get_ref(),
            self.role.get_ref(),
            self.organization.get_ref()
        );
        block
            .a(wsis::MEMBERSHIP)
            .words(rdfs::LABEL, &label, "en")
            .link(org::MEMBER, &iri::reference("body", self.member.get_ref()))
            .link(
                org::ORGANIZATION,
                &iri::thing("body", self.organization.get_ref()),
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
