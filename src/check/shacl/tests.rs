//! Every kind of constraint the project's shapes use, broken once.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::Triple;
use rudof_rdf::rdf_impl::OxigraphInMemory;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::store::Graph as CrateGraph;
use shacl::validator::{ShaclConfig, ShaclValidationMode};

use super::ShaclError;
use super::shapes::Shapes;
use crate::check::finding::{Finding, Severity};

const SHAPES: &str = include_str!("../../../tests/fixtures/shacl/shapes.ttl");
const GOOD: &str = include_str!("../../../tests/fixtures/shacl/good.ttl");
const BAD: &str = include_str!("../../../tests/fixtures/shacl/bad.ttl");

const PREFIXES: &str = "
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <urn:t:> .
";

fn triples(turtle: &str) -> Vec<Triple> {
    let text = format!("{PREFIXES}{turtle}");
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text);
    parser.map(|quad| quad.unwrap().into()).collect()
}

fn shapes(turtle: &str) -> Result<Shapes, ShaclError> {
    Shapes::parse(&format!("{PREFIXES}{turtle}"))
}

fn validate(shapes: &Shapes, data: Vec<Triple>) -> Vec<Finding> {
    let mut graph = shapes.graph();
    graph.extend(data);
    shapes.validate(&graph).unwrap()
}

fn short(finding: &Finding) -> String {
    let local = |s: &str| {
        s.replace("urn:t:", ":")
            .replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
    };
    let component = finding.component.rsplit('#').next().unwrap_or_default();
    let component = component.trim_end_matches("ConstraintComponent");
    let value = finding.value.as_deref().map(local).unwrap_or_default();
    let focus = if finding.focus.starts_with("_:") {
        "_:".into()
    } else {
        local(&finding.focus)
    };
    let value = if value.starts_with("_:") {
        "_:".into()
    } else {
        value
    };
    format!(
        "{focus} {} {component} {value} {}",
        local(&finding.shape),
        finding.message
    )
}

#[test]
fn conforming_data_has_no_findings() {
    assert_eq!(validate(&shapes(SHAPES).unwrap(), triples(GOOD)), []);
}

#[test]
fn every_constraint_reports_its_own_message() {
    let data = triples(&format!("{GOOD}{BAD}"));
    let found = validate(&shapes(SHAPES).unwrap(), data);
    let found: BTreeSet<String> = found.iter().map(short).collect();
    let expected = [
        "_: :Mill NodeKind _: A mill has an address.",
        "_: :Mill Pattern _: A mill has an address.",
        ":post-mill :Mill Pattern :post-mill A mill has an address.",
        ":mill-a :name MinCount  Bad name",
        ":mill-b :name Datatype \"plain\" Bad name",
        ":mill-b :name LanguageIn \"plain\" Bad name",
        ":mill-b :name LanguageIn \"Mühle\"@de Bad name",
        ":mill-b :once UniqueLang  One name per language.",
        ":mill-b :tag In \"steam\" Bad tag.",
        ":mill-b :built MaxCount  Bad date.",
        ":mill-b :built Or \"long ago\" Bad date.",
        ":mill-b :floors MinInclusive \"0\"^^<xsd:integer> Bad floors.",
        ":mill-b :floors MaxInclusive \"10\"^^<xsd:integer> Bad floors.",
        ":mill-b :floors Datatype \"many\" Bad floors.",
        ":mill-b :floors MinInclusive \"many\" Bad floors.",
        ":mill-b :floors MaxInclusive \"many\" Bad floors.",
        ":mill-b :owner Class :nobody Bad owner.",
        ":mill-b :owner Class \"Hans\" Bad owner.",
        ":mill-b :owner Class _: Bad owner.",
        ":mill-b :owner NodeKind \"Hans\" Bad owner.",
        ":mill-b :owner NodeKind _: Bad owner.",
        ":mill-b :kind MaxCount  Bad kind.",
        ":mill-b :code Pattern \"ABC\" Bad code.",
        ":mill-b :must HasValue  Needs sails.",
        ":mill-b :back MaxCount  One grinder.",
    ];
    let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn severity_and_path_are_those_of_the_shape() {
    let found = validate(&shapes(SHAPES).unwrap(), triples(&format!("{GOOD}{BAD}")));
    let of = |shape: &str| {
        found
            .iter()
            .find(|f| f.shape == format!("urn:t:{shape}"))
            .unwrap()
    };
    assert_eq!(of("once").severity, Severity::Warning);
    assert_eq!(of("code").severity, Severity::Info);
    assert_eq!(of("tag").severity, Severity::Violation);
    assert_eq!(of("tag").path.as_deref(), Some("urn:t:tag"));
    assert_eq!(of("back").path.as_deref(), Some("^<urn:t:grinds>"));
}

#[test]
fn the_crates_own_processor_finds_the_same() {
    let (shapes, data) = (shapes(SHAPES).unwrap(), triples(&format!("{GOOD}{BAD}")));
    let mut graph = OxigraphInMemory::new();
    for t in &data {
        graph
            .add_triple_ref(t.subject.as_ref(), t.predicate.as_ref(), t.object.as_ref())
            .unwrap();
    }
    let mut processor = GraphValidation::new(CrateGraph::try_from(graph).unwrap());
    let (mode, config) = (ShaclValidationMode::Native, ShaclConfig::new());
    let report = processor.validate(shapes.schema(), &mode, &config).unwrap();
    let reporter = shapes.reporter();
    let mut theirs: Vec<_> = report
        .results()
        .iter()
        .map(|r| reporter.finding(r, shapes.schema()))
        .collect();
    theirs.sort_unstable();
    theirs.dedup();
    assert_eq!(validate(&shapes, data), theirs);
}

#[test]
fn order_and_repetition_of_the_data_do_not_matter() {
    let shapes = shapes(SHAPES).unwrap();
    let data = triples(&format!("{GOOD}{BAD}"));
    let mut backwards = data.clone();
    backwards.extend(data.iter().cloned());
    backwards.reverse();
    assert_eq!(validate(&shapes, backwards), validate(&shapes, data));
}

#[test]
fn more_nodes_than_a_batch_are_all_validated() {
    let mill = |n| triples(&format!(":mill-{n} a :Windmill ; :must :sails ."));
    let mills: Vec<Triple> = (0..1000).flat_map(mill).collect();
    let found = validate(&shapes(SHAPES).unwrap(), mills);
    let nodes: BTreeSet<_> = found.iter().map(|f| &f.focus).collect();
    assert_eq!((found.len(), nodes.len()), (1000, 1000));
}

#[test]
fn closed_shapes_see_every_predicate() {
    let shapes = shapes(
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ; sh:message \"No more.\" ;
        sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p ] .",
    )
    .unwrap();
    let found = validate(&shapes, triples(":x a :C ; :p 1 ; :q 2 ."));
    let paths: Vec<_> = found
        .iter()
        .map(|f| (f.path.as_deref(), f.message.as_str()))
        .collect();
    assert_eq!(paths, [(Some("urn:t:q"), "No more.")]);
}

#[test]
fn anonymous_property_shapes_are_named_after_the_shape_around_them() {
    let shapes =
        shapes(":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
            .unwrap();
    let found = validate(&shapes, triples(":x a :C ."));
    let shape: Vec<_> = found.iter().map(|f| f.shape.as_str()).collect();
    assert_eq!(shape, ["urn:t:S"]);
}

#[test]
fn faulty_shapes_say_what_is_wrong() {
    let said = |turtle: &str| shapes(turtle).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(
        said(":S a sh:NodeShape \n :x").starts_with("line 8, column"),
        "{}",
        said(":S a sh:NodeShape \n :x")
    );
    assert!(said(":S a sh:NodeShape ; sh:mincount 1 .").starts_with("sh:mincount is not"));
    let fine = ":A a sh:NodeShape ; sh:targetClass :C .";
    for wrong in [
        "sh:property [ sh:path :p ; sh:minCount \"one\" ]",
        "sh:property [ sh:path :p ; sh:pattern \"(\" ]",
        "sh:property [ sh:minCount 1 ]",
        "sh:nodeKind sh:Iri",
        "sh:targetClass \"C\"",
        "sh:node :B",
    ] {
        let message = said(&format!(
            "{fine} :B a sh:NodeShape ; sh:targetClass :C ; {wrong} ."
        ));
        assert!(
            message.contains("urn:t:B") || message.contains(":B"),
            "{wrong}: {message:?}"
        );
    }
}

#[test]
fn odd_literals_are_findings_or_fine_but_never_stop_the_validation() {
    let shapes = shapes(
        ":S a sh:NodeShape ; sh:targetClass :C ;
           sh:property [ sh:path :p ; sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:maxInclusive 9 ] ,
             [ sh:path :p ; sh:uniqueLang true ; sh:languageIn ( \"en\" ) ; sh:minLength 1 ] ,
             [ sh:path :p ; sh:or ( [ sh:datatype xsd:gYear ] [ sh:datatype xsd:dateTime ] ) ] .",
    )
    .unwrap();
    let nines = "9".repeat(60);
    let found = validate(
        &shapes,
        triples(&format!(
            ":x a :C ; :p {nines} , {nines}.{nines} , \"{nines}\"^^xsd:long , 1e400 , \"NaN\"^^xsd:double ,
               \"-0044\"^^xsd:gYear , \"2003-99-99T99:99:99\"^^xsd:dateTime , \"\" , \"x\"@zh-hant-x-private ,
               \"x\"@i-klingon , \"y\"@en-abcdefgh , \"yes\"^^xsd:boolean , 5 ."
        )),
    );
    assert!(found.len() > 20, "{}", found.len());
}
