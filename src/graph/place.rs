//! Towns where events are held.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{geo, rdfs, schema, skos, wsis};
use crate::corpus::records::Place;

impl Describe for Place {
    fn iri(&self) -> String {
        iri::thing("place", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block.a(wsis::PLACE_CLASS);
        for (language, name) in &self.name {
            block.words(rdfs::LABEL, name, language.tag());
        }
        if let Some(country) = &self.country {
            block.string(schema::ADDRESS_COUNTRY, country.get_ref());
        }
        for (predicate, degrees) in [(geo::LAT, self.latitude), (geo::LONG, self.longitude)] {
            if let Some(degrees) = degrees {
                block.decimal(predicate, degrees);
            }
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
    }
}
