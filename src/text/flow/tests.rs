use super::*;
use crate::corpus::Date;
use crate::text::outline::inline::{Face, Inline};

/// A block of plain words; a leading `#` makes it a heading.
fn block(line: &str) -> Block<'static> {
    let heading = line.starts_with('#');
    let mut inline = Inline::default();
    inline.push(
        line.trim_start_matches('#'),
        Face {
            bold: heading,
            italic: false,
        },
    );
    inline.close();
    Block {
        role: if heading { Role::Heading } else { Role::Paragraph },
        label: None,
        inline,
        akn_id: None,
    }
}

fn read(lines: &[&str]) -> Result<Reading, ReadError> {
    reading(Flow {
        blocks: lines.iter().map(|line| block(line)).collect(),
        ..Flow::default()
    })
}

fn paths(reading: &Reading) -> Vec<&str> {
    reading.provisions.iter().map(|p| p.path.as_str()).collect()
}

const RESOLUTION: [&str; 22] = [
    "United Nations",
    "A/RES/99/7",
    "General Assembly",
    "Distr.: General",
    "3 February 2045",
    "45-01234 (E)",
    "*4501234*",
    "Ninety-ninth session",
    "Agenda item 20 (b)",
    "Lamps and bridges: lamps",
    "Resolution adopted by the General Assembly",
    "on 1 February 2045",
    "[on the report of the Second Committee (A/99/12, para. 3)]",
    "99/7. Lamps on",
    "bridges",
    "The General Assembly,",
    "Seeing lamps on bridges,",
    "1. Asks for lamps on all bridges:",
    "(a) On old ones;",
    "2. Decides to count them.",
    "4th plenary meeting",
    "1 February 2045",
];

#[test]
fn a_resolution_as_printed() {
    let reading = read(&RESOLUTION).unwrap();
    assert_eq!(reading.symbol.as_str(), "A/RES/99/7");
    assert_eq!(reading.language, Language::English);
    assert_eq!(reading.title.as_deref(), Some("Lamps on bridges"));
    assert_eq!(reading.work.date, Date::new(2045, Some(2), Some(1)));
    assert_eq!(reading.expression.date, Date::new(2045, Some(2), Some(3)));
    assert_eq!(reading.job_number.as_deref(), Some("45-01234"));
    assert_eq!(reading.distribution.as_deref(), Some("General"));
    assert_eq!(reading.organ.as_deref(), Some("General Assembly"));
    assert_eq!(reading.session.as_ref().unwrap().label, "Ninety-ninth session");
    assert_eq!(reading.agenda[0].number, "20(b)");
    assert_eq!(
        reading.agenda[0].title.as_deref(),
        Some("Lamps and bridges: lamps")
    );
    assert_eq!(reading.origin.as_ref().unwrap().documents[0].as_str(), "A/99/12");
    assert_eq!(
        reading.adoption.as_deref(),
        Some("Resolution adopted by the General Assembly on 1 February 2045")
    );
    assert_eq!(reading.formulas, ["The General Assembly"]);
    assert_eq!(paths(&reading), ["pp/1", "para/1", "para/1/a", "para/2"]);
    assert_eq!(reading.closing.meeting.as_deref(), Some("4th plenary meeting"));
    assert_eq!(reading.closing.date, Date::new(2045, Some(2), Some(1)));
}

#[test]
fn a_declaration_without_formula() {
    let reading = read(&[
        "Document: WSIS-45/TOWN/DOC/3(Rev.1)-E",
        "18 November 2045",
        "Original: English",
        "#AGENDA OF LAMPS",
        "#INTRODUCTION",
        "1. We see that lamps are good.",
        "2. We shall light them.",
        "#BRIDGES",
        "3. We build bridges of lamps.",
    ])
    .unwrap();
    assert_eq!(reading.symbol.as_str(), "WSIS-45/TOWN/DOC/3");
    assert_eq!(reading.printed_symbol, "WSIS-45/TOWN/DOC/3(Rev.1)-E");
    assert_eq!(reading.title.as_deref(), Some("AGENDA OF LAMPS"));
    assert_eq!(paths(&reading), ["sec/1", "para/1", "para/2", "sec/2", "para/3"]);
}

#[test]
fn what_is_no_official_text_says_so() {
    let no_symbol: Vec<&str> = RESOLUTION
        .iter()
        .copied()
        .filter(|line| *line != "A/RES/99/7")
        .collect();
    assert!(
        read(&no_symbol)
            .unwrap_err()
            .message
            .contains("no document symbol")
    );
    assert!(read(&["A/RES/99/7"]).is_err());
    assert!(read(&[]).unwrap_err().message.contains("no language"));
}
