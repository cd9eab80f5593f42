//! `/`: what this is, for whom, and where to begin.

use super::dataset::json_ld;
use super::described::absolute;
use super::index::{Entry, Index};
use super::iri::{id_path, link_path};
use super::respond::{Shell, entity_tag, page, unless_known};
use super::sparql_page::{examples, run_link};
use super::state::AppState;
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
pub(super) async fn home(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let loaded = state.current();
    let tag = entity_tag(&loaded.release.id, "html");
    unless_known(&headers, &tag, || {
        let mut view = view(&state, &loaded.release.id, &loaded.index);
        view.dataset = json_ld(&loaded, &absolute(&state, &headers));
        page(&view)
    })
}

fn view(state: &AppState, release: &str, index: &Index) -> HomePage {
    let root = &state.root;
    let recent = links(root, &index.recent);
    let featured = state.queries.iter().filter(|query| query.featured);
    HomePage {
        shell: Shell::new(state, release),
        counts: counts(root, index),
        quads: grouped(index.quads as u64),
        queries: examples(root, featured),
        action_lines: links(root, &index.action_lines),
        example: recent
            .first()
            .map_or_else(|| "/id/body/cstd".to_owned(), |link| link.href.clone()),
        recent,
        dataset: None,
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

fn links(root: &str, entries: &[Entry]) -> Vec<Link> {
    entries
        .iter()
        .filter_map(|entry| {
            Some(Link {
                href: format!("{root}/id/{}", link_path(id_path(entry.iri.as_str())?)),
                label: entry.label.clone(),
                note: entry.note.clone(),
            })
        })
        .collect()
}

/// `1234567` as `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
