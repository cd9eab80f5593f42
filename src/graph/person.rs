//! People who chaired or facilitated.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{rdfs, skos, wsis};
use crate::corpus::records::Person;

impl Describe for Person {
    fn iri(&self) -> String {
        iri::thing("person", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block.a(wsis::PERSON);
        for (language, name) in &self.name {
            block.words(rdfs::LABEL, name, language.tag());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}
