//! The record of the WSIS process: what the data must hold, and that the check sees what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::bad_input::{copy_data, problem_at};
use crate::common::{bundled, corpus, rows, run, stderr, stdout, wsis};

/// The resolutions on ICT that note 1 of A/RES/80/118 lists, those after it, and those of note 2.
const ASSEMBLY: [(u16, u16); 23] = [
    (80, 118),
    (79, 194),
    (78, 132),
    (77, 150),
    (76, 189),
    (75, 202),
    (74, 197),
    (73, 218),
    (72, 200),
    (71, 212),
    (70, 184),
    (69, 204),
    (68, 198),
    (67, 195),
    (66, 184),
    (65, 141),
    (64, 187),
    (63, 202),
    (62, 182),
    (60, 252),
    (59, 220),
    (57, 238),
    (56, 183),
];
const COUNCIL: [(u16, u16); 19] = [
    (2025, 18),
    (2024, 13),
    (2023, 3),
    (2022, 15),
    (2021, 28),
    (2020, 12),
    (2019, 24),
    (2018, 28),
    (2017, 21),
    (2016, 22),
    (2015, 26),
    (2014, 27),
    (2013, 9),
    (2012, 5),
    (2011, 16),
    (2010, 2),
    (2009, 7),
    (2008, 3),
    (2006, 46),
];

/// Catches: a document of the two lists that is lost, or that lost its date or title.
#[test]
fn the_two_series_are_there_with_date_and_title() {
    let wanted = ASSEMBLY
        .iter()
        .map(|(session, number)| format!("A/RES/{session}/{number}"))
        .chain(
            COUNCIL
                .iter()
                .map(|(year, number)| format!("E/RES/{year}/{number}")),
        );
    let found: BTreeMap<String, (String, String)> = rows(
        bundled(),
        "SELECT ?symbol ?date ?title WHERE { ?d a wsis:Document ; wsis:symbol ?symbol ; wsis:adoptedOn ?date ;
         dcterms:title ?title . FILTER(LANG(?title) = \"en\") }",
    )
    .into_iter()
    .map(|row| (row[0].clone(), (row[1].clone(), row[2].clone())))
    .collect();
    let missing: Vec<String> = wanted.filter(|symbol| !found.contains_key(symbol)).collect();
    assert!(missing.is_empty(), "without date or title: {missing:?}");
    assert_eq!(found["A/RES/80/173"].0, "2025-12-17");
}

/// Catches: a claim of completeness that was taken back, and with it the paragraphs.
#[test]
fn every_paragraph_of_the_leading_texts_has_a_gist() {
    let counts: BTreeMap<String, u32> = rows(
        bundled(),
        "SELECT ?d (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p wsis:gist ?g ; wsis:inDocument ?d .
         FILTER(REGEX(STR(?p), \"/document/[^#]+/para/[0-9]+$\")) FILTER(!CONTAINS(STR(?p), \"/annex/\")) } GROUP BY ?d",
    )
    .into_iter()
    .map(|row| (row[0].rsplit_once("/document/").expect("a document").1.to_owned(), row[1].parse().expect("a number")))
    .collect();
    for (symbol, count) in [
        ("A/RES/56/183", 8),
        ("A/RES/60/252", 15),
        ("A/RES/70/125", 71),
        ("A/RES/79/277", 6),
        ("A/RES/80/173", 127),
        ("E/RES/2023/3", 110),
        ("E/RES/2024/13", 124),
        ("E/RES/2025/18", 138),
    ] {
        assert_eq!(counts.get(symbol), Some(&count), "{symbol}");
    }
}

/// Catches: a thing that has no name in one of the six languages; a name without a word on where it is from.
#[test]
fn everything_has_a_name_in_six_languages() {
    let tags = BTreeSet::from(["ar", "en", "es", "fr", "ru", "zh"].map(str::to_owned));
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(
        bundled(),
        "SELECT DISTINCT ?thing ?tag WHERE { ?thing a ?kind ; rdfs:label ?label .
         VALUES ?kind { wsis:Body wsis:Event wsis:Place wsis:ActionLine wsis:DocumentKind wsis:EventKind wsis:Force
           wsis:Theme wsis:StakeholderGroup wsis:Role wsis:Method wsis:Recurrence wsis:ReviewState
           wsis:MandateEventKind owl:Class owl:ObjectProperty owl:DatatypeProperty }
         BIND(LANG(?label) AS ?tag) FILTER(STRSTARTS(STR(?thing), \"https://w3id.org/wsis/\")) }",
    ) {
        names.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    assert!(names.len() > 500, "{} things", names.len());
    let lacking: Vec<_> = names
        .iter()
        .filter(|(_, found)| **found != tags)
        .map(|(thing, found)| format!("{thing}: {found:?}"))
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    let untold = rows(
        bundled(),
        "SELECT ?thing WHERE { ?thing a wsis:Body . FILTER NOT EXISTS { ?thing wsis:evidence ?e .
         FILTER(CONTAINS(STR(?e), \"/evidence/name/body/\")) } }",
    );
    assert!(
        untold.is_empty(),
        "where their names are from is not said: {untold:?}"
    );
}

/// Catches: links that were lost, and links that lead to a page instead of a thing.
#[test]
fn three_data_sets_are_linked_fifty_times() {
    let links = rows(
        bundled(),
        "SELECT DISTINCT ?to WHERE { ?thing ?how ?to . FILTER(ISIRI(?to)) FILTER(STRSTARTS(STR(?thing), \"https://w3id.org/wsis/id/\"))
         VALUES ?how { schema:sameAs skos:exactMatch skos:closeMatch skos:relatedMatch skos:broadMatch dcterms:subject wsis:goal } }",
    );
    let to = |beginning: &str| links.iter().filter(|row| row[0].starts_with(beginning)).count();
    for (set, least) in [
        ("http://www.wikidata.org/entity/Q", 50),
        ("http://metadata.un.org/thesaurus/", 50),
        ("http://metadata.un.org/sdg/", 50),
        ("http://eurovoc.europa.eu/", 50),
    ] {
        assert!(to(set) >= least, "{set}: {}", to(set));
    }
    assert_eq!(to("https://www.wikidata.org/"), 0);
}

/// Catches: the slips of the matrix mended in silence, or taken for the truth.
#[test]
fn the_matrix_keeps_what_it_says_apart_from_what_is_meant() {
    let found = rows(
        bundled(),
        "SELECT ?found ?meant WHERE { ?link a wsis:MatrixLink ; wsis:actionLine <https://w3id.org/wsis/id/action-line/c7-e-agriculture> ;
         wsis:listedUnder <http://metadata.un.org/sdg/1> ; wsis:asFound ?found ; wsis:goal ?meant } ORDER BY ?found",
    );
    let slip = ["2.4", "http://metadata.un.org/sdg/2.4"]
        .map(str::to_owned)
        .to_vec();
    assert!(found.contains(&slip), "{found:?}");
}

/// Catches: a plan taken for what was held.
#[test]
fn planned_and_held_are_told_apart() {
    let found = rows(
        bundled(),
        "SELECT ?start ?planned ?place ?plannedPlace ?mode WHERE { VALUES ?e { <https://w3id.org/wsis/id/event/igf-2020> }
         ?e wsis:startsOn ?start ; wsis:plannedStart ?planned ; wsis:plannedPlace ?plannedPlace ; schema:eventAttendanceMode ?mode .
         OPTIONAL { ?e wsis:place ?place } }",
    );
    let expected = [
        "2020-11-02",
        "2020-11-02",
        "",
        "https://w3id.org/wsis/id/place/katowice",
        "https://schema.org/OnlineEventAttendanceMode",
    ];
    assert_eq!(found, [expected.map(str::to_owned).to_vec()]);
}

/// Catches: coverage that counts what is not there.
#[test]
fn coverage_is_counted() {
    let series = |folder: &Path, name: &str| {
        rows(
            folder,
            &format!(
                "SELECT ?known ?described ?title ?text ?versions ?gists WHERE {{ ?c wsis:coverageOf \"{name}\" ;
                 wsis:known ?known ; wsis:described ?described ; wsis:withTitle ?title ; wsis:withText ?text ;
                 wsis:languageVersions ?versions ; wsis:withGists ?gists }}"
            ),
        )
    };
    let plain = series(bundled(), "ga-ict-for-development");
    assert_eq!(plain[0][0], "23");
    assert_eq!(plain[0][3..5], ["0", "0"], "no text is at hand");
    if let Some(folder) = crate::common::with_corpus() {
        // Ten of the series are in the corpus: three as paragraphs in English, seven in six languages.
        let full = series(folder, "ga-ict-for-development");
        assert_eq!(full[0][0], "23");
        assert_eq!(full[0][3..5], ["10", "45"]);
        let all = series(folder, "all-documents");
        let number = |at: usize| all[0][at].parse::<u32>().expect("a number");
        assert!(number(0) > number(1), "some documents are only cited");
    }
}

/// Changes a data file of a copy.
fn spoil(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join("data").join(file);
    let old = fs::read_to_string(&path).expect("a data file");
    assert!(old.contains(from), "{file} has no {from:?}");
    fs::write(path, old.replacen(from, to, 1)).expect("a file");
}

/// The whole line of a data file that begins with `beginning`.
fn line(folder: &Path, file: &str, beginning: &str) -> String {
    let text = fs::read_to_string(folder.join("data").join(file)).expect("a data file");
    let line = text.lines().find(|line| line.starts_with(beginning));
    format!(
        "{}\n",
        line.unwrap_or_else(|| panic!("{file} has no line {beginning}"))
    )
}

/// Rows that are wrong, by file, with their header.
const BAD_ROWS: [(&str, &str); 3] = [
    (
        "provisions/more.csv",
        "provision,heading,gist,action_lines,themes,sdgs,quote,source,note\n\
         A/RES/79/194#para/1,,Ours.,c12,gender-equalty,18 5.z,,,\n",
    ),
    (
        "links/more.csv",
        "thing,relation,target,source,quote,note\n\
         body/itux,same,http://www.wikidata.org/entity/Q1,unverified,,\n\
         body/itu,same,https://www.wikidata.org/wiki/Q376150,unverified,,\n\
         body/itu,alike,http://www.wikidata.org/entity/Q2,unverified,,\n",
    ),
    (
        "labels/more.csv",
        "thing,fr,es,ru,ar,zh,source,note\nns/Mandat,mandat,,,,,translated,\nitu,UIT,,,,,translated,\n",
    ),
];

/// Where their faults are, under which code, and what is said.
const BAD_CELLS: [(&str, &str, &str); 9] = [
    (
        "data/provisions/more.csv:2:28",
        "W101",
        "there is no action-line `c12`",
    ),
    (
        "data/provisions/more.csv:2:32",
        "W101",
        "did you mean `gender-equality`?",
    ),
    ("data/provisions/more.csv:2:47", "W101", "`18` is no goal"),
    ("data/provisions/more.csv:2:50", "W101", "`5.z` is no goal"),
    ("data/links/more.csv:2:1", "W101", "did you mean `body/itu`?"),
    (
        "data/links/more.csv:3:15",
        "W107",
        "http://www.wikidata.org/entity/Q and the number",
    ),
    ("data/links/more.csv:4:10", "W003", "`alike` is no relation"),
    ("data/labels/more.csv:2:1", "W101", "did you mean `ns/Mandate`?"),
    ("data/labels/more.csv:3:1", "W101", "does not say its kind"),
];

/// Catches: a check that passes over unknown goals, things and relations.
#[test]
fn what_is_wrong_in_tables_is_told_with_its_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    for (file, text) in BAD_ROWS {
        fs::write(here.join("data").join(file), text).expect("a file");
    }
    let output = run(here, &["check", "--data", "data"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(!said.contains("panicked"), "{said}");
    for (place, code, words) in BAD_CELLS {
        let problem = problem_at(words, &said, place);
        assert!(
            problem.contains(code) && problem.contains(words),
            "{place}: {problem}"
        );
    }
}

/// Catches: gaps and holes that nobody notices.
#[test]
fn gaps_in_what_is_said_to_be_complete_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    let row = line(here, "provisions/wsis-20-review.csv", "A/RES/80/173#para/99,");
    spoil(here, "provisions/wsis-20-review.csv", &row, "");
    let events = fs::read_to_string(here.join("data/events/igf-meetings.toml")).expect("a file");
    let at = events
        .find("id                = \"igf-2024\"")
        .or_else(|| events.find("\"igf-2024\""))
        .expect("IGF 2024");
    let rest = events[at..].replacen("= 19", "= 18", 1);
    fs::write(
        here.join("data/events/igf-meetings.toml"),
        format!("{}{rest}", &events[..at]),
    )
    .expect("a file");
    let output = run(here, &["check", "--data", "data"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for words in [
        "A/RES/80/173 lacks paragraphs for para. 99",
        "A/RES/80/173 lacks gists for para. 99",
        "number 18 follows `igf-2023`, which has number 18",
        "number 20 follows `igf-2024`, which has number 18",
    ] {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
}

/// How many facts are confirmed, confirmed in an excerpt, wrong, without text; and what was said.
fn evidence(folder: &Path, texts: &Path) -> ([usize; 4], String) {
    let output = wsis(folder)
        .args(["check", "--data", "data", "--evidence", "--json", "--texts"])
        .arg(texts)
        .output()
        .expect("the program starts");
    let facts: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).expect("JSON");
    let of = |state: &str| facts.iter().filter(|fact| fact["state"] == state).count();
    (
        ["confirmed", "excerpt", "wrong", "no-text"].map(of),
        stderr(&output),
    )
}

/// Catches: evidence that is counted without having been looked up, a name that nobody compares.
#[test]
fn evidence_is_looked_up_in_the_texts() {
    let Some(texts) = corpus("wsis") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    let ([confirmed, excerpt, wrong, absent], said) = evidence(here, &texts);
    assert!(confirmed > 2000 && excerpt > 20, "{confirmed} {excerpt}");
    assert_eq!(wrong, 0, "{said}");
    spoil(
        here,
        "targets/geneva-2003.toml",
        "to connect villages with ICTs",
        "to connect hamlets with ICTs",
    );
    spoil(
        here,
        "events/summit.toml",
        "in Tunis from 16 to 18 November 2005",
        "in Tunis from 16 to 19 November 2005",
    );
    let themes = line(here, "labels/themes.csv", "theme/internet-governance,");
    spoil(
        here,
        "labels/themes.csv",
        &themes,
        &themes.replacen("Gouvernance", "Gestion", 1),
    );
    let ([now, in_excerpts, wrong, no_text], said) = evidence(here, &texts);
    assert_eq!(wrong, 2, "{said}");
    assert_eq!(in_excerpts, excerpt - 1, "a changed quote is in no excerpt");
    assert_eq!(
        no_text,
        absent + 1,
        "and the text is not at hand to contradict it"
    );
    assert_eq!(now, confirmed - 2);
    assert!(
        said.contains("these words do not stand in A/RES/60/252#para/1 (en)"),
        "{said}"
    );
    assert!(
        said.contains("this name does not stand in A/RES/80/173#sec/14 (fr)"),
        "{said}"
    );
}

/// Changes that the official text contradicts, and what is said of each.
const AGAINST_THE_TEXT: [(&str, &str, &str, &str, &str); 6] = [
    (
        "documents/general-assembly.toml",
        "\"A/80/555\"",
        "\"A/79/434\"",
        "W301",
        "origin: the data say",
    ),
    (
        "documents/general-assembly.toml",
        "\"A/80/PV.64\"",
        "\"A/80/PV.68\"",
        "W301",
        "meeting_record: the data say",
    ),
    (
        "mandates/ecosoc-2023.toml",
        "verb       = \"Encourages\"",
        "verb       = \"Decides\"",
        "W302",
        "the verb \"decides\" does not stand in",
    ),
    (
        "mandates/wsis-20-review.toml",
        "provision = \"A/RES/80/173#para/83\"",
        "provision = \"A/RES/80/173#para/83/z\"",
        "W303",
        "has no para/83/z in its official text",
    ),
    (
        "mandates/wsis-20-review.toml",
        "set up a UNGIS task force on gaps in financing digital development",
        "help, as the secretariat of the United Nations Group on the Information Society",
        "W311",
        "these are words of the text",
    ),
    (
        "documents/ecosoc.toml",
        "\"E/RES/2025/18\"",
        "\"E/RES/2025/81\"",
        "W310",
        "E/RES/2025/18",
    ),
];

/// Catches: a record that contradicts the text, or copies it, and nobody says so.
#[test]
fn what_the_text_contradicts_is_told() {
    let Some(texts) = corpus("wsis") else { return };
    for (file, old, new, code, words) in AGAINST_THE_TEXT {
        let folder = tempfile::tempdir().expect("a folder");
        copy_data(folder.path());
        spoil(folder.path(), file, old, new);
        let output = wsis(folder.path())
            .args(["check", "--data", "data", "--json", "--texts"])
            .arg(&texts)
            .output()
            .expect("the program starts");
        let problems: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).expect("JSON");
        let told = problems.iter().any(|problem| {
            problem["code"] == code
                && problem["message"]
                    .as_str()
                    .is_some_and(|message| message.contains(words))
        });
        assert!(told, "{code} {words}: {}", stderr(&output));
    }
}

/// Catches: work that is lost because it stands where nobody reads it; remedies that are none.
#[test]
fn typical_slips_get_a_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    for stray in ["provisons/x.csv", "mandates/x.txt", "bodys.toml"] {
        let path = here.join("data").join(stray);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, "").expect("a file");
    }
    fs::write(
        here.join("data/bodies/x.toml"),
        "[[body]]\nid = \"x\"\nname.en = “X”\nevidence = \"unverified\"\n",
    )
    .expect("a file");
    fs::write(
        here.join("data/bodies/y.toml"),
        "[[body]]\nid = \"y\"\nname.en = \"Y\"\nestablished = 24.12.2024\nevidence = \"unverified\"\n",
    )
    .expect("a file");
    fs::write(
        here.join("data/links/x.csv"),
        "thing,relation,target,source,quote,note\nbody/itu,same,http://example.org/,unverified,,a, b\n",
    )
    .expect("a file");
    spoil(
        here,
        "mandates/ecosoc-2023.toml",
        "to         = [\"cstd\"]",
        "to         = [\"un desa\"]",
    );
    spoil(here, "mandates/ecosoc-2024.toml", "\"encouragement\"", "\"plea\"");
    let said = stderr(&run(here, &["check", "--data", "data"]));
    for words in [
        "nobody reads this file",
        "data/provisons/x.csv",
        "the files of mandates/ end in .toml",
        "data/bodys.toml",
        "write straight double quotes",
        "write a day as 2025-12-17",
        "this row has 7 cells, the first line names 6",
        "did you mean `un-desa`?",
        "it is one of call, commitment, decision, encouragement",
    ] {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
}

/// Catches: an act of the text that is missing in the data although they claim to hold all, or a claim that
/// nobody compares with the text.
#[test]
fn acts_without_a_record_are_told() {
    let Some(texts) = corpus("wsis") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    let unrecorded = || {
        let output = wsis(here)
            .args(["check", "--data", "data", "--json", "--texts"])
            .arg(&texts)
            .output()
            .expect("the program starts");
        let problems: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).expect("JSON");
        problems
            .into_iter()
            .filter(|problem| problem["code"] == "W309")
            .map(|problem| problem.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(unrecorded(), Vec::<String>::new());
    let path = here.join("data/mandates/wsis-20-review.toml");
    let mandates = fs::read_to_string(&path).expect("a file");
    let blocks: Vec<&str> = mandates.split("[[mandate]]").collect();
    let without: Vec<&str> = blocks
        .iter()
        .copied()
        .filter(|block| !block.contains("A/RES/80/173#para/99\""))
        .collect();
    assert_eq!(without.len() + 1, blocks.len(), "paragraph 99 has one mandate");
    fs::write(path, without.join("[[mandate]]")).expect("a file");
    let found = unrecorded();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("para/99, number 1") && found[0].contains("general-assembly.toml"),
        "{found:?}"
    );
    let path = here.join("data/documents/general-assembly.toml");
    let documents = fs::read_to_string(&path).expect("a file");
    let block = documents.find("= \"A/RES/80/173\"").expect("the document");
    let claim = block + documents[block..].find("complete ").expect("its claim");
    let excepted = format!(
        "{}not_mandates = [\"para/99\"]\n{}",
        &documents[..claim],
        &documents[claim..]
    );
    fs::write(path, excepted).expect("a file");
    assert_eq!(
        unrecorded(),
        Vec::<String>::new(),
        "somebody looked: it is no mandate"
    );
}

/// Catches: a watcher that sees nothing, builds a broken release, or stops after a fault.
#[test]
fn a_watched_folder_is_built_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    copy_data(here);
    let mut child = wsis(here)
        .args(["build", "--data", "data", "--watch"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let release = || wsis::release::current_id(&here.join("build"));
    let wait = |wanted: &dyn Fn() -> bool| {
        // Long enough for the busiest machine; the test ends as soon as the release is there.
        for _ in 0..600 {
            if wanted() {
                return true;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        false
    };
    let built = wait(&|| release().is_some());
    let first = release();
    // The watcher starts behind the first build: the change is made again until it is seen.
    let mut turn = 0;
    let file = here.join("data/bodies/agencies.toml");
    let good = fs::read_to_string(&file).expect("a file");
    let seen = (0..20).any(|_| {
        turn += 1;
        fs::write(&file, format!("{good}\n# {turn}\n")).expect("a file");
        fs::write(
            &file,
            good.replacen(
                "International Telecommunication Union",
                &format!("Union {turn}"),
                1,
            ),
        )
        .expect("a file");
        (0..30).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            release() != first
        })
    });
    let second = release();
    fs::write(&file, "[[body]]\nid = ").expect("a file");
    std::thread::sleep(std::time::Duration::from_secs(2));
    let kept = release() == second;
    fs::write(&file, &good).expect("a file");
    let again = wait(&|| release() == first);
    let _ = child.kill();
    let _ = child.wait();
    assert!(built, "there is a first release");
    assert!(seen, "a change makes a new release");
    assert!(kept, "a broken file leaves the last good release");
    assert!(again, "and when it is mended, the first release is there again");
}
