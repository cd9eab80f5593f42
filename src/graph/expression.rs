//! A document in one language, and the file it was read from.

use super::block::Block;
use super::iri;
use super::transcribed::{SourceText, TextOf};
use super::vocabulary::{dcterms, eli, rdfs, wsis};
use crate::corpus::{Language, Symbol};

/// Describes the expression of the document at `address` and its manifestations.
pub(super) fn describe(block: &mut Block, address: &str, symbol: &Symbol, text: &TextOf) {
    let reading = &text.reading;
    let tag = reading.language.tag();
    let expression = format!("{address}/{tag}");
    block
        .subject(&expression)
        .a(wsis::EXPRESSION)
        .words(
            rdfs::LABEL,
            &format!("{symbol} ({})", reading.language.own_name()),
            "en",
        )
        .link(eli::REALIZES, address)
        .link(dcterms::LANGUAGE, &iri::language(reading.language))
        .string(wsis::LANGUAGE_TAG, tag);
    if let Some(title) = &reading.title {
        block.words(dcterms::TITLE, title, tag);
    }
    if let Some(date) = reading.expression.date {
        block.date(wsis::ISSUED_ON, date);
    }
    if let Some(number) = &reading.job_number {
        block.string(wsis::JOB_NUMBER, number);
    }
    if let Some(session) = &reading.session {
        block.words(wsis::SESSION_LABEL, &session.label, tag);
    }
    if let Some(akn) = &reading.expression.iri {
        block.string(wsis::AKN_EXPRESSION, akn);
    }
    read_from(block, &expression, symbol, text);
    for other in &text.others {
        manifestation(block, &expression, symbol, tag, &other.source);
        // To four places, in the canonical form: stores write it so.
        block.decimal(wsis::AGREEMENT, (other.agreement * 1e4).round() / 1e4);
    }
}

/// The file the words come from, with what it says of itself.
fn read_from(block: &mut Block, expression: &str, symbol: &Symbol, text: &TextOf) {
    let reading = &text.reading;
    manifestation(block, expression, symbol, reading.language.tag(), &text.source);
    if let Some(date) = reading.manifestation.date {
        block.date(wsis::MARKED_UP_ON, date);
    }
    if let Some(akn) = &reading.manifestation.iri {
        block.string(wsis::AKN_MANIFESTATION, akn);
    }
}

fn manifestation(block: &mut Block, expression: &str, symbol: &Symbol, tag: &str, source: &SourceText) {
    let format = source.format;
    block
        .subject(&format!("{expression}/{}", format.short()))
        .a(wsis::MANIFESTATION)
        .words(rdfs::LABEL, &format!("{symbol}, {tag}, {}", format.label()), "en")
        .link(eli::EMBODIES, expression)
        .link(dcterms::FORMAT, format.media_type())
        .integer(wsis::BYTE_SIZE, source.bytes)
        .string(wsis::SHA256, &source.sha256);
    if let Some(name) = &source.name {
        block.string(wsis::FILE_NAME, name);
    }
}

/// The provisions that other languages have and this one has not.
pub(super) fn gaps<'m>(
    block: &mut Block,
    address: &str,
    language: Language,
    missing: impl Iterator<Item = &'m str>,
) {
    let mut missing = missing.peekable();
    if missing.peek().is_none() {
        return;
    }
    block.subject(&format!("{address}/{}", language.tag()));
    for path in missing {
        block.link(wsis::LACKS, &iri::below(address, path));
    }
}
