//! The reader on invented texts, and on the real ones where they are at hand.

#![expect(clippy::print_stderr, reason = "a skipped test says so")]
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::{identify, read};
use crate::corpus::reading::{ProvisionKind, ReadError, Reading};
use crate::corpus::{Language, Symbol};

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/akn")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn one(name: &str) -> Reading {
    let mut readings = read(&fixture(name)).unwrap();
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

fn refused(bytes: &[u8]) -> ReadError {
    read(bytes).unwrap_err()
}

fn paths(reading: &Reading) -> Vec<&str> {
    reading.provisions.iter().map(|p| p.path.as_str()).collect()
}

fn text<'r>(reading: &'r Reading, path: &str) -> &'r str {
    &reading
        .provisions
        .iter()
        .find(|p| p.path == path)
        .unwrap_or_else(|| panic!("no {path}"))
        .text
}

const LISTS: [&str; 12] = [
    "pp/1",
    "pp/2",
    "pp/2/a",
    "pp/2/b",
    "para/1",
    "para/1/a",
    "para/1/a/i",
    "para/1/a/ii",
    "para/1/a/ii/1",
    "para/1/a/ii/2",
    "para/1/b",
    "sec/II",
];

#[test]
fn lists_meet_across_languages_however_they_are_coded() {
    for name in ["lists.en.xml", "lists.ar.xml"] {
        let reading = one(name);
        let expected: Vec<&str> = LISTS.into_iter().chain(["para/2"]).collect();
        assert_eq!(paths(&reading), expected, "{name}");
        assert!(reading.unplaced.is_empty(), "{:?}", reading.unplaced);
        let parent = |path: &str| {
            reading
                .provisions
                .iter()
                .find(|p| p.path == path)
                .and_then(|p| p.parent)
                .and_then(|i| reading.provisions.get(i))
                .map(|p| p.path.as_str())
        };
        assert_eq!(
            (parent("para/1/a/ii/1"), parent("para/1/b"), parent("para/2")),
            (Some("para/1/a/ii"), Some("para/1"), Some("sec/II"))
        );
    }
    assert_eq!(text(&one("lists.ar.xml"), "sec/II"), "الزيت");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one invented cover, checked field by field")]
fn identification_cover_and_vote() {
    let reading = one("lists.en.xml");
    assert_eq!(
        (reading.symbol.as_str(), reading.language),
        ("A/RES/99/1", Language::English)
    );
    assert_eq!(
        reading.work.iri.as_deref(),
        Some("/akn/un/statement/deliberation/unga/2031-05-20/99-1/")
    );
    assert_eq!(
        reading.work.date.map(|d| d.to_string()).as_deref(),
        Some("2031-05-20")
    );
    assert_eq!(
        (
            reading.manifestation.date,
            reading.job_number.as_deref(),
            reading.distribution.as_deref()
        ),
        (None, Some("31-00001"), Some("General"))
    );
    assert_eq!(
        reading.session.as_ref().map(|s| (s.number, s.label.as_str())),
        Some((Some(99), "Ninety-ninth session"))
    );
    assert_eq!(
        reading
            .agenda
            .iter()
            .map(|a| (a.number.as_str(), a.title.as_deref()))
            .collect::<Vec<_>>(),
        [("20(a)", Some("Lanterns"))]
    );
    let origin = reading.origin.as_ref().unwrap();
    assert_eq!(
        origin.printed,
        "on the report of the Second Committee (A/99/434, para. 21)"
    );
    assert_eq!(
        origin.documents.iter().map(Symbol::as_str).collect::<Vec<_>>(),
        ["A/99/434"]
    );
    assert_eq!(
        (reading.title.as_deref(), reading.formulas.as_slice()),
        (
            Some("Lanterns for every harbour"),
            &["The General Assembly".to_owned()][..]
        )
    );
    let vote = reading.vote.as_ref().unwrap();
    assert_eq!(
        (
            vote.outcome.as_str(),
            vote.in_favour,
            vote.against,
            vote.abstaining,
            vote.voters.len()
        ),
        ("adoptedRecordedVote", Some(2), Some(0), None, 2)
    );
    assert_eq!(
        reading
            .steps
            .iter()
            .map(|s| (s.document.as_ref().map(Symbol::as_str), s.date.is_some()))
            .collect::<Vec<_>>(),
        [(Some("A/99/L.3"), true), (None, false)]
    );
    assert_eq!(
        reading
            .keywords
            .iter()
            .map(|k| k.iri.as_deref())
            .collect::<Vec<_>>(),
        [Some("http://metadata.un.org/thesaurus/1")]
    );
    assert_eq!(
        (
            reading.closing.meeting.as_deref(),
            reading.closing.date_label.as_deref()
        ),
        (Some("9th plenary meeting"), Some("20 May 2031"))
    );
}

#[test]
fn words_links_and_tables() {
    let reading = one("lists.en.xml");
    let recalling = &reading.provisions[0];
    assert_eq!(
        (recalling.text.as_str(), recalling.operative.as_deref()),
        ("Recalling its resolution 98/7 on lanterns,", Some("Recalling"))
    );
    let link = &recalling.links[0];
    assert_eq!(
        (
            link.words.as_str(),
            link.offset,
            link.target.as_ref().map(Symbol::as_str)
        ),
        ("98/7", 25, Some("A/RES/98/7"))
    );
    assert_eq!(text(&reading, "para/1/a/i"), "Their lamps;");
    assert_eq!(
        text(&reading, "para/2"),
        "Decides as follows:\nHarbour | Oil\nNorth | 4"
    );
    assert_eq!(
        reading.provisions.iter().find(|p| p.path == "sec/II").map(|s| (
            s.text.as_str(),
            s.label.as_deref(),
            s.level
        )),
        Some(("Oil", Some("II"), 1))
    );
}

#[test]
fn numbers_restart_in_annexes_and_in_their_parts() {
    let reading = one("annexes.xml");
    let expected = [
        "para/1",
        "fn/1",
        "para/2",
        "annex/1",
        "annex/1/para/1",
        "annex/1/fn/1",
        "annex/1/para/2",
        "annex/1/para/2/a",
        "annex/1/para/2/b",
        "annex/1/sec/I",
        "annex/1/sec/I/para/1",
        "annex/1/sec/I/para/2",
        "annex/2",
        "annex/2/para/1",
        "annex/2/para/2",
    ];
    assert_eq!(paths(&reading), expected);
    assert_eq!(
        (
            text(&reading, "annex/1"),
            text(&reading, "annex/2"),
            text(&reading, "annex/1/fn/1")
        ),
        ("Rules of ringing", "List of bells", "Local time.")
    );
    assert_eq!(reading.closing.date_label.as_deref(), Some("21 May 2031"));
    assert!(reading.unplaced.is_empty(), "{:?}", reading.unplaced);
}

#[test]
fn numbers_restart_in_sections_and_inside_a_paragraph() {
    let reading = one("sections.xml");
    let expected = [
        "sec/I",
        "pp/1",
        "sec/I/para/1",
        "sec/I/para/2",
        "sec/II",
        "sec/II/para/1",
        "sec/II/para/2",
        "sec/II/para/2/1",
        "sec/II/para/2/2",
        "sec/II/para/3",
    ];
    assert_eq!(paths(&reading), expected);
    assert_eq!(
        (text(&reading, "sec/I"), text(&reading, "sec/II")),
        ("Phares", "Bateaux")
    );
}

#[test]
fn preamble_and_body_alternate() {
    let reading = one("alternating.xml");
    let expected = [
        "op/1",
        "sec/title",
        "op/2",
        "pp/1",
        "pp/2",
        "pp/3",
        "sec/1",
        "para/1",
        "para/2",
        "sec/2",
        "para/3",
        "op/3",
    ];
    assert_eq!(paths(&reading), expected);
    assert_eq!(text(&reading, "pp/3"), "Building on the third table,");
}

#[test]
fn footnotes_leave_the_text_and_repeated_marks_find_them() {
    let reading = one("footnotes.xml");
    assert_eq!(
        paths(&reading),
        ["para/1", "fn/1", "fn/2", "para/2", "fn/*", "fn/1bis"]
    );
    assert_eq!(
        text(&reading, "para/1"),
        "Maps are drawn, printed and folded on 1er May."
    );
    let marks = |i: usize| {
        reading.provisions[i]
            .marks
            .iter()
            .map(|m| (m.footnote.as_str(), m.label.as_str(), m.offset))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        marks(0),
        [("fn/1", "1", 15), ("fn/1", "1", 23), ("fn/2", "2", 34)]
    );
    assert_eq!(
        marks(3),
        [("fn/*", "*", 14), ("fn/1bis", "1", 29), ("fn/1", "1", 45)]
    );
    assert_eq!(text(&reading, "fn/2"), "Second note, see A/60/687.");
}

#[test]
fn a_file_with_several_resolutions() {
    let readings = read(&fixture("collection.xml")).unwrap();
    let found: Vec<_> = readings
        .iter()
        .map(|r| (r.symbol.as_str(), r.title.as_deref(), paths(r)))
        .collect();
    assert_eq!(
        found,
        [
            ("A/RES/99/5A", Some("Ferries: Large ferries"), vec!["para/1"]),
            ("A/RES/99/5B", Some("Ferries: Small ferries"), vec!["para/1"])
        ]
    );
    assert_eq!(readings[1].organ.as_deref(), Some("General Assembly"));
}

#[test]
fn what_has_no_place_is_reported() {
    let reading = one("unplaced.xml");
    let found: Vec<_> = reading.unplaced.iter().map(|u| u.what.as_str()).collect();
    assert_eq!(found, ["<blob> \"Something new\"", "text \"stray words\""]);
    assert!(
        reading.unplaced.iter().all(|u| u.line > 10),
        "{:?}",
        reading.unplaced
    );
}

#[test]
fn the_head_tells_symbol_and_language() {
    let found = identify(&fixture("lists.ar.xml")).map(|(symbol, language)| (symbol.to_string(), language));
    assert_eq!(found, Some(("A/RES/99/1".to_owned(), Language::Arabic)));
    assert_eq!(identify(&fixture("other.xml")), None);
    assert_eq!(identify(b"\xFF\xFE"), None);
}

#[test]
fn bad_files_are_refused_with_a_place_and_a_hint() {
    let doctype = refused(&fixture("doctype.xml"));
    assert_eq!(
        (doctype.line, doctype.message.as_str()),
        (Some(2), "the file has a document type declaration")
    );
    let truncated = refused(&fixture("truncated.xml"));
    assert!(
        truncated.line > Some(10) && truncated.message.contains("ends before"),
        "{truncated:?}"
    );
    let other = refused(&fixture("other.xml"));
    assert_eq!(
        (other.line, other.message.as_str()),
        (Some(1), "this is not Akoma Ntoso: the root element is <html>")
    );
    let mut latin = fixture("alternating.xml");
    let at = latin.windows(6).position(|w| w == b"tables").unwrap();
    latin[at] = 0xE9;
    let fault = refused(&latin);
    assert!(
        fault.line > Some(10) && fault.message.contains("not UTF-8"),
        "{fault:?}"
    );
    assert!(refused(b"\xFF\xFE<\0").message.contains("UTF-16"));
    assert!(refused(b"").message.contains("empty"));
    assert!(refused(&vec![b' '; super::MAX_BYTES + 1]).message.contains("MiB"));
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    assert!(refused(deep.as_bytes()).message.contains("nested deeper"));
    for error in [doctype, truncated, other, fault] {
        assert!(!error.hint.is_empty());
    }
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(fixture("alternating.xml"));
    assert!(read(&marked).is_ok());
}

#[test]
fn no_cut_makes_it_panic() {
    let whole = fixture("footnotes.xml");
    for end in (0..whole.len()).step_by(7) {
        let _ = read(whole.get(..end).unwrap_or_default());
    }
}

/// The folder of real texts, or nothing with a word about it.
fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("WSIS_CORPUS").map(PathBuf::from);
    let folder = given
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"))
        .join("wsis");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!(
        "skipped: no official texts in {}; set WSIS_CORPUS",
        folder.display()
    );
    None
}

/// How many `num` elements hold nothing but a number: counted without the reader.
fn printed_numbers(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let nums = text
        .split("<num>")
        .skip(1)
        .filter_map(|rest| rest.split("</num>").next());
    nums.filter(|n| {
        n.trim()
            .trim_end_matches(['.', '-', '–', ' '])
            .parse::<u32>()
            .is_ok()
    })
    .count()
}

/// The addresses of numbered paragraphs and their points.
fn numbered(reading: &Reading) -> BTreeSet<String> {
    reading
        .provisions
        .iter()
        .filter(|p| p.kind != ProvisionKind::Footnote && p.path.contains("para/"))
        .map(|p| p.path.clone())
        .collect()
}

#[test]
fn real_texts_have_one_address_a_paragraph_in_all_languages() {
    let Some(folder) = corpus() else { return };
    let mut documents: BTreeMap<String, BTreeMap<Language, BTreeSet<String>>> = BTreeMap::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_string_lossy().ends_with(".akn.xml"))
        .collect();
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let mut printed = 0;
        for reading in read(&bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display())) {
            assert!(
                reading.unplaced.is_empty(),
                "{}: {:?}",
                file.display(),
                reading.unplaced
            );
            let mut seen = HashSet::new();
            for provision in &reading.provisions {
                assert!(
                    seen.insert(&provision.path),
                    "{}: {} twice",
                    file.display(),
                    provision.path
                );
            }
            let is_number = |label: &str| {
                label
                    .trim_end_matches(['.', '-', '–', ' '])
                    .parse::<u32>()
                    .is_ok()
            };
            printed += reading
                .provisions
                .iter()
                .filter(|p| p.kind != ProvisionKind::Footnote && p.label.as_deref().is_some_and(is_number))
                .count();
            documents
                .entry(reading.symbol.to_string())
                .or_default()
                .insert(reading.language, numbered(&reading));
        }
        assert!(
            printed >= printed_numbers(&bytes),
            "{}: {printed} numbers of {}",
            file.display(),
            printed_numbers(&bytes)
        );
    }
    for (symbol, languages) in &documents {
        let first = languages.values().next().unwrap();
        for (language, addresses) in languages {
            let apart: Vec<_> = first.symmetric_difference(addresses).take(5).collect();
            assert!(apart.is_empty(), "{symbol} {language}: {apart:?}");
        }
    }
    let review = &documents["A/RES/80/173"];
    assert_eq!(review.len(), 6);
    assert!(review.values().all(
        |addresses| (1..=127).all(|n| addresses.contains(&format!("para/{n}")))
            && !addresses.contains("para/128")
    ));
}
