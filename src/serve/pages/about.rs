//! `/about…`: what this is made from, how much of what is known it holds, how good it is, how to cite it and how
//! to have a mistake corrected.

use super::super::described::{Described, absolute};
use super::super::iri::id_path;
use super::super::lookup::{Words, about, pointing_to, subject, texts};
use super::super::numbers::grouped;
use super::super::respond::{Shell, entity_tag, off_thread, page, unless_known};
use super::super::state::{AppState, Loaded};
use super::super::view::{Value, Viewer};
use super::super::vocab;
use crate::graph::catalog::dataset;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{dqv, eli, skos, wsis};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use std::sync::Arc;

/// The name under which all documents are counted together.
const ALL: &str = "all-documents";
/// What is counted of a series, with the key of its heading.
const COLUMNS: [(&str, NamedNodeRef<'static>); 7] = [
    ("coverage-known", wsis::KNOWN),
    ("coverage-described", wsis::DESCRIBED),
    ("coverage-titles", wsis::WITH_TITLE),
    ("coverage-texts", wsis::WITH_TEXT),
    ("coverage-versions", wsis::LANGUAGE_VERSIONS),
    ("coverage-gists", wsis::WITH_GISTS),
    ("coverage-mandates", wsis::WITH_MANDATES),
];

#[derive(Template)]
#[template(path = "about.html", config = "src/serve/askama.toml")]
struct AboutPage {
    shell: Shell,
    layers: Vec<(&'static str, String, String)>,
    inputs: String,
    software: String,
    hash: String,
    number: u32,
    published: String,
    base: String,
}

#[derive(Template)]
#[template(path = "coverage.html", config = "src/serve/askama.toml")]
struct CoveragePage {
    shell: Shell,
    columns: Vec<&'static str>,
    series: Vec<Series>,
}

/// How complete a series of documents is.
struct Series {
    id: String,
    name: String,
    all: bool,
    counts: Vec<String>,
    /// Documents known to exist whose text is not held.
    missing: Vec<(String, Value)>,
}

#[derive(Template)]
#[template(path = "quality.html", config = "src/serve/askama.toml")]
struct QualityPage {
    shell: Shell,
    tables: Vec<Dimension>,
}

/// The measurements of one dimension of quality.
struct Dimension {
    name: &'static str,
    note: &'static str,
    rows: Vec<Measure>,
}

/// One measurement.
struct Measure {
    name: Words,
    value: String,
    /// The share of the whole, in percent, where it is part of one.
    share: Option<String>,
}

/// The overview.
pub(in crate::serve) async fn overview(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let base = absolute(&state, &headers);
        answer(&state, &headers, |loaded, shell| {
            let manifest = &loaded.release.manifest;
            let entry = loaded.known.published(loaded.number);
            page(&AboutPage {
                layers: layers(loaded),
                inputs: grouped(manifest.inputs.len() as u64),
                software: manifest.software.clone(),
                hash: manifest.rdfc10_sha256.clone(),
                number: loaded.number,
                published: entry.map_or_else(String::new, |entry| {
                    entry.published.to_string().chars().take(10).collect()
                }),
                base: base.clone(),
                shell,
            })
        })
    })
    .await
}

/// What is known to exist, held and missing.
pub(in crate::serve) async fn coverage(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        answer(&state, &headers, |loaded, shell| {
            page(&CoveragePage {
                columns: COLUMNS.iter().map(|(name, _)| *name).collect(),
                series: series(loaded, &shell),
                shell,
            })
        })
    })
    .await
}

/// How good it is, in numbers.
pub(in crate::serve) async fn quality(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        answer(&state, &headers, |loaded, shell| {
            page(&QualityPage {
                tables: loaded
                    .described()
                    .map(|described| dimensions(described, &shell))
                    .unwrap_or_default(),
                shell,
            })
        })
    })
    .await
}

fn answer(state: &AppState, headers: &HeaderMap, write: impl Fn(&Loaded, Shell) -> Response) -> Response {
    let loaded = state.current();
    let shell = Shell::new(state, headers, &loaded.release.id);
    let form = format!("html-{}-{}", loaded.number, shell.form());
    let tag = entity_tag(&loaded.release.id, &form);
    unless_known(headers, &tag, || write(&loaded, shell))
}

/// The layers of the graph: key of the name, number of statements, name of the graph.
fn layers(loaded: &Loaded) -> Vec<(&'static str, String, String)> {
    let key = |layer: Layer| match layer {
        Layer::Transcribed => "layer-transcribed",
        Layer::Extracted => "layer-extracted",
        Layer::Curated => "layer-curated",
        Layer::Ontology => "layer-ontology",
        Layer::Catalog => "layer-catalog",
    };
    Layer::ALL
        .iter()
        .map(|layer| {
            let graph = layer.graph().as_str().to_owned();
            let count = loaded.index.graphs.get(&graph).copied().unwrap_or_default();
            (key(*layer), grouped(count), graph)
        })
        .collect()
}

fn series(loaded: &Loaded, shell: &Shell) -> Vec<Series> {
    let store = &loaded.release.store;
    let viewer = Viewer {
        store,
        root: &shell.root,
        home: &shell.home,
        language: shell.language,
    };
    let mut all: Vec<Series> = pointing_to(store, wsis::COVERAGE, Some(vocab::TYPE))
        .filter_map(|quad| {
            let iri = subject(&quad)?;
            let first = |predicate| texts(store, iri.as_ref(), predicate).into_iter().next();
            let id = first(wsis::COVERAGE_OF)?.text;
            let number = |predicate| {
                let count = first(predicate).and_then(|words| words.text.parse().ok());
                count.map_or_else(String::new, grouped)
            };
            Some(Series {
                name: name(shell, &id),
                all: id == ALL,
                counts: COLUMNS.iter().map(|(_, predicate)| number(*predicate)).collect(),
                missing: missing(&viewer, &id),
                id,
            })
        })
        .collect();
    all.sort_by(|a, b| (!a.all, &a.name).cmp(&(!b.all, &b.name)));
    all
}

/// The name of a series; where nobody wrote one, its name in the data.
fn name(shell: &Shell, id: &str) -> String {
    let key = format!("series-{id}");
    match shell.say(&key) {
        said if said == key => id.replace('-', " "),
        said => said.to_owned(),
    }
}

/// The documents of a series without a text, the newest first.
fn missing(viewer: &Viewer<'_>, series: &str) -> Vec<(String, Value)> {
    let store = viewer.store;
    let literal = oxigraph::model::Literal::new_simple_literal(series);
    let mut missing: Vec<(String, Value)> = store
        .quads_for_pattern(None, Some(wsis::SERIES), Some(literal.as_ref().into()), None)
        .flatten()
        .filter_map(|quad| {
            let document = subject(&quad)?;
            let held = pointing_to(store, document.as_ref(), Some(eli::REALIZES))
                .next()
                .is_some();
            let path = id_path(document.as_str())?;
            let symbol = texts(store, document.as_ref(), vocab::SYMBOL).into_iter().next();
            let symbol = symbol.map_or_else(|| path.to_owned(), |words| words.text);
            (!held).then(|| {
                (
                    date(store, document.as_ref()),
                    symbol,
                    viewer.node(document.as_ref()),
                )
            })
        })
        .map(|(date, symbol, value)| {
            (
                format!("{symbol}{}{date}", if date.is_empty() { "" } else { ", " }),
                value,
            )
        })
        .collect();
    missing.sort_by(|a, b| b.0.cmp(&a.0));
    missing
}

fn date(store: &Store, document: NamedNodeRef<'_>) -> String {
    [wsis::ADOPTED_ON, wsis::ISSUED_ON]
        .iter()
        .flat_map(|predicate| about(store, document, Some(*predicate)))
        .find_map(|quad| match quad.object {
            Term::Literal(date) => Some(date.value().to_owned()),
            _ => None,
        })
        .unwrap_or_default()
}

/// The measurements, by what they measure: how true, how consistent, how complete.
fn dimensions(described: &Described, shell: &Shell) -> Vec<Dimension> {
    let dataset = dataset();
    let mut tables = [
        ("quality-accuracy", "quality-accuracy-note", "facts"),
        ("quality-consistency", "quality-consistency-note", "check-"),
        ("quality-completeness", "quality-completeness-note", "documents-"),
    ]
    .map(|(name, note, prefix)| {
        (
            prefix,
            Dimension {
                name,
                note,
                rows: Vec::new(),
            },
        )
    });
    let measured: Vec<(String, Words, u64)> = described
        .links(&dataset, dqv::HAS_MEASUREMENT)
        .filter_map(|measured| {
            let metric = described.links(measured, dqv::IS_MEASUREMENT_OF).next()?;
            let id = metric
                .rsplit(['/', '#'])
                .next()?
                .trim_start_matches("metric-")
                .to_owned();
            let label = described.value(metric, skos::PREF_LABEL).unwrap_or_default();
            let value = described.value(measured, dqv::VALUE)?.parse().ok()?;
            Some((id.clone(), measure_name(shell, &id, label), value))
        })
        .collect();
    let whole = |prefix: &str| {
        let id = if prefix == "facts" {
            "facts"
        } else {
            "documents-known"
        };
        measured
            .iter()
            .find(|(of, _, _)| of == id)
            .map(|(_, _, value)| *value)
    };
    for (prefix, table) in &mut tables {
        for (id, name, value) in measured.iter().filter(|(id, _, _)| id.starts_with(*prefix)) {
            let of = whole(prefix).filter(|of| *of > 0 && *prefix != "check-");
            let part = id != "facts" && id != "documents-known";
            table.rows.push(Measure {
                name: Words {
                    text: name.text.clone(),
                    lang: name.lang.clone(),
                },
                value: grouped(*value),
                share: of
                    .filter(|_| part)
                    .map(|of| format!("{:.1} %", *value as f64 * 100.0 / of as f64)),
            });
        }
    }
    tables.into_iter().map(|(_, table)| table).collect()
}

/// The name of a metric: a word of the interface, else the catalog's own, which is English.
fn measure_name(shell: &Shell, id: &str, label: &str) -> Words {
    let key = format!("metric-{id}");
    match shell.say(&key) {
        said if said == key => Words {
            text: label.to_owned(),
            lang: "en".to_owned(),
        },
        said => Words {
            text: said.to_owned(),
            lang: String::new(),
        },
    }
}
