//! The page on which people ask queries and read answers.

use super::assets;
use super::iri::query_value;
use super::lookup::Words;
use super::pages::answer::{self, View};
use super::respond::Shell;
use super::sparql_examples::without_header;
use super::state::{AppState, Loaded};
use super::view::{Value, Viewer};
use crate::query::{Answer, Format, NamedQuery, prefixes, shorten};
use askama::Template;
use oxigraph::model::Term;
use std::time::Duration;

/// Rows shown on the page; the links give all of them.
const MAX_SHOWN: usize = 500;

/// Longest line of a query that is repeated beside a fault, in characters.
const MAX_LINE: usize = 400;

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
    fault: Option<Fault>,
    scripts: Vec<String>,
    styles: Vec<String>,
}

/// An answer as a page shows it.
struct Shown {
    summary: String,
    columns: Vec<String>,
    rows: Vec<Vec<Option<Value>>>,
    text: Option<String>,
    downloads: Vec<(&'static str, String)>,
    views: Vec<ViewLink>,
    picture: Option<String>,
    misfit: bool,
    share: String,
}

/// A way to show the answer.
struct ViewLink {
    name: &'static str,
    href: String,
    here: bool,
}

/// Why there is no answer, and the lines of the query around the fault.
struct Fault {
    message: String,
    line: usize,
    lines: Vec<(usize, String)>,
}

impl SparqlPage {
    /// The form with a first query.
    #[must_use]
    pub(super) fn empty(shell: Shell, state: &AppState) -> Self {
        let limits = state.pool.limits();
        let asset = |name| assets::address(name).map(|path| format!("{}{path}", shell.root));
        let editor = asset("yasqe.js").is_some();
        Self {
            examples: examples(&shell.home, state.queries.iter()),
            query: FIRST.to_owned(),
            prefixes: prefixes().collect(),
            limits: shell.fill(
                "query-limits",
                &[("seconds", &limits.time.as_secs()), ("rows", &limits.rows)],
            ),
            scripts: if editor {
                ["yasqe.js", "query.js"].into_iter().filter_map(asset).collect()
            } else {
                Vec::new()
            },
            styles: asset("yasqe.css").into_iter().collect(),
            result: None,
            fault: None,
            shell,
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
        (answer, view): (&Answer, View),
        elapsed: Duration,
    ) -> Self {
        let viewer = Viewer {
            store: &loaded.release.store,
            root: &shell.root,
            home: &shell.home,
            language: shell.language,
        };
        let result = Some(shown(&viewer, &shell, query, (answer, view), elapsed));
        Self {
            query: query.to_owned(),
            result,
            ..Self::empty(shell, state)
        }
    }

    /// The form with a query that has no answer, and why.
    #[must_use]
    pub(super) fn refused(
        shell: Shell,
        state: &AppState,
        query: &str,
        message: &str,
        place: Option<(usize, usize)>,
    ) -> Self {
        let line = place.map_or(0, |(line, _)| line);
        let around = query.lines().enumerate().map(|(n, text)| (n + 1, text));
        let near = |n: usize| place.is_some() && n.abs_diff(line) <= 1;
        let cut = |text: &str| text.chars().take(MAX_LINE).collect();
        let lines = around
            .filter(|(n, _)| near(*n))
            .map(|(n, text)| (n, cut(text)))
            .collect();
        Self {
            query: query.to_owned(),
            fault: Some(Fault {
                message: message.to_owned(),
                line,
                lines,
            }),
            ..Self::empty(shell, state)
        }
    }

    /// Line of the fault for the editor; 0 for none.
    fn line(&self) -> usize {
        self.fault.as_ref().map_or(0, |fault| fault.line)
    }

    /// How many lines the field shows.
    fn height(&self) -> usize {
        self.query.lines().count().clamp(10, 24)
    }
}

/// The named queries as links that run them.
#[must_use]
pub(super) fn examples<'a>(
    root: &str,
    queries: impl Iterator<Item = &'a NamedQuery>,
) -> Vec<(String, String)> {
    queries
        .map(|query| (run_link(root, &asked(query)), query.title.clone()))
        .collect()
}

/// A ready-made question as people get it: what its head says for tests and lists is left out.
fn asked(query: &NamedQuery) -> String {
    format!("# {}\n{}", query.title, without_header(&query.text))
}

/// The address of a query's answer.
#[must_use]
pub(super) fn run_link(root: &str, query: &str) -> String {
    format!("{root}/sparql?query={}", query_value(query))
}

fn shown(
    viewer: &Viewer<'_>,
    shell: &Shell,
    query: &str,
    (answer, view): (&Answer, View),
    elapsed: Duration,
) -> Shown {
    let picture = answer::draw(view, answer, viewer, shell);
    let (columns, rows) = match answer {
        Answer::Rows { variables, rows } if picture.is_none() => (
            variables.iter().map(|v| v.as_str().to_owned()).collect(),
            rows.iter()
                .take(MAX_SHOWN)
                .map(|row| cells(viewer, row))
                .collect(),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    let link = |view: View| {
        let plain = run_link(viewer.home, query);
        if view == View::Table {
            plain
        } else {
            format!("{plain}&view={}", view.name())
        }
    };
    let here = if picture.is_some() { view } else { View::Table };
    let views = answer::fitting(answer, viewer).into_iter().map(|view| ViewLink {
        name: shell.say(view.key()),
        href: link(view),
        here: view == here,
    });
    Shown {
        summary: summary(shell, answer, elapsed),
        columns,
        rows,
        text: text(answer).filter(|_| picture.is_none()),
        downloads: downloads(viewer.root, query, answer),
        views: views.collect(),
        misfit: view != here,
        picture,
        share: link(here),
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

fn summary(shell: &Shell, answer: &Answer, elapsed: Duration) -> String {
    let count = answer.len();
    let found = match answer {
        Answer::Boolean(true) => shell.say("query-yes").to_owned(),
        Answer::Boolean(false) => shell.say("query-no").to_owned(),
        Answer::Rows { .. } => shell.fill("query-rows", &[("n", &count)]),
        Answer::Graph(_) => shell.fill("query-statements", &[("n", &count)]),
    };
    let first = if count > MAX_SHOWN {
        format!(" {}", shell.fill("query-first", &[("n", &MAX_SHOWN)]))
    } else {
        String::new()
    };
    format!("{found} ({} ms).{first}", elapsed.as_millis())
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
