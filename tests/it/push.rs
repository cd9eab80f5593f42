//! `wsis push` to servers that behave and to those that do not. Real ones are in `tests/python/push.py`.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedNode;
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;
use wsis::query::{self, CancellationToken, Dataset, Format, Limits, QueryKind};

use crate::common::{bundled, current, stderr, stdout, wsis};
use crate::fetch::server::{Request, Server, reply};

/// The password of the tests, which must never be seen again.
const SECRET: &str = "correct-horse-battery";

/// What a service is told to do with a request instead of answering it; false: it answers.
type Trouble = dyn Fn(&Request, &mut TcpStream) -> bool + Send + Sync;

/// A SPARQL service over a store in memory.
struct Service {
    store: Store,
    server: Server,
}

impl Service {
    fn start(trouble: impl Fn(&Request, &mut TcpStream) -> bool + Send + Sync + 'static) -> Self {
        let store = Store::new().unwrap();
        let (own, trouble): (Store, Box<Trouble>) = (store.clone(), Box::new(trouble));
        let server = Server::start(move |request, stream| {
            if !trouble(request, stream) {
                answer(&own, request, stream);
            }
        });
        Self { store, server }
    }

    fn push(&self, more: &[&str]) -> Output {
        push(self.server.port, more)
    }

    /// How many statements stand in each graph of a release, staging left out.
    fn graphs(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for quad in self.store.iter() {
            let name = quad.unwrap().graph_name.to_string();
            if !name.contains("/staging/") {
                *counts
                    .entry(name.trim_matches(['<', '>']).to_owned())
                    .or_default() += 1;
            }
        }
        counts
    }
}

fn push(port: u16, more: &[&str]) -> Output {
    let endpoint = format!("http://127.0.0.1:{port}");
    let mut command = wsis(bundled());
    command.args(["push", &endpoint]).args(more);
    for (name, value) in [("--seconds", "5"), ("--retries", "1")] {
        if !more.contains(&name) {
            command.args([name, value]);
        }
    }
    command
        .env("WSIS_PUSH_USER", "who")
        .env("WSIS_PUSH_PASSWORD", SECRET);
    let output = command.output().unwrap();
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert!(!said.contains(SECRET), "a password was printed: {said}");
    output
}

fn answer(store: &Store, request: &Request, stream: &mut TcpStream) {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let field = |text: &[u8], name: &str| {
        let mut fields = url::form_urlencoded::parse(text);
        fields
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let done = match path {
        "/query" => field(&request.body, "query").map(|text| ask(store, &text)),
        "/update" => field(&request.body, "update").map(|text| {
            let update = SparqlEvaluator::new()
                .parse_update(&text)
                .map_err(|error| error.to_string())?;
            update
                .on_store(store)
                .execute()
                .map_err(|error| error.to_string())?;
            Ok((String::new(), Vec::new()))
        }),
        "/store" => field(query.as_bytes(), "graph").map(|graph| {
            let graph = NamedNode::new(graph).map_err(|error| error.to_string())?;
            let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(graph.as_ref());
            store
                .load_from_slice(parser, &request.body)
                .map_err(|error| error.to_string())?;
            Ok((String::new(), Vec::new()))
        }),
        _ => None,
    };
    match done {
        Some(Ok((kind, body))) => reply(stream, "200 OK", &[("Content-Type", &kind)], &body),
        Some(Err(why)) => reply(stream, "400 Bad Request", &[], why.as_bytes()),
        None => reply(stream, "404 Not Found", &[], b"nothing here"),
    }
}

fn ask(store: &Store, text: &str) -> Result<(String, Vec<u8>), String> {
    let query = query::parse(text).map_err(|error| error.to_string())?;
    let format = match query::kind(&query) {
        QueryKind::Construct | QueryKind::Describe => Format::from_name("nt"),
        _ => Format::from_name("json"),
    };
    let format = format.unwrap();
    let token = CancellationToken::new();
    let answer = query::evaluate(store, query, &Dataset::default(), &Limits::none(), token);
    let mut body = Vec::new();
    answer
        .and_then(|answer| answer.write(format, &mut body))
        .map_err(|error| error.to_string())?;
    Ok((format.media_type().to_owned(), body))
}

/// The counts of the manifest.
fn wanted() -> BTreeMap<String, usize> {
    let text = std::fs::read(current(&bundled().join("build")).join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    serde_json::from_value(manifest["counts"]["graphs"].clone()).unwrap()
}

/// Whether a request changes something, the question whether updates are taken left out.
fn changes(request: &Request) -> bool {
    let text = String::from_utf8_lossy(&request.body);
    request.target.starts_with("/store") || (request.target == "/update" && !text.contains("DROP"))
}

/// Catches: graphs that are missing, short, in the wrong place or left in staging; a second push that sends
/// everything again; statements of an older push that stay; the two ways giving different things.
#[test]
fn a_release_arrives_whole_in_both_ways() {
    for protocol in ["gsp", "update"] {
        let service = Service::start(|_, _| false);
        let old = "<urn:a> <urn:b> <urn:c> <https://w3id.org/wsis/graph/curated> .\n\
                   <urn:a> <urn:b> <urn:c> <https://w3id.org/wsis/graph/staging/0123/curated> .\n\
                   <urn:a> <urn:b> <urn:c> <urn:another> .\n";
        service
            .store
            .load_from_slice(RdfFormat::NQuads, old.as_bytes())
            .unwrap();
        let first = service.push(&["--protocol", protocol, "--json"]);
        assert_eq!(first.status.code(), Some(0), "{protocol}: {}", stderr(&first));
        let mut found = service.graphs();
        assert_eq!(
            found.remove("urn:another"),
            Some(1),
            "other graphs are nobody's business"
        );
        assert_eq!(found, wanted(), "{protocol}");
        let staged = service
            .store
            .iter()
            .any(|quad| quad.unwrap().graph_name.to_string().contains("staging"));
        assert!(!staged, "{protocol}: something is left in staging");
        let again = service.push(&["--json"]);
        let report: serde_json::Value = serde_json::from_str(&stdout(&again)).unwrap();
        let sent: u64 = report["graphs"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|graph| graph["sent"].as_u64())
            .sum();
        assert_eq!(
            sent, 0,
            "{protocol}: nothing changed, but {sent} statements were sent"
        );
    }
}

/// A push to a server that answers everything in one way ends with 1 and these words, and leaves nothing.
fn told(name: &str, fault: impl Fn(&mut TcpStream) + Send + Sync + 'static, words: &[&str]) {
    let service = Service::start(move |_, stream| {
        fault(stream);
        true
    });
    let output = service.push(&[]);
    assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
    for words in words {
        assert!(
            stderr(&output).contains(words),
            "{name}: no `{words}` in {}",
            stderr(&output)
        );
    }
    assert!(service.graphs().is_empty(), "{name}");
}

/// Catches: a fault of the other side that is told unclearly or taken for success, or that ends in anything but 1.
#[test]
fn every_fault_of_the_other_side_is_told() {
    told(
        "500",
        |s| reply(s, "500 Internal Server Error", &[], b"it broke"),
        &["answers 500", "it broke", "2 times"],
    );
    told(
        "dropped",
        |_| (),
        &["connection was lost", "run the command again"],
    );
    told(
        "password",
        |s| {
            reply(
                s,
                "401 Unauthorized",
                &[("WWW-Authenticate", "Basic realm=\"x\"")],
                b"",
            );
        },
        &["refuses (401)", "WSIS_PUSH_PASSWORD", "not accepted"],
    );
    let nobody = push(1, &[]);
    assert!(
        stderr(&nobody).contains("nobody answers there"),
        "{}",
        stderr(&nobody)
    );
}

/// Catches: something that is no SPARQL service and is taken for one, a password that follows a redirect.
#[test]
fn what_is_no_service_is_told() {
    let page = [("Content-Type", "text/html")];
    let json = [("Content-Type", "application/json")];
    let away = [("Location", "http://127.0.0.1:1/other")];
    told(
        "html",
        move |s| reply(s, "200 OK", &page, b"<p>Welcome"),
        &["no SPARQL service", "text/html"],
    );
    told(
        "json",
        move |s| reply(s, "200 OK", &json, b"{\"a\":1}"),
        &["no SPARQL service"],
    );
    told(
        "404",
        |s| reply(s, "404 Not Found", &[], b"not here"),
        &["no SPARQL service", "404"],
    );
    told(
        "redirect",
        move |s| reply(s, "302 Found", &away, b""),
        &["leads on to http://127.0.0.1:1/other"],
    );
}

/// Catches: a push that waits for ever.
#[test]
fn a_server_that_hangs_is_left() {
    let service = Service::start(|_, _| {
        std::thread::sleep(Duration::from_secs(20));
        true
    });
    let started = Instant::now();
    let output = service.push(&["--seconds", "1", "--retries", "0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no answer in time"),
        "{}",
        stderr(&output)
    );
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "{:?}",
        started.elapsed()
    );
}

/// Catches: half a graph that stands under its name after a push broke off, a second push that begins from the
/// front although pieces are there, or that trusts a half sent piece.
#[test]
fn a_push_that_broke_off_goes_on_and_never_shows_half_a_graph() {
    let sends = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sends);
    let pieces: Arc<Mutex<usize>> = Arc::default();
    let bytes = Arc::clone(&pieces);
    // The disk is full from the fourth piece on, and of the fourth only a part was kept.
    let service = Service::start(move |request, stream| {
        if !changes(request) || String::from_utf8_lossy(&request.body).contains("MOVE") {
            return false;
        }
        *bytes.lock().unwrap() += request.body.len();
        match counted.fetch_add(1, Ordering::SeqCst) {
            3 => {
                reply(
                    stream,
                    "500 Internal Server Error",
                    &[],
                    b"write error: No space left on device",
                );
                true
            }
            _ => false,
        }
    });
    let broken = service.push(&["--protocol", "gsp"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("no room left"), "{}", stderr(&broken));
    let wanted = wanted();
    for (graph, count) in service.graphs() {
        assert_eq!(wanted.get(&graph), Some(&count), "{graph} is there in part");
    }
    assert!(service.graphs().len() < wanted.len());
    let before = *pieces.lock().unwrap();
    let again = service.push(&["--protocol", "gsp", "--json"]);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert!(stderr(&again).contains("going on after"), "{}", stderr(&again));
    assert_eq!(service.graphs(), wanted);
    let report: serde_json::Value = serde_json::from_str(&stdout(&again)).unwrap();
    let sent: u64 = report["graphs"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|graph| graph["sent"].as_u64())
        .sum();
    let all: usize = wanted.values().sum();
    assert!(
        sent < all as u64,
        "{sent} of {all} were sent again; {before} bytes had been"
    );
}

/// Catches: a server that loses or changes statements and is believed.
#[test]
fn what_does_not_arrive_as_it_was_sent_is_not_put_in_place() {
    for (from, to) in [
        ("Tunis Agenda", "Tunis agenda"),
        ("<https://w3id.org/wsis/id/body/igf> <", "<urn:lost> <"),
    ] {
        let service = Service::start(|_, _| false);
        let store = service.store.clone();
        // In front of the service, something that changes words on the way.
        let altering = Service::start(move |request, stream| {
            let mut request = request.clone();
            if request.target.starts_with("/store") {
                request.body = String::from_utf8_lossy(&request.body)
                    .replace(from, to)
                    .into_bytes();
            }
            answer(&store, &request, stream);
            true
        });
        let output = altering.push(&[]);
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        assert!(stderr(&output).contains("not whole"), "{}", stderr(&output));
        assert!(
            !service
                .graphs()
                .contains_key("https://w3id.org/wsis/graph/curated"),
            "{from}"
        );
    }
}

/// Catches: giving up at the first 503; an update that is too long and is not cut; a graph store that is closed.
#[test]
fn what_passes_is_tried_again_and_what_is_too_long_is_cut() {
    let refusals = AtomicUsize::new(0);
    let service = Service::start(move |request, stream| {
        if request.target.starts_with("/store") {
            reply(stream, "405 Method Not Allowed", &[], b"");
            return true;
        }
        let statements = request.body.iter().filter(|byte| **byte == b'%').count() / 30;
        if changes(request) && request.body.len() > 200_000 && statements > 0 {
            reply(stream, "400 Bad Request", &[], b"exceeded 10000 lines of code");
            return true;
        }
        if changes(request) && refusals.fetch_add(1, Ordering::SeqCst) == 2 {
            reply(
                stream,
                "503 Service Unavailable",
                &[("Retry-After", "1")],
                b"later",
            );
            return true;
        }
        false
    });
    let output = service.push(&["--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(service.graphs(), wanted());
    assert!(stdout(&output).contains("\"update\""), "{}", stdout(&output));
}

/// Catches: passwords on the command line, addresses that are none, a missing release.
#[test]
fn wrong_use_is_told() {
    for (endpoint, words) in [
        ("http://who:secret@127.0.0.1:1/sparql", "WSIS_PUSH_USER"),
        ("ftp://127.0.0.1/", "no address of the web"),
        ("sparql", "no address"),
    ] {
        let output = wsis(bundled()).args(["push", endpoint]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(words), "{endpoint}: {}", stderr(&output));
    }
    let empty = tempfile::tempdir().unwrap();
    let output = wsis(empty.path())
        .args(["push", "http://127.0.0.1:1/"])
        .output()
        .unwrap();
    assert!(stderr(&output).contains("wsis build"), "{}", stderr(&output));
}
