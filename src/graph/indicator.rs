//! How targets are measured, and what was reported.

use super::block::Block;
use super::curated::Describe;
use super::vocabulary::{rdfs, skos, wsis};
use super::{evidence, iri};
use crate::corpus::records::Indicator;

impl Describe for Indicator {
    fn iri(&self) -> String {
        iri::thing("indicator", self.id.get_ref())
    }

    fn describe(&self, block: &mut Block) {
        block
            .a(wsis::INDICATOR)
            .link(wsis::MEASURES, &iri::thing("target", self.target.get_ref()));
        for (language, name) in &self.name {
            block.words(rdfs::LABEL, name, language.tag());
        }
        if let Some(note) = &self.note {
            block.words(skos::NOTE, note, "en");
        }
        reports(self, block);
    }
}

fn reports(indicator: &Indicator, block: &mut Block) {
    let address = indicator.iri();
    for (number, report) in (1..).zip(&indicator.reports) {
        let node = iri::thing("report", &format!("{}/{number}", indicator.id.get_ref()));
        block
            .subject(&address)
            .link(wsis::REPORT, &node)
            .subject(&node)
            .a(wsis::REPORTED_VALUE)
            .date(wsis::REPORTED_FOR, *report.year.get_ref())
            .words(rdfs::LABEL, &report.value, "en");
        evidence::write(block, &node, &node, &report.evidence);
    }
    block.subject(&address);
}
