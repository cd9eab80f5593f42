//! The curated records as blocks, in the order in which a release holds them.

use std::collections::BTreeSet;

use super::block::Block;
use super::layer::Layer;
use super::provision;
use crate::corpus::values::{Evidence, ProvisionRef, Source};
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
pub trait Describe {
    /// The address of the thing.
    fn iri(&self) -> String;
    /// Says everything about the thing; the block's subject is its address.
    fn describe(&self, block: &mut Block);
    /// How it is known.
    fn evidence(&self) -> &Evidence;
    /// The address below which its evidence is numbered.
    fn claim(&self) -> String {
        self.iri()
    }
    /// The provisions it refers to, apart from those of its evidence.
    fn provisions(&self) -> Vec<Source> {
        Vec::new()
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
    writer.all(&corpus.theme_paragraphs);
    writer.provisions()
}

#[derive(Default)]
struct Writer {
    blocks: Vec<CuratedBlock>,
    provisions: BTreeSet<ProvisionRef>,
}

impl Writer {
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

    fn note(&mut self, record: &impl Describe) {
        let passages = record.evidence().passages().iter();
        let sources = passages.filter_map(|p| p.source.as_ref().map(|s| s.get_ref().clone()));
        for source in sources.chain(record.provisions()) {
            let mut path = source.path.as_deref();
            while let Some(at) = path {
                self.provisions.insert(ProvisionRef {
                    symbol: source.symbol.clone(),
                    path: at.to_owned(),
                });
                path = super::path::parent(at);
            }
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
