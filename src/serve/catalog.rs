//! `/catalog` and `/.well-known/void`: what the release holds, its files, its services, how good it is.

use super::data::serialize;
use super::described::Described;
use super::forms::{Form, GRAPH};
use super::lookup::Words;
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
    description: Words,
    version: String,
    modified: String,
    tables: Vec<Table>,
}

/// Numbers with their names.
struct Table {
    /// The key of its heading.
    heading: &'static str,
    /// The key of a remark, or nothing.
    note: &'static str,
    rows: Vec<(Words, String)>,
}

/// A name that has no language, such as `wsis:Document`.
fn plain(text: String) -> Words {
    Words {
        text,
        lang: String::new(),
    }
}

/// A word of the interface; where there is none, the catalog's own, which is English.
fn said(shell: &Shell, key: &str, otherwise: &str) -> Words {
    match shell.say(key) {
        said if said == key => Words {
            text: otherwise.to_owned(),
            lang: "en".to_owned(),
        },
        said => plain(said.to_owned()),
    }
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
        description: said(&shell, "catalog-description", &of(dcterms::DESCRIPTION)),
        version: of(dcat::VERSION),
        modified: of(dcterms::MODIFIED),
        tables: vec![
            sizes(&shell, described),
            quality(&shell, described),
            linksets(&shell, described),
            partition(
                described,
                "catalog-classes",
                void::CLASS_PARTITION,
                void::CLASS,
                void::ENTITIES,
            ),
            partition(
                described,
                "catalog-properties",
                void::PROPERTY_PARTITION,
                void::PROPERTY,
                void::TRIPLES,
            ),
        ],
        shell,
    }
}

fn number(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    text.parse().map_or_else(|_| text.to_owned(), grouped)
}

fn sizes(shell: &Shell, described: &Described) -> Table {
    let rows = [
        ("count-statements", void::TRIPLES),
        ("size-things", void::ENTITIES),
        ("size-classes", void::CLASSES),
        ("size-properties", void::PROPERTIES),
        ("size-subjects", void::DISTINCT_SUBJECTS),
        ("size-values", void::DISTINCT_OBJECTS),
    ];
    Table {
        heading: "catalog-size",
        note: "catalog-size-note",
        rows: rows
            .map(|(name, predicate)| {
                (
                    said(shell, name, name),
                    number(described.value(&dataset(), predicate)),
                )
            })
            .to_vec(),
    }
}

fn quality(shell: &Shell, described: &Described) -> Table {
    let dataset = dataset();
    let rows = described.links(&dataset, dqv::HAS_MEASUREMENT).map(|measured| {
        let metric = described.links(measured, dqv::IS_MEASUREMENT_OF).next();
        let label = metric.and_then(|metric| described.value(metric, skos::PREF_LABEL));
        let id = metric
            .and_then(|metric| metric.rsplit('#').next())
            .unwrap_or_default();
        (
            said(shell, id, label.unwrap_or_default()),
            number(described.value(measured, dqv::VALUE)),
        )
    });
    Table {
        heading: "about-quality",
        note: "quality-lead",
        rows: rows.collect(),
    }
}

fn linksets(shell: &Shell, described: &Described) -> Table {
    let dataset = dataset();
    let sets = described.links(&dataset, void::SUBSET).filter_map(|set| {
        let target = described.links(set, void::OBJECTS_TARGET).next()?;
        let property = described.links(set, void::LINK_PREDICATE).next()?;
        let title = described.value(target, dcterms::TITLE)?;
        let name = shell.fill(
            "catalog-links-by",
            &[("name", &title), ("property", &shorten(property))],
        );
        Some((plain(name), number(described.value(set, void::TRIPLES))))
    });
    Table {
        heading: "catalog-links",
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
        Some((plain(shorten(what)), number(described.value(part, count))))
    });
    Table {
        heading,
        note: "",
        rows: rows.collect(),
    }
}
