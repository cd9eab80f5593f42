//! The words of a text, as they are compared.
//!
//! Two texts have the same words whatever their case, punctuation and white space, and whichever of
//! the typographer's hyphens and apostrophes they print. No word is copied: a word is its place in the
//! text and a number that stands for its folded form.

/// A word: where it stands, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// Its folded form, hashed.
    pub hash: u64,
    /// Whether there is a digit in it.
    pub numeric: bool,
}

/// FNV-1a: simple, and the same on every machine and in every release of the compiler, since which
/// fingerprints are kept depends on it.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn feed(hash: u64, c: char) -> u64 {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes)
        .bytes()
        .fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The words of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut open: Option<Token> = None;
    let mut joint: Option<char> = None;
    let mut number = false;
    for (at, c) in text.char_indices() {
        if is_invisible(c) {
            continue;
        }
        if c.is_alphanumeric() {
            if joint == Some(',') && !(number && c.is_numeric()) {
                joint = None;
                tokens.extend(open.take());
            }
            number = c.is_numeric();
            let token = open.get_or_insert(Token {
                start: at,
                end: at,
                hash: BASIS,
                numeric: false,
            });
            let folded = joint.take().into_iter().chain(c.to_lowercase());
            token.hash = folded.fold(token.hash, feed);
            token.numeric |= c.is_numeric();
            token.end = at + c.len_utf8();
        } else if open.is_some() && joint.is_none() && joiner(c).is_some() {
            joint = joiner(c);
        } else {
            joint = None;
            tokens.extend(open.take());
        }
    }
    tokens.extend(open);
    tokens
}

/// What joins letters to one word ("follow-up", "E/RES/2024/13"), in its plain form; a comma joins digits
/// only.
fn joiner(c: char) -> Option<char> {
    match c {
        '-' | '\u{2010}' | '\u{2011}' => Some('-'),
        '\'' | '’' => Some('\''),
        '/' | '.' | ',' => Some(c),
        _ => None,
    }
}

/// Soft hyphens and marks of direction, which stand inside words and are not seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .iter()
            .map(|token| &text[token.start..token.end])
            .collect()
    }

    /// Catches: words cut at what joins them, and marks taken for words.
    #[test]
    fn words_are_what_people_read() {
        assert_eq!(
            words("“Kites” – follow-up, E/RES/98/1; the pilots’ day."),
            ["Kites", "follow-up", "E/RES/98/1", "the", "pilots", "day"]
        );
        assert_eq!(words("a--b ... -c-"), ["a", "b", "c"]);
        assert_eq!(words("33,578,277,b,4, 5"), ["33,578,277", "b", "4", "5"]);
        assert!(words(" –…\u{200F} ").is_empty());
    }

    /// Catches: differences of typography that become differences of words.
    #[test]
    fn typography_is_no_difference() {
        let folded = |text: &str| tokens(text).iter().map(|t| t.hash).collect::<Vec<_>>();
        assert_eq!(
            folded("Kite\u{AD}makers’ non-stick wind’s ÉTAT"),
            folded("kitemakers' non\u{2011}stick, wind's \u{202B}état.")
        );
        assert_ne!(folded("kites"), folded("kite"));
    }
}
