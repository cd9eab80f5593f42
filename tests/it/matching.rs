//! Names and citations as people write them: the tables of `tests/fixtures/matching` against a release with all texts.

use crate::common::{current, fine, fixture, run, run_with, stdout, with_corpus};
use std::fmt::Write as _;
use wsis::find::matching::{Row, Strict, matches};
use wsis::find::names::{AUTOMATIC, Names};
use wsis::find::resolve;
use wsis::release::Release;

const ID: &str = "https://w3id.org/wsis/id/";
/// So many of the right ones must come first.
const FIRST: f64 = 0.97;

/// What the program makes of one row: what comes first, and whether anything is taken for certain.
struct Found {
    first: String,
    taken: bool,
}

fn cite(text: &str, names: &Names, release: &Release) -> Found {
    let resolution = resolve(text, names, &release.store);
    let answers = resolution.cited.iter().filter_map(|cited| cited.answers.first());
    let taken = answers
        .clone()
        .any(|answer| answer.certain || answer.score >= AUTOMATIC);
    let shown = answers.map(|answer| {
        let places: Vec<&str> = answer.places.iter().map(|place| short(&place.iri)).collect();
        if places.is_empty() {
            short(&answer.iri).to_owned()
        } else {
            places.join(" ")
        }
    });
    Found {
        first: shown.collect::<Vec<_>>().join(" | "),
        taken,
    }
}

fn name(text: &str, class: Option<&str>, names: &Names, release: &Release) -> Found {
    let row = Row {
        text: Some(text.to_owned()),
        classes: class.into_iter().map(str::to_owned).collect(),
        language: "en".to_owned(),
        ..Row::default()
    };
    let found = matches(&row, names, &release.store);
    Found {
        first: found
            .first()
            .map(|first| short(&first.iri).to_owned())
            .unwrap_or_default(),
        taken: found.iter().any(|one| one.certain),
    }
}

fn short(iri: &str) -> &str {
    iri.strip_prefix(ID).unwrap_or(iri)
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(fixture("matching").join(file)).expect("the table");
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// Catches: a name or citation that leads elsewhere or nowhere, and one that means nothing here but is taken for certain.
#[test]
fn what_people_write_is_understood() {
    let Some(folder) = with_corpus() else { return };
    let release = Release::open_folder(current(&folder.join("build"))).expect("the release opens");
    let names = Names::read(&release.store);
    let (mut right, mut first, mut wrong) = (0, 0, 0);
    let mut report = String::new();
    for file in ["written-before.tsv", "written-after.tsv"] {
        for row in rows(file) {
            let (text, means) = (row[1].as_str(), row[2].as_str());
            let found = match row[0].as_str() {
                "cite" => cite(text, &names, &release),
                _ => name(text, row.get(3).map(String::as_str), &names, &release),
            };
            if means == "-" {
                wrong += 1;
                assert!(
                    !found.taken,
                    "\"{text}\" means nothing here, but {} is taken",
                    found.first
                );
            } else {
                right += 1;
                first += i32::from(found.first == means);
                if found.first != means {
                    let _ = writeln!(report, "{text}: wanted {means}, got {}", found.first);
                }
            }
        }
    }
    assert!(
        right >= 200 && wrong >= 40,
        "{right} right ones and {wrong} wrong ones"
    );
    let share = f64::from(first) / f64::from(right);
    assert!(share >= FIRST, "{first} of {right} come first\n{report}");
}

/// Catches: namesakes of which one is taken, and a class or date that decides nothing.
#[test]
fn what_a_name_leaves_open_the_row_decides() {
    let Some(folder) = with_corpus() else { return };
    let release = Release::open_folder(current(&folder.join("build"))).expect("the release opens");
    let names = Names::read(&release.store);
    let asked = |row: Row| matches(&row, &names, &release.store);
    let wgec = Row {
        text: Some("WGEC".to_owned()),
        ..Row::default()
    };
    let both = asked(wgec.clone());
    assert!(
        both.len() >= 2 && both.iter().all(|one| !one.certain),
        "two groups had this acronym"
    );
    let wsis = |class: &str| {
        let found = asked(Row {
            text: Some("World Summit on the Information Society".to_owned()),
            classes: vec![class.to_owned()],
            ..Row::default()
        });
        assert!(found[0].certain);
        short(&found[0].iri).to_owned()
    };
    assert_eq!(
        (wsis("Body").as_str(), wsis("Event").as_str()),
        ("body/wsis", "event/wsis")
    );
    let should = asked(Row {
        text: Some("CSTD".to_owned()),
        classes: vec!["Person".to_owned()],
        strict: Strict::Should,
        ..Row::default()
    });
    assert_eq!((short(&should[0].iri), should[0].certain), ("body/cstd", false));
}

/// Catches: an answer that hides what was understood, a paragraph the release has not that is passed off as there, and
/// an exit code that says nothing.
#[test]
fn the_command_tells_what_it_understood() {
    let Some(folder) = with_corpus() else { return };
    let told = fine(folder, &["resolve", "--json", "para. 72(a) of the Tunis Agenda"]);
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let cited = &told["cited"][0];
    assert_eq!(cited["document"], "Tunis Agenda");
    assert_eq!(cited["place"], "paragraph 72 (a)");
    assert_eq!(cited["answers"][0]["certain"], true);
    assert_eq!(cited["answers"][0]["symbol"], "WSIS-05/TUNIS/DOC/6");
    let missing = fine(folder, &["resolve", "Tunis Agenda, para 999"]);
    assert!(missing.contains("(not in this release)"), "{missing}");
    let nothing = run(folder, &["resolve", "lorem ipsum"]);
    assert_eq!(nothing.status.code(), Some(1));
    let lines = run_with(
        folder,
        &["resolve", "--json"],
        "70/125\n\nрезолюция 70/125, п. 63\n",
    );
    assert_eq!(stdout(&lines).lines().count(), 2);
}

/// Catches: a panic, an endless search or a certain answer for input that is nobody's name.
#[test]
fn hostile_input_is_bounded() {
    let Some(folder) = with_corpus() else { return };
    let release = Release::open_folder(current(&folder.join("build"))).expect("the release opens");
    let names = Names::read(&release.store);
    let mut texts: Vec<String> = [
        "",
        " ",
        ".*",
        "(((((((((",
        "[a-z]{1,99999}",
        "\\",
        "%00",
        "\u{0}",
        "\u{202E}\u{200F}",
        "第第第第段段段",
        "para para para 1 1 1",
        "A/RES/",
        "////",
        "resolution",
        "1-99999999999 of A/RES/70/125",
        "paras 1-999999 of A/RES/70/125",
        "𝕋𝕦𝕟𝕚𝕤 𝔸𝕘𝕖𝕟𝕕𝕒 zzz",
    ]
    .iter()
    .map(|text| (*text).to_owned())
    .collect();
    texts.push("a ".repeat(900));
    texts.push("Tunis Agenda ".repeat(150));
    texts.push("para 1 of ".repeat(150));
    texts.push("é".repeat(100_000));
    texts.push("resolution 70/1, ".repeat(100));
    let mut random = fastrand::Rng::with_seed(7);
    let pieces = [
        "Tunis",
        "Agenda",
        "para",
        "72",
        "(",
        "a",
        ")",
        "第",
        "段",
        "A/RES/70/125",
        "-",
        "to",
        "الفقرة",
        "пункт",
        ",",
        "annex",
        "I",
        "C5",
    ];
    for _ in 0..500 {
        let words: Vec<&str> = (0..random.usize(0..25))
            .map(|_| pieces[random.usize(..pieces.len())])
            .collect();
        texts.push(words.join(if random.bool() { " " } else { "" }));
    }
    let started = std::time::Instant::now();
    for text in &texts {
        let resolution = resolve(text, &names, &release.store);
        for answer in resolution.cited.iter().flat_map(|cited| &cited.answers) {
            assert!((0.0..=100.0).contains(&answer.score), "{text}");
            assert!(answer.places.len() <= 1000, "{text}");
        }
        let row = Row {
            text: Some(text.clone()),
            ..Row::default()
        };
        assert!(matches(&row, &names, &release.store).len() <= 10);
    }
    assert!(
        started.elapsed().as_secs() < 60,
        "{:?} for {} texts",
        started.elapsed(),
        texts.len()
    );
}
