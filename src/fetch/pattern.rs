//! Patterns with placeholders: of symbols, of addresses, of file names.
//!
//! ```text
//! A/RES/{session}/{number}                       which symbols; `*` at the end takes the rest
//! https://docs.un.org/{lang}/{symbol}            an address
//! {session}session/{language}/*-*{letter}.xml    names in a listing, with * and ?
//! ```

use super::names::{english_name, first_of, letter};
use crate::corpus::{Language, Symbol};

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    Symbol,
    FirstSymbol,
    SymbolUnderscored,
    Session,
    Number,
    Lang,
    LangUpper,
    Letter,
    Language,
    Path,
}

/// Every placeholder, as it is written.
const HOLES: [(&str, Hole); 10] = [
    ("symbol", Hole::Symbol),
    ("first_symbol", Hole::FirstSymbol),
    ("symbol_underscored", Hole::SymbolUnderscored),
    ("session", Hole::Session),
    ("number", Hole::Number),
    ("lang", Hole::Lang),
    ("LANG", Hole::LangUpper),
    ("letter", Hole::Letter),
    ("language", Hole::Language),
    ("path", Hole::Path),
];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Hole(Hole),
}

/// A text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    parts: Vec<Part>,
}

/// What placeholders are filled with.
#[derive(Debug, Clone, Default)]
pub(super) struct Values<'a> {
    pub symbol: Option<&'a Symbol>,
    pub lang: Option<Language>,
    pub session: Option<&'a str>,
    pub number: Option<&'a str>,
    pub path: Option<&'a str>,
}

/// The parts of a symbol that a pattern names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Matched {
    pub session: Option<String>,
    pub number: Option<String>,
}

impl Template {
    /// Reads a pattern.
    ///
    /// # Errors
    /// In words: a brace that is not closed, or a placeholder nobody knows.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (name, after) = after
                .split_once('}')
                .ok_or("a { is never closed by a }".to_owned())?;
            let hole = HOLES.iter().find(|(known, _)| *known == name);
            let hole = hole.ok_or_else(|| unknown(name))?;
            parts.push(Part::Hole(hole.1));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }

    /// The pattern as it was written.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether what it makes differs from language to language.
    pub(super) fn names_language(&self) -> bool {
        let of_language = |part: &Part| {
            matches!(
                part,
                Part::Hole(Hole::Lang | Hole::LangUpper | Hole::Letter | Hole::Language)
            )
        };
        self.parts.iter().any(of_language)
    }

    /// The text before the first placeholder.
    pub(super) fn head(&self) -> &str {
        match self.parts.first() {
            Some(Part::Text(text)) => text,
            _ => "",
        }
    }

    /// The pattern filled; `encode` says how a value is written. `None` where a value is missing.
    pub(super) fn fill(&self, values: &Values<'_>, encode: fn(&str) -> String) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(hole) => out.push_str(&encode(&values.of(*hole)?)),
            }
        }
        Some(out)
    }

    /// Reads a symbol by the pattern; `None` where it is not of this form.
    pub(super) fn matches(&self, symbol: &Symbol) -> Option<Matched> {
        let mut found = Matched::default();
        let mut rest = symbol.as_str();
        for part in &self.parts {
            rest = match part {
                Part::Text(text) => match text.strip_suffix('*') {
                    Some(text) => return rest.starts_with(text).then_some(found),
                    None => rest.strip_prefix(text.as_str())?,
                },
                Part::Hole(hole) => {
                    let digits = *hole == Hole::Session;
                    let fits =
                        |c: char| c.is_ascii_digit() || (!digits && (c.is_ascii_alphanumeric() || c == '-'));
                    let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
                    let (value, after) = rest.split_at_checked(end).filter(|(v, _)| !v.is_empty())?;
                    match hole {
                        Hole::Session => found.session = Some(value.to_owned()),
                        _ => found.number = Some(value.to_owned()),
                    }
                    after
                }
            };
        }
        rest.is_empty().then_some(found)
    }

    /// Whether the pattern can be matched with a symbol: it names nothing but session and number.
    pub(super) fn is_of_symbols(&self) -> bool {
        let fits = |part: &Part| matches!(part, Part::Text(_) | Part::Hole(Hole::Session | Hole::Number));
        self.parts.iter().all(fits)
    }
}

impl Values<'_> {
    fn of(&self, hole: Hole) -> Option<String> {
        let symbol = || self.symbol.map(Symbol::as_str);
        Some(match hole {
            Hole::Symbol => symbol()?.to_owned(),
            Hole::FirstSymbol => first_of(symbol()?).to_owned(),
            Hole::SymbolUnderscored => symbol()?.replace('/', "_"),
            Hole::Session => self.session?.to_owned(),
            Hole::Number => self.number?.to_owned(),
            Hole::Path => self.path?.to_owned(),
            Hole::Lang => self.lang?.tag().to_owned(),
            Hole::LangUpper => self.lang?.tag().to_ascii_uppercase(),
            Hole::Letter => letter(self.lang?).to_owned(),
            Hole::Language => english_name(self.lang?).to_owned(),
        })
    }
}

fn unknown(name: &str) -> String {
    let known: Vec<String> = HOLES.iter().map(|(name, _)| format!("{{{name}}}")).collect();
    format!(
        "there is no placeholder {{{name}}}; the placeholders are {}",
        known.join(" ")
    )
}

/// A value inside an address: everything but unreserved characters, `/` and parentheses is
/// percent-encoded (RFC 3986, 2.1), so that no value can begin a query or another path.
pub(super) fn address_part(value: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'(')
        .remove(b')');
    utf8_percent_encode(value, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(pattern: &str, symbol: &str) -> Option<(Option<String>, Option<String>)> {
        let found = Template::parse(pattern)
            .unwrap()
            .matches(&symbol.parse().unwrap())?;
        Some((found.session, found.number))
    }

    #[test]
    fn symbols_are_matched_whole() {
        let some = |a: &str, b: &str| Some((Some(a.to_owned()), Some(b.to_owned())));
        assert_eq!(
            matched("A/RES/{session}/{number}", "A/RES/57/270B"),
            some("57", "270B")
        );
        assert_eq!(
            matched("A/RES/{session}/{number}", "A/RES/75/101A-B"),
            some("75", "101A-B")
        );
        assert_eq!(
            matched("S/RES/{number}({session})", "S/RES/2729(2024)"),
            some("2024", "2729")
        );
        assert_eq!(matched("A/RES/{session}/{number}", "A/RES/S-32/1"), None);
        assert_eq!(matched("A/RES/{session}/{number}", "A/RES/80/173/Add.1"), None);
        assert_eq!(
            matched("A/*", "A/74/62-E/2019/6"),
            Some((None, None)),
            "the rest is taken"
        );
        assert_eq!(matched("A/*", "E/2019/6"), None);
    }

    #[test]
    fn addresses_are_filled_and_encoded() {
        let symbol = Symbol::parse("A/74/62-E/2019/6").unwrap();
        let values = Values {
            symbol: Some(&symbol),
            lang: Some(Language::Spanish),
            path: Some("76 session/a&b.xml"),
            ..Values::default()
        };
        let fill = |text: &str| Template::parse(text).unwrap().fill(&values, address_part);
        assert_eq!(
            fill("s={symbol}&h={first_symbol}&l={lang}{LANG}{letter}{language}").unwrap(),
            "s=A/74/62-E/2019/6&h=A/74/62&l=esESSSpanish"
        );
        assert_eq!(fill("{path}").unwrap(), "76%20session/a%26b.xml");
        assert_eq!(fill("{session}"), None, "a value that is missing");
    }

    #[test]
    fn faults_are_named() {
        assert!(Template::parse("a{symbol").unwrap_err().contains("closed"));
        assert!(Template::parse("a{sybmol}").unwrap_err().contains("{symbol}"));
    }
}
