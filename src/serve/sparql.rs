//! `/sparql`: the query endpoint (SPARQL 1.1 Protocol) and its page.

use super::forms::{Form, GRAPH, TABLE};
use super::negotiate::{Offer, negotiate, offered};
use super::respond::{Problem, Shell, page as render, set, with_type};
use super::sparql_description::describe;
use super::sparql_page::SparqlPage;
use super::sparql_request::{Ask, read};
use super::state::{AppState, Loaded};
use crate::query::{Answer, Format, QueryError, QueryKind, kind, parse};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// Answers a query; without one, shows the form or describes the service.
pub(super) async fn sparql(State(state): State<Arc<AppState>>, request: Request<Body>) -> Response {
    let headers = request.headers().clone();
    let outcome = match read(request).await {
        Ok(Ask { query: None, .. }) => return visit(&state, &headers),
        Ok(ask) => answer(&state, &headers, ask).await,
        Err(problem) => Err(problem),
    };
    let mut response = outcome.unwrap_or_else(|problem| problem.respond(&state, &headers));
    set(&mut response, header::VARY, "Accept, Accept-Encoding");
    response
}

async fn answer(state: &Arc<AppState>, headers: &HeaderMap, ask: Ask) -> Result<Response, Problem> {
    let text = ask.query.unwrap_or_default();
    let kind = parse(&text)
        .map(|query| kind(&query))
        .map_err(|error| problem(&error))?;
    let form = choose(headers, kind, ask.format.as_deref())?;
    let loaded = state.current();
    let started = std::time::Instant::now();
    let (_, answer) = state
        .pool
        .run(Arc::clone(&loaded), text.clone(), ask.dataset)
        .await
        .map_err(|error| {
            state.metrics.cut_off(&error);
            problem(&error)
        })?;
    let elapsed = started.elapsed();
    let state = Arc::clone(state);
    tokio::task::spawn_blocking(move || match form {
        Form::Page => Ok(render(&SparqlPage::answered(
            &state, &loaded, &text, &answer, elapsed,
        ))),
        Form::Data(format) => write(&loaded, &answer, format),
    })
    .await
    .unwrap_or_else(|error| Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())))
}

fn write(loaded: &Loaded, answer: &Answer, format: Format) -> Result<Response, Problem> {
    let mut body = Vec::new();
    answer.write(format, &mut body).map_err(|error| problem(&error))?;
    let mut response = with_type(format.media_type(), body);
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    let release = header::HeaderName::from_static("wsis-release");
    set(&mut response, release, &loaded.release.id);
    Ok(response)
}

/// The form of the answer: the format named in the address, else by `Accept`.
fn choose(headers: &HeaderMap, kind: QueryKind, named: Option<&str>) -> Result<Form, Problem> {
    if let Some(name) = named {
        return Format::from_name(name)
            .filter(|format| format.fits(kind))
            .map(Form::Data)
            .ok_or_else(|| {
                let names = Format::names_for(kind);
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    format!("A {kind} query has no form \"{name}\". Hint: as can be one of {names}."),
                )
            });
    }
    let offers: &[Offer<Form>] = if kind.gives_graph() { &GRAPH } else { &TABLE };
    negotiate(headers, offers).ok_or_else(|| Problem::not_acceptable(&offered(offers)))
}

/// The status that says whose fault it is: the query's or a limit's.
fn problem(error: &QueryError) -> Problem {
    let status = match error {
        QueryError::Update => StatusCode::FORBIDDEN,
        QueryError::Limit(_) | QueryError::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        QueryError::Evaluation(_) | QueryError::Write(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    };
    Problem::new(status, error.to_string())
}

fn visit(state: &AppState, headers: &HeaderMap) -> Response {
    match negotiate(headers, &GRAPH) {
        Some(Form::Page) => {
            let shell = Shell::new(state, &state.current().release.id);
            let mut response = render(&SparqlPage::empty(shell, state));
            set(&mut response, header::VARY, "Accept");
            response
        }
        Some(Form::Data(Format::Rdf(format))) => describe(state, format),
        _ => Problem::not_acceptable(&offered(&GRAPH)).respond(state, headers),
    }
}
