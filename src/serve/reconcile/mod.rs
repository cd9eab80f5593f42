//! `/reconcile`: the Reconciliation Service API of the W3C community group, versions 0.2 and 1.0-draft.
//!
//! Version 0.2 (<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>) has its endpoint at
//! `/reconcile`, which takes batches and extension queries as forms; version 1.0-draft
//! (<https://reconciliation-api.github.io/specs/1.0-draft/>) at `/reconcile/1.0-draft`, with JSON at `match` and `extend`
//! below it. The two manifests exclude each other in one document (`suggest` is an object in one, a set of truth values
//! in the other), so each has its address. `/reconcile/match` and `/reconcile/extend` are those of the draft too.
//!
//! Identifiers are addresses without `https://w3id.org/wsis/id/`. JSONP is not offered: every site may ask directly
//! (CORS). What is asked is found by [`crate::find::matching`]; here it is only read and written.

mod ask;
mod entity;
mod extend;
mod manifest;
mod matching;
mod openapi;
mod preview;
mod suggest;

pub(super) use openapi::operations;

use super::described::absolute;
use super::respond::{CACHE, Problem, off_thread, set, with_type};
use super::sparql_request::{media_type, pairs, text};
use super::state::{AppState, Loaded};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;
use std::sync::Arc;

/// Most queries in one batch.
pub(super) const MAX_BATCH: usize = 200;
/// Most things of one data extension.
pub(super) const MAX_EXTEND: usize = 500;
/// Most properties of one query or extension.
pub(super) const MAX_PROPERTIES: usize = 40;
/// The address of version 1.0-draft.
pub(super) const DRAFT: &str = "/reconcile/1.0-draft";

/// The version an answer is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 0.2, which most clients speak.
    V02,
    /// 1.0-draft.
    Draft,
}

/// All addresses of the service.
pub(super) fn routes() -> Router<Arc<AppState>> {
    Router::new()
        .route("/reconcile", get(endpoint).post(endpoint))
        .route("/reconcile/match", post(draft_match))
        .route("/reconcile/extend", post(draft_extend))
        .route("/reconcile/extend/propose", get(extend::propose))
        .route("/reconcile/preview", get(preview::preview))
        .route("/reconcile/flyout/{kind}", get(preview::flyout))
        .route("/reconcile/suggest/{kind}", get(suggest::suggest))
        .route("/reconcile/1.0-draft", get(draft))
        .route("/reconcile/1.0-draft/match", post(draft_match))
        .route("/reconcile/1.0-draft/extend", post(draft_extend))
        .route("/reconcile/1.0-draft/extend/propose", get(extend::propose))
        .route("/reconcile/1.0-draft/preview", get(preview::preview))
        .route("/reconcile/1.0-draft/suggest/{kind}", get(suggest::suggest))
}

/// Whether an address takes POST.
pub(super) fn takes_post(path: &str) -> bool {
    path == "/reconcile"
        || path.starts_with("/reconcile/") && (path.ends_with("/match") || path.ends_with("/extend"))
}

/// The endpoint of version 0.2: the manifest, a batch or an extension; JSON goes to the draft's answer.
async fn endpoint(State(state): State<Arc<AppState>>, request: Request<Body>) -> Response {
    let headers = request.headers().clone();
    let json = request.method() == Method::POST && media_type(&headers) == "application/json";
    if json {
        return draft_match(State(state), request).await;
    }
    let client = state.clients.who(request.extensions(), &headers);
    let form = match form(request).await {
        Ok(form) => form,
        Err(problem) => return problem.respond(&state, &headers),
    };
    let asked = |name: &str| {
        form.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let (queries, extension) = (asked("queries"), asked("extend"));
    if let Some(text) = queries {
        let work = Work {
            state,
            headers,
            client,
        };
        return work.json(move |seen| matching::batch_02(&text, seen)).await;
    }
    if let Some(text) = extension {
        let work = Work {
            state,
            headers,
            client,
        };
        return work
            .json(move |seen| extend::extend(&text, Version::V02, seen))
            .await;
    }
    if let Some(problem) = unknown(&form) {
        return problem.respond(&state, &headers);
    }
    manifest(&state, &headers, Version::V02)
}

/// What is wrong with a request that has parameters, but none of the protocol.
fn unknown(form: &[(String, String)]) -> Option<Problem> {
    let name = form
        .iter()
        .map(|(name, _)| name.as_str())
        .find(|name| *name != "lang")?;
    let hint = match name {
        "callback" => "JSONP is not offered: every site may ask directly (CORS). Leave callback away",
        "query" => "Send a batch: queries={\"q0\":{\"query\":\"CSTD\"}}",
        _ => "GET without parameters gives the manifest; send queries= or extend= as a form",
    };
    Some(Problem::new(
        StatusCode::BAD_REQUEST,
        format!("The parameter {name} is not one of this address. {hint}."),
    ))
}

async fn draft(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    manifest(&state, &headers, Version::Draft)
}

fn manifest(state: &AppState, headers: &HeaderMap, version: Version) -> Response {
    let loaded = state.current();
    let root = absolute(state, headers);
    let mut response = written(&manifest::manifest(&root, &loaded, version, &language(headers)));
    set(&mut response, header::CACHE_CONTROL, CACHE);
    response
}

async fn draft_match(State(state): State<Arc<AppState>>, request: Request<Body>) -> Response {
    draft_post(state, request, matching::batch_draft).await
}

async fn draft_extend(State(state): State<Arc<AppState>>, request: Request<Body>) -> Response {
    draft_post(state, request, |text, seen| {
        extend::extend(text, Version::Draft, seen)
    })
    .await
}

/// A request with a JSON body.
async fn draft_post(
    state: Arc<AppState>,
    request: Request<Body>,
    answer: impl FnOnce(&str, &Seen<'_>) -> Result<Value, Problem> + Send + 'static,
) -> Response {
    let headers = request.headers().clone();
    let client = state.clients.who(request.extensions(), &headers);
    let kind = media_type(&headers);
    if kind != "application/json" {
        let problem = Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!(
                "A batch cannot be sent as \"{kind}\". Hint: send JSON with Content-Type: application/json."
            ),
        );
        return problem.respond(&state, &headers);
    }
    match text(request.into_body()).await {
        Ok(body) => {
            let work = Work {
                state,
                headers,
                client,
            };
            work.json(move |seen| answer(&body, seen)).await
        }
        Err(problem) => problem.respond(&state, &headers),
    }
}

/// The parameters of a request, from its address and its form.
async fn form(request: Request<Body>) -> Result<Vec<(String, String)>, Problem> {
    let (parts, body) = request.into_parts();
    let mut form = pairs(parts.uri.query().unwrap_or_default())?;
    if parts.method == Method::POST {
        let kind = media_type(&parts.headers);
        if kind != "application/x-www-form-urlencoded" {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!(
                    "A batch cannot be sent as \"{kind}\". Hint: send a form with the field queries, or JSON to {DRAFT}/match."
                ),
            ));
        }
        form.extend(pairs(&text(body).await?)?);
    }
    Ok(form)
}

/// What an answer is made from.
pub(super) struct Seen<'s> {
    /// The release.
    pub loaded: &'s Loaded,
    /// The language the client reads best.
    pub language: String,
}

/// Work for one client.
struct Work {
    state: Arc<AppState>,
    headers: HeaderMap,
    client: Option<std::net::IpAddr>,
}

impl Work {
    /// Does it on a thread of its own, within the bounds of the client.
    async fn json(
        self,
        answer: impl FnOnce(&Seen<'_>) -> Result<Value, Problem> + Send + 'static,
    ) -> Response {
        let _leave = match self.state.clients.admit(self.client).await {
            Ok(leave) => leave,
            Err(throttled) => {
                return super::refusal::Refusal::from(throttled).respond(&self.state, &self.headers);
            }
        };
        let Self { state, headers, .. } = self;
        off_thread(move || {
            let loaded = state.current();
            let seen = Seen {
                loaded: &loaded,
                language: language(&headers),
            };
            match answer(&seen) {
                Ok(json) => {
                    let mut response = written(&json);
                    set(&mut response, header::CACHE_CONTROL, "no-store");
                    response
                }
                Err(problem) => problem.respond(&state, &headers),
            }
        })
        .await
    }
}

/// The language a client reads best, of the six.
fn language(headers: &HeaderMap) -> String {
    let available = crate::corpus::Language::ALL.map(|language| language.tag().to_owned());
    super::languages::choose(headers, &available)
}

fn written(json: &Value) -> Response {
    let mut response = with_type("application/json", format!("{json}\n"));
    set(&mut response, header::VARY, "Accept-Language, Accept-Encoding");
    response
}

/// A problem of what was sent.
fn wrong(message: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, message)
}

/// A bound that was crossed.
fn too_many(what: &str, sent: usize, allowed: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!(
            "{sent} {what} are more than the {allowed} allowed in one request. Hint: send them in parts."
        ),
    )
}
