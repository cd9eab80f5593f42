//! Why a push stopped, with what to do about it.

use std::io;
use std::path::PathBuf;

use crate::release::OpenError;

/// Why a push stopped.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// There is no release, or it cannot be read.
    #[error(transparent)]
    Release(#[from] OpenError),
    /// A file of the release cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The N-Quads are not those of the manifest.
    #[error("{path} does not hold what the manifest of the release counts; build again")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// What was given is no address to push to.
    #[error("{0}")]
    Address(String),
    /// No client could be made.
    #[error("no connection can be made from this machine: {0}")]
    Client(String),
    /// User and password, or the token, are wrong or missing.
    #[error(
        "{url} refuses ({status}): {}",
        if *given {
            "user and password (WSIS_PUSH_USER, WSIS_PUSH_PASSWORD) or token (WSIS_PUSH_TOKEN) are not accepted for this"
        } else {
            "it wants to know who asks; set WSIS_PUSH_USER and WSIS_PUSH_PASSWORD, or WSIS_PUSH_TOKEN, in the environment"
        }
    )]
    Refused {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
        /// Whether anything was sent to show who asks.
        given: bool,
    },
    /// It answers, but does not speak SPARQL.
    #[error(
        "what answers at {url} is no SPARQL service: {got}. Give the address that takes queries, or name the addresses with --query-url and --update-url"
    )]
    NotSparql {
        /// The address.
        url: String,
        /// What came instead.
        got: String,
    },
    /// It takes queries, but no address takes updates.
    #[error(
        "{query} takes queries, but nothing was found that takes SPARQL 1.1 Update (tried {tried}); name the address with --update-url"
    )]
    NoUpdate {
        /// The address for queries.
        query: String,
        /// The addresses that were tried.
        tried: String,
    },
    /// It did not answer, or with a fault of its own, again and again.
    #[error(
        "{url}: {why} (tried {attempts} times). What is whole stays, what was begun is kept apart; run the command again to go on"
    )]
    Unavailable {
        /// The address.
        url: String,
        /// What happened.
        why: String,
        /// How often it was asked.
        attempts: u32,
    },
    /// Its disk is full, as far as it says.
    #[error(
        "{url} has no room left: {said}. Make room there and run the command again to go on; no graph was left half loaded"
    )]
    Full {
        /// The address.
        url: String,
        /// What it said.
        said: String,
    },
    /// It refused a request.
    #[error("{url} does not accept this ({status}): {said}")]
    Answer {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
        /// What it said.
        said: String,
    },
    /// What it holds is not what was sent.
    #[error(
        "{graph} is not whole on the other server: {found}. It was not put in place; run the command again, which begins it anew"
    )]
    Different {
        /// The graph.
        graph: String,
        /// What was found.
        found: String,
    },
    /// A graph changed under our hands.
    #[error(
        "{graph} holds {found} statements after it was put in place, not {wanted}: does somebody else write there? Run the command again"
    )]
    Moved {
        /// The graph.
        graph: String,
        /// How many it holds.
        found: u64,
        /// How many it should.
        wanted: u64,
    },
}
