//! What rules find in invented texts, from the files to the graph and the notices of the check.

use std::fs;
use std::path::Path;

use crate::bad_input::copy_data;
use crate::common::{corpus, fine, fixture, rows, run, stdout, with_corpus};

fn lamps(year: u16) -> String {
    fixture(&format!("extraction/lamps-{year}.txt"))
        .display()
        .to_string()
}

fn build(folder: &Path, texts: [&str; 2]) -> serde_json::Value {
    let arguments = ["build", "--json", "--texts", texts[0], "--texts", texts[1]];
    serde_json::from_str(&fine(folder, &arguments)).expect("JSON")
}

fn notices<'a>(told: &'a serde_json::Value, code: &str) -> Vec<&'a str> {
    let problems = told["problems"].as_array().expect("problems");
    let of = problems.iter().filter(|problem| problem["code"] == code);
    of.filter_map(|problem| problem["message"].as_str()).collect()
}

/// Catches: a link to a paragraph that does not exist, one that is lost, details and predecessors that do not
/// reach the graph, words of the lists that nobody counts.
#[test]
fn what_is_found_reaches_the_graph_and_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = build(folder.path(), [&lamps(2044), &lamps(2045)]);
    let missing = notices(&told, "W305");
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].contains("cites para/9 of A/RES/98/7"), "{missing:?}");
    assert!(notices(&told, "W306")[0].contains("embroiders (1)"));
    assert!(notices(&told, "W307")[0].contains("Keeper of the Great Lamp (2)"));

    let answer = |query: &str| rows(folder.path(), query);
    assert_eq!(
        answer("SELECT ?p { ?c wsis:citedProvision ?p }"),
        [["https://w3id.org/wsis/id/document/A/RES/98/7/para/2"]]
    );
    let mandate = "<https://w3id.org/wsis/id/mandate/A/RES/99/7/para/1/1>";
    assert_eq!(
        answer(&format!(
            "SELECT ?who ?due ?if ?to {{ {mandate} wsis:addresseeName ?who ; wsis:dueBy ?due ; \
             wsis:condition ?if ; wsis:actionWords ?to }}"
        )),
        [[
            "Keeper of the Great Lamp",
            "2050",
            "within existing resources",
            "light it, within existing resources, by 2050;"
        ]]
    );
    assert_eq!(
        answer(
            "SELECT ?old ?out ?in { ?r a wsis:TextReuse ; wsis:reusingProvision \
             <https://w3id.org/wsis/id/document/A/RES/99/7/para/1> ; wsis:reusedProvision ?old ; \
             wsis:removedWords ?out ; wsis:addedWords ?in } ORDER BY ?out ?in"
        )
        .first(),
        Some(&vec![
            "https://w3id.org/wsis/id/document/A/RES/98/7/para/1".to_owned(),
            "2048".to_owned(),
            "2050".to_owned()
        ])
    );
    assert_eq!(
        answer("SELECT ?old { <https://w3id.org/wsis/id/document/A/RES/99/7> wsis:follows ?old }"),
        [["https://w3id.org/wsis/id/document/A/RES/98/7"]]
    );
}

/// Catches: results that depend on which file is read first.
#[test]
fn the_order_of_files_does_not_matter() {
    let folders = [
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    ];
    let (early, late) = (lamps(2044), lamps(2045));
    let one = build(folders[0].path(), [&early, &late]);
    let other = build(folders[1].path(), [&late, &early]);
    let hash = |told: &serde_json::Value| told["manifest"]["rdfc10_sha256"].clone();
    assert!(hash(&one).is_string());
    assert_eq!(hash(&one), hash(&other));
}

/// Catches: a curated mandate that contradicts the text without anybody being told.
#[test]
fn a_curated_mandate_that_differs_from_the_text_is_told() {
    let Some(texts) = corpus("wsis") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    copy_data(folder.path());
    let file = folder
        .path()
        .join("data/mandates/general-assembly-2001-2010.toml");
    let text = fs::read_to_string(&file).expect("records");
    let (before, after) = text.split_once("\"A/RES/56/183#para/3\"").expect("the record");
    let after = after.replacen("\"invitation\"", "\"decision\"", 1);
    fs::write(&file, format!("{before}\"A/RES/56/183#para/3\"{after}")).expect("written");
    let paragraphs = texts.join("a-res-56-183.paragraphs.json").display().to_string();
    let output = run(
        folder.path(),
        &["check", "--data", "data", "--texts", &paragraphs, "--json"],
    );
    let told = stdout(&output);
    let message = r#"force: the record says \"decision\", the rules find \"invitation\""#;
    assert!(told.contains("W304") && told.contains(message), "{told}");
}

/// Catches: verbs above a list that are lost, doubled or handed to points with a verb of their own; the
/// addressees of two verbs that share a list; a chapeau counted although nothing stands in it; a point that asks
/// those named further up, although the point above it names its own.
#[test]
fn points_of_lists_take_the_verb_above_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let lists = fixture("extraction/lists.txt").display().to_string();
    fine(folder.path(), &["build", "--texts", &lists]);
    let answer = fine(folder.path(), &["query", "mandates", "--format", "csv"]);
    // SPARQL joins names in any order.
    let sorted = |line: &str| {
        let (head, names) = line.rsplit_once(',').unwrap_or_default();
        let mut names: Vec<&str> = names.split(" | ").collect();
        names.sort_unstable();
        format!("{head},{}", names.join(" | "))
    };
    let lines = answer
        .lines()
        .filter_map(|line| line.trim_end().strip_prefix("A/RES/97/3,"));
    let found: Vec<String> = lines.map(sorted).collect();
    assert_eq!(found, EXPECTED, "{answer}");
}

/// Catches: a verb above a list that is handed to points below others, who are named there.
#[test]
fn each_point_asks_its_own() {
    let Some(folder) = with_corpus() else { return };
    let asked = |who: &str| {
        let query = format!(
            "SELECT (COUNT(DISTINCT ?m) AS ?n) {{ ?m wsis:addressee <https://w3id.org/wsis/id/{who}> ; wsis:statedIn ?p . \
             ?p wsis:inDocument <https://w3id.org/wsis/id/document/E/RES/2025/19> }}"
        );
        rows(folder, &query)[0][0].clone()
    };
    let all = ["stakeholder-group/governments", "body/cstd", "body/unctad"].map(asked);
    assert_eq!(all, ["31", "22", "8"]);
}

/// The mandates of `lists.txt`: paragraph, verb, force, addressees.
const EXPECTED: [&str; 19] = [
    "1/a,calls upon,call,Member States | other stakeholders",
    "1/b,calls upon,call,Member States | other stakeholders",
    "2,encourages,encouragement,Governments",
    "2/a,encourages,encouragement,Governments",
    "2/b,encourages,encouragement,Governments",
    "3/a,commit to,commitment,States",
    "3/a,will count,commitment,States",
    "3/b,commit to,commitment,States",
    "3/b,call on,call,all stakeholders",
    "3/c,commit to,commitment,States",
    "4/a,call on,call,Boat companies | rope developers",
    "5/a,decides,decision,",
    "5/b,requests,request,Secretary-General",
    "op/1,resolves,commitment,General Assembly",
    "8/a,are encouraged,encouragement,Governments",
    "8/a/i,are encouraged,encouragement,Governments",
    "8/b/i,is encouraged,encouragement,Statistical Commission",
    "8/c/i,is encouraged,encouragement,United Nations Conference on Trade and Development",
    "8/c/ii,is encouraged,encouragement,United Nations Conference on Trade and Development",
];
