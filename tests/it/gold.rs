//! What is extracted, against annotations made by hand, where they are at hand: the two questions that an
//! outside check asks are put to a real release of the annotated documents.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::common::{corpus, fine, project};

/// The annotated documents, each in the format that keeps most of it.
const TEXTS: [&str; 3] = [
    "a-res-79-194.en.akn.xml",
    "e-res-2024-13.en.akn.xml",
    "a-res-56-183.paragraphs.json",
];

/// The least that is reached: name of the figure, its key, and the floor, a little below what was measured.
const FLOORS: [(&str, &str, f64); 7] = [
    ("mandate paragraphs", "f1", 0.99),
    ("mandates", "f1", 0.98),
    ("force of matched mandates", "accuracy", 0.99),
    ("addressees", "f1", 0.96),
    ("citations", "f1", 0.99),
    ("citations of works without a symbol", "f1", 0.95),
    ("exact paragraph of a citation", "accuracy", 0.99),
];

/// The figures of `score.py`, computed once; `None` where annotations or texts are not at hand.
fn scores() -> Option<&'static serde_json::Value> {
    static SCORES: OnceLock<Option<serde_json::Value>> = OnceLock::new();
    SCORES
        .get_or_init(|| {
            let texts = corpus("wsis")?;
            let gold = project().join("../shared/gold");
            let missing = TEXTS.iter().any(|name| !texts.join(name).exists());
            if missing || !gold.join("score.py").exists() {
                eprintln!("SKIPPED: no annotations, or not their texts");
                return None;
            }
            Some(scored(&texts, &gold))
        })
        .as_ref()
}

fn scored(texts: &Path, gold: &Path) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let mut build: Vec<String> = vec!["build".to_owned()];
    for name in TEXTS {
        build.extend(["--texts".to_owned(), texts.join(name).display().to_string()]);
    }
    let arguments: Vec<&str> = build.iter().map(String::as_str).collect();
    fine(folder.path(), &arguments);
    let ask = |question: &str| {
        let path = folder.path().join(format!("{question}.csv"));
        let answer = fine(folder.path(), &["query", question, "--format", "csv"]);
        fs::write(&path, answer).expect("written");
        path
    };
    let (mandates, citations) = (ask("mandates"), ask("citations"));
    let output = Command::new("python3")
        .arg(gold.join("score.py"))
        .arg("--json")
        .args([&mandates, &citations])
        .output()
        .expect("python3 starts");
    serde_json::from_slice(&output.stdout).expect("scores")
}

/// Catches: rules that lose or invent mandates or citations, name the wrong addressee or paragraph; a graph
/// or a question that does not give what the rules found.
#[test]
fn what_is_found_is_what_people_found() {
    let Some(scores) = scores() else { return };
    for (name, key, floor) in FLOORS {
        eprintln!("{name}: {}", scores[name]);
        let reached = scores[name][key].as_f64().expect("a figure");
        assert!(reached >= floor, "{name}: {reached} is below {floor}");
    }
}
