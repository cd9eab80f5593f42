//! The tools, one a file.

mod about;
pub(super) mod describe;
mod documents;
mod mandates;
pub(super) mod paragraph;
mod quote;
mod resolve;
mod search;
mod sparql;

use super::tool::{Entry, reads};
pub(super) use about::RULES;
pub(super) use documents::documents as document_iris;

/// All tools, in the order in which they are listed.
pub(super) fn all() -> Vec<Entry> {
    vec![
        reads::<search::Search>(),
        reads::<paragraph::GetParagraph>(),
        reads::<quote::Quote>(),
        reads::<mandates::MandatesOfBody>(),
        reads::<resolve::ResolveCitation>(),
        reads::<documents::ListDocuments>(),
        reads::<describe::Describe>(),
        reads::<about::About>(),
        sparql::entry(),
    ]
}
