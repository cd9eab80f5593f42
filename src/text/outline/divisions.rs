//! Titles that count the divisions of a treaty, statute or set of rules: "Article 5", "第五条",
//! "Chapter I", "Appendix". Their words stand in `data/division-words.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::annex::strip_word;
use super::numbering::{self, Label, Style, digit};

/// How many words a number has at most ("الحادي والعشرون").
const NUMBER_WORDS: usize = 3;

/// The longest number between the two halves of a Chinese pattern, in characters.
const LONGEST: usize = 8;

/// What a division is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It counts its own paragraphs.
    Article,
    /// It holds other divisions.
    Container,
    /// It stands behind an annex.
    Appendix,
}

/// A title's beginning that names a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Division {
    pub kind: Kind,
    /// `None` for an appendix without number.
    pub label: Option<Label>,
    /// What makes it another than the division of the same number: "bis".
    pub again: Option<String>,
    /// The length of all this in bytes, with the gap behind it.
    pub bytes: usize,
}

impl Division {
    /// The number in its normal form, the same whatever figures print it: `5`, `5bis`, `101.2`.
    pub(crate) fn number(&self) -> Option<String> {
        let label = self.label.as_ref()?;
        let value = || label.readings.first().map(|count| count.value.to_string());
        let number = label.compound.clone().or_else(value)?;
        Some(number + self.again.as_deref().unwrap_or_default())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    article: Vec<String>,
    container: Vec<String>,
    appendix: Vec<String>,
    ordinals: Vec<String>,
    again: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    // A test reads the file: it cannot be broken in a program that was released.
    WORDS
        .get_or_init(|| toml::from_str(include_str!("../../../data/division-words.toml")).unwrap_or_default())
}

/// The division that a text names at its head, if any; a title may follow.
pub(crate) fn at_head(text: &str) -> Option<Division> {
    // Every pattern begins with a letter, and most texts with one that begins none.
    let first = text.chars().next().filter(|c| c.is_alphabetic())?;
    let words = words();
    let kinds = [
        (Kind::Article, &words.article),
        (Kind::Container, &words.container),
        (Kind::Appendix, &words.appendix),
    ];
    kinds.into_iter().find_map(|(kind, patterns)| {
        let fitting = patterns
            .iter()
            .filter(|p| p.chars().next().is_some_and(|c| same(c, first)));
        fitting.into_iter().find_map(|pattern| fits(text, pattern, kind))
    })
}

/// The division that is all a text says.
pub(crate) fn whole(text: &str) -> Option<Division> {
    at_head(text).filter(|division| division.bytes >= text.len())
}

fn same(a: char, b: char) -> bool {
    a == b || a.to_lowercase().eq(b.to_lowercase())
}

fn fits(text: &str, pattern: &str, kind: Kind) -> Option<Division> {
    let (before, after) = pattern.split_once("{}")?;
    let behind = strip_word(text, before.trim_end())?;
    let spaced = before.ends_with(' ');
    if kind == Kind::Appendix && behind.trim().is_empty() {
        return Some(Division {
            kind,
            label: None,
            again: None,
            bytes: text.len(),
        });
    }
    if spaced && !behind.starts_with(|c: char| c.is_whitespace() || digit(c).is_some()) {
        return None;
    }
    let behind = behind.trim_start();
    let (label, rest) = if after.is_empty() {
        open_number(behind)?
    } else {
        enclosed_number(behind, after)?
    };
    let (again, rest) = again(rest);
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:：-–—．、".contains(c));
    let parted = rest.is_empty() || title.len() < rest.len();
    parted.then(|| Division {
        kind,
        label: Some(label),
        again,
        bytes: text.len() - title.len(),
    })
}

/// The number that the first words are, as many as can be.
fn open_number(text: &str) -> Option<(Label, &str)> {
    let ends = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .chain([text.len()]);
    let ends: Vec<usize> = ends.take(NUMBER_WORDS).collect();
    ends.into_iter().rev().find_map(|end| {
        let word = text.get(..end)?;
        let bare = word.trim_end_matches(['.', ':', '-', '–', '—', '،', ' ']);
        Some((number(bare)?, text.get(bare.len()..)?))
    })
}

/// The number that stands before the second half of a pattern.
fn enclosed_number<'t>(text: &'t str, after: &str) -> Option<(Label, &'t str)> {
    let at = text.find(after)?;
    let inside = text
        .get(..at)
        .filter(|inside| inside.chars().count() <= LONGEST)?;
    Some((number(inside.trim())?, text.get(at + after.len()..)?))
}

fn number(text: &str) -> Option<Label> {
    let lower = text.to_lowercase();
    let place = words()
        .ordinals
        .iter()
        .position(|row| row.split('|').any(|word| word == lower));
    if let Some(value) = place.and_then(|at| u32::try_from(at + 1).ok()) {
        // "Part One", "Chapitre premier": which row it counts in, the word does not tell.
        return Label::of(&[(Style::CapitalRoman, value), (Style::Number, value)]);
    }
    if let Some(value) = numbering::arabic_ordinal(text) {
        return Label::of(&[(Style::CapitalRoman, value)]);
    }
    let plain = text
        .chars()
        .all(|c| c.is_alphabetic() || c.is_whitespace() || c == '.' || digit(c).is_some());
    numbering::parse(text)
        .filter(|label| plain && label.readings.iter().all(|count| numbering::heads_with(*count)))
}

/// The word of a number put in later, and the text behind it.
pub(super) fn again(text: &str) -> (Option<String>, &str) {
    let head = text.trim_start();
    for row in words().again.iter().rev() {
        let found = row.split('|').find_map(|word| strip_word(head, word));
        if let Some(rest) = found.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            return (row.split('|').next().map(str::to_owned), rest);
        }
    }
    (None, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Kind, Option<String>, &str)> {
        at_head(text).map(|d| (d.kind, d.number(), &text[d.bytes..]))
    }

    /// Catches: a file of words that cannot be read, which the program would take for an empty one.
    #[test]
    fn the_words_are_readable() {
        let words: Words = toml::from_str(include_str!("../../../data/division-words.toml")).unwrap();
        assert!(words.ordinals.len() == 10 && words.again.len() == 4);
        for pattern in words
            .article
            .iter()
            .chain(&words.container)
            .chain(&words.appendix)
        {
            assert_eq!(pattern.matches("{}").count(), 1, "{pattern}");
        }
    }

    /// Catches: a language whose articles have another number than those of its sisters.
    #[test]
    fn articles_meet_in_six_languages() {
        for text in [
            "Article 12",
            "ARTICLE XII",
            "Rule 12.",
            "Regulation 12",
            "Artículo 12",
            "Статья 12",
            "Правило 12",
            "المادة 12",
            "المادة ١٢",
            "المادة الثانية عشرة",
            "المادة الثانية عشر",
            "第12条",
            "第十二条",
            "第 12 条",
        ] {
            assert_eq!(
                read(text),
                Some((Kind::Article, Some("12".to_owned()), "")),
                "{text}"
            );
        }
        for (text, number, title) in [
            ("Article premier", "1", ""),
            ("Article 3 bis", "3bis", ""),
            ("المادة 3 مكررا", "3bis", ""),
            ("第三条之二", "3bis", ""),
            ("Regulation 4.2 Kites", "4.2", "Kites"),
            ("Правило 1 Состав флота", "1", "Состав флота"),
            ("第1条 过渡", "1", "过渡"),
            ("第一百零四条", "104", ""),
            ("Rule 7: Strings", "7", "Strings"),
        ] {
            assert_eq!(
                read(text),
                Some((Kind::Article, Some(number.to_owned()), title)),
                "{text}"
            );
        }
    }

    #[test]
    fn parts_chapters_and_appendices() {
        for (text, number) in [
            ("Part One", "1"),
            ("PART II", "2"),
            ("Première partie", ""),
            ("Chapitre premier", "1"),
            ("Глава III", "3"),
            ("الفصل الأول", "1"),
            ("第三部分", "3"),
            ("第一章", "1"),
            ("Section 4", "4"),
        ] {
            let expected = (!number.is_empty()).then(|| (Kind::Container, Some(number.to_owned()), ""));
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("Appendix"), Some((Kind::Appendix, None, "")));
        assert_eq!(read("附录二"), Some((Kind::Appendix, Some("2".to_owned()), "")));
    }

    /// Catches: sentences taken for titles.
    #[test]
    fn sentences_name_no_division() {
        for text in [
            "Articles 5 and 6",
            "Article",
            "Particular",
            "第三条规定",
            "Part of it",
            "Rule of law",
            "",
            "5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
