//! The words by which printed texts are recognised: `data/cover-words.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::corpus::{Date, Language};
use crate::text::outline::numbering;

/// The words of one language; what each means is told in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub organs: Vec<String>,
    pub adoption: Vec<String>,
    pub agenda: Vec<String>,
    pub session: Vec<String>,
    pub meeting: Vec<String>,
    pub distribution: Vec<String>,
    pub publisher: Vec<String>,
    pub voice: Vec<String>,
    pub months: Vec<String>,
}

/// Every language's words, by tag.
pub(super) fn all() -> &'static BTreeMap<String, Words> {
    static WORDS: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    // A test reads the file: it cannot be broken in a program that was released.
    WORDS.get_or_init(|| toml::from_str(include_str!("../../../data/cover-words.toml")).unwrap_or_default())
}

/// The words of `language`.
pub(super) fn of(language: Language) -> &'static Words {
    static NONE: Words = Words {
        organs: Vec::new(),
        adoption: Vec::new(),
        agenda: Vec::new(),
        session: Vec::new(),
        meeting: Vec::new(),
        distribution: Vec::new(),
        publisher: Vec::new(),
        voice: Vec::new(),
        months: Vec::new(),
    };
    all().get(language.tag()).unwrap_or(&NONE)
}

/// A line for comparison: lower case, straight apostrophes, single spaces, no mark at the end.
pub(super) fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    words
        .join(" ")
        .replace(['’', '‘', '`'], "'")
        .replace('ـ', "")
        .to_lowercase()
        .trim_end_matches([',', '،', '，', ':', '：', ' '])
        .to_owned()
}

/// Whether a line begins with one of `words`.
pub(super) fn begins(line: &str, words: &[String]) -> bool {
    let line = plain(line);
    words.iter().any(|word| line.starts_with(&plain(word)))
}

/// Whether one of `words` stands in a line.
pub(super) fn has(line: &str, words: &[String]) -> bool {
    let line = plain(line);
    words.iter().any(|word| line.contains(&plain(word)))
}

impl Words {
    /// Whether a line is the name of an organ and nothing else, with its article or without.
    pub(super) fn is_organ(&self, line: &str) -> bool {
        let line = plain(line);
        !line.is_empty()
            && self.organs.iter().any(|organ| {
                let organ = plain(organ);
                let bare = organ.split_once([' ', '\'']).map_or("", |(_, name)| name);
                line == organ || (line == bare && bare.contains(' '))
            })
    }

    /// The first date that a line prints in words ("17 December 2025", "2025年12月17日").
    pub(super) fn date(&self, line: &str) -> Option<Date> {
        let line = plain(line);
        let dates = self.months.iter().zip(1..).flat_map(|(names, month)| {
            names
                .split('|')
                .filter_map(|name| date_at(&line, &plain(name), month))
                .collect::<Vec<_>>()
        });
        // "12月" has "2月" in it: the longer month name reads the earlier figure.
        dates.min_by_key(|(at, _)| *at).map(|(_, date)| date)
    }
}

/// The date around the month `name` in a line, and where the month stands, in bytes.
fn date_at(line: &str, name: &str, month: u8) -> Option<(usize, Date)> {
    let at = line.find(name)?;
    let before = line.get(..at)?;
    let after = line.get(at + name.len()..)?;
    let chinese = name.ends_with('月');
    let (year, day) = if chinese {
        (last_number(before.trim_end_matches('年')), first_number(after))
    } else {
        (
            first_number(after.split_once('/').map_or(after, |(_, rest)| rest)),
            last_number(before),
        )
    };
    let year = u16::try_from(year.filter(|y| (1900..2200).contains(y))?).ok()?;
    let day = day.and_then(|d| u8::try_from(d).ok());
    Some((at, Date::new(year, Some(month), day)?))
}

fn first_number(text: &str) -> Option<u32> {
    let start = text.find(|c| numbering::digit(c).is_some())?;
    let tail = text.get(start..)?;
    let end = tail.find(|c| numbering::digit(c).is_none()).unwrap_or(tail.len());
    numbering::decimal(tail.get(..end)?)
}

fn last_number(text: &str) -> Option<u32> {
    let head = text.trim_end_matches(|c| numbering::digit(c).is_none());
    let start = head.trim_end_matches(|c| numbering::digit(c).is_some()).len();
    numbering::decimal(head.get(start..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(all().len(), Language::ALL.len());
        for (tag, words) in all() {
            assert_eq!(words.months.len(), 12, "{tag}");
            assert!(!words.organs.is_empty() && !words.meeting.is_empty(), "{tag}");
        }
    }

    #[test]
    fn dates_in_six_languages() {
        for (language, line) in [
            (Language::English, "on 17 December 2025"),
            (Language::French, "le 17 décembre 2025"),
            (Language::Spanish, "el 17 de diciembre de 2025"),
            (Language::Russian, "17 декабря 2025 года"),
            (Language::Chinese, "2025年12月17日"),
            (Language::Arabic, "17 كانون الأول/ديسمبر 2025"),
            (Language::Arabic, "١٧ كانون الأول/ديسمبر ٢٠٢٥"),
        ] {
            let date = of(language).date(line);
            assert_eq!(date, Date::new(2025, Some(12), Some(17)), "{line}");
        }
        assert_eq!(of(Language::English).date("We act in December"), None);
    }
}
