//! The server over real sockets, with a small invented graph.

use reqwest::blocking::{Client, Response};
use reqwest::header::{self, HeaderMap};
use reqwest::redirect::Policy;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use wsis::query::{Limits, NamedQuery};
use wsis::release::Release;
use wsis::serve::{AppState, router};

const GRAPH: &str = r#"
@prefix wsis: <https://w3id.org/wsis/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix d: <https://w3id.org/wsis/id/document/X/RES/1/> .
@prefix g: <https://w3id.org/wsis/graph/> .

g:curated {
  <https://w3id.org/wsis/id/document/X/RES/1> a wsis:Document ;
    rdfs:label "X/RES/1"@en ; wsis:symbol "X/RES/1" ;
    wsis:alias "invented-plan" ; wsis:aknWork "/akn/un/x/1" ;
    wsis:adoptedOn "2003-12-12"^^xsd:date ;
    wsis:evidence <https://w3id.org/wsis/id/evidence/document/X/RES/1/1> .
  <https://w3id.org/wsis/id/evidence/document/X/RES/1/1> a wsis:Evidence ;
    wsis:claim "adopted"@en ; oa:hasSource <https://w3id.org/wsis/id/document/X/RES/1/para/2> ;
    oa:hasSelector <https://w3id.org/wsis/id/evidence/document/X/RES/1/1/quote> .
  <https://w3id.org/wsis/id/evidence/document/X/RES/1/1/quote> oa:exact "<b>few words</b>"@en .
  <https://w3id.org/wsis/id/document/Y(Rev.1)/2%20B> a wsis:Document ;
    rdfs:label "Y(Rev.1)/2 B"@en ; wsis:symbol "Y(Rev.1)/2 B" .
  wsis:Document rdfs:label "document"@en .
}
g:transcribed {
  <https://w3id.org/wsis/id/document/X/RES/1/para/1> a wsis:Paragraph ;
    eli:is_part_of <https://w3id.org/wsis/id/document/X/RES/1> ;
    wsis:order 1 ; rdfs:label "X/RES/1, para. 1"@en .
  <https://w3id.org/wsis/id/document/X/RES/1/para/2> a wsis:Paragraph ;
    eli:is_part_of <https://w3id.org/wsis/id/document/X/RES/1> ;
    wsis:order 2 ; rdfs:label "X/RES/1, para. 2"@en .
  <https://w3id.org/wsis/id/document/X/RES/1/para/2/en> a wsis:ProvisionText ;
    eli:realizes <https://w3id.org/wsis/id/document/X/RES/1/para/2> ; wsis:text "Invents a second paragraph"@en .
  <https://w3id.org/wsis/id/document/X/RES/1/para/2/ar> a wsis:ProvisionText ;
    eli:realizes <https://w3id.org/wsis/id/document/X/RES/1/para/2> ; wsis:text "فقرة"@ar .
}
"#;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// A server on a free port, with its own threads; it ends with the test.
struct Server {
    address: SocketAddr,
    state: std::sync::Arc<AppState>,
    _runtime: tokio::runtime::Runtime,
    dir: tempfile::TempDir,
}

fn release(id: &str, dir: &Path, things: usize) -> Release {
    use oxigraph::io::RdfFormat;
    let store = oxigraph::store::Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, GRAPH).unwrap();
    let many: String = (0..things)
        .map(|i| format!("<https://w3id.org/wsis/id/document/X/RES/1/m/{i}> <https://w3id.org/wsis/ns#cites> <https://w3id.org/wsis/id/document/X/RES/1> .\n"))
        .collect();
    store.load_from_slice(RdfFormat::NTriples, &many).unwrap();
    let manifest = serde_json::json!({
        "id": id, "software": "test", "inputs": [], "rdfc10_sha256": "abc",
        "counts": {"quads": 0, "graphs": {}, "classes": {}},
        "files": [{"name": "wsis.nt", "media_type": "application/n-triples", "bytes": 6, "sha256": "f00"}],
    });
    std::fs::write(dir.join("wsis.nt"), "dump!\n").unwrap();
    Release {
        id: id.to_owned(),
        dir: dir.to_owned(),
        manifest: serde_json::from_value(manifest).unwrap(),
        store,
    }
}

fn serve(things: usize, limits: Limits) -> Server {
    let dir = tempfile::tempdir().unwrap();
    let queries = vec![NamedQuery {
        name: "all-documents".into(),
        title: "Which documents are there?".into(),
        description: "All of them.".into(),
        audience: "delegate".to_owned(),
        featured: true,
        text: "SELECT ?d { ?d a wsis:Document }".into(),
    }];
    let state = AppState::new(release("r1", dir.path(), things), limits, queries, None);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap();
    let app = router(std::sync::Arc::clone(&state));
    runtime.spawn(async move { axum::serve(listener, app).await });
    Server {
        address,
        state,
        _runtime: runtime,
        dir,
    }
}

fn client() -> Client {
    // reqwest comes without a provider of TLS: the program installs its own, this client needs one too.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(Policy::none()).build().unwrap()
}

impl Server {
    fn small() -> Self {
        serve(0, Limits::default())
    }

    fn get(&self, path: &str, accept: &str) -> Response {
        client()
            .get(format!("http://{}{path}", self.address))
            .header(header::ACCEPT, accept)
            .send()
            .unwrap()
    }

    fn query(&self, query: &str, accept: &str) -> Response {
        self.get(&format!("/sparql?query={}", encode(query)), accept)
    }

    fn post(&self, kind: &str, body: &str) -> Response {
        client()
            .post(format!("http://{}/sparql", self.address))
            .header(header::CONTENT_TYPE, kind)
            .body(body.to_owned())
            .send()
            .unwrap()
    }
}

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

fn head<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

fn kind(response: &Response) -> String {
    head(response.headers(), "content-type")
        .split(';')
        .next()
        .unwrap()
        .to_owned()
}

fn location(response: &Response) -> (u16, String) {
    (
        response.status().as_u16(),
        head(response.headers(), "location").to_owned(),
    )
}

#[test]
fn select_comes_in_the_form_that_accept_names() {
    let server = Server::small();
    for (accept, expected) in [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+xml;q=0.3, text/csv;q=0.8", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (
            "text/turtle, application/sparql-results+xml;q=0.1",
            "application/sparql-results+xml",
        ),
        (BROWSER, "text/html"),
    ] {
        let response = server.query("SELECT ?d { ?d a wsis:Document }", accept);
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(kind(&response), expected, "{accept}");
        assert!(head(response.headers(), "vary").contains("Accept"));
    }
    let response = server.query("SELECT * { ?s ?p ?o }", "text/turtle");
    assert_eq!(response.status(), 406);
    assert!(
        response
            .text()
            .unwrap()
            .contains("application/sparql-results+json")
    );
}

#[test]
fn construct_body_is_what_its_type_says() {
    let server = Server::small();
    for (accept, expected, sign) in [
        ("text/turtle", "text/turtle", "@prefix"),
        ("application/rdf+xml", "application/rdf+xml", "<rdf:RDF"),
        (
            "application/n-triples",
            "application/n-triples",
            "<https://w3id.org/wsis/",
        ),
        ("application/ld+json", "application/ld+json", "\"@id\""),
        (
            "application/n-quads",
            "application/n-quads",
            "<https://w3id.org/wsis/",
        ),
        ("application/trig", "application/trig", "@prefix"),
        ("text/html, text/turtle", "text/turtle", "@prefix"),
    ] {
        let response = server.query("CONSTRUCT { ?d a wsis:Document } { ?d a wsis:Document }", accept);
        assert_eq!(kind(&response), expected, "{accept}");
        assert!(response.text().unwrap().contains(sign), "{accept}");
    }
}

#[test]
fn query_can_be_posted_both_ways() {
    let server = Server::small();
    let answer = server.post("application/sparql-query", "ASK { ?d a wsis:Document }");
    assert!(answer.text().unwrap().contains("\"boolean\":true"));
    let form = format!(
        "query={}&as=csv",
        encode("SELECT (COUNT(*) AS ?n) { ?d a wsis:Document }")
    );
    let answer = server.post("application/x-www-form-urlencoded; charset=UTF-8", &form);
    assert_eq!(answer.text().unwrap(), "n\r\n2\r\n");
}

#[test]
fn the_protocol_names_the_graphs() {
    let server = Server::small();
    let count = |parameters: &str, pattern: &str| {
        let query = encode(&format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}"));
        let path = format!("/sparql?as=csv&query={query}{parameters}");
        server
            .get(&path, "*/*")
            .text()
            .unwrap()
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    let graph = format!("=https://w3id.org/wsis/graph/{}", "transcribed");
    assert_eq!(count("", "?p a wsis:Document"), "2");
    assert_eq!(
        count(&format!("&default-graph-uri{graph}"), "?p a wsis:Document"),
        "0"
    );
    assert_eq!(
        count(&format!("&default-graph-uri{graph}"), "?p a wsis:Paragraph"),
        "2"
    );
    assert_eq!(
        count(
            &format!("&named-graph-uri{graph}"),
            "GRAPH ?g { ?p a wsis:Paragraph }"
        ),
        "2"
    );
    assert_eq!(
        server
            .get("/sparql?query=ASK%7B%7D&default-graph-uri=%20", "*/*")
            .status(),
        400
    );
}

#[test]
fn bad_requests_say_what_is_wrong() {
    let server = Server::small();
    let response = server.query("SELECT * WHERE {\n ?s ex:p ?o }", "*/*");
    assert_eq!(response.status(), 400);
    assert_eq!(kind(&response), "application/problem+json");
    let text = response.text().unwrap();
    assert!(
        text.contains("line 2, column") && text.contains("prefix ex:"),
        "{text}"
    );

    assert_eq!(server.query("SELECT * { ?s ?p ?o", BROWSER).status(), 400);
    assert_eq!(kind(&server.query("SELECT * { ?s ?p ?o", BROWSER)), "text/html");
    assert_eq!(
        server
            .get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "*/*")
            .status(),
        400
    );
    assert_eq!(
        server
            .post("application/x-www-form-urlencoded", "other=1")
            .status(),
        400
    );
    assert_eq!(server.post("application/sparql-update", "DROP ALL").status(), 403);
    assert_eq!(
        server
            .post("application/x-www-form-urlencoded", "update=DROP+ALL")
            .status(),
        403
    );
    assert_eq!(server.query("DROP ALL", "*/*").status(), 403);
    assert_eq!(server.post("image/png", "x").status(), 415);
    assert_eq!(
        server
            .post("application/sparql-query", &" ".repeat(2 << 20))
            .status(),
        413
    );
    assert_eq!(
        server
            .get(&format!("/sparql?query={}", "x".repeat(40_000)), "*/*")
            .status(),
        414
    );
    let service = server.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*");
    assert_eq!(service.status(), 400);
    assert!(service.text().unwrap().contains("SERVICE is switched off"));
}

#[test]
fn too_many_rows_are_an_error_that_names_the_bound() {
    let server = serve(
        50,
        Limits {
            rows: 20,
            ..Limits::default()
        },
    );
    let response = server.query("SELECT * { ?s wsis:cites ?o }", "*/*");
    assert_eq!(response.status(), 503);
    assert!(response.text().unwrap().contains("more than the 20 rows"));
    assert_eq!(
        server
            .query("SELECT * { ?s wsis:cites ?o } LIMIT 20", "*/*")
            .status(),
        200
    );
}

#[test]
fn a_product_of_unrelated_patterns_is_refused() {
    let server = serve(2_000, Limits::default());
    let response = server.query(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "*/*",
    );
    assert_eq!(response.status(), 400);
    assert!(response.text().unwrap().contains("share no variable"));
}

#[test]
fn a_query_over_time_is_an_error_and_others_go_on() {
    let limits = Limits {
        time: Duration::from_millis(300),
        concurrent: 2,
        ..Limits::default()
    };
    let server = serve(3_000, limits);
    let slow = "SELECT (COUNT(*) AS ?n) { ?a wsis:cites ?x . ?b wsis:cites ?x . ?c wsis:cites ?x }";
    let start = Instant::now();
    let response = server.query(slow, "*/*");
    assert_eq!(response.status(), 503);
    assert!(response.text().unwrap().contains("longer than the 0.3 seconds"));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!(server.query("ASK { ?d a wsis:Document }", "*/*").status(), 200);
}

#[test]
fn the_endpoint_itself_is_a_form_or_a_description() {
    let server = Server::small();
    let page = server.get("/sparql", BROWSER).text().unwrap();
    assert!(page.contains("<textarea") && page.contains("Which documents are there?"));
    let description = server.get("/sparql", "text/turtle").text().unwrap();
    assert!(description.contains("UnionDefaultGraph") && description.contains("20 seconds"));
}

#[test]
fn an_id_leads_to_the_page_or_the_data() {
    let server = Server::small();
    let id = "/id/document/X/RES/1/para/2";
    for (accept, expected) in [
        (BROWSER, "/page/document/X/RES/1/para/2"),
        ("text/turtle", "/data/document/X/RES/1/para/2"),
        ("*/*", "/data/document/X/RES/1/para/2"),
        (
            "application/rdf+xml, text/html;q=0.9",
            "/data/document/X/RES/1/para/2",
        ),
    ] {
        let response = server.get(id, accept);
        assert_eq!(location(&response), (303, expected.to_owned()), "{accept}");
        assert!(head(response.headers(), "vary").contains("Accept"));
    }
    assert_eq!(server.get(id, "image/png").status(), 406);
}

#[test]
fn other_spellings_lead_to_the_one_address() {
    let server = Server::small();
    for (path, expected) in [
        ("/id/document/invented-plan", "/id/document/X/RES/1"),
        ("/id/document/invented-plan/para/2", "/id/document/X/RES/1/para/2"),
        ("/id/document/x/res/1", "/id/document/X/RES/1"),
        ("/page/document/invented-plan", "/page/document/X/RES/1"),
        ("/data/document/invented-plan.ttl", "/data/document/X/RES/1.ttl"),
        ("/akn/un/x/1", "/id/document/X/RES/1"),
        ("/id/document/akn/un/x/1", "/id/document/X/RES/1"),
        ("/id/document/y(rev.1)/2b", "/id/document/Y(Rev.1)/2%20B"),
        ("/id/document/X/RES/1/", "/id/document/X/RES/1"),
        ("/sparql/?query=1", "/sparql?query=1"),
        ("//evil.example/", "/evil.example"),
    ] {
        assert_eq!(
            location(&server.get(path, BROWSER)),
            (301, expected.to_owned()),
            "{path}"
        );
    }
    for path in [
        "/id/document/Y(Rev.1)/2%20B",
        "/id/document/Y%28Rev.1%29/2%20B",
        "/id/document%2FY(Rev.1)%2F2%20B",
    ] {
        let expected = (303, "/page/document/Y(Rev.1)/2%20B".to_owned());
        assert_eq!(location(&server.get(path, BROWSER)), expected, "{path}");
        assert_eq!(server.get(&path.replace("/id/", "/page/"), BROWSER).status(), 200);
    }
}

#[test]
fn what_does_not_exist_is_404_with_help() {
    let server = Server::small();
    let response = server.get("/id/document/X/RES/1/para/99", "text/turtle");
    assert_eq!(response.status(), 404);
    let text = response.text().unwrap();
    assert!(text.contains("/id/document/X/RES/1\""), "{text}");
    let page = server.get("/id/body/none", BROWSER);
    assert_eq!((page.status().as_u16(), kind(&page).as_str()), (404, "text/html"));
    assert_eq!(server.get("/nothing", "*/*").status(), 404);
    assert_eq!(server.get("/id/%00%ff", "*/*").status(), 404);
}

#[test]
fn data_comes_by_accept_and_by_extension() {
    let server = Server::small();
    let path = "/data/document/X/RES/1";
    for (extension, expected) in [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("nq", "application/n-quads"),
    ] {
        assert_eq!(
            kind(&server.get(&format!("{path}.{extension}"), BROWSER)),
            expected
        );
        assert_eq!(kind(&server.get(path, expected)), expected);
    }
    assert_eq!(server.get(path, "text/html").status(), 406);
    let triples = server.get(&format!("{path}.nt"), "*/*").text().unwrap();
    for part in [
        "invented-plan",
        "few words",
        "X/RES/1/para/1> <http://data",
        "X/RES/1, para. 1",
    ] {
        assert!(triples.contains(part), "{part} in {triples}");
    }
    let quads = server.get(&format!("{path}.nq"), "*/*").text().unwrap();
    assert!(quads.contains("<https://w3id.org/wsis/graph/curated> ."));
}

#[test]
fn data_says_when_statements_are_left_out() {
    let server = serve(2_500, Limits::default());
    let triples = server.get("/data/document/X/RES/1.nt", "*/*").text().unwrap();
    assert!(triples.contains("More than 2000 statements point to"));
    assert!(triples.lines().count() < 2_200);
    let page = server
        .get("/page/document/X/RES/1?view=statements", BROWSER)
        .text()
        .unwrap();
    assert!(page.contains("and 2475 more"), "{page}");
}

#[test]
fn page_shows_words_parts_and_evidence_escaped() {
    let server = Server::small();
    let page = server
        .get("/page/document/X/RES/1?view=statements", BROWSER)
        .text()
        .unwrap();
    assert!(
        page.contains("&#60;b&#62;few words") && !page.contains("<b>few words"),
        "{page}"
    );
    let parts = page.split_once("id=\"parts\"").unwrap().1;
    assert!(parts.find("para. 1") < parts.find("para. 2"), "parts in order");
    let page = server
        .get("/page/document/X/RES/1/para/2?view=statements", BROWSER)
        .text()
        .unwrap();
    assert!(page.contains("<blockquote lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("href=\"/page/document/X/RES/1\""));
    assert!(!page.contains("<script>"), "no script stands in the page itself");
}

#[test]
fn known_answers_are_not_sent_again() {
    let server = Server::small();
    for path in [
        "/",
        "/page/document/X/RES/1",
        "/data/document/X/RES/1.ttl",
        "/ns",
        "/dumps/wsis.nt",
    ] {
        let tag = head(server.get(path, BROWSER).headers(), "etag").to_owned();
        assert!(!tag.is_empty(), "{path}");
        let again = client()
            .get(format!("http://{}{path}", server.address))
            .header(header::ACCEPT, BROWSER)
            .header(header::IF_NONE_MATCH, &tag)
            .send()
            .unwrap();
        assert_eq!(again.status(), 304, "{path}");
        assert_eq!(again.text().unwrap(), "");
    }
}

#[test]
fn a_new_release_changes_answers_and_tags() {
    let server = Server::small();
    let before = head(server.get("/", BROWSER).headers(), "etag").to_owned();
    server.state.replace(release("r2", server.dir.path(), 7));
    let after = server.get("/health", "*/*").text().unwrap();
    assert!(after.contains("\"release\":\"r2\""), "{after}");
    assert_ne!(before, head(server.get("/", BROWSER).headers(), "etag"));
}

#[test]
fn dumps_are_listed_and_given_plain_and_packed() {
    use std::io::Read;
    let server = Server::small();
    let list = server.get("/dumps/", BROWSER).text().unwrap();
    assert!(list.contains("wsis.nt.gz") && list.contains("f00"));
    let dump = server.get("/dumps/wsis.nt", "*/*");
    assert_eq!(head(dump.headers(), "etag"), "\"f00\"");
    assert_eq!(head(dump.headers(), "content-length"), "6");
    assert_eq!(dump.text().unwrap(), "dump!\n");
    let packed = client()
        .get(format!("http://{}/dumps/wsis.nt.gz", server.address))
        .header(header::ACCEPT_ENCODING, "gzip")
        .send()
        .unwrap();
    assert_eq!(kind(&packed), "application/gzip");
    assert_eq!(head(packed.headers(), "content-encoding"), "");
    let bytes = packed.bytes().unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "dump!\n");
    for path in ["/dumps/other.nt", "/dumps/..%2fwsis.nt", "/dumps/%2fetc%2fpasswd"] {
        assert_eq!(server.get(path, "*/*").status(), 404, "{path}");
    }
}

#[test]
fn ontology_shapes_and_context_are_there() {
    let server = Server::small();
    let page = server.get("/ns", BROWSER).text().unwrap();
    assert!(page.contains("id=\"Document\"") && page.contains("id=\"symbol\""));
    assert_eq!(kind(&server.get("/ns", "*/*")), "text/turtle");
    assert_eq!(
        kind(&server.get("/ns", "application/rdf+xml")),
        "application/rdf+xml"
    );
    assert_eq!(kind(&server.get("/ns.jsonld", BROWSER)), "application/ld+json");
    assert_eq!(kind(&server.get("/shapes.ttl", "*/*")), "text/turtle");
    assert_eq!(kind(&server.get("/context.jsonld", "*/*")), "application/ld+json");
    assert_eq!(location(&server.get("/ns/0.1.0", "*/*")), (303, "/ns".to_owned()));
    assert_eq!(server.get("/ns/9.9.9", "*/*").status(), 404);
}

#[test]
fn home_page_counts_and_offers_queries() {
    let page = Server::small().get("/", BROWSER).text().unwrap();
    for part in [
        "<b>2</b> documents",
        "Which documents are there?",
        "2003-12-12",
        "/dumps/",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn any_site_may_read_and_methods_are_bounded() {
    let server = Server::small();
    let options = client()
        .request(
            reqwest::Method::OPTIONS,
            format!("http://{}/sparql", server.address),
        )
        .header("origin", "https://example.org")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .send()
        .unwrap();
    assert_eq!(options.status(), 200);
    assert!(head(options.headers(), "access-control-allow-methods").contains("POST"));
    assert_eq!(
        head(
            server.get("/health", "*/*").headers(),
            "access-control-allow-origin"
        ),
        "*"
    );
    assert_eq!(
        head(
            server.get("/nothing", "*/*").headers(),
            "access-control-allow-origin"
        ),
        "*"
    );
    let delete = client()
        .delete(format!("http://{}/sparql", server.address))
        .send()
        .unwrap();
    assert_eq!(delete.status(), 405);
    assert!(head(delete.headers(), "allow").contains("POST"));
    let size = client()
        .head(format!("http://{}/data/document/X/RES/1.ttl", server.address))
        .send()
        .unwrap();
    assert_eq!(
        (size.status().as_u16(), kind(&size).as_str()),
        (200, "text/turtle")
    );
    assert_eq!(size.text().unwrap(), "");
}

#[test]
fn long_answers_are_compressed_when_asked() {
    let server = Server::small();
    let response = client()
        .get(format!("http://{}/ns.ttl", server.address))
        .header(header::ACCEPT_ENCODING, "gzip")
        .send()
        .unwrap();
    assert_eq!(head(response.headers(), "content-encoding"), "gzip");
}
