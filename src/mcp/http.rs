//! Streamable HTTP (MCP 2025-03-26 and later): one address, `POST /mcp`, one answer for each question.
//!
//! There are no sessions, since no question depends on another: nothing is kept of a client, so nothing can be
//! filled up. A page in somebody's browser must not reach a server on the same machine under a name of its own
//! (DNS rebinding): `Host` and `Origin` are compared with the names that the server knows of itself.

use super::server::Server;
use super::state::State;
use crate::serve::ServeError;
use crate::serve::listen::{accept, listen, stop_signal};
use crate::serve::log::tell;
use axum::Router;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Longest body of a request, in bytes.
const MAX_BODY: usize = 256 << 10;
/// How long answers under way may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Names of this machine for itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Answers until SIGINT or SIGTERM.
///
/// # Errors
/// Where the address cannot be listened on.
pub(super) async fn serve(state: Arc<State>, bind: SocketAddr, hosts: &[String]) -> Result<(), ServeError> {
    let listener = listen(bind).await?;
    let address = listener.local_addr().unwrap_or(bind);
    tell(&format!(
        "Assistants ask release {} at http://{address}/mcp (stop with Ctrl-C)",
        state.current().release.id
    ));
    accept(listener, router(state, hosts), stop_signal(), GRACE).await;
    tell("Stopped");
    Ok(())
}

fn router(state: Arc<State>, hosts: &[String]) -> Router {
    let server = Server::new(state);
    let service = StreamableHttpService::new(
        move || Ok(server.clone()),
        Arc::new(NeverSessionManager::default()),
        config(hosts),
    );
    Router::new().route_service("/mcp", service)
}

fn config(hosts: &[String]) -> StreamableHttpServerConfig {
    let local = LOOPBACK.iter().map(|host| (*host).to_owned());
    let names: Vec<String> = local.chain(hosts.iter().cloned()).collect();
    let origins: Vec<String> = names
        .iter()
        .flat_map(|name| ["http", "https"].map(|scheme| format!("{scheme}://{name}:*")))
        .collect();
    StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MAX_BODY)
        .with_allowed_hosts(names)
        .with_allowed_origins(origins)
        .enforce_origin_validation()
}
