//! Word files made of invented text, part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::corpus::reading::{ProvisionKind, Reading};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let lines: String = list
        .iter()
        .map(|(id, kind, target)| {
            let mode = if target.contains("://") {
                " TargetMode=\"External\""
            } else {
                ""
            };
            format!("<Relationship Id=\"{id}\" Type=\"{RELS}/{kind}\" Target=\"{target}\"{mode}/>")
        })
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
    )
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn listed(list: &str, level: u8, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Op"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"#;

const STYLES: &str = r#"<w:style w:type="paragraph" w:styleId="Op"><w:basedOn w:val="Text"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Text"/>
<w:style w:type="paragraph" w:styleId="Top"><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#;

fn body() -> String {
    let cover = [
        "General Assembly",
        "Ninety-ninth session",
        "Agenda item 7",
        "Kites for development",
        "Resolution adopted by the General Assembly on 3 March 2031",
    ];
    let cover: String = cover.iter().map(|line| p(line)).collect();
    let text = [
        p("99/12. Kites for development"),
        p("The General Assembly,"),
        r#"<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>Recalling</w:t></w:r><w:r><w:t xml:space="preserve"> its first kite,</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:ins><w:r><w:t>gladly,</w:t></w:r></w:ins><w:del><w:r><w:delText>sadly,</w:delText></w:r></w:del></w:p>"#.to_owned(),
        r#"<w:p><w:pPr><w:pStyle w:val="Top"/></w:pPr><w:r><w:t>Strings</w:t></w:r></w:p>"#.to_owned(),
        r#"<w:p><w:pPr><w:pStyle w:val="Op"/></w:pPr><w:r><w:t xml:space="preserve">Asks all kites, see </w:t></w:r><w:hyperlink r:id="rL"><w:r><w:t>resolution 98/1</w:t></w:r></w:hyperlink><w:r><w:t>, to:</w:t></w:r></w:p>"#.to_owned(),
        listed("5", 1, "Fly;"),
        listed("5", 2, "High;"),
        listed("5", 2, "Far;"),
        listed("5", 1, "Land;"),
        r#"<w:p><w:pPr><w:pStyle w:val="Op"/></w:pPr><w:r><w:t>Thanks the wind</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> (staff only)</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>17</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>;</w:t></w:r></w:p>"#.to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Kite</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Height</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Red</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30 m</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        listed("6", 0, "Closes."),
        r#"<w:p><w:r><w:t>7th plenary meeting</w:t><w:br/><w:t>3 March 2031</w:t></w:r></w:p>"#.to_owned(),
    ]
    .concat();
    let section = r#"<w:sectPr><w:headerReference w:type="first" r:id="rH"/><w:titlePg/></w:sectPr>"#;
    format!("<w:document {W}><w:body>{cover}{text}{section}</w:body></w:document>")
}

fn parts() -> Vec<(&'static str, String)> {
    let header = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>United Nations</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>A/RES/99/12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let note = "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> See resolution 97/3.</w:t></w:r></w:p></w:footnote>";
    vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            relations(&[("r1", "officeDocument", "word/document.xml")]),
        ),
        ("word/document.xml", body()),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("rS", "styles", "styles.xml"),
                ("rN", "numbering", "numbering.xml"),
                ("rF", "footnotes", "/word/footnotes.xml"),
                ("rH", "header", "header1.xml"),
                ("rL", "hyperlink", "https://docs.un.org/en/A/RES/98/1"),
            ]),
        ),
        ("word/styles.xml", format!("<w:styles {W}>{STYLES}</w:styles>")),
        (
            "word/numbering.xml",
            format!("<w:numbering {W}>{NUMBERING}</w:numbering>"),
        ),
        (
            "word/footnotes.xml",
            format!("<w:footnotes {W}>{note}</w:footnotes>"),
        ),
        ("word/header1.xml", format!("<w:hdr {W}>{header}</w:hdr>")),
        (
            "word/comments.xml",
            format!("<w:comments {W}>{}</w:comments>", p("ask Mr. Quux")),
        ),
    ]
}

fn one() -> Reading {
    read(&zipped(&parts())).unwrap().remove(0)
}

fn text<'r>(reading: &'r Reading, path: &str) -> &'r str {
    let found = reading.provisions.iter().find(|p| p.path == path);
    found.map_or_else(
        || panic!("no {path}: {:#?}", reading.provisions),
        |p| p.text.as_str(),
    )
}

#[test]
fn what_word_counts_and_keeps_elsewhere_is_read() {
    let reading = one();
    assert_eq!(reading.symbol.as_str(), "A/RES/99/12");
    assert_eq!(reading.title.as_deref(), Some("Kites for development"));
    assert_eq!(text(&reading, "pp/1"), "Recalling its first kite, gladly,");
    assert_eq!(text(&reading, "fn/1"), "See resolution 97/3.");
    assert_eq!(
        text(&reading, "para/1"),
        "Asks all kites, see resolution 98/1, to:"
    );
    assert_eq!(text(&reading, "para/1/a/ii"), "Far;");
    assert_eq!(text(&reading, "para/1/b"), "Land;");
    assert_eq!(text(&reading, "para/2").lines().next(), Some("Thanks the wind;"));
    assert_eq!(
        text(&reading, "para/9"),
        "Closes.",
        "a list that starts anew at 9"
    );
    assert!(reading.provisions.iter().any(|p| p.text.contains("Red | 30 m")));
    let headings: Vec<&str> = reading
        .provisions
        .iter()
        .filter(|p| p.kind == ProvisionKind::Section)
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(headings, ["Strings"]);
    let link = reading.provisions.iter().flat_map(|p| &p.links).next().unwrap();
    assert_eq!(
        link.target.as_ref().map(ToString::to_string).as_deref(),
        Some("A/RES/98/1")
    );
    assert_eq!(reading.closing.meeting.as_deref(), Some("7th plenary meeting"));
    let all: String = reading.provisions.iter().map(|p| p.text.as_str()).collect();
    for furniture in ["Quux", "staff only", "sadly", "17"] {
        assert!(!all.contains(furniture), "{furniture}");
    }
}

#[test]
fn broken_files_are_told() {
    let with = |name: &str, text: &str| -> String {
        let mut parts = parts();
        parts.iter_mut().find(|part| part.0 == name).unwrap().1 = text.to_owned();
        let error = read(&zipped(&parts)).unwrap_err();
        assert!(!error.hint.is_empty());
        error.message
    };
    assert!(with("word/document.xml", "<w:document").contains("word/document.xml"));
    assert!(with("word/styles.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>").contains("document type"));
    let deep = format!(
        "<w:document {W}>{}{}</w:document>",
        "<w:p>".repeat(3000),
        "</w:p>".repeat(3000)
    );
    assert!(with("word/document.xml", &deep).contains("nested"));
    let whole = zipped(&parts());
    let cut = read(whole.get(..whole.len() / 2).unwrap()).unwrap_err();
    assert!(cut.message.contains("damaged"), "{}", cut.message);
    let bomb = zipped(&[("word/document.xml", " ".repeat(49 << 20))]);
    assert!(bomb.len() < 1 << 20);
    assert!(read(&bomb).unwrap_err().message.contains("unpacks to more"));
    let sheet = zipped(&[("xl/workbook.xml", "<x/>".to_owned())]);
    assert!(read(&sheet).unwrap_err().message.contains("no Word text"));
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let whole = zipped(&parts());
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..6) {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }
        bytes.truncate(random.usize(bytes.len() / 2..=bytes.len()));
        // Any answer will do, but there must be one.
        let _ = read(&bytes);
    }
    // Damage inside the parts, where the archive's checksums do not catch it.
    for _ in 0..300 {
        let mut parts = parts();
        let at = random.usize(2..parts.len());
        let mut chars: Vec<char> = parts[at].1.chars().collect();
        let place = random.usize(..chars.len());
        chars.drain(place..(place + random.usize(1..40)).min(chars.len()));
        parts[at].1 = chars.into_iter().collect();
        let _ = read(&zipped(&parts));
    }
}
