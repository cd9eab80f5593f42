//! What may be asked, and within which bounds.

use super::things::{KINDS, kind};
use crate::corpus::Language;
use thiserror::Error;

/// Most characters of the words of a search.
pub const MAX_CHARACTERS: usize = 400;
/// Most words of a search, as spaces part them.
pub const MAX_WORDS: usize = 64;
/// Most results of one answer.
pub const MAX_LIMIT: usize = 100;
/// Most results that may be passed over.
pub const MAX_OFFSET: usize = 10_000;
/// Most values of one filter.
pub const MAX_VALUES: usize = 20;
/// Results of an answer unless somebody says otherwise.
const LIMIT: usize = 20;

/// A search. Filters of one sort widen each other, filters of several sorts narrow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What is looked for, as people write it: words, "exact words" in quotes, a symbol with or without a
    /// paragraph. The last word may be the beginning of one. Empty with a filter: everything that fits it.
    pub q: String,
    /// Search in this language only; `None`: in all six.
    pub language: Option<Language>,
    /// The language in which names are shown, and words where several languages have what was looked for.
    pub reader: Language,
    /// Kinds of things, names of [`KINDS`].
    pub kinds: Vec<String>,
    /// Years in which things were adopted, issued or held.
    pub years: Option<Years>,
    /// Bodies that adopted, issued or are asked: slugs, paths below `id/` or IRIs.
    pub bodies: Vec<String>,
    /// Action lines, in the same forms.
    pub lines: Vec<String>,
    /// Forces of mandates, in the same forms.
    pub forces: Vec<String>,
    /// How many results to give, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// How many to pass over first, at most [`MAX_OFFSET`].
    pub offset: usize,
}

/// Years from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub from: i16,
    /// The last.
    pub to: i16,
}

/// Why a search is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// Nothing is asked.
    #[error(
        "Nothing is searched for. Hint: give words or a symbol as q (/search?q=A/RES/70/125, /search?q=forum), or a filter such as kind=event."
    )]
    Empty,
    /// Too much is asked.
    #[error(
        "The search is longer than {MAX_CHARACTERS} characters or {MAX_WORDS} words. Hint: a few words of the passage find it, in quotes where they must stand together."
    )]
    Long,
    /// A parameter has a value that it cannot have.
    #[error("{name} cannot be \"{value}\". Hint: {expected}.")]
    Value {
        /// The parameter.
        name: &'static str,
        /// What was given.
        value: String,
        /// What can be given.
        expected: String,
    },
}

impl QueryError {
    /// A wrong value, shortened where it is long.
    pub fn value(name: &'static str, value: &str, expected: impl Into<String>) -> Self {
        Self::Value {
            name,
            value: value.chars().take(60).collect(),
            expected: expected.into(),
        }
    }
}

impl Query {
    /// A search in all languages for words, without filters.
    #[must_use]
    pub fn new(q: &str) -> Self {
        Self {
            q: q.to_owned(),
            language: None,
            reader: Language::English,
            kinds: Vec::new(),
            years: None,
            bodies: Vec::new(),
            lines: Vec::new(),
            forces: Vec::new(),
            limit: LIMIT,
            offset: 0,
        }
    }

    /// Whether the search keeps within the bounds.
    ///
    /// # Errors
    /// [`QueryError`], which says what is expected.
    pub fn check(&self) -> Result<(), QueryError> {
        if self.q.chars().count() > MAX_CHARACTERS || self.q.split_whitespace().count() > MAX_WORDS {
            return Err(QueryError::Long);
        }
        if let Some(unknown) = self.kinds.iter().find(|name| kind(name).is_none()) {
            let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            return Err(QueryError::value(
                "kind",
                unknown,
                format!("it is one of {}", names.join(", ")),
            ));
        }
        for (name, values) in self.lists() {
            if values.len() > MAX_VALUES {
                let expected = format!("at most {MAX_VALUES} values can be given");
                return Err(QueryError::value(name, &values.join(","), expected));
            }
        }
        self.check_part()?;
        if self.q.chars().any(char::is_alphanumeric) || self.is_filtered() {
            Ok(())
        } else {
            Err(QueryError::Empty)
        }
    }

    fn check_part(&self) -> Result<(), QueryError> {
        if self.limit > MAX_LIMIT {
            let expected = format!("it is a number up to {MAX_LIMIT}");
            return Err(QueryError::value("limit", &self.limit.to_string(), expected));
        }
        if self.offset > MAX_OFFSET {
            let expected =
                format!("it is a number up to {MAX_OFFSET}; narrow the search by a filter, or use SPARQL");
            return Err(QueryError::value("offset", &self.offset.to_string(), expected));
        }
        Ok(())
    }

    /// The filters that have several values, by the name of their parameter.
    pub(super) fn lists(&self) -> [(&'static str, &[String]); 4] {
        [
            ("kind", &self.kinds),
            ("body", &self.bodies),
            ("line", &self.lines),
            ("force", &self.forces),
        ]
    }

    /// Whether anything but the words narrows the search.
    fn is_filtered(&self) -> bool {
        self.years.is_some() || self.lists().iter().any(|(_, values)| !values.is_empty())
    }
}

impl std::str::FromStr for Years {
    type Err = QueryError;

    /// `2015`, `2003-2015`, `2003-`, `-2015`; two dots may stand for the hyphen.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let fault = || {
            QueryError::value(
                "year",
                text,
                "it is a year or a range such as 2003-2015, 2015- or -2005",
            )
        };
        let year = |digits: &str, open: i16| match digits.trim() {
            "" => Ok(open),
            digits if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().map_err(|_| fault())
            }
            _ => Err(fault()),
        };
        let text = text.trim();
        let (from, to) = match text.split_once("..").or_else(|| text.split_once(['-', '–'])) {
            Some((from, to)) => (from, to),
            None => (text, text),
        };
        if from.trim().is_empty() && to.trim().is_empty() {
            return Err(fault());
        }
        let years = Self {
            from: year(from, 0)?,
            to: year(to, 9999)?,
        };
        (years.from <= years.to).then_some(years).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: ranges read the wrong way round, and nonsense taken for a year.
    #[test]
    fn years() {
        let read = |text: &str| text.parse::<Years>().map(|years| (years.from, years.to)).ok();
        assert_eq!(read("2015"), Some((2015, 2015)));
        assert_eq!(read("2003-2015"), Some((2003, 2015)));
        assert_eq!(read("2003..2015"), Some((2003, 2015)));
        assert_eq!(read("2015-"), Some((2015, 9999)));
        assert_eq!(read("-2005"), Some((0, 2005)));
        for wrong in [
            "",
            "-",
            "15",
            "2015-2003",
            "abcd",
            "20155",
            "2003-2005-2007",
            "²⁰¹⁵",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    /// Catches: bounds that are not kept.
    #[test]
    fn bounds() {
        assert_eq!(Query::new("").check(), Err(QueryError::Empty));
        assert_eq!(Query::new(" ?* ").check(), Err(QueryError::Empty));
        assert_eq!(Query::new(&"a ".repeat(65)).check(), Err(QueryError::Long));
        assert_eq!(Query::new(&"信".repeat(401)).check(), Err(QueryError::Long));
        assert_eq!(Query::new(&"信".repeat(400)).check(), Ok(()));
        let mut query = Query::new("");
        query.kinds = vec!["event".to_owned()];
        assert_eq!(query.check(), Ok(()));
        query.kinds = vec!["evnt".to_owned()];
        assert!(matches!(
            query.check(),
            Err(QueryError::Value { name: "kind", .. })
        ));
        query.kinds = vec!["event".to_owned(); 21];
        assert!(query.check().is_err());
        query = Query::new("a");
        query.limit = 101;
        assert!(query.check().is_err());
    }
}
