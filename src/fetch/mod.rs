//! Brings the official texts from their official addresses into a local folder: the only outgoing network of the
//! program.
//!
//! ```text
//! data/sources.toml ─> load ─> Sources ─┐
//! data/documents ──────────────────────┴> plan ─> work ─> request ─> download ─> verify ─> store
//! ```
//!
//! It is polite (one connection a host, pauses, robots.txt, conditional requests), bounded (sizes, times, attempts),
//! keeps to the public internet (`guard`), and believes nothing: a file counts as fetched when its own bytes say
//! that it is the text asked for (`verify`).

mod check_source;
mod download;
mod failure;
mod guard;
mod hosts;
mod listing;
mod load;
mod names;
mod part;
mod pattern;
mod plan;
mod queue;
mod record;
mod report;
mod request;
mod robots;
mod sources;
mod store;
mod verify;
mod work;

use std::path::Path;

pub use failure::Reason;
pub use load::load;
pub use pattern::Template;
pub use plan::{Candidate, Choice, Target, plan};
pub use record::Record;
pub use report::{Attempt, FileReport, Outcome, counts, problems};
pub use sources::{Ask, Challenge, Limits, Source, Sources};
pub use store::StoreError;
pub use verify::{Identify, identify};

use crate::problem::{Place, Problem};

/// Why nothing could be fetched at all.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The folder cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No client can be made.
    #[error(
        "cannot speak https: {0}; the root certificates of the system are needed (package ca-certificates)"
    )]
    Client(reqwest::Error),
    /// The records cannot be written at the end.
    #[error("cannot write the records of what was fetched: {0}")]
    Records(std::io::Error),
}

/// Fetches `targets` into the folder `into`; `step` hears of each that is done, in whatever way.
///
/// # Errors
/// Where the folder or the network cannot be used at all. What happened to single texts is in the report.
pub fn fetch(
    targets: &[Target],
    sources: &Sources,
    into: &Path,
    identify: Identify,
    step: &(dyn Fn() + Sync),
) -> Result<(Vec<FileReport>, Vec<Problem>), FetchError> {
    let store = store::Store::open(into)?;
    let workshop = work::Workshop {
        web: request::Web::new(sources).map_err(FetchError::Client)?,
        store: &store,
        sources,
        targets,
        listings: listing::Listings::default(),
        identify,
    };
    let files = workshop.run(step);
    store.save().map_err(FetchError::Records)?;
    let mut problems = report::problems(&files);
    if store.unread > 0 {
        let place = Place::File(into.join(record::NAME).display().to_string());
        let message = format!(
            "{} lines are no records; their files were asked for anew",
            store.unread
        );
        problems.push(Problem::note("W508", message).at(place));
    }
    Ok((files, problems))
}
