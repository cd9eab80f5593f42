//! Citations against an invented release.

use super::super::names::{AUTOMATIC, Names};
use super::{LONGEST_TEXT, Resolution, resolve};
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

/// The Kite Agenda has numbered paragraphs, one preambular paragraph and an annex; another resolution is only cited.
const GRAPH: &str = r#"
@prefix wsis: <https://w3id.org/wsis/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/wsis/id/> .
<document/A/RES/90/1> a wsis:Document ; wsis:symbol "A/RES/90/1" ; wsis:alias "kite-agenda" ;
    rdfs:label "Kite Agenda for the Upper Air"@en , "Программа змеев"@ru , "风筝议程"@zh , "برنامج الطائرات الورقية"@ar ;
    wsis:adoptedOn "2035-09-25"^^xsd:date .
<document/A/RES/90/1/para/1> a wsis:Paragraph .
<document/A/RES/90/1/para/2> a wsis:Paragraph ; wsis:cites <document/A/RES/89/7> .
<document/A/RES/90/1/para/2/a> a wsis:SubParagraph .
<document/A/RES/90/1/para/3> a wsis:Paragraph .
<document/A/RES/90/1/pp/2> a wsis:PreambularParagraph .
<document/A/RES/90/1/annex/1> a wsis:Annex .
<document/A/RES/90/1/annex/1/para/9> a wsis:Paragraph .
<document/E/RES/2036/4> a wsis:Document ; wsis:symbol "E/RES/2036/4" ; rdfs:label "Kites and rivers"@en .
<body/kite-board> a wsis:Body ; rdfs:label "Kite Board"@en ; wsis:acronym "KB" .
"#;

fn read() -> (Store, Names) {
    let store = Store::new().unwrap();
    store
        .load_from_slice(RdfFormat::Turtle, GRAPH.as_bytes())
        .unwrap();
    let names = Names::read(&store);
    (store, names)
}

/// What comes first for every citation: its places, or the document.
fn shown(resolution: &Resolution) -> Vec<String> {
    let short = |iri: &str| iri.replace("https://w3id.org/wsis/id/document/", "");
    let answers = resolution.cited.iter().filter_map(|cited| cited.answers.first());
    answers
        .map(|answer| match answer.places.as_slice() {
            [] => short(&answer.iri),
            places => places
                .iter()
                .map(|place| short(&place.iri))
                .collect::<Vec<_>>()
                .join(" "),
        })
        .collect()
}

/// Catches: places that are lost between languages, orders of words and ways to write letters.
#[test]
fn places_are_found_in_six_languages() {
    let (store, names) = read();
    for (text, expected) in [
        ("para. 2(a) of the Kite Agenda", "A/RES/90/1/para/2/a"),
        (
            "Kite Agenda, paras 1-3",
            "A/RES/90/1/para/1 A/RES/90/1/para/2 A/RES/90/1/para/3",
        ),
        ("res. 90/1, OP 3", "A/RES/90/1/para/3"),
        ("A/RES/90/1 PP 2", "A/RES/90/1/pp/2"),
        (
            "annex, paragraph 9 of resolution 90/1",
            "A/RES/90/1/annex/1/para/9",
        ),
        ("Kite Agenda para 9", "A/RES/90/1/annex/1/para/9"),
        ("Kite Agenda 2a", "A/RES/90/1/para/2/a"),
        (
            "пункты 1 и 3 Программы змеев",
            "A/RES/90/1/para/1 A/RES/90/1/para/3",
        ),
        ("风筝议程第二段", "A/RES/90/1/para/2"),
        ("الفقرة ٢ (أ) من برنامج الطائرات الورقية", "A/RES/90/1/para/2/a"),
        (
            "alinéa a) du paragraphe 2 de la résolution 90/1",
            "A/RES/90/1/para/2/a",
        ),
        ("Consejo Económico y Social, resolución 2036/4", "E/RES/2036/4"),
        ("a_res_90_1", "A/RES/90/1"),
        ("as was said in paragraph 3 Kite Agenda", "A/RES/90/1/para/3"),
    ] {
        let resolution = resolve(text, &names, &store);
        assert_eq!(shown(&resolution), [expected], "{text}");
        assert!(
            resolution.certain().is_some() || expected.contains(' '),
            "{text}: {resolution:?}"
        );
    }
    let both = resolve(
        "paragraph 1 of the Kite Agenda and resolution 2036/4",
        &names,
        &store,
    );
    assert_eq!(shown(&both), ["A/RES/90/1/para/1", "E/RES/2036/4"]);
}

/// Catches: a number nobody gave, a name only begun, a year of another text or a mere body passed off as certain; what
/// the release lacks that is not said.
#[test]
fn what_is_not_certain_is_not_said_to_be() {
    let (store, names) = read();
    for text in [
        "resolution 95/3",
        "Kite Agenda for the Lower Water",
        "resolution 90/1 of 3 May 1999",
        "KB",
        "paragraph 2",
        "Agenda",
    ] {
        let resolution = resolve(text, &names, &store);
        let sure = resolution
            .cited
            .iter()
            .flat_map(|cited| &cited.answers)
            .any(|answer| answer.certain || answer.score >= AUTOMATIC);
        assert!(!sure, "{text}: {resolution:?}");
    }
    let missing = resolve("Kite Agenda, para 77", &names, &store);
    let answer = &missing.cited[0].answers[0];
    assert!(answer.certain && answer.known && !answer.places[0].known && answer.note.is_some());
    assert!(missing.certain().is_none(), "a link would lead nowhere");
    let cited = resolve("resolution 89/7", &names, &store);
    let answer = &cited.cited[0].answers[0];
    assert!(
        answer.certain && !answer.known,
        "the release cites it: {answer:?}"
    );
    assert!(!resolve("paragraph 2", &names, &store).notes.is_empty());
}

/// Catches: a text that is read although it is too long.
#[test]
fn long_texts_are_not_read() {
    let (store, names) = read();
    let resolution = resolve(&"Kite Agenda ".repeat(LONGEST_TEXT), &names, &store);
    assert!(resolution.cited.is_empty() && resolution.notes.len() == 1);
}
