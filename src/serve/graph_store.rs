//! `/rdf-graph-store` and the addresses of the named graphs: the reading half
//! of the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! A graph is written while the store is read, so its size does not matter.
//! When something fails after the head has gone, the connection is broken off
//! and the client sees an incomplete transfer, never a whole-looking part.

use super::forms::{Form, data_only};
use super::negotiate::{negotiate, offered};
use super::refusal::Refusal;
use super::respond::{Problem, entity_tag, set, unless_known, with_type};
use super::sparql_request::pairs;
use super::state::{AppState, Loaded};
use super::stream::produce;
use crate::graph::iri::BASE;
use crate::query::Format;
use crate::release::{dumps, jsonld};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphNameRef, NamedNode, QuadRef};
use std::io::{self, Write};
use std::sync::Arc;

/// Which graph is meant.
enum Graph {
    Default,
    Named(NamedNode),
}

/// `?default` or `?graph=IRI`.
pub(super) async fn store(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let named = indirect(&state, parts.uri.query().unwrap_or_default());
    respond(&state, &parts, named).await
}

/// The address of a graph itself (section 4.1 of the protocol).
pub(super) async fn direct(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let iri = format!("{}{}", BASE.trim_end_matches('/'), parts.uri.path());
    let graph = NamedNode::new(iri)
        .map(|iri| (Graph::Named(iri), None))
        .map_err(|error| Problem::new(StatusCode::NOT_FOUND, error.to_string()));
    respond(&state, &parts, graph).await
}

/// The graph and the format that the parameters name.
fn indirect(state: &AppState, query: &str) -> Result<(Graph, Option<Format>), Problem> {
    let (mut graphs, mut format) = (Vec::new(), None);
    for (name, value) in pairs(query)? {
        match name.as_str() {
            "default" => graphs.push(Graph::Default),
            "graph" => graphs.push(Graph::Named(NamedNode::new(value.as_str()).map_err(|_| {
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    format!(
                        "graph: <{value}> is not an absolute IRI. Hint: write it in full, percent-encoded."
                    ),
                )
            })?)),
            "as" => format = Some(rdf(&value)?),
            _ => {}
        }
    }
    match (graphs.pop(), graphs.is_empty()) {
        (Some(graph), true) => Ok((graph, format)),
        _ => Err(Problem {
            status: StatusCode::BAD_REQUEST,
            message: "Name one graph: ?default for all statements, or ?graph= with the IRI of a named graph."
                .to_owned(),
            links: links(state),
        }),
    }
}

fn rdf(name: &str) -> Result<Format, Problem> {
    Format::from_name(name)
        .filter(|format| matches!(format, Format::Rdf(_)))
        .ok_or_else(|| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                format!(
                    "A graph has no form \"{name}\". Hint: as can be one of ttl, nt, jsonld, rdf, nq, trig."
                ),
            )
        })
}

/// Every graph of the release.
fn links(state: &AppState) -> Vec<(String, String)> {
    let root = &state.root;
    let names = state.current().index.graphs.clone();
    let named = names.into_keys().map(|name| {
        let value = super::iri::query_value(&name);
        (format!("{root}/rdf-graph-store?graph={value}"), name)
    });
    std::iter::once((
        format!("{root}/rdf-graph-store?default"),
        "All statements".to_owned(),
    ))
    .chain(named)
    .collect()
}

async fn respond(
    state: &Arc<AppState>,
    request: &Parts,
    asked: Result<(Graph, Option<Format>), Problem>,
) -> Response {
    let headers = &request.headers;
    match give(state, request, asked).await {
        Ok(response) => response,
        Err(refusal) => refusal.respond(state, headers),
    }
}

async fn give(
    state: &Arc<AppState>,
    request: &Parts,
    asked: Result<(Graph, Option<Format>), Problem>,
) -> Result<Response, Refusal> {
    let headers = &request.headers;
    let (graph, named) = asked?;
    let loaded = state.current();
    if let Graph::Named(name) = &graph
        && !matches!(loaded.release.store.contains_named_graph(name), Ok(true))
    {
        return Err(Refusal::from(Problem {
            status: StatusCode::NOT_FOUND,
            message: format!("This release has no graph {name}."),
            links: links(state),
        }));
    }
    let Some(Format::Rdf(format)) = named.or_else(|| negotiated(headers)) else {
        return Err(Problem::not_acceptable(&offered(data_only())).into());
    };
    let form = match &graph {
        Graph::Default => format!("default-{}", Format::Rdf(format).name()),
        Graph::Named(name) => {
            let digest = crate::digest::sha256(name.as_str().as_bytes());
            format!("{digest}-{}", Format::Rdf(format).name())
        }
    };
    let tag = entity_tag(&loaded.release.id, &form);
    let known = super::respond::knows(headers, &tag);
    let body = if known || request.method == Method::HEAD {
        Body::empty()
    } else {
        let client = state.clients.who(&request.extensions, headers);
        let leave = state.clients.admit(client).await?;
        let loaded = Arc::clone(&loaded);
        produce(move |writer| {
            let outcome = write(&loaded, &graph, format, writer);
            drop(leave);
            outcome
        })
    };
    let mut response = unless_known(headers, &tag, || {
        with_type(Format::Rdf(format).media_type(), body)
    });
    let release = header::HeaderName::from_static("wsis-release");
    set(&mut response, release, &loaded.release.id);
    Ok(response)
}

fn negotiated(headers: &HeaderMap) -> Option<Format> {
    match negotiate(headers, data_only()) {
        Some(Form::Data(format)) => Some(format),
        _ => None,
    }
}

/// Writes the triples of a graph; a graph in itself has no name.
fn write(loaded: &Loaded, graph: &Graph, format: RdfFormat, writer: &mut dyn Write) -> io::Result<()> {
    let name = match graph {
        Graph::Default => None,
        Graph::Named(name) => Some(GraphNameRef::NamedNode(name.as_ref())),
    };
    let quads = loaded.release.store.quads_for_pattern(None, None, None, name);
    if matches!(format, RdfFormat::JsonLd { .. }) {
        let mut json = jsonld::Writer::new(jsonld::own().map_err(io::Error::other)?, writer)?;
        for quad in quads {
            json.quad(nameless(quad.map_err(io::Error::other)?.as_ref()))?;
        }
        return json.finish()?.flush();
    }
    let mut serializer = dumps::serializer(format)?.for_writer(writer);
    for quad in quads {
        serializer.serialize_quad(nameless(quad.map_err(io::Error::other)?.as_ref()))?;
    }
    serializer.finish()?.flush()
}

fn nameless(quad: QuadRef<'_>) -> QuadRef<'_> {
    QuadRef {
        graph_name: GraphNameRef::DefaultGraph,
        ..quad
    }
}
