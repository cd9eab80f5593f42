//! The words that a later text changed, marked where they stand.

use crate::extract::reuse::pieces::{Piece, pieces, share};

/// A stretch of a text as the page marks it.
pub(super) struct Mark {
    /// Its words.
    pub text: String,
    /// Whether the later text added it.
    pub added: bool,
    /// Whether the later text left it out.
    pub removed: bool,
}

/// A later text with the marks of what it changed.
pub(super) struct Marked {
    /// Its stretches.
    pub marks: Vec<Mark>,
    /// The share of words kept in per cent.
    pub kept: u32,
    /// Whether no word was changed.
    pub same: bool,
    /// The language of both texts.
    pub lang: String,
    /// The direction in which it is written.
    pub dir: &'static str,
}

/// Longest texts that are compared word by word, in bytes each.
const MAX_TEXT: usize = 60_000;

/// Compares two texts of one language.
pub(super) fn marked(earlier: &str, later: &str, lang: &str) -> Marked {
    let found = if earlier.len() > MAX_TEXT || later.len() > MAX_TEXT {
        vec![Piece::Removed(earlier), Piece::Added(later)]
    } else {
        pieces(earlier, later)
    };
    let kept = (share(&found) * 100.0).round();
    Marked {
        same: found.iter().all(|piece| matches!(piece, Piece::Same(_))),
        // A share lies between 0 and 100.
        kept: format!("{kept:.0}").parse().unwrap_or(0),
        marks: found.iter().map(mark).collect(),
        lang: lang.to_owned(),
        dir: if lang == "ar" { "rtl" } else { "ltr" },
    }
}

fn mark(piece: &Piece<'_>) -> Mark {
    let (text, added, removed) = match *piece {
        Piece::Same(text) => (text, false, false),
        Piece::Added(text) => (text, true, false),
        Piece::Removed(text) => (text, false, true),
    };
    Mark {
        text: text.to_owned(),
        added,
        removed,
    }
}
