//! A document (work) as the heads of its texts tell it.

use super::block::Block;
use super::transcribed::TextOf;
use super::vocabulary::{dcterms, rdfs, wsis};
use super::{iri, keyword, step, vote};
use crate::corpus::reading::{ProvisionKind, Reading};
use crate::corpus::{Symbol, register};
use crate::text::format::Format;

/// Describes the document at `address`; `texts` begin with the language that
/// speaks for the work.
pub(super) fn describe(block: &mut Block, address: &str, symbol: &Symbol, texts: &[TextOf]) {
    let Some(TextOf { reading: first, .. }) = texts.first() else {
        return;
    };
    block.subject(address).a(wsis::DOCUMENT);
    names(block, symbol, texts);
    adoption(block, symbol, first, texts);
    agenda(block, first, texts);
    origin(block, first, texts);
    keyword::link(block, &first.keywords);
    let vote_of = texts.iter().find_map(|text| text.reading.vote.as_ref());
    if vote_of.is_some() {
        block.link(wsis::VOTE_TAKEN, &format!("{address}/vote"));
    }
    for number in 1..=first.steps.len() {
        block.link(wsis::STEP, &format!("{address}/step/{number}"));
    }
    if let Some(vote_of) = vote_of {
        vote::describe(block, address, symbol, vote_of);
    }
    for (number, step_of) in (1..).zip(&first.steps) {
        step::describe(block, address, symbol, step_of, number);
    }
}

fn names(block: &mut Block, symbol: &Symbol, texts: &[TextOf]) {
    let mut printed = vec![symbol.to_string()];
    for text in texts {
        let other = &text.reading.printed_symbol;
        if !other.is_empty() && !printed.contains(other) {
            printed.push(other.clone());
        }
    }
    for symbol in &printed {
        block.string(wsis::SYMBOL, symbol);
    }
    let mut titled = false;
    for text in texts {
        if let Some(title) = text.reading.title.as_deref().filter(|title| !title.is_empty()) {
            let tag = text.reading.language.tag();
            block
                .words(dcterms::TITLE, title, tag)
                .words(rdfs::LABEL, title, tag);
            titled = true;
        }
    }
    if !titled {
        block.string(rdfs::LABEL, &symbol.to_string());
    }
}

fn adoption(block: &mut Block, symbol: &Symbol, first: &Reading, texts: &[TextOf]) {
    if let Some(kind) = register::kind(symbol) {
        block.link(wsis::DOCUMENT_KIND, &iri::thing("document-kind", kind));
    }
    if let Some(body) = register::organ(symbol) {
        block.link(wsis::ADOPTED_BY, &iri::thing("body", body));
    }
    if let Some(date) = first.work.date.or(first.closing.date) {
        block.date(wsis::ADOPTED_ON, date);
    }
    if let Some(date) = first.expression.date {
        block.date(wsis::ISSUED_ON, date);
    }
    if let Some(number) = first.session.as_ref().and_then(|session| session.number) {
        block.integer(wsis::SESSION, number.into());
    }
    for text in texts {
        if let Some(meeting) = &text.reading.closing.meeting {
            block.words(wsis::MEETING, meeting, text.reading.language.tag());
        }
    }
    if let Some(record) = meeting_record(first) {
        block.link(wsis::MEETING_RECORD, &iri::document(record));
    }
    if let Some(akn) = &first.work.iri {
        block.string(wsis::AKN_WORK, akn);
    }
    // Copies in JSON lose numbers at times.
    if texts
        .first()
        .is_some_and(|text| text.source.format <= Format::Pdf)
    {
        block.integer(wsis::PARAGRAPH_COUNT, numbered(first));
    }
}

/// The record of the meeting that adopted the document, which the file names
/// with the step of adoption ("A/80/PV.68").
fn meeting_record(reading: &Reading) -> Option<&Symbol> {
    let mut records = reading.steps.iter().filter(|step| step.outcome == "adopted");
    records
        .find_map(|step| step.document.as_ref())
        .filter(|symbol| symbol.as_str().contains("/PV."))
}

/// The number of numbered paragraphs of the main text, annexes left out.
fn numbered(reading: &Reading) -> u64 {
    let count = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Paragraph && p.number.is_some())
        .filter(|p| !p.path.starts_with("annex/"))
        .count();
    count as u64
}

fn agenda(block: &mut Block, first: &Reading, texts: &[TextOf]) {
    for item in first.agenda.iter().filter(|item| !item.number.is_empty()) {
        block.string(wsis::AGENDA_ITEM, &item.number);
    }
    for text in texts {
        for title in text.reading.agenda.iter().filter_map(|item| item.title.as_ref()) {
            block.words(wsis::AGENDA_ITEM_TITLE, title, text.reading.language.tag());
        }
    }
}

fn origin(block: &mut Block, first: &Reading, texts: &[TextOf]) {
    for document in first.origin.iter().flat_map(|origin| &origin.documents) {
        block.link(wsis::ORIGIN, &iri::document(document));
    }
    for text in texts {
        if let Some(origin) = &text.reading.origin {
            block.words(wsis::ORIGIN_NOTE, &origin.printed, text.reading.language.tag());
        }
    }
}
