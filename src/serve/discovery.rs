//! Files by which other programs find their way: `robots.txt`, `opensearch.xml`, `llms.txt`.

use super::described::absolute;
use super::respond::{Problem, entity_tag, unless_known, with_type};
use super::sitemap::escaped;
use super::state::AppState;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "llms.txt", escape = "none", config = "src/serve/askama.toml")]
struct Llms<'a> {
    root: &'a str,
    release: &'a str,
    quads: usize,
    queries: Vec<(&'a str, &'a str)>,
    seconds: u64,
    rows: u64,
}

/// Robots may read everything but should not run queries.
pub(super) async fn robots(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let root = absolute(&state, &headers);
    with_type(
        "text/plain; charset=utf-8",
        format!("User-agent: *\nDisallow: /sparql\nDisallow: /search\n\nSitemap: {root}/sitemap.xml\n"),
    )
}

/// The search in the form that browsers and catalogs know (OpenSearch 1.1).
pub(super) async fn opensearch(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let root = escaped(&absolute(&state, &headers));
    with_type(
        "application/opensearchdescription+xml",
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>WSIS graph</ShortName>
<LongName>World Summit on the Information Society: knowledge graph</LongName>
<Description>Finds documents and paragraphs by symbol, and paragraphs, documents, bodies, events and mandates by words of their texts and names, in six languages.</Description>
<Url type="text/html" method="get" template="{root}/search?q={{searchTerms}}"/>
<Url type="application/json" method="get" template="{root}/search.json?q={{searchTerms}}&amp;limit={{count?}}&amp;offset={{startIndex?}}" indexOffset="0"/>
<Url type="application/x-suggestions+json" rel="suggestions" method="get" template="{root}/suggest?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{root}/opensearch.xml"/>
<Attribution>Data: CC BY 4.0, the wsis project. Official texts: United Nations.</Attribution>
<SyndicationRight>open</SyndicationRight>
<Language>*</Language>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
</OpenSearchDescription>
"#
        ),
    )
}

/// What a language model should know before it asks or quotes (llmstxt.org).
pub(super) async fn llms(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let loaded = state.current();
    let root = absolute(&state, &headers);
    let limits = state.pool.limits();
    unless_known(&headers, &entity_tag(&loaded.release.id, "llms"), || {
        let featured = state.queries.iter().filter(|query| query.featured);
        let text = Llms {
            root: &root,
            release: &loaded.release.id,
            quads: loaded.index.quads,
            queries: featured
                .map(|query| (query.title.as_str(), query.text.as_str()))
                .collect(),
            seconds: limits.time.as_secs(),
            rows: limits.rows as u64,
        };
        match text.render() {
            Ok(text) => with_type("text/markdown; charset=utf-8", text),
            Err(error) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).respond(&state, &headers)
            }
        }
    })
}
