//! The stages of a document's adoption.

use super::block::Block;
use super::iri;
use super::vocabulary::{rdfs, wsis};
use crate::corpus::Symbol;
use crate::corpus::reading::Step;

/// Describes the `number`-th step of the document at `address`.
pub(super) fn describe(block: &mut Block, address: &str, symbol: &Symbol, step: &Step, number: u64) {
    block
        .subject(&format!("{address}/step/{number}"))
        .a(wsis::WORKFLOW_STEP)
        .words(
            rdfs::LABEL,
            &format!("{symbol}, step {number}: {}", step.outcome),
            "en",
        )
        .integer(wsis::ORDER, number)
        .string(wsis::OUTCOME, &step.outcome);
    if let Some(date) = step.date {
        block.date(wsis::STEP_DATE, date);
    }
    match (&step.document, &step.printed_document) {
        (Some(document), _) => {
            block.link(wsis::RECORD, &iri::document(document));
        }
        (None, Some(printed)) => {
            block.string(wsis::PRINTED_LABEL, printed);
        }
        (None, None) => {}
    }
    if let Some(by) = &step.by {
        block.string(wsis::ORIGINATOR, by);
    }
}
