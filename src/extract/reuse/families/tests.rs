use super::super::tests::source;
use super::super::{Passage, predecessors};
use super::*;

/// Catches: a list that does not parse.
#[test]
fn the_list_is_sound() {
    let _: Words = toml::from_str(include_str!("../../../../data/families.toml")).unwrap();
}

fn resolution(symbol: &str, date: &str, title: &str, preamble: &str, texts: &[&str]) -> Source {
    let mut source = source(symbol, date, texts);
    source.title = Some(title.into());
    source.passages.insert(
        0,
        Passage {
            path: "pp/1".into(),
            text: preamble.into(),
        },
    );
    source
}

/// What is told of each link: from, to, signs, and whether it is the latest.
fn told(sources: &[Source]) -> Vec<(String, String, Vec<&'static str>, bool)> {
    let links = families(sources, &predecessors(sources));
    let told = links.into_iter().map(|link| {
        let signs = link.signs.iter().map(|sign| sign.name()).collect();
        (
            link.document.to_string(),
            link.previous.to_string(),
            signs,
            link.latest,
        )
    });
    told.collect()
}

const BODY: [&str; 2] = [
    "Invites all makers of kites and paper boats to show their finest work at the river fair;",
    "Deplores that strong winds tore seven lanterns from the old harbour bridge before dawn;",
];

/// Catches: a series that breaks where the title changes, a sign that is lost, and the resolution in
/// between forgotten because its text is not at hand.
#[test]
fn three_signs_make_a_series() {
    let sources = [
        resolution(
            "A/RES/95/1",
            "2040-12-01",
            "Third fair of kites",
            "Noting the wind,",
            &[],
        ),
        resolution(
            "A/RES/96/4",
            "2041-12-01",
            "Fourth fair of kites",
            "Recalling its resolution 95/1,",
            &BODY,
        ),
        resolution(
            "A/RES/98/2",
            "2043-12-01",
            "Kites and boats",
            "Recalling its resolution 97/6 on kites,",
            &BODY,
        ),
        resolution(
            "E/RES/2043/4",
            "2043-07-01",
            "Fourth fair of kites",
            "Guided by the wind,",
            &BODY,
        ),
    ];
    let tell = |a: &str, b: &str, signs: &[&'static str], latest| {
        (a.to_owned(), b.to_owned(), signs.to_vec(), latest)
    };
    assert_eq!(
        told(&sources),
        [
            tell(
                "A/RES/96/4",
                "A/RES/95/1",
                &["same title", "first recalled"],
                true
            ),
            tell("A/RES/98/2", "A/RES/97/6", &["first recalled"], true),
        ]
    );
}

/// Catches: brothers of one session, which have much the same words, taken for a series.
#[test]
fn brothers_are_no_series() {
    let sources = [
        resolution(
            "A/RES/98/1",
            "2043-12-01",
            "Kites of the north",
            "Noting the wind,",
            &BODY,
        ),
        resolution(
            "A/RES/98/2",
            "2043-12-01",
            "Kites of the south",
            "Noting the rain,",
            &BODY,
        ),
        resolution(
            "A/RES/99/2",
            "2044-12-01",
            "The south and its kites",
            "Noting the rain,",
            &BODY,
        ),
    ];
    let links = told(&sources);
    assert_eq!(links.len(), 1);
    assert_eq!(
        (links[0].0.as_str(), links[0].1.as_str()),
        ("A/RES/99/2", "A/RES/98/2")
    );
}
