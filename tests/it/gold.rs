//! What is extracted, against annotations made by hand, where they are at hand.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use wsis::extract;
use wsis::text::format::Format;
use wsis::text::read;

use crate::common::{corpus, project};

/// The annotated documents.
const TEXTS: [&str; 3] = [
    "a-res-79-194.en.akn.xml",
    "e-res-2024-13.paragraphs.json",
    "a-res-56-183.paragraphs.json",
];

/// The same for citations, of which some stand in footnotes that only this format keeps.
const NOTED_TEXTS: [&str; 3] = [
    "a-res-79-194.en.akn.xml",
    "e-res-2024-13.en.akn.xml",
    "a-res-56-183.paragraphs.json",
];

/// The least that is reached for citations.
const CITATION_FLOORS: [(&str, &str, f64); 3] = [
    ("citations", "f1", 0.99),
    ("citations of works without a symbol", "f1", 0.95),
    ("exact paragraph of a citation", "accuracy", 0.99),
];

/// The least that is reached: name of the figure, its key, and the floor.
const FLOORS: [(&str, &str, f64); 4] = [
    ("mandate paragraphs", "f1", 0.5),
    ("mandates", "f1", 0.5),
    ("force of matched mandates", "accuracy", 0.5),
    ("addressees", "f1", 0.5),
];

fn table(texts: &[PathBuf]) -> String {
    let mut table = "document,paragraph,verb,force,addressees\n".to_owned();
    for path in texts {
        let bytes = fs::read(path).expect("a text");
        let name = path.file_name().and_then(|name| name.to_str());
        let format = Format::detect(&bytes).expect("a text");
        for reading in read(format, &bytes, name).expect("a reading") {
            for (provision, acts) in reading.provisions.iter().zip(extract::acts(&reading)) {
                let paragraph = provision.path.strip_prefix("para/").unwrap_or(&provision.path);
                for act in acts.iter().filter(|act| act.mandate) {
                    writeln!(
                        table,
                        "{},{paragraph},{},{},\"{}\"",
                        reading.symbol,
                        act.verb,
                        act.force.name(),
                        act.addressees.join(" | ").replace('"', "")
                    )
                    .expect("a string");
                }
            }
        }
    }
    table
}

fn citation_table(texts: &[PathBuf]) -> String {
    let mut table = "document,paragraph,footnote,target,target_paragraphs\n".to_owned();
    for path in texts {
        let bytes = fs::read(path).expect("a text");
        let name = path.file_name().and_then(|name| name.to_str());
        let format = Format::detect(&bytes).expect("a text");
        for reading in read(format, &bytes, name).expect("a reading") {
            for citation in extract::citations::citations(&reading) {
                let path = &reading.provisions[citation.provision].path;
                let paragraph = path.strip_prefix("para/").unwrap_or(path);
                let footnote = citation
                    .footnote
                    .and_then(|note| reading.provisions[note].number.as_deref());
                writeln!(
                    table,
                    "{},{paragraph},{},\"{}\",\"{}\"",
                    reading.symbol,
                    footnote.unwrap_or_default(),
                    citation.target,
                    citation.pinpoint
                )
                .expect("a string");
            }
        }
    }
    table
}

/// The scores of two tables; `None` where annotations or texts are not at hand.
fn scores(
    names: [&str; 3],
    mandates: fn(&[PathBuf]) -> String,
    citations: fn(&[PathBuf]) -> String,
) -> Option<serde_json::Value> {
    let texts = corpus("wsis")?;
    let gold = project().join("../shared/gold");
    let found: Vec<PathBuf> = names
        .iter()
        .map(|name| texts.join(name))
        .filter(|path| path.exists())
        .collect();
    if !gold.join("score.py").exists() || found.len() < names.len() {
        eprintln!("SKIPPED: no annotations, or not their texts");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let tables = [
        folder.path().join("mandates.csv"),
        folder.path().join("citations.csv"),
    ];
    fs::write(&tables[0], mandates(&found)).expect("written");
    fs::write(&tables[1], citations(&found)).expect("written");
    if let Some(kept) = std::env::var_os("WSIS_SHOW") {
        let kept = PathBuf::from(kept);
        fs::create_dir_all(&kept).expect("a folder");
        for table in &tables {
            fs::copy(table, kept.join(table.file_name().expect("a name"))).expect("copied");
        }
    }
    let output = Command::new("python3")
        .arg(gold.join("score.py"))
        .arg("--json")
        .args(&tables)
        .output()
        .expect("python3 starts");
    Some(serde_json::from_slice(&output.stdout).expect("scores"))
}

fn hold(scores: &serde_json::Value, floors: &[(&str, &str, f64)]) {
    for (name, key, floor) in floors {
        eprintln!("{name}: {}", scores[name]);
        let reached = scores[name][key].as_f64().expect("a figure");
        assert!(reached >= *floor, "{name}: {reached} is below {floor}");
    }
}

/// Catches: rules that lose or invent mandates. The floors are what was reached, a little rounded down.
#[test]
fn mandates_are_those_that_people_found() {
    let none = |_: &[PathBuf]| "document,paragraph,target,target_paragraphs\n".to_owned();
    if let Some(scores) = scores(TEXTS, table, none) {
        hold(&scores, &FLOORS);
    }
}

/// Catches: rules that lose or invent citations, or point to another paragraph.
#[test]
fn citations_are_those_that_people_found() {
    let none = |_: &[PathBuf]| "document,paragraph,verb,force,addressees\n".to_owned();
    if let Some(scores) = scores(NOTED_TEXTS, none, citation_table) {
        hold(&scores, &CITATION_FLOORS);
    }
}
