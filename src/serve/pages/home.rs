//! `/`: what this is, for whom, and where to begin.

use super::super::dataset::json_ld;
use super::super::described::absolute;
use super::super::index::{Entry, Index};
use super::super::numbers::grouped;
use super::super::respond::{Shell, entity_tag, page, unless_known};
use super::super::sparql_page::{examples, run_link};
use super::super::state::AppState;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// The classes a visitor asks for, and their names in the plural.
const CLASSES: [(&str, &str); 9] = [
    ("Document", "documents"),
    ("Paragraph", "paragraphs"),
    ("ProvisionText", "texts in a language"),
    ("Citation", "citations"),
    ("Mandate", "mandates"),
    ("Body", "bodies"),
    ("Event", "events"),
    ("Target", "targets"),
    ("Evidence", "pieces of evidence"),
];

#[derive(Template)]
#[template(path = "home.html", config = "src/serve/askama.toml")]
struct HomePage {
    shell: Shell,
    counts: Vec<Count>,
    quads: String,
    queries: Vec<(String, String)>,
    action_lines: Vec<Link>,
    recent: Vec<Link>,
    example: String,
    dataset: Option<String>,
}

struct Count {
    number: String,
    name: &'static str,
    href: String,
}

struct Link {
    href: String,
    label: String,
    note: String,
}

/// The home page.
pub(in crate::serve) async fn home(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let loaded = state.current();
    let shell = Shell::new(&state, &headers, &loaded.release.id);
    let tag = entity_tag(&loaded.release.id, &format!("html-{}", shell.form()));
    unless_known(&headers, &tag, || {
        let mut view = view(&state, shell, &loaded.index);
        view.dataset = json_ld(&loaded, &absolute(&state, &headers));
        page(&view)
    })
}

fn view(state: &AppState, shell: Shell, index: &Index) -> HomePage {
    let root = &shell.home;
    let recent = links(&shell, &index.recent);
    let featured = state.queries.iter().filter(|query| query.featured);
    HomePage {
        counts: counts(root, index),
        quads: grouped(index.quads as u64),
        queries: examples(root, featured),
        action_lines: links(&shell, &index.action_lines),
        example: recent.first().map_or_else(
            || shell.page("https://w3id.org/wsis/id/body/cstd"),
            |link| link.href.clone(),
        ),
        recent,
        dataset: None,
        shell,
    }
}

fn counts(root: &str, index: &Index) -> Vec<Count> {
    CLASSES
        .iter()
        .filter_map(|(class, name)| {
            let number = index.counts.get(*class)?;
            let query = format!(
                "SELECT ?thing ?label WHERE {{\n  ?thing a wsis:{class} .\n  OPTIONAL {{ ?thing rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), \"en\")) }}\n}}\nORDER BY ?thing\nLIMIT 1000"
            );
            Some(Count {
                number: grouped(*number),
                name,
                href: run_link(root, &query),
            })
        })
        .collect()
}

fn links(shell: &Shell, entries: &[Entry]) -> Vec<Link> {
    let link = |entry: &Entry| Link {
        href: shell.page(entry.iri.as_str()),
        label: entry.label.clone(),
        note: entry.note.clone(),
    };
    entries.iter().map(link).collect()
}
