//! Shapes that other organs and careless files have, on invented texts; and files with anything changed.

use super::{identify, read};
use crate::corpus::reading::Reading;

/// A file of Akoma Ntoso: kind, address, cover, preface and body.
fn file(kind: &str, address: &str, cover: &str, preface: &str, body: &str) -> String {
    format!(
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n<statement name=\"{kind}\">\
         <meta><identification source=\"#X\"><FRBRWork><FRBRuri value=\"{address}\"/></FRBRWork>\
         <FRBRExpression><FRBRlanguage language=\"eng\"/></FRBRExpression></identification></meta>\n\
         <coverPage>{cover}</coverPage>\n{preface}\n{body}\n</statement></akomaNtoso>"
    )
}

fn symbol(printed: &str) -> String {
    format!("<p><docNumber refersTo=\"#symbol\">{printed}</docNumber></p>")
}

fn one(text: &str) -> Reading {
    read(text.as_bytes()).unwrap().remove(0)
}

const BODY: &str = "<preamble><formula name=\"enactingFormula\"><p><i>The Council of Ferries</i>,</p></formula>\
    </preamble><mainBody><paragraph><num>1.</num><content><p><i>Asks</i> for ferries;</p></content></paragraph>\
    <paragraph><num>2.</num><content><p><i>Waits</i>.</p></content></paragraph></mainBody>";

fn paths(reading: &Reading) -> Vec<&str> {
    reading.provisions.iter().map(|p| p.path.as_str()).collect()
}

#[test]
fn the_security_council_has_no_preface() {
    let cover = symbol("S/RES/4000 (2031)")
        + "<p><docTitle refersTo=\"#resolutionNumber\">Resolution 4000 (2031)</docTitle></p>\
           <p><docTitle refersTo=\"#adoption\">Adopted at a meeting</docTitle></p>";
    let text = file(
        "resolution",
        "/akn/un/statement/deliberation/unsc/2031-01-01/4000-2031/",
        &cover,
        "",
        BODY,
    );
    let reading = one(&text);
    assert_eq!(reading.symbol.as_str(), "S/RES/4000(2031)");
    assert_eq!(reading.title.as_deref(), Some("Resolution 4000 (2031)"));
    assert_eq!(reading.adoption.as_deref(), Some("Adopted at a meeting"));
    assert_eq!(paths(&reading), ["para/1", "para/2"]);
    assert!(reading.unplaced.is_empty(), "{:?}", reading.unplaced);
    assert_eq!(
        identify(text.as_bytes()).map(|found| found.0),
        Some(reading.symbol)
    );
}

#[test]
fn a_decision_has_its_letter_below_the_title() {
    let cover = symbol("A/DEC/99/402")
        + "<p><docType>Decision</docType></p><p><inline name=\"decision type\">Elections</inline></p>";
    let preface = "<preface><p><docNumber>99/402.</docNumber><docTitle>Ferries</docTitle></p>\
                   <p><docNumber refersTo=\"#letter\"><span class=\"bold\">B</span></docNumber></p></preface>";
    let text = file(
        "decision",
        "/akn/un/statement/deliberation/unga/2031-01-01/99-402/",
        &cover,
        preface,
        BODY,
    );
    let reading = one(&text);
    assert_eq!(reading.symbol.as_str(), "A/DEC/99/402B");
    assert_eq!(reading.title.as_deref(), Some("Ferries"));
    assert!(reading.unplaced.is_empty(), "{:?}", reading.unplaced);
    // The head alone would give the wrong document.
    assert_eq!(identify(text.as_bytes()), None);
}

#[test]
fn an_emergency_session_has_letters_in_its_number() {
    let preface = "<preface><p><docNumber>ES-19/1.</docNumber><docTitle>Ferries</docTitle></p></preface>";
    let text = file(
        "resolution",
        "/akn/un/statement/deliberation/unga/2031-01-01/ES-19-1/",
        &symbol("A/RES/ES-19/1"),
        preface,
        BODY,
    );
    assert_eq!(one(&text).symbol.as_str(), "A/RES/ES-19/1");
    assert_eq!(
        identify(text.as_bytes()).map(|found| found.0.to_string()),
        Some("A/RES/ES-19/1".to_owned())
    );
}

#[test]
fn a_slip_on_the_cover_is_overruled_and_said() {
    let preface = "<preface><p><docNumber>99/5.</docNumber><docTitle>Ferries</docTitle></p></preface>";
    let text = file(
        "resolution",
        "/akn/un/statement/deliberation/unga/2031-01-01/99-5/",
        &symbol("A/RES/99/4"),
        preface,
        BODY,
    );
    let reading = one(&text);
    assert_eq!(reading.symbol.as_str(), "A/RES/99/5");
    assert_eq!(reading.unplaced.len(), 1);
    assert!(reading.unplaced[0].is_remark() && reading.unplaced[0].what.contains("A/RES/99/4"));
    assert_eq!(identify(text.as_bytes()), None);
}

/// A resolution with this body, its preamble as given.
fn with(preamble: &str, body: &str) -> Reading {
    let body = format!("<preamble>{preamble}</preamble><mainBody>{body}</mainBody>");
    one(&file(
        "resolution",
        "/akn/x/99-5/",
        &symbol("A/RES/99/5"),
        "",
        &body,
    ))
}

fn paragraph(num: &str, text: &str) -> String {
    format!("<paragraph><num>{num}</num><content><p>{text}</p></content></paragraph>")
}

/// Catches: notes of a table taken for points or paragraphs, in whichever way a file codes them.
#[test]
fn notes_of_tables_are_footnotes() {
    let table = "<container name=\"table\"><table><tr><td><p>Ferries (ب)</p></td></tr></table></container>";
    for note in [
        "<paragraph class=\"FootnoteText\"><content><p>(ب) Two decks.</p></content></paragraph>",
        "<paragraph class=\"FootnoteText\"><content><p><sup>b</sup>Two decks.</p></content></paragraph>",
        "<paragraph><content><p><i><sup>b</sup></i> Two decks.</p></content></paragraph>",
        "<paragraph><num>(ب)</num><content><p>Two decks.</p></content></paragraph>",
    ] {
        let body = paragraph("1.", "Counts:") + table + note + &paragraph("2.", "Waits.");
        let reading = with("", &body);
        assert_eq!(paths(&reading), ["para/1", "fn/b", "para/2"], "{note}");
        assert_eq!(reading.provisions[1].text, "Two decks.", "{note}");
    }
    // A table that calls no note is followed by points.
    let plain = table.replace(" (ب)", "");
    let reading = with(
        "",
        &(paragraph("1.", "Counts:") + &plain + &paragraph("(ب)", "Decks;")),
    );
    assert_eq!(paths(&reading), ["para/1", "para/1/b"]);
}

/// Catches: a label lost behind another one on the same line.
#[test]
fn two_labels_on_a_line_are_two_provisions() {
    let rest = paragraph("(b)", "Sails.") + &paragraph("2.", "Waits.");
    for first in [
        paragraph("1.", "(a) Ropes;"),
        paragraph("1. (a)", "Ropes;"),
        "<paragraph><content><p>1. (a) Ropes;</p></content></paragraph>".to_owned(),
    ] {
        let reading = with("", &(first + &rest));
        assert_eq!(paths(&reading), ["para/1", "para/1/a", "para/1/b", "para/2"]);
        assert_eq!(reading.provisions[1].text, "Ropes;");
    }
    // A bracket that begins no list stays text.
    let reading = with(
        "",
        &(paragraph("1.", "(a) and (c) are ropes;") + &paragraph("2.", "Waits.")),
    );
    assert_eq!(paths(&reading), ["para/1", "para/2"]);
}

/// Catches: operative paragraphs counted as preamble in the language whose file codes them so, and
/// preambular ones with a slip at their end counted as operative.
#[test]
fn the_preamble_ends_where_its_sentence_does() {
    let container = |text: &str| format!("<container name=\"x\"><p>{text}</p></container>");
    let recalling = container("<i>Recalling</i> ropes,");
    let found = |last: &str, body: &str| {
        let reading = with(&(recalling.clone() + &container(last)), body);
        reading.provisions.into_iter().map(|p| p.path).collect::<Vec<_>>()
    };
    let numbered = paragraph("1.", "Asks for ropes.");
    assert_eq!(found("<i>Decides</i> on ropes.", ""), ["pp/1", "op/1"]);
    assert_eq!(
        found("<i>Resolves</i> that:", &numbered),
        ["pp/1", "op/1", "para/1"]
    );
    assert_eq!(
        found("<i>Noting</i> ropes;", &numbered),
        ["pp/1", "pp/2", "para/1"]
    );
}

/// Catches: text between two points that takes the later ones out of their list.
#[test]
fn text_between_points_stays_in_its_list() {
    let loose = "<paragraph><content><p>with that intent;</p></content></paragraph>";
    let body = paragraph("1.", "Asks for:")
        + &paragraph("(a)", "Ropes,")
        + loose
        + loose
        + &paragraph("(b)", "Sails.");
    let reading = with("", &body);
    assert_eq!(paths(&reading), ["para/1", "para/1/a", "para/1/b"]);
    assert_eq!(
        reading.provisions[1].text,
        "Ropes,\nwith that intent;\nwith that intent;"
    );
}

/// Catches: articles whose title is coded as number, appendices that go on with the numbers of their
/// annex, and articles that count on through their document.
#[test]
fn articles_coded_as_such_and_appendices() {
    let title = |text: &str| format!("<paragraph class=\"H1\"><heading>{text}</heading></paragraph>");
    let article = |n: u8, inside: &str| format!("<article><num>Article {n}</num>{inside}</article>");
    let body = paragraph("1.", "Adopts rules.")
        + &title("Annex")
        + &title("Rules of ropes")
        + &article(1, &paragraph("1.", "Ropes are long."))
        + &article(
            2,
            &(paragraph("1.", "Sails are wide.") + &paragraph("2 bis.", "Masts too.")),
        )
        + &title("Appendix")
        + &paragraph("1.", "List of ropes.");
    let expected = [
        "para/1",
        "annex/1",
        "annex/1/sec/article-1",
        "annex/1/sec/article-1/para/1",
        "annex/1/sec/article-2",
        "annex/1/sec/article-2/para/1",
        "annex/1/sec/article-2/para/2bis",
        "annex/1/sec/appendix-1",
        "annex/1/sec/appendix-1/para/1",
    ];
    assert_eq!(paths(&with("", &body)), expected);
    let counted_on = title("Annex")
        + &title("Rules")
        + &title("Rule 7")
        + &paragraph("1.", "Ropes.")
        + &paragraph("2.", "Sails.")
        + &title("Rule 9")
        + &paragraph("3.", "Masts.")
        + &title("Rule 12")
        + &paragraph("4.", "Decks.");
    let reading = with("", &counted_on);
    let numbers: Vec<&str> = paths(&reading)
        .into_iter()
        .filter(|p| p.contains("para"))
        .collect();
    assert_eq!(
        numbers,
        [
            "annex/1/para/1",
            "annex/1/para/2",
            "annex/1/para/3",
            "annex/1/para/4"
        ]
    );
}

#[test]
fn a_broken_file_is_read_whole_and_the_repair_said() {
    let whole = file("resolution", "/akn/x/99-5/", &symbol("A/RES/99/5"), "", BODY);
    let expected = one(&whole);
    for (from, to) in [
        ("</i> for", "</i></i> for"),
        (
            "</content></paragraph><",
            "</content></q></embeddedStructure></paragraph><",
        ),
        ("<i>Waits</i>", "<i>Waits</i><span>"),
        ("</statement></akomaNtoso>", ""),
        ("ferries;", "ferries\u{1};"),
    ] {
        assert!(whole.contains(from), "{from}");
        let reading = one(&whole.replacen(from, to, 1));
        assert_eq!(reading.provisions, expected.provisions, "{from}");
        assert!(
            !reading.unplaced.is_empty()
                && reading
                    .unplaced
                    .iter()
                    .all(crate::corpus::reading::Unplaced::is_remark),
            "{from}"
        );
    }
    let ampersand = one(&whole.replacen("for ferries", "for ferries & boats", 1));
    assert_eq!(ampersand.provisions[0].text, "Asks for ferries & boats;");
    // Words are missing here: no repair.
    let cut = whole.find("Waits").unwrap();
    assert!(read(&whole.as_bytes()[..cut]).is_err());
}

/// Catches: anything in a file that makes the reader panic, or give addresses that are none or twice.
#[test]
fn any_change_of_a_file_is_survived() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/akn");
    let mut random = fastrand::Rng::with_seed(20_030_710);
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let original = std::fs::read(entry.path()).unwrap();
        for _ in 0..150 {
            let mut bytes = original.clone();
            for _ in 0..random.usize(1..5) {
                let (at, other) = (random.usize(..bytes.len()), random.usize(..bytes.len()));
                let end = (at + random.usize(..200)).min(bytes.len());
                match random.u8(..5) {
                    0 => bytes[at] = random.u8(..),
                    1 => drop(bytes.drain(at..end)),
                    2 => bytes.swap(at, other),
                    3 => {
                        let piece = bytes[at..end].to_vec();
                        bytes.splice(other..other, piece);
                    }
                    _ => bytes[at] = b"<>&\"/;)(1a "[random.usize(..11)],
                }
                if bytes.is_empty() {
                    bytes.push(b'<');
                }
            }
            identify(&bytes);
            for reading in read(&bytes).unwrap_or_default() {
                let mut seen = std::collections::HashSet::new();
                for (at, provision) in reading.provisions.iter().enumerate() {
                    let path = provision.path.as_str();
                    let fine = !path.is_empty()
                        && !path.starts_with('/')
                        && !path.ends_with('/')
                        && !path.contains("//");
                    assert!(
                        fine && seen.insert(path),
                        "{path}: {}",
                        String::from_utf8_lossy(&bytes)
                    );
                    assert!(provision.parent.is_none_or(|parent| parent < at), "{path}");
                }
            }
        }
    }
}
