//! One text in several formats gives the same paragraphs: measured on official texts.

use std::collections::BTreeMap;
use std::process::Command;

use wsis::corpus::reading::{ProvisionKind, Reading};
use wsis::text::compare;
use wsis::text::format::Format;

use crate::common::corpus;

fn read(folder: &std::path::Path, name: &str) -> Reading {
    let bytes = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let format = Format::detect(&bytes).unwrap_or_else(|unknown| panic!("{name}: {unknown}"));
    let mut readings = wsis::text::read(format, &bytes, Some(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    readings.remove(0)
}

/// How the names of Akoma Ntoso files end.
const AKN: &str = "en.akn.xml";

/// How many paragraphs of one file of `slug` its other file gives alike, and of how many.
fn measured(folder: &std::path::Path, slug: &str, one: &str, ending: &str) -> (usize, usize) {
    let first = read(folder, &format!("{slug}.{one}"));
    let second = read(folder, &format!("{slug}.{ending}"));
    assert_eq!(first.symbol, second.symbol);
    assert_eq!(first.language, second.language);
    let agreement = compare::agreement(&first, &second);
    let same = agreement.paragraphs - agreement.differing.len();
    eprintln!(
        "{slug}.{ending}: {same} of {} paragraphs alike ({:.2} %), not {:?}",
        agreement.paragraphs,
        agreement.share() * 100.0,
        agreement.differing
    );
    if std::env::var_os("WSIS_SHOW").is_some() {
        let texts = |reading: &Reading| -> BTreeMap<String, String> {
            reading
                .provisions
                .iter()
                .map(|p| (p.path.clone(), p.text.clone()))
                .collect()
        };
        let (one, two) = (texts(&first), texts(&second));
        for path in &agreement.differing {
            eprintln!(
                "  {path}\n    - {}\n    + {}",
                one[path],
                two.get(path).map_or("(none)", String::as_str)
            );
        }
        let more: Vec<&String> = two.keys().filter(|path| !one.contains_key(*path)).collect();
        eprintln!("  only in the second: {more:?}");
    }
    (same, agreement.paragraphs)
}

/// The footnotes of a text, their words as they are compared.
fn notes(reading: &Reading) -> BTreeMap<String, String> {
    let notes = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Footnote);
    notes
        .map(|p| (p.path.clone(), compare::normalised(&p.text)))
        .collect()
}

/// Catches: footnotes of one page taken for one, a job number or date taken for the words of a note.
#[test]
fn a_pdf_has_all_footnotes() {
    let Some(folder) = corpus("wsis") else { return };
    for slug in RESOLUTIONS.into_iter().chain(DRAFTS) {
        let pdf = read(&folder, &format!("{slug}.pdf"));
        assert_eq!(
            notes(&pdf),
            notes(&read(&folder, &format!("{slug}.pdftext.json"))),
            "{slug}"
        );
        if !DRAFTS.contains(&slug) {
            assert_eq!(
                notes(&pdf),
                notes(&read(&folder, &format!("{slug}.{AKN}"))),
                "{slug}"
            );
        }
    }
}

fn share(measures: &[(usize, usize)]) -> f64 {
    let same: usize = measures.iter().map(|m| m.0).sum();
    let all: usize = measures.iter().map(|m| m.1).sum();
    let share = 100.0 * same as f64 / all as f64;
    eprintln!("together: {same} of {all} ({share:.2} %)");
    share
}

#[test]
fn paragraph_json_has_the_words_of_akoma_ntoso() {
    let Some(folder) = corpus("wsis") else { return };
    let slugs = [
        "a-res-78-132",
        "a-res-78-160",
        "a-res-78-213",
        "a-res-78-265",
        "a-res-78-311",
        "a-res-79-1",
        "a-res-79-194",
        "e-res-2023-3",
        "e-res-2023-4",
        "e-res-2024-13",
        "e-res-2024-14",
    ];
    let slugs = slugs
        .iter()
        .filter(|slug| folder.join(format!("{slug}.en.akn.xml")).exists());
    let measures: Vec<_> = slugs
        .map(|slug| measured(&folder, slug, AKN, "paragraphs.json"))
        .collect();
    assert!(share(&measures) >= 99.5);
}

#[test]
fn paragraph_json_numbers_every_paragraph_of_70_125() {
    let Some(folder) = corpus("wsis") else { return };
    let reading = read(&folder, "a-res-70-125.paragraphs.json");
    let numbered: Vec<String> = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Paragraph && p.path.starts_with("para/"))
        .map(|p| p.path.clone())
        .collect();
    let expected: Vec<String> = (1..=71).map(|n| format!("para/{n}")).collect();
    assert_eq!(numbered, expected);
    let sections: Vec<&str> = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Section)
        .map(|p| p.path.as_str())
        .collect();
    assert_eq!(sections.len(), 10, "{sections:?}");
}

/// The resolutions that the corpus has as Akoma Ntoso and as PDF.
const RESOLUTIONS: [&str; 10] = [
    "a-res-78-132",
    "a-res-78-160",
    "a-res-79-1",
    "a-res-79-194",
    "a-res-79-277",
    "a-res-79-334",
    "a-res-80-118",
    "a-res-80-147",
    "a-res-80-173",
    "a-res-80-215",
];

/// Drafts, which are published as PDF alone.
const DRAFTS: [&str; 3] = ["a-80-l.41", "a-c.2-80-l.17", "a-c.2-80-l.58"];

#[test]
fn pdf_has_the_words_of_akoma_ntoso() {
    let Some(folder) = corpus("wsis") else { return };
    let measures = RESOLUTIONS.map(|slug| measured(&folder, slug, AKN, "pdf"));
    assert!(share(&measures) >= 99.9);
}

/// Catches: points or headings lost where a page turns, paragraphs joined where no gap parts them.
#[test]
fn the_words_of_a_pdf_as_json_are_a_third_reading() {
    let Some(folder) = corpus("wsis") else { return };
    let mut measures = RESOLUTIONS
        .map(|slug| measured(&folder, slug, AKN, "pdftext.json"))
        .to_vec();
    measures.extend(DRAFTS.map(|slug| measured(&folder, slug, "pdf", "pdftext.json")));
    assert!(share(&measures) >= 99.9);
}

/// What `pdftotext` takes out of the files serves as plain text, and as second try at a PDF.
#[test]
fn plain_text_of_a_pdf_has_its_paragraphs() {
    let Some(folder) = corpus("wsis") else { return };
    let scratch = tempfile::tempdir().unwrap();
    let mut measures = Vec::new();
    for slug in RESOLUTIONS.into_iter().chain(DRAFTS) {
        let pdf = format!("{slug}.pdf");
        let made = Command::new("pdftotext")
            .args(["-layout", "-enc", "UTF-8"])
            .arg(folder.join(&pdf))
            .arg(scratch.path().join(format!("{slug}.txt")))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: pdftotext is not installed");
            return;
        }
        std::fs::copy(folder.join(&pdf), scratch.path().join(&pdf)).unwrap();
        measures.push(measured(scratch.path(), slug, "pdf", "txt"));
    }
    assert!(share(&measures) >= 99.5);
}
