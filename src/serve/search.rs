//! `/search`: full-text search as JSON for programs, a page for people; `/suggest`: names while somebody types
//! (OpenSearch Suggestions).

use super::iri::link_path;
use super::negotiate::{Offer, negotiate, offered};
use super::pages::find::search as page;
use super::reader::Reader;
use super::respond::{Problem, entity_tag, off_thread, set, unless_known, with_type};
use super::state::{AppState, Loaded};
use crate::corpus::Language;
use crate::digest::sha256;
use crate::find::words::QueryError;
use crate::find::{Query, Results};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

/// The media type of suggestions.
const SUGGESTIONS: &str = "application/x-suggestions+json";
/// How many names are suggested.
const SUGGESTED: usize = 8;

#[derive(Clone, Copy, Debug)]
enum Form {
    Json,
    Suggestions,
    Page,
}

const OFFERS: [Offer<Form>; 3] = [
    Offer {
        form: Form::Json,
        types: &["application/json"],
    },
    Offer {
        form: Form::Suggestions,
        types: &[SUGGESTIONS],
    },
    Offer {
        form: Form::Page,
        types: &["text/html", "application/xhtml+xml"],
    },
];

/// The results of a search, in the form the client wants.
pub(super) async fn search(
    State(state): State<Arc<AppState>>,
    RawQuery(parameters): RawQuery,
    headers: HeaderMap,
) -> Response {
    match negotiate(&headers, &OFFERS) {
        Some(Form::Json) => answer(state, parameters, headers, Form::Json).await,
        Some(Form::Suggestions) => answer(state, parameters, headers, Form::Suggestions).await,
        Some(Form::Page) => page(state, parameters, headers).await,
        None => Problem::not_acceptable(&offered(&OFFERS)).respond(&state, &headers),
    }
}

/// The results as JSON, whatever `Accept` says.
pub(super) async fn as_json(
    State(state): State<Arc<AppState>>,
    RawQuery(parameters): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(state, parameters, headers, Form::Json).await
}

/// Names that fit what was typed so far (OpenSearch Suggestions 1.1).
pub(super) async fn suggest(
    State(state): State<Arc<AppState>>,
    RawQuery(parameters): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(state, parameters, headers, Form::Suggestions).await
}

async fn answer(
    state: Arc<AppState>,
    parameters: Option<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let query = match read(parameters.as_deref(), &headers) {
        Ok(query) => query,
        Err(error) => return refused(&error).respond(&state, &headers),
    };
    let loaded = state.current();
    let digest = sha256(format!("{query:?}{form:?}").as_bytes());
    let tag = entity_tag(
        &loaded.release.id,
        &format!("search-{}", digest.get(..16).unwrap_or_default()),
    );
    // Only what is not known already is looked for, on a thread that may read the whole store the first time.
    off_thread(move || {
        let mut response = unless_known(&headers, &tag, || {
            let started = Instant::now();
            match found(&loaded, &query) {
                Ok(results) => {
                    let root = &state.root;
                    let (media_type, body) = match form {
                        Form::Suggestions => (SUGGESTIONS, suggestions(root, &query, &results)),
                        Form::Json | Form::Page => ("application/json", json(root, &loaded, &query, results)),
                    };
                    let mut response = with_type(media_type, format!("{body}\n"));
                    let took = started.elapsed().as_secs_f64() * 1000.0;
                    let timing = header::HeaderName::from_static("server-timing");
                    set(&mut response, timing, &format!("search;dur={took:.2}"));
                    response
                }
                Err(problem) => problem.respond(&state, &headers),
            }
        });
        set(
            &mut response,
            header::VARY,
            "Accept, Accept-Language, Accept-Encoding",
        );
        response
    })
    .await
}

/// The results of a search in a release. Reads the whole store the first time, so not for a thread that
/// moves bytes.
///
/// # Errors
/// A problem to answer with.
pub(super) fn found(loaded: &Loaded, query: &Query) -> Result<Results, Problem> {
    loaded.search().run(query).map_err(|error| refused(&error))
}

/// The answer to a search that is out of bounds.
#[must_use]
pub(super) fn refused(error: &QueryError) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, error.to_string())
}

/// Reads the parameters of a search. Those it does not know are left alone; several values of a filter stand
/// in one parameter with commas or in several.
///
/// # Errors
/// [`QueryError`] for a value out of bounds.
pub(super) fn read(parameters: Option<&str>, headers: &HeaderMap) -> Result<Query, QueryError> {
    let mut query = Query::new("");
    for (name, value) in url::form_urlencoded::parse(parameters.unwrap_or_default().as_bytes()) {
        let typed = value.trim_start();
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let list = || {
            value
                .split(',')
                .map(str::trim)
                .filter(|v| !v.is_empty())
                .map(str::to_owned)
        };
        match &*name {
            // A space at the end says that the last word is whole.
            "q" => query.q = typed.to_owned(),
            "lang" => query.language = Some(language(value)?),
            "year" => query.years = Some(value.parse()?),
            "kind" => query.kinds.extend(list()),
            "body" => query.bodies.extend(list()),
            "line" => query.lines.extend(list()),
            "force" => query.forces.extend(list()),
            "limit" => query.limit = number("limit", value)?,
            "offset" => query.offset = number("offset", value)?,
            _ => {}
        }
    }
    // `lang` narrows the search; a reader of French results wants French names too.
    query.reader = query.language.unwrap_or_else(|| Reader::of(headers).language);
    query.check()?;
    Ok(query)
}

fn language(value: &str) -> Result<Language, QueryError> {
    Language::from_code(value)
        .ok_or_else(|| QueryError::value("lang", value, "it is one of ar, zh, en, fr, ru, es"))
}

fn number(name: &'static str, value: &str) -> Result<usize, QueryError> {
    let fault = || QueryError::value(name, value, "it is a whole number");
    value.parse().map_err(|_| fault())
}

fn json(root: &str, loaded: &Loaded, query: &Query, mut results: Results) -> Value {
    for hit in &mut results.results {
        hit.page = format!("{root}{}", link_path(&hit.page));
    }
    let mut body = json!({ "query": query.q, "release": loaded.release.id });
    if let (Some(body), Ok(Value::Object(members))) = (body.as_object_mut(), serde_json::to_value(&results)) {
        body.extend(members);
    }
    body
}

/// What was typed, names, what they are, where they are.
fn suggestions(root: &str, query: &Query, results: &Results) -> Value {
    let hits: Vec<_> = results.results.iter().take(SUGGESTED).collect();
    let names: Vec<&str> = hits.iter().map(|hit| hit.label.text.as_str()).collect();
    let kinds: Vec<String> = hits
        .iter()
        .map(|hit| match &hit.symbol {
            Some(symbol) => format!("{}, {symbol}", hit.kind),
            None => hit.kind.to_owned(),
        })
        .collect();
    let pages: Vec<String> = hits
        .iter()
        .map(|hit| format!("{root}{}", link_path(&hit.page)))
        .collect();
    json!([query.q, names, kinds, pages])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(parameters: &str) -> Result<Query, QueryError> {
        read(Some(parameters), &HeaderMap::new())
    }

    /// Catches: a filter that is lost, several values taken for one, a space at the end that is lost.
    #[test]
    fn parameters_are_read() {
        let query =
            read_all("q=+enhanced+coop+&lang=fr&kind=paragraph,mandate&kind=body&year=2003-2015&limit=5&x=1");
        let query = query.unwrap_or_else(|_| Query::new("?"));
        assert_eq!(query.q, "enhanced coop ");
        assert_eq!(query.language, Some(Language::French));
        assert_eq!(query.reader, Language::French);
        assert_eq!(query.kinds, ["paragraph", "mandate", "body"]);
        assert_eq!(query.limit, 5);
        for wrong in [
            "",
            "q=",
            "q=a&lang=xx",
            "q=a&year=x",
            "q=a&limit=-1",
            "q=a&limit=101",
            "q=a&kind=x",
            "q=%FF%FE",
        ] {
            assert!(read_all(wrong).is_err(), "{wrong}");
        }
    }
}
