//! Whether what came is what was asked for.

use super::sources::Challenge;
use crate::corpus::{Language, Symbol};
use crate::text;
use crate::text::format::{Format, Unknown};

/// Tells whose text some bytes are: every document in them with its language; `None` where it cannot tell.
pub type Identify = fn(&[u8]) -> Option<Vec<(Symbol, Language)>>;

/// What was asked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted<'a> {
    pub symbol: &'a Symbol,
    /// Other symbols that its cover may print: the halves of a double one, for instance.
    pub also: &'a [Symbol],
    pub language: Option<Language>,
    pub format: Format,
    /// Media types that the source may give; any where empty.
    pub media: &'a [String],
}

/// What the bytes turn out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The text asked for.
    Right,
    /// The format asked for; nobody could tell whose text it is.
    Unknown,
    /// Something else, in words.
    Wrong(String),
}

/// The part of a page in which marks are looked for.
const PAGE: usize = 256 << 10;

/// Looks at what came.
pub(super) fn verify(
    bytes: &[u8],
    media: Option<&str>,
    wanted: &Wanted<'_>,
    challenge: &Challenge,
    identify: Identify,
) -> Verdict {
    let kind = Format::detect(bytes);
    if let Some(mark) = challenged(bytes, kind, challenge) {
        return Verdict::Wrong(format!(
            "a page came that keeps programs out (it says \"{mark}\")"
        ));
    }
    if kind != Ok(wanted.format) {
        let title = title(bytes, kind).map_or_else(String::new, |title| format!(" titled \"{title}\""));
        return Verdict::Wrong(format!(
            "{}{title} came instead of {}",
            seems(kind),
            wanted.format.described()
        ));
    }
    let plain = media.map(|media| {
        media
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    });
    if let Some(media) = plain.filter(|media| !wanted.media.is_empty() && !wanted.media.contains(media)) {
        return Verdict::Wrong(format!(
            "the host calls it {media}, but this source delivers {}",
            wanted.media.join(" or ")
        ));
    }
    match wanted.format {
        Format::MarcXml if contains(bytes, wanted.symbol.as_str().as_bytes()) => Verdict::Right,
        Format::MarcXml => Verdict::Wrong("catalogue records of other documents came".to_owned()),
        _ => whose(identify(bytes), wanted),
    }
}

fn whose(found: Option<Vec<(Symbol, Language)>>, wanted: &Wanted<'_>) -> Verdict {
    let Some(found) = found.filter(|found| !found.is_empty()) else {
        // Akoma Ntoso always says whose text it is.
        return match wanted.format {
            Format::AkomaNtoso => Verdict::Wrong("a file came that does not say whose text it is".to_owned()),
            _ => Verdict::Unknown,
        };
    };
    let right = found.iter().any(|(symbol, language)| {
        (symbol == wanted.symbol || wanted.also.contains(symbol))
            && wanted.language.is_none_or(|wanted| wanted == *language)
    });
    if right {
        return Verdict::Right;
    }
    let texts: Vec<String> = found
        .iter()
        .take(3)
        .map(|(symbol, language)| format!("{symbol} in {language}"))
        .collect();
    Verdict::Wrong(format!("the text of {} came instead", texts.join(", ")))
}

/// What came, for people.
fn seems(kind: Result<Format, Unknown>) -> String {
    match kind {
        Ok(format) => format.described().to_owned(),
        Err(Unknown("empty")) => "an empty answer".to_owned(),
        Err(unknown) => format!("something else ({unknown})"),
    }
}

fn challenged<'a>(bytes: &[u8], kind: Result<Format, Unknown>, challenge: &'a Challenge) -> Option<&'a str> {
    // The words of a text may say anything; only what is no text can be a challenge.
    let readable = matches!(kind, Ok(Format::Html) | Err(_)) && !bytes.contains(&0);
    if !readable {
        return None;
    }
    let page = String::from_utf8_lossy(bytes.get(..PAGE).unwrap_or(bytes)).to_lowercase();
    let mark = challenge.words.iter().find(|word| page.contains(word.as_str()));
    mark.map(String::as_str)
}

/// The title of a page, so that people know what came; control characters taken out.
fn title(bytes: &[u8], kind: Result<Format, Unknown>) -> Option<String> {
    const LONGEST: usize = 80;
    if kind != Ok(Format::Html) {
        return None;
    }
    let page = String::from_utf8_lossy(bytes.get(..PAGE).unwrap_or(bytes));
    // ASCII only, so that places in both are the same.
    let at = page.to_ascii_lowercase().find("<title")?;
    let title = page.get(at..)?.split_once('>')?.1.split('<').next()?;
    let words: Vec<&str> = title.split_whitespace().collect();
    let clean: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_owned())
}

/// Whose text some bytes are, told by the readers of official texts; a file with several resolutions answers with
/// its own symbol and with theirs.
#[must_use]
pub fn identify(bytes: &[u8]) -> Option<Vec<(Symbol, Language)>> {
    let format = Format::detect(bytes).ok()?;
    // What cannot be read does not say whose it is.
    let mut found = text::identify(format, bytes, None).unwrap_or_default();
    if contains(bytes, b"<documentCollection") {
        let readings = text::read(format, bytes, None).unwrap_or_default();
        found.extend(
            readings
                .into_iter()
                .map(|reading| (reading.symbol, reading.language)),
        );
    }
    (!found.is_empty()).then_some(found)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenge() -> Challenge {
        Challenge {
            words: vec!["are you human".to_owned()],
            headers: Vec::new(),
        }
    }

    fn look(bytes: &[u8], format: Format, media: &[String], identify: Identify) -> Verdict {
        let wanted = Wanted {
            symbol: &Symbol::parse("A/RES/99/1").unwrap(),
            also: &[Symbol::parse("A/99/L.1").unwrap()],
            language: Some(Language::English),
            format,
            media,
        };
        verify(
            bytes,
            Some("Application/PDF; charset=x"),
            &wanted,
            &challenge(),
            identify,
        )
    }

    fn wrong(verdict: &Verdict) -> &str {
        match verdict {
            Verdict::Wrong(why) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_came_is_named() {
        let page = b"<html><title>Sign\n in \x07</title>";
        let verdict = look(page, Format::Pdf, &[], |_| None);
        assert_eq!(
            wrong(&verdict),
            "a web page titled \"Sign in\" came instead of a PDF"
        );
        let wall = look(b"<html>Are YOU human?", Format::Html, &[], |_| None);
        assert!(
            wrong(&wall).contains("keeps programs out"),
            "also where a page is wanted"
        );
        assert!(wrong(&look(b"", Format::Pdf, &[], |_| None)).contains("an empty answer"));
    }

    #[test]
    fn whose_text_it_is_decides() {
        assert_eq!(look(b"%PDF-1.7", Format::Pdf, &[], |_| None), Verdict::Unknown);
        let right: Identify = |_| Some(vec![(Symbol::parse("A/RES/99/1").ok()?, Language::English)]);
        assert_eq!(look(b"%PDF-1.7", Format::Pdf, &[], right), Verdict::Right);
        let half: Identify = |_| Some(vec![(Symbol::parse("A/99/L.1").ok()?, Language::English)]);
        assert_eq!(look(b"%PDF-1.7", Format::Pdf, &[], half), Verdict::Right);
        let other: Identify = |_| Some(vec![(Symbol::parse("A/RES/99/1").ok()?, Language::French)]);
        assert!(wrong(&look(b"%PDF-1.7", Format::Pdf, &[], other)).contains("A/RES/99/1 in fr"));
        assert!(wrong(&look(b"<akomaNtoso/>", Format::AkomaNtoso, &[], identify)).contains("whose text"));
    }

    #[test]
    fn media_types_are_compared_without_parameters() {
        let pdf = ["application/pdf".to_owned()];
        assert_eq!(look(b"%PDF-1.7", Format::Pdf, &pdf, |_| None), Verdict::Unknown);
        let other = ["text/html".to_owned()];
        assert!(wrong(&look(b"%PDF-1.7", Format::Pdf, &other, |_| None)).contains("application/pdf"));
    }
}
