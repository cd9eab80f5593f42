//! Provisions: paragraphs, sections, annexes, footnotes; and their texts.

use oxrdf::NamedNodeRef;

use super::block::Block;
use super::transcribed::{Merged, TextOf};
use super::vocabulary::{dcterms, eli, rdfs, wsis};
use super::{iri, path};
use crate::corpus::Symbol;
use crate::corpus::reading::{Provision, ProvisionKind};
use crate::corpus::values::ProvisionRef;

/// Describes the provision of the document at `address`, the `index`-th of it
/// (from 0), and its text in every language.
pub(super) fn describe(
    block: &mut Block,
    address: &str,
    symbol: &Symbol,
    texts: &[TextOf],
    merged: &Merged<'_>,
    index: usize,
) {
    let first = merged.first;
    let iri = iri::below(address, &first.path);
    head(
        block,
        address,
        symbol,
        &first.path,
        class(first.kind),
        &iri,
        merged.parent,
    );
    block.integer(wsis::ORDER, index as u64 + 1);
    if let Some(number) = &first.number {
        block.string(wsis::NUMBER, number);
    }
    if first.kind == ProvisionKind::Section && first.level > 0 {
        block.integer(wsis::LEVEL, first.level.into());
    }
    if first.kind == ProvisionKind::Footnote {
        for caller in callers(texts, merged) {
            block.link(wsis::FOOTNOTE_OF, &iri::below(address, caller));
        }
    }
    for (number, telling) in &merged.tellings {
        if let Some(text) = texts.get(*number) {
            text_of(block, address, symbol, &iri, text, telling);
        }
    }
}

/// Describes a provision that curated data refer to and no text tells.
pub(super) fn describe_untold(block: &mut Block, reference: &ProvisionRef) {
    let address = iri::document(&reference.symbol);
    let iri = iri::provision(reference);
    let class = path::class(&reference.path);
    let parent = path::parent(&reference.path);
    head(
        block,
        &address,
        &reference.symbol,
        &reference.path,
        class,
        &iri,
        parent,
    );
    block.string(wsis::NUMBER, path::number(&reference.path));
}

fn head(
    block: &mut Block,
    address: &str,
    symbol: &Symbol,
    path: &str,
    class: NamedNodeRef<'static>,
    iri: &str,
    parent: Option<&str>,
) {
    block
        .subject(iri)
        .a(class)
        .words(rdfs::LABEL, &path::label(symbol, path), "en")
        .link(wsis::IN_DOCUMENT, address);
    match parent {
        Some(parent) => block.link(eli::IS_PART_OF, &iri::below(address, parent)),
        None => block.link(eli::IS_PART_OF, address),
    };
}

fn text_of(block: &mut Block, address: &str, symbol: &Symbol, iri: &str, text: &TextOf, telling: &Provision) {
    let language = text.reading.language;
    let tag = language.tag();
    let label = format!("{} ({tag})", path::label(symbol, &telling.path));
    block
        .subject(&format!("{iri}/{tag}"))
        .a(wsis::PROVISION_TEXT)
        .words(rdfs::LABEL, &label, "en")
        .link(eli::REALIZES, iri)
        .link(eli::IS_PART_OF, &format!("{address}/{tag}"))
        .link(dcterms::LANGUAGE, &iri::language(language));
    if !telling.text.is_empty() {
        block.words(wsis::TEXT, &telling.text, tag);
    }
    if let Some(label) = &telling.label {
        block.string(wsis::PRINTED_LABEL, label);
    }
    if let Some(words) = &telling.operative {
        block.words(wsis::OPERATIVE_WORDS, words, tag);
    }
    if let Some(id) = &telling.akn_id {
        block.string(wsis::AKN_ID, id);
    }
    if telling.kind == ProvisionKind::Footnote {
        mark(block, text, telling);
    }
}

/// Where the footnote is called in the text of its language: the first call.
fn mark(block: &mut Block, text: &TextOf, footnote: &Provision) {
    let mut marks = text.reading.provisions.iter().flat_map(|p| &p.marks);
    if let Some(mark) = marks.find(|mark| mark.footnote == footnote.path) {
        block
            .integer(wsis::MARK_OFFSET, mark.offset as u64)
            .string(wsis::PRINTED_MARK, &mark.label);
    }
}

/// The paths of the provisions that call the footnote, in order, each once.
fn callers<'a>(texts: &'a [TextOf], merged: &Merged<'a>) -> Vec<&'a str> {
    let Some(text) = merged.tellings.first().and_then(|(number, _)| texts.get(*number)) else {
        return Vec::new();
    };
    let mut callers = Vec::new();
    for provision in &text.reading.provisions {
        let calls = provision
            .marks
            .iter()
            .any(|mark| mark.footnote == merged.first.path);
        if calls && !callers.contains(&provision.path.as_str()) {
            callers.push(provision.path.as_str());
        }
    }
    callers
}

fn class(kind: ProvisionKind) -> NamedNodeRef<'static> {
    match kind {
        ProvisionKind::Section => wsis::SECTION,
        ProvisionKind::Paragraph => wsis::PARAGRAPH,
        ProvisionKind::SubParagraph => wsis::SUB_PARAGRAPH,
        ProvisionKind::PreambularParagraph => wsis::PREAMBULAR_PARAGRAPH,
        ProvisionKind::Annex => wsis::ANNEX,
        ProvisionKind::Footnote => wsis::FOOTNOTE,
    }
}
