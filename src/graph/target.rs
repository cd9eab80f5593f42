//! Targets to be reached by a year.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, wsis};
use crate::corpus::records::Target;

impl Describe for Target {
    fn iri(&self) -> String {
        iri::thing("target", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block
            .a(wsis::TARGET)
            .string(wsis::NUMBER, &self.number)
            .link(wsis::STATED_IN, &iri::provision(self.provision.get_ref()))
            .date(wsis::DUE_BY, *self.due.get_ref());
        for (language, name) in &self.name {
            block.words(rdfs::LABEL, name, language.tag());
        }
        for line in &self.action_lines {
            block.link(wsis::TOUCHES, &iri::thing("action-line", line.get_ref()));
        }
    }
}
