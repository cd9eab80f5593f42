//! The forms an answer can be written in.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;
use std::fmt;

/// What a query asks for; it decides which formats fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    /// A table.
    Select,
    /// Yes or no.
    Ask,
    /// A graph made from a template.
    Construct,
    /// A graph about some things.
    Describe,
}

impl QueryKind {
    /// Whether the answer is a graph.
    #[must_use]
    pub const fn gives_graph(self) -> bool {
        matches!(self, Self::Construct | Self::Describe)
    }
}

impl fmt::Display for QueryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Select => "SELECT",
            Self::Ask => "ASK",
            Self::Construct => "CONSTRUCT",
            Self::Describe => "DESCRIBE",
        })
    }
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for a terminal. Not standardised, not for machines.
    Table,
    /// SPARQL 1.1 Query Results: JSON, XML, CSV or TSV.
    Results(QueryResultsFormat),
    /// An RDF syntax.
    Rdf(RdfFormat),
}

/// JSON-LD as one expanded document.
const JSON_LD: RdfFormat = RdfFormat::JsonLd {
    profile: JsonLdProfileSet::empty(),
};

/// Every format with its name; the first of a kind is the default.
const NAMES: [(&str, Format); 11] = [
    ("table", Format::Table),
    ("json", Format::Results(QueryResultsFormat::Json)),
    ("xml", Format::Results(QueryResultsFormat::Xml)),
    ("csv", Format::Results(QueryResultsFormat::Csv)),
    ("tsv", Format::Results(QueryResultsFormat::Tsv)),
    ("ttl", Format::Rdf(RdfFormat::Turtle)),
    ("nt", Format::Rdf(RdfFormat::NTriples)),
    ("jsonld", Format::Rdf(JSON_LD)),
    ("rdf", Format::Rdf(RdfFormat::RdfXml)),
    ("nq", Format::Rdf(RdfFormat::NQuads)),
    ("trig", Format::Rdf(RdfFormat::TriG)),
];

impl Format {
    /// The format of a short name such as `csv` or `ttl`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }

    /// The short name, which is also the file extension.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, f)| *f == self).map_or("rdf", |(n, _)| n)
    }

    /// The media type, with the character set where the type has one.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain; charset=utf-8",
            Self::Results(QueryResultsFormat::Csv) => "text/csv; charset=utf-8",
            Self::Results(QueryResultsFormat::Tsv) => "text/tab-separated-values; charset=utf-8",
            Self::Results(format) => format.media_type(),
            Self::Rdf(RdfFormat::Turtle) => "text/turtle; charset=utf-8",
            Self::Rdf(format) => format.media_type(),
        }
    }

    /// Whether an answer of this kind can be written in this format.
    #[must_use]
    pub const fn fits(self, kind: QueryKind) -> bool {
        match self {
            Self::Table => true,
            Self::Results(_) => !kind.gives_graph(),
            Self::Rdf(_) => kind.gives_graph(),
        }
    }

    /// The names of the formats that fit a kind of query, for messages.
    #[must_use]
    pub fn names_for(kind: QueryKind) -> String {
        NAMES
            .iter()
            .filter(|(_, f)| f.fits(kind))
            .map(|(n, _)| *n)
            .collect::<Vec<_>>()
            .join(", ")
    }
}
