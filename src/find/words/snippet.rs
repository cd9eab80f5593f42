//! Marks what was looked for in a text, and cuts the part around it.

use super::analyse::Analyser;
use super::index::EXACT;
use super::matching::Piece;
use super::results::Marked;
use crate::corpus::Language;
use std::collections::HashSet;
use std::ops::Range;

/// Longest part shown of a text, in characters.
const LENGTH: usize = 260;
/// As much of it stands before the first mark.
const BEFORE: usize = 60;
/// What stands for words that are not shown.
const CUT: &str = "…";
/// As far beyond a cut a space is looked for, in characters, so that words stay whole.
const WORD: usize = 24;

/// Marks the words of one search in texts of one language.
pub(super) struct Marker {
    language: Option<Language>,
    analyser: Analyser,
    stems: HashSet<String>,
    exact: HashSet<String>,
    begun: Vec<String>,
}

impl Marker {
    /// For the pieces of a search in a language.
    pub(super) fn new(language: Option<Language>, pieces: &[Piece]) -> Self {
        let mut marker = Self {
            language,
            analyser: Analyser::new(language),
            stems: HashSet::new(),
            exact: HashSet::new(),
            begun: Vec::new(),
        };
        for piece in pieces {
            marker.add(piece);
        }
        marker
    }

    fn add(&mut self, piece: &Piece) {
        match piece {
            Piece::Word { stem, exact, open } => {
                self.stems.insert(stem.clone());
                self.exact.insert(exact.clone());
                if *open {
                    self.begun.push(exact.clone());
                }
            }
            Piece::Begun(beginning) => self.begun.push(beginning.clone()),
            Piece::Row(forms) => {
                for form in forms {
                    match form.strip_prefix(EXACT) {
                        Some(exact) => self.exact.insert(exact.to_owned()),
                        None => self.stems.insert(form.clone()),
                    };
                }
            }
        }
    }

    /// Where the words stand in a text.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for word in self.analyser.words(text) {
            let begun = self
                .begun
                .iter()
                .any(|begun| word.exact.starts_with(begun.as_str()));
            let plain = word.also.iter().any(|form| self.stems.contains(form));
            if !begun && !plain && !self.exact.contains(&word.exact) && !self.stems.contains(&word.stem) {
                continue;
            }
            match ranges.last_mut() {
                Some(last) if word.start <= last.end => last.end = last.end.max(word.end),
                _ => ranges.push(word.start..word.end),
            }
        }
        ranges
    }

    /// The whole text with marks.
    pub(super) fn mark(&self, text: &str) -> Marked {
        Marked {
            ranges: self.ranges(text),
            text: text.to_owned(),
            language: self.language,
        }
    }

    /// The part of a text with the most different marks, and how many marks it has.
    pub(super) fn cut(&self, text: &str) -> (Marked, usize) {
        let ranges = self.ranges(text);
        let place = Places::new(text);
        let window = best(&ranges, &place);
        let (start, end) = place.around(text, window.start);
        let inside: Vec<Range<usize>> = ranges
            .into_iter()
            .filter(|range| range.start >= start && range.end <= end)
            .collect();
        let head = if start > 0 { CUT } else { "" };
        let tail = if end < text.len() { CUT } else { "" };
        let shown = text.get(start..end).unwrap_or_default();
        let shift = |at: usize| at - start + head.len();
        let marks = inside.len();
        let marked = Marked {
            text: format!("{head}{shown}{tail}"),
            language: self.language,
            ranges: inside
                .into_iter()
                .map(|range| shift(range.start)..shift(range.end))
                .collect(),
        };
        (marked, marks)
    }
}

/// Between bytes and characters of a text.
struct Places(Vec<usize>);

impl Places {
    fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at);
        Self(starts.chain([text.len()]).collect())
    }

    fn character(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start < byte)
    }

    fn byte(&self, character: usize) -> usize {
        let last = self.0.last().copied().unwrap_or_default();
        self.0.get(character).copied().unwrap_or(last)
    }

    /// The bytes shown when the first mark stands at `mark`, ending with whole words where there are spaces.
    fn around(&self, text: &str, mark: usize) -> (usize, usize) {
        let count = self.0.len() - 1;
        if count <= LENGTH {
            return (0, text.len());
        }
        let first = self.character(mark).saturating_sub(BEFORE);
        let first = first.min(count - LENGTH);
        let space = |from: usize, to: usize| {
            let part = text.get(self.byte(from)..self.byte(to))?;
            Some(self.byte(from) + part.find(char::is_whitespace)?)
        };
        let start = if first == 0 {
            0
        } else {
            let from = space(first, (first + WORD).min(count)).filter(|at| *at < mark);
            from.map_or_else(|| self.byte(first), |at| at + 1)
        };
        let last = (first + LENGTH).min(count);
        let end = if last == count {
            text.len()
        } else {
            let part = text
                .get(self.byte(last - WORD)..self.byte(last))
                .unwrap_or_default();
            let back = part.rfind(char::is_whitespace);
            back.map_or_else(|| self.byte(last), |at| self.byte(last - WORD) + at)
        };
        (start.min(end), end)
    }
}

/// The mark at which the part begins that holds most marks.
fn best(ranges: &[Range<usize>], place: &Places) -> Range<usize> {
    let places: Vec<usize> = ranges.iter().map(|range| place.character(range.start)).collect();
    let held = |at: usize| {
        let first = places.get(at).copied().unwrap_or_default();
        places.partition_point(|place| *place < first + LENGTH - BEFORE) - at
    };
    let mut best = (0, 0);
    for at in 0..ranges.len() {
        if held(at) > best.1 {
            best = (at, held(at));
        }
    }
    ranges.get(best.0).cloned().unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(language: Language, stem: &str) -> Marker {
        let piece = Piece::Word {
            stem: stem.to_owned(),
            exact: stem.to_owned(),
            open: false,
        };
        Marker::new(Some(language), &[piece])
    }

    /// Catches: a part that misses the words, cuts words, or marks others than it shows.
    #[test]
    fn the_part_shows_what_was_found() {
        let text = format!(
            "{} the forum and forums {}",
            "word ".repeat(200),
            "other ".repeat(200)
        );
        let (marked, marks) = marker(Language::English, "forum").cut(&text);
        assert_eq!(marks, 2);
        assert!(marked.text.starts_with('…') && marked.text.ends_with('…'));
        assert!(marked.text.chars().count() <= LENGTH + 2);
        let words: Vec<&str> = marked
            .parts()
            .iter()
            .filter(|(_, m)| *m)
            .map(|(w, _)| *w)
            .collect();
        assert_eq!(words, ["forum", "forums"]);
        assert!(
            marked
                .text
                .trim_matches('…')
                .split_whitespace()
                .all(|w| { ["word", "the", "forum", "and", "forums", "other"].contains(&w) })
        );
    }

    /// Catches: a cut inside a character, and an empty text.
    #[test]
    fn any_text_is_cut() {
        for text in [
            "",
            "会",
            &"信息社会".repeat(300),
            &"é".repeat(1000),
            &"x ".repeat(1000),
        ] {
            let (marked, _) = marker(Language::Chinese, "社会").cut(text);
            assert!(marked.text.chars().count() <= LENGTH + 2, "{}", text.len());
        }
        let marked = marker(Language::Chinese, "社会").mark("信息社会");
        assert_eq!(marked.ranges.first(), Some(&(6..12)));
        assert_eq!(marked.ranges.len(), 1);
    }
}
