//! The curated records as blocks, in the order in which a release holds them.

use std::collections::{BTreeSet, HashSet};

use super::block::Block;
use super::layer::Layer;
use super::provision;
use crate::corpus::references::{Reference, Refers};
use crate::corpus::values::{ProvisionRef, Source};
use crate::corpus::{Corpus, Record};
use crate::problem::Place;

/// A block made from one record, and where that record stands.
#[derive(Debug)]
pub struct CuratedBlock {
    /// The quads.
    pub block: Block,
    /// The place of the record, for messages.
    pub place: Place,
    /// The provision it stands in for, where it is no record but a provision
    /// that records refer to: a text that tells the provision makes it needless.
    pub stands_in_for: Option<String>,
}

/// A kind of record that can be stated in RDF.
pub trait Describe: Refers {
    /// The address of the thing.
    fn iri(&self) -> String;
    /// Says everything about the thing; the block's subject is its address.
    fn describe(&self, block: &mut Block);
    /// The address below which its evidence is numbered.
    fn claim(&self) -> String {
        self.iri()
    }
}

/// Every curated record as a block, then a block for each provision that some
/// record refers to.
#[must_use]
pub fn blocks(corpus: &Corpus) -> Vec<CuratedBlock> {
    let mut writer = Writer::default();
    writer.all(&corpus.documents);
    writer.all(&corpus.bodies);
    writer.all(&corpus.events);
    writer.all(&corpus.mandates);
    writer.all(&corpus.mandate_events);
    writer.all(&corpus.memberships);
    writer.all(&corpus.targets);
    writer.all(&corpus.facilitations);
    writer.all(&corpus.provisions);
    writer.all(&corpus.places);
    writer.all(&corpus.persons);
    writer.all(&corpus.indicators);
    writer.rows(&corpus.matrix);
    writer.rows(&corpus.links);
    writer.remember_names();
    writer.rows(&corpus.labels);
    writer.provisions()
}

#[derive(Default)]
struct Writer {
    blocks: Vec<CuratedBlock>,
    provisions: BTreeSet<ProvisionRef>,
    said: HashSet<String>,
}

impl Writer {
    /// Rows that say something of things they share with other rows: what two say alike is said once.
    fn rows<T: Describe>(&mut self, records: &[Record<T>]) {
        let first = self.blocks.len();
        self.all(records);
        for curated in self.blocks.iter_mut().skip(first) {
            curated.block.retain(|quad| self.said.insert(quad.to_string()));
        }
    }

    /// A name that a record gives is not said again by the table of names.
    fn remember_names(&mut self) {
        for curated in &self.blocks {
            let names = curated
                .block
                .iter()
                .filter(|quad| quad.predicate == super::vocabulary::rdfs::LABEL);
            self.said.extend(names.map(|quad| quad.to_string()));
        }
    }

    fn all<T: Describe>(&mut self, records: &[Record<T>]) {
        for record in records {
            let mut block = Block::new(Layer::Curated);
            let iri = record.value.iri();
            block.subject(&iri);
            record.value.describe(&mut block);
            super::evidence::write(&mut block, &iri, &record.value.claim(), record.value.evidence());
            self.blocks.push(CuratedBlock {
                block,
                place: record.place(record.span.clone()),
                stands_in_for: None,
            });
            self.note(&record.value);
        }
    }

    /// Remembers the provisions that a record or its evidence refers to, and
    /// those that hold them.
    fn note(&mut self, record: &impl Describe) {
        record.references(&mut |reference| match reference {
            Reference::Provision(at) => self.provision(&at.get_ref().clone().into()),
            Reference::Source(at) => self.provision(at.get_ref()),
            _ => {}
        });
        for source in record.passages().filter_map(|p| p.source.as_ref()) {
            self.provision(source.get_ref());
        }
    }

    fn provision(&mut self, source: &Source) {
        let mut path = source.path.as_deref();
        while let Some(at) = path {
            self.provisions.insert(ProvisionRef {
                symbol: source.symbol.clone(),
                path: at.to_owned(),
            });
            path = super::path::parent(at);
        }
    }

    fn provisions(mut self) -> Vec<CuratedBlock> {
        for reference in &self.provisions {
            let mut block = Block::new(Layer::Curated);
            provision::describe_untold(&mut block, reference);
            let iri = super::iri::provision(reference);
            self.blocks.push(CuratedBlock {
                block,
                place: Place::Thing(iri.clone()),
                stands_in_for: Some(iri),
            });
        }
        self.blocks
    }
}
