//! The command line: help, exit codes, formats, pipes.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use crate::common::{bundled, fine, fixture, run, run_with, stderr, stdout, wsis};

const COMMANDS: [&str; 8] = [
    "fetch",
    "build",
    "serve",
    "query",
    "export",
    "convert",
    "check",
    "completions",
];
const FORMATS: [(&str, &str); 6] = [
    ("nq", "wsis.nq"),
    ("nt", "wsis.nt"),
    ("ttl", "wsis.ttl"),
    ("trig", "wsis.trig"),
    ("jsonld", "wsis.jsonld"),
    ("rdfxml", "wsis.rdf"),
];

/// Catches: a command that explains itself to nobody.
#[test]
fn help_of_every_command_has_examples() {
    let folder = bundled();
    assert!(fine(folder, &["--help"]).contains("Exit codes: 0"));
    for command in COMMANDS {
        let help = fine(folder, &[command, "--help"]);
        assert!(
            help.contains("Examples:") && help.contains(&format!("wsis {command}")),
            "{help}"
        );
        assert!(
            fine(folder, &["--help"]).contains(&format!("  {command} ")),
            "{command}"
        );
    }
}

/// Catches: examples in the help that do not work: those that name an option nobody knows.
#[test]
fn examples_name_questions_that_exist() {
    let folder = bundled();
    let list = fine(folder, &["query", "--list"]);
    let help = fine(folder, &["query", "--help"]) + &fine(folder, &["--help"]);
    let asked = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("wsis query "));
    let names = asked
        .filter_map(|rest| rest.split(' ').next())
        .filter(|name| !name.starts_with('-'));
    for name in names {
        assert!(list.contains(&format!("{name} ")), "{name} is an example");
    }
}

/// Catches: wrong use that looks like success, or like a problem of the data.
#[test]
fn wrong_use_is_exit_code_2() {
    let folder = bundled();
    let cases: [&[&str]; 9] = [
        &[],
        &["frobnicate"],
        &["build", "--frobnicate"],
        &["query"],
        &["query", "next-review", "--json", "--format", "csv"],
        &["export"],
        &["export", "--format", "docx"],
        &["serve", "--bind", "nowhere"],
        &["check", "--explain", "W999"],
    ];
    for arguments in cases {
        let output = run(folder, arguments);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(
            output.stdout.is_empty() && !output.stderr.is_empty(),
            "{arguments:?}"
        );
    }
    assert!(
        stderr(&run(folder, &["biuld"])).contains("build"),
        "a near command is named"
    );
}

/// Catches: a missing release that is made in silence, or told as a system error.
#[test]
fn without_a_release_the_next_step_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [["query", "next-review", "--json"], ["export", "--format", "nq"]] {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("run `wsis build` first"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!folder.path().join("build").exists());
}

/// Catches: a list without titles; a misspelt name that ends in a bare "not found".
#[test]
fn questions_are_listed_and_near_names_suggested() {
    let folder = bundled();
    let list = fine(folder, &["query", "--list"]);
    assert!(list.lines().count() >= 15);
    assert!(list.lines().all(|line| {
        line.split_once("  ")
            .is_some_and(|(_, title)| !title.trim().is_empty())
    }));
    let output = run(folder, &["query", "igf-mandate-histroy"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("did you mean `igf-mandate-history`?"),
        "{}",
        stderr(&output)
    );
    let output = run(folder, &["query", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqq"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("--list"), "{}", stderr(&output));
}

/// Catches: a query that is not taken from where it was said to be.
#[test]
fn a_query_comes_from_a_name_a_file_or_standard_input() {
    let own = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string(crate::common::project().join("queries/next-review.rq")).expect("a query");
    let file = own.path().join("mine.rq");
    fs::write(&file, &text).expect("a file");
    let folder = bundled();
    let name = file.display().to_string();
    let by_name = fine(folder, &["query", "next-review", "--format", "csv"]);
    assert!(by_name.starts_with("review,due,"), "{by_name}");
    assert_eq!(by_name, fine(folder, &["query", &name, "--format", "csv"]));
    let piped = run_with(folder, &["query", "-", "--format", "csv"], &text);
    assert_eq!(by_name, stdout(&piped));
    let missing = run(folder, &["query", "nowhere.rq"]);
    assert_eq!(missing.status.code(), Some(1), "a file that does not exist");
}

/// Catches: a place that counts lines of our prefixes, a stack of parser's words without a place.
#[test]
fn a_syntax_error_is_told_with_line_and_column() {
    let output = run_with(bundled(), &["query", "-"], "SELECT ?s\nWHER { ?s ?p ?o }");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("line 2, column "), "{said}");
    assert!(output.stdout.is_empty());
}

/// Catches: a format that is offered and not written, or written as another.
#[test]
fn answers_come_in_every_format() {
    let folder = bundled();
    let signs = [
        ("table", "askedBy"),
        ("csv", "review,due,askedBy"),
        ("tsv", "?review\t?due\t?askedBy"),
        ("json", "{\"head\":"),
        ("xml", "<?xml version=\"1.0\""),
    ];
    for (format, sign) in signs {
        let answer = fine(folder, &["query", "next-review", "--format", format]);
        assert!(
            answer.contains(sign) && answer.contains("2035"),
            "{format}: {answer}"
        );
    }
    let json = fine(folder, &["query", "next-review", "--json"]);
    assert_eq!(json, fine(folder, &["query", "next-review", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["results"]["bindings"].as_array().map(Vec::len), Some(1));
    let output = run(folder, &["query", "next-review", "--format", "docx"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("csv"), "the formats are named");
}

/// Catches: a graph that comes in no RDF format, or a table format that takes it.
#[test]
fn graphs_come_in_every_rdf_format() {
    let query = "CONSTRUCT { ?m a wsis:Mandate } WHERE { ?m a wsis:Mandate }";
    let ask = |format: &str| run_with(bundled(), &["query", "-", "--format", format], query);
    for (format, sign) in [
        ("ttl", "@prefix"),
        ("nt", "<https://w3id.org/wsis/ns#Mandate> ."),
        ("jsonld", "\"@id\""),
    ] {
        let output = ask(format);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        assert!(stdout(&output).contains(sign), "{format}");
    }
    let refused = ask("csv");
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("ttl"), "{}", stderr(&refused));
    assert!(
        stdout(&run_with(bundled(), &["query", "-"], query)).contains("@prefix"),
        "Turtle by default"
    );
}

/// Catches: an export that is not the dump, a file that is compressed wrongly or not at all.
#[test]
fn exports_are_the_dumps_compressed_or_not() {
    let own = tempfile::tempdir().expect("a folder");
    let release = crate::common::current(&bundled().join("build"));
    for (format, name) in FORMATS {
        let dump = fs::read(release.join(name)).expect("a dump");
        let output = run(bundled(), &["export", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        assert!(output.stdout == dump, "{format} on standard output");
        let plain = own.path().join(name);
        fine(
            bundled(),
            &["export", "--format", format, "-o", &plain.display().to_string()],
        );
        assert!(fs::read(&plain).expect("a file") == dump, "{format} to a file");
        let packed = own.path().join(format!("{name}.gz"));
        fine(
            bundled(),
            &["export", "--format", format, "-o", &packed.display().to_string()],
        );
        let file = fs::File::open(&packed).expect("a file");
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(file)
            .read_to_end(&mut unpacked)
            .expect("gzip");
        assert!(unpacked == dump, "{format} compressed");
        let piped = run(bundled(), &["export", "--format", format, "--gzip"]);
        assert!(
            piped.stdout == fs::read(&packed).expect("a file"),
            "{format}: --gzip is the same"
        );
    }
}

/// Catches: a table or a bibliography that is not the file of the release; combinations that mean nothing and are
/// taken for something.
#[test]
fn tables_and_literature_are_exported() {
    let release = crate::common::current(&bundled().join("build"));
    for (arguments, name) in [
        (
            ["--table", "mandates", "--format", "csv"].as_slice(),
            "mandates.csv",
        ),
        (
            &["--table", "paragraphs", "--format", "parquet"],
            "paragraphs.parquet",
        ),
        (&["--format", "parquet"], "quads.parquet"),
        (&["--format", "ris"], "wsis.ris"),
        (&["--format", "bibtex"], "wsis.bib"),
        (&["--format", "csl"], "wsis.csl.json"),
    ] {
        let output = run(bundled(), &[&["export"], arguments].concat());
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(
            output.stdout == fs::read(release.join(name)).expect("a file"),
            "{arguments:?}"
        );
    }
    for (arguments, words) in [
        (["--format", "csv"].as_slice(), "needs --table"),
        (&["--table", "mandates", "--format", "ttl"], "csv or parquet"),
        (&["--table", "nothing", "--format", "csv"], "paragraphs"),
    ] {
        let output = run(bundled(), &[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

/// Catches: bundled data with faults; a check that writes; codes without explanation.
#[test]
fn check_finds_nothing_in_the_bundled_data_and_explains_its_codes() {
    let own = tempfile::tempdir().expect("a folder");
    let output = run(own.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        fs::read_dir(own.path()).expect("a folder").count(),
        0,
        "check writes nothing"
    );
    let json = fine(own.path(), &["check", "--json"]);
    let problems: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(problems.is_array(), "{json}");
    let all = fine(own.path(), &["check", "--explain"]);
    let one = fine(own.path(), &["check", "--explain", "w101"]);
    assert!(one.starts_with("W101: ") && all.contains(&one), "{one}");
    for code in ["W001", "W002", "W003", "W103", "W201", "W202", "W301", "W401"] {
        assert!(all.contains(&format!("{code}: ")), "{code}");
    }
}

/// Catches: a check of texts that passes over what a build refuses.
#[test]
fn check_reads_texts_too() {
    let texts = fixture("akn/truncated.xml").display().to_string();
    let output = run(bundled(), &["check", "--texts", &texts, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let problems: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(problems[0]["code"], "W202");
    assert_eq!(problems[0]["severity"], "error");
}

/// Catches: a conversion that differs by where the text comes from in more than its file's name.
#[test]
fn convert_reads_standard_input_and_writes_every_format() {
    let path = fixture("akn/lists.en.xml");
    let text = fs::read_to_string(&path).expect("a fixture");
    let piped = run_with(bundled(), &["convert"], &text);
    assert_eq!(piped.status.code(), Some(0), "{}", stderr(&piped));
    assert!(stdout(&piped).contains("/id/document/A/RES/99/1/para/1/a>"));
    let path = path.display().to_string();
    for (format, _) in FORMATS {
        assert!(
            !fine(bundled(), &["convert", &path, "--format", format]).is_empty(),
            "{format}"
        );
    }
}

/// Catches: completions for another program's name, or none.
#[test]
fn completions_are_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = fine(bundled(), &["completions", shell]);
        assert!(script.contains("wsis") && script.contains("export"), "{shell}");
    }
}

/// Catches: `wsis … | head -1` that ends in an error or a panic.
#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    for arguments in [
        ["export", "--format", "nq"],
        ["query", "what-facts-rest-on", "--json"],
    ] {
        let mut command = wsis(bundled());
        command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(16, child.stdout.take().expect("a pipe"));
        if arguments[0] == "export" {
            reader.read_line(&mut first).expect("a line");
            assert!(first.ends_with(" .\n"), "{first}");
        }
        drop(reader);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(output.stderr.is_empty(), "{}", stderr(&output));
    }
}
