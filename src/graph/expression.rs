//! A document in one language, and the file it was read from.

use super::block::Block;
use super::iri;
use super::transcribed::TextOf;
use super::vocabulary::{dcterms, eli, rdfs, wsis};
use crate::corpus::Symbol;

/// The IANA media type of the files.
const XML: &str = "http://www.iana.org/assignments/media-types/application/xml";

/// Describes the expression of the document at `address` and its manifestation.
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
    manifestation(block, &expression, symbol, text);
}

fn manifestation(block: &mut Block, expression: &str, symbol: &Symbol, text: &TextOf) {
    let tag = text.reading.language.tag();
    block
        .subject(&format!("{expression}/akn"))
        .a(wsis::MANIFESTATION)
        .words(rdfs::LABEL, &format!("{symbol}, {tag}, Akoma Ntoso"), "en")
        .link(eli::EMBODIES, expression)
        .link(dcterms::FORMAT, XML)
        .integer(wsis::BYTE_SIZE, text.source.bytes)
        .string(wsis::SHA256, &text.source.sha256);
    if let Some(name) = &text.source.name {
        block.string(wsis::FILE_NAME, name);
    }
    if let Some(date) = text.reading.manifestation.date {
        block.date(wsis::MARKED_UP_ON, date);
    }
    if let Some(akn) = &text.reading.manifestation.iri {
        block.string(wsis::AKN_MANIFESTATION, akn);
    }
}
