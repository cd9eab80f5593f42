//! Why a query or a graph is not given, with the bound that was crossed.

use super::clients::Throttled;
use super::metrics::{Answered, Metrics};
use super::respond::{Problem, Shell, page, set};
use super::sparql_page::SparqlPage;
use super::state::AppState;
use crate::query::{Bound, QueryError};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde_json::{Map, Value, json};

/// Seconds after which a server that was busy may be asked again.
const BUSY: u64 = 5;

/// A problem, and the bound behind it where there is one.
pub(super) struct Refusal {
    problem: Box<Problem>,
    crossed: Option<(&'static str, Value)>,
    /// Seconds until it is worth asking the same again.
    retry: Option<u64>,
    /// Line and column of the query that cannot be read, from 1.
    place: Option<(usize, usize)>,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            crossed: None,
            retry: None,
            place: None,
        }
    }
}

impl From<QueryError> for Refusal {
    /// The status says whose fault it is: the query's or a limit's.
    fn from(error: QueryError) -> Self {
        let status = match error {
            QueryError::Update => StatusCode::FORBIDDEN,
            QueryError::Limit(_) | QueryError::Cancelled | QueryError::Write(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            QueryError::Evaluation(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut refusal = Self::from(Problem::new(status, error.to_string()));
        if let QueryError::Syntax { line, column, .. } = error {
            refusal.place = Some((line, column));
        }
        if let QueryError::Limit(bound) = error {
            let (name, allowed) = bound.name();
            // Whole numbers as such; only a time may have a fraction.
            let whole = (allowed.fract() == 0.0).then(|| json!(allowed as u64));
            refusal.crossed = Some((name, whole.unwrap_or_else(|| json!(allowed))));
            // Time and size would be crossed again.
            refusal.retry = matches!(bound, Bound::Concurrent(_) | Bound::Memory(_)).then_some(BUSY);
        }
        refusal
    }
}

impl From<Throttled> for Refusal {
    fn from(throttled: Throttled) -> Self {
        let Throttled {
            bound,
            allowed,
            retry,
        } = throttled;
        let what = match bound {
            "client-minute" => format!("{allowed} queries and graphs a minute"),
            _ => format!("{allowed} queries and graphs at the same time"),
        };
        Self {
            problem: Box::new(Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                format!(
                    "One client may ask for {what}; answers that are kept do not count. Hint: ask again in {retry} seconds, or load a dump and query it on your own machine."
                ),
            )),
            crossed: Some((bound, json!(allowed))),
            retry: Some(retry),
            place: None,
        }
    }
}

impl Refusal {
    /// The problem document (RFC 9457) with the members `bound` and `allowed`, whose type leads
    /// to the row of the page of limits.
    #[must_use]
    pub(super) fn respond(mut self, state: &AppState, headers: &HeaderMap) -> Response {
        self.count(&state.metrics);
        let mut members = Map::new();
        if let Some((bound, allowed)) = self.crossed {
            let page = format!("{}/limits", state.root);
            members.insert("type".to_owned(), json!(format!("{page}#{bound}")));
            members.insert("bound".to_owned(), json!(bound));
            members.insert("allowed".to_owned(), allowed);
            self.problem.links.push((page, "go-limits".to_owned()));
        }
        let mut response = self.problem.respond_with(state, headers, members);
        response.headers_mut().remove(header::RETRY_AFTER);
        if let Some(seconds) = self.retry {
            set(&mut response, header::RETRY_AFTER, &seconds.to_string());
        }
        response
    }

    /// For who writes queries on the page: the form again, with the query and the fault at its line.
    #[must_use]
    pub(super) fn respond_form(self, state: &AppState, headers: &HeaderMap, query: &str) -> Response {
        let shell = Shell::new(state, headers, &state.current().release.id);
        let form = SparqlPage::refused(shell, state, query, &self.problem.message, self.place);
        let told = self.respond(state, headers);
        let mut response = page(&form);
        *response.status_mut() = told.status();
        for name in [header::CACHE_CONTROL, header::RETRY_AFTER] {
            if let Some(value) = told.headers().get(&name) {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response
    }

    fn count(&self, metrics: &Metrics) {
        let Some((bound, _)) = &self.crossed else {
            return;
        };
        metrics.cut_off(bound);
        metrics.answered(if self.problem.status == StatusCode::TOO_MANY_REQUESTS {
            Answered::Throttled
        } else {
            Answered::Bounded
        });
    }
}
