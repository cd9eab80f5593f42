//! The answer to a query as a picture: chart, network or map, drawn on the server.

mod chart;
mod graph;
mod places;

pub(super) use chart::tick;

use crate::query::Answer;
use crate::serve::respond::Shell;
use crate::serve::view::Viewer;
use oxigraph::model::{Literal, NamedNode, Term};

/// How an answer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::serve) enum View {
    /// Rows, or statements as text.
    #[default]
    Table,
    /// Bars, columns or lines.
    Chart,
    /// Things and links between them.
    Graph,
    /// Places.
    Map,
}

impl View {
    /// All of them with their names in addresses.
    pub(in crate::serve) const ALL: [(&'static str, Self); 4] = [
        ("table", Self::Table),
        ("chart", Self::Chart),
        ("graph", Self::Graph),
        ("map", Self::Map),
    ];

    /// The view of a name.
    #[must_use]
    pub(in crate::serve) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, view)| *view)
    }

    /// Its name in addresses.
    #[must_use]
    pub(in crate::serve) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, view)| *view == self)
            .map_or("table", |(name, _)| name)
    }

    /// The key of its name in the interface.
    #[must_use]
    pub(in crate::serve) fn key(self) -> &'static str {
        match self {
            Self::Table => "query-view-table",
            Self::Chart => "query-view-chart",
            Self::Graph => "query-view-graph",
            Self::Map => "query-view-map",
        }
    }
}

/// The answer drawn in a view; `None` where it has not the shape for it.
#[must_use]
pub(in crate::serve) fn draw(
    view: View,
    answer: &Answer,
    viewer: &Viewer<'_>,
    shell: &Shell,
) -> Option<String> {
    match view {
        View::Table => None,
        View::Chart => chart::draw(answer, viewer, shell),
        View::Graph => graph::draw(answer, viewer, shell),
        View::Map => places::draw(answer, viewer, shell),
    }
}

/// The views for which the answer has the shape; the table always.
#[must_use]
pub(in crate::serve) fn fitting(answer: &Answer, viewer: &Viewer<'_>) -> Vec<View> {
    let mut views = vec![View::Table];
    if chart::fits(answer) {
        views.push(View::Chart);
    }
    if graph::fits(answer) {
        views.push(View::Graph);
    }
    if places::fits(answer, viewer) {
        views.push(View::Map);
    }
    views
}

/// One column of an answer: its name and its values.
struct Column<'a> {
    name: &'a str,
    values: Vec<Option<&'a Term>>,
}

/// The columns of at most `most` rows.
fn table(answer: &Answer, most: usize) -> Vec<Column<'_>> {
    let Answer::Rows { variables, rows } = answer else {
        return Vec::new();
    };
    let values = |n: usize| {
        rows.iter()
            .take(most)
            .map(move |row| row.get(n).and_then(Option::as_ref))
    };
    let columns = variables.iter().enumerate();
    columns
        .map(|(n, variable)| Column {
            name: variable.as_str(),
            values: values(n).collect(),
        })
        .collect()
}

impl Column<'_> {
    /// Whether every value is a number; a column without values is none.
    fn is_number(&self) -> bool {
        self.all(|term| number(term).is_some())
    }

    /// Whether every value is a year or a day.
    fn is_time(&self) -> bool {
        self.all(|term| year(term).is_some())
    }

    /// Whether every value names a thing.
    fn is_thing(&self) -> bool {
        self.all(|term| matches!(term, Term::NamedNode(_)))
    }

    fn all(&self, test: impl Fn(&Term) -> bool) -> bool {
        self.values.iter().any(Option::is_some) && self.values.iter().flatten().all(|term| test(term))
    }
}

/// The value of a numeric literal.
fn number(term: &Term) -> Option<f64> {
    let Term::Literal(literal) = term else {
        return None;
    };
    let datatype = literal
        .datatype()
        .as_str()
        .strip_prefix("http://www.w3.org/2001/XMLSchema#")?;
    let numeric = [
        "integer",
        "decimal",
        "double",
        "float",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
    ];
    let value: f64 = literal
        .value()
        .parse()
        .ok()
        .filter(|_| numeric.contains(&datatype))?;
    value.is_finite().then_some(value)
}

/// The year of a date, of a year, or of four digits.
fn year(term: &Term) -> Option<i32> {
    let Term::Literal(literal) = term else {
        return None;
    };
    let text = literal.value();
    let (digits, rest) = text.split_at_checked(4)?;
    let year: i32 = digits.parse().ok()?;
    let dated = rest.is_empty() || (rest.starts_with('-') && rest.len() <= 21);
    (dated && (1000..3000).contains(&year)).then_some(year)
}

/// A value in words, with its language and where it leads.
fn named(viewer: &Viewer<'_>, term: &Term) -> (String, String, Option<String>) {
    let value = viewer.term(term);
    (value.words.text, value.words.lang, value.href)
}

/// The kind of a thing of ours, as its address has it; empty for others.
fn kind(node: &NamedNode) -> &str {
    let path = crate::serve::iri::id_path(node.as_str());
    path.and_then(|path| path.split('/').next()).unwrap_or("")
}

/// The number in a literal of any kind, for degrees.
fn degrees(literal: &Literal) -> Option<f64> {
    literal
        .value()
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
}
