//! Where in a work: paragraphs, articles, annexes, and the addresses they mean in our data.

use std::fmt;

/// The kinds of places that texts name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// A part letter of an old resolution: the "A" of 217 A (III).
    Letter,
    /// An annex; without number where there is one only.
    Annex,
    /// An appendix.
    Appendix,
    /// A part.
    Part,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// An article of a treaty.
    Article,
    /// A principle of a declaration.
    Principle,
    /// A decision or resolution inside a report.
    Decision,
    /// A numbered paragraph.
    Paragraph,
}

impl Level {
    /// The word before the number; none for paragraphs and letters.
    fn word(self) -> &'static str {
        match self {
            Self::Letter | Self::Paragraph => "",
            Self::Annex => "annex",
            Self::Appendix => "appendix",
            Self::Part => "part",
            Self::Chapter => "chap.",
            Self::Section => "sect.",
            Self::Article => "article",
            Self::Principle => "principle",
            Self::Decision => "decision",
        }
    }
}

/// One number, or a range of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    /// The number, letter or Roman numeral as printed; sub-paragraphs after a slash ("29/a"). Empty for an
    /// annex that has none.
    pub first: String,
    /// The last of a range.
    pub last: Option<String>,
}

/// A place in a work: levels from the outermost to the innermost, each with one or more numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Pinpoint {
    levels: Vec<(Level, Vec<Number>)>,
    /// The address below which paragraphs are counted, for a text that cites its own paragraphs.
    below: Option<String>,
}

/// A longer range is a slip of the pen; only its ends are meant.
const LONGEST_RANGE: u32 = 1000;

impl Pinpoint {
    /// One level with its numbers.
    pub(super) fn of(level: Level, numbers: Vec<Number>) -> Self {
        Self {
            levels: vec![(level, numbers)],
            below: None,
        }
    }

    /// Reads "annex", "annex II" or nothing, as the list of works writes it.
    pub(super) fn parse(place: &str) -> Self {
        let number = match place.split_once(' ') {
            _ if place.is_empty() => return Self::default(),
            Some((_, number)) => number,
            None => "",
        };
        Self::of(Level::Annex, vec![Number::one(number)])
    }

    /// Paragraphs of the text itself, counted below an address ("annex/1"), or in the whole text.
    pub(super) fn counted_below(mut self, address: Option<&str>) -> Self {
        self.below = address.map(str::to_owned);
        self
    }

    /// Whether the whole work is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The levels from the outermost to the innermost.
    #[must_use]
    pub fn levels(&self) -> &[(Level, Vec<Number>)] {
        &self.levels
    }

    /// This place inside `outer`; an outer annex is not repeated.
    #[must_use]
    pub fn inside(self, outer: &Self) -> Self {
        let mut levels = outer.levels.clone();
        let named = self.levels.first().map(|(level, _)| *level);
        if let Some(at) = levels.iter().position(|(level, _)| Some(*level) == named) {
            levels.truncate(at);
        }
        levels.extend(self.levels);
        Self {
            levels,
            below: self.below,
        }
    }

    /// The addresses below the document that are meant, in the form of our data (`para/72`,
    /// `annex/1/para/29/a`), ranges counted out one by one. Empty where the whole work is meant or a place
    /// has no address with us (articles, parts).
    pub fn paths(&self) -> impl Iterator<Item = String> + '_ {
        let (outer, inner) = match self.levels.split_last() {
            Some((last, outer)) if last.0 == Level::Paragraph => (outer, last.1.as_slice()),
            _ => (self.levels.as_slice(), &[] as &[Number]),
        };
        let prefixes = self.prefixes(outer, !inner.is_empty());
        let bare = prefixes
            .clone()
            .into_iter()
            .filter(move |prefix| inner.is_empty() && !prefix.is_empty());
        let counted = prefixes.into_iter().flat_map(move |prefix| {
            inner
                .iter()
                .flat_map(Number::each)
                .map(move |number| match prefix.as_str() {
                    "" => format!("para/{number}"),
                    prefix => format!("{prefix}/para/{number}"),
                })
        });
        bare.chain(counted)
    }

    /// The addresses of all levels but the paragraph. Where paragraphs follow, chapters and sections do not
    /// count: paragraphs are numbered through them.
    fn prefixes(&self, outer: &[(Level, Vec<Number>)], paragraphs: bool) -> Vec<String> {
        let mut prefixes = vec![self.below.clone().unwrap_or_default()];
        for (level, numbers) in outer {
            let kind = match level {
                Level::Letter => continue,
                Level::Annex => "annex",
                Level::Chapter | Level::Section if paragraphs => continue,
                Level::Chapter | Level::Section => "sec",
                _ => return Vec::new(),
            };
            let mut longer = Vec::new();
            for prefix in &prefixes {
                for number in numbers.iter().flat_map(Number::each) {
                    let number = if *level == Level::Annex {
                        annex(&number)
                    } else {
                        number
                    };
                    let separator = if prefix.is_empty() { "" } else { "/" };
                    // Sections nest by label: `sec/II/C`.
                    let nested = kind == "sec" && prefix.starts_with("sec/");
                    longer.push(match nested {
                        true => format!("{prefix}/{number}"),
                        false => format!("{prefix}{separator}{kind}/{number}"),
                    });
                }
            }
            longer.truncate(usize::try_from(LONGEST_RANGE).unwrap_or(usize::MAX));
            prefixes = longer;
        }
        prefixes
    }
}

/// The number of an annex in our addresses: "I" is 1, and so is an annex without number.
fn annex(number: &str) -> String {
    match roman(number) {
        Some(value) => value.to_string(),
        None if number.is_empty() => "1".to_owned(),
        None => number.to_owned(),
    }
}

/// The value of a Roman numeral up to a few hundred.
pub(super) fn roman(numeral: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    if numeral.is_empty() || numeral.len() > 12 {
        return None;
    }
    let values: Vec<u32> = numeral.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, value) in values.iter().enumerate() {
        let smaller = values.get(at + 1).is_some_and(|next| next > value);
        sum = if smaller {
            sum - i64::from(*value)
        } else {
            sum + i64::from(*value)
        };
    }
    u32::try_from(sum).ok()
}

impl Number {
    pub(super) fn one(number: &str) -> Self {
        Self {
            first: number.to_owned(),
            last: None,
        }
    }

    /// Every number of the range; the ends alone where it cannot be counted.
    pub fn each(&self) -> impl Iterator<Item = String> + '_ {
        let counted = self.last.as_deref().and_then(|last| counted(&self.first, last));
        let ends = [Some(self.first.as_str()), self.last.as_deref()];
        let ends = ends.into_iter().flatten().filter({
            let is_counted = counted.is_some();
            move |_| !is_counted
        });
        counted.into_iter().flatten().chain(ends.map(str::to_owned))
    }
}

/// 34 to 37, or 29/a to 29/c.
fn counted(first: &str, last: &str) -> Option<Box<dyn Iterator<Item = String>>> {
    if let (Ok(from), Ok(to)) = (first.parse::<u32>(), last.parse::<u32>()) {
        return (from <= to && to - from < LONGEST_RANGE)
            .then(|| Box::new((from..=to).map(|number| number.to_string())) as Box<_>);
    }
    let (stem, from) = first.rsplit_once('/')?;
    let to = last.rsplit_once('/').map_or(last, |(_, letter)| letter);
    let letter = |text: &str| (text.len() == 1).then(|| text.chars().next()).flatten();
    let (from, to) = (letter(from)?, letter(to)?);
    let stem = stem.to_owned();
    (from <= to && from.is_ascii_lowercase() && to.is_ascii_lowercase())
        .then(|| Box::new((from..=to).map(move |letter| format!("{stem}/{letter}"))) as Box<_>)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first)?;
        match &self.last {
            Some(last) => write!(f, "-{last}"),
            None => Ok(()),
        }
    }
}

/// `34-37;67-72`, `annex I`, `article 17;article 19`, `annex, 114`, `chap. I, sect. A`.
impl fmt::Display for Pinpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (level, numbers)) in self.levels.iter().enumerate() {
            let mut separator = if at > 0 { ", " } else { "" };
            for number in numbers {
                let word = level.word();
                let space = if word.is_empty() || number.first.is_empty() {
                    ""
                } else {
                    " "
                };
                write!(f, "{separator}{word}{space}{number}")?;
                separator = ";";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(numbers: &[(&str, Option<&str>)]) -> Pinpoint {
        let number = |(first, last): &(&str, Option<&str>)| Number {
            first: (*first).to_owned(),
            last: last.map(str::to_owned),
        };
        Pinpoint::of(Level::Paragraph, numbers.iter().map(number).collect())
    }

    #[test]
    fn ranges_are_counted_out() {
        let place = paragraphs(&[("34", Some("36")), ("67", None), ("29/a", Some("c"))]);
        assert_eq!(place.to_string(), "34-36;67;29/a-c");
        let paths: Vec<String> = place.paths().collect();
        assert_eq!(
            paths,
            [
                "para/34",
                "para/35",
                "para/36",
                "para/67",
                "para/29/a",
                "para/29/b",
                "para/29/c"
            ]
        );
    }

    /// Catches: a range that a slip of the pen makes endless.
    #[test]
    fn absurd_ranges_are_their_ends() {
        for (first, last) in [("1", "99999999999999999999"), ("9", "3"), ("1", "4000000000")] {
            let paths: Vec<String> = paragraphs(&[(first, Some(last))]).paths().collect();
            assert_eq!(paths, [format!("para/{first}"), format!("para/{last}")]);
        }
    }

    #[test]
    fn paragraphs_stand_in_annexes() {
        let place = paragraphs(&[("29/a", None)]).inside(&Pinpoint::parse("annex I"));
        assert_eq!(place.to_string(), "annex I, 29/a");
        assert_eq!(place.paths().collect::<Vec<_>>(), ["annex/1/para/29/a"]);
        assert_eq!(Pinpoint::parse("annex").paths().collect::<Vec<_>>(), ["annex/1"]);
        let article = Pinpoint::of(Level::Article, vec![Number::one("5")]);
        assert_eq!(
            (article.to_string().as_str(), article.paths().count()),
            ("article 5", 0)
        );
        let chapter = Pinpoint::of(Level::Chapter, vec![Number::one("III")]);
        assert_eq!(chapter.paths().collect::<Vec<_>>(), ["sec/III"]);
        let section = Pinpoint::of(Level::Section, vec![Number::one("A")]).inside(&chapter);
        assert_eq!(section.paths().collect::<Vec<_>>(), ["sec/III/A"]);
        let below = paragraphs(&[("4", None)]).counted_below(Some("annex/2"));
        assert_eq!(below.paths().collect::<Vec<_>>(), ["annex/2/para/4"]);
        assert_eq!(Pinpoint::default().paths().count(), 0);
    }

    #[test]
    fn numerals() {
        for (numeral, value) in [("IV", Some(4)), ("XIX", Some(19)), ("A", None), ("", None)] {
            assert_eq!(roman(numeral), value);
        }
    }
}
