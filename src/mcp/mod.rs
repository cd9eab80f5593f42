//! The graph for assistants: a server of the Model Context Protocol (MCP, revision 2026-07-28 and the ones
//! before it, as far as the crate `rmcp` speaks them).
//!
//! An assistant is to quote, not to invent. Every answer therefore names its things by their addresses, gives
//! the words that show a statement with layer, method and confidence, and says in plain words what the release
//! does not hold. Everything is read-only; there is no state between two questions, so HTTP needs no sessions.
//!
//! One file of `tools` is one tool; `tool` holds what all have in common, `shape` the parts of their answers.

mod address;
mod evidence;
mod http;
mod mandate;
mod outline;
mod refusal;
mod resources;
mod server;
mod shape;
mod state;
mod tool;
mod tools;

use self::server::Server;
use self::state::State;
use crate::query::NamedQuery;
use crate::release::{Release, current_id};
use crate::serve::watch::each_new;
use crate::serve::{ServeError, listen::stop_signal};
use rmcp::ServiceExt as _;
use rmcp::transport::async_rw::AsyncRwTransport;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Longest message on standard input, in bytes; longer ones are dropped with an error.
const MAX_LINE: usize = 256 << 10;

/// How assistants reach the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Standard input and output, for one assistant that started the program.
    Stdio,
    /// HTTP at this address, below `/mcp`.
    Http {
        /// Address and port to listen on.
        bind: SocketAddr,
        /// Names by which it may be asked besides those of this machine (`Host` and `Origin`).
        hosts: Vec<String>,
    },
}

/// Answers from the current release of `out` until the client leaves or a signal comes.
///
/// # Errors
/// [`ServeError`] when there is no release or the address is taken.
pub fn run(transport: &Transport, out: PathBuf, queries: Vec<NamedQuery>) -> Result<(), ServeError> {
    // Asked before opening: a release published in between is then picked up.
    let first = current_id(&out);
    let release = Release::open(&out).map_err(|error| ServeError::Release {
        folder: out.display().to_string(),
        reason: error.to_string(),
    })?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(state::PLACES + 8)
        .build()
        .map_err(ServeError::Runtime)?;
    let state = Arc::new(State::new(release, queries));
    let outcome = runtime.block_on(async {
        let switching = Arc::clone(&state);
        tokio::spawn(each_new(out, first, move |out| switching.switch(out)));
        match transport {
            Transport::Stdio => stdio(state).await,
            Transport::Http { bind, hosts } => http::serve(state, *bind, hosts).await?,
        }
        Ok(())
    });
    // Standard input cannot be left while it is read.
    runtime.shutdown_background();
    outcome
}

/// Answers one client until it closes standard input.
async fn stdio(state: Arc<State>) {
    let (input, output) = rmcp::transport::io::stdio();
    let transport = AsyncRwTransport::new(input, output).with_max_line_length(MAX_LINE);
    let served = async {
        // A client that leaves before it has said who it is needs no answer.
        if let Ok(service) = Server::new(state).serve(transport).await {
            drop(service.waiting().await);
        }
    };
    tokio::select! {
        () = served => {}
        () = stop_signal() => {}
    }
}
