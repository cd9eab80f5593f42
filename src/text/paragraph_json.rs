//! Paragraphs with their types as a JSON array: the form in which the older resolutions can be had.
//!
//! Each object has `text`, `type` (frontmatter, title, heading, paragraph, backmatter), `prefix` (the
//! printed number) and `links` (pairs of words and address). Footnotes and emphasis are lost in it. It
//! does not print the symbol: the title's number and the adopting organ give it, else the file's name.

use serde::Deserialize;

use super::flow::{self, Flow};
use super::outline::block::{Block, Role};
use super::outline::inline::{Face, Inline};
use crate::corpus::Symbol;
use crate::corpus::reading::{ReadError, Reading};

#[derive(Deserialize)]
struct Paragraph {
    #[serde(default)]
    text: String,
    #[serde(default)]
    r#type: String,
    prefix: Option<String>,
    #[serde(default)]
    links: Vec<Vec<String>>,
}

/// Reads the array. `name` is the file's name.
///
/// # Errors
/// Where it is not such an array, or where neither words nor name tell the symbol.
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Vec<Reading>, ReadError> {
    let paragraphs: Vec<Paragraph> = serde_json::from_slice(bytes).map_err(|error| ReadError {
        line: u32::try_from(error.line()).ok().filter(|line| *line > 0),
        column: u32::try_from(error.column()).ok(),
        message: format!("not the paragraphs of a text: {error}"),
        hint: "an array of objects with \"text\" and \"type\" is expected; fetch it again".to_owned(),
    })?;
    let symbol = by_words(&paragraphs).or_else(|| by_name(name?));
    let flow = Flow {
        blocks: paragraphs.iter().map(block).collect(),
        declared: None,
        symbol: symbol.map(|symbol| symbol.to_string()),
    };
    flow::reading(flow).map(|reading| vec![reading])
}

fn block(paragraph: &Paragraph) -> Block<'static> {
    let heading = paragraph.r#type == "heading";
    let mut inline = Inline::default();
    let words = visible(&paragraph.text);
    let lines: Vec<&str> = if matches!(paragraph.r#type.as_str(), "backmatter") {
        words.lines().collect()
    } else {
        vec![&words]
    };
    for line in lines {
        inline.new_line();
        inline.push(line, Face::default());
    }
    inline.close();
    linked(&mut inline, &paragraph.links);
    Block {
        role: if heading { Role::Heading } else { Role::Paragraph },
        label: paragraph
            .prefix
            .as_deref()
            .map(|p| p.trim().to_owned())
            .filter(|p| !p.is_empty()),
        inline,
        akn_id: None,
    }
}

/// Without the characters that only a font of symbols draws.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}'))
        .collect()
}

/// Finds the linked words in their order.
fn linked(inline: &mut Inline, links: &[Vec<String>]) {
    let mut from = 0;
    for link in links {
        let [words, href] = link.as_slice() else { continue };
        let at = inline.text.get(from..).and_then(|rest| rest.find(words.trim()));
        if let Some(at) = at.filter(|_| !words.trim().is_empty()) {
            inline.link_words(from + at, words.trim().len(), href);
            from += at + words.trim().len();
        }
    }
}

/// The symbol from the title's number ("70/125.", "2014/35.") and the organ in the front matter.
fn by_words(paragraphs: &[Paragraph]) -> Option<Symbol> {
    let title = paragraphs.iter().find(|paragraph| paragraph.r#type == "title")?;
    let number = title.text.split_whitespace().next()?.trim_end_matches('.');
    let (session, rest) = number.split_once('/')?;
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !figures(session) || !figures(rest.trim_end_matches(|c: char| c.is_ascii_uppercase())) {
        return None;
    }
    // Years are the Council's sessions, small numbers the Assembly's.
    let organ = if session.len() == 4 { 'E' } else { 'A' };
    Symbol::parse(&format!("{organ}/RES/{number}")).ok()
}

/// The symbol a file is named after: `a-res-57-270-b` is A/RES/57/270B, `td-442` TD/442.
fn by_name(name: &str) -> Option<Symbol> {
    let stem = name.split(".paragraphs").next()?.trim_end_matches(".json");
    let parts: Vec<String> = stem.split(['-', '_']).map(part).collect();
    let mut symbol = parts.join("/");
    // A letter behind a number belongs to it.
    if let Some((head, tail)) = symbol.rsplit_once('/')
        && tail.len() == 1
        && tail.bytes().all(|b| b.is_ascii_uppercase())
    {
        symbol = format!("{head}{tail}");
    }
    Symbol::parse(&symbol).ok()
}

/// Symbols are in capitals, but for "Add.1" and its like.
fn part(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if text.contains('.') => first.to_uppercase().chain(letters).collect(),
        _ => text.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"[
      {"text": "Resolution adopted by the General Assembly on 1 February 2045", "type": "frontmatter", "prefix": null, "links": []},
      {"text": "99/7.\tLamps on bridges", "type": "title", "prefix": null, "links": []},
      {"text": "The General Assembly,", "type": "paragraph", "prefix": null, "links": []},
      {"text": "Recalling resolution 98/1,", "type": "paragraph", "prefix": null, "links": [["98/1", "https://undocs.org/A/RES/98/1"]]},
      {"text": "1.\tLamps", "type": "heading", "prefix": null, "links": []},
      {"text": "Asks for lamps:", "type": "paragraph", "prefix": "1.", "links": []},
      {"text": "On old bridges.", "type": "paragraph", "prefix": "(a)", "links": []},
      {"text": "4th plenary meeting\n1 February 2045", "type": "backmatter", "prefix": null, "links": []}
    ]"#;

    #[test]
    fn headings_and_paragraphs_may_share_numbers() {
        let reading = read(TEXT.as_bytes(), None).unwrap().remove(0);
        assert_eq!(reading.symbol.as_str(), "A/RES/99/7");
        let paths: Vec<&str> = reading.provisions.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["pp/1", "sec/1", "para/1", "para/1/a"]);
        let link = &reading.provisions[0].links[0];
        assert_eq!(
            (link.offset, link.target.as_ref().unwrap().as_str()),
            (21, "A/RES/98/1")
        );
        assert_eq!(reading.closing.meeting.as_deref(), Some("4th plenary meeting"));
    }

    #[test]
    fn names_are_the_last_resort() {
        for (name, symbol) in [
            ("a-res-57-270-b.paragraphs.json", "A/RES/57/270B"),
            ("td-500-add.1.paragraphs.json", "TD/500/Add.1"),
            ("td-442.paragraphs.json", "TD/442"),
        ] {
            assert_eq!(by_name(name).map(|s| s.to_string()).as_deref(), Some(symbol));
        }
        assert_eq!(by_name("notes.json"), None);
    }

    #[test]
    fn damaged_files_say_where() {
        let cut = &TEXT.as_bytes()[..300];
        let error = read(cut, None).unwrap_err();
        assert!(error.line.is_some() && error.message.contains("EOF"), "{error:?}");
        assert!(read(b"[{\"text\": 1}]", None).is_err());
        assert!(read(b"[]", Some("a-res-1-1.json")).is_err());
    }

    /// Catches: a reader that panics on damage, or takes a text that is cut short for a whole one.
    #[test]
    fn damage_never_passes_for_a_text() {
        for at in (0..TEXT.len()).filter(|at| TEXT.is_char_boundary(*at)) {
            assert!(read(&TEXT.as_bytes()[..at], None).is_err(), "cut at {at}");
            for spoiled in [0x00, 0x22, 0x5B, 0x7D, 0xFF] {
                let mut bytes = TEXT.as_bytes().to_vec();
                bytes[at] = spoiled;
                // Damage inside words cannot be known; nothing may be doubled by it.
                for reading in read(&bytes, None).unwrap_or_default() {
                    let paths: std::collections::HashSet<_> =
                        reading.provisions.iter().map(|p| &p.path).collect();
                    assert_eq!(paths.len(), reading.provisions.len(), "{spoiled} at {at}");
                }
            }
        }
    }
}
