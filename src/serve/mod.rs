//! Publishes a release over HTTP: SPARQL, linked data, pages, dumps.
//!
//! The server reads a release and writes nothing. [`run`] opens the current
//! one, looks every second whether there is a newer, and switches without a
//! pause; requests that are under way keep the old one. [`router`] is the same
//! without sockets, for tests.
//!
//! One file holds one group of addresses: `id`, `data`, `sparql`, `ns`, `dumps`, `catalog`, `sitemap`,
//! `discovery`, `service`; `pages` what is made for people, one file a kind of page; `step` feeds and the past.
//! All decide by [`negotiate`], all report by `respond::Problem`, and all pages know their reader by `reader`.

mod answers;
mod assets;
mod catalog;
mod clients;
mod data;
mod dataset;
mod described;
mod discovery;
mod dumps;
mod forms;
mod graph_store;
mod id;
mod index;
mod interface;
mod kept_pages;
mod languages;
mod limits;
mod linkset;
pub(crate) mod listen;
mod locate;
pub(crate) mod log;
mod metrics;
pub mod negotiate;
mod ns;
mod numbers;
mod observe;
mod openapi;
mod pages;
mod prepared;
mod profile;
mod qualities;
mod questions;
mod reader;
mod reconcile;
mod refusal;
mod resolve;
mod respond;
mod routes;
mod schema_view;
mod search;
mod service;
mod shell;
mod signpost;
mod sitemap;
mod sparql;
mod sparql_description;
mod sparql_examples;
mod sparql_page;
mod sparql_request;
mod state;
mod step;
mod stream;
mod terms;
mod thing;
mod view;
mod vocab;
pub(crate) mod watch;

pub use clients::ClientLimits;
pub use listen::run;
pub use log::{LogFormat, LogLevel, init as start_log};
pub use metrics::{Answered, Metrics};
pub use openapi::text as openapi;
pub use routes::{metrics_router, router};
pub use state::{AppState, Settings, Watching};

use crate::lookup;
use crate::lookup::address as iri;
use crate::query::Limits;
use std::net::SocketAddr;
use std::time::Duration;
use thiserror::Error;

/// How to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// What links and redirects begin with, when the server stands behind
    /// another one; without it they are relative to the host.
    pub base_url: Option<String>,
    /// Bounds of a query.
    pub limits: Limits,
    /// Where `/metrics`, `/health` and `/ready` are answered alone, and `/metrics` nowhere else.
    pub metrics_bind: Option<SocketAddr>,
    /// How long requests under way may go on after the signal to stop.
    pub stop: Duration,
    /// Whether logs name clients by address instead of a hash.
    pub addresses: bool,
    /// Bounds of one client.
    pub clients: ClientLimits,
}

/// Why the server did not start or stopped.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The release cannot be opened.
    #[error("The release in {folder} cannot be opened: {reason}\nHint: build one with wsis build.")]
    Release {
        /// The folder of releases.
        folder: String,
        /// What failed.
        reason: String,
    },
    /// The port belongs to another program.
    #[error(
        "{0} is in use by another program.\nHint: choose another port, for example --bind 127.0.0.1:7879, or stop the other program."
    )]
    InUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The threads could not be started.
    #[error("The server could not start its threads: {0}")]
    Runtime(#[source] std::io::Error),
}
