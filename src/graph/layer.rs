//! The named graphs of a release: how each statement came to be.

use oxrdf::NamedNodeRef;

/// The layer a statement belongs to. A triple stands in exactly one layer, so
/// that the union of all graphs (the default graph of our service) holds it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Copied from an official text as it stands.
    Transcribed,
    /// Found in an official text by a rule.
    Extracted,
    /// Stated by hand in `data/`, with evidence.
    Curated,
    /// The ontology and its concept schemes.
    Ontology,
    /// What the release says about itself: how much of what, and how good it is. Its own statements are in
    /// no count.
    Catalog,
}

impl Layer {
    /// All layers, in the order in which a release holds them.
    pub const ALL: [Self; 5] = [
        Self::Transcribed,
        Self::Extracted,
        Self::Curated,
        Self::Ontology,
        Self::Catalog,
    ];

    /// The IRI of the layer's named graph.
    #[must_use]
    pub fn graph(self) -> NamedNodeRef<'static> {
        NamedNodeRef::new_unchecked(match self {
            Self::Transcribed => "https://w3id.org/wsis/graph/transcribed",
            Self::Extracted => "https://w3id.org/wsis/graph/extracted",
            Self::Curated => "https://w3id.org/wsis/graph/curated",
            Self::Ontology => "https://w3id.org/wsis/graph/ontology",
            Self::Catalog => "https://w3id.org/wsis/graph/catalog",
        })
    }
}
