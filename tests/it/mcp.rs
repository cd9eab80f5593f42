//! `wsis mcp` on standard input, line by line, with an invented resolution.

use crate::common::{fine, fixture, run_with, stderr, stdout};
use serde_json::{Value, json};
use std::path::Path;

const LAMPS: &str = "A/RES/99/7";

/// What the program answers to calls of tools, by their place from 1.
fn call(folder: &Path, calls: &[(&str, Value)]) -> Vec<Value> {
    let hello = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}});
    let mut lines = vec![
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    ];
    for (id, (name, arguments)) in calls.iter().enumerate() {
        let params = json!({"name": name, "arguments": arguments});
        lines.push(json!({"jsonrpc": "2.0", "id": id + 1, "method": "tools/call", "params": params}));
    }
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = run_with(folder, &["mcp", "--out", "out"], &input);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let mut answers: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("only the protocol on standard output"))
        .collect();
    answers.sort_by_key(|answer| answer["id"].as_u64());
    assert_eq!(answers.len(), calls.len() + 1, "{answers:?}");
    answers
        .drain(1..)
        .map(|answer| answer["result"].clone())
        .collect()
}

fn lamps() -> tempfile::TempDir {
    let own = tempfile::tempdir().unwrap();
    let text = fixture("extraction/lamps-2045.txt").display().to_string();
    fine(
        own.path(),
        &["build", "--out", "out", "--no-gate", "--texts", &text],
    );
    own
}

/// Catches: a quotation taken for true that is none, a true one refused, a difference not told, an answer without
/// address, standard output that carries something else.
#[test]
fn quotations_are_checked_against_the_text() {
    let own = lamps();
    let place = |number: &str| format!("{LAMPS}, para. {number}");
    let ask = |words: &str, number: &str| ("quote", json!({"words": words, "paragraph": place(number)}));
    let answers = call(
        own.path(),
        &[
            ask("the Keeper of the Great Lamp to light it", "1"),
            ask("The keeper of the Great  Lamp", "1"),
            ask("the Keeper of the Small Lamp to light it", "1"),
            ask("Embroiders the lamps", "1"),
            ask("Embroiders the lamps", "9"),
        ],
    );
    let [exact, same, wrong, elsewhere, nowhere] = answers.as_slice() else {
        panic!("{answers:?}")
    };
    let told = |answer: &Value| answer["structuredContent"].clone();
    assert_eq!(told(exact)["verdict"], "exact");
    let iri = format!("https://w3id.org/wsis/id/document/{LAMPS}/para/1/en");
    assert_eq!(told(exact)["matches"][0]["iri"], iri.as_str());
    assert_eq!(told(same)["verdict"], "same-words");
    assert_eq!(
        told(same)["matches"][0]["differences"],
        json!(["spacing", "case"])
    );
    assert_eq!(told(wrong)["verdict"], "not-there");
    assert_eq!(
        told(wrong)["nearest"]["changes"],
        json!([{"given": "Small", "printed": "Great"}])
    );
    assert_eq!(told(elsewhere)["verdict"], "not-there");
    let other = format!("https://w3id.org/wsis/id/document/{LAMPS}/para/2");
    assert_eq!(
        told(elsewhere)["elsewhere"][0]["paragraph"]["iri"],
        other.as_str()
    );
    assert_eq!(nowhere["isError"], true);
    let text = nowhere["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("no such paragraph"), "{text}");
}

/// Catches: a mandate without evidence, layer, confidence or due date; words of the text changed on the way.
#[test]
fn a_paragraph_comes_with_its_words_and_mandates() {
    let own = lamps();
    let question = json!({"paragraph": format!("{LAMPS} para. 1"), "languages": ["en", "fr"]});
    let answers = call(own.path(), &[("get_paragraph", question)]);
    let told = &answers[0]["structuredContent"];
    let words = "Requests the Keeper of the Great Lamp to light it, within existing resources, by 2050;";
    assert_eq!(told["texts"][0]["words"], words);
    assert_eq!(
        (&told["held"], &told["languages_missing"]),
        (&json!("text"), &json!(["fr"]))
    );
    let mandate = &told["mandates"][0];
    assert_eq!(mandate["force"], "request");
    assert_eq!(mandate["due"][0]["at"], "2050");
    assert_eq!(mandate["layers"], json!(["extracted"]));
    let evidence = &mandate["evidence"][0];
    assert!(words.contains(evidence["words"].as_str().unwrap()));
    assert!(evidence["confidence"].as_f64().unwrap() > 0.5);
    assert_eq!(evidence["review"], "unreviewed");
}
