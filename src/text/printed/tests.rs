//! Invented texts as lines of pages.

use super::{read, read_json};
use crate::corpus::reading::Reading;

const TEXT: &str = "United Nations          A/RES/99/12
General Assembly
Ninety-ninth session
Agenda item 7
Resolution adopted by the General Assembly on 3 March 2031
99/12. Kites for development

The General Assembly,

Recalling its first kite of the year 2030, 1 which flew higher than
any kite before it was seen to fly,

1. Asks all kites to follow the High-
level Panel,2 and in the 2030 Agenda 3 and its tail,4 to fly with
_____________

1 See resolution 97/3.

2 A/98/7, annex, which is long and
goes on.
3 See the report of the meeting of
4 March 2031.
4 Resolution 70/1.

24-11111 (E)     040331
*2411111*
\u{C}A/RES/99/12
Kites for development

24-11111
2/2

more wind than before;

(a) In spring;
(b) In autumn.

2. Thanks 3 winds.

7th plenary meeting
3 March 2031
";

fn text<'r>(reading: &'r Reading, path: &str) -> &'r str {
    let found = reading.provisions.iter().find(|p| p.path == path);
    found.map_or_else(
        || panic!("no {path}: {:#?}", reading.provisions),
        |p| p.text.as_str(),
    )
}

#[test]
fn pages_become_paragraphs_and_notes() {
    let reading = read(TEXT.as_bytes()).unwrap().remove(0);
    assert_eq!(reading.symbol.as_str(), "A/RES/99/12");
    assert_eq!(reading.title.as_deref(), Some("Kites for development"));
    assert_eq!(
        text(&reading, "pp/1"),
        "Recalling its first kite of the year 2030, which flew higher than any kite before it was seen to fly,"
    );
    assert_eq!(
        text(&reading, "para/1"),
        "Asks all kites to follow the High-level Panel, and in the 2030 Agenda and its tail, to fly with more wind than before;"
    );
    assert_eq!(text(&reading, "para/1/b"), "In autumn.");
    assert_eq!(
        text(&reading, "para/2"),
        "Thanks 3 winds.",
        "a number of the text stays"
    );
    assert_eq!(
        text(&reading, "fn/2"),
        "A/98/7, annex, which is long and goes on."
    );
    assert_eq!(
        text(&reading, "fn/3"),
        "See the report of the meeting of 4 March 2031."
    );
    assert_eq!(text(&reading, "fn/4"), "Resolution 70/1.");
    assert_eq!(reading.closing.meeting.as_deref(), Some("7th plenary meeting"));
}

/// As PyMuPDF writes: a space at the end of each line, two where a paragraph ends; labels on lines of their
/// own; gaps here and there, pages after an empty line.
const JSON: &str = "United Nations \nA/RES/99/14\n \n \nGeneral Assembly \n \n99/14. Boats \n \nThe General Assembly,  \n \n\
Recalling its resolution 98/3 of 24 December 2030 on boats and the people who \nrow and sail and mend them,  \n\
Welcoming also all the boats that came down the river in the spring of \nthat year,1 \n \n\
1. \nDecides that boats shall be mended, for boats that are not mended will sink \nsooner or later, such as those of \n\
1998. Most of them lie in the mud; \n \n(a) \nBy those who row them; \n\
__________________ \n \n1 Resolution 97/2. \n\
\nA/RES/99/14 \nBoats\n \n30-11111\n2/3 \n \n \n(b) \nBy those who sail them. \n\
Action 3. We will mend all boats that can be mended before the winter comes and \nthe ice with it. \n\
2. \nAsks the members of the fleets 2 to mend their boats, all of them, before the \nwinter comes, by the technologies 3 \n\
that they have: \n \n(a) \nToday; \n__________________ \n \n2 Resolution 97/3. \n \n3 Resolution 97/4. \n\
\nA/RES/99/14 \nBoats\n \n30-11111\n3/3 \n \n \n(b) \nTomorrow. \n \nHarbours and what they need \n\
3. \nEnds. \n";

/// Catches: the points at the heads of several pages taken for running heads; a heading joined to the
/// paragraph above it, or to the one below; the end of a paragraph where no gap stands; a year taken for
/// the number of a paragraph; a mark left in the text.
#[test]
fn paragraphs_without_gaps_are_told_apart() {
    let json = serde_json::json!({"symbol": "A/RES/99/14", "text": JSON});
    let reading = read_json(json.to_string().as_bytes()).unwrap().remove(0);
    let paths: Vec<&str> = reading.provisions.iter().map(|p| p.path.as_str()).collect();
    let expected = "pp/1 pp/2 fn/1 para/1 para/1/a para/1/b sec/1 para/2 fn/3 para/2/a para/2/b sec/2 para/3";
    assert_eq!(paths.join(" "), expected);
    assert!(text(&reading, "para/1").ends_with("those of 1998. Most of them lie in the mud;"));
    assert_eq!(
        text(&reading, "sec/1"),
        "Action 3. We will mend all boats that can be mended before the winter comes and the ice with it."
    );
    assert_eq!(
        text(&reading, "para/2"),
        "Asks the members of the fleets 2 to mend their boats, all of them, before the winter comes, by the technologies that they have:"
    );
}

/// Catches: a label torn from its heading; a heading joined to the paragraph below it; two short paragraphs
/// with marks at their ends taken for one.
#[test]
fn headings_and_short_paragraphs_of_a_layout_are_told_apart() {
    let words = "United Nations          A/RES/99/15
General Assembly
99/15. Boats
                    The General Assembly,
                        Noting the boats on all rivers and seas, and those who sail them,
                        Taking note of the report, 1
                        Recalling its resolution 98/3 on boats and on the people who row, sail and
                   mend them,
                   1.     Adopts the following list of all the boats that shall be mended before the
                   winter comes, with an annex:
                   II.      Boats of the rivers
                   2.     We mend them.
                   __________________
                     1
                       A/99/1.
\u{C}                   Annex
                   Boats of the seas and of all the harbours
                   1.    They are mended too, each of them, in the harbour in which it lies when
                   the winter comes.
";
    let reading = read(words.as_bytes()).unwrap().remove(0);
    let paths: Vec<&str> = reading.provisions.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(
        paths.join(" "),
        "pp/1 pp/2 fn/1 pp/3 para/1 sec/II para/2 annex/1 annex/1/para/1"
    );
    assert_eq!(text(&reading, "pp/2"), "Taking note of the report,");
}

#[test]
fn words_of_a_pdf_as_json_bring_their_symbol() {
    let json = serde_json::json!({"symbol": "A/RES/99/13", "text": "The General Assembly,\n\nAware,\n\n1. Asks;\n\n2. Ends."});
    let reading = read_json(json.to_string().as_bytes()).unwrap().remove(0);
    assert_eq!(reading.symbol.as_str(), "A/RES/99/13");
    assert_eq!(text(&reading, "para/2"), "Ends.");
    let error = read_json(b"{\"symbol\": 1}").unwrap_err();
    assert_eq!(error.line, Some(1));
    assert!(read(b"\xFF\xFEx").unwrap_err().message.contains("UTF-16"));
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..1000 {
        let mut chars: Vec<char> = TEXT.chars().collect();
        for _ in 0..random.usize(1..8) {
            let from = random.usize(..chars.len());
            let to = (from + random.usize(1..30)).min(chars.len());
            match random.u8(..3) {
                0 => drop(chars.drain(from..to)),
                1 => chars[from] = random.char('\u{1}'..='\u{FFFF}'),
                _ => chars.insert(from, ['\u{C}', '\n', '\u{E000}', '_'][random.usize(..4)]),
            }
        }
        let damaged: String = chars.into_iter().collect();
        // Any answer will do, but there must be one.
        let _ = read(damaged.as_bytes());
    }
}
