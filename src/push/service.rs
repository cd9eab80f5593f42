//! Finds the addresses of a SPARQL service: for queries, for updates, of its graph store.

use reqwest::Method;
use serde_json::Value;
use url::Url;

use super::http::{Answer, Ask, Http};
use super::{PushError, PushOptions, STAGING, Watch};

const RESULTS: &str = "application/sparql-results+json";
const FORM: &str = "application/x-www-form-urlencoded";

/// How statements are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// By the Graph Store Protocol, where there is one; else by updates.
    Auto,
    /// By the Graph Store Protocol.
    Gsp,
    /// By `INSERT DATA`.
    Update,
}

/// The addresses of a service.
pub(super) struct Service {
    pub query: Url,
    pub update: Url,
    /// Of the graph store; `None` where none is known.
    pub store: Option<Url>,
}

impl Service {
    /// Tries the endpoint and the addresses that well-known servers have beside it.
    pub(super) fn find(http: &Http, options: &PushOptions, watch: &dyn Watch) -> Result<Self, PushError> {
        let endpoint = address(&options.endpoint)?;
        let named = |name: &Option<String>| name.as_deref().map(address).transpose();
        let (query, server) = match named(&options.query_url)? {
            Some(url) => (url.clone(), ask_one(http, &url)?),
            None => query(http, &endpoint)?,
        };
        if http.shows_secrets_to(&query) {
            watch.say(
                "note: user and password go over a connection that others can read; use https where you can",
            );
        }
        let virtuoso = server.to_lowercase().contains("virtuoso");
        let update = match named(&options.update_url)? {
            Some(url) => vec![url],
            None => updates(&query, virtuoso),
        };
        let update = takes_updates(http, &query, &update)?;
        let store = match named(&options.store_url)? {
            Some(url) => Some(url),
            None => store(&query, virtuoso),
        };
        Ok(Self { query, update, store })
    }
}

fn address(written: &str) -> Result<Url, PushError> {
    let wrong = |why: String| PushError::Address(format!("{why}; write it as http://127.0.0.1:7878/query"));
    let url = Url::parse(written).map_err(|error| wrong(format!("{written} is no address: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong(format!("{written} is no address of the web")));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(PushError::Address(
            "an address here holds a password, which others on this machine can see; \
             set WSIS_PUSH_USER and WSIS_PUSH_PASSWORD in the environment instead"
                .to_owned(),
        ));
    }
    Ok(url)
}

/// The address beside another: its last segment replaced, or one more.
fn beside(url: &Url, last: &str) -> Url {
    let mut beside = url.clone();
    beside.set_query(None);
    if let Ok(mut segments) = beside.path_segments_mut() {
        segments.pop_if_empty().pop().push(last);
    }
    beside
}

fn below(url: &Url, path: &[&str]) -> Url {
    let mut below = url.clone();
    below.set_query(None);
    if let Ok(mut segments) = below.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    below
}

fn last_segment(url: &Url) -> &str {
    url.path_segments()
        .and_then(|mut segments| segments.next_back())
        .unwrap_or_default()
}

/// The first address that answers a query, and the server's name for itself.
fn query(http: &Http, endpoint: &Url) -> Result<(Url, String), PushError> {
    let mut first = None;
    for url in [
        endpoint.clone(),
        below(endpoint, &["query"]),
        below(endpoint, &["sparql"]),
    ] {
        match ask_one(http, &url) {
            Ok(server) => return Ok((url, server)),
            Err(error @ (PushError::NotSparql { .. } | PushError::Answer { .. })) => {
                first.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(match first {
        Some(PushError::Answer { url, status, said }) => {
            let got = format!("status {status}, {said}");
            PushError::NotSparql { url, got }
        }
        Some(other) => other,
        None => PushError::Address(format!("{endpoint} is no address")),
    })
}

/// Asks something that every SPARQL service can answer.
fn ask_one(http: &Http, url: &Url) -> Result<String, PushError> {
    let answer = http.ask(&select(url, "SELECT (1 AS ?n) WHERE {}"))?;
    match number(&answer) {
        Some(1) => Ok(answer.server),
        _ => Err(no_results(url, &answer)),
    }
}

pub(super) fn no_results(url: &Url, answer: &Answer) -> PushError {
    let kind = if answer.media_type.is_empty() {
        "an answer without a type"
    } else {
        &answer.media_type
    };
    PushError::NotSparql {
        url: url.to_string(),
        got: format!("it sent {kind}, status {}, not results of a query", answer.status),
    }
}

/// A request for the answer to a SELECT.
pub(super) fn select<'a>(url: &'a Url, query: &str) -> Ask<'a> {
    Ask {
        accept: RESULTS,
        ..form(url, "query", query)
    }
}

/// A request for a graph.
pub(super) fn construct<'a>(url: &'a Url, query: &str) -> Ask<'a> {
    Ask {
        accept: "application/n-triples, text/turtle;q=0.5",
        ..form(url, "query", query)
    }
}

/// A request for an update.
pub(super) fn update<'a>(url: &'a Url, update: &str) -> Ask<'a> {
    form(url, "update", update)
}

/// By POST of a form, which every service takes (SPARQL 1.1 Protocol, 2.1.2 and 2.2.1).
fn form<'a>(url: &'a Url, name: &str, text: &str) -> Ask<'a> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair(name, text);
    Ask {
        method: Method::POST,
        url,
        accept: "*/*",
        content_type: FORM,
        body: form.finish().into_bytes(),
    }
}

/// The number that `?n` is bound to in the only row.
pub(super) fn number(answer: &Answer) -> Option<u64> {
    let results: Value = serde_json::from_slice(&answer.body).ok()?;
    let value = results.pointer("/results/bindings/0/n/value")?;
    value.as_str()?.parse().ok()
}

/// What `?g` is bound to in all rows.
pub(super) fn names(answer: &Answer) -> Option<Vec<String>> {
    let results: Value = serde_json::from_slice(&answer.body).ok()?;
    let rows = results.pointer("/results/bindings")?.as_array()?;
    let names = rows
        .iter()
        .filter_map(|row| row.pointer("/g/value")?.as_str().map(str::to_owned));
    Some(names.collect())
}

/// Where updates may be taken: Oxigraph, Fuseki and QLever beside the queries, Virtuoso at an address of its own,
/// RDF4J and GraphDB below, others at the same address.
fn updates(query: &Url, virtuoso: bool) -> Vec<Url> {
    if virtuoso {
        return vec![beside(query, "sparql-auth"), query.clone()];
    }
    let mut tried = Vec::new();
    if matches!(last_segment(query), "query" | "sparql") {
        tried.push(beside(query, "update"));
    }
    tried.extend([
        query.clone(),
        below(query, &["statements"]),
        below(query, &["update"]),
    ]);
    tried
}

fn takes_updates(http: &Http, query: &Url, urls: &[Url]) -> Result<Url, PushError> {
    // Changes nothing, and every service with updates understands it.
    let harmless = format!("DROP SILENT GRAPH <{STAGING}none>");
    let mut refused = None;
    for url in urls {
        match http.ask(&update(url, &harmless)) {
            Ok(answer) if !answer.media_type.contains("html") => return Ok(url.clone()),
            Ok(_) | Err(PushError::Answer { .. } | PushError::Address(_)) => {}
            Err(error @ PushError::Refused { .. }) => {
                refused.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    Err(refused.unwrap_or_else(|| PushError::NoUpdate {
        query: query.to_string(),
        tried: urls.iter().map(Url::to_string).collect::<Vec<_>>().join(", "),
    }))
}

fn store(query: &Url, virtuoso: bool) -> Option<Url> {
    match last_segment(query) {
        _ if virtuoso => Some(beside(query, "sparql-graph-crud-auth")),
        "query" => Some(beside(query, "store")),
        "sparql" => Some(beside(query, "data")),
        _ => None,
    }
}
