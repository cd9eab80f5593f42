//! Collects everything that matches, with its score.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Gives all matches: totals and facets are counted over all of them. The index has one segment.
pub(super) struct Everything;

impl Collector for Everything {
    type Fruit = Vec<(DocId, Score)>;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<OfSegment> {
        Ok(OfSegment::default())
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<(DocId, Score)>>) -> tantivy::Result<Vec<(DocId, Score)>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

#[derive(Default)]
pub(super) struct OfSegment(Vec<(DocId, Score)>);

impl SegmentCollector for OfSegment {
    type Fruit = Vec<(DocId, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.0.push((document, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}
