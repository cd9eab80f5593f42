//! The query page, pictures, explore and the pages about the ontology; and the files from npm they may do without.

use crate::common::{bundled, project};
use crate::served::{Invented, Program, ask, head};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use wsis::graph::ontology::WSIS_TTL;
use wsis::query::Limits;
use wsis::serve::Watching;

const BROWSER: &[(&str, &str)] = &[("accept", "text/html")];
/// Markup of a stranger, as a name and as a query.
const EVIL: &str = "<script>alert(1)</script>\\\" onload=x";

/// Two resolutions, who cites whom, an act, a town; a name that wants to be markup.
fn graph() -> String {
    format!(
        r#"
@prefix : <https://w3id.org/wsis/ns#> . @prefix d: <https://w3id.org/wsis/id/document/> .
@prefix i: <https://w3id.org/wsis/id/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/wsis/graph/curated> {{
d:X\/1 a :Document ; :symbol "X/1" ; rdfs:label "{EVIL}"@en ; :adoptedOn "2003-12-12"^^xsd:date .
d:X\/2 a :Document ; :symbol "X/2" ; rdfs:label "Second"@en ; :adoptedOn "2015-12-16"^^xsd:date .
d:X\/3 a :Document ; :symbol "X/3" ; rdfs:label "Third"@en .
d:X\/1\/para\/7 a :Paragraph ; :inDocument d:X\/1 ; rdfs:label "X/1, para. 7"@en .
d:X\/2\/para\/1 a :Paragraph ; :inDocument d:X\/2 ; rdfs:label "X/2, para. 1"@en .
d:X\/2\/para\/2 a :Paragraph ; :inDocument d:X\/2 ; rdfs:label "X/2, para. 2"@en .
d:X\/3\/para\/1 a :Paragraph ; :inDocument d:X\/3 ; rdfs:label "X/3, para. 1"@en .
i:c1 a :Citation ; :citingProvision d:X\/2\/para\/1 ; :cited d:X\/1 ; :citedProvision d:X\/1\/para\/7 .
i:c2 a :Citation ; :citingProvision d:X\/2\/para\/2 ; :cited d:X\/1 .
i:c3 a :Citation ; :citingProvision d:X\/3\/para\/1 ; :cited d:X\/2 .
i:r1 a :TextReuse ; :reusingProvision d:X\/3\/para\/1 ; :reusedProvision d:X\/2\/para\/1 .
i:m1 a :Mandate ; :statedIn d:X\/2\/para\/1 ; :force i:force\/request ; :addressee i:body\/b .
i:m2 a :Mandate ; :statedIn d:X\/3\/para\/1 ; :force i:force\/request ; :addressee i:body\/b .
i:force\/request rdfs:label "request"@en .
i:body\/b a :Body ; rdfs:label "Board"@en .
i:event\/e a :Event ; rdfs:label "Meeting"@en ; :place i:place\/tunis .
i:place\/tunis a :Place ; rdfs:label "Tunis"@en ; geo:lat 36.8 ; geo:long 10.2 .
}}"#
    )
}

fn server() -> &'static Invented {
    static SERVER: OnceLock<Invented> = OnceLock::new();
    SERVER.get_or_init(|| Invented::serve(&graph(), Limits::default(), None, Watching::default()))
}

fn page(path: &str) -> (u16, String) {
    let response = server().get(path, BROWSER);
    let status = response.status().as_u16();
    let text = response.text().unwrap();
    assert!(!text.contains("<script>alert"), "{path}: a name became markup");
    assert!(
        !text.contains(" style=\"") && !text.contains("<script>"),
        "{path}: something inline"
    );
    (status, text)
}

fn query(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    format!("/sparql?query={}", text.bytes().map(encode).collect::<String>())
}

/// The values of an attribute in a page, unescaped.
fn values(text: &str, attribute: &str) -> Vec<String> {
    let start = format!("{attribute}=\"");
    let parts = text.split(start.as_str()).skip(1);
    parts
        .map(|part| {
            part.split('"')
                .next()
                .unwrap()
                .replace("&amp;", "&")
                .replace("&#38;", "&")
        })
        .collect()
}

/// The build script, compiled.
fn build_script() -> &'static Path {
    static SCRIPT: OnceLock<PathBuf> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let run = Command::new(rustc)
            .args(["--edition", "2024", "-o"])
            .arg(&to)
            .arg(project().join("src/build.rs"))
            .output()
            .expect("rustc starts");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        to
    })
}

fn build(mode: &str, more: &[(&str, &Path)]) -> (Output, String) {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(build_script());
    command
        .current_dir(project())
        .env("OUT_DIR", out.path())
        .env("WEB_ASSETS", mode)
        .env("PATH", "/nowhere");
    command.env_remove("WEB_ASSETS_DIR");
    for (name, value) in more {
        command.env(name, value);
    }
    let run = command.output().unwrap();
    let code = std::fs::read_to_string(out.path().join("web_assets.rs")).unwrap_or_default();
    (run, code)
}

/// Catches: a build that needs npm although nobody asked for it, a silent one without it, `require` that is no wall,
/// a misspelt mode that is taken for another.
#[test]
fn the_program_is_built_with_and_without_npm() {
    for mode in ["off", "auto"] {
        let (run, code) = build(mode, &[]);
        assert!(run.status.success(), "{mode}");
        assert!(
            code.contains("FETCHED") && !code.contains("include_bytes"),
            "{mode}: {code}"
        );
        let warned = String::from_utf8_lossy(&run.stdout).contains("cargo:warning=No query editor");
        assert_eq!(warned, mode == "auto", "{mode}");
    }
    for (mode, reason) in [("require", "npm does not start"), ("yes", "auto, require or off")] {
        let (run, code) = build(mode, &[]);
        let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            !run.status.success() && stderr.contains(reason) && code.is_empty(),
            "{mode}: {stderr}"
        );
    }
}

/// Catches: an old folder taken for the locked version; a folder of the right version not taken, its licence lost.
#[test]
fn a_given_folder_stands_for_npm_if_it_has_the_locked_version() {
    let lock = std::fs::read_to_string(project().join("src/web/package-lock.json")).unwrap();
    let locked: serde_json::Value = serde_json::from_str(&lock).unwrap();
    let wanted = locked["packages"]["node_modules/@zazuko/yasqe"]["version"]
        .as_str()
        .unwrap();
    for version in [wanted, "0.0.1"] {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("node_modules/@zazuko/yasqe");
        std::fs::create_dir_all(package.join("build")).unwrap();
        std::fs::write(
            package.join("package.json"),
            format!("{{ \"version\": \"{version}\" }}"),
        )
        .unwrap();
        std::fs::write(package.join("LICENSE"), "Permission is granted to whistle.").unwrap();
        std::fs::write(package.join("build/yasqe.min.js"), "x\n//# sourceMappingURL=y").unwrap();
        std::fs::write(package.join("build/yasqe.min.css"), "x").unwrap();
        let (run, code) = build("require", &[("WEB_ASSETS_DIR", folder.path())]);
        let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.success(), version == wanted, "{version}: {stderr}");
        assert_eq!(code.contains("include_bytes"), version == wanted);
        assert!(version == wanted || stderr.contains("0.0.1"), "{stderr}");
    }
}

/// Catches: a script that the pages name and nobody serves, one that is asked for again on every page, compressed
/// bytes that are others, a page that is broken by an update of the program.
#[test]
fn scripts_and_styles_are_there_and_stay() {
    let mut seen = BTreeSet::new();
    for path in ["/sparql", "/explore/all", "/licences"] {
        let (status, text) = page(path);
        assert_eq!(status, 200, "{path}");
        let all = values(&text, "src").into_iter().chain(values(&text, "href"));
        seen.extend(all.filter(|address| address.starts_with("/assets/")));
    }
    assert!(
        seen.iter().any(|address| address.contains("pictures-")),
        "{seen:?}"
    );
    for address in &seen {
        let plain = server().get(address, &[("accept-encoding", "identity")]);
        assert_eq!(plain.status(), 200, "{address}");
        assert!(head(plain.headers(), "cache-control").contains("immutable"));
        let tag = head(plain.headers(), "etag").to_owned();
        let bytes = plain.bytes().unwrap();
        let packed = server().get(address, &[("accept-encoding", "gzip")]);
        assert_eq!(head(packed.headers(), "content-encoding"), "gzip");
        let mut unpacked = Vec::new();
        let packed = packed.bytes().unwrap();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut unpacked).unwrap();
        assert!(unpacked == bytes, "{address}");
        assert_eq!(server().get(address, &[("if-none-match", &tag)]).status(), 304);
    }
    let old = server().get("/assets/pictures-000000000000.js", &[]);
    assert_eq!(old.status(), 302);
    assert!(seen.contains(head(old.headers(), "location")));
    for path in [
        "/assets/other-0.js",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/pictures.js",
    ] {
        assert_eq!(server().get(path, &[]).status(), 404, "{path}");
    }
}

/// Catches: a term that the editor does not offer or offers as the wrong kind, a prefix it does not know.
#[test]
fn the_editor_completes_the_terms_of_the_ontology() {
    let mut expected = BTreeSet::new();
    for triple in oxttl::TurtleParser::new().for_slice(WSIS_TTL) {
        let triple = triple.unwrap();
        let (subject, object) = (triple.subject.to_string(), triple.object.to_string());
        let kind = match object.trim_matches(['<', '>']).rsplit('#').next().unwrap() {
            "Class" => "class",
            "ObjectProperty" | "DatatypeProperty" => "property",
            _ => continue,
        };
        if let Some(name) = subject
            .trim_matches(['<', '>'])
            .strip_prefix("https://w3id.org/wsis/ns#")
            && triple.predicate.as_str().ends_with("#type")
        {
            expected.insert((format!("wsis:{name}"), kind.to_owned()));
        }
    }
    let answer: serde_json::Value =
        serde_json::from_str(&server().get("/terms.json", &[]).text().unwrap()).unwrap();
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap().to_owned();
    let terms = answer["terms"].as_array().unwrap().iter();
    let own: BTreeSet<_> = terms
        .map(|term| (text(term, "name"), text(term, "kind")))
        .collect();
    let own: BTreeSet<_> = own
        .into_iter()
        .filter(|(name, _)| name.starts_with("wsis:"))
        .collect();
    assert_eq!(own, expected);
    let prefixes: Vec<(String, String)> = wsis::query::prefixes()
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect();
    let given = answer["prefixes"].as_object().unwrap();
    assert_eq!(given.len(), prefixes.len());
    assert!(
        prefixes
            .iter()
            .all(|(prefix, namespace)| given[prefix] == *namespace)
    );
}

/// Catches: a fault that takes the query away, is told without its line, or counts as success.
#[test]
fn a_fault_is_shown_at_its_line_with_the_query_kept() {
    let wrong = format!("SELECT * WHERE {{\n  ?s ?p ?o .\n  ?s <> <> <> {EVIL}\n}}");
    let (status, text) = page(&query(&wrong));
    assert_eq!(status, 400);
    assert!(
        text.contains("data-line=\"3\"") && text.contains("<mark>3  "),
        "{text}"
    );
    assert!(text.contains("?s ?p ?o .") && text.contains("role=\"alert\""));
    let (status, _) = page(&query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"));
    assert_eq!(status, 400);
    let data = server().get(&query(&wrong), &[("accept", "application/json")]);
    assert_eq!(
        (data.status().as_u16(), head(data.headers(), "content-type")),
        (400, "application/problem+json")
    );
}

/// Catches: a picture that is not offered or not drawn, one drawn of an answer without its shape, a view that
/// changes the data.
#[test]
fn answers_are_drawn_where_they_have_the_shape() {
    let years = "SELECT ?year (COUNT(*) AS ?n) { ?d wsis:adoptedOn ?a BIND(SUBSTR(STR(?a),1,4) AS ?year) } GROUP BY ?year";
    let names = "SELECT ?d (COUNT(*) AS ?n) { ?p wsis:inDocument ?d } GROUP BY ?d";
    let pairs = "SELECT ?from ?to { ?c wsis:citingProvision ?from ; wsis:cited ?to }";
    let places = "SELECT ?event { ?event a wsis:Event }";
    for (text, view, part) in [
        (years, "chart", "class=\"picture columns\""),
        (names, "chart", "<ol class=\"bars\">"),
        (pairs, "graph", "class=\"picture network wide\""),
        (
            "CONSTRUCT WHERE { ?c wsis:cited ?d }",
            "graph",
            "class=\"picture network narrow\"",
        ),
        (places, "map", "class=\"spot\""),
    ] {
        let (_, table) = page(&query(text));
        assert!(
            table.contains(&format!("view={view}")),
            "{view} is not offered for {text}"
        );
        let (status, drawn) = page(&format!("{}&view={view}", query(text)));
        assert!(status == 200 && drawn.contains(part), "{text} as {view}");
        let csv = |more: &str| {
            server()
                .get(
                    &format!("{}{more}", query(text)),
                    &[("accept", "text/csv, text/turtle")],
                )
                .text()
                .unwrap()
        };
        assert_eq!(csv(""), csv(&format!("&view={view}")));
    }
    let (status, text) = page(&format!("{}&view=map", query(pairs)));
    assert!(
        status == 200
            && text.contains("<table>")
            && text.contains("class=\"note\"")
            && !text.contains("class=\"land\"")
    );
    assert_eq!(page(&format!("{}&view=cake", query(pairs))).0, 400);
}

/// Catches: numbers in a picture that the query behind it does not give, a link to a query that does not run.
#[test]
fn the_query_behind_a_network_gives_its_numbers() {
    let (status, text) = page("/explore/document/X/2");
    assert_eq!(status, 200);
    let link = values(&text, "href")
        .into_iter()
        .find(|href| href.contains("as=csv"))
        .unwrap();
    let csv = server().get(&link, &[]).text().unwrap();
    let id = "https://w3id.org/wsis/id/document/";
    assert_eq!(
        csv.trim().replace("\r\n", "\n"),
        format!("later,earlier,paragraphs\n{id}X/2,{id}X/1,2\n{id}X/3,{id}X/2,1")
    );
    let cells: Vec<&str> = text
        .split("<td class=\"number\">")
        .skip(1)
        .map(|cell| cell.split('<').next().unwrap())
        .collect();
    // One paragraph of X/3 cites it and takes up its words; two of its paragraphs cite X/1.
    assert_eq!(cells, ["0", "2", "1", "0"], "cites it, is cited by it");
    let (_, reuse) = page("/explore/document/X/2?links=reuse&limit=5");
    assert!(reuse.contains("X/3") && !reuse.contains(">X/1"));
    let (_, part) = page("/explore/document/X/1/para/7");
    assert!(part.contains("X/2, para. 1") && !part.contains("X/2, para. 2"));
    for path in ["/explore", "/explore/all", "/explore/body/b"] {
        let (status, text) = page(path);
        assert_eq!(status, 200, "{path}");
        for link in values(&text, "href")
            .into_iter()
            .filter(|href| href.contains("as=csv"))
        {
            let answer = server().get(&link, &[]);
            assert_eq!(answer.status(), 200, "{link}");
            assert!(
                answer.text().unwrap().lines().count() > 1,
                "{path}: nothing behind {link}"
            );
        }
    }
}

/// Catches: parameters without bounds, nonsense taken for a thing or ending in a failure of the server.
#[test]
fn explore_has_bounds_and_helps() {
    for bad in [
        "limit=4",
        "limit=501",
        "limit=-1",
        "limit=x",
        "links=all",
        "by=year",
        "limit=99999999999999999999",
    ] {
        assert_eq!(page(&format!("/explore/document/X/2?{bad}")).0, 400, "{bad}");
    }
    for (around, to) in [
        ("x/2", "/explore/document/X/2"),
        ("body/b", "/explore/body/b"),
        ("X/2/para/1", "/explore/document/X/2/para/1"),
    ] {
        let answer = server().get(&format!("/explore?around={around}"), BROWSER);
        assert_eq!(
            (answer.status().as_u16(), head(answer.headers(), "location")),
            (303, to)
        );
    }
    let long = "x".repeat(400);
    for (around, status) in [
        ("", 400),
        ("  ", 400),
        (long.as_str(), 400),
        ("X/9", 404),
        ("%3Cscript%3Ealert(1)%3C/script%3E", 404),
        ("%00", 404),
    ] {
        assert_eq!(page(&format!("/explore?around={around}")).0, status, "{around}");
    }
    // An event that nobody cites and a thing that is none.
    let (status, text) = page("/explore/event/e");
    assert!(status == 404 && text.contains("/page/event/e"));
    assert_eq!(page("/explore/body/none").0, 404);
}

/// Catches: a term without a page, a page whose query fails or finds nothing where the term is in use, a misspelt
/// term that leads nowhere, a code that nobody explains.
#[test]
fn every_term_and_every_rule_has_its_page() {
    let program = Program::serve(bundled(), &["--client-minute", "0"]);
    let get = |path: &str| ask(&format!("{}{path}", program.url), BROWSER);
    let list = get("/ns").text().unwrap();
    let pages: Vec<String> = values(&list, "href")
        .into_iter()
        .filter(|href| href.contains("/ns/term/"))
        .collect();
    assert!(pages.len() > 150, "{}", pages.len());
    for path in pages.iter().step_by(3) {
        let answer = get(path);
        assert_eq!(answer.status(), 200, "{path}");
        let text = answer.text().unwrap();
        assert!(text.contains("class=\"picture tree\""), "{path}");
        let run = values(&text, "href")
            .into_iter()
            .find(|href| href.contains("/sparql?query="))
            .unwrap();
        let rows = ask(&format!("{}{run}", program.url), &[("accept", "text/csv")]);
        assert_eq!(rows.status(), 200, "{path}");
        let used = !text.contains("Number of uses: 0<");
        assert_eq!(rows.text().unwrap().lines().count() > 1, used, "{path}");
    }
    let near = get("/ns/term/mandat");
    assert_eq!(near.status(), 404);
    assert!(near.text().unwrap().contains("/ns/term/Mandate"));
    let rules = get("/rules").text().unwrap();
    for code in wsis::check::codes::all() {
        assert!(rules.contains(&format!("id=\"{}\"", code.code)), "{}", code.code);
    }
}
