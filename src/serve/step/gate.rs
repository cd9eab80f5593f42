//! The TimeGate (RFC 7089 §4.1, pattern 1.1): every address of a thing or dump answers `Accept-Datetime`
//! with a redirect to its state of that time.

use super::super::respond::{Problem, redirect, set};
use super::super::state::AppState;
use super::memento::Resource;
use crate::release::history::Published;
use crate::release::moment::Moment;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

const ACCEPT_DATETIME: &str = "accept-datetime";

/// Leads to the past where the client asks for it; tells of it where it does not.
pub(in crate::serve) async fn gate(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let loaded = state.current();
    let past = loaded.known.past().ok().filter(|_| read);
    let resource = past.and_then(|past| Some((past, Resource::at(request.uri().path(), past)?)));
    let Some((past, resource)) = resource else {
        return next.run(request).await;
    };
    if let Some(asked) = request.headers().get(ACCEPT_DATETIME) {
        let Some(moment) = asked.to_str().ok().and_then(Moment::from_http) else {
            return Problem::new(
                StatusCode::BAD_REQUEST,
                "Accept-Datetime is not a date of HTTP, such as Wed, 17 Dec 2025 10:00:00 GMT.",
            )
            .respond(&state, request.headers());
        };
        let mementos = resource.mementos(past, loaded.number);
        if let Some(entry) = choose(&mementos, moment) {
            return lead(&state, &resource, (entry, &mementos));
        }
    }
    let mut response = next.run(request).await;
    add(&mut response, header::LINK, &resource.links(&state.root));
    add(&mut response, header::VARY, "Accept-Datetime");
    response
}

/// The last state that is not later than `moment`, else the first one.
fn choose<'a>(mementos: &[&'a Published], moment: Moment) -> Option<&'a Published> {
    let at = mementos.iter().rev().find(|entry| entry.published <= moment);
    at.or(mementos.first()).copied()
}

fn lead(state: &AppState, resource: &Resource, (entry, all): (&Published, &[&Published])) -> Response {
    let to = resource.memento("", entry);
    let mut response = redirect(state, StatusCode::FOUND, &to);
    let mut links = resource.links(&state.root);
    for (rel, entry) in [
        ("first memento", all.first()),
        ("last memento", all.last()),
        ("memento", Some(&entry)),
    ] {
        if let Some(entry) = entry {
            links += &format!(
                ", <{}>; rel=\"{rel}\"; datetime=\"{}\"",
                resource.memento(&state.root, entry),
                entry.published.http()
            );
        }
    }
    set(&mut response, header::LINK, &links);
    set(&mut response, header::VARY, "Accept-Datetime, Accept");
    response
}

fn add(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
}
