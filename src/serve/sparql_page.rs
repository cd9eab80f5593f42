//! The page on which people ask queries and read answers.

use super::assets;
use super::iri::query_value;
use super::lookup::Words;
use super::pages::answer::{self, View};
use super::respond::Shell;
use super::state::{AppState, Loaded};
use super::view::{Value, Viewer};
use crate::query::library::without_header;
use crate::query::{Answer, Format, NamedQuery, prefixes, shorten};
use askama::Template;
use oxigraph::model::Term;
use std::time::Duration;

/// Rows shown on the page; the links give all of them.
const MAX_SHOWN: usize = 500;

/// For whom questions are, in the order of the page.
const AUDIENCES: [&str; 4] = ["delegate", "civil-society", "researcher", "librarian"];

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
    /// The ready-made question that the query is.
    question: Option<Question>,
    examples: Vec<Examples>,
    prefixes: Vec<(&'static str, &'static str)>,
    limits: String,
    result: Option<Shown>,
    fault: Option<Fault>,
    scripts: Vec<String>,
    styles: Vec<String>,
}

/// A ready-made question as a heading.
struct Question {
    title: String,
    description: String,
}

/// Ready-made questions for one kind of people.
pub(super) struct Examples {
    /// For whom they are.
    pub audience: String,
    /// Their addresses and titles.
    pub questions: Vec<(String, String)>,
}

impl Examples {
    /// The key of whom they are for, among the words of the interface.
    pub(super) fn key(&self) -> String {
        format!("audience-{}", self.audience)
    }
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
            examples: examples(&shell.home, &state.queries),
            query: FIRST.to_owned(),
            question: None,
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
        let question = state.queries.iter().find(|known| is(known, query));
        let at = question.map_or_else(
            || run_link("", query),
            |question| format!("/questions/{}?", question.name),
        );
        let mut result = shown(&viewer, &shell, &at, (answer, view), elapsed);
        if question.is_some() {
            result.columns = result.columns.iter().map(|name| spoken(name)).collect();
        }
        Self {
            query: question.map_or_else(|| query.to_owned(), asked),
            question: question.map(|question| Question {
                title: question.title.clone(),
                description: question.description.clone(),
            }),
            result: Some(result),
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

/// The ready-made questions as links to their answers, by whom they are for.
#[must_use]
pub(super) fn examples(home: &str, queries: &[NamedQuery]) -> Vec<Examples> {
    let mut all: Vec<Examples> = Vec::new();
    for query in queries {
        let link = (format!("{home}/questions/{}", query.name), query.title.clone());
        match all.iter_mut().find(|of| of.audience == query.audience) {
            Some(of) => of.questions.push(link),
            None => all.push(Examples {
                audience: query.audience.clone(),
                questions: vec![link],
            }),
        }
    }
    all.sort_by_key(|of| AUDIENCES.iter().position(|known| *known == of.audience));
    all
}

/// Whether a query is a ready-made question, whatever comments are at its head.
fn is(question: &NamedQuery, query: &str) -> bool {
    without_header(&question.text).trim_end() == without_header(query).trim_end()
}

/// The name of a variable as words: `dueAt` is `due at`.
fn spoken(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_uppercase() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(if c == '_' { ' ' } else { c });
        }
    }
    words.trim_start().to_owned()
}

/// A ready-made question as people get it: what its head says for tests and lists is left out.
#[must_use]
pub(super) fn asked(query: &NamedQuery) -> String {
    format!("# {}\n{}", query.title, without_header(&query.text))
}

/// The address of a query's answer.
#[must_use]
pub(super) fn run_link(root: &str, query: &str) -> String {
    format!("{root}/sparql?query={}", query_value(query))
}

/// `at` is the address of the answer below the home page, to which parameters can be added.
fn shown(
    viewer: &Viewer<'_>,
    shell: &Shell,
    at: &str,
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
        let plain = format!("{}{at}", viewer.home);
        if view == View::Table {
            plain.trim_end_matches('?').to_owned()
        } else {
            with_parameter(&plain, "view", view.name())
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
        downloads: downloads(&format!("{}{at}", viewer.root), answer),
        views: views.collect(),
        misfit: view != here,
        picture,
        share: link(here),
    }
}

fn with_parameter(at: &str, name: &str, value: &str) -> String {
    let join = if at.ends_with('?') { "" } else { "&" };
    format!("{at}{join}{name}={value}")
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

fn downloads(at: &str, answer: &Answer) -> Vec<(&'static str, String)> {
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
        .map(|(name, format)| (*name, with_parameter(at, "as", format)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: names of variables shown to people who ask no queries, words run together or torn apart.
    #[test]
    fn variables_are_said_in_words() {
        for (name, words) in [
            ("dueAt", "due at"),
            ("statedIn", "stated in"),
            ("year", "year"),
            ("first_year", "first year"),
            ("Who", "who"),
        ] {
            assert_eq!(spoken(name), words);
        }
    }

    /// Catches: a question that is not known again once its header is cut, another taken for it.
    #[test]
    fn a_question_is_known_by_its_text() {
        let query = NamedQuery::parse("n", "# title: T\n# rows: 3\n\nSELECT * {}\n");
        assert!(is(&query, &asked(&query)) && is(&query, "SELECT * {}"));
        assert!(!is(&query, "SELECT ?x {}"));
    }
}
