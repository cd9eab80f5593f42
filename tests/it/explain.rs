//! `wsis explain` on real texts and on a person's mistakes.

use crate::common::{bundled, fine, run, stderr, with_corpus};

/// Catches: an explanation without the act, its addressee, its words or its rule; layers that are not told apart.
#[test]
fn a_paragraph_is_shown_with_what_was_found_in_it() {
    let Some(folder) = with_corpus() else { return };
    let told = fine(folder, &["explain", "A/RES/80/173", "124", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let first = &told["mandates"][0];
    assert_eq!(first["addressees"][0], "Secretary-General");
    assert_eq!(first["force"][0], "request");
    assert_eq!(first["recurrence"], "biennial");
    assert_eq!(first["layers"], serde_json::json!(["extracted", "curated"]));
    let text = told["text"].as_str().expect("the text");
    let words = first["why"]["words"].as_str().expect("the words");
    assert!(text.contains(words), "the words that show it stand in the text");
    assert_eq!(told["languages"].as_array().map(Vec::len), Some(6));
    let shown = fine(folder, &["explain", "A/RES/80/173", "124"]);
    assert!(shown.contains("request → Secretary-General"), "{shown}");
}

/// Catches: a citation that does not lead to the paragraph it names.
#[test]
fn cited_paragraphs_are_linked() {
    let Some(folder) = with_corpus() else { return };
    let told = fine(folder, &["explain", "A/RES/70/125", "63", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let citations = told["citations"].as_array().expect("citations");
    let agenda = citations
        .iter()
        .find(|citation| citation["target"] == "tunis-agenda");
    assert_eq!(agenda.expect("it cites the Tunis Agenda")["pinpoint"], "72-78");
}

/// Catches: a mistake that is answered by nothing, or by a panic.
#[test]
fn mistakes_are_answered_with_what_there_is() {
    let wrong = run(bundled(), &["explain", "kites", "9"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        stderr(&wrong).contains("is not a document symbol"),
        "{}",
        stderr(&wrong)
    );
    let Some(folder) = with_corpus() else { return };
    let wrong = run(folder, &["explain", "A/RES/80/173", "999"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        stderr(&wrong).contains("has no provision para/999"),
        "{}",
        stderr(&wrong)
    );
}
