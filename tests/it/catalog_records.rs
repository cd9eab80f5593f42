//! Catalog records: MARCXML beside the official texts becomes part of the release.

use std::fs;

use crate::common::{rows, stderr, with_corpus, wsis};

const FIELD: &str = r#"<m:datafield tag="TAG"><m:subfield code="a">VALUE</m:subfield></m:datafield>"#;

fn field(tag: &str, value: &str) -> String {
    FIELD.replace("TAG", tag).replace("VALUE", value)
}

fn record(number: &str, fields: &[(&str, &str)]) -> String {
    let fields: String = fields.iter().map(|(tag, value)| field(tag, value)).collect();
    format!(r#"<m:record><m:controlfield tag="001">{number}</m:controlfield>{fields}</m:record>"#)
}

fn catalog(records: &[String]) -> String {
    format!(
        r#"<collection xmlns:m="http://www.loc.gov/MARC21/slim">{}</collection>"#,
        records.concat()
    )
}

/// Catches: a record of two files told twice; one without symbol that ends the build or hides; a vote
/// or a related document that is lost; a release that forgets the file it was made from.
#[test]
fn records_of_made_files_are_in_the_release_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).expect("a folder");
    let vote = r#"<m:datafield tag="996"><m:subfield code="b">7</m:subfield><m:subfield code="c">1</m:subfield><m:subfield code="d">0</m:subfield></m:datafield></m:record>"#;
    let first = record(
        "5",
        &[("191", "A/RES/99/1"), ("993", "A/99/L.3"), ("245", "Kites")],
    );
    let voted = first.replace("</m:record>", vote);
    let later = first.replace("Kites", "Another title");
    let nameless = record("6", &[("245", "No symbol")]);
    fs::write(texts.join("a.xml"), catalog(&[voted, nameless])).expect("written");
    fs::write(texts.join("b.marcxml"), catalog(&[later])).expect("written");
    let output = wsis(folder.path())
        .args(["build", "--texts", "texts"])
        .output()
        .expect("the program starts");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("record 6 names no document symbol"), "{said}");
    let base = "https://w3id.org/wsis/id/document/";
    let query = "SELECT ?title ?document ?related ?for WHERE { ?r a wsis:CatalogRecord ; dcterms:title ?title ; \
        foaf:primaryTopic ?document ; dcterms:relation ?related . ?document wsis:vote/wsis:inFavour ?for }";
    let found = rows(folder.path(), query);
    assert_eq!(
        found,
        [[
            "Kites".to_owned(),
            format!("{base}A/RES/99/1"),
            format!("{base}A/99/L.3"),
            "7".to_owned()
        ]]
    );
    let manifest = fs::read_to_string(folder.path().join("build/current/manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"a.xml\"") && manifest.contains("\"b.marcxml\""));
}

/// Catches: records of the library's own export that are lost, or read without their dates.
#[test]
fn the_library_s_own_export_is_read_whole() {
    let Some(folder) = with_corpus() else { return };
    let count = rows(
        folder,
        "SELECT (COUNT(?r) AS ?n) WHERE { ?r a wsis:CatalogRecord }",
    );
    assert_eq!(count, [["94".to_owned()]]);
    let query = "SELECT ?issued ?symbol WHERE { ?r dcterms:identifier \"4026910\" ; \
        dcterms:issued ?issued ; foaf:primaryTopic/wsis:symbol ?symbol }";
    assert_eq!(
        rows(folder, query),
        [["2023-11-08".to_owned(), "A/C.3/78/L.49/Rev.1".to_owned()]]
    );
}
