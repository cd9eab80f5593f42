//! Small addresses that keep the service going: health, style.

use super::metrics::Answered;
use super::openapi::text as description;
use super::respond::{Problem, entity_tag, set, unless_known, with_type};
use super::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// Whether the server lives: from which release, and how busy it is.
pub(super) async fn health(State(state): State<Arc<AppState>>) -> Response {
    let loaded = state.current();
    let queries: serde_json::Map<String, serde_json::Value> = Answered::ALL
        .into_iter()
        .map(|how| (how.name().to_owned(), state.metrics.answers(how).into()))
        .collect();
    let body = json!({
        "status": "ok",
        "release": loaded.release.id,
        "quads": loaded.index.quads,
        "free_query_places": state.pool.free(),
        "prepared_answers": loaded.prepared.len(),
        "kept_answers": { "number": loaded.answers.len(), "bytes": loaded.answers.bytes() },
        "kept_pages": { "number": loaded.pages.len(), "bytes": loaded.pages.bytes() },
        "queries": queries,
    });
    let mut response = with_type("application/json", format!("{body}\n"));
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// Whether requests can be answered: a release is loaded, its files are there,
/// and the server is not about to stop. 503 else.
pub(super) async fn ready(State(state): State<Arc<AppState>>) -> Response {
    let loaded = state.current();
    let files = tokio::fs::try_exists(&loaded.release.dir).await.unwrap_or(false);
    let status = if state.is_stopping() {
        "stopping"
    } else if files {
        "ready"
    } else {
        "the files of the release are gone"
    };
    let body = json!({ "status": status, "release": loaded.release.id });
    let mut response = with_type("application/json", format!("{body}\n"));
    if status != "ready" {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// Figures for Prometheus, where they have no address of their own.
pub(super) async fn metrics(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    if !state.shows_metrics {
        let elsewhere = "The figures of this server are not given here.";
        return Problem::new(StatusCode::NOT_FOUND, elsewhere).respond(&state, &headers);
    }
    figures(&state)
}

/// The same at an address of its own.
pub(super) async fn own_metrics(State(state): State<Arc<AppState>>) -> Response {
    figures(&state)
}

fn figures(state: &AppState) -> Response {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let mut response = with_type(kind, state.metrics.text(state));
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// The description of all addresses (OpenAPI 3.1).
pub(super) async fn openapi(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let tag = entity_tag(&state.current().release.id, "openapi");
    unless_known(&headers, &tag, || {
        with_type(
            "application/vnd.oai.openapi+json;version=3.1",
            description(&state.root),
        )
    })
}

/// The style sheet of all pages.
pub(super) async fn style() -> Response {
    let mut response = with_type("text/css; charset=utf-8", include_str!("style.css"));
    set(&mut response, header::CACHE_CONTROL, "public, max-age=3600");
    response
}
