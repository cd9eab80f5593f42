//! `/openapi.json`: every address, its parameters and answers, for programs
//! ([OpenAPI 3.1.1](https://spec.openapis.org/oas/v3.1.1.html)).
//!
//! Written from the table [`operations`] and from the same offers that
//! negotiation uses. A test compares the table with the router, and the result
//! with the committed `openapi.json`.

use super::data::EXTENSIONS;
use super::forms::{Form, GRAPH, TABLE, data_of_thing, data_only};
use super::negotiate::Offer;
use super::profile::Profile;
use super::signpost::{LICENCE, LINKSET_TYPES};
use crate::find::words::{KINDS, MAX_CHARACTERS, MAX_LIMIT, MAX_OFFSET};
use serde_json::{Map, Value, json};

/// The description with the address of this server; empty for the one it came from.
#[must_use]
pub fn text(root: &str) -> String {
    let server = if root.is_empty() { "/" } else { root };
    let paths: Map<String, Value> = operations()
        .iter()
        .map(|operation| (operation.path.to_owned(), operation.item()))
        .collect();
    let document = json!({
        "openapi": "3.1.1",
        "info": {
            "title": "WSIS knowledge graph",
            "summary": "The World Summit on the Information Society as linked data.",
            "description": "Read-only. Every page also has an address for each language, such as /fr/page/body/igf. Things have addresses under /id/, which lead to a page or to data; queries go to /sparql. Every site may read (CORS). Answers carry an ETag and may be asked for again with If-None-Match.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Data and ontology: CC BY 4.0", "url": LICENCE },
        },
        "servers": [{ "url": server }],
        "paths": paths,
        "components": { "schemas": schemas(), "responses": { "Problem": problem() } },
    });
    // Strings and lists of them always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// What one address does.
pub(super) struct Operation {
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) parameters: Vec<Value>,
    /// The media types of the answer.
    pub(super) types: Vec<&'static str>,
    /// The status of a good answer, with what it means.
    pub(super) good: (u16, &'static str),
    /// The body of a POST, for addresses that take one.
    pub(super) body: Option<Value>,
    /// Whether the address takes nothing but POST.
    pub(super) only_post: bool,
}

/// Every address of the router, in the order of its table.
fn operations() -> Vec<Operation> {
    let mut all = names();
    all.extend(about_things());
    all.extend(queries());
    all.extend(graphs());
    all.extend(descriptions());
    all.extend(discovery());
    all.extend(super::reconcile::operations());
    all.extend(changes());
    all.extend(past());
    all.extend(running());
    all
}

/// The kind and name of a thing, as after `/id/`.
fn thing() -> Value {
    path(
        "path",
        "The kind and name of a thing, with slashes.",
        "document/A/RES/70/125/para/63",
    )
}

fn names() -> Vec<Operation> {
    vec![
        get("/", "home", "The home page", HTML),
        Operation {
            good: (303, "The page or the data about the thing, by Accept."),
            parameters: vec![thing(), profile()],
            ..get(
                "/id/{path}",
                "id",
                "The name of a thing; leads to what is said about it",
                &[],
            )
        },
        Operation {
            good: (301, "The thing that has this Akoma Ntoso path."),
            parameters: vec![path(
                "path",
                "An Akoma Ntoso path after /akn/.",
                "un/statement/deliberation/unga/2015-12-16/70-125",
            )],
            ..get("/akn/{path}", "akn", "The Akoma Ntoso path of a work", &[])
        },
    ]
}

fn page_of_thing() -> Operation {
    Operation {
        parameters: vec![
            thing(),
            query(
                "lang",
                "Leads to the address of the page in this language: /fr/page/….",
                &json!({ "enum": ["ar", "zh", "en", "fr", "ru", "es"] }),
            ),
            query(
                "as",
                "The mandates of a body, group, theme, action line or target as a file, one row each.",
                &json!({ "enum": ["csv"] }),
            ),
        ],
        types: vec!["text/html", "text/csv"],
        ..get("/page/{path}", "page", "The page about a thing", HTML)
    }
}

fn about_things() -> Vec<Operation> {
    vec![
        page_of_thing(),
        Operation {
            parameters: compared(),
            ..get(
                "/compare",
                "compare",
                "Two documents paragraph by paragraph, or a series over the years, with the words that changed",
                HTML,
            )
        },
        get("/sdg", "sdgMatrix", "The WSIS-SDG Matrix", HTML),
        Operation {
            parameters: vec![path("code", "A goal or a target of the 2030 Agenda.", "3.8")],
            ..get(
                "/sdg/{code}",
                "sdg",
                "The action lines and paragraphs that bear on a goal or a target",
                HTML,
            )
        },
        Operation {
            parameters: vec![
                path(
                    "path",
                    "As after /id/; an extension stands before Accept.",
                    "body/cstd.jsonld",
                ),
                profile(),
            ],
            types: media_types(data_of_thing(true)),
            ..get(
                "/data/{path}",
                "data",
                "RDF about a thing: its statements, what points to it, its words and evidence, all names. Documents also as RIS, BibTeX, CSL-JSON",
                &[],
            )
        },
        Operation {
            parameters: vec![path(
                "path",
                "As after /id/; .json and .txt stand before Accept.",
                "body/cstd.json",
            )],
            ..get(
                "/linkset/{path}",
                "linkset",
                "All links about a thing (RFC 9264)",
                &LINKSET_TYPES,
            )
        },
    ]
}

/// The parameters of a comparison.
fn compared() -> Vec<Value> {
    let symbol = json!({ "type": "string", "maxLength": 200 });
    vec![
        query("a", "The symbol of the earlier document.", &symbol),
        query("b", "The symbol of the later document.", &symbol),
        query(
            "text",
            "The language to compare in.",
            &json!({ "enum": ["ar", "zh", "en", "fr", "ru", "es"] }),
        ),
        query(
            "show",
            "Whether unchanged paragraphs are shown too.",
            &json!({ "enum": ["all"] }),
        ),
        query("series", "A series of documents instead of two of them.", &symbol),
    ]
}

/// A graph of the data set of a query.
fn dataset(name: &str) -> Value {
    query(
        name,
        "A graph of the query (SPARQL 1.1 Protocol, 2.1.4).",
        &json!({ "type": "string", "format": "iri" }),
    )
}

fn queries() -> Vec<Operation> {
    let names = ["json", "xml", "csv", "tsv"].into_iter().chain(EXTENSIONS);
    let mut types = media_types(&TABLE);
    types.extend(media_types(data_only()));
    let shown = [
        query(
            "as",
            "The form of the answer; stands before Accept.",
            &json!({ "enum": names.collect::<Vec<_>>() }),
        ),
        query(
            "view",
            "How a page shows the answer.",
            &json!({ "enum": ["table", "chart", "graph", "map"], "default": "table" }),
        ),
    ];
    let question = Operation {
        parameters: [path("name", "The name of a ready-made question.", "mandates-due")]
            .into_iter()
            .chain(shown.clone())
            .collect(),
        types: types.clone(),
        ..get(
            "/questions/{name}",
            "question",
            "The answer to a ready-made question",
            &[],
        )
    };
    let [form, view] = shown;
    let sparql = Operation {
        parameters: vec![
            query(
                "query",
                "A query in SPARQL 1.1. Without one the endpoint is described.",
                &json!({ "type": "string", "examples": ["ASK { ?s a wsis:Mandate }"] }),
            ),
            dataset("default-graph-uri"),
            dataset("named-graph-uri"),
            form,
            view,
        ],
        types,
        body: Some(json!({
            "required": true,
            "content": {
                "application/sparql-query": { "schema": { "type": "string" } },
                "application/x-www-form-urlencoded": { "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": { "query": { "type": "string" }, "as": { "type": "string" } },
                } },
            },
        })),
        ..get(
            "/sparql",
            "sparql",
            "The query endpoint (SPARQL 1.1 Protocol)",
            &[],
        )
    };
    let list = get("/questions", "questions", "The ready-made questions", HTML);
    vec![sparql, list, question]
}

#[expect(clippy::too_many_lines, reason = "a list of addresses")]
fn descriptions() -> Vec<Operation> {
    vec![
        Operation {
            types: media_types(&GRAPH),
            ..get("/ns", "ns", "The ontology", &[])
        },
        Operation {
            good: (303, "The ontology."),
            parameters: vec![path("version", "A version of the ontology.", "0.1.0")],
            ..get("/ns/{version}", "nsVersion", "A version of the ontology", &[])
        },
        Operation {
            parameters: vec![path("extension", "The form.", "ttl")],
            types: media_types(data_only()),
            ..get("/ns.{extension}", "nsFile", "The ontology as a file", &[])
        },
        Operation {
            parameters: vec![path("name", "The name of a term.", "Mandate")],
            ..get(
                "/ns/term/{name}",
                "nsTerm",
                "A term of the ontology, its neighbours and its use",
                HTML,
            )
        },
        get(
            "/rules",
            "rules",
            "What is checked before a release is published",
            HTML,
        ),
        Operation {
            parameters: vec![query(
                "lang",
                "The language of the names.",
                &json!({ "enum": ["ar", "zh", "en", "fr", "ru", "es"] }),
            )],
            ..get(
                "/terms.json",
                "terms",
                "Prefixes and terms, for editors of queries",
                &["application/json"],
            )
        },
        get("/shapes.ttl", "shapes", "The SHACL shapes", &["text/turtle"]),
        get(
            "/licences",
            "licences",
            "Whose work is in the pages, and under which licences",
            HTML,
        ),
        Operation {
            parameters: vec![path(
                "name",
                "The name of a file, as pages have it.",
                "pictures-0.js",
            )],
            ..get(
                "/assets/{name}",
                "asset",
                "A script or style sheet",
                &["text/javascript", "text/css"],
            )
        },
        Operation {
            parameters: vec![query(
                "around",
                "A symbol, or the address of a thing after /id/; leads to the pictures about it.",
                &json!({ "type": "string", "maxLength": 300 }),
            )],
            ..get(
                "/explore",
                "explore",
                "Pictures: who cites whom, who was asked what and when",
                HTML,
            )
        },
        Operation {
            parameters: network(),
            ..get(
                "/explore/{path}",
                "exploreThing",
                "The network or the mandates of one thing; all: of all documents",
                HTML,
            )
        },
        get(
            "/context.jsonld",
            "context",
            "The JSON-LD context",
            &["application/ld+json"],
        ),
        get("/dumps/", "dumps", "The list of dumps", HTML),
        Operation {
            parameters: vec![path(
                "name",
                "The name of a dump; with .gz, compressed.",
                "mandates.csv.gz",
            )],
            ..get(
                "/dumps/{name}",
                "dump",
                "A dump of the whole graph, a table of it, or its documents as literature",
                &["application/octet-stream"],
            )
        },
        get(
            "/openapi.json",
            "openapi",
            "This description",
            &["application/vnd.oai.openapi+json"],
        ),
    ]
}

fn graphs() -> Vec<Operation> {
    vec![
        Operation {
            parameters: vec![
                query(
                    "graph",
                    "The address of a named graph.",
                    &json!({ "type": "string", "format": "iri", "examples": ["https://w3id.org/wsis/graph/curated"] }),
                ),
                query(
                    "default",
                    "The default graph, in the place of `graph`.",
                    &json!({ "type": "string" }),
                ),
            ],
            types: media_types(data_only()),
            ..get(
                "/rdf-graph-store",
                "graphStore",
                "A graph (SPARQL 1.1 Graph Store HTTP Protocol), to read",
                &[],
            )
        },
        Operation {
            parameters: vec![path("path", "The name of a named graph.", "curated")],
            types: media_types(data_only()),
            ..get("/graph/{path}", "graph", "A named graph at its own address", &[])
        },
        Operation {
            types: media_types(data_only()),
            ..get(
                "/.well-known/sparql-examples",
                "sparqlExamples",
                "The ready-made queries as SHACL SPARQL examples",
                &[],
            )
        },
        Operation {
            types: media_types(&GRAPH),
            ..get("/limits", "limits", "The bounds of queries and of clients", &[])
        },
    ]
}

#[expect(clippy::too_many_lines, reason = "a list of addresses")]
fn discovery() -> Vec<Operation> {
    let described = |path, id| Operation {
        types: media_types(data_only()),
        ..get(path, id, "The release described: DCAT-AP, VoID, DQV", &[])
    };
    vec![
        described("/catalog", "catalog"),
        Operation {
            parameters: vec![path("extension", "The form.", "ttl")],
            ..described("/catalog.{extension}", "catalogFile")
        },
        described("/.well-known/void", "void"),
        get(
            "/sitemap.xml",
            "sitemap",
            "The parts of the site map",
            &["application/xml"],
        ),
        Operation {
            parameters: vec![path("part", "A part of the site map.", "1.xml")],
            ..get(
                "/sitemap/{part}",
                "sitemapPart",
                "Pages with the time of their last change",
                &["application/xml"],
            )
        },
        get("/robots.txt", "robots", "What robots may read", &["text/plain"]),
        get(
            "/opensearch.xml",
            "opensearch",
            "How browsers search here (OpenSearch 1.1)",
            &["application/opensearchdescription+xml"],
        ),
        Operation {
            parameters: search(),
            types: vec!["application/json", SUGGESTIONS, "text/html"],
            ..get(
                "/search",
                "search",
                "Search names and texts in six languages, as JSON or as a page",
                &[],
            )
        },
        Operation {
            parameters: search(),
            ..get(
                "/search.json",
                "searchJson",
                "The same as JSON, whatever Accept says",
                JSON,
            )
        },
        Operation {
            parameters: search(),
            ..get(
                "/suggest",
                "suggest",
                "Names that fit what was typed so far (OpenSearch Suggestions)",
                &[SUGGESTIONS],
            )
        },
        get(
            "/about",
            "about",
            "What this is made from, how to cite and correct it",
            HTML,
        ),
        get(
            "/about/coverage",
            "coverage",
            "What is known to exist, what is held, what is missing",
            HTML,
        ),
        get(
            "/about/quality",
            "quality",
            "How good the release is, in numbers",
            HTML,
        ),
        get(
            "/llms.txt",
            "llms",
            "How language models should ask and quote",
            &["text/markdown"],
        ),
    ]
}

const SUGGESTIONS: &str = "application/x-suggestions+json";

/// The parameters of a search.
fn search() -> Vec<Value> {
    let kinds = KINDS.map(|(name, _)| name);
    let text = |example: &str| json!({ "type": "string", "examples": [example] });
    vec![
        query(
            "q",
            "Words, \"exact words\" in quotes, or a symbol in any spelling with or without a paragraph. The last word may be the beginning of one. May be left out beside a filter.",
            &json!({ "type": "string", "maxLength": MAX_CHARACTERS, "examples": ["enhanced cooperation", "70/125, para 63"] }),
        ),
        query(
            "lang",
            "Search in this language only; names are shown in it.",
            &json!({ "enum": ["ar", "zh", "en", "fr", "ru", "es"] }),
        ),
        query(
            "kind",
            "Kinds of things, with commas between several.",
            &json!({ "type": "string", "examples": kinds }),
        ),
        query(
            "year",
            "A year or years: 2015, 2003-2015, 2015-.",
            &text("2003-2015"),
        ),
        query(
            "body",
            "Bodies that adopted, issued or are asked, as the facet gives them.",
            &text("cstd"),
        ),
        query("line", "Action lines, as the facet gives them.", &text("c5")),
        query(
            "force",
            "Forces of mandates, as the facet gives them.",
            &text("request"),
        ),
        query(
            "limit",
            "How many results.",
            &json!({ "type": "integer", "minimum": 0, "maximum": MAX_LIMIT, "default": 20 }),
        ),
        query(
            "offset",
            "How many results to pass over first.",
            &json!({ "type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0 }),
        ),
    ]
}

const ATOM: &[&str] = &["application/atom+xml"];

fn changes() -> Vec<Operation> {
    vec![
        get("/feed.atom", "feed", "The releases (Atom)", ATOM),
        get(
            "/feed/things.atom",
            "feedThings",
            "What the last releases changed, thing by thing (Atom)",
            ATOM,
        ),
        Operation {
            parameters: vec![path("name", "An archived page of the feed.", "1.atom")],
            ..get(
                "/feed/things/{name}",
                "feedArchive",
                "An archived page of that feed (RFC 5005)",
                ATOM,
            )
        },
        Operation {
            types: media_types(data_only()),
            ..get(
                "/ldes",
                "ldes",
                "All changes as a Linked Data Event Stream (TREE)",
                &[],
            )
        },
        Operation {
            parameters: vec![path("number", "A page of the stream.", "1")],
            types: media_types(data_only()),
            ..get("/ldes/{number}", "ldesPage", "A page of the stream", &[])
        },
    ]
}

fn past() -> Vec<Operation> {
    vec![
        Operation {
            parameters: vec![
                path("form", "link or json.", "link"),
                path(
                    "path",
                    "A path under /id, /data, /page or /dumps.",
                    "data/body/cstd",
                ),
            ],
            ..get(
                "/timemap/{form}/{path}",
                "timemap",
                "The states of something that are kept (RFC 7089)",
                &["application/link-format", "application/json"],
            )
        },
        Operation {
            parameters: vec![path("number", "The number of a release.", "1")],
            ..get("/release/{number}", "release", "What is known of a release", JSON)
        },
        Operation {
            parameters: vec![
                path("number", "The number of a release.", "1"),
                path("path", "As in the present release.", "data/body/cstd"),
            ],
            types: media_types(data_only())
                .into_iter()
                .chain(HTML.iter().copied())
                .collect(),
            ..get(
                "/release/{number}/{path}",
                "memento",
                "Something as it was in a release that is kept",
                &[],
            )
        },
    ]
}

fn running() -> Vec<Operation> {
    vec![
        get("/health", "health", "Whether the server lives", JSON),
        get(
            "/ready",
            "ready",
            "Whether requests can be answered; 503 when not",
            JSON,
        ),
        get(
            "/metrics",
            "metrics",
            "Figures for Prometheus, unless they have an address of their own",
            &["text/plain"],
        ),
        get("/style.css", "style", "The style of all pages", &["text/css"]),
    ]
}

pub(super) const HTML: &[&str] = &["text/html"];
pub(super) const JSON: &[&str] = &["application/json"];

/// An address that is only read and needs nothing to be known.
pub(super) fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    types: &[&'static str],
) -> Operation {
    Operation {
        path,
        id,
        summary,
        parameters: Vec::new(),
        types: types.to_vec(),
        good: (200, "The answer."),
        body: None,
        only_post: false,
    }
}

impl Operation {
    fn item(&self) -> Value {
        let mut item = json!({
            "get": {
                "operationId": self.id,
                "summary": self.summary,
                "parameters": self.parameters,
                "responses": self.responses(),
            },
        });
        if let (Some(body), Value::Object(members)) = (&self.body, &mut item) {
            let post = json!({
                "operationId": format!("{}Post", self.id),
                "summary": self.summary,
                "requestBody": body,
                "responses": self.responses(),
            });
            members.insert("post".to_owned(), post);
            if self.only_post {
                members.remove("get");
            }
        }
        item
    }

    fn responses(&self) -> Value {
        let (status, meaning) = self.good;
        let good = if status == 200 {
            let content: Map<String, Value> = self
                .types
                .iter()
                .map(|kind| ((*kind).to_owned(), json!({ "schema": schema(kind) })))
                .collect();
            json!({ "description": meaning, "content": content })
        } else {
            json!({ "description": meaning, "headers": {
                "Location": { "description": "Where to go.", "schema": { "type": "string", "format": "uri-reference" } },
            } })
        };
        json!({ status.to_string(): good, "default": { "$ref": "#/components/responses/Problem" } })
    }
}

/// What is known of a body by its media type.
fn schema(kind: &str) -> Value {
    match kind {
        "application/sparql-results+json" => json!({ "$ref": "#/components/schemas/Results" }),
        "application/linkset+json" => json!({ "$ref": "#/components/schemas/Linkset" }),
        "application/vnd.citationstyles.csl+json" | SUGGESTIONS => json!({ "type": "array" }),
        kind if kind.ends_with("json") => json!({ "type": "object" }),
        _ => json!({ "type": "string" }),
    }
}

fn schemas() -> Value {
    json!({
        "Results": {
            "description": "SPARQL 1.1 Query Results JSON Format",
            "type": "object",
            "required": ["head"],
            "properties": {
                "head": { "type": "object" },
                "results": { "type": "object", "required": ["bindings"] },
                "boolean": { "type": "boolean" },
            },
        },
        "Linkset": {
            "description": "RFC 9264, 4.2",
            "type": "object",
            "required": ["linkset"],
            "properties": { "linkset": { "type": "array", "items": { "type": "object" } } },
        },
    })
}

fn problem() -> Value {
    json!({
        "description": "What went wrong and what to do: 301 and 308 lead to the right spelling, 304 says that nothing changed, 4xx that the request cannot be answered, 503 that a bound was met.",
        "content": {
            "application/problem+json": { "schema": { "type": "object" } },
            "text/html": { "schema": { "type": "string" } },
        },
    })
}

pub(super) fn path(name: &str, description: &str, example: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": description,
        "schema": { "type": "string", "minLength": 1 }, "example": example })
}

pub(super) fn query(name: &str, description: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "required": false, "description": description, "schema": schema })
}

/// The parameters of a network.
fn network() -> Vec<Value> {
    vec![
        path(
            "path",
            "The kind and name of a document, paragraph, body or stakeholder group; or all.",
            "body/cstd",
        ),
        query(
            "links",
            "Which links are followed.",
            &json!({ "enum": ["citations", "reuse", "both"], "default": "both" }),
        ),
        query(
            "limit",
            "Most things drawn.",
            &json!({ "type": "integer", "minimum": 5, "maximum": 500, "default": 40 }),
        ),
        query(
            "by",
            "Paragraphs counted together.",
            &json!({ "enum": ["document"] }),
        ),
    ]
}

fn profile() -> Value {
    query(
        "profile",
        "The vocabulary of the data; stands before Accept-Profile.",
        &json!({ "enum": Profile::ALL.map(Profile::token) }),
    )
}

/// The media types that negotiation offers, without pages' second name.
fn media_types(offers: &[Offer<Form>]) -> Vec<&'static str> {
    offers
        .iter()
        .filter_map(|offer| offer.types.first().copied())
        .collect()
}
