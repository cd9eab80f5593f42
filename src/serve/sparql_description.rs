//! The service in its own words: SPARQL 1.1 Service Description.
//!
//! Limits are `schema:PropertyValue`s, whose addresses lead to the rows of
//! `/limits`; prefixes are declared as SHACL does, for whoever generates queries.

use super::limits::limits;
use super::respond::{Problem, entity_tag, set, unless_known, with_type};
use super::state::AppState;
use crate::graph::iri::BASE;
use crate::query::{Format, prefixes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use std::fmt::Write as _;

const HEAD: &str = "
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<sparql> a sd:Service ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:languageExtension <https://github.com/w3c/sparql-dev/blob/main/SEP/SEP-0006/sep-0006.md> ;
    sd:feature sd:UnionDefaultGraph ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML ,
        formats:SPARQL_Results_CSV , formats:SPARQL_Results_TSV ,
        formats:Turtle , formats:N-Triples , formats:N-Quads , formats:TriG ,
        formats:RDF_XML , formats:JSON-LD ;
    rdfs:label \"SPARQL endpoint of the WSIS knowledge graph\"@en ;
    rdfs:seeAlso <limits> , <.well-known/sparql-examples> , <rdf-graph-store> ;
    sh:prefixes <sparql#prefixes> ;
    sd:defaultDataset <sparql#dataset> .
<sparql#dataset> a sd:Dataset ; sd:defaultGraph <sparql#default-graph> .
<sparql#default-graph> a sd:Graph ; rdfs:label \"The union of all named graphs\"@en .
";

/// The description with the limits, so that nobody has to find them out.
pub(super) fn describe(state: &AppState, headers: &HeaderMap, format: RdfFormat) -> Response {
    let endpoint = endpoint(state, headers);
    let kind = Format::Rdf(format);
    let release = state.current().release.id.clone();
    // The address in the description follows the host that was asked.
    let form = format!(
        "{}-{}",
        kind.name(),
        crate::digest::sha256(endpoint.as_str().as_bytes())
    );
    let mut response = unless_known(headers, &entity_tag(&release, &form), || {
        let turtle = turtle(state, &endpoint);
        let quads = RdfParser::from_format(RdfFormat::Turtle)
            .with_base_iri(BASE)
            .map_err(std::io::Error::other)
            .map(|parser| parser.for_slice(&turtle).flatten().collect::<Vec<Quad>>());
        match quads.and_then(|quads| super::data::serialize(&quads, format)) {
            Ok(body) => with_type(kind.media_type(), body),
            Err(error) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).respond(state, headers)
            }
        }
    });
    set(&mut response, header::VARY, "Accept, Accept-Encoding, Host");
    response
}

/// The address that the client used, which a client compares with the one described.
pub(super) fn endpoint(state: &AppState, headers: &HeaderMap) -> NamedNode {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let root = match (state.root.as_str(), host) {
        ("", Some(host)) => format!("http://{host}"),
        ("", None) => BASE.trim_end_matches('/').to_owned(),
        (root, _) => root.to_owned(),
    };
    NamedNode::new(format!("{root}/sparql"))
        .unwrap_or_else(|_| NamedNode::new_unchecked(format!("{BASE}sparql")))
}

fn turtle(state: &AppState, endpoint: &NamedNode) -> String {
    let mut turtle = HEAD.to_owned();
    // Writing into a string does not fail.
    let _ = write_all(&mut turtle, state, endpoint);
    turtle
}

fn write_all(turtle: &mut String, state: &AppState, endpoint: &NamedNode) -> std::fmt::Result {
    let loaded = state.current();
    writeln!(turtle, "<sparql> sd:endpoint {endpoint} .")?;
    writeln!(
        turtle,
        "<sparql> rdfs:comment \"\"\"{}\"\"\"@en .",
        comment(state)
    )?;
    writeln!(
        turtle,
        "<sparql#default-graph> void:triples {} .",
        loaded.index.quads
    )?;
    for (graph, triples) in &loaded.index.graphs {
        let Ok(name) = NamedNode::new(graph.as_str()) else {
            continue;
        };
        let local = graph.rsplit('/').next().unwrap_or(graph);
        let entry = NamedNode::new_unchecked(format!("{BASE}sparql#graph-{local}"));
        writeln!(
            turtle,
            "<sparql#dataset> sd:namedGraph {entry} . {entry} a sd:NamedGraph ; sd:name {name} ; sd:graph {name} . {name} a sd:Graph ; void:triples {triples} ."
        )?;
    }
    for limit in limits(state) {
        writeln!(
            turtle,
            "<sparql> schema:additionalProperty <limits#{name}> . <limits#{name}> a schema:PropertyValue ; schema:name \"{what}\"@en ; schema:propertyID \"{name}\" ; schema:maxValue {value} ; schema:unitText \"{unit}\" ; schema:unitCode \"{code}\" ; schema:description \"Beyond it the answer is an error with status {status}.\"@en .",
            name = limit.name,
            what = limit.what,
            value = limit.value,
            unit = limit.unit,
            code = limit.code,
            status = limit.status,
        )?;
    }
    write_prefixes(turtle)
}

/// The prefixes that need no declaration, as `sh:declare`.
pub(super) fn write_prefixes(turtle: &mut String) -> std::fmt::Result {
    for (prefix, namespace) in prefixes() {
        writeln!(
            turtle,
            "<sparql#prefixes> sh:declare <sparql#prefix-{prefix}> . <sparql#prefix-{prefix}> a sh:PrefixDeclaration ; sh:prefix \"{prefix}\" ; sh:namespace \"{namespace}\"^^xsd:anyURI ."
        )?;
    }
    Ok(())
}

fn comment(state: &AppState) -> String {
    let limits = state.pool.limits();
    let known: Vec<&str> = prefixes().map(|(prefix, _)| prefix).collect();
    format!(
        "Read-only: SPARQL Update is refused with status 403. A query without GRAPH and FROM sees all named graphs. A query may take {} seconds and give {} rows or {} bytes; {} run at once. Beyond that the answer is an error that names the limit, never a part. SERVICE is off, but for the full-text search of this graph: SERVICE wsis:search {{ ?thing wsis:searchWords \"enhanced cooperation\" ; wsis:score ?score }} gives at most 1,000 things. These prefixes are known without declaring them: {}.",
        limits.time.as_secs(),
        limits.rows,
        limits.bytes,
        limits.concurrent,
        known.join(", "),
    )
}
