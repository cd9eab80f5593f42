//! `/.well-known/sparql-examples`: the ready-made questions as SHACL describes
//! queries, in the shape in which the SIB publishes those of its endpoints:
//! `sh:SPARQLExecutable`, `sh:select`, `schema:target`.

use super::data::serialize;
use super::forms::{Form, data_only};
use super::negotiate::{negotiate, offered};
use super::respond::{Problem, entity_tag, off_thread, set, unless_known, with_type};
use super::sparql_description::{endpoint, write_prefixes};
use super::state::AppState;
use crate::graph::iri::BASE;
use crate::query::library::without_header;
use crate::query::{Format, NamedQuery, QueryKind, kind, parse};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use std::sync::Arc;

const SH: &str = "http://www.w3.org/ns/shacl#";
const SCHEMA: &str = "https://schema.org/";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// The questions as RDF.
pub(super) async fn examples(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let Some(Form::Data(Format::Rdf(format))) = negotiate(&headers, data_only()) else {
            return Problem::not_acceptable(&offered(data_only())).respond(&state, &headers);
        };
        let target = endpoint(&state, &headers);
        let kind = Format::Rdf(format);
        let form = format!(
            "{}-{}",
            kind.name(),
            crate::digest::sha256(target.as_str().as_bytes())
        );
        let release = state.current().release.id.clone();
        let mut response = unless_known(&headers, &entity_tag(&release, &form), || {
            match serialize(&quads(&state, &target), format) {
                Ok(body) => with_type(kind.media_type(), body),
                Err(error) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
                    .respond(&state, &headers),
            }
        });
        set(&mut response, header::VARY, "Accept, Accept-Encoding, Host");
        response
    })
    .await
}

fn quads(state: &AppState, target: &NamedNode) -> Vec<Quad> {
    let mut quads: Vec<Quad> = state
        .queries
        .iter()
        .flat_map(|query| example(query, target))
        .collect();
    let mut turtle =
        format!("@base <{BASE}> . @prefix sh: <{SH}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n");
    if write_prefixes(&mut turtle).is_ok() {
        quads.extend(
            RdfParser::from_format(RdfFormat::Turtle)
                .for_slice(&turtle)
                .flatten(),
        );
    }
    quads
}

/// One question; one that cannot be read has no kind and is left out.
fn example(query: &NamedQuery, target: &NamedNode) -> Vec<Quad> {
    let Ok(parsed) = parse(&query.text) else {
        return Vec::new();
    };
    let (class, property) = match kind(&parsed) {
        QueryKind::Select => ("SPARQLSelectExecutable", "select"),
        QueryKind::Ask => ("SPARQLAskExecutable", "ask"),
        QueryKind::Construct => ("SPARQLConstructExecutable", "construct"),
        QueryKind::Describe => ("SPARQLExecutable", "describe"),
    };
    let term = |namespace: &str, name: &str| NamedNode::new_unchecked(format!("{namespace}{name}"));
    let subject = NamedNode::new_unchecked(format!("{BASE}.well-known/sparql-examples#{}", query.name));
    let quad = |property: NamedNode, object: Term| {
        Quad::new(subject.clone(), property, object, GraphName::DefaultGraph)
    };
    let english = |text: &str| Term::from(Literal::new_language_tagged_literal_unchecked(text, "en"));
    let mut quads = vec![
        quad(rdf::TYPE.into_owned(), term(SH, "SPARQLExecutable").into()),
        quad(rdf::TYPE.into_owned(), term(SH, class).into()),
        quad(term(RDFS, "label"), english(&query.title)),
        quad(
            term(RDFS, "comment"),
            english(&format!("{} {}", query.title, query.description)),
        ),
        quad(term(SH, "prefixes"), term(BASE, "sparql#prefixes").into()),
        quad(
            term(SH, property),
            Literal::new_typed_literal(without_header(&query.text), xsd::STRING).into(),
        ),
        quad(term(SCHEMA, "target"), target.clone().into()),
    ];
    let keywords = query.audience.split([',', ' ']).filter(|word| !word.is_empty());
    quads.extend(keywords.map(|word| quad(term(SCHEMA, "keywords"), Literal::from(word).into())));
    quads.dedup();
    quads
}
