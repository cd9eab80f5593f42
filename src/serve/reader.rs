//! Who reads: the language of the page and how the address names it.
//!
//! Every address of a page can begin with one of the six languages (`/fr/page/body/igf`): then the page is in
//! it and all its links stay in it. Without, the language is negotiated
//! ([RFC 9110, 12.5.4](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4)) and links have no prefix.
//! [`reader`] takes the prefix off before the routes are looked at, so no route knows of it. What it found
//! travels in a header of the request that no client can set: whoever has the headers can write to this reader,
//! a page of a problem as well as a page about a thing. The language is among the extensions too.

use super::languages;
use super::qualities::parameter;
use super::respond::{redirect, set};
use super::state::AppState;
use crate::corpus::Language;
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The header in which the reader travels.
const READER: HeaderName = HeaderName::from_static("wsis-reader");
/// Longest address that is repeated in the links to other languages, in bytes.
const MAX_HERE: usize = 2 << 10;

/// First parts of addresses that are files, data or names: they are the same for every reader.
const FILES: [&str; 20] = [
    ".well-known",
    "akn",
    "assets",
    "data",
    "diff",
    "feed",
    "graph",
    "health",
    "id",
    "ldes",
    "linkset",
    "mcp",
    "metrics",
    "rdf-graph-store",
    "ready",
    "reconcile",
    "script",
    "sitemap",
    "suggest",
    "timemap",
];

/// Who reads a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The language of the page.
    pub language: Language,
    /// Whether the address names it.
    pub named: bool,
    /// The address without the language, with its query: what the links to other languages end with.
    pub here: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            language: Language::English,
            named: false,
            here: "/".to_owned(),
        }
    }
}

impl Reader {
    /// The reader of a request that came through [`reader`]; else one of English.
    #[must_use]
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let told = headers.get(&READER).and_then(|value| value.to_str().ok());
        let told = told.and_then(|told| {
            let (language, rest) = told.split_once(' ')?;
            let (named, here) = rest.split_once(' ')?;
            Some(Self {
                language: Language::from_code(language)?,
                named: named == "named",
                here: here.to_owned(),
            })
        });
        told.unwrap_or_default()
    }

    fn header(&self) -> Option<HeaderValue> {
        let named = if self.named { "named" } else { "chosen" };
        HeaderValue::from_str(&format!("{} {named} {}", self.language.tag(), self.here)).ok()
    }

    /// What addresses of pages begin with, after the root: `/fr`, or nothing.
    #[must_use]
    pub(super) fn prefix(&self) -> String {
        if self.named {
            format!("/{}", self.language.tag())
        } else {
            String::new()
        }
    }

    /// Tells pages for different readers apart, in entity tags.
    #[must_use]
    pub(super) fn form(&self) -> String {
        format!(
            "{}{}",
            self.language.tag(),
            if self.named { "-named" } else { "" }
        )
    }
}

/// Takes the language off an address, or chooses one; afterwards says in the answer what it depends on.
pub(super) async fn reader(State(state): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(&READER);
    let (named, path) = split(request.uri().path());
    let page = is_page(path);
    let query = request.uri().query();
    if let Some(to) = elsewhere(named, path, query) {
        let status = match *request.method() {
            Method::GET | Method::HEAD => StatusCode::MOVED_PERMANENTLY,
            _ => StatusCode::PERMANENT_REDIRECT,
        };
        return redirect(&state, status, &to);
    }
    let known: Vec<String> = Language::ALL.map(|language| language.tag().to_owned()).to_vec();
    let chosen = || Language::from_code(&languages::choose(request.headers(), &known));
    let address = bare(path, query);
    let reader = Reader {
        language: named.or_else(chosen).unwrap_or(Language::English),
        named: named.is_some(),
        here: if page && address.len() <= MAX_HERE {
            address.clone()
        } else {
            "/".to_owned()
        },
    };
    if named.is_some() {
        *request.uri_mut() = with_path(request.uri(), &address);
    }
    if let Some(value) = reader.header() {
        request.headers_mut().insert(READER, value);
    }
    request.extensions_mut().insert(reader.language);
    let mut response = next.run(request).await;
    if page {
        tell(&mut response, &state.root, &reader);
    }
    response
}

/// Says in which language the answer is, that it was chosen, and keeps redirects in it.
fn tell(response: &mut Response, root: &str, reader: &Reader) {
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE);
    let html = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let told = headers.contains_key(header::CONTENT_LANGUAGE);
    let known = response.status() == StatusCode::NOT_MODIFIED;
    if html && !told {
        set(response, header::CONTENT_LANGUAGE, reader.language.tag());
    }
    if !reader.named && (html || known) {
        let vary = HeaderValue::from_static("Accept-Language");
        response.headers_mut().append(header::VARY, vary);
    }
    let to = response.headers().get(header::LOCATION);
    let to = to.and_then(|to| to.to_str().ok()?.strip_prefix(root));
    if reader.named
        && let Some(to) = to.filter(|to| to.starts_with('/') && split(to).0.is_none() && is_page(to))
    {
        let to = format!("{root}{}{to}", reader.prefix());
        set(response, header::LOCATION, &to);
    }
}

/// Where else a request should go: a file with a language before it, a language in the query, a bare `/fr`.
fn elsewhere(named: Option<Language>, path: &str, query: Option<&str>) -> Option<String> {
    if named.is_some() && !is_page(path) {
        return Some(bare(path, query));
    }
    if named.is_some() && path.is_empty() {
        return Some(format!("/{}{}", named?.tag(), bare("/", query)));
    }
    // Queries are sent with parameters of their own; in a search it is the language that is searched.
    let asked =
        parameter(query, &["lang"]).filter(|_| is_page(path) && !matches!(path, "/sparql" | "/search"))?;
    let asked = Language::ALL.into_iter().find(|language| {
        let primary = asked.split('-').next().unwrap_or_default();
        primary.eq_ignore_ascii_case(language.tag())
    })?;
    let rest: Vec<&str> = query?
        .split('&')
        .filter(|pair| !pair.starts_with("lang="))
        .collect();
    let rest = rest.join("&");
    let path = if path.is_empty() { "/" } else { path };
    let address = bare(path, Some(rest.as_str()).filter(|rest| !rest.is_empty()));
    Some(format!("/{}{address}", asked.tag()))
}

/// The language at the front of a path, and the rest.
pub(super) fn split(path: &str) -> (Option<Language>, &str) {
    let named = Language::ALL.into_iter().find_map(|language| {
        let rest = path.strip_prefix('/')?.strip_prefix(language.tag())?;
        (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((language, rest))
    });
    named.map_or((None, path), |(language, rest)| (Some(language), rest))
}

/// Whether what is at an address depends on the reader.
pub(super) fn is_page(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    let mut parts = path.split('/').skip(1);
    let first = parts.next().unwrap_or_default();
    match first {
        // Of a kept release: its pages, not its data.
        "release" => matches!(parts.nth(1), Some("page")),
        "dumps" => parts.next().unwrap_or_default().is_empty(),
        // `style.css`, `ns.ttl`, `robots.txt`.
        _ => !FILES.contains(&first) && !first.contains('.'),
    }
}

fn bare(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

fn with_path(uri: &Uri, address: &str) -> Uri {
    let mut parts = uri.clone().into_parts();
    let Ok(address) = address.parse::<PathAndQuery>() else {
        return uri.clone();
    };
    parts.path_and_query = Some(address);
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a word taken for a language, files with a language before them, a redirect to another host, a
    /// language in the query that is kept or loses the rest of it.
    #[test]
    fn addresses_lead_where_they_should() {
        let to = |address: &str| {
            let (path, query) = address
                .split_once('?')
                .map_or((address, None), |(p, q)| (p, Some(q)));
            let (named, path) = split(path);
            elsewhere(named, path, query)
        };
        for (address, expected) in [
            ("/", None),
            ("/fr/", None),
            ("/fr", Some("/fr/")),
            ("/fr?x=1", Some("/fr/?x=1")),
            ("/free", None),
            ("/fr/page/body/igf", None),
            ("/fr/id/body/igf", Some("/id/body/igf")),
            ("/ar/data/body/igf.ttl?x=1", Some("/data/body/igf.ttl?x=1")),
            ("/ar/feed.atom", Some("/feed.atom")),
            ("/zh/dumps/", None),
            ("/zh/dumps/wsis.nq", Some("/dumps/wsis.nq")),
            ("/zh/release/3/page/body/igf", None),
            ("/zh/release/3/data/body/igf", Some("/release/3/data/body/igf")),
            ("/page/body/igf?lang=fr", Some("/fr/page/body/igf")),
            ("/page/body/igf?lang=fr-CA", Some("/fr/page/body/igf")),
            (
                "/ru/page/body/igf?a=1&lang=fr&b=2",
                Some("/fr/page/body/igf?a=1&b=2"),
            ),
            ("/page/body/igf?lang=xx", None),
            ("/page/body/igf?lang=", None),
            ("/?lang=zh", Some("/zh/")),
            ("/es?lang=zh", Some("/es/?lang=zh")),
            ("/id/body/igf?lang=fr", None),
            ("/sparql?query=x&lang=fr", None),
            ("/search?q=x&lang=fr", None),
            ("//example.org/?lang=fr", Some("/fr//example.org/")),
            ("/fr//example.org/", None),
        ] {
            assert_eq!(to(address).as_deref(), expected, "{address}");
        }
    }

    /// Catches: a reader that does not survive the way from the middleware to the page.
    #[test]
    fn a_reader_travels_in_a_header() {
        let reader = Reader {
            language: Language::Arabic,
            named: true,
            here: "/search?q=a%20b&c=named d".to_owned(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(READER, reader.header().unwrap_or(HeaderValue::from_static("")));
        assert_eq!(Reader::of(&headers), reader);
        assert_eq!(Reader::of(&HeaderMap::new()), Reader::default());
    }
}
