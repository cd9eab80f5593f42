//! Documents by their symbols, in any spelling and also by a part of one.

use super::fold::fold;
use super::lists::lists;
use super::things::Things;
use crate::corpus::Symbol;
use rustc_hash::FxHashMap;

/// Most documents that a beginning or an end of a symbol leads to.
const MOST: usize = 8;

/// The symbols of a release.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// Symbols in lower case, sorted.
    whole: Vec<(String, u32)>,
    /// What stands after a slash in a symbol, with the documents it ends.
    ends: FxHashMap<String, Vec<u32>>,
}

/// A symbol in what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// As it was written.
    pub text: String,
    /// The documents it means, the likeliest first.
    pub documents: Vec<u32>,
    /// The paragraph named after it, as the end of an address: `para/63/a`.
    pub paragraph: Option<String>,
}

impl Symbols {
    /// Gathers the printed symbols of documents.
    pub(super) fn new(printed: Vec<(String, u32)>) -> Self {
        let mut whole: Vec<(String, u32)> = printed
            .into_iter()
            .map(|(symbol, number)| (key(&symbol), number))
            .filter(|(key, _)| key.contains('/') && key.bytes().any(|b| b.is_ascii_digit()))
            .collect();
        whole.sort();
        whole.dedup();
        let mut ends: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        // Resolutions first: "70/125" is A/RES/70/125 before it is a report with such a number.
        for resolutions in [true, false] {
            for (symbol, number) in &whole {
                if symbol.contains("/res/") != resolutions {
                    continue;
                }
                let mut rest = symbol.as_str();
                while let Some((_, end)) = rest.split_once('/') {
                    if end.contains('/') {
                        ends.entry(end.to_owned()).or_default().push(*number);
                    }
                    rest = end;
                }
            }
        }
        Self { whole, ends }
    }

    /// The documents a written symbol means: those with the symbol, those whose symbol ends so, and where it
    /// stands last (`open`) those whose symbol begins so.
    fn find(&self, written: &str, open: bool) -> Vec<u32> {
        let key = key(written);
        let at = self.whole.partition_point(|(symbol, _)| *symbol < key);
        let after = self.whole.get(at..).unwrap_or_default();
        let begun = after.iter().take_while(|(symbol, _)| symbol.starts_with(&key));
        let mut found: Vec<u32> = begun
            .clone()
            .filter(|(symbol, _)| *symbol == key)
            .map(|(_, number)| *number)
            .collect();
        if found.is_empty() {
            found.extend(self.ends.get(&key).into_iter().flatten());
        }
        if open && key.len() >= 5 {
            found.extend(begun.map(|(_, number)| *number));
        }
        let mut seen = Vec::new();
        found.retain(|number| {
            let new = !seen.contains(number);
            seen.push(*number);
            new
        });
        found.truncate(MOST);
        found
    }

    /// The first symbol in a text, and the text without it and its paragraph.
    pub(super) fn take(&self, text: &str) -> Option<(Written, String)> {
        let text = joined(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let at = words.iter().position(|word| is_symbol(bare(word)))?;
        let mut end = at + 1;
        let word = words.get(at)?;
        let mut written = bare(word).to_owned();
        // A session in Roman numerals or a part letter may stand apart: "217 (III)", "57/270 B".
        if let Some(next) = words
            .get(end)
            .map(|next| next.trim_end_matches([',', ';', '.', ':']))
            && !word.ends_with([',', ';'])
            && is_part(next)
            && !self.find(&format!("{written}{next}"), false).is_empty()
        {
            written.push_str(next);
            end += 1;
        }
        let (paragraph, used) = paragraph(words.get(end..).unwrap_or_default());
        end += used;
        let mut start = at;
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        if before.is_some_and(|before| lists().resolution.contains(&fold(bare(before)))) {
            start -= 1;
        }
        let open = end == words.len() && paragraph.is_none();
        let found = Written {
            documents: self.find(&written, open),
            text: words.get(start..end).unwrap_or_default().join(" "),
            paragraph,
        };
        let rest = words.get(..start)?.iter().chain(words.get(end..)?);
        Some((found, rest.copied().collect::<Vec<_>>().join(" ")))
    }
}

/// The key of a symbol: its normal form where it has one, in lower case.
fn key(symbol: &str) -> String {
    let upper = symbol.to_uppercase();
    let normal = Symbol::parse(&upper).map_or(upper, |symbol| symbol.to_string());
    let compact = normal.chars().filter(|c| !c.is_whitespace());
    fold(&compact.collect::<String>())
}

/// Slashes without spaces around, full-width ones and dashes as on the cover.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match half_width(c) {
            '/' => {
                while out.ends_with(char::is_whitespace) {
                    out.pop();
                }
                out.push('/');
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
            }
            '–' | '‑' | '‐' => out.push('-'),
            // Marks of direction come along when text is copied from pages in Arabic.
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Chinese typing gives Latin letters and signs in full width.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A word without the marks of a sentence around it.
fn bare(word: &str) -> &str {
    let word = word.trim_start_matches(['(', '[', '"', '“', '«', '„']);
    let word = word.trim_end_matches([
        ',', ';', ':', '.', '"', '”', '»', '?', '!', ']', '،', '。', '，', '、',
    ]);
    match word.strip_suffix(')') {
        Some(inner) if !inner.contains('(') => inner,
        _ => word,
    }
}

/// Whether a word looks like a symbol or the number of a resolution: a slash, a digit, nothing foreign.
fn is_symbol(word: &str) -> bool {
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    let slashes = word.matches('/').count();
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c.is_numeric() || "/-.()".contains(c));
    plain && slashes > 0 && digits > 0 && !word.starts_with('/') && !word.contains("//")
}

/// A part letter or a session: `B`, `A-C`, `(III)`.
fn is_part(word: &str) -> bool {
    let session = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let letters = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    session.map_or_else(|| word.len() <= 3 && letters(word), letters)
}

/// The paragraph that the words after a symbol name, as the end of an address, and how many words that took.
fn paragraph(words: &[&str]) -> (Option<String>, usize) {
    let Some(first) = words.first() else {
        return (None, 0);
    };
    let name = fold(bare(first).trim_start_matches('§'));
    let (kind, used) = if lists().preambular.contains(&name) {
        ("pp", 1)
    } else if lists().paragraph.contains(&name) || *first == "§" {
        ("para", 1)
    } else {
        ("para", 0)
    };
    let number = words.get(used).map(|word| bare(word).trim_start_matches('§'));
    let Some(path) = number.and_then(numbered) else {
        return (None, 0);
    };
    // "63 (a)": the letter may stand apart.
    let letter = words
        .get(used + 1)
        .filter(|next| next.starts_with('(') && next.trim_end_matches([',', '.']).ends_with(')'))
        .map(|next| bare(next.trim_start_matches('(')).trim_end_matches(')'))
        .filter(|letter| is_letter(letter));
    match letter {
        Some(letter) => (
            Some(format!("{kind}/{path}/{}", letter.to_ascii_lowercase())),
            used + 2,
        ),
        None => (Some(format!("{kind}/{path}")), used + 1),
    }
}

/// `63(a)` as `63/a`, `63-65` as its first; `None` for what is no number of a paragraph.
fn numbered(word: &str) -> Option<String> {
    let word = fold(word);
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, rest) = word.split_at_checked(digits)?;
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let mut path = number.to_owned();
    if rest.is_empty() || rest.starts_with(['-', '–']) {
        return Some(path);
    }
    for part in rest.split(['(', ')', '.']).filter(|part| !part.is_empty()) {
        if !is_letter(part) {
            return None;
        }
        path.push('/');
        path.push_str(part);
    }
    Some(path)
}

fn is_letter(word: &str) -> bool {
    (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The thing that a paragraph of a document is, where the release has it.
pub(super) fn provision(things: &Things, document: u32, paragraph: &str) -> Option<u32> {
    let document = things.get(document)?;
    things.number(&format!("{}/{paragraph}", document.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Symbols {
        let symbols = [
            ("A/RES/70/125", 0),
            ("A/70/125", 1),
            ("E/RES/2021/28", 2),
            ("A/RES/57/270 B", 3),
            ("A/RES/217(III)", 4),
            ("WSIS-05/TUNIS/DOC/6(Rev.1)-E", 5),
            ("A/RES/70/1", 6),
            ("A/RES/56/183", 7),
        ];
        Symbols::new(symbols.map(|(symbol, number)| (symbol.to_owned(), number)).into())
    }

    fn take(text: &str) -> (Vec<u32>, Option<String>, String) {
        let (written, rest) = known().take(text).unwrap_or_else(|| {
            let nothing = Written {
                text: String::new(),
                documents: Vec::new(),
                paragraph: None,
            };
            (nothing, text.to_owned())
        });
        (written.documents, written.paragraph, rest)
    }

    /// Catches: a spelling of a symbol that does not lead to its document first.
    #[test]
    fn spellings() {
        for (text, number) in [
            ("A/RES/70/125", 0),
            ("a/res/70/125", 0),
            ("A / RES / 70 / 125", 0),
            ("Ａ／RES／70／125", 0),
            ("70/125", 0),
            ("res 70/125", 0),
            ("resolution 56/183", 7),
            ("резолюция 56/183", 7),
            ("القرار ٥٦/١٨٣", 7),
            ("2021/28", 2),
            ("E/RES/2021/28.", 2),
            ("57/270 B", 3),
            ("A/RES/57/270B", 3),
            ("217 (III)", u32::MAX),
            ("A/RES/217 (III)", 4),
            ("WSIS-05/TUNIS/DOC/6", 5),
            ("wsis-05/tunis/doc/6(rev.1)-e", 5),
            ("(A/RES/70/125)", 0),
        ] {
            let first = take(text).0.first().copied().unwrap_or(u32::MAX);
            assert_eq!(first, number, "{text}");
        }
    }

    /// Catches: a paragraph that is lost, or taken from words that name none.
    #[test]
    fn paragraphs() {
        for (text, paragraph, rest) in [
            ("A/RES/70/125, para 63", Some("para/63"), ""),
            ("A/RES/70/125 para. 63 (a)", Some("para/63/a"), ""),
            ("70/125 63(a)", Some("para/63/a"), ""),
            ("70/125 §63", Some("para/63"), ""),
            ("70/125, paras 63-65", Some("para/63"), ""),
            ("70/125 pp 3 gender", Some("pp/3"), "gender"),
            ("70/125, пункт 63", Some("para/63"), ""),
            ("70/125 الفقرة ٦٣", Some("para/63"), ""),
            ("70/125 gender equality", None, "gender equality"),
            ("what does 70/125 say", None, "what does say"),
            ("70/125 para", None, "para"),
            ("and/or", None, "and/or"),
        ] {
            let (_, found, left) = take(text);
            assert_eq!((found.as_deref(), left.as_str()), (paragraph, rest), "{text}");
        }
    }

    /// Catches: a symbol that is still being typed and shows nothing.
    #[test]
    fn beginnings() {
        assert_eq!(take("A/RES/70/1").0, [6, 0]);
        assert!(take("A/RES/7").0.contains(&6));
        assert_eq!(take("A/RES/70/1 para 5").0, [6]);
    }
}
