//! Politeness: pauses, robots.txt, one connection a host, and an end to patience.

use std::fs;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use super::server::{Server, reply};
use super::{Case, case, english, serve, source};
use crate::common::stderr;

/// Catches: texts that are fetched, but not as sent, or whose origin is not written down.
#[test]
fn a_text_is_fetched_and_its_origin_noted() {
    let (case, server) = case(|_, stream| {
        let headers = [
            ("ETag", "\"one\""),
            ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("Content-Type", "text/plain"),
        ];
        reply(stream, "200 OK", &headers, &english());
    });
    let output = case.run(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("1 fetched, 0 unchanged, 0 missing, 0 refused, 0 rejected, 0 failed"));
    let text = case.text("A/RES/99/1.en.xml");
    assert_eq!(fs::read(&text).unwrap(), english());
    let record: serde_json::Value =
        serde_json::from_str(fs::read_to_string(case.text("fetched.jsonl")).unwrap().trim()).unwrap();
    let url = format!("http://127.0.0.1:{}/en/A/RES/99/1", server.port);
    for (key, value) in [
        ("path", "A/RES/99/1.en.xml"),
        ("symbol", "A/RES/99/1"),
        ("lang", "en"),
        ("source", "test"),
        ("url", &url),
        ("final_url", &url),
        ("etag", "\"one\""),
        ("media", "text/plain"),
    ] {
        assert_eq!(record[key], value, "{record}");
    }
    assert_eq!(
        (&record["status"], &record["identified"]),
        (&200.into(), &true.into())
    );
    assert_eq!(record["bytes"], english().len());
    let hash = record["sha256"].as_str().unwrap();
    let object = case.text(".cache/sha256").join(&hash[..2]).join(&hash[2..]);
    assert_eq!(fs::read(object).unwrap(), english());
    let changed = fs::metadata(&text).unwrap().modified().unwrap();
    assert_eq!(
        changed.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(),
        784_111_777
    );
    let request = &server.seen()[0];
    assert!(request.header("user-agent").unwrap().starts_with("wsis/"));
    assert_eq!(request.header("accept-encoding"), Some("identity"));
}

/// Catches: a second run that loads everything again, or writes what did not change.
#[test]
fn a_second_run_asks_only_for_what_changed() {
    let (case, server) = case(|request, stream| match request.header("if-none-match") {
        Some("\"one\"") => reply(stream, "304 Not Modified", &[("ETag", "\"one\"")], b""),
        _ => reply(stream, "200 OK", &[("ETag", "\"one\"")], &english()),
    });
    assert_eq!(case.one().1, "fetched");
    let text = case.text("A/RES/99/1.en.xml");
    let before = (fs::metadata(&text).unwrap().modified().unwrap(), case.files());
    assert_eq!(case.one(), (0, "unchanged".to_owned(), String::new()));
    assert_eq!(
        (fs::metadata(&text).unwrap().modified().unwrap(), case.files()),
        before
    );
    assert_eq!(server.seen().len(), 2);
    // A file that was lost is put back from the cache; one that was changed is asked for anew.
    fs::remove_file(&text).unwrap();
    assert_eq!(case.one().1, "unchanged");
    assert_eq!(fs::read(&text).unwrap(), english());
    fs::write(&text, "scribbled").unwrap();
    assert_eq!(case.one().1, "fetched");
    assert_eq!(fs::read(&text).unwrap(), english());
    let conditional: Vec<bool> = server
        .seen()
        .iter()
        .map(|r| r.header("if-none-match").is_some())
        .collect();
    assert_eq!(conditional, [false, true, true, false]);
}

/// Catches: a server without ETag that is asked for everything each time.
#[test]
fn a_date_will_do_instead_of_a_tag() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let (case, _server) = case(|request, stream| match request.header("if-modified-since") {
        Some(DATE) => reply(stream, "304 Not Modified", &[], b""),
        _ => reply(stream, "200 OK", &[("Last-Modified", DATE)], &english()),
    });
    assert_eq!(case.one().1, "fetched");
    assert_eq!(case.one().1, "unchanged");
}

/// Catches: asking again at once though the host asked for a pause.
#[test]
fn retry_after_is_waited_for() {
    let (case, server) = case(|request, stream| match request.count {
        1 => reply(stream, "429 Too Many Requests", &[("Retry-After", "1")], b""),
        _ => reply(stream, "200 OK", &[], &english()),
    });
    let start = Instant::now();
    assert_eq!(case.one().1, "fetched");
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(server.seen().len(), 2);
}

/// Catches: sleeping for an hour, or asking the other texts of a host that wants to be left alone.
#[test]
fn a_wait_too_long_ends_the_host() {
    let server = serve(|_, stream| reply(stream, "503 Busy", &[("Retry-After", "3600")], b""));
    let case = Case::new(3);
    case.list(&source("test", 1, server.port, "akn"));
    let (code, report) = case.report();
    assert_eq!((code, &report["counts"]["failed"]), (1, &3.into()));
    assert_eq!(server.seen().len(), 1, "the others are not asked");
    let told = report["problems"][0]["message"].as_str().unwrap();
    assert!(
        told.contains("3600 s") && told.contains("longer than 5 s"),
        "{told}"
    );
}

/// Catches: giving up at the first hiccup; never giving up.
#[test]
fn trouble_is_tried_again_and_comes_to_an_end() {
    let (case_, server) = case(|request, stream| match request.count {
        1..=2 => reply(stream, "500 Oops", &[], b""),
        _ => reply(stream, "200 OK", &[], &english()),
    });
    assert_eq!(case_.one().1, "fetched");
    assert_eq!(server.seen().len(), 3);

    let server = serve(|_, stream| reply(stream, "500 Oops", &[], b""));
    let case = Case::new(5);
    case.list(&source("test", 1, server.port, "akn"));
    let (code, report) = case.report();
    assert_eq!((code, &report["counts"]["failed"]), (1, &5.into()));
    assert_eq!(
        server.seen().len(),
        15,
        "four retries for each of three, then the host is given up"
    );
}

/// Catches: waiting for ever for a host that says nothing, or only a byte now and then.
#[test]
fn silence_and_dripping_end() {
    let (case, server) = case(|_, _| std::thread::sleep(Duration::from_secs(3)));
    let text = source("test", 1, server.port, "akn");
    case.list_with("read_seconds = 0.2\nretries = 1", &text);
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "failed"));
    assert!(said.contains("silent for too long (after 2 attempts)"), "{said}");

    let (case, server) = super::case(|_, stream| {
        use std::io::Write as _;
        super::server::head(stream, "200 OK", &[], "Content-Length: 100000\r\n");
        while stream.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let text = source("test", 1, server.port, "akn");
    case.list_with("total_seconds = 0.3\nretries = 0", &text);
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "failed"));
    assert!(said.contains("takes longer than"), "{said}");
}

/// Catches: counting what is not there as a fault, or what is withheld as not there.
#[test]
fn missing_and_refused_are_told_apart() {
    for (status, code, outcome, told) in [
        (
            "404 Not Found",
            0,
            "missing",
            "note W503 no source has A/RES/99/1 in en",
        ),
        ("410 Gone", 0, "missing", "note W503"),
        ("403 Forbidden", 1, "refused", "error W504"),
        ("401 Unauthorized", 1, "refused", "error W504"),
        ("418 Teapot", 1, "failed", "error W506"),
    ] {
        let (case, server) = case(move |_, stream| reply(stream, status, &[], b"<html>a page</html>"));
        let (got, ended, said) = case.one();
        assert_eq!((got, ended.as_str()), (code, outcome), "{status}: {said}");
        assert!(said.contains(told), "{status}: {said}");
        assert_eq!(server.seen().len(), 1, "{status} is no reason to ask again");
    }
}

/// Catches: robots.txt not asked, asked for every text, or not obeyed.
#[test]
fn robots_txt_is_obeyed() {
    let server = Server::start(|request, stream| match request.target.as_str() {
        "/robots.txt" => reply(
            stream,
            "200 OK",
            &[],
            b"User-agent: *\nAllow: /\n\nUser-agent: wsis\nDisallow: /en/A/RES/99/1$\nCrawl-delay: 0.4\n",
        ),
        _ => reply(stream, "200 OK", &[], &english()),
    });
    let case = Case::new(3);
    case.list(&source("test", 1, server.port, "akn"));
    let start = Instant::now();
    let (_, report) = case.report();
    assert!(
        start.elapsed() >= Duration::from_millis(400),
        "the delay between two texts"
    );
    assert_eq!(report["files"][0]["outcome"], "refused");
    assert!(
        report["problems"].to_string().contains("does not allow it"),
        "{report}"
    );
    let asked: Vec<String> = server.seen().into_iter().map(|r| r.target).collect();
    assert_eq!(asked, ["/en/A/RES/99/2", "/en/A/RES/99/3"]);
    assert_eq!(server.robots(), 1);
}

/// Catches: taking a host whose rules cannot be had for one without rules.
#[test]
fn a_host_whose_robots_txt_fails_is_left_alone() {
    let server = Server::start(|request, stream| match request.target.as_str() {
        "/robots.txt" => reply(stream, "500 Oops", &[], b""),
        _ => reply(stream, "200 OK", &[], &english()),
    });
    let case = Case::new(2);
    case.list(&source("test", 1, server.port, "akn"));
    let (code, report) = case.report();
    assert_eq!((code, &report["counts"]["failed"]), (1, &2.into()));
    assert!(
        report["problems"][0]["message"]
            .as_str()
            .unwrap()
            .contains("robots.txt"),
        "{report}"
    );
    assert!(server.seen().is_empty());
}

/// Catches: several connections to one host; hosts that wait for each other.
#[test]
fn one_connection_a_host_and_hosts_side_by_side() {
    // Either server answers only once the other was asked too.
    let met = Arc::new((Mutex::new([false; 2]), Condvar::new()));
    let start = |which: usize| {
        let met = Arc::clone(&met);
        serve(move |_, stream| {
            let (seen, bell) = &*met;
            let mut seen = seen.lock().unwrap();
            seen[which] = true;
            bell.notify_all();
            let wait = Duration::from_secs(10);
            let (seen, _) = bell
                .wait_timeout_while(seen, wait, |seen| !(seen[0] && seen[1]))
                .unwrap();
            let status = if seen[0] && seen[1] {
                "404 Not Found"
            } else {
                "500 Alone"
            };
            drop(seen);
            reply(stream, status, &[], b"");
        })
    };
    let (a, b) = (start(0), start(1));
    let case = Case::new(6);
    let odd = source("odd", 1, a.port, "akn").replace("A/*", "A/RES/99/1");
    let all = source("all", 2, b.port, "akn");
    case.list(&format!("{odd}{all}"));
    let (code, report) = case.report();
    assert_eq!((code, &report["counts"]["missing"]), (0, &6.into()), "{report}");
    assert_eq!((a.most(), b.most()), (1, 1));
}
