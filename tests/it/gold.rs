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

/// Catches: rules that lose or invent mandates. The floors are what was reached, a little rounded down.
#[test]
fn mandates_are_those_that_people_found() {
    let Some(texts) = corpus("wsis") else { return };
    let gold = project().join("../shared/gold");
    let found: Vec<PathBuf> = TEXTS
        .iter()
        .map(|name| texts.join(name))
        .filter(|path| path.exists())
        .collect();
    if !gold.join("score.py").exists() || found.len() < TEXTS.len() {
        eprintln!("SKIPPED: no annotations, or not their texts");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mandates = folder.path().join("mandates.csv");
    let citations = folder.path().join("citations.csv");
    fs::write(&mandates, table(&found)).expect("written");
    fs::write(&citations, "document,paragraph,target,target_paragraphs\n").expect("written");
    if let Some(kept) = std::env::var_os("WSIS_SHOW") {
        fs::copy(&mandates, kept).expect("copied");
    }
    let output = Command::new("python3")
        .arg(gold.join("score.py"))
        .arg("--json")
        .args([&mandates, &citations])
        .output()
        .expect("python3 starts");
    let scores: serde_json::Value = serde_json::from_slice(&output.stdout).expect("scores");
    for (name, key, floor) in FLOORS {
        println!("{name}: {}", scores[name]);
        let reached = scores[name][key].as_f64().expect("a figure");
        assert!(reached >= floor, "{name}: {reached} is below {floor}");
    }
}
