//! How complete a release is: what is known to exist, what it describes, what lacks a text.

use std::collections::{BTreeMap, HashMap};

use crate::corpus::records::Complete;
use crate::corpus::{Corpus, Symbol};
use crate::graph::block::Block;
use crate::graph::coverage::{self, Counts};
use crate::text::library::Library;

/// The name under which all documents are counted together.
const ALL: &str = "all-documents";

/// A block for every series of documents, and one for all documents. `undescribed` documents are only
/// known because others cite them. The counts are those of all documents.
pub(super) fn blocks(corpus: &Corpus, library: &Library, undescribed: usize) -> (Vec<Block>, Counts) {
    let languages: HashMap<&Symbol, usize> = library
        .groups
        .iter()
        .map(|group| (&group.symbol, group.texts.len()))
        .collect();
    let mut series: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut recorded = 0;
    for document in corpus.documents.iter().map(|record| &record.value) {
        let versions = languages.get(document.symbol.get_ref()).copied().unwrap_or(0);
        recorded += usize::from(versions > 0);
        let has = |part| document.complete.iter().any(|claim| *claim.get_ref() == part);
        let one = Counts {
            known: 1,
            described: 1,
            with_title: usize::from(!document.title.is_empty() || versions > 0),
            with_text: usize::from(versions > 0),
            language_versions: versions,
            with_gists: usize::from(has(Complete::Gists)),
            with_mandates: usize::from(has(Complete::Mandates)),
        };
        for name in document.series.as_deref().into_iter().chain([ALL]) {
            series.entry(name).or_default().add(one);
        }
    }
    let all = series.entry(ALL).or_default();
    // Texts without a record are described by themselves.
    let others = library.groups.len() - recorded;
    all.add(Counts {
        known: others + undescribed,
        described: others,
        with_title: others,
        with_text: others,
        language_versions: library
            .groups
            .iter()
            .map(|group| group.texts.len())
            .sum::<usize>()
            - all.language_versions,
        ..Counts::default()
    });
    let all = *all;
    let blocks = series
        .into_iter()
        .map(|(name, counts)| coverage::block(name, counts))
        .collect();
    (blocks, all)
}
