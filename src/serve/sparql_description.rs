//! The service in its own words: SPARQL 1.1 Service Description.

use super::respond::{Problem, set, with_type};
use super::state::AppState;
use crate::query::Format;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;

/// The description with the limits, so that nobody has to find them out.
pub(super) fn describe(state: &AppState, format: RdfFormat) -> Response {
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&turtle(state))
        .flatten()
        .collect();
    match super::data::serialize(&quads, format) {
        Ok(body) => {
            let mut response = with_type(Format::Rdf(format).media_type(), body);
            set(&mut response, header::VARY, "Accept");
            response
        }
        Err(error) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
            .respond(state, &HeaderMap::new()),
    }
}

fn turtle(state: &AppState) -> String {
    let limits = state.pool.limits();
    format!(
        r#"@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/wsis/sparql> a sd:Service ;
    sd:endpoint <https://w3id.org/wsis/sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ,
        <http://www.w3.org/ns/formats/SPARQL_Results_XML> ,
        <http://www.w3.org/ns/formats/SPARQL_Results_CSV> ,
        <http://www.w3.org/ns/formats/SPARQL_Results_TSV> ,
        <http://www.w3.org/ns/formats/Turtle> ,
        <http://www.w3.org/ns/formats/N-Triples> ,
        <http://www.w3.org/ns/formats/N-Quads> ,
        <http://www.w3.org/ns/formats/TriG> ,
        <http://www.w3.org/ns/formats/RDF_XML> ,
        <http://www.w3.org/ns/formats/JSON-LD> ;
    rdfs:label "SPARQL endpoint of the WSIS knowledge graph"@en ;
    rdfs:comment "Read-only. A query may take {} seconds and give {} rows or {} bytes; {} run at once. Beyond that the answer is an error, never a part. SERVICE is off."@en .
"#,
        limits.time.as_secs(),
        limits.rows,
        limits.bytes,
        limits.concurrent,
    )
}
