//! Symbols of United Nations documents, in the form the UN Digital Library writes.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A document symbol in normal form: `A/RES/57/270B`, `A/74/62-E/2019/6`, `A/RES/217(III)`.
///
/// The normal form has no spaces, plain hyphens, and, for the symbols of the World Summit
/// (`WSIS-…`), neither the language letter nor the mark of revision at the end. Symbols are ordered
/// as people count: `A/RES/79/1` before `A/RES/79/101`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Symbol(String);

/// A text that is no symbol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a document symbol; write it as the cover prints it, A/RES/70/125 for instance")]
pub struct SymbolError(pub String);

impl Symbol {
    /// Reads a printed symbol.
    ///
    /// # Errors
    /// Where the text is not a symbol and nothing else.
    pub fn parse(printed: &str) -> Result<Self, SymbolError> {
        let fault = || SymbolError(printed.to_owned());
        let compact = compact(printed.trim()).ok_or_else(fault)?;
        let work = if compact.starts_with("WSIS") {
            without_version(&compact)
        } else {
            &compact
        };
        let work = without_old_part(work);
        if is_symbol(&work) {
            Ok(Self(work))
        } else {
            Err(fault())
        }
    }

    /// The symbols named in a running text, in its order.
    pub fn find_all(text: &str) -> Vec<Self> {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_uppercase()) {
            let tail = rest.get(start..).unwrap_or_default();
            let end = token_end(tail);
            if let Ok(symbol) = Self::parse(token(tail, end)) {
                found.push(symbol);
            }
            rest = tail.get(end..).unwrap_or_default();
        }
        found
    }

    /// The symbol an address of the UN's document servers leads to (`docs.un.org`, `undocs.org`).
    pub fn from_address(href: &str) -> Option<Self> {
        let (_, address) = href.trim().split_once("://")?;
        let (host, path) = address.split_once('/')?;
        if !matches!(
            host.to_ascii_lowercase().as_str(),
            "docs.un.org" | "undocs.org" | "www.undocs.org"
        ) {
            return None;
        }
        let path = path.split(['?', '#']).next()?;
        let symbol = match path.split_once('/') {
            Some((language, rest)) if language.len() == 2 && !is_organ(language) => rest,
            _ => path,
        };
        Self::parse(&percent_decoded(symbol)?).ok()
    }

    /// The symbol in its normal form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The symbol as part of an IRI's path.
    ///
    /// The rule: `/` and the characters RFC 3987 allows in a path segment (`ipchar`) stay as they are,
    /// everything else is percent-encoded as UTF-8. Parentheses are allowed and stay.
    pub fn iri_path(&self) -> String {
        let mut path = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            if c == '/' || is_ipchar(c) {
                path.push(c);
            } else {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "%{byte:02X}");
                }
            }
        }
        path
    }
}

/// Dashes made hyphens and spaces taken out; `None` where a space stands between words.
fn compact(printed: &str) -> Option<String> {
    let mut out = String::with_capacity(printed.len());
    let mut spaced = false;
    for c in printed.chars() {
        match c {
            c if c.is_whitespace() => spaced = true,
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' => {}
            c => {
                if spaced && !joins(&out, c) {
                    return None;
                }
                spaced = false;
                out.push(c);
            }
        }
    }
    // A letter may stand apart ("57/270 B"), a word may not ("79/1 Corr").
    let words_apart = printed
        .split_whitespace()
        .skip(1)
        .all(|w| !w.starts_with(|c: char| c.is_ascii_alphabetic()) || is_letters(w));
    words_apart.then_some(out)
}

/// Whether `next` may follow a space inside a symbol whose beginning is `before`.
fn joins(before: &str, next: char) -> bool {
    next == '('
        || (next.is_ascii_uppercase() && before.ends_with(|c: char| c.is_ascii_digit() || c == '-'))
        || next == '-'
        || before.ends_with('-')
}

/// "B", "A-C", "A (III)": the part letters of a resolution.
fn is_letters(word: &str) -> bool {
    word.split(['-', '–']).all(|part| part.len() == 1) || word.contains('/')
}

/// `A/RES/217(III)` for `A/RES/217A(III)` and `A/RES/217a(iii)`: resolutions of the first thirty
/// sessions are counted with the session in Roman numerals, and a part letter belongs to the part.
fn without_old_part(symbol: &str) -> String {
    let old = symbol.rsplit_once('(').filter(|(_, session)| {
        session
            .strip_suffix(')')
            .is_some_and(|s| !s.is_empty() && s.chars().all(|c| "IVXLivxl".contains(c)))
    });
    match old {
        Some((number, session)) if number.contains("RES/") => {
            let number = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            format!("{number}({}", session.to_ascii_uppercase())
        }
        _ => symbol.to_owned(),
    }
}

/// A summit symbol without language letter and mark of revision.
fn without_version(symbol: &str) -> &str {
    let mut rest = symbol;
    for letter in ["-A", "-C", "-E", "-F", "-R", "-S"] {
        if let Some(shorter) = rest.strip_suffix(letter) {
            rest = shorter;
            break;
        }
    }
    match rest.rsplit_once('(') {
        Some((work, revision)) if revision.starts_with("Rev.") && revision.ends_with(')') => work,
        _ => rest,
    }
}

/// Whether a compact text has the shape of a symbol: an organ in capitals, then at least one part,
/// with a digit somewhere.
fn is_symbol(text: &str) -> bool {
    let mut parts = text.split('/');
    let organ = parts.next().unwrap_or_default();
    let organ_fits = organ.starts_with(|c: char| c.is_ascii_uppercase())
        && organ
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    let mut count = 0;
    let parts_fit = parts.all(|part| {
        count += 1;
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-.()+,".contains(c))
    });
    organ_fits && parts_fit && count > 0 && text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a two-letter first segment is an organ's, not a language code.
fn is_organ(segment: &str) -> bool {
    matches!(segment, "ST" | "TD" | "DP" | "LC" | "HR")
}

/// Where the run of symbol characters at the head of `text` ends, in bytes; never 0.
fn token_end(text: &str) -> usize {
    let symbolic = |c: char| c.is_ascii_alphanumeric() || "/-.()–‑".contains(c);
    let mut open = 0i32;
    for (at, c) in text.char_indices() {
        open += i32::from(c == '(') - i32::from(c == ')');
        if !symbolic(c) || open < 0 {
            return at.max(1);
        }
    }
    text.len()
}

/// The token of `end` bytes, without the punctuation of the sentence behind it, and with a part
/// letter that stands apart ("A/RES/57/270 B").
fn token(text: &str, end: usize) -> &str {
    let word = text.get(..end).unwrap_or_default();
    let word = word.trim_end_matches(['.', '-', '–']);
    let after = text.get(word.len()..).unwrap_or_default();
    let mut next = after.chars();
    let apart = next.next().is_some_and(char::is_whitespace)
        && next.next().is_some_and(|c| c.is_ascii_uppercase())
        && next.next().is_none_or(|c| !c.is_alphanumeric());
    let space = after.chars().next().map_or(0, char::len_utf8);
    if apart && word.ends_with(|c: char| c.is_ascii_digit()) {
        text.get(..word.len() + space + 1).unwrap_or(word)
    } else {
        word
    }
}

/// `%20` and the like as characters; `None` where the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = (*first == b'%').then(|| tail.get(..2)).flatten();
        let value = escape
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(value.unwrap_or(*first));
        rest = if value.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8(bytes).ok()
}

/// `ipchar` of RFC 3987, without the percent sign.
fn is_ipchar(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "-._~!$&'()*+,;=:@".contains(c)
        || (c >= '\u{A0}' && !c.is_control() && !c.is_whitespace())
}

impl FromStr for Symbol {
    type Err = SymbolError;

    fn from_str(printed: &str) -> Result<Self, SymbolError> {
        Self::parse(printed)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

/// Compares texts with their runs of digits as numbers.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (x, y) = (run(a), run(b));
        let order = match (x.parse::<u64>(), y.parse::<u64>()) {
            (Ok(m), Ok(n)) => m.cmp(&n),
            _ => x.cmp(y),
        };
        if order != Ordering::Equal || x.is_empty() {
            return order;
        }
        a = a.get(x.len()..).unwrap_or_default();
        b = b.get(y.len()..).unwrap_or_default();
    }
}

/// The longest head of only digits or only other characters.
fn run(text: &str) -> &str {
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digit)
        .unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form() {
        for (printed, normal) in [
            ("A/RES/57/270 B", "A/RES/57/270B"),
            ("A/RES/75/101 A-B", "A/RES/75/101A-B"),
            (" A/74/62–E/2019/6 ", "A/74/62-E/2019/6"),
            ("A/RES/217 (III)", "A/RES/217(III)"),
            ("A/RES/217A(III)", "A/RES/217(III)"),
            ("A/RES/217a(iii)", "A/RES/217(III)"),
            ("WSIS-05/TUNIS/DOC/6(Rev.1)-E", "WSIS-05/TUNIS/DOC/6"),
            ("WSIS-03/GENEVA/DOC/4-E", "WSIS-03/GENEVA/DOC/4"),
            ("A/RES/S-32/1", "A/RES/S-32/1"),
            ("ST/SG/AC.10/50/Add.3", "ST/SG/AC.10/50/Add.3"),
            ("E/CN.16/2018/CRP.3", "E/CN.16/2018/CRP.3"),
        ] {
            assert_eq!(
                Symbol::parse(printed).map(|s| s.to_string()),
                Ok(normal.to_owned()),
                "{printed}"
            );
        }
    }

    #[test]
    fn what_is_no_symbol() {
        for text in [
            "",
            "/",
            "A",
            "A/",
            "annex",
            "80/173",
            "A/80/L.12 (as amended in A/80/L.20)",
            "and/or",
            "A//1",
            "informal paper",
        ] {
            assert!(Symbol::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn symbols_in_running_text() {
        let found = Symbol::find_all(
            "[on the report of the Second Committee (A/79/434, para. 21) and A/RES/57/270 B; A/67/65/Corr.1–E/2012/48/Corr.1.]",
        );
        assert_eq!(
            found.iter().map(Symbol::as_str).collect::<Vec<_>>(),
            ["A/79/434", "A/RES/57/270B", "A/67/65/Corr.1-E/2012/48/Corr.1"]
        );
    }

    #[test]
    fn addresses_of_documents() {
        for (href, symbol) in [
            ("https://docs.un.org/en/A/RES/217(III)", Some("A/RES/217(III)")),
            ("http://undocs.org/A/RES/60/252", Some("A/RES/60/252")),
            ("https://undocs.org/ch/E/2023/31", Some("E/2023/31")),
            ("https://undocs.org/en/A/RES/57/270%20B", Some("A/RES/57/270B")),
            ("https://undocs.org/ST/IC/2019/1", Some("ST/IC/2019/1")),
            ("https://www.un.org/dpp", None),
            ("#fn1", None),
        ] {
            assert_eq!(
                Symbol::from_address(href).as_ref().map(Symbol::as_str),
                symbol,
                "{href}"
            );
        }
    }

    #[test]
    fn iri_and_order() {
        assert_eq!(
            Symbol::parse("A/RES/217 (III)").unwrap().iri_path(),
            "A/RES/217(III)"
        );
        assert_eq!(Symbol("A B/[1]%".into()).iri_path(), "A%20B/%5B1%5D%25");
        let mut symbols: Vec<Symbol> = ["A/RES/79/101", "A/RES/79/1", "A/RES/79/1B", "E/2023/1"]
            .iter()
            .map(|s| s.parse().unwrap())
            .collect();
        symbols.sort();
        assert_eq!(
            symbols.iter().map(Symbol::as_str).collect::<Vec<_>>(),
            ["A/RES/79/1", "A/RES/79/1B", "A/RES/79/101", "E/2023/1"]
        );
    }
}
