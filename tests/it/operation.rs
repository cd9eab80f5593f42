//! Running a server: logs, figures, readiness, settings, a graceful stop, a switch under load, the description.

use crate::common::{bundled, current, fine, fixture, project, run, stderr, wsis};
use crate::served::{Invented, PATIENCE, Program, ask, client, head};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use wsis::query::Limits;
use wsis::serve::{Watching, openapi};

const GRAPH: &str = "<https://w3id.org/wsis/id/body/b> a <https://w3id.org/wsis/ns#Body> .";

/// Catches: a request without its line, a line without a field or with the wrong figure, an address of a client
/// in the log, a path that breaks the line.
#[test]
fn every_request_is_one_line_of_json() {
    let program = Program::serve(bundled(), &["--log-format", "json"]);
    let body = ask(&format!("{}/data/body/cstd.nt", program.url), &[])
        .text()
        .unwrap();
    let line = program.line(|line| line.contains("/data/body/cstd.nt"));
    let event: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&event["method"], &event["status"]), (&"GET".into(), &200.into()));
    assert_eq!(event["bytes"], body.len());
    assert!(
        event["ms"].as_f64().unwrap() > 0.0 && event["complete"] == true,
        "{line}"
    );
    let release = current(&bundled().join("build"));
    assert_eq!(event["release"], release.file_name().unwrap().to_str().unwrap());
    assert_eq!(event["client"].as_str().unwrap().len(), 16);
    assert!(event["timestamp"].as_str().unwrap().ends_with('Z') && !line.contains("127.0.0.1"));

    ask(&format!("{}/id/%22%0A%7B", program.url), &[]);
    let line = program.line(|line| line.contains("%22%0A"));
    let event: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&event["level"], &event["status"]), (&"INFO".into(), &404.into()));
    client().head(format!("{}/", program.url)).send().unwrap();
    let line = program.line(|line| line.contains("HEAD"));
    assert!(
        line.contains("\"bytes\":0") && line.contains("\"complete\":true"),
        "{line}"
    );
}

/// Catches: a level that keeps nothing back, addresses that are not given when asked for, a proxy's client taken
/// for the proxy.
#[test]
fn logs_are_as_much_as_was_asked() {
    let program = Program::serve(
        bundled(),
        &["--log-addresses", "--client-header", "X-Forwarded-For"],
    );
    ask(
        &format!("{}/health", program.url),
        &[("x-forwarded-for", "192.0.2.7")],
    );
    let line = program.line(|line| line.contains("/health"));
    assert!(
        line.contains("client=\"192.0.2.7\"") && line.contains(" INFO "),
        "{line}"
    );
    let mut quiet = Program::serve(bundled(), &["--log-level", "warn"]);
    ask(&format!("{}/health", quiet.url), &[]);
    quiet.terminate();
    assert_eq!(
        quiet.line(|line| line.contains("health") || line.contains("Stopped")),
        "Stopped"
    );
    assert_eq!(quiet.ended(), Some(0));
}

/// The value of one figure.
fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| line.starts_with(name));
    let line = line.unwrap_or_else(|| panic!("{name} is not in {text}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

/// Catches: requests counted under the wrong route or status, strangers that make new names, bounds and releases
/// that nobody can see.
#[test]
fn figures_count_what_happened() {
    let limits = Limits {
        rows: 1,
        ..Limits::default()
    };
    let graph = format!("{GRAPH} <urn:a> <urn:p> <urn:b> , <urn:c> .");
    let server = Invented::serve(&graph, limits, None, Watching::default());
    for path in [
        "/data/body/b.nt",
        "/data/body/none",
        "/data/body/b",
        "/strange/1",
        "/strange/2",
    ] {
        server.get(path, &[]).bytes().unwrap();
    }
    let many = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D";
    assert_eq!(server.get(many, &[]).status(), 503);
    // A request is counted when its last byte is out, which may be after it is in here.
    std::thread::sleep(Duration::from_millis(200));
    let text = server.get("/metrics", &[]).text().unwrap();
    let requests = |labels: &str| figure(&text, &format!("wsis_http_requests_total{{{labels}}}"));
    assert_eq!(
        requests("method=\"GET\",route=\"/data/{*path}\",status=\"200\""),
        2.0
    );
    assert_eq!(
        requests("method=\"GET\",route=\"/data/{*path}\",status=\"404\""),
        1.0
    );
    assert_eq!(requests("method=\"GET\",route=\"none\",status=\"404\""), 2.0);
    assert_eq!(
        figure(&text, "wsis_http_request_seconds_count{route=\"/data/{*path}\"}"),
        3.0
    );
    assert!(figure(&text, "wsis_http_response_bytes_total{route=\"/data/{*path}\"}") > 300.0);
    assert_eq!(figure(&text, "wsis_queries_cut_off_total{bound=\"rows\"}"), 1.0);
    assert_eq!(figure(&text, "wsis_queries_cut_off_total{bound=\"time\"}"), 0.0);
    assert_eq!(figure(&text, "wsis_sparql_answers_total{outcome=\"kept\"}"), 0.0);
    assert!(
        text.contains("wsis_release_info{release=\"r1\",version="),
        "{text}"
    );
    assert_eq!(figure(&text, "wsis_release_quads"), 3.0);
    if cfg!(target_os = "linux") {
        assert!(figure(&text, "process_resident_memory_bytes") > 1e6);
    }
    assert!(!text.contains("strange"));
}

/// Catches: figures that the public can read although they have an address of their own.
#[test]
fn figures_can_have_an_address_of_their_own() {
    let program = Program::serve(
        bundled(),
        &["--metrics-bind", "127.0.0.1:0", "--log-format", "json"],
    );
    assert_eq!(ask(&format!("{}/metrics", program.url), &[]).status(), 404);
    drop(program);
    let mut own = wsis(bundled());
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    own.env("WSIS_METRICS_BIND", free.to_string());
    let program = Program::start(own, &[]);
    let text = ask(&format!("http://{free}/metrics"), &[]).text().unwrap();
    assert!(text.contains("wsis_release_info"), "{text}");
    assert_eq!(ask(&format!("http://{free}/ready"), &[]).status(), 200);
    assert_eq!(ask(&format!("http://{free}/sparql"), &[]).status(), 404);
    assert_eq!(ask(&format!("{}/metrics", program.url), &[]).status(), 404);
}

/// Catches: a server that says it is ready when it is about to stop or its release is gone; one that then calls
/// itself dead and is restarted for it.
#[test]
fn alive_and_ready_are_two_things() {
    let server = Invented::serve(GRAPH, Limits::default(), None, Watching::default());
    let ask = |path: &str| {
        let answer = server.get(path, &[]);
        (answer.status().as_u16(), answer.text().unwrap())
    };
    assert_eq!(ask("/health").0, 200);
    assert_eq!(ask("/ready").0, 200);
    let folder = server.state.current().release.dir.clone();
    std::fs::rename(&folder, folder.with_extension("away")).unwrap();
    let (status, text) = ask("/ready");
    assert!(status == 503 && text.contains("gone"), "{text}");
    std::fs::rename(folder.with_extension("away"), &folder).unwrap();
    server.state.stop();
    assert_eq!((ask("/ready").0, ask("/health").0), (503, 200));
}

/// Bytes of a dump that no buffers of a connection hold.
const BIG: u64 = 64 << 20;

/// The bundled release with one more dump, which is big.
fn with_a_big_dump() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = current(&bundled().join("build"));
    let id = from.file_name().unwrap();
    let to = folder.path().join("build").join(id);
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(from.join("wsis.nq"), to.join("wsis.nq")).unwrap();
    let mut manifest: Value =
        serde_json::from_slice(&std::fs::read(from.join("manifest.json")).unwrap()).unwrap();
    manifest["files"] = serde_json::json!([
        { "name": "big.nt", "media_type": "application/n-triples", "bytes": BIG, "sha256": "b16" },
    ]);
    std::fs::write(to.join("manifest.json"), manifest.to_string()).unwrap();
    std::fs::File::create(to.join("big.nt"))
        .unwrap()
        .set_len(BIG)
        .unwrap();
    std::os::unix::fs::symlink(id, folder.path().join("build/current")).unwrap();
    folder
}

/// A client that has begun to read the big dump and waits.
fn slow_client(program: &Program) -> TcpStream {
    let mut dump = TcpStream::connect(program.url.trim_start_matches("http://")).unwrap();
    write!(dump, "GET /dumps/big.nt HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    dump.read_exact(&mut [0; 100]).unwrap();
    dump
}

/// A query that takes long, but ends.
const SLOW: &str = "SELECT (COUNT(*) AS ?n) { ?a a wsis:Paragraph . ?a a ?c . ?b a ?c FILTER(STRLEN(REPLACE(STR(?b), '[0-9]', '')) < STRLEN(STR(?a))) }";

/// Catches: a stop that breaks running answers off, waits for nothing, lets new clients in, or ends with a failure.
#[test]
fn a_stop_lets_running_answers_finish() {
    let folder = with_a_big_dump();
    let mut program = Program::serve(folder.path(), &["--stop-seconds", "60", "--query-seconds", "60"]);
    let address = program.url.trim_start_matches("http://").to_owned();
    let mut dump = slow_client(&program);

    let done = Arc::new(AtomicBool::new(false));
    let url = format!("{}/sparql?as=csv&query={}", program.url, encode(SLOW));
    let (seen, asked) = (Arc::clone(&done), Instant::now());
    let query = std::thread::spawn(move || {
        let answer = ask(&url, &[]);
        seen.store(true, Ordering::SeqCst);
        (answer.status().as_u16(), answer.text().unwrap())
    });
    std::thread::sleep(Duration::from_millis(300));
    assert!(
        !done.load(Ordering::SeqCst),
        "the query is too fast to prove anything"
    );
    program.terminate();
    std::thread::sleep(Duration::from_millis(200));
    let refused = TcpStream::connect(&address);
    assert!(refused.is_err(), "a stopping server takes nobody new");

    let (status, text) = query.join().unwrap();
    assert_eq!(status, 200, "after {:?}: {text}", asked.elapsed());
    assert!(text.starts_with("n\r\n") && text.trim().len() > 2, "{text}");
    dump.set_read_timeout(Some(PATIENCE)).unwrap();
    let read = std::io::copy(&mut dump, &mut std::io::sink()).unwrap();
    assert!(read > BIG, "the whole dump arrives, not {read} bytes of it");
    assert_eq!(program.ended(), Some(0));
}

/// Catches: a stop that waits for ever for an answer that does not end.
#[test]
fn a_stop_does_not_wait_longer_than_told() {
    let folder = with_a_big_dump();
    let mut program = Program::serve(folder.path(), &["--stop-seconds", "1"]);
    let _dump = slow_client(&program);
    let start = Instant::now();
    program.terminate();
    program.line(|line| line.contains("did not end within 1 second"));
    assert_eq!(program.ended(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

/// Catches: a request that fails, hangs or is answered from two releases while a new one takes over.
#[test]
fn a_new_release_under_load_loses_no_request() {
    let folder = tempfile::tempdir().unwrap();
    fine(folder.path(), &["build"]);
    let program = Program::serve(folder.path(), &["--log-level", "off"]);
    let stop = Arc::new(AtomicBool::new(false));
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let (url, stop) = (program.url.clone(), Arc::clone(&stop));
            std::thread::spawn(move || load(&url, &stop, worker))
        })
        .collect();
    let before = release(&program.url);
    let texts = fixture("akn");
    // The invented texts have mistakes on purpose: the release is published all the same.
    let output = run(
        folder.path(),
        &["build", "--no-gate", "--texts", texts.to_str().unwrap()],
    );
    assert!(output.status.code() <= Some(1), "{}", stderr(&output));
    let start = Instant::now();
    while release(&program.url) == before {
        assert!(start.elapsed() < PATIENCE, "the new release is not served");
    }
    std::thread::sleep(Duration::from_millis(500));
    stop.store(true, Ordering::SeqCst);
    let answered: Vec<BTreeMap<u16, usize>> =
        workers.into_iter().map(|worker| worker.join().unwrap()).collect();
    let good: usize = answered.iter().filter_map(|counts| counts.get(&200)).sum();
    let all: usize = answered.iter().flat_map(BTreeMap::values).sum();
    assert!(good == all && all > 300, "{answered:?}");
}

/// Asks until told to stop, half of the time over new connections; counts what came.
fn load(url: &str, stop: &AtomicBool, worker: usize) -> BTreeMap<u16, usize> {
    let mut counts = BTreeMap::new();
    let paths = [
        "/page/body/cstd",
        "/data/body/cstd.nt",
        "/sparql?query=ASK%20%7B%20%3Fs%20a%20wsis%3ABody%20%7D",
        "/",
    ];
    for turn in worker.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let mut request = client().get(format!("{url}{}", paths[turn % paths.len()]));
        if turn % 2 == 0 {
            request = request.header("connection", "close");
        }
        // A failure to connect or to read the whole body counts as a lost request.
        let status = request.send().and_then(|answer| {
            let status = answer.status().as_u16();
            answer.bytes().map(|_| status)
        });
        *counts.entry(status.unwrap_or(0)).or_default() += 1;
    }
    counts
}

fn release(url: &str) -> String {
    let health = ask(&format!("{url}/health"), &[]).text().unwrap();
    let health: Value = serde_json::from_str(&health).unwrap();
    health["release"].as_str().unwrap().to_owned()
}

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// Catches: a setting that the page of reference does not have or has with another name or default; a row for
/// a setting that is gone.
#[test]
fn the_readme_has_every_setting_of_the_server() {
    let help = fine(&project(), &["serve", "--help"]);
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| `--"))
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .collect()
        })
        .collect();
    let between = |text: &str, begin: &str, end: &str| {
        let (_, rest) = text.split_once(begin)?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    let mut expected = BTreeSet::new();
    for option in help.split("\n      --").skip(1) {
        let flag = format!("--{}", option.split([' ', '\n']).next().unwrap());
        let option = option.split_whitespace().collect::<Vec<_>>().join(" ");
        let variable = between(&option, "[env: ", "=").unwrap_or_default();
        assert!(!variable.is_empty(), "{flag} has no variable");
        let default = between(&option, "[default: ", "]").unwrap_or_default();
        expected.insert((flag, variable, default));
    }
    let found: BTreeSet<_> = rows
        .iter()
        .map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned()))
        .collect();
    assert_eq!(found, expected);
    assert!(expected.len() >= 9 && rows.iter().all(|row| row.len() == 4 && !row[3].is_empty()));
}

/// Catches: variables that are not read, or read without being checked.
#[test]
fn settings_come_from_the_environment_and_are_checked() {
    for (variable, value) in [
        ("WSIS_BASE_URL", "wsis.example.org"),
        ("WSIS_BASE_URL", "ftp://wsis.example.org"),
        ("WSIS_BIND", "nowhere"),
        ("WSIS_STOP_SECONDS", "-1"),
        ("WSIS_LOG_FORMAT", "xml"),
        ("WSIS_METRICS_BIND", "9090"),
    ] {
        let output = wsis(bundled())
            .arg("serve")
            .env(variable, value)
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{variable}={value}: {}",
            stderr(&output)
        );
    }
    let mut command = wsis(bundled());
    command.env("WSIS_BASE_URL", "https://wsis.example.org/");
    command.env("WSIS_LOG_ADDRESSES", "1");
    let program = Program::start(command, &[]);
    let answer = ask(&format!("{}/id/body/cstd", program.url), &[]);
    assert_eq!(
        head(answer.headers(), "location"),
        "https://wsis.example.org/data/body/cstd"
    );
    program.line(|line| line.contains("client=\"127.0.0.1\""));
    assert_eq!(
        run(bundled(), &["serve", "--base-url", "https://x.example/?q"])
            .status
            .code(),
        Some(2)
    );
}

/// Catches: a route that the description forgets, or one it has that is gone; a committed description that is
/// older than the code; one that the server does not give.
#[test]
fn the_description_is_current_and_has_every_route() {
    let path = project().join("openapi.json");
    let text = openapi("");
    if std::env::var_os("WSIS_WRITE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "openapi.json is old: WSIS_WRITE=1 cargo test --release --test it description_is_current"
    );

    let description: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(description["openapi"], "3.1.1");
    let described: BTreeSet<String> = description["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    // The router does not tell its routes, so they are read where they stand. Those of the
    // other address are the same.
    let source = concat!(
        include_str!("../../src/serve/routes.rs"),
        include_str!("../../src/serve/step/mod.rs"),
        include_str!("../../src/serve/reconcile/mod.rs")
    );
    let routes: BTreeSet<String> = source
        .split(".route(")
        .skip(1)
        .map(|rest| rest.split('"').nth(1).unwrap().replace("{*", "{"))
        .collect();
    assert_eq!(described, routes);
    let posts = description["paths"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, item)| item.get("post").is_some());
    let taking = source.matches(").post(").count() + source.matches(", post(").count();
    assert_eq!(posts.count(), taking);
    let mut ids = BTreeSet::new();
    for operation in description["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
    {
        assert!(
            ids.insert(operation["operationId"].as_str().unwrap()),
            "{operation}"
        );
    }

    let server = Invented::serve(
        GRAPH,
        Limits::default(),
        Some("https://wsis.example"),
        Watching::default(),
    );
    let given = server.get("/openapi.json", &[]).text().unwrap();
    let given: Value = serde_json::from_str(&given).unwrap();
    assert_eq!(given["servers"][0]["url"], "https://wsis.example");
    assert_eq!(given["paths"], description["paths"]);
}

/// Catches: a ready-made question that is evaluated although its answer was prepared, a prepared answer that
/// differs from the one that is found, one given for other graphs.
#[test]
fn ready_made_questions_are_answered_before_they_are_asked() {
    let program = Program::serve(bundled(), &[]);
    let health = || -> Value {
        let text = ask(&format!("{}/health", program.url), &[]).text().unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let questions = wsis::query::library::all();
    let began = Instant::now();
    while health()["prepared_answers"] != questions.len() {
        assert!(began.elapsed() < PATIENCE, "{}", health());
        std::thread::sleep(Duration::from_millis(50));
    }
    let url = format!("{}/sparql", program.url);
    let sent = |parameters: &str, query: &str| {
        let request = client().post(format!("{url}{parameters}"));
        let request = request
            .header("accept", "text/csv")
            .header("content-type", "application/sparql-query");
        request.body(query.to_owned()).send().unwrap().text().unwrap()
    };
    let question = questions
        .iter()
        .find(|query| query.name == "mandates-by-year-and-force")
        .unwrap();
    let prepared = sent("", &question.text);
    assert_eq!(
        (
            &health()["queries"]["prepared"],
            &health()["queries"]["evaluated"]
        ),
        (&1.into(), &0.into())
    );
    // Another text of the same question, which nobody prepared.
    let found = sent("", &format!("{} #", question.text));
    assert_eq!(health()["queries"]["evaluated"], 1);
    assert_eq!(found, prepared);
    assert!(prepared.lines().count() > 3);
    let elsewhere = sent("?default-graph-uri=http://example.org/none", &question.text);
    assert_eq!(elsewhere.lines().count(), 1, "{elsewhere}");
}
