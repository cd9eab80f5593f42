//! `/resolve`: which documents and paragraphs a text cites.
//!
//! Programs get everything that was understood, as JSON. A browser is led on (303) where the text means exactly one
//! thing beyond doubt, so that a link can be made of a citation; else it gets a page with what the text may mean.

use super::iri::{id_path, link_path};
use super::negotiate::{Offer, negotiate, offered};
use super::qualities::parameter;
use super::respond::{CACHE, Problem, Shell, off_thread, page, redirect, set, with_type};
use super::state::AppState;
use crate::find::{LONGEST_TEXT, Resolution, resolve as find};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// How an answer may look.
#[derive(Clone, Copy)]
enum Shape {
    Json,
    Page,
}

const OFFERS: [Offer<Shape>; 2] = [
    Offer {
        form: Shape::Json,
        types: &["application/json"],
    },
    Offer {
        form: Shape::Page,
        types: &["text/html"],
    },
];

#[derive(Template)]
#[template(path = "resolve.html", config = "src/serve/askama.toml")]
struct ResolvePage {
    shell: Shell,
    text: String,
    cited: Vec<Shown>,
    notes: Vec<String>,
}

/// One citation on the page.
struct Shown {
    words: String,
    place: String,
    answers: Vec<Line>,
}

/// One answer on the page.
struct Line {
    label: String,
    /// Address and path of each place; of the document where there is none.
    links: Vec<(String, String)>,
    sure: String,
    note: String,
}

/// Answers `/resolve?q=`.
pub(super) async fn resolve(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(shape) = negotiate(&headers, &OFFERS) else {
        return Problem::not_acceptable(&offered(&OFFERS)).respond(&state, &headers);
    };
    let text = parameter(query.as_deref(), &["q"]).unwrap_or_default();
    if text.trim().is_empty() || text.chars().count() > LONGEST_TEXT {
        return Problem::new(
            StatusCode::BAD_REQUEST,
            format!("Write a citation of 1 to {LONGEST_TEXT} characters: /resolve?q=para.+72(a)+of+the+Tunis+Agenda."),
        )
        .respond(&state, &headers);
    }
    off_thread(move || {
        let loaded = state.current();
        let found = find(&text, loaded.names(), &loaded.release.store);
        let mut response = match shape {
            Shape::Json => json(&found),
            Shape::Page => match found.certain().and_then(|answer| id_path(&answer.iri)) {
                Some(path) => redirect(&state, StatusCode::SEE_OTHER, &format!("/id/{}", link_path(path))),
                None => page(&shown(Shell::new(&state, &headers, &loaded.release.id), found)),
            },
        };
        set(&mut response, header::CACHE_CONTROL, CACHE);
        set(&mut response, header::VARY, "Accept, Accept-Encoding");
        response
    })
    .await
}

fn json(found: &Resolution) -> Response {
    match serde_json::to_string_pretty(found) {
        Ok(text) => with_type("application/json", text + "\n"),
        Err(_) => super::respond::failure(),
    }
}

fn shown(shell: Shell, found: Resolution) -> ResolvePage {
    let link = |iri: &str| {
        let path = id_path(iri).map(link_path).unwrap_or_default();
        format!("{}/id/{path}", shell.root)
    };
    let cited: Vec<Shown> = found
        .cited
        .into_iter()
        .map(|cited| Shown {
            words: cited.words,
            place: cited.place.unwrap_or_default(),
            answers: cited
                .answers
                .into_iter()
                .map(|answer| Line {
                    sure: if answer.certain {
                        "certain".to_owned()
                    } else {
                        format!("{} of 100", answer.score)
                    },
                    links: if answer.places.is_empty() {
                        vec![(
                            link(&answer.document),
                            answer.symbol.clone().unwrap_or_else(|| "open".to_owned()),
                        )]
                    } else {
                        answer
                            .places
                            .iter()
                            .map(|place| (link(&place.iri), place.path.clone()))
                            .collect()
                    },
                    note: answer.note.unwrap_or_default(),
                    label: answer.label,
                })
                .collect(),
        })
        .collect();
    ResolvePage {
        shell,
        text: found.text,
        cited,
        notes: found.notes,
    }
}
