//! What a release says about itself, and how other programs find it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use reqwest::blocking::{Client, Response};
use reqwest::header::HOST;
use reqwest::redirect::Policy;
use wsis::query::Limits;
use wsis::release::Release;
use wsis::serve::{AppState, router};

use crate::common::{bundled, current, run, stdout};

const DATASET: &str = "https://w3id.org/wsis/catalog#dataset";
const CATALOG_GRAPH: &str = "https://w3id.org/wsis/graph/catalog";
const VOID: &str = "http://rdfs.org/ns/void#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

fn quads(path: &Path, format: RdfFormat) -> Vec<Quad> {
    let text = fs::read(path).expect("a file of the release");
    let quads = RdfParser::from_format(format).for_slice(&text);
    quads.collect::<Result<_, _>>().expect("RDF")
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => panic!("a release has no blank nodes: {quad}"),
    }
}

fn object(quad: &Quad) -> &str {
    match &quad.object {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        other => panic!("neither IRI nor literal: {other}"),
    }
}

/// The value of a property of a thing.
fn value(quads: &[Quad], thing: &str, property: &str) -> Option<String> {
    let found = quads
        .iter()
        .find(|quad| subject(quad) == thing && quad.predicate.as_str() == property);
    found.map(|quad| object(quad).to_owned())
}

fn number(quads: &[Quad], thing: &str, property: &str) -> u64 {
    let found = value(quads, thing, property);
    found
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| panic!("{thing} has no number {property}"))
}

/// The parts of the data set: what each is about, and how much.
fn parts(catalog: &[Quad], part: &str, about: &str, count: &str) -> BTreeMap<String, u64> {
    let named = catalog
        .iter()
        .filter(|quad| subject(quad) == DATASET && quad.predicate.as_str() == format!("{VOID}{part}"));
    let counted = named.map(|quad| {
        let node = object(quad);
        let about = value(catalog, node, &format!("{VOID}{about}")).expect("what it is about");
        (about, number(catalog, node, &format!("{VOID}{count}")))
    });
    counted.collect()
}

/// Catches: counts that are estimated, that count their own graph, that take two spellings of a literal for
/// one, or a class or property that is left out.
#[test]
fn void_counts_what_is_in_the_dump() {
    let release = current(&bundled().join("build"));
    let catalog = quads(&release.join("catalog.ttl"), RdfFormat::Turtle);
    let dump = quads(&release.join("wsis.nq"), RdfFormat::NQuads);
    let own = |quad: &&Quad| matches!(&quad.graph_name, GraphName::NamedNode(graph) if graph.as_str() == CATALOG_GRAPH);
    let data: Vec<&Quad> = dump.iter().filter(|quad| !own(quad)).collect();
    assert!(data.len() < dump.len(), "the catalog is in the dump");

    let total = |name: &str| number(&catalog, DATASET, &format!("{VOID}{name}"));
    let subjects: HashSet<&str> = data.iter().map(|quad| subject(quad)).collect();
    let objects: HashSet<&Term> = data.iter().map(|quad| &quad.object).collect();
    let things = subjects
        .iter()
        .filter(|iri| iri.starts_with("https://w3id.org/wsis/id/"));
    assert_eq!(total("triples"), data.len() as u64);
    assert_eq!(total("distinctSubjects"), subjects.len() as u64);
    assert_eq!(total("distinctObjects"), objects.len() as u64);
    assert_eq!(total("entities"), things.count() as u64);

    let mut classes: BTreeMap<String, HashSet<&str>> = BTreeMap::new();
    let mut properties: BTreeMap<String, u64> = BTreeMap::new();
    for quad in &data {
        *properties.entry(quad.predicate.as_str().to_owned()).or_default() += 1;
        if quad.predicate.as_str() == TYPE {
            classes
                .entry(object(quad).to_owned())
                .or_default()
                .insert(subject(quad));
        }
    }
    let classes: BTreeMap<String, u64> = classes
        .into_iter()
        .map(|(class, things)| (class, things.len() as u64))
        .collect();
    assert_eq!(parts(&catalog, "classPartition", "class", "entities"), classes);
    assert_eq!(
        parts(&catalog, "propertyPartition", "property", "triples"),
        properties
    );
    assert_eq!(total("classes"), classes.len() as u64);
    assert_eq!(total("properties"), properties.len() as u64);
}

/// Catches: an address of the catalog that means two things, such as two classes of one local name; a link
/// to something inside the catalog that it does not describe.
#[test]
fn every_address_of_the_catalog_is_described_there_once() {
    let release = current(&bundled().join("build"));
    let catalog = quads(&release.join("catalog.ttl"), RdfFormat::Turtle);
    let inside = |iri: &str| iri.starts_with("https://w3id.org/wsis/catalog#");
    let described: BTreeSet<&str> = catalog
        .iter()
        .filter(|quad| quad.predicate.as_str() == TYPE)
        .map(subject)
        .collect();
    let named = catalog.iter().flat_map(|quad| match &quad.object {
        Term::NamedNode(node) => vec![subject(quad), node.as_str()],
        _ => vec![subject(quad)],
    });
    let unknown: BTreeSet<&str> = named
        .filter(|iri| inside(iri) && !described.contains(iri))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    for property in ["class", "property", "linkPredicate", "triples", "entities"] {
        let of = format!("{VOID}{property}");
        let mut seen = BTreeSet::new();
        for quad in catalog.iter().filter(|quad| quad.predicate.as_str() == of) {
            assert!(
                seen.insert(subject(quad)),
                "{} has two values of {property}",
                subject(quad)
            );
        }
    }
}

/// Catches: measurements that are constant, or that forget what the shapes find: the errors of a release
/// that was published past them.
#[test]
fn measurements_follow_the_data() {
    let errors = |release: &Path| {
        let catalog = quads(&release.join("catalog.ttl"), RdfFormat::Turtle);
        let measured = "https://w3id.org/wsis/catalog#quality-check-errors";
        number(&catalog, measured, "http://www.w3.org/ns/dqv#value")
    };
    assert_eq!(errors(&current(&bundled().join("build"))), 0);

    let folder = tempfile::tempdir().expect("a folder");
    super::bad_input::copy_data(folder.path());
    let spoil = |name: &str, old: &str, new: &str| {
        let path = folder.path().join("data").join(name);
        let text = fs::read_to_string(&path).expect("data");
        assert!(text.contains(old), "{name} has no {old}: choose another fault");
        fs::write(path, text.replacen(old, new, 1)).expect("a file");
    };
    // One fault that a rule finds, and one that only a shape does.
    spoil("mandates/ecosoc-2023.toml", "[\"cstd\"]", "[\"nobody\"]");
    spoil("documents/general-assembly.toml", "\nsession", "\nsession = 0 #");
    let forced = run(folder.path(), &["build", "--data", "data", "--no-gate", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&stdout(&forced)).expect("JSON");
    let problems = said["problems"].as_array().expect("a list");
    let told = problems.iter().filter(|problem| problem["severity"] == "error");
    assert_eq!(
        errors(&current(&folder.path().join("build"))),
        told.count() as u64
    );
    let of_shapes = problems.iter().any(|problem| problem["code"] == "W401");
    assert!(
        of_shapes,
        "the fault breaks a shape too, and its finding is counted"
    );
}

// ------------------------------------------------------------------ the server

struct Server {
    address: std::net::SocketAddr,
    _runtime: tokio::runtime::Runtime,
    _dir: tempfile::TempDir,
}

/// Serves some N-Triples as a release, with or without a catalog.
fn serve(triples: &str, catalog: Option<&str>, base_url: Option<&str>) -> Server {
    let dir = tempfile::tempdir().unwrap();
    if let Some(catalog) = catalog {
        fs::write(dir.path().join("catalog.ttl"), catalog).unwrap();
    }
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::NTriples, triples).unwrap();
    let manifest = serde_json::json!({
        "id": "r1", "software": "test", "inputs": [], "rdfc10_sha256": "abc",
        "counts": {"quads": 0, "graphs": {}, "classes": {}},
        "files": [{"name": "wsis.nt", "media_type": "application/n-triples", "bytes": 6, "sha256": "f00"}],
    });
    let release = Release {
        id: "r1".to_owned(),
        dir: dir.path().to_owned(),
        manifest: serde_json::from_value(manifest).unwrap(),
        store,
    };
    let state = AppState::new(release, Limits::default(), Vec::new(), base_url);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap();
    let app = router(Arc::clone(&state));
    runtime.spawn(async move { axum::serve(listener, app).await });
    Server {
        address,
        _runtime: runtime,
        _dir: dir,
    }
}

impl Server {
    fn get(&self, path: &str, accept: &str, host: Option<&str>) -> Response {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let mut request = client
            .get(format!("http://{}{path}", self.address))
            .header("Accept", accept);
        if let Some(host) = host {
            request = request.header(HOST, host);
        }
        request.send().unwrap()
    }

    fn text(&self, path: &str) -> String {
        let response = self.get(path, "*/*", None);
        assert_eq!(response.status(), 200, "{path}");
        response.text().unwrap()
    }
}

fn thing(path: &str) -> String {
    format!("<https://w3id.org/wsis/id/{path}> <{TYPE}> <https://w3id.org/wsis/ns#Body> .\n")
}

fn places(xml: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).expect("well-formed XML");
    let places = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")));
    places
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

/// Catches: a part with more than the 50,000 addresses the protocol allows, a thing that falls between two
/// parts or is in both, a last part that is named and not there.
#[test]
fn the_sitemap_is_cut_into_parts() {
    let many: String = (0..50_001).map(|n| thing(&format!("body/b{n}"))).collect();
    let server = serve(&many, None, Some("https://wsis.example"));
    let index = places(&server.text("/sitemap.xml"));
    assert_eq!(
        index,
        [
            "https://wsis.example/sitemap/1.xml",
            "https://wsis.example/sitemap/2.xml"
        ]
    );
    let parts = [1, 2].map(|n| places(&server.text(&format!("/sitemap/{n}.xml"))));
    assert_eq!(parts.each_ref().map(Vec::len), [50_000, 1]);
    let all: BTreeSet<&String> = parts.iter().flatten().collect();
    assert_eq!(all.len(), 50_001);
    for wrong in ["0.xml", "3.xml", "-1.xml", "1", "99999999999999999999999.xml"] {
        let status = server.get(&format!("/sitemap/{wrong}"), "*/*", None).status();
        assert_eq!(status, 404, "{wrong}");
    }
}

/// Catches: XML broken by an address, a date that is made up where no history tells one, a thing without class.
#[test]
fn the_sitemap_says_what_is_known() {
    let graph = [
        &thing("body/a&b'c"),
        &thing("body/b"),
        "<https://w3id.org/wsis/id/body/nothing> <http://www.w3.org/2000/01/rdf-schema#label> \"no class\" .\n",
        "<https://w3id.org/wsis/ns#Body> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .\n",
    ]
    .concat();
    let server = serve(&graph, None, Some("https://wsis.example"));
    let part = server.text("/sitemap/1.xml");
    assert_eq!(
        places(&part),
        [
            "https://wsis.example/page/body/a&b'c",
            "https://wsis.example/page/body/b"
        ]
    );
    assert!(!part.contains("<lastmod>"), "{part}");
}

/// Catches: a `Host` that writes markup or another site's credentials into XML or into the home page.
#[test]
fn a_strange_host_cannot_write_into_answers() {
    let server = serve(&thing("body/b"), None, None);
    let own = format!("http://{}", server.address);
    assert_eq!(
        places(&server.text("/sitemap.xml")),
        [format!("{own}/sitemap/1.xml")]
    );
    for host in ["a\"<b>&'", "user:secret@evil.example", "a b"] {
        for path in ["/sitemap.xml", "/opensearch.xml", "/robots.txt", "/llms.txt"] {
            let response = server.get(path, "*/*", Some(host));
            if response.status() == 200 {
                let text = response.text().unwrap();
                assert!(
                    !text.contains("<b>") && !text.contains("secret"),
                    "{path}: {text}"
                );
            }
        }
    }
    assert!(
        server
            .text("/robots.txt")
            .contains(&format!("Sitemap: {own}/sitemap.xml\n"))
    );
}

/// Catches: a server of today that falls over a release of yesterday, which had no catalog.
#[test]
fn a_release_without_catalog_is_served() {
    let server = serve(&thing("body/b"), None, None);
    for path in ["/catalog", "/catalog.ttl", "/.well-known/void"] {
        let response = server.get(path, "*/*", None);
        assert_eq!(response.status(), 404, "{path}");
        assert!(response.text().unwrap().contains("Build it again"), "{path}");
    }
    let home = server.get("/", "text/html", None);
    assert_eq!(home.status(), 200);
    assert!(!home.text().unwrap().contains("ld+json"));
    let broken = serve(&thing("body/b"), Some("this is no Turtle"), None);
    assert_eq!(broken.get("/catalog.ttl", "*/*", None).status(), 404);
}

/// Catches: words of the catalog that end the script they stand in; names that are rewritten to the server's
/// own host, or access addresses that are not.
#[test]
fn the_catalog_is_given_at_home() {
    let catalog = r#"
        @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        <https://w3id.org/wsis/catalog#dataset> a dcat:Dataset ;
            dcterms:title "A </script><script>alert(1)</script> title"@en ;
            dcat:landingPage <https://w3id.org/wsis/> ;
            dcat:distribution <https://w3id.org/wsis/catalog#wsis.nt> .
        <https://w3id.org/wsis/catalog#wsis.nt> dcat:downloadURL <https://w3id.org/wsis/dumps/wsis.nt> ;
            dcat:accessURL <https://elsewhere.example/wsis.nt> .
    "#;
    let server = serve(
        &thing("body/b"),
        Some(catalog),
        Some("https://wsis.example/graph/"),
    );
    let given = server.text("/catalog.nt");
    assert!(
        given.contains("downloadURL> <https://wsis.example/graph/dumps/wsis.nt>"),
        "{given}"
    );
    assert!(
        given.contains("accessURL> <https://elsewhere.example/wsis.nt>"),
        "{given}"
    );
    assert!(given.contains("<https://w3id.org/wsis/catalog#dataset> <http://www.w3.org/ns/dcat#landingPage> <https://w3id.org/wsis/>"));
    let home = server.get("/", "text/html", None).text().unwrap();
    assert!(
        !home.contains("<script>alert"),
        "words of the catalog became a script"
    );
    assert!(home.contains("A \\u003c/script>\\u003cscript>alert(1)"), "{home}");
    let page = server.get("/catalog", "text/html", None).text().unwrap();
    assert!(!page.contains("<script>"), "{page}");
    let away = serve(&thing("body/b"), Some(catalog), None);
    assert!(
        away.text("/catalog.nt")
            .contains("downloadURL> <https://w3id.org/wsis/dumps/wsis.nt>")
    );
}

/// Catches: a symbol that does not lead to its document, an empty search that is a mistake, a long one that has no
/// bounds.
#[test]
fn a_symbol_leads_to_its_document() {
    let symbol =
        "<https://w3id.org/wsis/id/document/X/RES/1> <https://w3id.org/wsis/ns#symbol> \"X/RES/1\" .\n";
    let server = serve(symbol, None, None);
    let get = |words: &str| server.get(&format!("/search{words}"), "text/html", None);
    for words in ["?q=X%2FRES%2F1", "?q=x/res/1", "?q=+X/RES/1+"] {
        let response = get(words);
        assert_eq!(response.status(), 303, "{words}");
        assert_eq!(response.headers()["Location"], "/page/document/X/RES/1");
    }
    let long = format!("?q={}", "x".repeat(401));
    for (words, status) in [
        ("?q=forum", 200),
        ("?q=%22%29%20%7D%20%23", 200),
        ("?q=100%25", 200),
        ("", 200),
        ("?q=%20", 200),
        (long.as_str(), 400),
        ("?q=forum&kind=none", 400),
    ] {
        assert_eq!(get(words).status(), status, "{words}");
    }
}
