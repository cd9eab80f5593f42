//! One paragraph or footnote as the rules read it, and what they find in it.

use std::ops::Range;

use super::super::words::{Word, words};
use super::clean::Clean;
use super::lists::{LISTS, begins};
use super::pinpoint::Pinpoint;
use super::target::Target;

/// A rule: its name; `data/extraction-rules.toml` describes it and tells how far it is to be trusted.
#[derive(Debug, PartialEq)]
pub(super) struct Rule {
    pub name: &'static str,
}

/// The words of a text, with the places where footnotes are called.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub clean: &'t Clean,
    pub words: Vec<Word<'t>>,
    /// Before which words a mark stands, ascending.
    pub marks: Vec<usize>,
    /// What may begin at each word; see [`begins`].
    begins: Vec<u8>,
}

impl<'t> Line<'t> {
    /// `marks` are bytes of the original text.
    pub(super) fn new(clean: &'t Clean, marks: &[usize]) -> Self {
        let words = words(&clean.text);
        let before = |mark: &usize| {
            let place = clean.plain(*mark);
            words.partition_point(|word| word.start < place)
        };
        let mut marks: Vec<usize> = marks.iter().map(before).collect();
        marks.sort_unstable();
        let begins = words.iter().map(|word| LISTS.begins(&word.lower)).collect();
        Self {
            clean,
            words,
            marks,
            begins,
        }
    }

    /// Whether a citation may begin at `at`, where no list of resolutions is going on.
    pub(super) fn may_cite(&self, at: usize) -> bool {
        let begins = self
            .begins
            .get(at)
            .is_some_and(|bits| bits & begins::CITATION != 0);
        begins
            || self.get(at).is_some_and(|word| {
                word.printed.contains('/') || word.printed.starts_with(char::is_uppercase)
            })
    }

    /// Whether a verb or connector may begin at `at`.
    pub(super) fn may_govern(&self, at: usize) -> bool {
        self.begins
            .get(at)
            .is_some_and(|bits| bits & begins::FUNCTION != 0)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    /// Whether the word at `at` is `word`, in small letters.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|found| found.is(word))
    }

    pub(super) fn is_any(&self, at: usize, list: &[&str]) -> bool {
        self.get(at).is_some_and(|word| list.contains(&&*word.lower))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|word| word.printed.starts_with(char::is_uppercase))
    }

    /// The word before `at`.
    pub(super) fn before(&self, at: usize) -> Option<&Word<'t>> {
        at.checked_sub(1).and_then(|before| self.get(before))
    }

    /// Whether a footnote is called directly before the word at `at`.
    pub(super) fn is_marked(&self, at: usize) -> bool {
        self.marks.binary_search(&at).is_ok()
    }

    /// Whether a footnote is called between two of these words.
    pub(super) fn is_marked_inside(&self, words: &Range<usize>) -> bool {
        let next = self.marks.partition_point(|mark| *mark <= words.start);
        self.marks.get(next).is_some_and(|mark| *mark < words.end)
    }

    /// Whether a sentence ends with the word at `at`; the point of an abbreviation ("chap.") ends none.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        const SHORT: [&str; 16] = [
            "chap", "chaps", "sect", "sects", "para", "paras", "no", "nos", "vol", "vols", "art", "arts",
            "suppl", "ibid", "sales", "see",
        ];
        let ends = self.get(at).is_some_and(Word::ends_sentence);
        ends && !(self.is(at, ".") && at > 0 && self.is_any(at - 1, &SHORT))
    }

    /// The first word of the sentence in which `at` stands, at most `reach` words back.
    pub(super) fn sentence_start(&self, at: usize, reach: usize) -> usize {
        let from = at.saturating_sub(reach);
        (from..at)
            .rev()
            .find(|at| self.ends_sentence(*at))
            .map_or(from, |end| end + 1)
    }

    /// Whether words between two citations only join them in a list.
    pub(super) fn is_list(&self, between: Range<usize>) -> bool {
        const LONGEST: usize = 5;
        between.len() <= LONGEST
            && between
                .clone()
                .all(|at| self.is_any(at, &[",", "and", "the", "as", "well", "or", "of", "to", "its"]))
    }

    /// The plain bytes of some words.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.get(range.start).map_or(0, |word| word.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.get(last))
            .map_or(start, Word::end);
        start..end.max(start)
    }

    /// The plain text of some words.
    pub(super) fn text(&self, range: &Range<usize>) -> &'t str {
        self.clean.text.get(self.bytes(range)).unwrap_or_default()
    }
}

/// A citation found, in words of its line.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The citing words.
    pub words: Range<usize>,
    pub target: Target,
    /// The place that the text names.
    pub place: Pinpoint,
    /// The place where the work stands in its document.
    pub implied: Pinpoint,
    pub rule: &'static Rule,
    /// Whether the text gives a title and not a number.
    pub titled: bool,
}

impl Found {
    /// A document named by its number or symbol.
    pub(super) fn numbered(
        words: Range<usize>,
        target: Target,
        place: Pinpoint,
        rule: &'static Rule,
    ) -> Self {
        Self {
            words,
            target,
            place,
            implied: Pinpoint::default(),
            rule,
            titled: false,
        }
    }

    /// A work named by its title.
    pub(super) fn titled(
        words: Range<usize>,
        target: Target,
        implied: Pinpoint,
        rule: &'static Rule,
    ) -> Self {
        Self {
            words,
            target,
            place: Pinpoint::default(),
            implied,
            rule,
            titled: true,
        }
    }
}
