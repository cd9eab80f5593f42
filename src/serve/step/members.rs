//! The changes of a page, with what their things stated.

use super::super::iri::BASE;
use super::super::respond::Problem;
use super::super::state::Loaded;
use super::past;
use crate::release::changes::Change;
use crate::release::history::Published;
use axum::http::StatusCode;

/// A change and the statements of its thing at that time.
pub(super) struct Member {
    /// The change.
    pub change: Change,
    /// Lines of N-Quads; none for what is deleted.
    pub lines: Vec<String>,
}

/// A page of changes.
pub(super) struct Members {
    /// The publication that made them.
    pub entry: Published,
    /// Those whose words are still kept.
    pub members: Vec<Member>,
    /// The number of the next page of the same publication.
    pub next: Option<usize>,
}

/// The page `number`, counted from 1.
///
/// # Errors
/// When there is no such page, or nothing is known of the past.
pub(super) fn page(loaded: &Loaded, number: usize) -> Result<Members, Problem> {
    let past = past(loaded)?;
    let none = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            format!("There is no page {number}; there are {}.", past.pages().len()),
        )
    };
    let at = number.checked_sub(1).ok_or_else(none)?;
    let page = past.pages().get(at).ok_or_else(none)?;
    let entry = past.history().number(page.number).ok_or_else(none)?;
    let changes = past
        .changes(page)
        .map_err(|error| Problem::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()))?;
    let members = changes.into_iter().filter_map(|change| {
        use crate::release::changes::Act;
        let lines = match change.act {
            Act::Deleted => Vec::new(),
            Act::Created | Act::Updated => loaded.known.statements(&change.iri, entry.number)?,
        };
        Some(Member { change, lines })
    });
    let next = past.pages().get(number).filter(|next| next.number == page.number);
    Ok(Members {
        entry: entry.clone(),
        members: members.collect(),
        next: next.map(|_| number + 1),
    })
}

/// What a thing as a publication had it is called: its address within that release.
pub(super) fn version_iri(change: &Change, entry: &Published) -> String {
    let number = entry.number;
    match change.iri.strip_prefix(BASE) {
        Some(path) => format!("{BASE}release/{number}/{path}"),
        // Something of others that the catalog speaks of: no address is made in their name.
        None => {
            let path = change
                .iri
                .split_once("://")
                .map_or(change.iri.as_str(), |(_, path)| path);
            format!("{BASE}release/{number}/other/{path}")
        }
    }
}
