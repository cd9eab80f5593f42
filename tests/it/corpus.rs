//! The official texts, where they are at hand: every paragraph is there, under
//! its printed number, in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::{bundled, corpus, current, files, names, rows, stderr, with_corpus, wsis};

const BASE: &str = "https://w3id.org/wsis/id/document/";
/// The Pact for the Future: its paragraphs begin anew in each of its annexes.
const WITH_ANNEXES: &str = "A/RES/79/1";

/// The paths of a document's provisions (`para/1`, `annex/1/para/2`).
fn provisions(folder: &Path, symbol: &str) -> BTreeSet<String> {
    let query = format!("SELECT DISTINCT ?p WHERE {{ ?p wsis:inDocument <{BASE}{symbol}> }}");
    let start = format!("{BASE}{symbol}/");
    let rows = rows(folder, &query);
    rows.iter()
        .filter_map(|row| row[0].strip_prefix(&start))
        .map(str::to_owned)
        .collect()
}

/// The numbers `n` for which `{prefix}{n}` is a provision.
fn numbers(provisions: &BTreeSet<String>, prefix: &str) -> BTreeSet<u32> {
    provisions
        .iter()
        .filter_map(|path| path.strip_prefix(prefix)?.parse().ok())
        .collect()
}

fn up_to(last: u32) -> BTreeSet<u32> {
    (1..=last).collect()
}

/// The numbers that an English text prints before its paragraphs, found by a
/// plain search through the XML: `<paragraph …><num>12.</num>`.
fn printed(xml: &str) -> BTreeSet<u32> {
    let paragraphs = xml.split("<paragraph").skip(1).filter_map(|rest| {
        let inside = rest.split_once('>')?.1.trim_start().strip_prefix("<num")?;
        let number = inside.split_once('>')?.1.split_once('<')?.0;
        number.trim().strip_suffix('.')?.parse().ok()
    });
    paragraphs.collect()
}

/// `a-res-80-173.en.akn.xml` is the English text of A/RES/80/173.
fn english(texts: &Path) -> BTreeMap<String, BTreeSet<u32>> {
    let files = names(texts).into_iter().filter_map(|name| {
        let stem = name.strip_suffix(".en.akn.xml")?;
        let symbol = stem.to_uppercase().replace('-', "/");
        let xml = fs::read_to_string(texts.join(&name)).expect("a text");
        Some((symbol, printed(&xml)))
    });
    files.collect()
}

/// Catches: errors in the official texts or in their reading that keep a release back, and a
/// release that two builds make differently.
#[test]
fn the_texts_make_a_release_and_always_the_same() {
    let (Some(texts), Some(first)) = (corpus("wsis"), with_corpus()) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let output = wsis(folder.path())
        .args(["build", "--texts"])
        .arg(&texts)
        .output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let [one, two] = [first, folder.path()].map(|folder| current(&folder.join("build")));
    for name in files(&one) {
        let [one, two] = [&one, &two].map(|release| fs::read(release.join(&name)).expect("a file"));
        assert!(one == two, "{name} differs between two builds");
    }
}

/// Catches: a paragraph that is lost, doubled or numbered by its place, in any language.
#[test]
fn the_ten_year_review_has_its_127_paragraphs_in_six_languages() {
    let Some(folder) = with_corpus() else {
        return;
    };
    let found = provisions(folder, "A/RES/80/173");
    assert_eq!(numbers(&found, "para/"), up_to(127));
    let query = format!(
        "SELECT DISTINCT ?p ?tag WHERE {{ ?t eli:realizes ?p ; wsis:text ?words .
           ?p wsis:inDocument <{BASE}A/RES/80/173> . BIND(LANG(?words) AS ?tag) FILTER(?words != \"\") }}"
    );
    let mut languages: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for row in rows(folder, &query) {
        let number = row[0]
            .strip_prefix(&format!("{BASE}A/RES/80/173/para/"))
            .and_then(|n| n.parse().ok());
        if let Some(number) = number {
            languages.entry(number).or_default().insert(row[1].clone());
        }
    }
    assert_eq!(languages.keys().copied().collect::<BTreeSet<_>>(), up_to(127));
    let six: BTreeSet<String> = ["ar", "en", "es", "fr", "ru", "zh"].map(str::to_owned).into();
    for (number, found) in languages {
        assert_eq!(found, six, "para. {number}");
    }
}

/// Catches: in any document, numbers that are lost or invented, and a count that is not theirs.
#[test]
fn every_printed_number_is_a_paragraph() {
    let (Some(texts), Some(folder)) = (corpus("wsis"), with_corpus()) else {
        return;
    };
    let counts: BTreeMap<String, usize> = rows(folder, "SELECT ?d ?n WHERE { ?d wsis:paragraphCount ?n }")
        .into_iter()
        .map(|row| (row[0].replacen(BASE, "", 1), row[1].parse().expect("a number")))
        .collect();
    let documents = english(&texts);
    assert!(documents.len() > 20, "the texts were found");
    for (symbol, printed) in documents.iter().filter(|(symbol, _)| *symbol != WITH_ANNEXES) {
        let found = numbers(&provisions(folder, symbol), "para/");
        assert_eq!(&found, printed, "{symbol}");
        assert_eq!(
            counts.get(symbol),
            Some(&printed.len()),
            "{symbol}: paragraphCount"
        );
    }
}

/// Catches: paragraphs of annexes that fall together with those of the main text.
#[test]
fn annexes_number_their_own_paragraphs() {
    let Some(folder) = with_corpus() else {
        return;
    };
    let found = provisions(folder, WITH_ANNEXES);
    assert_eq!(
        numbers(&found, "annex/1/para/"),
        up_to(74),
        "the Global Digital Compact"
    );
    assert!(found.contains("annex/2"));
    assert_eq!(
        numbers(&found, "annex/2/para/"),
        up_to(32),
        "the Declaration on Future Generations"
    );
    assert!(numbers(&found, "para/").contains(&1));
}

/// Catches: operative paragraphs without numbers that are dropped, or given numbers nobody printed.
#[test]
fn unnumbered_operative_paragraphs_are_counted() {
    let Some(folder) = with_corpus() else {
        return;
    };
    let found = provisions(folder, "E/RES/2024/14");
    let operative = numbers(&found, "op/");
    assert!(!operative.is_empty());
    assert_eq!(
        operative,
        up_to(u32::try_from(operative.len()).expect("few")),
        "without gaps"
    );
    assert!(numbers(&found, "para/").is_empty());
    assert!(found.contains("op/1/a/iv"), "lists below them keep their letters");
}

/// Catches: a double symbol read as two documents. The slash between them is part of one symbol.
#[test]
fn a_double_symbol_is_one_document() {
    let symbols = |folder: &Path| -> BTreeSet<String> {
        let rows = rows(folder, "SELECT ?d WHERE { ?d a wsis:Document }");
        rows.into_iter().map(|row| row[0].replacen(BASE, "", 1)).collect()
    };
    let check = |folder: &Path| {
        let found = symbols(folder);
        let reports = found.iter().filter(|symbol| symbol.contains("-E/")).count();
        assert!(reports > 0, "there are reports to both organs");
        for symbol in found.iter().filter(|symbol| symbol.contains("-E/")) {
            let (assembly, council) = symbol.split_once("-E/").expect("two symbols");
            assert!(!found.contains(assembly), "{assembly} besides {symbol}");
            assert!(
                !found.contains(&format!("E/{council}")),
                "E/{council} besides {symbol}"
            );
        }
    };
    check(bundled());
    let Some(folder) = with_corpus() else {
        return;
    };
    check(folder);
    let found = symbols(folder);
    assert!(found.contains("A/74/62-E/2019/6"));
    assert!(!found.contains("A/74/62") && !found.contains("E/2019/6"));
}

/// Catches: a resolution in parts that is written with a space or taken for its whole.
#[test]
fn a_resolution_in_parts_keeps_its_letter() {
    let found = rows(
        bundled(),
        &format!("SELECT ?s WHERE {{ <{BASE}A/RES/57/270B> wsis:symbol ?s }}"),
    );
    assert!(found.iter().any(|row| row[0] == "A/RES/57/270B"), "{found:?}");
    let whole = rows(
        bundled(),
        &format!("SELECT ?s WHERE {{ <{BASE}A/RES/57/270> wsis:symbol ?s }}"),
    );
    assert!(whole.is_empty());
}
