//! `/sitemap.xml` and its parts: every page about a thing, for search engines (sitemaps.org, protocol 0.9).

use super::described::absolute;
use super::iri::{id_path, link_path};
use super::lookup::subject;
use super::respond::{Problem, entity_tag, off_thread, unless_known, with_type};
use super::state::AppState;
use super::vocab;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most addresses of one part, by the protocol.
const MOST: usize = 50_000;
const XML: &str = "application/xml";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The things with a page, in the order of their addresses, each with the day it was last changed where
/// the data say so.
pub struct Things(Vec<(Box<str>, Option<Box<str>>)>);

impl Things {
    /// Reads the store once. A thing is what has a class; `changed` tells when its statements last changed.
    #[must_use]
    pub(super) fn read(store: &Store, changed: impl Fn(&NamedNode) -> Option<String>) -> Self {
        let mut things: BTreeMap<Box<str>, Option<Box<str>>> = BTreeMap::new();
        let typed = store.quads_for_pattern(None, Some(vocab::TYPE), None, None);
        for quad in typed.flatten() {
            if let Some(thing) = subject(&quad)
                && let Some(path) = id_path(thing.as_str())
            {
                things
                    .entry(path.into())
                    .or_insert_with(|| changed(thing).map(String::into_boxed_str));
            }
        }
        Self(things.into_iter().collect())
    }

    fn index(&self, root: &str) -> String {
        let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{SPACE}\">\n");
        for (at, part) in self.0.chunks(MOST).enumerate() {
            let newest = part.iter().filter_map(|(_, day)| day.as_deref()).max();
            let place = format!("{root}/sitemap/{}.xml", at + 1);
            entry(&mut xml, "sitemap", &place, newest);
        }
        xml + "</sitemapindex>\n"
    }

    fn part(&self, root: &str, number: usize) -> Option<String> {
        let part = self.0.chunks(MOST).nth(number.checked_sub(1)?)?;
        let mut xml = format!("{HEAD}<urlset xmlns=\"{SPACE}\">\n");
        for (path, day) in part {
            let place = format!("{root}/page/{}", link_path(path));
            entry(&mut xml, "url", &place, day.as_deref());
        }
        Some(xml + "</urlset>\n")
    }
}

fn entry(xml: &mut String, element: &str, place: &str, changed: Option<&str>) {
    xml.extend(["<", element, "><loc>", &escaped(place), "</loc>"]);
    if let Some(day) = changed {
        xml.extend(["<lastmod>", &escaped(day), "</lastmod>"]);
    }
    xml.extend(["</", element, ">\n"]);
}

/// What the protocol asks to be escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The list of parts.
pub(super) async fn index(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let root = absolute(&state, &headers);
        unless_known(
            &headers,
            &entity_tag(&loaded.release.id, &format!("{}-sitemap", loaded.number)),
            || with_type(XML, loaded.things().index(&root)),
        )
    })
    .await
}

/// One part.
pub(super) async fn part(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let root = absolute(&state, &headers);
        let number = name.strip_suffix(".xml").and_then(|number| number.parse().ok());
        match number.and_then(|number| loaded.things().part(&root, number)) {
            Some(xml) => unless_known(
                &headers,
                &entity_tag(&loaded.release.id, &format!("{}-sitemap", loaded.number)),
                || with_type(XML, xml),
            ),
            None => Problem::new(
                StatusCode::NOT_FOUND,
                "There is no such part; /sitemap.xml names all of them.",
            )
            .respond(&state, &headers),
        }
    })
    .await
}
