//! Citations that the official files themselves mark as links.

use super::block::Block;
use super::iri;
use super::transcribed::{Merged, TextOf};
use super::vocabulary::{rdfs, wsis};
use crate::corpus::Symbol;

/// Describes the citations made by one provision: one for each document cited,
/// with the linked words of every language that has the link.
pub(super) fn describe(
    block: &mut Block,
    address: &str,
    symbol: &Symbol,
    texts: &[TextOf],
    merged: &Merged<'_>,
) {
    let citing = iri::below(address, &merged.first.path);
    let cited = cited(merged, symbol);
    if cited.is_empty() {
        return;
    }
    block.subject(&citing);
    for target in &cited {
        block.link(wsis::CITES, &iri::document(target));
    }
    for target in cited {
        let label = super::path::label(symbol, &merged.first.path);
        block
            .subject(&iri::citation(&citing, target))
            .a(wsis::CITATION)
            .words(rdfs::LABEL, &format!("{label} cites {target}"), "en")
            .link(wsis::CITING_PROVISION, &citing)
            .link(wsis::CITED, &iri::document(target))
            .link(wsis::METHOD, &iri::thing("method", "transcribed"))
            // The official file itself marks the link.
            .typed(wsis::CONFIDENCE, "1.0", oxrdf::vocab::xsd::DECIMAL);
        words(block, texts, merged, target);
    }
}

/// The documents linked to, each once, in the order of the languages; links of
/// a document to itself are its own name, not citations.
fn cited<'a>(merged: &Merged<'a>, own: &Symbol) -> Vec<&'a Symbol> {
    let mut cited = Vec::new();
    for (_, telling) in &merged.tellings {
        for target in telling.links.iter().filter_map(|link| link.target.as_ref()) {
            if target != own && !cited.contains(&target) {
                cited.push(target);
            }
        }
    }
    cited
}

fn words(block: &mut Block, texts: &[TextOf], merged: &Merged<'_>, target: &Symbol) {
    for (number, telling) in &merged.tellings {
        let Some(text) = texts.get(*number) else {
            continue;
        };
        let links = telling.links.iter();
        let mut printed: Vec<&str> = links
            .filter(|link| link.target.as_ref() == Some(target))
            .map(|link| link.words.as_str())
            .collect();
        printed.sort_unstable();
        printed.dedup();
        for words in printed {
            block.words(wsis::WORDS, words, text.reading.language.tag());
        }
    }
}
