//! How good a release is: the Data Quality Vocabulary (W3C Working Group Note, 15 December 2016).

use oxrdf::NamedNodeRef;

use super::dataset;
use crate::graph::block::Block;
use crate::graph::iri;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{dqv, ldqd, skos};

/// What a measurement speaks of (Zaveri et al., as DQV's companion vocabulary names the dimensions).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Whether what is stated is so.
    Accuracy,
    /// Whether it agrees with itself and its rules.
    Consistency,
    /// Whether it is all there.
    Completeness,
}

impl Dimension {
    fn term(self) -> NamedNodeRef<'static> {
        match self {
            Self::Accuracy => ldqd::SEMANTIC_ACCURACY,
            Self::Consistency => ldqd::CONSISTENCY,
            Self::Completeness => ldqd::COMPLETENESS,
        }
    }
}

/// A number with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Its name in addresses.
    pub name: String,
    /// What is counted, in words.
    pub label: String,
    /// What it speaks of.
    pub dimension: Dimension,
    /// The number.
    pub value: usize,
}

/// The block of all measurements and of the metrics they follow.
#[must_use]
pub fn block(measured: &[Measured]) -> Block {
    let mut block = Block::new(Layer::Catalog);
    let dataset = dataset();
    for measured in measured {
        let metric = iri::in_catalog(&format!("metric-{}", measured.name));
        let measurement = iri::in_catalog(&format!("quality-{}", measured.name));
        block.subject(&dataset).link(dqv::HAS_MEASUREMENT, &measurement);
        block
            .subject(&measurement)
            .a(dqv::MEASUREMENT)
            .link(dqv::IS_MEASUREMENT_OF, &metric)
            .link(dqv::COMPUTED_ON, &dataset)
            .integer(dqv::VALUE, measured.value as u64);
        block
            .subject(&metric)
            .a(dqv::METRIC)
            .words(skos::PREF_LABEL, &measured.label, "en")
            .term(dqv::IN_DIMENSION, measured.dimension.term())
            .term(dqv::EXPECTED_DATA_TYPE, oxrdf::vocab::xsd::INTEGER);
    }
    block
}
