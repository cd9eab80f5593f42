//! `/questions`: the ready-made questions of `queries/`, each at an address of its own.

use super::iri::query_value;
use super::respond::{Problem, Shell, entity_tag, page, unless_known};
use super::sparql::sparql;
use super::sparql_page::{Examples, asked, examples};
use super::state::AppState;
use crate::query::library::nearest;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// More characters than any name of a question has.
const LONGEST_NAME: usize = 100;

#[derive(Template)]
#[template(path = "questions.html", config = "src/serve/askama.toml")]
struct QuestionsPage {
    shell: Shell,
    examples: Vec<Examples>,
}

/// All questions, by whom they are for.
pub(super) async fn list(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let release = state.current().release.id.clone();
    let shell = Shell::new(&state, &headers, &release);
    let tag = entity_tag(&release, &format!("html-{}", shell.form()));
    unless_known(&headers, &tag, || {
        page(&QuestionsPage {
            examples: examples(&shell.home, &state.queries),
            shell,
        })
    })
}

/// One question: what `/sparql` answers to its text, in any form that it gives.
pub(super) async fn question(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    mut request: Request<Body>,
) -> Response {
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let Some(query) = state.queries.iter().find(|query| query.name == name) else {
        let shell = Shell::new(&state, request.headers(), "");
        let mut problem = Problem::new(
            StatusCode::NOT_FOUND,
            format!("There is no question {name}; all are at /questions."),
        );
        let near = nearest(&name, &state.queries).into_iter();
        problem.links = near
            .map(|near| {
                (
                    format!("{}/questions/{}", shell.home, near.name),
                    near.title.clone(),
                )
            })
            .collect();
        return problem.respond(&state, request.headers());
    };
    let more = request
        .uri()
        .query()
        .map_or_else(String::new, |more| format!("&{more}"));
    let to = format!("/sparql?query={}{more}", query_value(&asked(query)));
    let Ok(to) = to.parse() else {
        return super::respond::failure();
    };
    *request.uri_mut() = to;
    sparql(State(state), request).await
}
