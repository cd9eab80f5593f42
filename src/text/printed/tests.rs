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
level Panel,2 and in the 2030 Agenda 3 and its tail to fly with
_____________

1 See resolution 97/3.

2 A/98/7, annex, which is long and
goes on.
3 Resolution 70/1.

24-11111 (E)
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
        "Asks all kites to follow the High-level Panel, and in the 2030 Agenda and its tail to fly with more wind than before;"
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
    assert_eq!(reading.closing.meeting.as_deref(), Some("7th plenary meeting"));
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
