//! The list of sources: its mistakes, its lists of files, and what is asked of whom.

use std::fs;

use serde_json::Value;

use super::server::reply;
use super::{Case, english, renumbered, serve, source};
use crate::common::{fine, project, stderr, stdout};

/// Catches: a list that stops at its first mistake, or does not say where it is.
#[test]
fn every_mistake_of_a_list_is_shown_with_its_line() {
    let case = Case::new(1);
    fs::write(
        case.path().join("list.toml"),
        r#"[limits]
connect_seconds = -1
[[host]]
name = "a.example"
delay_seconds = 1e300
[[source]]
name = "a"
rank = 1
format = "xls"
serves = ["A/{symbol}"]
address = "https://{lang}.example/"
[[source]]
name = "b"
rank = 1
format = "pdf"
serves = ["A/{sesion}"]
address = "ftp://a.example/{lang}"
[[source]]
name = "c"
rank = 1
format = "pdf"
serves = ["A/*"]
address = "https://a.example/{symbol}"
[[source]]
name = "d"
rank = 1
formt = "pdf"
[[source]]
name = "e"
rank = 1
format = "pdf"
serves = ["A/*"]
sessions = { first = 3 }
address = "https://a.example/{lang}/{path}"
[[sources]]
"#,
    )
    .unwrap();
    let output = case.run(&[]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    for wanted in [
        "connect_seconds: -1 is no number of seconds",
        "list.toml:5",
        "there is no format `xls`",
        "list.toml:10",
        "list.toml:11",
        "there is no placeholder {sesion}",
        "list.toml:17",
        "the same for every language",
        "did you mean `format`?",
        "names no {session}",
        "{path} and `entries` need a list of files",
        "`sources` does not belong",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    let missing = case.run(&["--sources", "nowhere.toml"]);
    assert!(
        stderr(&missing).contains("error: the argument '--sources"),
        "given twice: wrong use"
    );
}

/// Catches: a list of files asked for every text; the wrong file chosen from it; a text that is not in it asked for.
#[test]
fn a_list_of_files_tells_the_address() {
    let server = serve(|request, stream| {
        let list = r#"{"tree":[
            {"path":"99session/English","type":"tree"},
            {"path":"99session/English/A_RES_99_1-3100001E.xml","type":"blob"},
            {"path":"99session/English/A_RES_99_1-3100002E.xml","type":"blob"},
            {"path":"99session/English/A RES 99_2.xml","type":"blob"}],"truncated":false}"#;
        let second = renumbered(2);
        match request.target.as_str() {
            "/list" => reply(stream, "200 OK", &[], list.as_bytes()),
            "/raw/99session/English/A_RES_99_1-3100002E.xml" => reply(stream, "200 OK", &[], &english()),
            "/raw/99session/English/A%20RES%2099_2.xml" => reply(stream, "200 OK", &[], &second),
            _ => reply(stream, "500 Not asked for", &[], b""),
        }
    });
    let case = Case::new(3);
    let address = format!("http://127.0.0.1:{}", server.port);
    case.list(&format!(
        "[[source]]\nname = \"listed\"\nrank = 1\nformat = \"akn\"\nserves = [\"A/RES/{{session}}/{{number}}\"]\n\
         private = true\nlisting = \"{address}/list\"\naddress = \"{address}/raw/{{path}}\"\n\
         entries = [\"{{session}}session/{{language}}/A_RES_{{session}}_{{number}}-*{{letter}}.xml\", \
         \"{{session}}session/{{language}}/A RES {{session}}_{{number}}.xml\"]\nsessions = {{ first = 99 }}\nlanguages = [\"en\"]\n"
    ));
    let (code, report) = case.report();
    assert_eq!(code, 0, "{report}");
    assert_eq!(
        (&report["counts"]["fetched"], &report["counts"]["missing"]),
        (&2.into(), &1.into()),
        "{report}"
    );
    let lists = server.seen().iter().filter(|r| r.target == "/list").count();
    assert_eq!((lists, server.seen().len()), (1, 3));
}

/// Catches: a list of files that is not there taken for a proof that no text is.
#[test]
fn a_list_that_cannot_be_had_is_a_fault() {
    for body in [None, Some("<html>"), Some(r#"{"tree":[],"truncated":true}"#)] {
        let server = serve(move |_, stream| match body {
            None => reply(stream, "404 Not Found", &[], b""),
            Some(body) => reply(stream, "200 OK", &[], body.as_bytes()),
        });
        let case = Case::new(2);
        let address = format!("http://127.0.0.1:{}", server.port);
        case.list(&format!(
            "[[source]]\nname = \"listed\"\nrank = 1\nformat = \"akn\"\nserves = [\"A/*\"]\nprivate = true\n\
             listing = \"{address}/list\"\naddress = \"{address}/raw/{{path}}\"\nentries = [\"{{lang}}\"]\n"
        ));
        let (code, report) = case.report();
        assert_eq!(code, 1, "{report}");
        assert_eq!(server.seen().len(), 1, "asked once for both texts");
        let told = report["problems"][0]["message"].as_str().unwrap();
        assert!(
            told.contains("A/RES/99/1 in en, A/RES/99/2 in en: the list of files at"),
            "{told}"
        );
    }
}

/// Catches: a dry run that asks; a choice that chooses something else.
#[test]
fn a_dry_run_asks_nothing() {
    let server = serve(|_, stream| reply(stream, "200 OK", &[], &english()));
    let case = Case::new(12);
    case.list(&source("test", 1, server.port, "akn"));
    let output = case.run(&["--dry-run", "--json", "--only", "a/res/99/1*"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let plan: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let asked: Vec<&str> = plan["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["symbol"].as_str().unwrap())
        .collect();
    assert_eq!(asked, ["A/RES/99/1", "A/RES/99/10", "A/RES/99/11", "A/RES/99/12"]);
    assert_eq!(plan["requests"][0]["file"], "A/RES/99/1.en.xml");
    let table = stdout(&case.run(&["--dry-run", "--only", "A/RES/99/2"]));
    assert!(
        table.starts_with("symbol")
            && table.contains(&format!("http://127.0.0.1:{}/en/A/RES/99/2", server.port))
    );
    let nothing = case.run(&["--only", "B/*"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(stderr(&nothing).contains("no document of the data has a symbol like `B/*`"));
    assert_eq!(case.run(&["--lang", "de"]).status.code(), Some(2));
    assert!(server.seen().is_empty() && !case.path().join("texts").exists());
}

/// Catches: a bundled list with a mistake, or one that leaves documents of the data unserved.
#[test]
fn the_bundled_list_serves_the_bundled_data() {
    let folder = tempfile::tempdir().unwrap();
    let plan: Value = serde_json::from_str(&fine(
        folder.path(),
        &["fetch", "--dry-run", "--json", "--records"],
    ))
    .unwrap();
    let requests = plan["requests"].as_array().unwrap();
    let first = |symbol: &str, lang: &str| {
        let mut found = requests
            .iter()
            .filter(|r| r["symbol"] == symbol && r["lang"] == lang);
        found
            .next()
            .map(|r| (r["source"].as_str().unwrap(), r["address"].as_str().unwrap()))
    };
    assert_eq!(first("A/RES/80/173", "ar").unwrap().0, "un-akn-general-assembly");
    assert_eq!(first("E/RES/2025/18", "fr").unwrap().0, "un-akn-ecosoc");
    assert_eq!(
        first("A/74/62-E/2019/6", "es").unwrap().1,
        "https://documents.un.org/api/symbol/access?s=A/74/62&l=es&t=doc"
    );
    assert_eq!(
        first("WSIS-05/TUNIS/DOC/6", "en").unwrap().1,
        "https://www.itu.int/net/wsis/docs2/tunis/off/6rev1.html"
    );
    assert!(
        requests
            .iter()
            .all(|r| r["address"].as_str().unwrap().starts_with("https://"))
    );
    assert!(
        requests
            .iter()
            .any(|r| r["lang"].is_null() && r["format"] == "marcxml")
    );
    let given = project().join("data/sources.toml");
    let given = given.to_str().unwrap();
    let again = fine(
        folder.path(),
        &["fetch", "--dry-run", "--json", "--records", "--sources", given],
    );
    assert_eq!(
        serde_json::from_str::<Value>(&again).unwrap(),
        plan,
        "the file and the copy in the program"
    );
}
