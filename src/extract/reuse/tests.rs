use fastrand::Rng;

use super::*;
use crate::corpus::{Date, Symbol};

const REQUEST: &str =
    "Invites all makers of kites and paper boats to show their finest work at the river fair";
const WARNING: &str =
    "Deplores that strong winds tore seven lanterns from the old harbour bridge before dawn";

pub(super) fn source(symbol: &str, date: &str, texts: &[&str]) -> Source {
    let passage = |(at, text): (usize, &&str)| Passage {
        path: format!("para/{}", at + 1).into(),
        text: (*text).into(),
    };
    Source {
        symbol: Symbol::parse(symbol).unwrap(),
        date: date.parse::<Date>().ok(),
        title: None,
        passages: texts.iter().enumerate().map(passage).collect(),
    }
}

fn address(place: &Place<'_>) -> String {
    format!("{} {}", place.source.symbol, place.passage.path)
}

/// Paragraph, predecessor, and where it first appeared.
fn told(found: &[Predecessor<'_>]) -> Vec<[String; 3]> {
    let told = found
        .iter()
        .map(|p| [&p.passage, &p.predecessor, &p.first.place].map(address));
    told.collect()
}

/// Catches: a search in neighbours only, a predecessor that came later, and chains that end too early.
#[test]
fn words_are_followed_to_where_they_first_appeared() {
    let second = format!("{REQUEST} in spring;");
    let third = second
        .replace("finest", "latest")
        .replace("Invites", "Also invites");
    let sources = [
        source(
            "E/RES/2044/9",
            "2044-05-01",
            &["Nothing of this stood anywhere before in any text", &third],
        ),
        source("A/RES/97/3", "2042-12-01", &[WARNING, REQUEST]),
        source("A/RES/98/1", "2043-12-01", &[&second]),
    ];
    let found = predecessors(&sources);
    assert_eq!(
        told(&found),
        [
            ["A/RES/98/1 para/1", "A/RES/97/3 para/2", "A/RES/97/3 para/2"],
            ["E/RES/2044/9 para/2", "A/RES/98/1 para/1", "A/RES/97/3 para/2"],
        ]
    );
    assert_eq!((found[1].first.steps, found[1].identical), (2, false));
    assert!(found[1].similarity > found[1].first.similarity && found[1].first.similarity > 0.8);
    assert_eq!(found[1].rule, Rule::FewWordsChanged);
    let (removed, added) = short(&found[1].changes(), 8);
    assert_eq!(
        (removed, added),
        (
            vec!["finest".to_owned()],
            vec!["Also".to_owned(), "latest".to_owned()],
        )
    );
}

/// Catches: a document without a date that takes its words from one with a date, and the wrong order on
/// one day.
#[test]
fn earlier_is_by_date_then_by_symbol() {
    let sources = [
        source("TD/9", "", &[REQUEST]),
        source("A/RES/98/10", "2043-12-01", &[REQUEST, WARNING]),
        source("A/RES/98/9", "2043-12-01", &[WARNING]),
        source("A/RES/98/9", "2043-12-01", &[WARNING]),
    ];
    assert_eq!(
        told(&predecessors(&sources)),
        [
            ["A/RES/98/10 para/1", "TD/9 para/1", "TD/9 para/1"],
            ["A/RES/98/10 para/2", "A/RES/98/9 para/1", "A/RES/98/9 para/1"],
        ]
    );
}

/// Catches: case, punctuation and typography counted as words.
#[test]
fn identical_is_a_matter_of_words() {
    let printed = REQUEST.to_uppercase().replace(' ', " \u{200B} ") + "!";
    let sources = [
        source("A/RES/97/3", "2042", &[REQUEST]),
        source("A/RES/98/3", "2043", &[&printed]),
    ];
    let found = predecessors(&sources);
    assert!(found[0].identical && found[0].similarity == 1.0 && found[0].rule == Rule::SameWords);
    assert!(
        found[0]
            .changes()
            .iter()
            .all(|change| matches!(change, Change::Kept(_)))
    );
}

/// Catches: headings and stubs of a few words said to come from each other.
#[test]
fn short_paragraphs_are_found_whole_or_not_at_all() {
    let sources = [
        source(
            "A/RES/97/3",
            "2042",
            &["Kites of the north", "Calls upon all makers"],
        ),
        source(
            "A/RES/98/3",
            "2043",
            &["Kites of the south", "Calls upon all makers"],
        ),
    ];
    assert_eq!(
        told(&predecessors(&sources)),
        [["A/RES/98/3 para/2", "A/RES/97/3 para/2", "A/RES/97/3 para/2"]]
    );
}

/// A made word of letters only.
fn word(number: usize) -> String {
    let syllable = |n: usize| {
        format!(
            "{}{}",
            "bdfgklmnprst".as_bytes()[n % 12] as char,
            "aeiou".as_bytes()[n / 12 % 5] as char
        )
    };
    [syllable(number), syllable(number / 60), syllable(number * 7 + 3)].concat()
}

fn sentence(random: &mut Rng, length: usize) -> String {
    let words: Vec<String> = (0..length).map(|_| word(random.usize(0..3000))).collect();
    words.join(" ")
}

/// Catches: the year's words of another series taken instead of last year's words of the same series.
#[test]
fn a_formula_comes_from_the_same_series() {
    let mut random = Rng::with_seed(5);
    let formula =
        |session: &str| format!("Decides to look again at the flying of paper things at its {session} fair");
    let (eighth, ninth) = (formula("eighth"), formula("ninth"));
    let mut sources = Vec::new();
    for number in 1..=20 {
        let own: Vec<String> = (0..6).map(|_| sentence(&mut random, 20)).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let (old, new) = (
            [own.as_slice(), &[&eighth]].concat(),
            [own.as_slice(), &[&ninth]].concat(),
        );
        sources.push(source(&format!("A/RES/98/{number}"), "2043-12-01", &old));
        sources.push(source(&format!("A/RES/99/{number}"), "2044-12-01", &new));
    }
    let found = predecessors(&sources);
    let of_session = |p: &&Predecessor<'_>| {
        p.passage.source.symbol.as_str().starts_with("A/RES/99/") && &*p.passage.passage.path == "para/7"
    };
    let formulas: Vec<_> = found.iter().filter(of_session).collect();
    assert_eq!(formulas.len(), 20);
    for formula in formulas {
        let expected = formula.passage.source.symbol.as_str().replace("/99/", "/98/");
        assert_eq!(formula.predecessor.source.symbol.as_str(), expected);
        assert!(formula.confidence >= 0.9);
    }
    let elsewhere = found
        .iter()
        .filter(|p| p.passage.source.symbol.as_str().starts_with("A/RES/98/"));
    assert!(elsewhere.clone().count() >= 8);
    assert!(
        elsewhere
            .clone()
            .any(|p| p.rule == Rule::Formula && p.confidence < 0.75)
    );
}

/// Documents that copy from each other, with changes.
fn invented(random: &mut Rng) -> Vec<Source> {
    let mut pool: Vec<String> = Vec::new();
    let mut sources = Vec::new();
    for number in 0..random.usize(2..25) {
        let mut texts = Vec::new();
        for _ in 0..random.usize(0..8) {
            let length = random.usize(0..30);
            let mut words: Vec<String> = match random.choice(&pool) {
                Some(old) if random.bool() => old.split(' ').map(str::to_owned).collect(),
                _ => sentence(random, length).split(' ').map(str::to_owned).collect(),
            };
            for _ in 0..random.usize(0..6) {
                let at = random.usize(0..=words.len());
                words.insert(at, word(random.usize(0..40)));
                words.remove(random.usize(0..words.len()));
            }
            pool.push(words.join(" "));
            texts.push(words.join(" "));
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let date = ["2042", "2042-05", "2042-05-01", "2043-01-01", ""][random.usize(0..5)];
        sources.push(source(&format!("A/RES/98/{number}"), date, &texts));
    }
    sources
}

/// Catches: an answer that depends on the order of files, circles, and a text that comes from itself.
#[test]
fn the_order_of_files_does_not_matter_and_there_are_no_circles() {
    let mut random = Rng::with_seed(11);
    let mut seen = 0;
    for _ in 0..60 {
        let sources = invented(&mut random);
        let found = predecessors(&sources);
        let mut shuffled = sources.clone();
        random.shuffle(&mut shuffled);
        let again = predecessors(&shuffled);
        assert_eq!(found, again);
        assert_eq!(families(&sources, &found), families(&shuffled, &again));
        for p in &found {
            for earlier in [p.predecessor.source, p.first.place.source] {
                assert!(earlier.chronological(p.passage.source).is_lt());
            }
            assert!(p.first.steps >= 1 && (0.0..=1.0).contains(&p.first.similarity));
            assert!(p.similarity > 0.0 && p.similarity <= 1.0 && p.confidence > 0.0 && p.confidence < 1.0);
            assert_eq!(
                p.identical,
                !p.changes().iter().any(|c| !matches!(c, Change::Kept(_)))
            );
        }
        seen += found.len();
    }
    assert!(seen > 500, "{seen}");
}

/// Catches: a hang, or a panic, on texts that no organ ever adopted.
#[test]
fn monstrous_paragraphs_do_no_harm() {
    let mut random = Rng::with_seed(2);
    let long = sentence(&mut random, 100_000);
    let changed = long.replace("ba", "bo");
    let monotone = "kite ".repeat(100_000);
    let stutter = "kite boat ".repeat(50_000);
    let texts = [&*long, &*monotone, &*stutter, "", "– –", "\u{202B}\u{200F}"];
    let later = [&*changed, &*stutter, &*monotone, "", "– –", "\u{202B}\u{200F}"];
    let sources = [
        source("A/RES/97/1", "2042", &texts),
        source("A/RES/98/1", "2043", &later),
    ];
    let found = predecessors(&sources);
    assert_eq!(found.len(), 3);
    assert!(found[0].similarity > 0.5, "{}", found[0].similarity);
    assert!(predecessors(&[]).is_empty());
}
