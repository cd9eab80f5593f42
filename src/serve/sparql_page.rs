//! The page on which people ask queries and read answers.

use super::iri::query_value;
use super::lookup::Words;
use super::respond::Shell;
use super::state::{AppState, Loaded};
use super::view::{Value, Viewer};
use crate::query::{Answer, Format, NamedQuery, prefixes, shorten};
use askama::Template;
use oxigraph::model::Term;
use std::time::Duration;

/// Rows shown on the page; the links give all of them.
const MAX_SHOWN: usize = 500;

/// A query to begin with.
const FIRST: &str = "SELECT ?document ?title WHERE {\n  ?document a wsis:Document ;\n    dcterms:title ?title .\n  FILTER(LANG(?title) = \"en\")\n}\nORDER BY ?document\nLIMIT 50\n";

/// The page.
#[derive(Template)]
#[template(path = "sparql.html", config = "src/serve/askama.toml")]
pub(super) struct SparqlPage {
    shell: Shell,
    query: String,
    examples: Vec<(String, String)>,
    prefixes: Vec<(&'static str, &'static str)>,
    limits: String,
    result: Option<Shown>,
}

/// An answer as a page shows it.
struct Shown {
    summary: String,
    columns: Vec<String>,
    rows: Vec<Vec<Option<Value>>>,
    text: Option<String>,
    downloads: Vec<(&'static str, String)>,
}

impl SparqlPage {
    /// The form with a first query.
    #[must_use]
    pub(super) fn empty(shell: Shell, state: &AppState) -> Self {
        let limits = state.pool.limits();
        Self {
            examples: examples(&shell.home, state.queries.iter()),
            shell,
            query: FIRST.to_owned(),
            prefixes: prefixes().collect(),
            limits: format!(
                "A query may take {} seconds and give {} rows. Beyond that you get an error, never a part of the answer.",
                limits.time.as_secs(),
                limits.rows
            ),
            result: None,
        }
    }

    /// The page as HTML.
    #[must_use]
    pub(super) fn html(&self) -> String {
        // Writing into a string does not fail.
        self.render().unwrap_or_default()
    }

    /// The form with a query and its answer.
    #[must_use]
    pub(super) fn answered(
        shell: Shell,
        state: &AppState,
        (loaded, query): (&Loaded, &str),
        answer: &Answer,
        elapsed: Duration,
    ) -> Self {
        let viewer = Viewer {
            store: &loaded.release.store,
            root: &shell.root,
            home: &shell.home,
            language: shell.language,
        };
        let result = Some(shown(&viewer, query, answer, elapsed));
        Self {
            query: query.to_owned(),
            result,
            ..Self::empty(shell, state)
        }
    }
}

/// The named queries as links that run them.
#[must_use]
pub(super) fn examples<'a>(
    root: &str,
    queries: impl Iterator<Item = &'a NamedQuery>,
) -> Vec<(String, String)> {
    queries
        .map(|query| (run_link(root, &query.text), query.title.clone()))
        .collect()
}

/// The address of a query's answer.
#[must_use]
pub(super) fn run_link(root: &str, query: &str) -> String {
    format!("{root}/sparql?query={}", query_value(query))
}

fn shown(viewer: &Viewer<'_>, query: &str, answer: &Answer, elapsed: Duration) -> Shown {
    let (columns, rows) = match answer {
        Answer::Rows { variables, rows } => (
            variables.iter().map(|v| v.as_str().to_owned()).collect(),
            rows.iter()
                .take(MAX_SHOWN)
                .map(|row| cells(viewer, row))
                .collect(),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    Shown {
        summary: summary(answer, elapsed),
        columns,
        rows,
        text: text(answer),
        downloads: downloads(viewer.root, query, answer),
    }
}

fn cells(viewer: &Viewer<'_>, row: &[Option<Term>]) -> Vec<Option<Value>> {
    row.iter()
        .map(|term| term.as_ref().map(|term| cell(viewer, term)))
        .collect()
}

/// IRIs are shown short, not by label: who asks a query wants to see what came.
fn cell(viewer: &Viewer<'_>, term: &Term) -> Value {
    let mut value = viewer.term(term);
    if let Term::NamedNode(node) = term {
        value.words = Words {
            text: super::iri::id_path(node.as_str())
                .map_or_else(|| shorten(node.as_str()), super::iri::decode),
            lang: String::new(),
        };
    }
    value
}

fn summary(answer: &Answer, elapsed: Duration) -> String {
    let count = answer.len();
    let unit = match (answer, count) {
        (Answer::Boolean(value), _) => {
            return if *value { "Yes.".into() } else { "No.".into() };
        }
        (Answer::Rows { .. }, 1) => "row",
        (Answer::Rows { .. }, _) => "rows",
        (Answer::Graph(_), 1) => "statement",
        (Answer::Graph(_), _) => "statements",
    };
    let shown = if count > MAX_SHOWN {
        format!("; the first {MAX_SHOWN} are shown, all are in the files")
    } else {
        String::new()
    };
    format!("{count} {unit} in {} ms{shown}.", elapsed.as_millis())
}

/// A graph as Turtle.
fn text(answer: &Answer) -> Option<String> {
    let Answer::Graph(triples) = answer else {
        return None;
    };
    let first = Answer::Graph(triples.iter().take(MAX_SHOWN).cloned().collect());
    let mut turtle = Vec::new();
    first.write(Format::Table, &mut turtle).ok()?;
    String::from_utf8(turtle).ok()
}

fn downloads(root: &str, query: &str, answer: &Answer) -> Vec<(&'static str, String)> {
    let formats: &[(&str, &str)] = match answer {
        Answer::Graph(_) => &[
            ("Turtle", "ttl"),
            ("JSON-LD", "jsonld"),
            ("N-Triples", "nt"),
            ("RDF/XML", "rdf"),
        ],
        _ => &[("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "xml")],
    };
    formats
        .iter()
        .map(|(name, format)| (*name, format!("{}&as={format}", run_link(root, query))))
        .collect()
}
