//! Links to the things of other data sets.

use oxrdf::NamedNodeRef;

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::{dcterms, schema, skos};
use crate::corpus::records::{Link, Relation};

impl Describe for Link {
    fn iri(&self) -> String {
        iri::named(self.thing.get_ref())
    }

    // A thing has many links: the evidence belongs to each.
    fn claim(&self) -> String {
        let target = self.target.get_ref();
        let path = target.split_once("://").map_or(target.as_str(), |(_, path)| path);
        let path: Vec<String> = path
            .split(['/', '#'])
            .filter(|part| !part.is_empty())
            .map(plain)
            .collect();
        iri::thing("link", &format!("{}/{}", self.thing.get_ref(), path.join("/")))
    }

    fn describe(&self, block: &mut Block) {
        block.link(self.predicate(), self.target.get_ref());
    }
}

impl Link {
    /// The property that says the relation: a document has subjects, concepts have matches.
    fn predicate(&self) -> NamedNodeRef<'static> {
        let document = self.thing.get_ref().starts_with("document/");
        match self.relation.get_ref() {
            Relation::Same => schema::SAME_AS,
            Relation::Exact => skos::EXACT_MATCH,
            Relation::Close => skos::CLOSE_MATCH,
            Relation::Related if document => dcterms::SUBJECT,
            Relation::Related => skos::RELATED_MATCH,
            Relation::Broad => skos::BROAD_MATCH,
            Relation::Narrow => skos::NARROW_MATCH,
        }
    }
}

/// A part of an address with letters, digits, dots and hyphens only.
fn plain(part: &str) -> String {
    part.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect()
}
