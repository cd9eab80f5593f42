//! Keeping in step: feeds of changes, and the past.
//!
//! `known` is what was published when, `archive` the older releases that are open. `feed` and `ldes` tell what
//! changed, `gate`, `memento` and `timemap` (RFC 7089) show how things were, `tombstone` that they are gone.

mod archive;
mod feed;
mod gate;
mod known;
mod ldes;
mod members;
mod memento;
mod timemap;
mod tombstone;

pub(super) use archive::Archive;
pub(super) use gate::gate;
pub(super) use known::{Dated, Known};
pub(super) use tombstone::tombstone;

use super::respond::Problem;
use super::state::{AppState, Loaded};
use crate::release::past::Past;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::get;
use std::sync::Arc;

/// The addresses of this folder.
pub(super) fn routes() -> Router<Arc<AppState>> {
    Router::new()
        .route("/feed.atom", get(feed::releases))
        .route("/feed/things.atom", get(feed::latest))
        .route("/feed/things/{name}", get(feed::archived))
        .route("/ldes", get(ldes::root))
        .route("/ldes/{number}", get(ldes::page))
        .route("/timemap/{form}/{*path}", get(timemap::timemap))
        .route("/release/{number}", get(memento::release))
        .route("/release/{number}/{*path}", get(memento::memento))
}

/// For what never changes (RFC 8246): a year.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What absolute addresses begin with: the public address, or the host that the client asked.
fn base(state: &AppState, headers: &HeaderMap) -> String {
    if !state.root.is_empty() {
        return state.root.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let plain = |host: &&str| {
        host.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c))
    };
    match host.filter(plain) {
        Some(host) => format!("http://{host}"),
        None => String::new(),
    }
}

/// The past, or why there is none.
fn past(loaded: &Loaded) -> Result<&Past, Problem> {
    match loaded.known.past() {
        Ok(past) if !past.history().releases.is_empty() => Ok(past),
        Ok(_) => Err(Problem::new(
            StatusCode::NOT_FOUND,
            "Nothing is known of earlier releases here: the release was published without a history.",
        )),
        Err(fault) => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!(
                "What was published before cannot be told at the moment: {fault}. Everything else is served as ever."
            ),
        )),
    }
}
