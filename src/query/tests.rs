use super::*;
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;
use std::time::Duration;

fn store(things: usize) -> Store {
    let store = Store::new().unwrap();
    let mut turtle = String::from("@prefix wsis: <https://w3id.org/wsis/ns#> .\n");
    for i in 0..things {
        turtle.push_str(&format!(
            "<https://w3id.org/wsis/id/body/b{i}> wsis:ordinal {i} ; wsis:acronym \"B{i}\" .\n"
        ));
    }
    store.load_from_slice(RdfFormat::Turtle, &turtle).unwrap();
    store
}

fn run(store: &Store, text: &str, limits: &Limits) -> Result<Answer, QueryError> {
    evaluate(
        store,
        parse(text)?,
        &Dataset::default(),
        limits,
        CancellationToken::new(),
    )
}

fn product(things: usize, text: &str) -> Result<(), QueryError> {
    refuse_cartesian_product(&store(things), &parse(text).unwrap(), 1_000)
}

#[test]
fn prefixes_are_known_without_declaration() {
    let answer = run(
        &store(3),
        "SELECT * { wid:body/b1 wsis:ordinal ?n }",
        &Limits::none(),
    );
    assert!(
        matches!(answer, Err(QueryError::Syntax { .. })),
        "a slash needs escaping"
    );
    let answer = run(
        &store(3),
        "SELECT * { wid:body\\/b1 wsis:ordinal ?n }",
        &Limits::none(),
    );
    assert_eq!(answer.unwrap().len(), 1);
}

#[test]
fn syntax_error_has_line_column_and_hint() {
    let QueryError::Syntax {
        line, column, hint, ..
    } = parse("SELECT ?s WHERE {\n  ?s ex:p ?o\n}").unwrap_err()
    else {
        panic!("not a syntax error")
    };
    assert_eq!(line, 2);
    assert!(column >= 6, "{column}");
    assert!(hint.contains("prefix ex:"), "{hint}");
}

#[test]
fn syntax_error_at_the_end_says_that_something_is_missing() {
    let error = parse("SELECT * WHERE { ?s ?p ?o ").unwrap_err().to_string();
    assert!(error.contains("ends too early"), "{error}");
}

#[test]
fn update_and_service_are_refused_by_name() {
    assert!(matches!(parse("DROP ALL"), Err(QueryError::Update)));
    assert!(matches!(parse("CLEAR ALL; DROP ALL"), Err(QueryError::Update)));
    for query in [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE SILENT ?x { ?s ?p ?o } } }",
        "ASK { { SELECT ?s { OPTIONAL { SERVICE <http://example.org/> { ?s ?p ?o } } } } }",
    ] {
        assert!(matches!(parse(query), Err(QueryError::Service)), "{query}");
    }
}

#[test]
fn rows_beyond_the_bound_are_an_error_and_at_the_bound_are_not() {
    let limits = Limits {
        rows: 5,
        ..Limits::none()
    };
    let query = "SELECT * { ?s wsis:ordinal ?n }";
    assert_eq!(run(&store(5), query, &limits).unwrap().len(), 5);
    let error = run(&store(6), query, &limits).unwrap_err();
    assert!(matches!(error, QueryError::Limit(Bound::Rows(5))));
    assert!(error.to_string().contains("more than the 5 rows"));
}

#[test]
fn bytes_and_time_are_bounds_too() {
    let query = "CONSTRUCT WHERE { ?s ?p ?o }";
    let bytes = Limits {
        bytes: 100,
        ..Limits::none()
    };
    assert!(matches!(
        run(&store(9), query, &bytes),
        Err(QueryError::Limit(Bound::Bytes(100)))
    ));
    let time = Limits {
        time: Duration::ZERO,
        ..Limits::none()
    };
    assert!(matches!(
        run(&store(9), query, &time),
        Err(QueryError::Limit(Bound::Time(_)))
    ));
}

#[test]
fn unrelated_large_patterns_are_refused() {
    for query in [
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a wsis:ordinal ?n . { SELECT ?x { ?x wsis:acronym ?y } } }",
        "SELECT * { ?a wsis:ordinal ?n OPTIONAL { ?x wsis:acronym ?y } }",
        "SELECT * { { ?a wsis:ordinal ?n } UNION { ?a wsis:ordinal ?n . ?x ?y ?z } }",
        "SELECT * { ?a wsis:ordinal ?n FILTER EXISTS { ?x ?y ?z . ?q wsis:ordinal ?r } }",
        "SELECT * { ?a wsis:acronym* ?b . ?x wsis:acronym* ?y }",
        "SELECT * { GRAPH ?g { ?a ?b ?c } ?x ?y ?z }",
    ] {
        let error = product(100, query).expect_err(query).to_string();
        assert!(error.contains("share no variable"), "{error}");
    }
}

#[test]
fn related_or_small_patterns_pass() {
    for query in [
        "SELECT * { ?a wsis:ordinal ?n . ?a wsis:acronym ?y . ?b wsis:acronym ?y }",
        "SELECT * { ?a wsis:ordinal ?n OPTIONAL { ?a wsis:acronym ?y } }",
        "SELECT * { VALUES ?x { 1 2 3 } ?a wsis:ordinal ?n }",
        "SELECT * { wid:x wsis:ordinal ?m . ?a wsis:ordinal ?n }",
        "SELECT * { ?a wsis:ordinal ?n BIND(?n + 1 AS ?m) ?b wsis:ordinal ?m }",
        "SELECT * { ?a wsis:ordinal ?n { SELECT (COUNT(*) AS ?all) { ?x wsis:acronym ?y } } }",
        "SELECT * { { ?a wsis:ordinal ?n } UNION { ?b wsis:acronym ?y } }",
        "SELECT * { [] wsis:ordinal ?n ; wsis:acronym ?y }",
        "SELECT * { ?a wsis:ordinal ?n { SELECT ?x { ?x wsis:acronym ?y } LIMIT 2 } }",
        "ASK { }",
    ] {
        product(100, query).unwrap_or_else(|error| panic!("{query}: {error}"));
    }
}

#[test]
fn formats_fit_their_kind_only() {
    let store = store(1);
    let rows = run(&store, "SELECT * { ?s ?p ?o }", &Limits::none()).unwrap();
    let graph = run(&store, "DESCRIBE wid:body\\/b0", &Limits::none()).unwrap();
    let mut out = Vec::new();
    let error = rows
        .write(Format::from_name("ttl").unwrap(), &mut out)
        .unwrap_err();
    assert!(
        error.to_string().contains("table, json, xml, csv, tsv"),
        "{error}"
    );
    graph.write(Format::from_name("ttl").unwrap(), &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("@prefix wsis:"));
}

#[test]
fn table_shows_short_names() {
    let answer = run(
        &store(1),
        "SELECT ?p ?o { ?s ?p ?o } ORDER BY ?p",
        &Limits::none(),
    )
    .unwrap();
    let mut out = Vec::new();
    answer.write(Format::Table, &mut out).unwrap();
    let expected = "p             o\n────────────  ──\nwsis:acronym  B0\nwsis:ordinal  0\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_named_dataset_replaces_from() {
    let store = Store::new().unwrap();
    store
        .load_from_slice(
            RdfFormat::NQuads,
            "<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:q> <a:h> .\n",
        )
        .unwrap();
    let count = |text: &str, default: &[String], named: &[String]| {
        let dataset = Dataset::new(default, named).unwrap();
        evaluate(
            &store,
            parse(text).unwrap(),
            &dataset,
            &Limits::none(),
            CancellationToken::new(),
        )
        .unwrap()
        .len()
    };
    let g = ["a:g".to_owned()];
    assert_eq!(count("SELECT * { ?s ?p ?o }", &[], &[]), 2, "union by default");
    assert_eq!(count("SELECT * FROM <a:g> { ?s ?p ?o }", &[], &[]), 1);
    assert_eq!(count("SELECT * FROM <a:h> FROM <a:g> { ?s ?p ?o }", &g, &[]), 1);
    assert_eq!(
        count("SELECT * { ?s ?p ?o }", &[], &g),
        0,
        "no default graph named"
    );
    assert_eq!(count("SELECT * { GRAPH ?g { ?s ?p ?o } }", &[], &g), 1);
    assert!(Dataset::new(&["not absolute".to_owned()], &[]).is_err());
}

#[test]
fn a_search_without_rows_ends_in_time() {
    let time = Limits {
        time: Duration::from_millis(100),
        ..Limits::none()
    };
    let query = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . ?d ?p ?w }";
    let start = std::time::Instant::now();
    let error = run(&store(2_000), query, &time).unwrap_err();
    assert!(matches!(error, QueryError::Limit(Bound::Time(_))), "{error}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
