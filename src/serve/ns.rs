//! `/ns`: the ontology, as a page with an anchor for every term or as RDF; and
//! the other files that describe the data.

use super::data::serialize;
use super::forms::{Form, GRAPH};
use super::lookup::{Words, about, texts};
use super::negotiate::{negotiate, offered};
use super::respond::{Problem, Shell, entity_tag, page, redirect, set, unless_known, with_type};
use super::state::AppState;
use super::vocab;
use crate::query::{Format, shorten};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use oxigraph::store::Store;
use std::sync::Arc;

const ONTOLOGY: &str = include_str!("../../ontology/wsis.ttl");
const SHAPES: &str = include_str!("../../ontology/shapes.ttl");
const CONTEXT: &str = include_str!("../../ontology/context.jsonld");
const NS: &str = "https://w3id.org/wsis/ns#";

/// The kinds of term, by the class that marks them.
const SECTIONS: [(&str, &str, &[&str]); 2] = [
    ("Classes", "classes", &["owl:Class"]),
    (
        "Properties",
        "properties",
        &[
            "owl:ObjectProperty",
            "owl:DatatypeProperty",
            "owl:AnnotationProperty",
            "rdf:Property",
        ],
    ),
];

#[derive(Template)]
#[template(path = "ns.html", config = "src/serve/askama.toml")]
struct NsPage {
    shell: Shell,
    sections: Vec<Section>,
}

struct Section {
    heading: &'static str,
    id: &'static str,
    terms: Vec<TermView>,
}

/// A property and its values, each with a link.
type Fact = (String, Vec<(String, Option<String>)>);

struct TermView {
    name: String,
    labels: Vec<Words>,
    definitions: Vec<Words>,
    examples: Vec<Words>,
    facts: Vec<Fact>,
}

/// The ontology.
pub(super) async fn ns(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    match negotiate(&headers, &GRAPH) {
        Some(Form::Page) => {
            let release = state.current().release.id.clone();
            let shell = Shell::new(&state, &headers, &release);
            let tag = entity_tag(&release, &format!("html-{}", shell.form()));
            unless_known(&headers, &tag, || html(&state, shell))
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

fn html(state: &AppState, shell: Shell) -> Response {
    let mut quads = quads();
    quads.extend(labels(state));
    let store = Store::new().and_then(|store| {
        store.extend(quads.iter().map(Quad::as_ref))?;
        Ok(store)
    });
    match store {
        Ok(store) => page(&NsPage {
            shell,
            sections: SECTIONS
                .iter()
                .map(|(heading, id, classes)| Section {
                    heading,
                    id,
                    terms: terms(&store, &quads, classes),
                })
                .collect(),
        }),
        Err(error) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
            .respond(state, &HeaderMap::new()),
    }
}

fn terms(store: &Store, quads: &[Quad], classes: &[&str]) -> Vec<TermView> {
    let mut names: Vec<NamedNode> = quads
        .iter()
        .filter(|quad| quad.predicate.as_ref() == vocab::TYPE)
        .filter(|quad| match &quad.object {
            Term::NamedNode(class) => classes.contains(&shorten(class.as_str()).as_str()),
            _ => false,
        })
        .filter_map(|quad| super::lookup::subject(quad).cloned())
        .filter(|iri| iri.as_str().starts_with(NS))
        .collect();
    names.sort();
    names.dedup();
    names.iter().map(|iri| term(store, iri)).collect()
}

fn term(store: &Store, iri: &NamedNode) -> TermView {
    let of = |predicate| texts(store, iri.as_ref(), predicate);
    let mut facts: Vec<Fact> = Vec::new();
    for quad in about(store, iri.as_ref(), None) {
        let Term::NamedNode(object) = &quad.object else {
            continue;
        };
        let name = shorten(quad.predicate.as_str());
        let value = (shorten(object.as_str()), anchor(object.as_str()));
        match facts.iter_mut().find(|(property, _)| *property == name) {
            Some((_, values)) => values.push(value),
            None => facts.push((name, vec![value])),
        }
    }
    facts.retain(|(name, _)| name != "owl:disjointWith" && name != "rdfs:isDefinedBy");
    facts.sort();
    TermView {
        name: iri.as_str().trim_start_matches(NS).to_owned(),
        labels: of(vocab::LABEL),
        definitions: of(vocab::DEFINITION),
        examples: of(vocab::EXAMPLE),
        facts,
    }
}

/// A link for a term: within the page for ours, to its home for others.
fn anchor(iri: &str) -> Option<String> {
    match iri.strip_prefix(NS) {
        Some(name) => Some(format!("#{name}")),
        None => iri.starts_with("http").then(|| iri.to_owned()),
    }
}
