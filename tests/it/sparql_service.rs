//! The SPARQL service: tags, kept answers, bounds, problem documents, graphs, examples; over real sockets.

use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wsis::query::{Limits, library};
use wsis::release::Release;
use wsis::serve::{Answered, AppState, ClientLimits, Settings, router};

const JOIN: &str = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x . ?d ?p ?x }";
const GRAPHS: [(&str, usize); 2] = [
    ("https://w3id.org/wsis/graph/curated", 400),
    ("https://w3id.org/wsis/graph/transcribed", 3),
];

struct Server {
    address: SocketAddr,
    state: Arc<AppState>,
    _runtime: tokio::runtime::Runtime,
}

fn release(id: &str) -> Release {
    let store = oxigraph::store::Store::new().unwrap();
    let mut counts = serde_json::Map::new();
    for (graph, size) in GRAPHS {
        let quads: String = (0..size)
            .map(|i| format!("<https://w3id.org/wsis/id/x/{size}/{i}> <https://w3id.org/wsis/ns#cites> <https://w3id.org/wsis/id/x/{id}> <{graph}> .\n"))
            .collect();
        store
            .load_from_slice(oxigraph::io::RdfFormat::NQuads, &quads)
            .unwrap();
        counts.insert(graph.to_owned(), size.into());
    }
    let manifest = serde_json::json!({
        "id": id, "software": "test", "inputs": [], "rdfc10_sha256": "abc", "files": [],
        "counts": {"quads": 403, "graphs": counts, "classes": {}},
    });
    Release {
        id: id.to_owned(),
        dir: std::env::temp_dir(),
        manifest: serde_json::from_value(manifest).unwrap(),
        store,
    }
}

fn serve(limits: Limits, clients: ClientLimits) -> Server {
    let settings = Settings {
        limits,
        clients,
        ..Settings::default()
    };
    let state = AppState::with(release("r1"), settings, library::all(), None);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap();
    let app = router(Arc::clone(&state)).into_make_service_with_connect_info::<SocketAddr>();
    runtime.spawn(async move { axum::serve(listener, app).await });
    Server {
        address,
        state,
        _runtime: runtime,
    }
}

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().build().unwrap()
}

impl Server {
    fn plain() -> Self {
        serve(Limits::default(), ClientLimits::default())
    }

    fn ask(&self, path: &str) -> RequestBuilder {
        client().get(format!("http://{}{path}", self.address))
    }

    fn query(&self, query: &str) -> RequestBuilder {
        self.ask(&format!("/sparql?query={}", encode(query)))
    }

    fn numbers(&self, name: &str) -> u64 {
        let how = Answered::ALL.into_iter().find(|how| how.name() == name);
        self.state.metrics.answers(how.unwrap())
    }
}

fn send(request: RequestBuilder) -> Response {
    request.send().unwrap()
}

fn head(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or_else(String::new, |v| v.to_str().unwrap().to_owned())
}

fn problem(response: Response) -> serde_json::Value {
    assert_eq!(head(&response, "content-type"), "application/problem+json");
    let status = response.status().as_u16();
    let problem: serde_json::Value = serde_json::from_str(&response.text().unwrap()).unwrap();
    assert_eq!(problem["status"], status);
    assert!(problem["title"].is_string() && problem["detail"].is_string() && problem["type"].is_string());
    problem
}

/// Catches: gzip for who does not take it, bytes that are not the answer's, a kept form without its coding.
#[test]
fn kept_answers_are_sent_with_gzip_to_those_who_take_it() {
    let server = Server::plain();
    let all = "SELECT * { ?s ?p ?o } ORDER BY ?s";
    let plain = send(server.query(all));
    assert_eq!(head(&plain, "content-encoding"), "");
    let plain = plain.bytes().unwrap();
    for _ in 0..2 {
        let packed = send(
            server
                .query(all)
                .header(header::ACCEPT_ENCODING, "gzip, br;q=0.5"),
        );
        assert_eq!(head(&packed, "content-encoding"), "gzip");
        assert!(head(&packed, "vary").contains("Accept-Encoding"));
        let packed = packed.bytes().unwrap();
        assert!(packed.len() * 4 < plain.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain);
    }
    let refused = send(server.query(all).header(header::ACCEPT_ENCODING, "gzip;q=0, *"));
    assert_eq!(head(&refused, "content-encoding"), "");
    let short = send(server.query("ASK {}").header(header::ACCEPT_ENCODING, "gzip"));
    assert_eq!(head(&short, "content-encoding"), "");
    assert_eq!((server.numbers("evaluated"), server.numbers("kept")), (2, 3));
}

/// Catches: an answer evaluated again although it is kept; kept answers of an old release given
/// for a new one; one tag for two queries, formats or data sets; a 304 that evaluates.
#[test]
fn answers_are_kept_as_long_as_their_release() {
    let server = Server::plain();
    let count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    let first = send(server.query(count));
    let tag = head(&first, "etag");
    assert!(tag.starts_with("W/\"") && head(&first, "cache-control").contains("max-age"));
    assert!(head(&first, "vary").contains("Accept"));
    let body = first.text().unwrap();
    assert!(body.contains("403"), "{body}");
    assert_eq!(send(server.query(count)).text().unwrap(), body);
    assert_eq!((server.numbers("evaluated"), server.numbers("kept")), (1, 1));
    let known = send(
        server
            .query(count)
            .header(header::IF_NONE_MATCH, format!("\"other\", {tag}")),
    );
    assert_eq!(
        (known.status().as_u16(), head(&known, "etag")),
        (304, tag.clone())
    );
    assert_eq!(known.text().unwrap(), "");
    assert_eq!((server.numbers("evaluated"), server.numbers("unchanged")), (1, 1));
    for other in [
        server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } "),
        server.query(count).header(header::ACCEPT, "text/csv"),
        server.ask(&format!(
            "/sparql?query={}&default-graph-uri={}",
            encode(count),
            GRAPHS[1].0
        )),
        server.ask(&format!(
            "/sparql?query={}&named-graph-uri={}",
            encode(count),
            GRAPHS[1].0
        )),
    ] {
        let answer = send(other.header(header::IF_NONE_MATCH, &tag));
        assert_eq!(answer.status(), 200);
        assert_ne!(head(&answer, "etag"), tag);
    }
    server.state.replace(release("r2"));
    let evaluated = server.numbers("evaluated");
    let fresh = send(server.query(count).header(header::IF_NONE_MATCH, &tag));
    assert_eq!(fresh.status(), 200);
    assert_eq!(server.numbers("evaluated"), evaluated + 1);
}

/// Catches: the same question evaluated once for each of those who ask it at the same moment.
#[test]
fn the_same_question_is_evaluated_once() {
    let server = Server::plain();
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?x . FILTER(?a != ?b) }";
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(send(server.query(slow)).status(), 200));
        }
    });
    assert_eq!((server.numbers("evaluated"), server.numbers("kept")), (1, 7));
}

/// Catches: an empty or cut answer, or a problem that does not say which bound.
#[test]
fn a_crossed_bound_is_named_in_a_problem_document() {
    let rows = serve(
        Limits {
            rows: 100,
            ..Limits::default()
        },
        ClientLimits::default(),
    );
    let crossed = send(rows.query("SELECT * { ?s ?p ?o }"));
    assert_eq!(head(&crossed, "retry-after"), "", "it would be crossed again");
    let told = problem(crossed);
    assert_eq!(
        (told["bound"].as_str(), told["allowed"].as_f64()),
        (Some("rows"), Some(100.0))
    );
    assert_eq!(
        (told["status"].as_u64(), told["type"].as_str()),
        (Some(503), Some("/limits#rows"))
    );
    let time = serve(
        Limits {
            time: Duration::from_millis(200),
            ..Limits::default()
        },
        ClientLimits::default(),
    );
    assert_eq!(problem(send(time.query(JOIN)))["bound"], "time");
    assert_eq!((time.numbers("bounded"), time.numbers("evaluated")), (1, 0));
}

/// Catches: a sort that takes all memory before its time is up. The bound is far below what the
/// rows of this query need, and far above what an idle test takes.
#[test]
#[cfg(target_os = "linux")]
fn a_query_that_takes_too_much_memory_ends() {
    let limits = Limits {
        memory: 128 << 20,
        ..Limits::default()
    };
    let server = serve(limits, ClientLimits::default());
    let greedy = "SELECT ?a { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x } ORDER BY STR(?a) LIMIT 1";
    let told = problem(send(server.query(greedy)));
    assert_eq!(told["bound"], "memory", "{told}");
    assert_eq!(send(server.query("ASK { ?s ?p ?o }")).status(), 200);
}

/// Catches: a query that goes on when nobody waits for its answer. Its place is free again within a second.
#[test]
fn a_client_that_leaves_stops_its_query() {
    let server = Server::plain();
    let all = server.state.pool.free();
    let mut socket = TcpStream::connect(server.address).unwrap();
    let query = encode(JOIN);
    write!(socket, "GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let within = |what: &str, holds: &dyn Fn() -> bool| {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < Duration::from_secs(1), "{what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    within("the query begins", &|| server.state.pool.free() < all);
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.state.pool.free() < all, "the query is a long one");
    drop(socket);
    within("the query ends", &|| server.state.pool.free() == all);
}

/// Catches: bounds of a client that do not bind, bind others, or bind kept answers; no Retry-After.
#[test]
fn one_client_is_bounded_and_others_are_not() {
    let clients = ClientLimits {
        per_minute: 3,
        concurrent: 2,
        header: Some(header::HeaderName::from_static("x-forwarded-for")),
    };
    let server = serve(Limits::default(), clients);
    let ask = |address: &str, n: usize| {
        let query = format!("SELECT ?s {{ ?s ?p ?o }} LIMIT {n}");
        send(server.query(&query).header("x-forwarded-for", address))
    };
    for n in 1..=3 {
        assert_eq!(ask("203.0.113.5, 192.0.2.1", n).status(), 200);
    }
    let refused = ask("203.0.113.6, 192.0.2.1", 4);
    assert_eq!(refused.status(), 429);
    let retry: u64 = head(&refused, "retry-after").parse().unwrap();
    assert!((1..=20).contains(&retry), "{retry}");
    assert_eq!(problem(refused)["bound"], "client-minute");
    assert_eq!(ask("192.0.2.1", 3).status(), 200, "a kept answer is free");
    assert_eq!(ask("192.0.2.2", 5).status(), 200, "another client");
    let graph = server
        .ask("/rdf-graph-store?default")
        .header("x-forwarded-for", "192.0.2.1");
    assert_eq!(send(graph).status(), 429);
    assert_eq!(server.numbers("throttled"), 2);
}

/// Catches: broken encodings read as something else, or answered with a server error.
#[test]
fn broken_requests_are_refused() {
    let server = Server::plain();
    for path in [
        "/sparql?query=%ZZ",
        "/sparql?query=ASK%7B%7D%",
        "/sparql?query=%FF%FE",
        "/sparql?query=ASK%7B%7D&default-graph-uri=%C3%28",
        "/rdf-graph-store?graph=%C3%28",
        "/rdf-graph-store",
        "/rdf-graph-store?default&graph=http%3A%2F%2Fx",
        "/rdf-graph-store?graph=relative",
        "/rdf-graph-store?default&as=csv",
    ] {
        assert_eq!(problem(send(server.ask(path)))["status"], 400, "{path}");
    }
}

/// Catches: a text that ends the process by depth, or takes all memory by doubling.
#[test]
fn deep_and_growing_queries_are_refused() {
    let server = Server::plain();
    let post = |query: String| {
        let request = client().post(format!("http://{}/sparql", server.address));
        send(
            request
                .header(header::CONTENT_TYPE, "application/sparql-query")
                .body(query),
        )
    };
    let nested =
        |open: &str, close: &str| format!("ASK {{ {}{} }}", open.repeat(10_000), close.repeat(10_000));
    let doubling: String = (0..40)
        .map(|i| format!("BIND(CONCAT(?v{i},?v{i}) AS ?v{}) ", i + 1))
        .collect();
    for query in [
        nested("{", "}"),
        nested("FILTER EXISTS {", "}"),
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("ASK {{ {} }}", "OPTIONAL { ?s ?p ?o } ".repeat(20_000)),
        format!("ASK {{ ?s {}<p:p> ?o }}", "<p:p>/".repeat(50_000)),
        format!("ASK {{ BIND(\"0123456789\" AS ?v0) {doubling} }}"),
    ] {
        assert_eq!(problem(post(query))["status"], 400);
    }
    // The longest chains that are let through.
    let chained = [
        format!("ASK {{ FILTER(1{} > 0) }}", "+1".repeat(7_000)),
        format!("ASK {{ FILTER(true{}) }}", "&&true".repeat(5_000)),
        format!("ASK {{ {{}} {} }}", "UNION {} ".repeat(5_000)),
        format!("ASK {{ {} }}", "OPTIONAL{} ".repeat(5_000)),
        format!("ASK {{ ?s <p:p>{} ?o }}", "/<p:p>".repeat(5_000)),
        format!("ASK {{ ?s <p:p>{} ?o }}", "|<p:p>".repeat(5_000)),
        format!("ASK {{ {} }}", "{".repeat(120) + &"}".repeat(120)),
        format!("ASK {{ FILTER({}1{}) }}", "(".repeat(120), ")".repeat(120)),
        format!("ASK {{ ?s {}<p:p>{} ?o }}", "(".repeat(120), ")".repeat(120)),
    ];
    for query in chained {
        let start: String = query.chars().take(30).collect();
        let status = post(query).status().as_u16();
        assert!(matches!(status, 200 | 400 | 503), "{start}: {status}");
    }
    assert_eq!(send(server.query("ASK {}")).status(), 200);
}

/// Catches: wrong statements in a graph, formats that lack, writing that is not refused.
#[test]
fn graphs_can_be_read_and_not_written() {
    let server = Server::plain();
    let lines = |path: &str| {
        let response = send(server.ask(path).header(header::ACCEPT, "application/n-triples"));
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(head(&response, "wsis-release"), "r1");
        response.text().unwrap().lines().count()
    };
    assert_eq!(lines("/rdf-graph-store?default"), 403);
    for (graph, size) in GRAPHS {
        assert_eq!(lines(&format!("/rdf-graph-store?graph={graph}")), size);
        assert_eq!(lines(graph.strip_prefix("https://w3id.org/wsis").unwrap()), size);
    }
    for (name, kind) in [
        ("ttl", "text/turtle; charset=utf-8"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("nq", "application/n-quads"),
        ("trig", "application/trig"),
    ] {
        let path = format!("/rdf-graph-store?graph={}&as={name}", GRAPHS[1].0);
        let response = send(server.ask(&path));
        assert_eq!(head(&response, "content-type"), kind);
        let tag = head(&response, "etag");
        let again = send(server.ask(&path).header(header::IF_NONE_MATCH, tag));
        assert_eq!(again.status(), 304);
        assert!(response.text().unwrap().contains("x/3/2"), "{name}");
    }
    let url = |path: &str| format!("http://{}{path}", server.address);
    assert_eq!(send(client().head(url("/rdf-graph-store?default"))).status(), 200);
    assert_eq!(
        problem(send(server.ask("/rdf-graph-store?graph=http://x.example/")))["status"],
        404
    );
    assert_eq!(send(client().head(url("/graph/none"))).status(), 404);
    for method in ["PUT", "POST", "DELETE", "PATCH"] {
        for path in ["/rdf-graph-store?default", "/graph/curated"] {
            let refused = send(client().request(method.parse().unwrap(), url(path)));
            assert_eq!(head(&refused, "allow"), "GET, HEAD, OPTIONS");
            assert_eq!(problem(refused)["status"], 405, "{method} {path}");
        }
    }
}

/// Catches: a description that does not say what there is: address, graphs and their counts, limits, prefixes.
#[test]
fn the_service_describes_itself() {
    let server = Server::plain();
    let text = send(
        server
            .ask("/sparql")
            .header(header::ACCEPT, "application/n-triples"),
    )
    .text()
    .unwrap();
    let address = server.address;
    for part in [
        format!("sparql-service-description#endpoint> <http://{address}/sparql>"),
        "service-description#supportedLanguage> <http://www.w3.org/ns/sparql-service-description#SPARQL11Query>".into(),
        "graph/curated> <http://rdfs.org/ns/void#triples> \"400\"".into(),
        "#default-graph> <http://rdfs.org/ns/void#triples> \"403\"".into(),
        "limits#rows> <https://schema.org/maxValue> \"500000\"".into(),
        "limits#client-minute> <https://schema.org/maxValue> \"300\"".into(),
        "shacl#namespace> \"https://w3id.org/wsis/ns#\"".into(),
    ] {
        assert!(text.contains(&part), "{part} in {text}");
    }
    let page = send(server.ask("/limits").header(header::ACCEPT, "text/html"))
        .text()
        .unwrap();
    assert!(
        page.contains("id=\"client-minute\"") && page.contains("<bdi>500,000</bdi> rows"),
        "{page}"
    );
}

/// Catches: questions that lack among the examples, or whose text or target is another.
#[test]
fn examples_are_the_questions_of_the_folder() {
    let server = Server::plain();
    let path = "/.well-known/sparql-examples";
    let response = send(server.ask(path).header(header::ACCEPT, "text/turtle"));
    assert_eq!(head(&response, "content-type"), "text/turtle; charset=utf-8");
    let store = oxigraph::store::Store::new().unwrap();
    let turtle = response.text().unwrap();
    store
        .load_from_slice(oxigraph::io::RdfFormat::Turtle, &turtle)
        .unwrap();
    let count = |predicate: &str| {
        let name = oxigraph::model::NamedNode::new(predicate).unwrap();
        store
            .quads_for_pattern(None, Some(name.as_ref()), None, None)
            .flatten()
            .collect::<Vec<_>>()
    };
    let queries = library::all();
    let kinds =
        ["select", "ask", "construct", "describe"].map(|k| count(&format!("http://www.w3.org/ns/shacl#{k}")));
    let found: Vec<_> = kinds.into_iter().flatten().collect();
    assert_eq!(found.len(), queries.len());
    for quad in &found {
        let oxigraph::model::Term::Literal(text) = &quad.object else {
            panic!("a query is a text")
        };
        assert!(!text.value().starts_with('#') && !text.value().is_empty());
        assert!(queries.iter().any(|query| query.text.ends_with(text.value())));
    }
    let target = format!("<http://{}/sparql>", server.address);
    assert!(
        count("https://schema.org/target")
            .iter()
            .all(|quad| quad.object.to_string() == target)
    );
    assert_eq!(
        count("http://www.w3.org/2000/01/rdf-schema#comment").len(),
        queries.len()
    );
    assert!(count("https://schema.org/keywords").len() >= queries.len());
    assert_eq!(
        send(server.ask(path).header(header::ACCEPT, "image/png")).status(),
        406
    );
}
