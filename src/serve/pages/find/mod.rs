//! `/search`: what people look for, with facets, words marked, and something to try where nothing is found.
//!
//! Works without a script; `search.js` only adds suggestions while one types.

mod narrow;
mod params;
mod show;

use super::super::reader::Reader;
use super::super::respond::{Shell, entity_tag, off_thread, page, redirect, set, unless_known};
use super::super::search::read;
use super::super::state::{AppState, Loaded};
use super::super::view::Viewer;
use crate::find::words::{MAX_CHARACTERS, QueryError};
use crate::find::{Query, Results};
use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use narrow::Facet;
use params::Params;
use show::{HitView, Near};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "search.html", config = "src/serve/askama.toml")]
struct SearchPage {
    shell: Shell,
    q: String,
    longest: usize,
    /// The filters that are set, as names and values of hidden fields.
    kept: Vec<(&'static str, String)>,
    /// What is wrong with the search.
    fault: Option<String>,
    /// Remarks on how it was understood.
    remarks: Vec<String>,
    /// The document or paragraph that a symbol in it means.
    symbol: Option<(String, String)>,
    total: String,
    found: bool,
    asked: bool,
    hits: Vec<HitView>,
    facets: Vec<Facet>,
    near: Vec<Near>,
    previous: Option<String>,
    next: Option<String>,
    place: String,
}

/// Results as a page.
pub(in crate::serve) async fn search(
    state: Arc<AppState>,
    parameters: Option<String>,
    headers: HeaderMap,
) -> Response {
    let query = parameters.unwrap_or_default();
    off_thread(move || {
        let mut response = answer(&state, &headers, &query);
        set(&mut response, header::VARY, "Accept, Accept-Encoding");
        response
    })
    .await
}

fn answer(state: &AppState, headers: &HeaderMap, query: &str) -> Response {
    let loaded = state.current();
    let shell = Shell::new(state, headers, &loaded.release.id);
    let params = Params::read(query);
    if let Some(path) = params.only_words().and_then(|words| show::named(&loaded, words)) {
        return redirect(state, StatusCode::SEE_OTHER, &path);
    }
    let tag = entity_tag(&loaded.release.id, &format!("html-{}", shell.form()));
    match run(&loaded, query, headers) {
        Ok((results, query)) => unless_known(headers, &tag, || {
            page(&found(&loaded, shell, &params, (&results, &query)))
        }),
        // An empty search is where one begins.
        Err(QueryError::Empty) => {
            unless_known(headers, &tag, || page(&SearchPage::empty(shell, &params, None)))
        }
        Err(fault) => {
            let mut response = page(&SearchPage::empty(shell, &params, Some(fault.to_string())));
            *response.status_mut() = StatusCode::BAD_REQUEST;
            response
        }
    }
}

fn run(loaded: &Loaded, query: &str, headers: &HeaderMap) -> Result<(Results, Query), QueryError> {
    let mut query = read(Some(query), headers)?;
    query.reader = Reader::of(headers).language;
    Ok((loaded.search().run(&query)?, query))
}

fn found(loaded: &Loaded, shell: Shell, params: &Params, (results, query): (&Results, &Query)) -> SearchPage {
    let viewer = Viewer {
        store: &loaded.release.store,
        root: &shell.root,
        home: &shell.home,
        language: shell.language,
    };
    let total = usize::try_from(results.total).unwrap_or(usize::MAX);
    let pages = total.div_ceil(query.limit.max(1)).max(1);
    let here = query.offset / query.limit.max(1) + 1;
    let to = |offset: usize| params.address(&shell, offset);
    let behind = query.offset + query.limit;
    let understood = &results.understood;
    SearchPage {
        remarks: show::remarks(&shell, understood),
        symbol: understood
            .symbol
            .as_ref()
            .and_then(|symbol| Some((shell.page(symbol.iri.as_deref()?), symbol.text.clone()))),
        total: shell.fill(
            "results-count",
            &[("n", &super::super::numbers::grouped(results.total))],
        ),
        found: results.total > 0,
        asked: true,
        hits: results
            .results
            .iter()
            .map(|hit| show::hit(&viewer, &shell, hit))
            .collect(),
        facets: narrow::facets(&viewer, &shell, params, &results.facets),
        near: if results.total == 0 {
            show::near(loaded, &shell, &params.q)
        } else {
            Vec::new()
        },
        previous: (query.offset > 0).then(|| to(query.offset.saturating_sub(query.limit))),
        next: (behind < total && behind <= crate::find::words::MAX_OFFSET).then(|| to(behind)),
        place: shell.fill("page-of", &[("n", &here), ("all", &pages)]),
        ..SearchPage::empty(shell, params, None)
    }
}

impl SearchPage {
    /// The form alone, perhaps with what is wrong.
    fn empty(shell: Shell, params: &Params, fault: Option<String>) -> Self {
        Self {
            q: params.q.chars().take(MAX_CHARACTERS).collect(),
            longest: MAX_CHARACTERS,
            kept: params.kept(),
            fault,
            remarks: Vec::new(),
            symbol: None,
            total: String::new(),
            found: false,
            asked: false,
            hits: Vec::new(),
            facets: Vec::new(),
            near: Vec::new(),
            previous: None,
            next: None,
            place: String::new(),
            shell,
        }
    }
}
