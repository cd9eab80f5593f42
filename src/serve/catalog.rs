//! `/catalog` and `/.well-known/void`: what the release holds, its files, its services, how good it is.

use super::data::serialize;
use super::described::Described;
use super::forms::{Form, GRAPH};
use super::negotiate::{negotiate, offered};
use super::numbers::grouped;
use super::respond::{Problem, Shell, entity_tag, page, set, unless_known, with_type};
use super::state::AppState;
use crate::graph::catalog::dataset;
use crate::graph::vocabulary::{dcat, dcterms, dqv, skos, void};
use crate::query::{Format, shorten};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNodeRef;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "catalog.html", config = "src/serve/askama.toml")]
struct CatalogPage {
    shell: Shell,
    title: String,
    description: String,
    version: String,
    modified: String,
    tables: Vec<Table>,
}

/// Numbers with their names.
struct Table {
    heading: &'static str,
    note: &'static str,
    rows: Vec<(String, String)>,
}

/// The catalog, in the form the client likes best.
pub(super) async fn catalog(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    match negotiate(&headers, &GRAPH) {
        Some(Form::Page) => html(&state, &headers),
        Some(Form::Data(Format::Rdf(format))) => rdf(&state, &headers, format),
        _ => Problem::not_acceptable(&offered(&GRAPH)).respond(&state, &headers),
    }
}

/// `/catalog.ttl` and so on.
pub(super) async fn file(
    State(state): State<Arc<AppState>>,
    Path(extension): Path<String>,
    headers: HeaderMap,
) -> Response {
    match Format::from_name(&extension) {
        Some(Format::Rdf(format)) => rdf(&state, &headers, format),
        _ => Problem::new(
            StatusCode::NOT_FOUND,
            "The catalog comes as catalog.ttl, catalog.nt, catalog.jsonld, catalog.rdf, catalog.nq and catalog.trig.",
        )
        .respond(&state, &headers),
    }
}

fn none(state: &AppState, headers: &HeaderMap) -> Response {
    Problem::new(
        StatusCode::NOT_FOUND,
        "This release was built by a program that wrote no catalog. Build it again.",
    )
    .respond(state, headers)
}

fn rdf(state: &AppState, headers: &HeaderMap, format: RdfFormat) -> Response {
    let loaded = state.current();
    let Some(described) = loaded.described() else {
        return none(state, headers);
    };
    let name = Format::Rdf(format).name();
    let tag = entity_tag(&loaded.release.id, name);
    unless_known(headers, &tag, || {
        match serialize(&described.at(&state.root), format) {
            Ok(body) => {
                let mut response = with_type(Format::Rdf(format).media_type(), body);
                let here = format!("{}/catalog.{name}", state.root);
                set(&mut response, header::CONTENT_LOCATION, &here);
                response
            }
            Err(error) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).respond(state, headers)
            }
        }
    })
}

fn html(state: &AppState, headers: &HeaderMap) -> Response {
    let loaded = state.current();
    let Some(described) = loaded.described() else {
        return none(state, headers);
    };
    let shell = Shell::new(state, headers, &loaded.release.id);
    let tag = entity_tag(&loaded.release.id, &format!("html-{}", shell.form()));
    unless_known(headers, &tag, || page(&view(shell, described)))
}

fn view(shell: Shell, described: &Described) -> CatalogPage {
    let of = |predicate| {
        described
            .value(&dataset(), predicate)
            .unwrap_or_default()
            .to_owned()
    };
    CatalogPage {
        shell,
        title: of(dcterms::TITLE),
        description: of(dcterms::DESCRIPTION),
        version: of(dcat::VERSION),
        modified: of(dcterms::MODIFIED),
        tables: vec![
            sizes(described),
            quality(described),
            linksets(described),
            partition(
                described,
                "Things by class",
                void::CLASS_PARTITION,
                void::CLASS,
                void::ENTITIES,
            ),
            partition(
                described,
                "Statements by property",
                void::PROPERTY_PARTITION,
                void::PROPERTY,
                void::TRIPLES,
            ),
        ],
    }
}

fn number(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    text.parse().map_or_else(|_| text.to_owned(), grouped)
}

fn sizes(described: &Described) -> Table {
    let rows = [
        ("statements", void::TRIPLES),
        ("things with an address of ours", void::ENTITIES),
        ("classes", void::CLASSES),
        ("properties", void::PROPERTIES),
        ("different subjects", void::DISTINCT_SUBJECTS),
        ("different values", void::DISTINCT_OBJECTS),
    ];
    Table {
        heading: "Size",
        note: "The graph that holds these numbers is not counted.",
        rows: rows
            .map(|(name, predicate)| (name.to_owned(), number(described.value(&dataset(), predicate))))
            .to_vec(),
    }
}

fn quality(described: &Described) -> Table {
    let dataset = dataset();
    let rows = described.links(&dataset, dqv::HAS_MEASUREMENT).map(|measured| {
        let metric = described.links(measured, dqv::IS_MEASUREMENT_OF).next();
        let label = metric.and_then(|metric| described.value(metric, skos::PREF_LABEL));
        (
            label.unwrap_or_default().to_owned(),
            number(described.value(measured, dqv::VALUE)),
        )
    });
    Table {
        heading: "Quality",
        note: "What the check of data and texts came to when the release was built.",
        rows: rows.collect(),
    }
}

fn linksets(described: &Described) -> Table {
    let dataset = dataset();
    let sets = described.links(&dataset, void::SUBSET).filter_map(|set| {
        let target = described.links(set, void::OBJECTS_TARGET).next()?;
        let property = described.links(set, void::LINK_PREDICATE).next()?;
        let title = described.value(target, dcterms::TITLE)?;
        let name = format!("{title}, by {}", shorten(property));
        Some((name, number(described.value(set, void::TRIPLES))))
    });
    Table {
        heading: "Links to other data",
        note: "",
        rows: sets.collect(),
    }
}

fn partition(
    described: &Described,
    heading: &'static str,
    parts: NamedNodeRef<'_>,
    what: NamedNodeRef<'_>,
    count: NamedNodeRef<'_>,
) -> Table {
    let dataset = dataset();
    let rows = described.links(&dataset, parts).filter_map(|part| {
        let what = described.links(part, what).next()?;
        Some((shorten(what), number(described.value(part, count))))
    });
    Table {
        heading,
        note: "",
        rows: rows.collect(),
    }
}
