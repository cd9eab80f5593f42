//! Names of an invented release.

use super::{AUTOMATIC, Class, Names, Wanted};
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

const GRAPH: &str = r#"
@prefix wsis: <https://w3id.org/wsis/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/wsis/id/> .
<body/kite-commission> a wsis:Body ; rdfs:label "Commission on Kites for Development"@en , "Комиссия по змеям в целях развития"@ru ;
    wsis:acronym "CKD" ; skos:altLabel "Wind Committee"@en .
<body/river-commission> a wsis:Body ; rdfs:label "Commission on Rivers for Development"@en .
<body/first-group> a wsis:Body ; rdfs:label "First Kite Group"@en ; wsis:acronym "WGK" .
<body/second-group> a wsis:Body ; rdfs:label "Second Kite Group"@en ; wsis:acronym "WGK" .
<event/ckd-9> a wsis:Event ; rdfs:label "9th session of the Commission on Kites for Development"@en ;
    wsis:heldBy <body/kite-commission> ; wsis:ordinal 9 ; wsis:startsOn "2044-05-01"^^xsd:date .
<event/ckd-10> a wsis:Event ; rdfs:label "10th session of the Commission on Kites for Development"@en ;
    wsis:heldBy <body/kite-commission> ; wsis:ordinal 10 ; wsis:startsOn "2045-05-01"^^xsd:date .
<keyword/k/1> a wsis:Keyword ; rdfs:label "Commission on Kites for Development"@en .
<document/A/RES/90/1> a wsis:Document ; wsis:symbol "A/RES/90/1" ; rdfs:label "A/RES/90/1" .
"#;

fn read() -> Names {
    let store = Store::new().unwrap();
    store
        .load_from_slice(RdfFormat::Turtle, GRAPH.as_bytes())
        .unwrap();
    Names::read(&store)
}

/// Catches: names in another spelling, language or number of words that are missed.
#[test]
fn the_right_thing_comes_first() {
    let names = read();
    for (text, thing, certain) in [
        (
            "Commission on Kites for Development",
            "body/kite-commission",
            true,
        ),
        (
            "COMMISSION ON KITES FOR DEVELOPMENT",
            "body/kite-commission",
            true,
        ),
        (
            "Comission on Kites for Developement",
            "body/kite-commission",
            true,
        ),
        ("ckd", "body/kite-commission", true),
        ("Wind Committee", "body/kite-commission", true),
        (
            "Commission on Kites for Development (CKD)",
            "body/kite-commission",
            true,
        ),
        ("Комиссии по змеям в целях развития", "body/kite-commission", true),
        ("tenth session of the CKD", "event/ckd-10", true),
        ("CKD 2044", "event/ckd-9", true),
        ("A.RES.90.1", "document/A/RES/90/1", true),
        ("Commission on Kites", "body/kite-commission", false),
    ] {
        let found = names.search(text, &Wanted::default());
        let first = &found[0];
        assert_eq!(
            first.thing.iri.replace("https://w3id.org/wsis/id/", ""),
            thing,
            "{text}"
        );
        assert_eq!(first.certain, certain, "{text}: {}", first.score);
    }
}

/// Catches: another number, another word or one of two namesakes that is taken for certain.
#[test]
fn what_may_be_another_thing_is_not_certain() {
    let names = read();
    for text in [
        "11th session of the Commission on Kites for Development",
        "Commission on Kites not for Development",
        "Commission on Kits for Development Aid",
        "WGK",
        "CKX",
        "CKD 1999",
        "A/RES/90/11",
        "Kite",
        "",
        ".*",
    ] {
        let found = names.search(text, &Wanted::default());
        assert!(
            found.iter().all(|one| !one.certain),
            "{text}: {:?}",
            found.first().map(|one| one.score)
        );
    }
    let groups = names.search("WGK", &Wanted::default());
    assert!(
        groups[0].score >= AUTOMATIC && groups[1].score >= AUTOMATIC,
        "both have the name"
    );
}

/// Catches: a class that does not limit, and suggestions that do not begin with what was typed.
#[test]
fn classes_limit_and_prefixes_suggest() {
    let names = read();
    let event = Class::find("https://w3id.org/wsis/ns#Event").unwrap();
    let found = names.search("Commission on Kites for Development", &Wanted::of(&[event]));
    assert!(found.iter().all(|one| one.thing.iri.contains("/event/")));
    let suggested = names.suggest("commission on r", &Wanted::default());
    assert!(suggested[0].thing.iri.ends_with("river-commission"));
    assert!(
        names.suggest("a/res/9", &Wanted::default())[0]
            .thing
            .iri
            .ends_with("A/RES/90/1")
    );
}
