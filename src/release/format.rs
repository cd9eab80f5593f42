//! The six formats in which a release is written.

use clap::ValueEnum;

/// A format of a dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ValueEnum)]
pub enum DumpFormat {
    /// N-Quads: the whole data set, one quad a line
    Nq,
    /// N-Triples: all statements without their graphs
    Nt,
    /// Turtle: all statements without their graphs, for reading
    #[value(alias = "turtle")]
    Ttl,
    /// TriG: Turtle with named graphs
    Trig,
    /// JSON-LD with our context
    #[value(alias = "json-ld")]
    Jsonld,
    /// RDF/XML: all statements without their graphs
    #[value(alias = "rdf", alias = "xml")]
    Rdfxml,
}

impl DumpFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Nq,
        Self::Nt,
        Self::Ttl,
        Self::Trig,
        Self::Jsonld,
        Self::Rdfxml,
    ];

    /// The file name within a release.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Nq => "wsis.nq",
            Self::Nt => "wsis.nt",
            Self::Ttl => "wsis.ttl",
            Self::Trig => "wsis.trig",
            Self::Jsonld => "wsis.jsonld",
            Self::Rdfxml => "wsis.rdf",
        }
    }

    /// The media type, as IANA registers it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Nq => "application/n-quads",
            Self::Nt => "application/n-triples",
            Self::Ttl => "text/turtle",
            Self::Trig => "application/trig",
            Self::Jsonld => "application/ld+json",
            Self::Rdfxml => "application/rdf+xml",
        }
    }

    /// Its name in words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Nq => "N-Quads",
            Self::Nt => "N-Triples",
            Self::Ttl => "Turtle",
            Self::Trig => "TriG",
            Self::Jsonld => "JSON-LD",
            Self::Rdfxml => "RDF/XML",
        }
    }

    /// Its code in the EU's authority table of file types.
    #[must_use]
    pub fn eu_file_type(self) -> &'static str {
        match self {
            Self::Nq => "RDF_N_QUADS",
            Self::Nt => "RDF_N_TRIPLES",
            Self::Ttl => "RDF_TURTLE",
            Self::Trig => "RDF_TRIG",
            Self::Jsonld => "JSON_LD",
            Self::Rdfxml => "RDF_XML",
        }
    }
}
