//! How complete a release is, one node for each series of documents.

use super::block::Block;
use super::iri;
use super::layer::Layer;
use super::vocabulary::{rdfs, wsis};

/// What is counted of a series.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Documents known to exist.
    pub known: usize,
    /// Documents with a record or a text.
    pub described: usize,
    /// Documents with a title.
    pub with_title: usize,
    /// Documents with an official text in some language.
    pub with_text: usize,
    /// Texts in one language.
    pub language_versions: usize,
    /// Documents with a gist for every numbered paragraph.
    pub with_gists: usize,
    /// Documents with a record for every mandate.
    pub with_mandates: usize,
}

impl Counts {
    /// Adds other documents of the series.
    pub fn add(&mut self, other: Self) {
        self.known += other.known;
        self.described += other.described;
        self.with_title += other.with_title;
        self.with_text += other.with_text;
        self.language_versions += other.language_versions;
        self.with_gists += other.with_gists;
        self.with_mandates += other.with_mandates;
    }
}

/// The block of one series.
#[must_use]
pub fn block(series: &str, counts: Counts) -> Block {
    let mut block = Block::new(Layer::Extracted);
    block
        .subject(&iri::thing("coverage", series))
        .a(wsis::COVERAGE)
        .words(rdfs::LABEL, &format!("Coverage of {series}"), "en")
        .string(wsis::COVERAGE_OF, series);
    for (predicate, count) in [
        (wsis::KNOWN, counts.known),
        (wsis::DESCRIBED, counts.described),
        (wsis::WITH_TITLE, counts.with_title),
        (wsis::WITH_TEXT, counts.with_text),
        (wsis::LANGUAGE_VERSIONS, counts.language_versions),
        (wsis::WITH_GISTS, counts.with_gists),
        (wsis::WITH_MANDATES, counts.with_mandates),
    ] {
        block.integer(predicate, u64::try_from(count).unwrap_or(u64::MAX));
    }
    block
}
