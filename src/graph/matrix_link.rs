//! The WSIS-SDG Matrix: which action line serves which goals and targets.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, skos, wsis};
use crate::corpus::records::MatrixLink;

impl Describe for MatrixLink {
    fn iri(&self) -> String {
        let found = self.found();
        let mut path = format!(
            "{}/{}/{}",
            self.action_line.get_ref(),
            self.listed_under.get_ref(),
            if found.is_empty() {
                "goal".to_owned()
            } else {
                iri::slug(found)
            }
        );
        // A cell of the source may name several targets: each is a link.
        if let Some(target) = self
            .target
            .as_ref()
            .filter(|target| !found.is_empty() && target.get_ref() != found)
        {
            path.push('/');
            path.push_str(target.get_ref());
        }
        iri::thing("matrix-link", &path)
    }

    fn describe(&self, block: &mut Block) {
        let line = iri::thing("action-line", self.action_line.get_ref());
        let label = format!(
            "WSIS-SDG Matrix: {}, SDG {}: {}",
            self.action_line.get_ref().to_uppercase(),
            self.listed_under.get_ref(),
            if self.found().is_empty() {
                "no target"
            } else {
                self.found()
            }
        );
        block
            .a(wsis::MATRIX_LINK)
            .words(rdfs::LABEL, &label, "en")
            .link(wsis::ACTION_LINE, &line)
            .link(wsis::LISTED_UNDER, &iri::goal(self.listed_under.get_ref()));
        if let Some(found) = &self.as_found {
            block.string(wsis::AS_FOUND, found.get_ref());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
        if let Some(target) = &self.target {
            let goal = iri::goal(target.get_ref());
            let link = self.iri();
            block
                .link(wsis::GOAL, &goal)
                .subject(&line)
                .link(wsis::GOAL, &goal)
                .subject(&link);
        }
    }
}

impl MatrixLink {
    /// What the source says; empty where it lists the goal alone.
    fn found(&self) -> &str {
        self.as_found
            .as_ref()
            .map_or("", |found| found.get_ref().as_str())
    }
}
