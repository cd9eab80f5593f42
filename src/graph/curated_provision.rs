//! What the data say of a provision: its heading, gist, action lines, themes and goals.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{skos, wsis};
use crate::corpus::records::Provision;

impl Describe for Provision {
    fn iri(&self) -> String {
        iri::provision(self.provision.get_ref())
    }

    // Records of other kinds give evidence for the same provision: this one has a place of its own.
    fn claim(&self) -> String {
        let provision = self.provision.get_ref();
        let path = provision.symbol.iri_path();
        iri::thing("provision", &format!("{path}/{}", provision.path))
    }

    fn describe(&self, block: &mut Block) {
        if let Some(heading) = &self.heading {
            block.words(wsis::HEADING, heading, "en");
        }
        if let Some(gist) = &self.gist {
            block.words(wsis::GIST, gist, "en");
        }
        for line in &self.action_lines {
            block.link(wsis::TOUCHES, &iri::thing("action-line", line.get_ref()));
        }
        for theme in &self.themes {
            block.link(wsis::TREATS, &iri::thing("theme", theme.get_ref()));
        }
        for goal in &self.goals {
            block.link(wsis::GOAL, &iri::goal(goal.get_ref()));
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}
