//! `/limits`: what one query and one client may take, for people; the
//! description of the service says the same to programs.

use super::answers::{MAX_KEPT, MAX_ONE};
use super::forms::{Form, GRAPH};
use super::negotiate::{negotiate, offered};
use super::numbers::grouped;
use super::reconcile::{MAX_BATCH, MAX_EXTEND, MAX_PROPERTIES};
use super::respond::{CACHE, Problem, Shell, page, set};
use super::sparql_description::describe;
use super::sparql_request::MAX_BODY;
use super::state::AppState;
use crate::find::words::{MAX_CHARACTERS, MAX_LIMIT, MAX_OFFSET, MAX_VALUES, MAX_WORDS};
use crate::query::Format;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use std::sync::Arc;

/// One bound.
pub(super) struct Limit {
    /// Its name in problem documents and addresses.
    pub name: &'static str,
    /// What is bounded.
    pub what: &'static str,
    /// How much is allowed.
    pub value: u64,
    /// The unit in words.
    pub unit: &'static str,
    /// The unit as a code of UN/CEFACT.
    pub code: &'static str,
    /// The status of the answer when it is crossed.
    pub status: u16,
}

impl Limit {
    fn number(&self) -> String {
        grouped(self.value)
    }

    /// The key of the unit among the words of the interface.
    fn unit_key(&self) -> String {
        format!("unit-{}", self.unit.replace(' ', "-"))
    }

    /// The key of what is bounded.
    fn what_key(&self) -> String {
        format!("limit-{}", self.name)
    }
}

/// All bounds that are set.
#[must_use]
pub(super) fn limits(state: &AppState) -> Vec<Limit> {
    let mut all = of_queries(state);
    all.extend(of_clients(state));
    all.extend(of_matching());
    all.extend(of_searches());
    // Zero is how a bound is switched off.
    all.retain(|limit| limit.value > 0);
    all
}

/// A bound: its name, what it bounds, how much, the unit in words and as UN/CEFACT code, the status beyond it.
const fn limit(
    name: &'static str,
    what: &'static str,
    value: u64,
    (unit, code): (&'static str, &'static str),
    status: u16,
) -> Limit {
    Limit {
        name,
        what,
        value,
        unit,
        code,
        status,
    }
}

const BYTES: (&str, &str) = ("bytes", "AD");

fn of_queries(state: &AppState) -> Vec<Limit> {
    let query = state.pool.limits();
    vec![
        limit(
            "time",
            "evaluating a query",
            query.time.as_secs(),
            ("seconds", "SEC"),
            503,
        ),
        limit(
            "rows",
            "rows or statements of an answer",
            query.rows as u64,
            ("rows", "C62"),
            503,
        ),
        limit("bytes", "terms of an answer", query.bytes as u64, BYTES, 503),
        limit(
            "memory",
            "growth of the server's memory while a query runs",
            query.memory as u64,
            BYTES,
            503,
        ),
        limit(
            "concurrent",
            "queries evaluated at the same time",
            query.concurrent as u64,
            ("queries", "C62"),
            503,
        ),
        limit("query-bytes", "text of a query", MAX_BODY as u64, BYTES, 413),
    ]
}

fn of_clients(state: &AppState) -> Vec<Limit> {
    let client = state.clients.limits();
    vec![
        limit(
            "client-minute",
            "queries evaluated and graphs given for one client",
            client.per_minute.into(),
            ("a minute", "C62"),
            429,
        ),
        limit(
            "client-concurrent",
            "queries and graphs for one client at the same time",
            client.concurrent as u64,
            ("requests", "C62"),
            429,
        ),
    ]
}

/// Those of the reconciliation and of `/resolve`.
fn of_matching() -> Vec<Limit> {
    let things = |what| (what, "C62");
    vec![
        limit(
            "reconcile-batch",
            "queries of one reconciliation batch",
            MAX_BATCH as u64,
            things("queries"),
            413,
        ),
        limit(
            "extend-ids",
            "things of one data extension",
            MAX_EXTEND as u64,
            things("things"),
            413,
        ),
        limit(
            "reconcile-properties",
            "properties of one reconciliation query or data extension",
            MAX_PROPERTIES as u64,
            things("properties"),
            413,
        ),
        limit(
            "resolve-characters",
            "text whose citations are resolved",
            crate::find::LONGEST_TEXT as u64,
            things("characters"),
            400,
        ),
    ]
}

fn of_searches() -> Vec<Limit> {
    vec![
        limit(
            "search-characters",
            "text of one search",
            MAX_CHARACTERS as u64,
            ("characters", "C62"),
            400,
        ),
        limit(
            "search-words",
            "words of one search",
            MAX_WORDS as u64,
            ("words", "C62"),
            400,
        ),
        limit(
            "search-limit",
            "results of one answer to a search",
            MAX_LIMIT as u64,
            ("results", "C62"),
            400,
        ),
        limit(
            "search-offset",
            "results that a search may pass over",
            MAX_OFFSET as u64,
            ("results", "C62"),
            400,
        ),
        limit(
            "search-values",
            "values of one filter of a search",
            MAX_VALUES as u64,
            ("values", "C62"),
            400,
        ),
    ]
}

#[derive(Template)]
#[template(path = "limits.html", config = "src/serve/askama.toml")]
struct LimitsPage {
    shell: Shell,
    limits: Vec<Limit>,
    kept: String,
    one: String,
}

/// The page, or the description of the service.
pub(super) async fn page_of_limits(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let mut response = match negotiate(&headers, &GRAPH) {
        Some(Form::Page) => page(&LimitsPage {
            shell: Shell::new(&state, &headers, &state.current().release.id),
            limits: limits(&state),
            kept: grouped(MAX_KEPT >> 20),
            one: grouped(MAX_ONE as u64 >> 20),
        }),
        Some(Form::Data(Format::Rdf(format))) => describe(&state, &headers, format),
        _ => return Problem::not_acceptable(&offered(&GRAPH)).respond(&state, &headers),
    };
    set(&mut response, header::CACHE_CONTROL, CACHE);
    set(&mut response, header::VARY, "Accept, Accept-Encoding");
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Language;
    use crate::serve::interface::say;

    /// Catches: a bound or a unit that the page names in English only, or by the word of something else.
    #[test]
    fn every_bound_is_said_in_words_of_the_interface() {
        let mut all = of_matching();
        all.extend(of_searches());
        all.push(limit("time", "", 1, ("seconds", "SEC"), 503));
        for limit in all {
            for key in [limit.what_key(), limit.unit_key()] {
                assert_ne!(say(&key, Language::Arabic), key);
            }
        }
    }
}
