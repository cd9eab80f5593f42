//! Whose text a file holds: the symbol on its cover, unless number and address agree on another.

use super::cover::Cover;
use super::identification::{Identification, Preface};
use crate::corpus::Symbol;
use crate::text::outline::numbering::{self, Count, Style};

/// The symbol a statement has, as printed, and what is to be said about it.
pub(super) struct Whose {
    pub printed: String,
    /// Where cover, number and address disagree: what they say and which was followed.
    pub remark: Option<String>,
}

/// The symbol of a document that has a file of its own. `kind` is the statement's name ("decision").
///
/// The cover gives it. Where the number above the title and the file's address agree on another, the
/// cover is a slip: it is made from the cover of a neighbour. A part letter that only the line below
/// the title has ("B") belongs to the symbol too.
pub(super) fn alone(meta: &Identification, cover: &Cover, preface: &Preface, kind: &str) -> Option<Whose> {
    let Some(on_cover) = cover.symbol.as_deref() else {
        let printed = symbol_of_work(meta, kind)?;
        return Some(Whose {
            printed,
            remark: None,
        });
    };
    let stated = number_of(on_cover);
    let above = preface.number.as_deref().map(number_of).unwrap_or_default();
    let address = meta
        .work
        .iri
        .as_deref()
        .and_then(last_segment)
        .map(number_of)
        .unwrap_or_default();
    if above.len() > 1 && above == address && stated.len() == above.len() && stated != above {
        let organ = on_cover.rsplitn(above.len() + 1, '/').last().unwrap_or("A/RES");
        let printed = format!("{organ}/{}", above.join("/"));
        let remark = format!(
            "the file says {on_cover} on its cover, but {} above its title and in its address; read as {printed}",
            above.join("/")
        );
        let remark = Some(remark);
        return Some(Whose { printed, remark });
    }
    let letter = preface.letter.as_deref().and_then(capital);
    let printed = match letter.filter(|_| !on_cover.ends_with(|c: char| c.is_ascii_uppercase())) {
        Some(letter) => format!("{on_cover} {letter}"),
        None => on_cover.to_owned(),
    };
    Some(Whose {
        printed,
        remark: None,
    })
}

/// The symbol of a part of a collection: `A/RES/75/101 A-B` with part B is `A/RES/75/101 B`.
pub(super) fn part(collection: &str, meta: &Identification, preface: &Preface) -> Option<Whose> {
    let base = collection
        .trim_end_matches(|c: char| c.is_ascii_uppercase() || c.is_whitespace() || "-–".contains(c));
    let segment = meta
        .work
        .iri
        .as_deref()
        .and_then(last_segment)
        .unwrap_or_default();
    let by_address = segment.chars().rev().take_while(char::is_ascii_uppercase).last();
    let by_preface = || capital(preface.number.as_deref()?);
    let letter = by_address.map(|c| c.to_string()).or_else(by_preface)?;
    let printed = format!("{base} {letter}");
    Some(Whose {
        printed,
        remark: None,
    })
}

/// A letter of any script as the Latin one of its rank.
fn capital(printed: &str) -> Option<String> {
    let value = numbering::parse(printed)?.in_style(Style::Capital)?;
    let style = Style::Capital;
    Some(Count { style, value }.normal())
}

/// Session and number of a symbol, of a number above a title, or of an address: `["75", "268"]` of
/// "A/RES/75/268 B", "75/268." and "75-268B"; `["ES-11", "1"]` of "A/RES/ES-11/1".
fn number_of(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches('.');
    let text = ["/RES/", "/DEC/"]
        .iter()
        .find_map(|kind| text.split_once(kind))
        .map_or(text, |(_, number)| number);
    let text = text.split_whitespace().next().unwrap_or_default();
    let text = text.trim_end_matches(|c: char| c.is_ascii_uppercase() || c == '-');
    let Some((session, number)) = text.rsplit_once(['/', '-']) else {
        return Vec::new();
    };
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    let plain = |part: &str| {
        part.chars().any(|c| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let parts = [session, number].map(str::to_owned);
    if parts.iter().all(|part| plain(part)) {
        parts.to_vec()
    } else {
        Vec::new()
    }
}

/// `/akn/un/statement/deliberation/unga/2025-12-17/80-173/` is `A/RES/80/173`; the Security Council
/// counts by years (`…/unsc/2020-01-10/2504-2020/` is `S/RES/2504 (2020)`).
fn symbol_of_work(meta: &Identification, kind: &str) -> Option<String> {
    let iri = meta.work.iri.as_deref()?;
    let segment = last_segment(iri)?;
    let (session, number) = segment.rsplit_once('-')?;
    let kind = if kind == "decision" { "DEC" } else { "RES" };
    let printed = if iri.contains("/unsc/") {
        format!("S/{kind}/{session} ({number})")
    } else {
        let organ = if iri.contains("/unecosoc/") { "E" } else { "A" };
        format!("{organ}/{kind}/{session}/{number}")
    };
    Symbol::parse(&printed).is_ok().then_some(printed)
}

fn last_segment(iri: &str) -> Option<&str> {
    iri.trim_end_matches('/').rsplit('/').next()
}

/// Whether the head of a file leaves no doubt about the symbol its cover prints: the number above the
/// title is the same, and no letter follows it. `head` begins behind the symbol.
pub(super) fn is_certain(printed: &str, head: &str) -> bool {
    let Some((_, preface)) = head.split_once("<preface") else {
        // The Security Council's have none.
        return true;
    };
    let (preface, _) = preface.split_once("</preface").unwrap_or((preface, ""));
    let mut numbers = preface.split("<docNumber").skip(1).filter_map(|rest| {
        let (element, _) = rest.split_once("</docNumber")?;
        Some(element.split_once('>')?.1)
    });
    let first = numbers.next().unwrap_or_default();
    let same = first.contains('<') || number_of(first).is_empty() || number_of(first) == number_of(printed);
    same && (numbers.next().is_none() || printed.ends_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reading::Frbr;

    fn whose(cover: &str, number: &str, letter: &str, iri: &str) -> (String, bool) {
        let meta = Identification {
            work: Frbr {
                iri: Some(format!("/akn/un/statement/deliberation/unga/2031-01-01/{iri}/")),
                date: None,
            },
            ..Identification::default()
        };
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let cover = Cover {
            symbol: text(cover),
            ..Cover::default()
        };
        let preface = Preface {
            number: text(number),
            letter: text(letter),
            ..Preface::default()
        };
        let found = alone(&meta, &cover, &preface, "resolution").unwrap();
        (found.printed, found.remark.is_some())
    }

    #[test]
    fn the_cover_counts_unless_two_stand_against_it() {
        for (cover, number, letter, iri, printed, remark) in [
            ("A/RES/99/4", "99/5.", "", "99-5", "A/RES/99/5", true),
            ("A/RES/99/4", "99/5.", "", "99-4", "A/RES/99/4", false),
            ("A/RES/99/4", "99/4", "", "99-5", "A/RES/99/4", false),
            ("A/RES/99/4 B", "99/4.", "باء", "99-4", "A/RES/99/4 B", false),
            ("A/DEC/99/4", "99/4.", "B", "99-4", "A/DEC/99/4 B", false),
            ("A/RES/99/4 A-C", "99/4.", "", "99-4A-C", "A/RES/99/4 A-C", false),
            ("A/RES/ES-19/1", "ES-19/1.", "", "ES-19-1", "A/RES/ES-19/1", false),
            ("E/RES/2031/4", "2031/6.", "", "2031-6", "E/RES/2031/6", true),
            (
                "S/RES/4000 (2031)",
                "",
                "",
                "4000-2031",
                "S/RES/4000 (2031)",
                false,
            ),
            ("", "99/5.", "", "99-5", "A/RES/99/5", false),
        ] {
            assert_eq!(
                whose(cover, number, letter, iri),
                (printed.to_owned(), remark),
                "{cover} {number}"
            );
        }
    }

    #[test]
    fn certainty_of_a_head() {
        for (printed, head, certain) in [
            (
                "A/RES/99/4",
                "<preface><p><docNumber>99/4.</docNumber></p></preface>",
                true,
            ),
            (
                "A/RES/99/4",
                "<preface><p><docNumber>99/5.</docNumber></p></preface>",
                false,
            ),
            (
                "A/DEC/99/4",
                "<preface><docNumber>99/4.</docNumber><docNumber>B</docNumber></preface>",
                false,
            ),
            (
                "A/RES/99/4 B",
                "<preface><docNumber>99/4.</docNumber><docNumber>B</docNumber></preface>",
                true,
            ),
            ("S/RES/4000 (2031)", "<preamble>", true),
        ] {
            assert_eq!(is_certain(printed, head), certain, "{printed} {head}");
        }
    }

    #[test]
    fn the_security_council_counts_by_years() {
        let iri = Some("/akn/un/statement/deliberation/unsc/2031-01-01/4000-2031/".to_owned());
        let meta = Identification {
            work: Frbr { iri, date: None },
            ..Identification::default()
        };
        assert_eq!(
            symbol_of_work(&meta, "resolution").as_deref(),
            Some("S/RES/4000 (2031)")
        );
    }
}
