//! `/ldes`: all changes as a Linked Data Event Stream (<https://w3id.org/ldes/specification>), in pages of a
//! TREE (<https://w3id.org/tree/specification>).
//!
//! The root leads to the first page of every publication, each page to the next one of the same publication.
//! A page never changes, but for members whose words no kept release has any more: they are left out, as the
//! retention policy says. A member is a version of a thing: its IRI is the thing's within a release
//! (`…/wsis/release/3/id/body/cstd`, where that state is shown), its time is `prov:generatedAtTime`, since a
//! thing may have a `dcterms:modified` of its own, as the ontology has.

use super::super::data::serialize;
use super::super::forms::{Form, data_only};
use super::super::negotiate::{negotiate, offered};
use super::super::respond::{Problem, entity_tag, off_thread, set, unless_known, with_type};
use super::super::state::AppState;
use super::members::{self, Member, Members, version_iri};
use super::{IMMUTABLE, base, past};
use crate::graph::vocabulary::{activity, dcterms, ldes, prov, sh, tree};
use crate::query::Format;
use crate::release::changes::Act;
use crate::release::diff::parse;
use crate::release::history::Published;
use crate::release::past::Past;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::sync::Arc;

/// The licence of data and ontology.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The stream and where it begins.
pub(super) async fn root(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let loaded = state.current();
    let past = match past(&loaded) {
        Ok(past) => past,
        Err(problem) => return problem.respond(&state, &headers),
    };
    let view = format!("{}/ldes", base(&state, &headers));
    let last = past.history().last().map_or(0, |last| last.number);
    answer(&state, &headers, &format!("ldes-{last}"), || stream(&view, past))
}

/// A page of members.
pub(super) async fn page(
    State(state): State<Arc<AppState>>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let view = format!("{}/ldes", base(&state, &headers));
        let number = number.parse().unwrap_or_default();
        match members::page(&loaded, number) {
            Ok(page) => {
                let mut response = answer(&state, &headers, &format!("ldes-{number}"), || {
                    node(&view, number, &page)
                });
                if response.status() != StatusCode::NOT_ACCEPTABLE {
                    set(&mut response, header::CACHE_CONTROL, IMMUTABLE);
                }
                response
            }
            Err(problem) => problem.respond(&state, &headers),
        }
    })
    .await
}

fn answer(state: &AppState, headers: &HeaderMap, name: &str, quads: impl FnOnce() -> Vec<Quad>) -> Response {
    let Some(Form::Data(Format::Rdf(format))) = negotiate(headers, data_only()) else {
        return Problem::not_acceptable(&offered(data_only())).respond(state, headers);
    };
    let form = Format::Rdf(format);
    let tag = entity_tag(&state.current().release.id, &format!("{name}-{}", form.name()));
    unless_known(headers, &tag, || match serialize(&quads(), format) {
        Ok(body) => with_type(form.media_type(), body),
        Err(error) => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()).respond(state, headers)
        }
    })
}

/// Collects statements about one subject after the other.
struct Graph(Vec<Quad>);

impl Graph {
    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let quad = Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            GraphName::DefaultGraph,
        );
        self.0.push(quad);
    }

    /// A relation from a node to another one, all of whose members have the time of one publication.
    fn relation(&mut self, from: &NamedNode, class: NamedNodeRef<'_>, to: &NamedNode, time: &Published) {
        let name = if class == tree::AT_LEAST { "from" } else { "until" };
        let fragment = to.as_str().rsplit('/').next().unwrap_or_default();
        let relation = NamedNode::new_unchecked(format!("{}#{name}-{fragment}", from.as_str()));
        self.say(from, tree::RELATION, relation.clone());
        self.say(&relation, rdf::TYPE, class.into_owned());
        self.say(&relation, tree::NODE, to.clone());
        self.say(&relation, tree::PATH, prov::GENERATED_AT_TIME.into_owned());
        self.say(&relation, tree::VALUE, moment(time));
    }

    fn relations(&mut self, from: &NamedNode, to: &NamedNode, time: &Published) {
        self.relation(from, tree::AT_LEAST, to, time);
        self.relation(from, tree::AT_MOST, to, time);
    }
}

fn moment(entry: &Published) -> Literal {
    Literal::new_typed_literal(entry.published.to_string(), xsd::DATE_TIME)
}

fn integer(value: u32) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

fn node_of(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// The description of the stream and the relations to its pages.
fn stream(view: &str, past: &Past) -> Vec<Quad> {
    let mut graph = Graph(Vec::new());
    let part = |name: &str| node_of(format!("{view}#{name}"));
    let (stream, root, description, policy) = (
        part("stream"),
        node_of(view.to_owned()),
        part("view"),
        part("retention"),
    );
    let title = Literal::new_language_tagged_literal_unchecked("Changes of the WSIS knowledge graph", "en");
    graph.say(&stream, rdf::TYPE, ldes::EVENT_STREAM.into_owned());
    graph.say(&stream, dcterms::TITLE, title);
    graph.say(&stream, dcterms::LICENSE, node_of(LICENCE.to_owned()));
    graph.say(&stream, tree::VIEW, root.clone());
    graph.say(&stream, tree::SHAPE, part("shape"));
    graph.say(
        &stream,
        ldes::TIMESTAMP_PATH,
        prov::GENERATED_AT_TIME.into_owned(),
    );
    graph.say(
        &stream,
        ldes::VERSION_OF_PATH,
        dcterms::IS_VERSION_OF.into_owned(),
    );
    graph.say(
        &stream,
        ldes::VERSION_CREATE_OBJECT,
        activity::CREATE.into_owned(),
    );
    graph.say(
        &stream,
        ldes::VERSION_UPDATE_OBJECT,
        activity::UPDATE.into_owned(),
    );
    graph.say(
        &stream,
        ldes::VERSION_DELETE_OBJECT,
        activity::DELETE.into_owned(),
    );
    graph.say(&root, rdf::TYPE, tree::NODE_CLASS.into_owned());
    graph.say(&root, tree::VIEW_DESCRIPTION, description.clone());
    graph.say(&description, ldes::RETENTION_POLICY, policy.clone());
    graph.say(&policy, rdf::TYPE, ldes::LATEST_VERSION_SUBSET.into_owned());
    graph.say(&policy, ldes::AMOUNT, integer(1));
    shape(&mut graph, &part("shape"));
    for entry in &past.history().releases {
        if let Some(first) = past.first_page(entry.number) {
            graph.relations(&root, &node_of(format!("{view}/{first}")), entry);
        }
    }
    graph.0
}

/// What every member has: the thing it is a version of, and a time.
fn shape(graph: &mut Graph, shape: &NamedNode) {
    graph.say(shape, rdf::TYPE, sh::NODE_SHAPE.into_owned());
    for (name, path, constraint, value) in [
        ("of", dcterms::IS_VERSION_OF, sh::NODE_KIND, sh::IRI),
        ("time", prov::GENERATED_AT_TIME, sh::DATATYPE, xsd::DATE_TIME),
    ] {
        let property = node_of(format!("{}-{name}", shape.as_str()));
        graph.say(shape, sh::PROPERTY, property.clone());
        graph.say(&property, sh::PATH, path.into_owned());
        graph.say(&property, constraint, value.into_owned());
        graph.say(&property, sh::MIN_COUNT, integer(1));
        graph.say(&property, sh::MAX_COUNT, integer(1));
    }
}

/// A page: its members, and where the next one is.
fn node(view: &str, number: usize, page: &Members) -> Vec<Quad> {
    let mut graph = Graph(Vec::new());
    let (stream, this) = (
        node_of(format!("{view}#stream")),
        node_of(format!("{view}/{number}")),
    );
    graph.say(&this, rdf::TYPE, tree::NODE_CLASS.into_owned());
    if let Some(next) = page.next {
        graph.relations(&this, &node_of(format!("{view}/{next}")), &page.entry);
    }
    for member in &page.members {
        let version = node_of(version_iri(&member.change, &page.entry));
        graph.say(&stream, tree::MEMBER, version);
    }
    for member in &page.members {
        version(&mut graph, member, &page.entry);
    }
    graph.0
}

/// A version of a thing: what became of it, when, and its statements with the version in the thing's place.
fn version(graph: &mut Graph, member: &Member, entry: &Published) {
    let version = node_of(version_iri(&member.change, entry));
    let act = match member.change.act {
        Act::Created => activity::CREATE,
        Act::Updated => activity::UPDATE,
        Act::Deleted => activity::DELETE,
    };
    graph.say(&version, rdf::TYPE, act.into_owned());
    graph.say(
        &version,
        dcterms::IS_VERSION_OF,
        node_of(member.change.iri.clone()),
    );
    graph.say(&version, prov::GENERATED_AT_TIME, moment(entry));
    for mut quad in member.lines.iter().filter_map(|line| parse(line)) {
        quad.subject = version.clone().into();
        graph.0.push(quad);
    }
}
