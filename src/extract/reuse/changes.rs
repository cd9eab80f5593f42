//! What was changed, in words that people can read.

use super::diff::{Run, kept_words};
use super::tokens::{Token, tokens};

/// A run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'t> {
    /// In both; as the new text prints it.
    Kept(&'t str),
    /// In the old text only.
    Removed(&'t str),
    /// In the new text only.
    Added(&'t str),
}

/// The words that `new` keeps of `old`, and those that were removed and added, in order; what replaces
/// something stands after it. A single kept word between two rewordings counts as reworded. Punctuation
/// between the words of a run is part of it; nothing is told of texts that differ in nothing else.
#[must_use]
pub fn changes<'t>(old: &'t str, new: &'t str) -> Vec<Change<'t>> {
    let (a, b) = (tokens(old), tokens(new));
    let end = Run {
        old: a.len(),
        new: b.len(),
        length: 0,
    };
    let mut runs = kept_words(&a, &b);
    runs.push(end);
    let mut changes = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (at, run) in runs.iter().enumerate() {
        if runs.get(at + 1).is_some_and(|next| is_island((x, y), run, next)) {
            continue;
        }
        changes.extend(printed(old, &a, x, run.old).map(Change::Removed));
        changes.extend(printed(new, &b, y, run.new).map(Change::Added));
        (x, y) = (run.old + run.length, run.new + run.length);
        changes.extend(printed(new, &b, run.new, y).map(Change::Kept));
    }
    changes
}

/// Whether a run is a single word ("the", "of") that two rewordings have in common by chance: people read
/// them as one.
fn is_island(before: (usize, usize), run: &Run, next: &Run) -> bool {
    let reworded = |a: (usize, usize), b: &Run| b.old > a.0 && b.new > a.1;
    let behind = (run.old + run.length, run.new + run.length);
    run.length == 1 && reworded(before, run) && reworded(behind, next)
}

/// The words from one to another as the text prints them; `None` where there are none.
fn printed<'t>(text: &'t str, tokens: &[Token], from: usize, to: usize) -> Option<&'t str> {
    let words = tokens.get(from..to)?;
    let (first, last) = (words.first()?, words.last()?);
    text.get(first.start..last.end)
}

/// The removed runs, and the added ones, each cut to `most` words.
#[must_use]
pub fn short(changes: &[Change<'_>], most: usize) -> (Vec<String>, Vec<String>) {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for change in changes {
        match change {
            Change::Kept(_) => {}
            Change::Removed(words) => removed.push(cut(words, most)),
            Change::Added(words) => added.push(cut(words, most)),
        }
    }
    (removed, added)
}

fn cut(words: &str, most: usize) -> String {
    let tokens = tokens(words);
    match most.checked_sub(1).and_then(|last| tokens.get(last)) {
        Some(last) if tokens.len() > most => format!("{} …", words.get(..last.end).unwrap_or_default()),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: words lost or shown on the wrong side, and punctuation taken for a change.
    #[test]
    fn changes_read_as_people_would_mark_them() {
        let old = "Invites all makers of kites, in particular the young, to meet at the seventh fair;";
        let new =
            "Invites all makers of kites and boats, in particular the young, to meet at the “eighth” fair.";
        assert_eq!(
            changes(old, new),
            [
                Change::Kept("Invites all makers of kites"),
                Change::Added("and boats"),
                Change::Kept("in particular the young, to meet at the"),
                Change::Removed("seventh"),
                Change::Added("eighth"),
                Change::Kept("fair"),
            ]
        );
        assert_eq!(
            changes(
                "We fly the red kites today",
                "We make a fleet of the blue boats today"
            ),
            [
                Change::Kept("We"),
                Change::Removed("fly the red kites"),
                Change::Added("make a fleet of the blue boats"),
                Change::Kept("today"),
            ]
        );
        assert_eq!(changes("Kites!", "kites"), [Change::Kept("kites")]);
        assert_eq!(changes("", "new kites"), [Change::Added("new kites")]);
        assert_eq!(changes("–", ""), []);
    }

    /// Catches: more words in the graph than were asked for.
    #[test]
    fn runs_are_cut() {
        let changed = changes("We fly kites", "We make, by hand and with care, many paper boats");
        assert_eq!(
            short(&changed, 4),
            (
                vec!["fly kites".to_owned()],
                vec!["make, by hand and …".to_owned()]
            )
        );
        assert_eq!(
            short(&changed, 9).1,
            ["make, by hand and with care, many paper boats"]
        );
    }
}
