//! Small addresses that keep the service going: health, style.

use super::respond::{set, with_type};
use super::state::AppState;
use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// Whether the server answers, from which release, and how busy it is.
pub(super) async fn health(State(state): State<Arc<AppState>>) -> Response {
    let loaded = state.current();
    let body = json!({
        "status": "ok",
        "release": loaded.release.id,
        "quads": loaded.index.quads,
        "free_query_places": state.pool.free(),
    });
    let mut response = with_type("application/json", format!("{body}\n"));
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// The style sheet of all pages.
pub(super) async fn style() -> Response {
    let mut response = with_type("text/css; charset=utf-8", include_str!("style.css"));
    set(&mut response, header::CACHE_CONTROL, "public, max-age=3600");
    response
}
