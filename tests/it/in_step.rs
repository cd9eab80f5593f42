//! Keeping in step: three publications of changed data, and what is told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use oxigraph::io::{RdfFormat, RdfParser};
use reqwest::blocking::{Client, Response};
use reqwest::redirect::Policy;
use wsis::query::Limits;
use wsis::release::Release;
use wsis::release::canonical::CanonicalHash;
use wsis::release::history::{History, Published};
use wsis::serve::{AppState, router};

use crate::common::{current, fine, names, project, run, stderr, stdout};

const ID: &str = "https://w3id.org/wsis/id/";
const AS: &str = "https://www.w3.org/ns/activitystreams#";
const MODIFIED: &str = "http://purl.org/dc/terms/modified";
const GENERATED: &str = "http://www.w3.org/ns/prov#generatedAtTime";
const CREATED: &str = "http://purl.org/dc/terms/created";
const VERSION_OF: &str = "http://purl.org/dc/terms/isVersionOf";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A body of the data; `more` are further lines of its record.
fn body(id: &str, name: &str, more: &str) -> String {
    format!(
        "[[body]]\nid = \"{id}\"\nname.en = \"{name}\"\nacronym = \"IN-STEP {id}\"\nkind = \"secretariat-department\"\n{more}\nevidence = \"unverified\"\n\n"
    )
}

/// What `bodies/in-step.toml` holds in each of the four states of the data; the last is the third again.
fn states() -> [String; 4] {
    let (a, b, d) = (
        body("step-a", "Step A", ""),
        body("step-b", "Step B", ""),
        body("step-d", "Step D", ""),
    );
    let renamed = body("step-a", "Step A, renamed", "");
    let c = body("step-c", "Step C", "");
    let replaced = body("step-c", "Step C", "succeeded_by = [\"step-d\"]");
    let third = [renamed.clone(), b.clone(), d.clone()].concat();
    [
        [a, b, c].concat(),
        [renamed, replaced, d].concat(),
        third.clone(),
        third,
    ]
}

fn write_state(folder: &Path, state: &str) {
    fs::write(folder.join("data/bodies/in-step.toml"), state).expect("a data file");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the data") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// A folder with all states published in `build/`; what was current after each is kept in `was-N/`.
fn published() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("it-in-step");
        let _ = fs::remove_dir_all(&folder);
        copy(&project().join("data"), &folder.join("data"));
        for (at, state) in states().iter().enumerate() {
            write_state(&folder, state);
            fine(&folder, &["build", "--data", "data"]);
            copy(
                &current(&folder.join("build")),
                &folder.join(format!("was-{}", at + 1)),
            );
        }
        folder
    })
}

fn history() -> History {
    History::read(&published().join("build")).expect("a history")
}

type Statements = BTreeMap<String, BTreeSet<String>>;

/// The statements of each thing, read here from the dump.
fn statements(number: u32) -> &'static Statements {
    static READ: [OnceLock<Statements>; 4] = [const { OnceLock::new() }; 4];
    READ[number as usize - 1].get_or_init(|| {
        let dump = fs::read_to_string(published().join(format!("was-{number}/wsis.nq"))).expect("a dump");
        let mut things = Statements::new();
        for line in dump.lines() {
            let (subject, rest) = line.split_once(' ').expect("a subject");
            let subject = subject.trim_matches(['<', '>']).to_owned();
            things.entry(subject).or_default().insert(rest.to_owned());
        }
        things
    })
}

/// What should be told: publication, what became of it, thing.
fn expected() -> BTreeSet<(u32, &'static str, String)> {
    let mut told = BTreeSet::new();
    let mut before = &Statements::new();
    for number in 1..=3 {
        let now = statements(number);
        for (iri, lines) in now {
            match before.get(iri) {
                None => told.insert((number, "Create", iri.clone())),
                Some(old) if old != lines => told.insert((number, "Update", iri.clone())),
                Some(_) => false,
            };
        }
        let gone = before.keys().filter(|iri| !now.contains_key(*iri));
        told.extend(gone.map(|iri| (number, "Delete", iri.clone())));
        before = now;
    }
    let of = |act| {
        told.iter()
            .filter(|(number, a, _)| *number > 1 && *a == act)
            .count()
    };
    assert!(
        of("Create") > 0 && of("Update") > 0 && of("Delete") > 0,
        "every kind of change is there"
    );
    told
}

struct Server {
    root: String,
    client: Client,
    _runtime: tokio::runtime::Runtime,
}

fn serve(out: &Path) -> Server {
    let release = Release::open(out).expect("a release");
    let state = AppState::new(release, Limits::default(), Vec::new(), None);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .expect("a port");
    let root = format!("http://{}", listener.local_addr().expect("an address"));
    let app = router(Arc::clone(&state));
    runtime.spawn(async move { axum::serve(listener, app).await });
    let _ = rustls::crypto::ring::default_provider().install_default();
    Server {
        root,
        client: Client::builder()
            .redirect(Policy::none())
            .build()
            .expect("a client"),
        _runtime: runtime,
    }
}

impl Server {
    fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.root)
        };
        let request = headers
            .iter()
            .fold(self.client.get(url), |request, (name, value)| {
                request.header(*name, *value)
            });
        request.send().expect("an answer")
    }

    fn text(&self, path: &str, accept: &str) -> String {
        let response = self.ask(path, &[("accept", accept)]);
        assert_eq!(response.status(), 200, "{path}");
        response.text().expect("a text")
    }

    /// Triples at an address: subject, predicate, value of the object.
    fn triples(&self, path: &str, accept: &str, format: RdfFormat) -> Vec<[String; 3]> {
        let text = self.text(path, accept);
        let quads = RdfParser::from_format(format).for_slice(&text);
        let plain = |term: String| {
            term.split("\"^^")
                .next()
                .unwrap_or_default()
                .trim_matches(['<', '>', '"'])
                .to_owned()
        };
        quads
            .map(|quad| quad.unwrap_or_else(|error| panic!("{path}: {error}")))
            .map(|quad| {
                [
                    quad.subject.to_string(),
                    quad.predicate.to_string(),
                    quad.object.to_string(),
                ]
                .map(plain)
            })
            // One statement in two layers is two in N-Quads and one without graphs.
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

fn head<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("text"))
}

fn all(response: &Response, name: &str) -> String {
    let values = response.headers().get_all(name).iter();
    values
        .map(|value| value.to_str().expect("text"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The address of a thing as the publication `number` has it.
fn version(iri: &str, number: u32) -> String {
    let release = format!("https://w3id.org/wsis/release/{number}");
    match iri.strip_prefix("https://w3id.org/wsis/") {
        Some(path) => format!("{release}/{path}"),
        None => format!("{release}/other/{}", iri.split_once("://").expect("an address").1),
    }
}

fn times() -> &'static [Published] {
    static READ: OnceLock<Vec<Published>> = OnceLock::new();
    READ.get_or_init(|| history().releases)
}

/// Catches: a number or time within a release, a publication that is counted twice, one that is forgotten,
/// times that do not grow.
#[test]
fn publications_are_numbered_outside_of_the_releases() {
    let build = published().join("build");
    assert_eq!(names(&build), ["changes", "current", "history.json", "releases"]);
    let entries = times();
    assert_eq!(
        entries.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(entries.is_sorted_by(|a, b| a.published < b.published));
    assert_eq!(entries[2].previous, Some(2));
    for entry in entries {
        let number = entry.number;
        assert_eq!(entry.things, statements(number).len() as u64);
        let mut told = [0, 0, 0];
        for (_, act, _) in expected().into_iter().filter(|(n, ..)| *n == number) {
            told[["Create", "Update", "Delete"]
                .iter()
                .position(|a| *a == act)
                .expect("an act")] += 1;
        }
        let changes = entry.changes;
        assert_eq!(
            [changes.created, changes.updated, changes.deleted],
            told,
            "{number}"
        );
    }
    // Elsewhere, the same data make the same release byte for byte, whatever was published before.
    let elsewhere = tempfile::tempdir().expect("a folder");
    copy(&published().join("data"), &elsewhere.path().join("data"));
    fine(elsewhere.path(), &["build", "--data", "data"]);
    let (here, there) = (
        published().join("was-4"),
        current(&elsewhere.path().join("build")),
    );
    for name in names(&here).iter().filter(|name| here.join(name).is_file()) {
        assert_eq!(
            fs::read(here.join(name)).expect("a file"),
            fs::read(there.join(name)).expect("a file"),
            "{name}"
        );
    }
}

/// Catches: a patch that does not lead from one release to the other, in either direction.
#[test]
fn the_patch_makes_the_new_release_of_the_old_one() {
    for (old, new) in [("1", "2"), ("previous", "current"), ("3", "1"), ("2", "2")] {
        let patch = fine(published(), &["diff", old, new, "--format", "rdf-patch"]);
        let number = |name: &str| match name {
            "previous" => 2,
            "current" => 3,
            name => name.parse().expect("a number"),
        };
        let dump = |number: u32| {
            fs::read_to_string(published().join(format!("was-{number}/wsis.nq"))).expect("a dump")
        };
        let before = dump(number(old));
        let mut lines: BTreeSet<&str> = before.lines().collect();
        let mut open = false;
        for row in patch.lines() {
            match row.split_once(' ').expect("a row") {
                ("H", head) => assert!(!open && head.ends_with("> ."), "{row}"),
                ("TX", ".") => open = true,
                ("TC", ".") => open = false,
                ("D", line) => assert!(open && lines.remove(line), "not there: {line}"),
                ("A", line) => assert!(open && lines.insert(line), "there already: {line}"),
                _ => panic!("{row}"),
            }
        }
        assert!(!open, "the transaction ends");
        let mut hash = CanonicalHash::default();
        for line in &lines {
            hash.add(format!("{line}\n").as_bytes()).expect("a hash");
        }
        let manifest = fs::read_to_string(published().join(format!("was-{}/manifest.json", number(new))));
        let manifest: serde_json::Value = serde_json::from_str(&manifest.expect("a manifest")).expect("JSON");
        assert_eq!(
            manifest["rdfc10_sha256"],
            hash.finish().expect("a hash"),
            "{old} to {new}"
        );
    }
}

/// Catches: a difference without names or words, a release that can be named in one way only.
#[test]
fn the_difference_can_be_read() {
    let text = fine(published(), &["diff", "1", "2"]);
    assert!(
        text.contains(&format!("changed wsis:Body <{ID}body/step-a> Step A, renamed\n")),
        "{text}"
    );
    assert!(
        text.contains(
            "  - rdfs:label \"Step A\"@en  [curated]\n  + rdfs:label \"Step A, renamed\"@en  [curated]\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(&format!("deleted wsis:Body <{ID}body/step-b> Step B\n")),
        "{text}"
    );
    assert!(
        text.contains(&format!("created wsis:Body <{ID}body/step-d> Step D\n")),
        "{text}"
    );
    let ids: Vec<String> = times().iter().map(|entry| entry.id.clone()).collect();
    let folder = |id: &str| format!("build/releases/{id}");
    for (old, new) in [
        (ids[0].clone(), ids[1].clone()),
        (ids[0][..6].to_owned(), folder(&ids[1])),
    ] {
        let other = fine(published(), &["diff", &old, &new]);
        assert_eq!(
            other.lines().skip(2).collect::<Vec<_>>(),
            text.lines().skip(2).collect::<Vec<_>>()
        );
    }
    let json: serde_json::Value =
        serde_json::from_str(&fine(published(), &["diff", "1", "2", "--json"])).expect("JSON");
    let told: BTreeSet<(u32, String, String)> = json["things"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|thing| {
            (
                2,
                thing["act"].to_string(),
                thing["iri"].as_str().expect("an IRI").to_owned(),
            )
        })
        .collect();
    let expected = expected().into_iter().filter(|(number, ..)| *number == 2);
    let expected = expected.map(|(number, act, iri)| (number, format!("\"{}d\"", act.to_lowercase()), iri));
    assert_eq!(told, expected.collect());
}

/// Catches: a change that the stream leaves out, invents or dates wrongly; pages that are not linked; a
/// version without its statements; forms that differ.
#[test]
fn the_stream_has_exactly_the_changes() {
    let server = serve(&published().join("build"));
    let tree = |name: &str| format!("https://w3id.org/tree#{name}");
    let mut told = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut next = vec![format!("{}/ldes", server.root)];
    let mut words = 0;
    while let Some(page) = next.pop() {
        if !seen.insert(page.clone()) {
            continue;
        }
        let triples = server.triples(&page, "text/turtle", RdfFormat::Turtle);
        let quads = server.triples(&page, "application/n-quads", RdfFormat::NQuads);
        let sorted = |triples: &[[String; 3]]| triples.iter().cloned().collect::<BTreeSet<_>>();
        assert_eq!(sorted(&triples), sorted(&quads), "{page}");
        next.extend(
            triples
                .iter()
                .filter(|t| t[1] == tree("node"))
                .map(|t| t[2].clone()),
        );
        let of = |subject: &str, predicate: &str| -> Vec<String> {
            let all = triples.iter().filter(|t| t[0] == subject && t[1] == predicate);
            all.map(|t| t[2].clone()).collect()
        };
        for member in triples
            .iter()
            .filter(|t| t[1] == tree("member"))
            .map(|t| t[2].as_str())
        {
            let [iri] = of(member, VERSION_OF).try_into().expect("one thing");
            let [time] = of(member, GENERATED).try_into().expect("one time");
            let entry = times()
                .iter()
                .find(|entry| entry.published.to_string() == time)
                .expect("a time");
            assert_eq!(member, version(&iri, entry.number));
            let types = of(member, TYPE);
            let act = types
                .iter()
                .find_map(|class| class.strip_prefix(AS))
                .expect("an act");
            let act = ["Create", "Update", "Delete"]
                .into_iter()
                .find(|known| *known == act)
                .expect("an act");
            let stated = triples.iter().filter(|t| t[0] == member).count() - 3;
            let really = statements(entry.number).get(&iri).map_or(0, |lines| {
                let triples: BTreeSet<&str> = lines
                    .iter()
                    .filter_map(|line| line.rsplit_once(" <"))
                    .map(|(t, _)| t)
                    .collect();
                triples.len()
            });
            assert_eq!(stated, really, "the statements of {member}");
            words += stated;
            assert!(told.insert((entry.number, act, iri)), "{member} twice");
        }
    }
    assert_eq!(told, expected());
    assert!(words > 1000);
}

/// Catches: a stream that does not say how it is read, pages that may change, a form or page that is none.
#[test]
fn the_stream_describes_itself() {
    let server = serve(&published().join("build"));
    let root = server.text("/ldes", "text/turtle");
    for term in [
        "EventStream",
        "timestampPath",
        "versionOfPath",
        "retentionPolicy",
        "LatestVersionSubset",
        "tree#shape",
    ] {
        assert!(root.contains(term), "{term}: {root}");
    }
    let page = server.ask("/ldes/1", &[("accept", "application/ld+json")]);
    assert!(head(&page, "cache-control").contains("immutable"));
    assert_eq!(head(&page, "content-type"), "application/ld+json");
    let json: serde_json::Value = serde_json::from_str(&page.text().expect("a text")).expect("JSON");
    assert!(json["@graph"].is_array());
    assert_eq!(server.ask("/ldes", &[("accept", "image/png")]).status(), 406);
    for bad in [
        "/ldes/0",
        "/ldes/99999",
        "/ldes/x",
        "/ldes/-1",
        "/ldes/99999999999999999999999",
    ] {
        assert_eq!(server.ask(bad, &[]).status(), 404, "{bad}");
    }
}

/// Catches: feeds that are no Atom, leave changes out, or have pages that are not linked.
#[test]
fn the_feeds_have_exactly_the_changes() {
    let server = serve(&published().join("build"));
    let text = server.text("/feed.atom", "*/*");
    let feed = roxmltree::Document::parse(&text).expect("XML");
    let of = |node: roxmltree::Node<'_, '_>, name: &str| -> String {
        let child = node.children().find(|child| child.tag_name().name() == name);
        child
            .and_then(|child| child.text())
            .unwrap_or_default()
            .to_owned()
    };
    let entries = |feed: &roxmltree::Document<'_>| -> Vec<[String; 3]> {
        let entries = feed
            .root_element()
            .children()
            .filter(|node| node.tag_name().name() == "entry");
        entries
            .map(|entry| {
                let category = entry
                    .children()
                    .find(|child| child.tag_name().name() == "category");
                let term = category
                    .and_then(|category| category.attribute("term"))
                    .unwrap_or_default();
                [of(entry, "id"), of(entry, "updated"), term.to_owned()]
            })
            .collect()
    };
    let newest: Vec<String> = times()
        .iter()
        .rev()
        .map(|entry| entry.published.to_string())
        .collect();
    assert_eq!(
        entries(&feed)
            .into_iter()
            .map(|[_, time, _]| time)
            .collect::<Vec<_>>(),
        newest
    );
    let mut told = BTreeSet::new();
    let mut page = Some("/feed/things.atom".to_owned());
    while let Some(path) = page.take() {
        let response = server.ask(&path, &[]);
        assert_eq!(response.status(), 200, "{path}");
        assert!(head(&response, "content-type").starts_with("application/atom+xml"));
        let text = response.text().expect("a text");
        let feed = roxmltree::Document::parse(&text).expect("XML");
        for [id, time, act] in entries(&feed) {
            let number = id.split('/').nth(5).expect("a number");
            let number: u32 = number.parse().expect("a number");
            assert_eq!(time, times()[number as usize - 1].published.to_string());
            let act = ["Create", "Update", "Delete"]
                .into_iter()
                .find(|known| known.to_lowercase() + "d" == act);
            assert!(
                told.insert((number, act.expect("an act"), id.clone())),
                "{id} twice"
            );
        }
        let links = feed
            .root_element()
            .children()
            .filter(|node| node.attribute("rel") == Some("prev-archive"));
        page = links
            .filter_map(|link| link.attribute("href"))
            .next()
            .map(str::to_owned);
    }
    let versions = expected()
        .into_iter()
        .map(|(number, act, iri)| (number, act, version(&iri, number)));
    assert_eq!(told, versions.collect());
    for bad in [
        "/feed.atom?page=0",
        "/feed.atom?page=2",
        "/feed.atom?page=x",
        "/feed/things/0.atom",
        "/feed/things/1",
        "/feed/things/x.atom",
    ] {
        assert_eq!(server.ask(bad, &[]).status(), 404, "{bad}");
    }
}

/// Catches: a thing that is called changed when it is not, or the reverse; times in the dumps.
#[test]
fn every_thing_is_dated_by_its_last_change() {
    let server = serve(&published().join("build"));
    let told = expected();
    let now = statements(3);
    let things = now.keys().filter(|iri| iri.starts_with(ID));
    let mut looked = 0;
    for iri in things.filter(|iri| iri.contains("body/")) {
        let path = iri.strip_prefix(ID).expect("a thing");
        let of = |property: &str| -> String {
            let triples = server.triples(
                &format!("/data/{path}"),
                "application/n-triples",
                RdfFormat::NTriples,
            );
            let mut values = triples.into_iter().filter(|t| t[0] == *iri && t[1] == property);
            let value = values.next().unwrap_or_else(|| panic!("{iri} has no {property}"));
            assert_eq!(values.next(), None);
            value[2].clone()
        };
        let events: Vec<u32> = told
            .iter()
            .filter(|(_, _, thing)| thing == iri)
            .map(|(number, ..)| *number)
            .collect();
        let time = |number: Option<&u32>| {
            times()[*number.expect("an event") as usize - 1]
                .published
                .to_string()
        };
        assert_eq!(of(CREATED), time(events.first()), "{iri}");
        assert_eq!(of(MODIFIED), time(events.last()), "{iri}");
        looked += 1;
    }
    assert!(looked > 20);
    let page = server.text("/page/body/step-a", "text/html");
    assert!(
        page.contains("(release 1)") && page.contains("last changed") && page.contains("(release 2)"),
        "{page}"
    );
}

/// Catches: 404 or 200 for what was withdrawn, a tombstone that does not say when and what came after it.
#[test]
fn what_was_withdrawn_is_gone() {
    let server = serve(&published().join("build"));
    for path in [
        "/id/body/step-c",
        "/data/body/step-c",
        "/data/body/step-c.ttl",
        "/page/body/step-c",
    ] {
        let response = server.ask(path, &[]);
        assert_eq!(response.status(), 410, "{path}");
        let text = response.text().expect("a text");
        for words in [
            format!("release 3 of {}", times()[2].published),
            "/id/body/step-d".to_owned(),
            "What replaced it".to_owned(),
            "/release/2/data/body/step-c".to_owned(),
        ] {
            assert!(text.contains(&words), "{words}: {text}");
        }
        assert_eq!(server.ask("/release/2/data/body/step-c", &[]).status(), 200);
    }
    assert_eq!(server.ask("/data/body/step-b", &[]).status(), 200, "it came back");
    assert_eq!(server.ask("/data/body/step-z", &[]).status(), 404, "it never was");
    assert_eq!(
        server.ask("/release/2/data/body/step-b", &[]).status(),
        410,
        "it was gone at that time"
    );
}

/// Catches: a state of another time than was asked for, one that does not say when it is from, addresses that
/// lead out of it.
#[test]
fn things_are_shown_as_they_were() {
    let server = serve(&published().join("build"));
    let entries = times();
    let at = |number: usize| entries[number - 1].published.http();
    let early = "Tue, 15 Nov 1994 12:45:26 GMT".to_owned();
    let late = "Fri, 31 Dec 9999 23:59:59 GMT".to_owned();
    for (thing, asked, release) in [
        ("step-a", at(1), 1),
        ("step-a", at(2), 2),
        ("step-a", at(3), 3),
        ("step-a", early.clone(), 1),
        ("step-a", late.clone(), 3),
        ("step-b", at(2), 1),
        ("step-c", late, 2),
        ("step-d", early, 2),
    ] {
        let path = format!("/data/body/{thing}.ttl");
        let response = server.ask(&path, &[("accept-datetime", &asked)]);
        assert_eq!(response.status(), 302, "{thing} at {asked}");
        assert_eq!(head(&response, "location"), format!("/release/{release}{path}"));
        assert!(all(&response, "vary").to_lowercase().contains("accept-datetime"));
        let links = all(&response, "link");
        assert!(
            links.contains(&format!("<{path}>; rel=\"original timegate\"")),
            "{links}"
        );
        let memento = server.ask(head(&response, "location"), &[]);
        assert_eq!(memento.status(), 200);
        assert_eq!(head(&memento, "memento-datetime"), at(release));
        assert!(all(&memento, "link").contains("rel=\"timemap\""));
        assert_eq!(
            head(&memento, "content-location"),
            format!("/release/{release}{path}")
        );
    }
    assert!(
        server
            .text("/release/1/data/body/step-a", "*/*")
            .contains("\"Step A\"@en")
    );
    assert!(
        !server
            .text("/release/2/data/body/step-a", "*/*")
            .contains("\"Step A\"@en")
    );
    assert!(
        server
            .text("/release/1/page/body/step-a", "text/html")
            .contains("This is how release 1 of")
    );
    assert!(
        !server
            .text("/page/body/step-a", "text/html")
            .contains("This is how release")
    );
    let see = server.ask("/release/1/id/body/step-a", &[("accept", "text/html")]);
    assert_eq!(
        (see.status().as_u16(), head(&see, "location")),
        (303, "/release/1/page/body/step-a")
    );
    let old = server
        .ask("/release/1/dumps/wsis.nq", &[])
        .bytes()
        .expect("a dump");
    assert_eq!(old, fs::read(published().join("was-1/wsis.nq")).expect("a dump"));
    let now = server.ask("/data/body/step-a", &[]);
    assert_eq!(now.status(), 200);
    assert!(all(&now, "link").contains("</timemap/link/data/body/step-a>; rel=\"timemap\""));
}

/// Catches: a list of states that has too many or too few.
#[test]
fn the_states_that_are_kept_are_listed() {
    let server = serve(&published().join("build"));
    let map = server.text("/timemap/link/data/body/step-b", "*/*");
    assert_eq!(map.matches("memento\"; datetime=").count(), 2, "{map}");
    let map: serde_json::Value =
        serde_json::from_str(&server.text("/timemap/json/dumps/wsis.nq", "*/*")).expect("JSON");
    assert_eq!(map["mementos"]["list"].as_array().map(Vec::len), Some(3));
    let release: serde_json::Value = serde_json::from_str(&server.text("/release/2", "*/*")).expect("JSON");
    assert_eq!(release["release"]["id"], times()[1].id);
}

/// Catches: a 5xx, a panic or a guess for dates that are none and releases that are none.
#[test]
fn what_is_no_date_and_no_release_is_refused() {
    let server = serve(&published().join("build"));
    for date in [
        "yesterday",
        "2025-12-17T10:00:00Z",
        "Wed, 99 Dec 2025 10:00:00 GMT",
        "",
        "0",
    ] {
        let response = server.ask("/data/body/step-a", &[("accept-datetime", date)]);
        assert_eq!(response.status(), 400, "{date}");
        assert!(response.text().expect("a text").contains("Accept-Datetime"));
    }
    for path in [
        "/release/0",
        "/release/9/data/body/step-a",
        "/release/x/data/body/step-a",
        "/release/1/sparql",
        "/release/1/../../etc/passwd",
        "/release/1/dumps/..%2f..%2fhistory.json",
        "/timemap/link/data/body/none",
        "/timemap/xml/data/body/step-a",
        "/release/%31/data/body/step-a",
        "/release/4294967296/dumps/wsis.nq",
    ] {
        assert_eq!(server.ask(path, &[]).status(), 404, "{path}");
    }
    for names in [
        ["0", "1"],
        ["1", "9"],
        ["x", "1"],
        ["current", ""],
        ["../..", "1"],
    ] {
        let output = run(published(), &["diff", names[0], names[1]]);
        assert_eq!(output.status.code(), Some(1), "{names:?}");
        assert!(
            stderr(&output).contains("there is no release") && stdout(&output).is_empty(),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(run(published(), &["build", "--keep", "1"]).status.code(), Some(2));
}

/// A copy of the folder of releases that a test may damage.
fn damaged() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let build = folder.path().join("build");
    copy(&published().join("build/releases"), &build.join("releases"));
    copy(&published().join("build/changes"), &build.join("changes"));
    copy(&published().join("data"), &folder.path().join("data"));
    fs::copy(published().join("build/history.json"), build.join("history.json")).expect("a copy");
    let link = fs::read_link(published().join("build/current")).expect("a link");
    std::os::unix::fs::symlink(link, build.join("current")).expect("a link");
    folder
}

/// Catches: a publication on top of a history that nobody can read; a server that does not start for it.
#[test]
fn a_damaged_history_stops_a_build_and_not_the_server() {
    for (name, content) in [
        ("history.json", "{\"releases\": [{}]}"),
        ("history.json", "\u{0}"),
        ("changes/2.json", "{\"number\":2"),
    ] {
        let folder = damaged();
        let build = folder.path().join("build");
        fs::write(build.join(name), content).expect("a file");
        let server = serve(&build);
        for path in [
            "/feed.atom",
            "/feed/things.atom",
            "/ldes",
            "/ldes/1",
            "/timemap/link/data/body/step-a",
            "/release/1",
        ] {
            let response = server.ask(path, &[]);
            assert_eq!(response.status(), 503, "{path} with {name}");
            assert!(response.text().expect("a text").contains("damaged"));
        }
        assert_eq!(server.ask("/data/body/step-a", &[]).status(), 200);
        if name == "history.json" {
            write_state(folder.path(), &states()[0]);
            let was = current(&build);
            let output = run(folder.path(), &["build", "--data", "data"]);
            assert_eq!(output.status.code(), Some(1));
            assert!(
                stderr(&output).contains("history.json is damaged"),
                "{}",
                stderr(&output)
            );
            assert_eq!(current(&build), was, "the last good release stays");
            assert_eq!(names(&build.join("releases")).len(), 3, "nothing is left behind");
        }
    }
}

/// Catches: an old release that is missing and brings down the build or the server; changes that are lost with it.
#[test]
fn missing_releases_are_told_and_nothing_is_lost() {
    let folder = damaged();
    let build = folder.path().join("build");
    let entries = times();
    fs::remove_dir_all(build.join("releases").join(&entries[1].id)).expect("removed");
    let server = serve(&build);
    assert_eq!(server.ask("/release/2/data/body/step-a", &[]).status(), 410);
    let response = server.ask(
        "/data/body/step-c",
        &[("accept-datetime", "Fri, 31 Dec 9999 23:59:59 GMT")],
    );
    assert_eq!(head(&response, "location"), "/release/1/data/body/step-c");
    let output = run(folder.path(), &["diff", "2", "3"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("is not kept any more"),
        "{}",
        stderr(&output)
    );
    // The words of step-c in release 2 are in no other release; those of step-a are.
    let pages: String = (1..=3000)
        .map_while(|page| {
            let response = server.ask(&format!("/ldes/{page}"), &[("accept", "application/n-triples")]);
            (response.status() == 200).then(|| response.text().expect("a text"))
        })
        .collect();
    assert!(pages.contains("release/2/id/body/step-a>") && pages.contains("release/3/id/body/step-c>"));
    assert!(!pages.contains("release/2/id/body/step-c>"));
    // A publication after one whose release is missing: whoever follows gets every thing again.
    fs::remove_dir_all(build.join("releases").join(&entries[2].id)).expect("removed");
    write_state(folder.path(), &states()[1]);
    let output = run(folder.path(), &["build", "--data", "data"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("is missing"), "{}", stderr(&output));
    let last = History::read(&build)
        .expect("a history")
        .releases
        .pop()
        .expect("an entry");
    assert_eq!(last.number, 4);
    assert_eq!(last.changes.created + last.changes.updated, last.things);
}

/// Catches: a damaged old release that ends the server, an index that is believed although it is damaged.
#[test]
fn a_damaged_old_release_is_told() {
    let folder = damaged();
    let build = folder.path().join("build");
    let first = build.join("releases").join(&times()[0].id);
    fs::write(first.join("things.bin"), "rubbish").expect("a file");
    let server = serve(&build);
    assert!(
        server.text("/ldes/1", "text/turtle").contains("release/1/"),
        "the index is made again"
    );
    fs::write(first.join("wsis.nq"), "rubbish").expect("a file");
    let response = serve(&build).ask("/release/1/data/body/step-a", &[]);
    assert_eq!(response.status(), 503);
    let output = run(folder.path(), &["diff", "1", "2"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("wsis.nq: it is damaged at byte 0"),
        "{}",
        stderr(&output)
    );
}

/// Catches: releases that are kept for ever, a history that forgets them.
#[test]
fn only_the_last_releases_are_kept() {
    let folder = damaged();
    let build = folder.path().join("build");
    write_state(folder.path(), &states()[0].replace("Step A", "Step A once more"));
    fine(folder.path(), &["build", "--data", "data", "--keep", "2"]);
    let entries = History::read(&build).expect("a history").releases;
    let mut kept = [entries[2].id.clone(), entries[3].id.clone()];
    kept.sort();
    assert_eq!(names(&build.join("releases")), kept);
    assert_eq!(
        names(&build.join("changes")),
        ["1.json", "2.json", "3.json", "4.json"]
    );
    let server = serve(&build);
    let feed = server.text("/feed.atom", "*/*");
    assert_eq!(feed.matches("<entry>").count(), 4);
    assert_eq!(server.ask("/release/1/dumps/wsis.nq", &[]).status(), 410);
}
