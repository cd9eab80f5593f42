//! What is kept of each document while a build streams past: little more than its paragraphs.

use std::cmp::Ordering;

use crate::corpus::reading::{Provision, ProvisionKind, Reading};
use crate::corpus::{Date, Symbol};

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Its address below the document (`para/99/a`, `pp/3`, `annex/1/para/29`).
    pub path: Box<str>,
    /// Its words.
    pub text: Box<str>,
}

/// A document in English, as far as the search for reused text needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its symbol.
    pub symbol: Symbol,
    /// When it was adopted; of what was not (drafts, reports), when it was issued.
    pub date: Option<Date>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// Its operative paragraphs, their points, and its preambular paragraphs, also those of annexes, in
    /// document order.
    pub passages: Vec<Passage>,
}

impl Source {
    /// Takes from an English reading what is needed. A text without any date is taken to be of the year
    /// its symbol names: the year itself (`E/RES/2014/35`), or that in which the session of the
    /// Assembly began (`A/RES/68/198`); without one even so, it comes before everything dated.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        let printed = [reading.work.date, reading.closing.date, reading.expression.date];
        Self {
            symbol: reading.symbol.clone(),
            date: printed
                .into_iter()
                .flatten()
                .next()
                .or_else(|| year(&reading.symbol)),
            title: reading.title.as_deref().map(Box::from),
            passages: reading.provisions.iter().filter_map(passage).collect(),
        }
    }

    /// Before or after in time: by date, then by symbol. What has no date comes first, so that it can be
    /// where words first appeared, but never be said to have taken them from elsewhere.
    pub(super) fn chronological(&self, other: &Self) -> Ordering {
        self.date
            .cmp(&other.date)
            .then_with(|| self.symbol.cmp(&other.symbol))
    }
}

/// The documents in the order of time, each symbol once, whatever order they come in.
pub(super) fn ordered(sources: &[Source]) -> Vec<&Source> {
    let mut ordered: Vec<&Source> = sources.iter().collect();
    ordered.sort_by(|a, b| {
        let same = || a.passages.cmp(&b.passages).then_with(|| a.title.cmp(&b.title));
        a.symbol
            .cmp(&b.symbol)
            .then_with(|| a.date.cmp(&b.date))
            .then_with(same)
    });
    ordered.dedup_by(|a, b| a.symbol == b.symbol);
    ordered.sort_by(|a, b| a.chronological(b));
    ordered
}

fn passage(provision: &Provision) -> Option<Passage> {
    let kept = matches!(
        provision.kind,
        ProvisionKind::Paragraph | ProvisionKind::SubParagraph | ProvisionKind::PreambularParagraph
    );
    (kept && !provision.text.is_empty()).then(|| Passage {
        path: provision.path.as_str().into(),
        text: provision.text.as_str().into(),
    })
}

/// The year in a symbol.
fn year(symbol: &Symbol) -> Option<Date> {
    let mut parts = symbol.as_str().split('/');
    let of_assembly = parts.next() == Some("A");
    let number = parts.find_map(|part| part.parse::<u16>().ok())?;
    match number {
        1946..=2999 => Date::new(number, None, None),
        // From the thirty-first on, the regular sessions begin in September of one year each.
        31..=999 if of_assembly => Date::new(1945 + number, None, None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: an order of documents that rests on something else than when they were made.
    #[test]
    fn years_in_symbols() {
        for (symbol, expected) in [
            ("A/RES/68/198", Some(2013)),
            ("A/C.2/80/L.17", Some(2025)),
            ("E/RES/2014/35", Some(2014)),
            ("A/RES/217(III)", None),
            ("TD/442", None),
            ("WSIS-05/TUNIS/DOC/6", None),
        ] {
            let found = year(&Symbol::parse(symbol).unwrap()).map(Date::year);
            assert_eq!(found, expected, "{symbol}");
        }
    }
}
