//! What a later text keeps, adds and removes, as pieces of the two texts for readers.
//!
//! Words are compared as everywhere in this folder: case, punctuation and typography do not count. Scripts
//! that print no spaces between words (Chinese, Japanese) are compared sign by sign.

use super::diff::kept_words;
use super::tokens::{Token, tokens};

/// A stretch of one of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Both have it; in the words of the later text.
    Same(&'t str),
    /// Only the later text has it.
    Added(&'t str),
    /// Only the earlier text has it.
    Removed(&'t str),
}

/// The later text from its first sign to its last, with what was removed where it stood.
#[must_use]
pub fn pieces<'t>(earlier: &'t str, later: &'t str) -> Vec<Piece<'t>> {
    let (old, new) = (words(earlier), words(later));
    let mut found = Found::default();
    let head = new.first().map_or(later.len(), |word| word.start);
    found.push(Piece::Same(later.get(..head).unwrap_or_default()));
    let (mut at_old, mut at_new) = (0, 0);
    for run in kept_words(&old, &new) {
        found.change(
            stretch(earlier, &old, at_old, run.old),
            stretch(later, &new, at_new, run.new),
        );
        at_old = run.old + run.length;
        at_new = run.new + run.length;
        found.push(Piece::Same(stretch(later, &new, run.new, at_new)));
    }
    found.change(
        stretch(earlier, &old, at_old, old.len()),
        stretch(later, &new, at_new, new.len()),
    );
    found.pieces
}

/// The share of words kept, from 0 to 1: twice those kept by those of both texts.
#[must_use]
pub fn share(pieces: &[Piece<'_>]) -> f64 {
    let (mut same, mut all) = (0_u32, 0_u32);
    for piece in pieces {
        let (Piece::Same(text) | Piece::Added(text) | Piece::Removed(text)) = piece;
        let count = u32::try_from(words(text).len()).unwrap_or(u32::MAX);
        if matches!(piece, Piece::Same(_)) {
            same = same.saturating_add(count.saturating_mul(2));
            all = all.saturating_add(count.saturating_mul(2));
        } else {
            all = all.saturating_add(count);
        }
    }
    if all == 0 {
        1.0
    } else {
        f64::from(same) / f64::from(all)
    }
}

/// The words of a text as numbers that are equal where words are, for finding similar texts.
#[must_use]
pub fn fingerprint(text: &str) -> Vec<u64> {
    words(text).iter().map(|word| word.hash).collect()
}

#[derive(Default)]
struct Found<'t> {
    pieces: Vec<Piece<'t>>,
}

impl<'t> Found<'t> {
    fn push(&mut self, piece: Piece<'t>) {
        let (Piece::Same(text) | Piece::Added(text) | Piece::Removed(text)) = piece;
        if !text.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// The space behind a changed stretch stays outside its mark.
    fn change(&mut self, removed: &'t str, added: &'t str) {
        for (text, make) in [
            (removed, Piece::Removed as fn(&'t str) -> Piece<'t>),
            (added, Piece::Added),
        ] {
            let end = text.trim_end();
            self.push(make(end));
            self.push(Piece::Same(text.get(end.len()..).unwrap_or_default()));
        }
    }
}

/// The words from the `from`th up to the `to`th, with what stands between and behind them.
fn stretch<'t>(text: &'t str, words: &[Token], from: usize, to: usize) -> &'t str {
    if from >= to {
        return "";
    }
    let start = words.get(from).map_or(text.len(), |word| word.start);
    let end = words.get(to).map_or(text.len(), |word| word.start);
    text.get(start..end).unwrap_or_default()
}

/// The words; each sign of Chinese or Japanese is one.
fn words(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    for token in tokens(text) {
        let inside = text.get(token.start..token.end).unwrap_or_default();
        if !inside.chars().any(unspaced) {
            all.push(token);
            continue;
        }
        let mut begun: Option<Token> = None;
        for (at, c) in inside.char_indices() {
            let start = token.start + at;
            if unspaced(c) || !c.is_alphanumeric() {
                all.extend(begun.take());
            }
            if unspaced(c) {
                all.push(single(start, c));
            } else if c.is_alphanumeric() {
                let one = single(start, c);
                let word = begun.get_or_insert(Token { hash: 0, ..one });
                word.hash = word.hash.wrapping_mul(31).wrapping_add(one.hash);
                word.end = one.end;
            }
        }
        all.extend(begun);
    }
    all
}

fn single(start: usize, c: char) -> Token {
    let folded = c.to_lowercase().next().unwrap_or(c);
    Token {
        start,
        end: start + c.len_utf8(),
        hash: u64::from(u32::from(folded)).wrapping_add(1),
        numeric: c.is_numeric(),
    }
}

const fn unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces, share};

    fn marked(earlier: &str, later: &str) -> String {
        pieces(earlier, later)
            .iter()
            .map(|piece| match piece {
                Piece::Same(text) => (*text).to_owned(),
                Piece::Added(text) => format!("[+{text}]"),
                Piece::Removed(text) => format!("[-{text}]"),
            })
            .collect()
    }

    /// Catches: marks on the wrong words, spaces or stops lost, whole Chinese sentences marked.
    #[test]
    fn changed_words_are_marked_where_they_stand() {
        assert_eq!(
            marked(
                "The kite shall fly for ten years.",
                "The kite shall fly for ever."
            ),
            "The kite shall fly for [-ten years.][+ever.]"
        );
        assert_eq!(
            marked("Kites fly", "Red kites fly high"),
            "[+Red] kites fly [+high]"
        );
        assert_eq!(
            marked("风筝在天上飞", "红风筝在天上高飞"),
            "[+红]风筝在天上[+高]飞"
        );
        assert_eq!(marked("", "One"), "[+One]");
        assert_eq!(marked("One", ""), "[-One]");
        assert_eq!(marked("KITES, fly", "“Kites” fly"), "“Kites” fly");
    }

    /// Catches: a share that counts signs, or that divides by nothing.
    #[test]
    fn the_share_counts_words() {
        assert!((share(&pieces("a b c d", "a b c e")) - 0.75).abs() < 1e-9);
        assert!((share(&pieces("", "")) - 1.0).abs() < 1e-9);
        assert!(share(&pieces("a b", "c d")) < 1e-9);
    }
}
