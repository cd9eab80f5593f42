//! What a search asks for: a symbol, words that must stand together, words.

use super::symbols::{Symbols, Written};

/// What is between quotes, of whatever shape.
const QUOTES: [char; 10] = ['"', '“', '”', '„', '‟', '«', '»', '「', '」', '＂'];
/// Shorter beginnings of words are looked for as words only.
const SHORTEST: usize = 2;

/// What a search asks for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The symbol in it.
    pub symbol: Option<Written>,
    /// Words in quotes.
    pub phrases: Vec<String>,
    /// All other words.
    pub loose: String,
    /// Whether the last of these words may go on.
    pub open: bool,
}

/// Takes a search apart.
pub(super) fn understand(q: &str, symbols: &Symbols) -> Asked {
    let (phrases, outside) = quoted(q);
    let (symbol, loose) = match symbols.take(&outside) {
        Some((symbol, rest)) => (Some(symbol), rest),
        None => (None, outside),
    };
    let last = loose.split_whitespace().last().unwrap_or_default();
    // Somebody who typed a space or a full stop has ended the word; and quotes end it too.
    let open = q.ends_with(char::is_alphanumeric)
        && q.ends_with(last)
        && last.chars().count() >= SHORTEST
        && last.chars().any(char::is_alphabetic);
    Asked {
        symbol,
        phrases,
        loose: loose.trim().to_owned(),
        open,
    }
}

/// The phrases in quotes, and what stands outside. A quote that nothing closes is no quote.
fn quoted(q: &str) -> (Vec<String>, String) {
    let mut parts: Vec<&str> = q.split(QUOTES).collect();
    let mut outside = String::new();
    let unclosed = parts.len().is_multiple_of(2).then(|| parts.pop()).flatten();
    let mut phrases = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at % 2 == 0 {
            outside.push(' ');
            outside.push_str(part);
        } else if part.chars().any(char::is_alphanumeric) {
            phrases.push(part.trim().to_owned());
        }
    }
    if let Some(rest) = unclosed {
        outside.push(' ');
        outside.push_str(rest);
    }
    (phrases, outside.trim_start().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(q: &str) -> (Vec<String>, String, bool) {
        let asked = understand(q, &Symbols::default());
        (asked.phrases, asked.loose, asked.open)
    }

    /// Catches: quotes of other shapes or without a partner that hide words, and a closed word taken for open.
    #[test]
    fn quotes_and_ends() {
        let one = |phrase: &str| vec![phrase.to_owned()];
        assert_eq!(asked("forum"), (vec![], "forum".into(), true));
        assert_eq!(asked("forum "), (vec![], "forum".into(), false));
        assert_eq!(asked("\"a b\" c"), (one("a b"), "c".into(), false));
        assert_eq!(asked("x «a b»"), (one("a b"), "x".into(), false));
        assert_eq!(asked("“a b” cd"), (one("a b"), "cd".into(), true));
        assert_eq!(asked("say \"a b"), (vec![], "say  a b".into(), false));
        assert_eq!(asked("\"\" ab"), (vec![], "ab".into(), true));
        assert_eq!(asked("\""), (vec![], String::new(), false));
    }
}
