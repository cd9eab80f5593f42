//! `wsis build`: what a release is, that it is the same everywhere, and that a
//! failed build changes nothing.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use sophia::api::prelude::*;
use sophia::api::quad::Spog;
use sophia::api::term::SimpleTerm;

use crate::common::{bundled, current, files, fixture, names, run, stderr, stdout, wsis};

/// The fixtures that are well-formed texts, eight files of seven documents.
const TEXTS: [&str; 8] = [
    "alternating",
    "annexes",
    "collection",
    "footnotes",
    "lists.ar",
    "lists.en",
    "sections",
    "unplaced",
];
const DUMPS: [&str; 19] = [
    "citations.csv",
    "citations.parquet",
    "csv-metadata.json",
    "documents.csv",
    "documents.parquet",
    "mandates.csv",
    "mandates.parquet",
    "paragraphs.csv",
    "paragraphs.parquet",
    "quads.parquet",
    "wsis.bib",
    "wsis.csl.json",
    "wsis.jsonld",
    "wsis.nq",
    "wsis.nt",
    "wsis.rdf",
    "wsis.ris",
    "wsis.trig",
    "wsis.ttl",
];

fn manifest(release: &Path) -> serde_json::Value {
    let text = fs::read_to_string(release.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

fn text(name: &str) -> String {
    fixture(&format!("akn/{name}.xml")).display().to_string()
}

/// Builds the fixtures into `build/` of `folder`.
fn build_fixtures(folder: &Path) {
    let mut command = wsis(folder);
    command.arg("build");
    for name in TEXTS {
        command.args(["--texts", &text(name)]);
    }
    let output = command.output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// SHA-256 of the RDFC-1.0 canonical form, by another implementation than ours.
fn canonical_hash(nquads: &str) -> String {
    let quads = sophia::turtle::parser::nq::parse_str(nquads).collect_quads();
    let dataset: HashSet<Spog<SimpleTerm<'static>>> = quads.expect("valid N-Quads");
    let mut canonical = Vec::new();
    sophia::c14n::rdfc10::normalize(&dataset, &mut canonical).expect("a canonical form");
    sha256(&canonical)
}

/// In lower case hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn lines(text: &str) -> BTreeSet<&str> {
    text.lines().collect()
}

/// Catches: a dump that is forgotten or empty, a manifest of something else, a dangling link.
#[test]
fn a_build_publishes_what_its_manifest_says() {
    let out = bundled().join("build");
    assert_eq!(names(&out), ["changes", "current", "history.json", "releases"]);
    let link = fs::read_link(out.join("current")).expect("a link");
    assert!(
        link.is_relative(),
        "the folder of releases can be moved: {}",
        link.display()
    );
    let release = current(&out);
    let manifest = manifest(&release);
    assert_eq!(
        release.file_name().and_then(|n| n.to_str()),
        manifest["id"].as_str()
    );
    let files = manifest["files"].as_array().expect("a list");
    let mut listed: Vec<&str> = files.iter().filter_map(|file| file["name"].as_str()).collect();
    listed.sort_unstable();
    assert_eq!(listed, DUMPS);
    for file in files {
        let name = file["name"].as_str().expect("a name");
        let bytes = fs::read(release.join(name)).expect("the dump is there");
        assert_eq!(file["bytes"].as_u64(), Some(bytes.len() as u64), "{name}");
        assert_eq!(file["sha256"].as_str(), Some(sha256(&bytes).as_str()), "{name}");
    }
    let quads = fs::read_to_string(release.join("wsis.nq")).expect("N-Quads");
    assert_eq!(
        manifest["counts"]["quads"].as_u64(),
        Some(quads.lines().count() as u64)
    );
}

/// Catches: quads written twice, order or time of day in the hash, a canonical form that is none.
#[test]
fn the_hash_is_that_of_the_canonical_form() {
    let folder = tempfile::tempdir().expect("a folder");
    build_fixtures(folder.path());
    for out in [bundled().join("build"), folder.path().join("build")] {
        let release = current(&out);
        let quads = fs::read_to_string(release.join("wsis.nq")).expect("N-Quads");
        assert_eq!(
            lines(&quads).len(),
            quads.lines().count(),
            "no quad is written twice"
        );
        assert_eq!(manifest(&release)["rdfc10_sha256"], canonical_hash(&quads));
    }
}

/// Catches: anything in a release that depends on place, time or the order of threads.
#[test]
fn two_builds_are_the_same_byte_by_byte() {
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let releases = folders.each_ref().map(|folder| {
        build_fixtures(folder.path());
        current(&folder.path().join("build"))
    });
    assert_eq!(names(&releases[0]), names(&releases[1]));
    for name in files(&releases[0]) {
        let [one, two] = releases
            .each_ref()
            .map(|release| fs::read(release.join(&name)).expect("a file"));
        assert!(one == two, "{name} differs between two builds");
    }
}

/// Catches: texts that are read and lost, or written without their documents.
#[test]
fn texts_come_into_the_release() {
    let folder = tempfile::tempdir().expect("a folder");
    build_fixtures(folder.path());
    let release = current(&folder.path().join("build"));
    let manifest = manifest(&release);
    let inputs = manifest["inputs"].as_array().expect("a list");
    for name in TEXTS {
        let name = format!("{name}.xml");
        assert!(
            inputs.iter().any(|input| input["name"] == name),
            "{name} is an input"
        );
    }
    let quads = fs::read_to_string(release.join("wsis.nq")).expect("N-Quads");
    for part in ["A/RES/99/1/para/1/a/ii/1", "A/RES/99/1/ar>", "A/RES/99/1/en>"] {
        assert!(quads.contains(&format!("/id/document/{part}")), "{part}");
    }
    let own = current(&bundled().join("build"));
    assert_ne!(
        release.file_name(),
        own.file_name(),
        "other inputs, another release"
    );
}

/// A copy of the bundled data in which a mandate names a body that does not exist.
fn bad_data(folder: &Path) {
    super::bad_input::copy_data(folder);
    let path = folder.join("data/mandates/ecosoc-2023.toml");
    let text = fs::read_to_string(&path)
        .expect("data")
        .replacen("[\"cstd\"]", "[\"nobody\"]", 1);
    fs::write(path, text).expect("a file");
}

/// Catches: a release replaced by a broken one, litter after a failure, a gate that is only talk.
#[test]
fn a_failed_build_changes_nothing_unless_the_gate_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("build");
    assert_eq!(run(folder.path(), &["build"]).status.code(), Some(0));
    let good = current(&out);
    bad_data(folder.path());

    let failed = run(folder.path(), &["build", "--data", "data"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(stdout(&failed).is_empty() && stderr(&failed).contains("the last good release stays"));
    assert_eq!(current(&out), good);
    assert_eq!(
        names(&out),
        ["changes", "current", "history.json", "releases"],
        "no staging folder is left"
    );
    assert_eq!(names(&out.join("releases")).len(), 1);

    let forced = run(folder.path(), &["build", "--data", "data", "--no-gate"]);
    assert_eq!(
        forced.status.code(),
        Some(1),
        "published, but the errors are not forgotten"
    );
    assert!(stdout(&forced).starts_with("release "), "{}", stderr(&forced));
    assert_ne!(current(&out), good);
    assert!(good.is_dir(), "older releases stay");
}

/// Catches: JSON mixed with talk, problems that only people can read.
#[test]
fn the_result_comes_as_json() {
    let folder = tempfile::tempdir().expect("a folder");
    bad_data(folder.path());
    let output = run(folder.path(), &["build", "--data", "data", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let result: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(result["published"], false);
    let problems = result["problems"].as_array().expect("a list");
    let wrong = problems
        .iter()
        .find(|problem| problem["code"] == "W101")
        .expect("the wrong reference");
    assert!(
        wrong["file"]
            .as_str()
            .is_some_and(|file| file.ends_with("mandates/ecosoc-2023.toml"))
    );
    assert!(wrong["line"].is_u64() && wrong["column"].is_u64());

    let output = run(folder.path(), &["build", "--json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(result["published"], true);
    assert_eq!(output.status.code(), Some(0));
}

/// Catches: a conversion that depends on what else is read: batch engines convert
/// file by file and add up.
#[test]
fn converting_language_by_language_adds_up_to_the_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let convert = |names: &[&str]| {
        let mut command = wsis(folder.path());
        command.arg("convert").args(names.iter().map(|name| text(name)));
        let output = command.output().expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let (arabic, english) = (convert(&["lists.ar"]), convert(&["lists.en"]));
    let both = convert(&["lists.en", "lists.ar"]);
    let union = &lines(&arabic) | &lines(&english);
    assert!(lines(&both).len() > lines(&arabic).len().max(lines(&english).len()));
    // Only together do the languages confirm each other.
    let more: Vec<_> = lines(&both)
        .difference(&union)
        .copied()
        .map(str::to_owned)
        .collect();
    assert!(union.is_subset(&lines(&both)) && !more.is_empty());
    assert!(
        more.iter().all(|line| line.contains("ns#confirmedIn")),
        "{more:?}"
    );

    let texts = [text("lists.ar"), text("lists.en")];
    let built = run(
        folder.path(),
        &["build", "--texts", &texts[0], "--texts", &texts[1]],
    );
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let quads = fs::read_to_string(current(&folder.path().join("build")).join("wsis.nq")).expect("N-Quads");
    let transcribed = quads
        .lines()
        .filter(|line| line.ends_with("/graph/transcribed> ."));
    let converted = union.iter().copied();
    let converted = converted.filter(|line| line.ends_with("/graph/transcribed> ."));
    assert_eq!(
        converted.collect::<BTreeSet<_>>(),
        transcribed.collect::<BTreeSet<_>>()
    );
}

/// Catches: a feature that compiles and changes nothing. With the store on disk
/// a release answers without its dumps.
#[cfg(feature = "persistent")]
#[test]
fn the_store_on_disk_answers_without_the_dump() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), &["build"]).status.code(), Some(0));
    fs::remove_file(current(&folder.path().join("build")).join("wsis.nq")).expect("the dump is there");
    let listed = run(folder.path(), &["query", "next-review", "--format", "csv"]);
    assert_eq!(listed.status.code(), Some(0), "{}", stderr(&listed));
}
