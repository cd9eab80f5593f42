//! Every question of `queries/` gives the answer that its header promises. The
//! header's keys are explained in `queries/README.md`.

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use wsis::query::library::{self, header};

use crate::bad_input::copy_data;
use crate::common::{bundled, fine, project, run, table, with_corpus};

/// The value of a header key that stands on one line.
fn value<'a>(text: &'a str, key: &str) -> &'a str {
    header(text, key).first().copied().unwrap_or_default()
}

/// What is wrong with the answer to a question, if anything.
fn fault(name: &str, text: &str, folder: &Path) -> Option<String> {
    let answer = table(&fine(folder, &["query", name, "--format", "csv"]));
    let expected = table(&header(text, "expect").join("\n"));
    let rows: usize = value(text, "rows").parse().expect("`rows` is a number");
    if answer.len() != rows + 1 {
        return Some(format!("{} rows instead of {rows}", answer.len() - 1));
    }
    if expected.first() != answer.first() {
        return Some(format!("the columns are {:?}", answer.first()));
    }
    // In this order, with others between them.
    let mut rest = answer.iter();
    let missing = expected.iter().find(|row| !rest.any(|found| found == *row));
    missing.map(|row| format!("no row {row:?}, or not in this order"))
}

/// Asks all questions that need texts, or all that need none.
fn ask_all(texts: &str, folder: &Path) {
    let queries = library::all();
    let chosen = queries
        .iter()
        .filter(|query| value(&query.text, "texts") == texts);
    let faults: Vec<String> = chosen
        .filter_map(|query| {
            Some(format!(
                "{}: {}",
                query.name,
                fault(&query.name, &query.text, folder)?
            ))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Catches: data, graph or queries that changed so that a question is answered otherwise.
#[test]
fn questions_to_the_bundled_data_are_answered_as_promised() {
    ask_all("no", bundled());
}

/// Catches: the same, of what only official texts can answer.
#[test]
fn questions_to_the_texts_are_answered_as_promised() {
    if let Some(folder) = with_corpus() {
        ask_all("yes", folder);
    }
}

/// Catches: a question without a test, a file the program does not offer.
#[test]
fn every_question_says_what_it_expects() {
    let queries = library::all();
    let files = crate::common::names(&project().join("queries"));
    let mut files: Vec<_> = files.iter().filter_map(|name| name.strip_suffix(".rq")).collect();
    files.sort_unstable();
    assert_eq!(
        files,
        queries
            .iter()
            .map(|query| query.name.as_str())
            .collect::<Vec<_>>()
    );
    for query in &queries {
        let (name, text) = (&query.name, query.text.as_str());
        let audiences = ["delegate", "librarian", "researcher", "civil-society"];
        assert!(audiences.contains(&value(text, "audience")), "{name}: audience");
        assert!(["yes", "no"].contains(&value(text, "texts")), "{name}: texts");
        let rows: usize = value(text, "rows")
            .parse()
            .unwrap_or_else(|_| panic!("{name}: rows"));
        let expected = header(text, "expect").len();
        let least = if rows <= 12 { rows } else { 3 };
        assert!(
            expected > least,
            "{name}: expect lists {expected} lines, of {rows} rows and a header"
        );
    }
}

/// Makes the change of a `proof` in a copy of the data: file, old words, new words.
fn prove(name: &str, proof: &str, folder: &Path) -> Result<(), String> {
    let [file, old, new] = proof.split(" | ").collect::<Vec<_>>()[..] else {
        return Err(format!("{name}: proof is not FILE | OLD | NEW: {proof:?}"));
    };
    copy_data(folder);
    let path = folder.join("data").join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {file}: {error}"))?;
    if !text.contains(old) {
        return Err(format!("{name}: {file} has no {old:?}"));
    }
    fs::write(path, text.replacen(old, new, 1)).map_err(|error| error.to_string())
}

/// Catches: an answer that does not rest on the data: written into the query, or taken from elsewhere.
#[test]
fn a_changed_fact_changes_the_answer() {
    let queries = library::all();
    let faults: Vec<String> = queries
        .par_iter()
        .filter(|query| value(&query.text, "texts") == "no")
        .filter_map(|query| {
            let folder = tempfile::tempdir().expect("a folder");
            if let Err(fault) = prove(&query.name, value(&query.text, "proof"), folder.path()) {
                return Some(fault);
            }
            run(folder.path(), &["build", "--data", "data", "--no-gate"]);
            let asked = ["query", &query.name, "--format", "csv"];
            (fine(folder.path(), &asked) == fine(bundled(), &asked))
                .then(|| format!("{}: the answer stays the same", query.name))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Catches: fewer questions than promised, or an audience that is forgotten.
#[test]
fn sixty_questions_are_asked_by_everybody() {
    let queries = library::all();
    assert!(queries.len() >= 60, "{}", queries.len());
    for audience in ["delegate", "librarian", "researcher", "civil-society"] {
        let count = queries
            .iter()
            .filter(|query| value(&query.text, "audience") == audience)
            .count();
        assert!(count >= 10, "{audience}: {count}");
    }
}
