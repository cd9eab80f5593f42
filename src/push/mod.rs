//! `wsis push`: loads a release into any SPARQL 1.1 server, graph by graph.
//!
//! ```text
//! for each named graph of the release
//!   already there, count and content as they should be? ── yes ──> nothing to do
//!   no: into graph/staging/{release}/{name}, in bounded pieces, after those that an earlier run left there
//!       counted, read back and compared, then MOVEd over the graph's own name
//! ```
//!
//! What a reader of the other server sees under a graph's name is therefore the old graph or the new one, whole.
//! The state of a push is on the other server: how many statements stand in the staging graph says where to go on.
//!
//! Sources: SPARQL 1.1 Protocol, SPARQL 1.1 Update (`INSERT DATA`, `MOVE`, `DROP`), SPARQL 1.1 Graph Store HTTP
//! Protocol (W3C Recommendations, 21 March 2013).

mod auth;
mod content;
mod failure;
mod http;
mod load;
mod service;
mod verify;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use auth::Credentials;
pub use failure::PushError;
pub use service::Protocol;

use content::Graph;
use http::Http;
use load::Loader;
use service::Service;

/// Where statements wait until their graph is whole.
const STAGING: &str = "https://w3id.org/wsis/graph/staging/";

/// How to push.
#[derive(Debug, Clone)]
pub struct PushOptions {
    /// The address of the SPARQL service.
    pub endpoint: String,
    /// How statements are sent.
    pub protocol: Protocol,
    /// The address for queries, where it cannot be found from the endpoint.
    pub query_url: Option<String>,
    /// The address for updates, likewise.
    pub update_url: Option<String>,
    /// The address of the graph store, likewise.
    pub store_url: Option<String>,
    /// The longest time of one request.
    pub time: Duration,
    /// How often a request that failed is sent again.
    pub retries: u32,
    /// The wait before the first repetition; it doubles.
    pub backoff: Duration,
}

/// Somebody who wants to know how far a push is.
pub trait Watch {
    /// Work on a graph of so many statements begins.
    fn graph(&self, doing: &str, name: &str, statements: u64);
    /// So many statements of it are done.
    fn done(&self, statements: u64);
    /// Something worth knowing.
    fn say(&self, message: &str);
}

/// What became of a graph.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Pushed {
    /// Its name.
    pub graph: String,
    /// Its statements, here and there.
    pub statements: u64,
    /// How many were sent in this run; none where it was there already.
    pub sent: u64,
    /// The fingerprint of its content, here and there.
    pub content: String,
    /// Seconds it took to load.
    pub seconds: f64,
}

/// What a push came to.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// The release.
    pub release: String,
    /// The address for queries.
    pub query: String,
    /// How statements were sent: `gsp` or `update`.
    pub protocol: &'static str,
    /// The graphs, all of them whole.
    pub graphs: Vec<Pushed>,
}

/// Loads the current release of `out`.
///
/// # Errors
/// In words for the person who runs it. Whatever was whole stays; what was begun waits in its staging graph.
pub fn push(
    out: &Path,
    options: &PushOptions,
    credentials: Credentials,
    watch: &dyn Watch,
) -> Result<Report, PushError> {
    let (folder, manifest) = crate::release::describe(out)?;
    let http = Http::new(options, credentials)?;
    let service = Service::find(&http, options, watch)?;
    if options.protocol == Protocol::Gsp && service.store.is_none() {
        let query = &service.query;
        let why = format!("no graph store is known beside {query}; name its address with --store-url");
        return Err(PushError::Address(why));
    }
    let mut loader = Loader::new(&http, &service, options.protocol, &manifest.id, watch);
    loader.sweep()?;
    let nquads: PathBuf = folder.join(crate::release::format::DumpFormat::Nq.file_name());
    let mut graphs = Vec::new();
    for (name, statements) in &manifest.counts.graphs {
        let started = Instant::now();
        let graph = Graph::read(&nquads, name)?;
        if graph.len() != *statements {
            return Err(PushError::Damaged { path: nquads });
        }
        let (sent, content) = loader.bring(&graph)?;
        graphs.push(Pushed {
            graph: name.clone(),
            statements: *statements,
            sent,
            content,
            seconds: started.elapsed().as_secs_f64(),
        });
    }
    loader.counted(&graphs)?;
    Ok(Report {
        query: service.query.to_string(),
        protocol: loader.protocol(),
        release: manifest.id.clone(),
        graphs,
    })
}
