//! A flat table of things: each column knows how to fill its cell.

use oxrdf::NamedNodeRef;

use crate::graph::statements::{Facts, Said, Statements as _};

/// What stands between several values in one cell; `tables.json` says the same to programs (CSVW, `separator`).
pub(super) const SEPARATOR: &str = " | ";

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing is known.
    Empty,
    /// Words, an IRI, a date.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// [`Cell::Text`]
    Text,
    /// [`Cell::Whole`]
    Whole,
    /// [`Cell::Number`]
    Number,
}

/// A column of a table.
pub(super) struct Column {
    /// Its name in every format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Fills the cell of a thing.
    pub cell: fn(&Thing<'_>) -> Cell,
}

/// A table.
pub(super) struct Table {
    /// Its name; files are called `{name}.csv` and `{name}.parquet`.
    pub name: &'static str,
    /// The things that have a row.
    pub things: fn(&Facts) -> Vec<&str>,
    /// The provision by which rows are in order.
    pub place: fn(&Thing<'_>) -> String,
    /// Its columns.
    pub columns: &'static [Column],
}

pub(super) const fn text(name: &'static str, cell: fn(&Thing<'_>) -> Cell) -> Column {
    let kind = Kind::Text;
    Column { name, kind, cell }
}

pub(super) const fn whole(name: &'static str, cell: fn(&Thing<'_>) -> Cell) -> Column {
    let kind = Kind::Whole;
    Column { name, kind, cell }
}

pub(super) const fn number(name: &'static str, cell: fn(&Thing<'_>) -> Cell) -> Column {
    let kind = Kind::Number;
    Column { name, kind, cell }
}

impl Table {
    /// The rows, by document and by the place in it.
    pub(super) fn rows<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = Vec<Cell>> + 'a {
        let mut things: Vec<Thing<'_>> = (self.things)(facts)
            .into_iter()
            .map(|iri| Thing { facts, iri })
            .collect();
        things.sort_by_cached_key(|thing| {
            let place = thing.other((self.place)(thing));
            (
                place.document(),
                place.order(),
                place.iri.clone(),
                thing.iri.to_owned(),
            )
        });
        things
            .into_iter()
            .map(|thing| self.columns.iter().map(|column| (column.cell)(&thing)).collect())
    }
}

/// A thing and all that is known.
pub(super) struct Thing<'a> {
    pub facts: &'a Facts,
    pub iri: &'a str,
}

/// A thing that another one leads to.
pub(super) struct Other<'a> {
    facts: &'a Facts,
    pub iri: String,
}

impl Other<'_> {
    pub(super) fn thing(&self) -> Thing<'_> {
        Thing {
            facts: self.facts,
            iri: &self.iri,
        }
    }

    fn document(&self) -> String {
        let document = self.thing().value(crate::graph::vocabulary::wsis::IN_DOCUMENT);
        document.map_or_else(|| self.iri.clone(), str::to_owned)
    }

    fn order(&self) -> i64 {
        let order = self.thing().value(crate::graph::vocabulary::wsis::ORDER);
        order.and_then(|order| order.parse().ok()).unwrap_or(i64::MAX)
    }
}

impl<'a> Thing<'a> {
    pub(super) fn other(&self, iri: String) -> Other<'a> {
        Other {
            facts: self.facts,
            iri,
        }
    }

    /// The things that a property leads to.
    pub(super) fn hop(&self, predicate: NamedNodeRef<'_>) -> Vec<Other<'a>> {
        let said = self.facts.about(self.iri, predicate).into_iter();
        said.map(|said| self.other(said.value.clone())).collect()
    }

    fn said(&self, predicate: NamedNodeRef<'_>) -> Vec<&'a Said> {
        self.facts.about(self.iri, predicate)
    }

    /// The first value of a property.
    pub(super) fn value(&self, predicate: NamedNodeRef<'_>) -> Option<&'a str> {
        let said = self.said(predicate).into_iter().next()?;
        Some(said.value.as_str())
    }

    pub(super) fn one(&self, predicate: NamedNodeRef<'_>) -> Cell {
        self.value(predicate)
            .map_or(Cell::Empty, |value| Cell::Text(value.to_owned()))
    }

    pub(super) fn all(&self, predicate: NamedNodeRef<'_>) -> Cell {
        joined(self.said(predicate).into_iter().map(|said| said.value.clone()))
    }

    /// The last parts of the addresses that a property leads to, those of one kind: `c5` of `id/action-line/c5`.
    pub(super) fn slugs(&self, predicate: NamedNodeRef<'_>, kind: &str) -> Cell {
        let said = self.said(predicate).into_iter();
        joined(said.filter_map(|said| slug(&said.value, kind)))
    }

    /// The words of a property in a language.
    pub(super) fn words(&self, predicate: NamedNodeRef<'_>, tag: &str) -> Option<&'a str> {
        let said = self.said(predicate).into_iter();
        let mut words = said.filter(|said| said.tag == tag);
        words.next().map(|said| said.value.as_str())
    }

    pub(super) fn whole(&self, predicate: NamedNodeRef<'_>) -> Cell {
        let value = self.value(predicate).and_then(|value| value.parse().ok());
        value.map_or(Cell::Empty, Cell::Whole)
    }

    /// What a property of the things further on says, all of it.
    pub(super) fn beyond(&self, way: &[NamedNodeRef<'_>], predicate: NamedNodeRef<'_>) -> Vec<String> {
        let mut at = vec![self.other(self.iri.to_owned())];
        for step in way {
            at = at
                .iter()
                .flat_map(|other| self.other(other.iri.clone()).steps(*step))
                .collect();
        }
        let said = at
            .iter()
            .flat_map(|other| self.facts.about(&other.iri, predicate));
        let mut values: Vec<String> = said.map(|said| said.value.clone()).collect();
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }

    /// The address of the language version, where there is one.
    pub(super) fn version(&self, tag: &str) -> Option<Other<'a>> {
        let realized = self.facts.realizations(self.iri).into_iter();
        let mut fitting = realized.filter(|version| version.rsplit('/').next() == Some(tag));
        fitting.next().map(|version| self.other(version))
    }
}

impl<'a> Other<'a> {
    fn steps(&self, predicate: NamedNodeRef<'_>) -> Vec<Other<'a>> {
        let said = self.facts.about(&self.iri, predicate).into_iter();
        let facts = self.facts;
        said.map(|said| Other {
            facts,
            iri: said.value.clone(),
        })
        .collect()
    }
}

/// The last part of an address of a kind.
pub(super) fn slug(iri: &str, kind: &str) -> Option<String> {
    let (_, slug) = iri.split_once(&format!("/{kind}/"))?;
    Some(slug.to_owned())
}

/// Several values in one cell.
pub(super) fn joined(values: impl IntoIterator<Item = String>) -> Cell {
    let values: Vec<String> = values.into_iter().collect();
    if values.is_empty() {
        return Cell::Empty;
    }
    Cell::Text(values.join(SEPARATOR))
}

/// A cell of words that may be missing.
pub(super) fn maybe(value: Option<&str>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Text(value.to_owned()))
}
