//! Downloads that broke off, and runs that were ended.

use std::fs;
use std::io::Write as _;
use std::time::{Duration, Instant};

use super::server::{cut, head, reply};
use super::{case, english, source};
use crate::common::stderr;

const TAG: (&str, &str) = ("ETag", "\"one\"");

/// Catches: loading again what is there already, or joining parts wrongly.
#[test]
fn a_broken_download_goes_on_where_it_stopped() {
    let (case, server) = case(|request, stream| {
        let text = english();
        match request.header("range") {
            None => cut(stream, &[TAG], text.len(), &text[..1000]),
            Some(range) => {
                let from: usize = range
                    .strip_prefix("bytes=")
                    .unwrap()
                    .trim_end_matches('-')
                    .parse()
                    .unwrap();
                let content = format!("bytes {from}-{}/{}", text.len() - 1, text.len());
                reply(
                    stream,
                    "206 Partial Content",
                    &[TAG, ("Content-Range", &content)],
                    &text[from..],
                );
            }
        }
    });
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (0, "fetched"), "{said}");
    assert_eq!(fs::read(case.text("A/RES/99/1.en.xml")).unwrap(), english());
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(
        (seen[1].header("range"), seen[1].header("if-range")),
        (Some("bytes=1000-"), Some("\"one\""))
    );
    assert!(
        case.files().iter().all(|file| !file.ends_with(".part")),
        "{:?}",
        case.files()
    );
}

/// Catches: two editions of a file joined into one; a part of another place taken.
#[test]
fn a_changed_file_begins_anew() {
    let (case_, server) = case(|request, stream| match request.count {
        1 => cut(stream, &[TAG], 5000, &b"old ".repeat(500)),
        _ => reply(stream, "200 OK", &[("ETag", "\"two\"")], &english()),
    });
    assert_eq!(case_.one().1, "fetched");
    assert_eq!(fs::read(case_.text("A/RES/99/1.en.xml")).unwrap(), english());
    assert!(server.seen()[1].header("range").is_some());

    let (case, _server) = case(|request, stream| match (request.count, request.header("range")) {
        (1, _) => cut(stream, &[TAG], english().len(), &english()[..100]),
        (_, Some(_)) => reply(
            stream,
            "206 Partial Content",
            &[TAG, ("Content-Range", "bytes 0-9/10")],
            b"0123456789",
        ),
        _ => reply(stream, "200 OK", &[TAG], &english()),
    });
    assert_eq!(case.one().1, "fetched");
    assert_eq!(fs::read(case.text("A/RES/99/1.en.xml")).unwrap(), english());
}

/// Catches: continuing where nobody can tell whether the file is still the same.
#[test]
fn without_a_strong_validator_nothing_is_continued() {
    for tag in [None, Some(("ETag", "W/\"weak\""))] {
        let (case, server) = case(move |request, stream| match request.count {
            1 => cut(stream, tag.as_slice(), english().len(), &english()[..1000]),
            _ => reply(stream, "200 OK", &[], &english()),
        });
        assert_eq!(case.one().1, "fetched");
        assert!(
            server
                .seen()
                .iter()
                .all(|request| request.header("range").is_none())
        );
    }
}

/// Catches: a file that always breaks off taken for a whole one.
#[test]
fn a_file_that_never_ends_well_is_no_file() {
    let (case, _server) = case(|_, stream| cut(stream, &[], english().len() + 10, &english()));
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "failed"), "{said}");
    assert!(
        said.contains("breaks off") && said.contains("5 attempts"),
        "{said}"
    );
    assert!(!case.text("A").exists());
}

/// Catches: a run that was ended and leaves half a file, a lock, or nothing to go on from.
#[test]
fn a_run_that_was_ended_is_taken_up() {
    let (case, server) = case(|request, stream| {
        let text = english();
        if let Some("bytes=1000-") = request.header("range") {
            let content = format!("bytes 1000-{}/{}", text.len() - 1, text.len());
            reply(
                stream,
                "206 Partial Content",
                &[TAG, ("Content-Range", &content)],
                &text[1000..],
            );
        } else {
            head(
                stream,
                "200 OK",
                &[TAG],
                &format!("Content-Length: {}\r\n", text.len()),
            );
            let _ = stream.write_all(&text[..1000]);
            std::thread::sleep(Duration::from_secs(30));
        }
    });
    case.list_with("read_seconds = 25", &source("test", 1, server.port, "akn"));
    let mut child = case.command(&[]).spawn().unwrap();
    let begun = || {
        let parts = case.text(".cache/parts");
        let parts = fs::read_dir(parts).into_iter().flatten().flatten();
        let lengths = parts.filter(|part| part.path().extension().is_some_and(|e| e == "part"));
        lengths.map(|part| part.metadata().unwrap().len()).sum::<u64>() == 1000
    };
    let start = Instant::now();
    while !begun() {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing came");
        std::thread::sleep(Duration::from_millis(20));
    }
    let busy = case.run(&[]);
    assert_eq!(busy.status.code(), Some(1));
    assert!(
        stderr(&busy).contains("another `wsis fetch` is writing in texts"),
        "{}",
        stderr(&busy)
    );
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!case.text("A").exists(), "half a text is none");
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (0, "fetched"), "{said}");
    assert_eq!(fs::read(case.text("A/RES/99/1.en.xml")).unwrap(), english());
}

/// Catches: a damaged record file that ends the program or is trusted.
#[test]
fn damaged_records_are_noted_and_mended() {
    let (case, _server) = case(|_, stream| reply(stream, "200 OK", &[TAG], &english()));
    assert_eq!(case.one().1, "fetched");
    let file = case.text("fetched.jsonl");
    let good = fs::read_to_string(&file).unwrap();
    let evil = good
        .replace("A/RES/99/1.en.xml", "../../../evil")
        .replace("A/RES/99/1\"", "A/RES/99/9\"");
    fs::write(&file, format!("no record\n{good}{evil}\u{0}")).unwrap();
    let (code, _, said) = case.one();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("W508"), "{said}");
    assert!(case.one().2.is_empty(), "written again whole");
}
