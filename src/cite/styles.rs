//! A document cited in the usual styles, as words to copy.
//!
//! Sources: Publication Manual of the APA, 7th edition, 10.4; The Chicago Manual of Style, 17th edition, 14.297;
//! MLA Handbook, 9th edition, 5; OSCOLA, 4th edition, section on international law, United Nations documents;
//! United Nations Editorial Manual, "Footnotes and other references". Nothing is guessed: what is not known is left out.

use std::ops::Range;

use super::date::Date;
use super::record::Record;

/// A citation in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// The name of the style.
    pub style: &'static str,
    /// The citation, plain text.
    pub text: String,
    /// Where in `text` the words stand that the style sets in italics, in bytes; empty where there are none.
    pub italic: Range<usize>,
    /// Whether line breaks and spaces of `text` are to be kept: BibTeX.
    pub verbatim: bool,
}

/// The citation of a document in the usual styles.
#[must_use]
pub fn styles(record: &Record) -> Vec<Styled> {
    let mut bibtex = Pieces::new("BibTeX");
    bibtex.say(super::bibtex::entry(record).trim_end());
    vec![
        united_nations(record),
        apa(record),
        chicago(record),
        mla(record),
        oscola(record),
        Styled {
            verbatim: true,
            ..bibtex.done()
        },
    ]
}

/// A citation that grows.
struct Pieces(Styled);

impl Pieces {
    fn new(style: &'static str) -> Self {
        Self(Styled {
            style,
            text: String::new(),
            italic: 0..0,
            verbatim: false,
        })
    }

    fn say(&mut self, words: &str) {
        self.0.text.push_str(words);
    }

    fn italic(&mut self, words: &str) {
        let start = self.0.text.len();
        self.say(words);
        self.0.italic = start..self.0.text.len();
    }

    /// Ends a sentence, unless its last words do.
    fn stop(&mut self) {
        if !self.0.text.ends_with(['.', '?', '!']) {
            self.say(".");
        }
    }

    fn done(self) -> Styled {
        self.0
    }
}

/// "General Assembly resolution 70/125 of 16 December 2015, “Title”, A/RES/70/125, IRI"
fn united_nations(record: &Record) -> Styled {
    let mut out = Pieces::new("United Nations");
    let mut parts = Vec::new();
    let body = record.bodies.join(" and ");
    let day = record.day().map(Date::day_first);
    match (record.number(), &day) {
        (Some(number), Some(day)) if !body.is_empty() => {
            parts.push(format!("{body} {} of {day}", number.to_lowercase()));
        }
        _ if !body.is_empty() => parts.push(body),
        _ => {}
    }
    let dated = parts
        .first()
        .zip(day.as_ref())
        .is_some_and(|(first, day)| first.ends_with(day.as_str()));
    if let Some(title) = &record.title {
        parts.push(format!("“{}”", title.text));
    }
    parts.push(record.symbol.clone());
    parts.extend(day.filter(|_| !dated));
    parts.push(record.iri.clone());
    out.say(&parts.join(", "));
    out.done()
}

/// "United Nations General Assembly. (2015, December 16). *Title* (A/RES/70/125). IRI"
fn apa(record: &Record) -> Styled {
    let mut out = Pieces::new("APA");
    let date = record.day().map_or_else(|| "n.d.".to_owned(), Date::year_first);
    let authors = record.authors().join(" & ");
    if authors.is_empty() {
        // Without an author the title comes first (9.12).
        titled(&mut out, record);
        out.stop();
        out.say(&format!(" ({date})."));
    } else {
        out.say(&authors);
        out.stop();
        out.say(&format!(" ({date}). "));
        titled(&mut out, record);
        out.stop();
    }
    out.say(&format!(" {}", record.iri));
    out.done()
}

fn titled(out: &mut Pieces, record: &Record) {
    let name = record.name();
    out.italic(&name);
    if name != record.symbol {
        out.say(&format!(" ({})", record.symbol));
    }
}

/// "United Nations General Assembly. *Title*. A/RES/70/125. December 16, 2015. IRI."
fn chicago(record: &Record) -> Styled {
    let mut out = Pieces::new("Chicago");
    let name = record.name();
    authors(&mut out, record);
    out.italic(&name);
    out.stop();
    if name != record.symbol {
        out.say(&format!(" {}.", record.symbol));
    }
    if let Some(date) = record.day() {
        out.say(&format!(" {}.", date.month_first()));
    }
    out.say(&format!(" {}.", record.iri));
    out.done()
}

/// "United Nations, General Assembly. *Title*. A/RES/70/125, 16 Dec. 2015, IRI."
fn mla(record: &Record) -> Styled {
    let mut out = Pieces::new("MLA");
    let name = record.name();
    let of = |author: String| match author.strip_prefix("United Nations ") {
        Some(organ) if record.bodies.iter().any(|body| body == organ) => format!("United Nations, {organ}"),
        _ => author,
    };
    let authors: Vec<String> = record.authors().into_iter().map(of).collect();
    if !authors.is_empty() {
        out.say(&authors.join(" and "));
        out.stop();
        out.say(" ");
    }
    out.italic(&name);
    out.stop();
    let symbol = Some(record.symbol.clone()).filter(|symbol| *symbol != name);
    let date = record.day().map(Date::short_month);
    let parts: Vec<String> = symbol
        .into_iter()
        .chain(date)
        .chain([record.iri.clone()])
        .collect();
    out.say(&format!(" {}.", parts.join(", ")));
    out.done()
}

fn authors(out: &mut Pieces, record: &Record) {
    let authors = record.authors().join(" and ");
    if !authors.is_empty() {
        out.say(&authors);
        out.stop();
        out.say(" ");
    }
}

/// "UNGA Res 70/125 (16 December 2015) UN Doc A/RES/70/125"; without a number "General Assembly, ‘Title’ (…) …"
fn oscola(record: &Record) -> Styled {
    let mut out = Pieces::new("OSCOLA");
    let acronym = match record.acronyms.first().map(String::as_str) {
        Some("GA") => Some("UNGA"),
        Some("SC") => Some("UNSC"),
        other => other,
    };
    let number = record.number();
    let number = number.as_deref().and_then(|number| number.split_once(' '));
    match (acronym, number) {
        (Some(acronym), Some((word, number))) if record.is_of_the_united_nations() => {
            let word = if word == "Resolution" { "Res" } else { "Dec" };
            out.say(&format!("{acronym} {word} {number}"));
        }
        _ => {
            let authors = record.bodies.join(" and ");
            if !authors.is_empty() {
                out.say(&format!("{authors}, "));
            }
            out.say(&format!("‘{}’", record.name()));
        }
    }
    if let Some(date) = record.day() {
        out.say(&format!(" ({})", date.day_first()));
    }
    let doc = if record.is_of_the_united_nations() {
        "UN Doc "
    } else {
        ""
    };
    out.say(&format!(" {doc}{}", record.symbol));
    out.done()
}

#[cfg(test)]
mod tests {
    use super::super::record::Title;
    use super::*;

    fn record() -> Record {
        Record {
            iri: "https://w3id.org/wsis/id/document/A/RES/70/125".to_owned(),
            symbol: "A/RES/70/125".to_owned(),
            title: Some(Title {
                text: "Made up for a test".to_owned(),
                tag: "en".to_owned(),
            }),
            kind: "resolution".to_owned(),
            bodies: vec!["General Assembly".to_owned()],
            acronyms: vec!["GA".to_owned()],
            date: Some("2015-12-16".to_owned()),
            event: None,
            meeting: None,
            pages: Vec::new(),
            languages: Vec::new(),
        }
    }

    fn text(record: &Record, style: &str) -> String {
        let all = styles(record);
        let one = all.into_iter().find(|styled| styled.style == style).unwrap();
        if one.italic.is_empty() {
            return one.text;
        }
        let (start, end) = (one.italic.start, one.italic.end);
        format!(
            "{}*{}*{}",
            &one.text[..start],
            &one.text[start..end],
            &one.text[end..]
        )
    }

    /// Catches: parts in another order or with other marks than the style's manual has.
    #[test]
    fn a_resolution_in_every_style() {
        let record = record();
        let iri = &record.iri;
        assert_eq!(
            text(&record, "United Nations"),
            format!(
                "General Assembly resolution 70/125 of 16 December 2015, “Made up for a test”, A/RES/70/125, {iri}"
            )
        );
        assert_eq!(
            text(&record, "APA"),
            format!(
                "United Nations General Assembly. (2015, December 16). *Made up for a test* (A/RES/70/125). {iri}"
            )
        );
        assert_eq!(
            text(&record, "Chicago"),
            format!(
                "United Nations General Assembly. *Made up for a test*. A/RES/70/125. December 16, 2015. {iri}."
            )
        );
        assert_eq!(
            text(&record, "MLA"),
            format!(
                "United Nations, General Assembly. *Made up for a test*. A/RES/70/125, 16 Dec. 2015, {iri}."
            )
        );
        assert_eq!(
            text(&record, "OSCOLA"),
            "UNGA Res 70/125 (16 December 2015) UN Doc A/RES/70/125"
        );
        assert!(
            text(&record, "BibTeX").starts_with("@misc{A-RES-70-125,\n  title = {{Made up for a test}},\n")
        );
    }

    /// Catches: parts that are not known and were made up, doubled symbols, two full stops.
    #[test]
    fn what_is_not_known_is_left_out() {
        let bare = Record {
            symbol: "WSIS-03/GENEVA/9".to_owned(),
            iri: "https://w3id.org/wsis/id/document/WSIS-03/GENEVA/9".to_owned(),
            title: None,
            kind: "declaration".to_owned(),
            bodies: Vec::new(),
            acronyms: Vec::new(),
            date: None,
            ..record()
        };
        let iri = &bare.iri;
        assert_eq!(text(&bare, "United Nations"), format!("WSIS-03/GENEVA/9, {iri}"));
        assert_eq!(text(&bare, "APA"), format!("*WSIS-03/GENEVA/9*. (n.d.). {iri}"));
        assert_eq!(text(&bare, "Chicago"), format!("*WSIS-03/GENEVA/9*. {iri}."));
        assert_eq!(text(&bare, "MLA"), format!("*WSIS-03/GENEVA/9*. {iri}."));
        assert_eq!(text(&bare, "OSCOLA"), "‘WSIS-03/GENEVA/9’ WSIS-03/GENEVA/9");
    }
}
