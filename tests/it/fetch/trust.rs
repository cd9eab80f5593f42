//! What is not the text asked for is not taken, and no address leads where it should not.

use std::fs;
use std::io::Write as _;

use super::server::{head, reply};
use super::{Case, case, english, renumbered, serve, source};
use crate::common::{fixture, stderr};

/// Catches: files taken unseen. Each of these has status 200.
#[test]
fn what_is_not_the_text_is_put_aside() {
    let arabic = fs::read(fixture("akn/lists.ar.xml")).unwrap();
    for (body, told) in [
        (renumbered(7), "the text of A/RES/99/7 in en came instead"),
        (arabic, "the text of A/RES/99/1 in ar came instead"),
        (
            b"<!DOCTYPE html><title>Sorry</title>".to_vec(),
            "a web page titled \"Sorry\" came instead of an Akoma",
        ),
        (
            b"<html>Are you HUMAN?</html>".to_vec(),
            "keeps programs out (it says \"are you human\")",
        ),
        (
            b"{\"message\":\"no\"}".to_vec(),
            "something else (JSON, but not the paragraphs of a text) came instead",
        ),
        (Vec::new(), "an empty answer came instead"),
        (b"<akomaNtoso/>".to_vec(), "does not say whose text it is"),
    ] {
        let sent = body.clone();
        let (case, _server) = case(move |_, stream| reply(stream, "200 OK", &[], &sent));
        let (code, outcome, said) = case.one();
        assert_eq!((code, outcome.as_str()), (1, "rejected"), "{said}");
        assert!(
            said.starts_with("error W505") && said.contains(told),
            "{told}: {said}"
        );
        let aside = case.text(".rejected/A/RES/99/1.en.xml.test.rejected");
        assert_eq!(fs::read(aside).unwrap(), body);
        assert!(!case.text("A").exists(), "no text");
    }
}

/// Catches: a wall that answers with any status and shows itself only in a header.
#[test]
fn a_wall_is_known_by_its_header() {
    let (case, server) = case(|_, stream| reply(stream, "202 Accepted", &[("X-Wall", "challenge")], b""));
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "refused"));
    assert!(
        said.contains("W504") && said.contains("keeps programs out"),
        "{said}"
    );
    assert_eq!(server.seen().len(), 1, "asking again would be rude");
}

/// Catches: giving up where another source has the text, and hiding that the first one failed.
#[test]
fn the_next_source_steps_in() {
    let server = serve(|request, stream| match request.target.as_str() {
        "/en/A/RES/99/1" => reply(stream, "200 OK", &[], b"<html>Gone</html>"),
        _ => reply(stream, "200 OK", &[], &english()),
    });
    let case = Case::new(1);
    let second = source("second", 2, server.port, "akn").replace("/{lang}/", "/other/{lang}/");
    case.list(&format!("{second}{}", source("first", 1, server.port, "akn")));
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (0, "fetched"), "{said}");
    assert!(
        said.contains("warning W505") && said.contains("another source gave it"),
        "{said}"
    );
    assert_eq!(fs::read(case.text("A/RES/99/1.en.xml")).unwrap(), english());
}

/// Catches: rubbish loaded again in every run; rubbish that stays rubbish though the list of marks was mended.
#[test]
fn what_was_put_aside_is_judged_again_without_loading_it() {
    let (case, server) = case(|request, stream| match request.header("if-none-match") {
        Some("\"one\"") => reply(stream, "304 Not Modified", &[], b""),
        _ => reply(
            stream,
            "200 OK",
            &[("ETag", "\"one\"")],
            b"%PDF-1.7 are you human",
        ),
    });
    let text = source("test", 1, server.port, "akn");
    for _ in 0..2 {
        let (code, outcome, said) = case.one();
        assert_eq!((code, outcome.as_str()), (1, "rejected"), "{said}");
    }
    assert!(case.text(".rejected/A/RES/99/1.en.xml.test.rejected").exists());
    assert!(
        !fs::read_to_string(case.text("fetched.jsonl"))
            .unwrap()
            .contains("rejected")
    );
    case.list(&text.replace("\"akn\"", "\"pdf\""));
    assert_eq!(case.one().1, "fetched");
    assert_eq!(case.one().1, "unchanged");
    assert!(case.text("A/RES/99/1.en.pdf").exists());
    assert!(!case.text(".rejected/A/RES/99/1.en.xml.test.rejected").exists());
    let loaded = server
        .seen()
        .iter()
        .filter(|r| r.header("if-none-match").is_none())
        .count();
    assert_eq!((loaded, server.seen().len()), (1, 4));
}

/// Catches: an old file of another format that stays beside the better one.
#[test]
fn a_better_format_replaces_the_file() {
    let server = serve(|request, stream| match request.target.as_str() {
        "/en/A/RES/99/1" => reply(stream, "200 OK", &[], &english()),
        _ => reply(stream, "200 OK", &[], b"%PDF-1.7 invented"),
    });
    let case = Case::new(1);
    let pdf = source("pdf", 2, server.port, "pdf").replace("/{lang}/", "/other/{lang}/");
    case.list(&pdf);
    let (code, _, said) = case.one();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("note W507"), "only the format was verified: {said}");
    assert!(case.text("A/RES/99/1.en.pdf").exists());
    case.list(&format!("{pdf}{}", source("akn", 1, server.port, "akn")));
    assert_eq!(case.one().1, "fetched");
    assert!(case.text("A/RES/99/1.en.xml").exists() && !case.text("A/RES/99/1.en.pdf").exists());
}

/// Catches: redirects followed without end, in circles, or to what is no address.
#[test]
fn redirects_end() {
    for (location, told) in [
        ("/en/A/RES/99/1", "circle"),
        ("deeper/", "more than 5 redirects"),
        ("file:///etc/passwd", "no address of the web"),
        ("http://user:secret@127.0.0.1/", "holds a password"),
        ("http://[", "no address"),
    ] {
        let (case, server) =
            case(move |_, stream| reply(stream, "302 Found", &[("Location", location)], b""));
        let (code, outcome, said) = case.one();
        assert_eq!((code, outcome.as_str()), (1, "refused"), "{location}: {said}");
        assert!(said.contains(told) && !said.contains("secret"), "{told}: {said}");
        assert!(server.seen().len() <= 6, "{}", server.seen().len());
    }
}

/// Catches: a redirect that sends the program to machines of its own network.
#[test]
fn redirects_to_private_addresses_are_refused() {
    let secret = serve(|_, stream| reply(stream, "200 OK", &[], &english()));
    let port = secret.port;
    for location in [
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "http://10.0.0.1/".to_owned(),
        "http://[::1]/".to_owned(),
        format!("http://127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        format!("http://[::ffff:127.0.0.1]:{port}/x"),
        format!("http://2130706433:{port}/x"),
    ] {
        let to = location.clone();
        let (case, _server) = case(move |_, stream| reply(stream, "302 Found", &[("Location", &to)], b""));
        let (code, outcome, said) = case.one();
        assert_eq!((code, outcome.as_str()), (1, "refused"), "{location}: {said}");
        assert!(said.contains("never asked"), "{location}: {said}");
    }
    assert!(
        secret.seen().is_empty() && secret.robots() == 0,
        "never contacted"
    );
}

/// Catches: a list of sources that reaches into the local network without saying so; a permission that is wider
/// than the host and port it names.
#[test]
fn a_private_source_needs_permission() {
    let server = serve(|_, stream| reply(stream, "200 OK", &[], &english()));
    let case = Case::new(1);
    let text = source("test", 1, server.port, "akn");
    case.list(&text.replace("private = true\n", ""));
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "refused"), "{said}");
    case.list(
        &text
            .replace("127.0.0.1", "localhost")
            .replace("private = true\n", ""),
    );
    assert_eq!(case.one().1, "refused");
    assert!(
        server.seen().is_empty() && server.robots() == 0,
        "never contacted"
    );
    case.list(&text.replace("127.0.0.1", "localhost"));
    assert_eq!(case.one().1, "fetched", "permitted by name");
}

/// Catches: an answer without end that fills the disk.
#[test]
fn an_endless_answer_is_cut_off() {
    let (case, server) = case(|_, stream| {
        head(
            stream,
            "200 OK",
            &[("ETag", "\"a\"")],
            "Transfer-Encoding: chunked\r\n",
        );
        let chunk = [&b"1000\r\n"[..], &[b'a'; 4096], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    });
    case.list_with("max_bytes = 50000", &source("test", 1, server.port, "akn"));
    let (code, outcome, said) = case.one();
    assert_eq!((code, outcome.as_str()), (1, "rejected"));
    assert!(said.contains("larger than 50000 bytes"), "{said}");
    assert_eq!(server.seen().len(), 1, "not asked again");
    assert_eq!(case.files(), ["fetched.jsonl"], "nothing is kept");
}

/// Catches: a length that is believed before it is checked; a file that is packed though nobody asked.
#[test]
fn announced_lengths_and_packed_files_are_refused() {
    let (case_, _server) = case(|_, stream| head(stream, "200 OK", &[], "Content-Length: 99999999999\r\n"));
    assert!(case_.one().2.contains("larger than"));
    let (case_, _server) = case(|_, stream| reply(stream, "200 OK", &[("Content-Encoding", "gzip")], b"x"));
    assert!(case_.one().2.contains("packs the file"));
}

/// Catches: garbage that ends the program instead of the attempt.
#[test]
fn garbage_is_no_answer() {
    for garbage in [
        &b"\x00\x01\x02\xFF\r\n\r\n"[..],
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"",
    ] {
        let (case, server) = case(move |_, stream| {
            let _ = stream.write_all(garbage);
            super::server::finish(stream);
        });
        case.list_with("retries = 1", &source("test", 1, server.port, "akn"));
        let (code, outcome, said) = case.one();
        assert_eq!((code, outcome.as_str()), (1, "failed"), "{garbage:?}: {said}");
        assert!(said.contains("after 2 attempts"), "{said}");
    }
    let (case, _server) = case(|_, stream| {
        let many = "X-A: b\r\n".repeat(1000);
        head(stream, "200 OK", &[], &many);
    });
    let output = case.run(&[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}
