//! Names of things in the other official languages.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, skos};
use crate::corpus::records::Label;
use crate::corpus::values::Evidence;

impl Describe for Label {
    fn iri(&self) -> String {
        iri::named(self.thing.get_ref())
    }

    // Names that a text prints and names that we translated rest on different evidence.
    fn claim(&self) -> String {
        let how = match &self.evidence {
            Evidence::Translated => "translated",
            Evidence::Unverified | Evidence::Passages(_) => "printed",
        };
        let tags: Vec<&str> = self.names.iter().map(|(language, _)| language.tag()).collect();
        iri::thing(
            "name",
            &format!("{}/{how}/{}", self.thing.get_ref(), tags.join("-")),
        )
    }

    fn describe(&self, block: &mut Block) {
        let concept = CONCEPTS.iter().any(|kind| self.thing.get_ref().starts_with(kind));
        for (language, name) in &self.names {
            block.words(rdfs::LABEL, name.get_ref(), language.tag());
            if concept {
                block.words(skos::PREF_LABEL, name.get_ref(), language.tag());
            }
        }
    }
}

/// The kinds of things that are concepts of `ontology/concepts`, as their addresses begin.
const CONCEPTS: [&str; 11] = [
    "action-line/",
    "theme/",
    "document-kind/",
    "event-kind/",
    "force/",
    "mandate-event-kind/",
    "method/",
    "recurrence/",
    "review-state/",
    "role/",
    "stakeholder-group/",
];
