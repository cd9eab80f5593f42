//! `/ns`: the ontology, as a page with an anchor for every term or as RDF; and
//! the other files that describe the data.

use super::data::serialize;
use super::forms::{Form, GRAPH};
use super::lookup::about;
use super::negotiate::{negotiate, offered};
use super::pages::ontology;
use super::respond::{Problem, Shell, entity_tag, redirect, set, unless_known, with_type};
use super::state::AppState;
use super::vocab;
use crate::query::Format;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use std::sync::Arc;

const ONTOLOGY: &str = include_str!("../../ontology/wsis.ttl");
const SHAPES: &str = include_str!("../../ontology/shapes.ttl");
const CONTEXT: &str = include_str!("../../ontology/context.jsonld");
const NS: &str = "https://w3id.org/wsis/ns#";

/// The ontology.
pub(super) async fn ns(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    match negotiate(&headers, &GRAPH) {
        Some(Form::Page) => {
            let loaded = state.current();
            let shell = Shell::new(&state, &headers, &loaded.release.id);
            let tag = entity_tag(&loaded.release.id, &format!("html-{}", shell.form()));
            unless_known(&headers, &tag, || ontology::list(&loaded, shell))
        }
        Some(Form::Data(Format::Rdf(format))) => rdf(&state, &headers, format),
        _ => Problem::not_acceptable(&offered(&GRAPH)).respond(&state, &headers),
    }
}

/// `/ns.ttl` and so on.
pub(super) async fn ns_file(
    State(state): State<Arc<AppState>>,
    Path(extension): Path<String>,
    headers: HeaderMap,
) -> Response {
    match Format::from_name(&extension) {
        Some(Format::Rdf(format)) => rdf(&state, &headers, format),
        _ => Problem::new(
            StatusCode::NOT_FOUND,
            "The ontology comes as ns.ttl, ns.nt, ns.jsonld, ns.rdf, ns.nq and ns.trig.",
        )
        .respond(&state, &headers),
    }
}

/// A version IRI of the ontology: the one published version is at `/ns`.
pub(super) async fn ns_version(
    State(state): State<Arc<AppState>>,
    Path(version): Path<String>,
    headers: HeaderMap,
) -> Response {
    if ONTOLOGY.contains(&format!("owl:versionInfo \"{version}\"")) {
        return redirect(&state, StatusCode::SEE_OTHER, "/ns");
    }
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("Version {version} of the ontology is not held here; the present one is at /ns."),
    )
    .respond(&state, &headers)
}

/// The SHACL shapes.
pub(super) async fn shapes(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    file(&state, &headers, "text/turtle; charset=utf-8", SHAPES)
}

/// The JSON-LD context.
pub(super) async fn context(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    file(&state, &headers, "application/ld+json", CONTEXT)
}

fn file(state: &AppState, headers: &HeaderMap, media_type: &str, text: &'static str) -> Response {
    let tag = entity_tag(&state.current().release.id, "file");
    unless_known(headers, &tag, || with_type(media_type, text))
}

fn rdf(state: &AppState, headers: &HeaderMap, format: RdfFormat) -> Response {
    let format_name = Format::Rdf(format).name();
    let tag = entity_tag(&state.current().release.id, format_name);
    unless_known(headers, &tag, || {
        let labels = labels(state);
        // The Turtle is given as it was written, with its comments and order; the names in other languages
        // come from the release.
        let body = match format {
            RdfFormat::Turtle => serialize(&labels, format).map(|names| {
                let mut body = ONTOLOGY.as_bytes().to_vec();
                body.extend_from_slice(b"\n# Names in the other official languages\n\n");
                body.extend(names);
                body
            }),
            _ => serialize(&quads().into_iter().chain(labels).collect::<Vec<_>>(), format),
        };
        match body {
            Ok(body) => {
                let mut response = with_type(Format::Rdf(format).media_type(), body);
                let location = format!("{}/ns.{format_name}", state.root);
                set(&mut response, header::CONTENT_LOCATION, &location);
                response
            }
            Err(error) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).respond(state, headers)
            }
        }
    })
}

fn quads() -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(ONTOLOGY)
        .flatten()
        .collect()
}

/// The names of our terms in other languages than English, as the release holds them.
fn labels(state: &AppState) -> Vec<Quad> {
    let current = state.current();
    let mut terms: Vec<NamedNode> = quads()
        .iter()
        .filter_map(|quad| super::lookup::subject(quad).cloned())
        .filter(|term| term.as_str().starts_with(NS))
        .collect();
    terms.sort();
    terms.dedup();
    let mut labels: Vec<Quad> = terms
        .iter()
        .flat_map(|term| about(&current.release.store, term.as_ref(), Some(vocab::LABEL)))
        .filter(|quad| matches!(&quad.object, Term::Literal(label) if label.language() != Some("en")))
        .map(|quad| Quad::new(quad.subject, quad.predicate, quad.object, GraphName::DefaultGraph))
        .collect();
    labels.sort_by_cached_key(ToString::to_string);
    labels
}
