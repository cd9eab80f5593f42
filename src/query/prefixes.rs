//! The prefixes that every query may use without declaring them.

/// Base of the IRIs of this graph.
const WSIS_ID: &str = "https://w3id.org/wsis/id/";

/// Prefix and namespace, as predeclared in queries and used in answers.
pub const PREFIXES: [(&str, &str); 14] = [
    ("wsis", "https://w3id.org/wsis/ns#"),
    ("wid", WSIS_ID),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("schema", "https://schema.org/"),
];

/// An IRI the way a reader likes it: `prefix:name` where the name is simple,
/// else the IRI itself.
#[must_use]
pub fn shorten(iri: &str) -> String {
    PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| {
            let name = iri.strip_prefix(namespace)?;
            is_simple(name).then(|| format!("{prefix}:{name}"))
        })
        .unwrap_or_else(|| iri.to_owned())
}

/// Whether a local name needs no escape in SPARQL and Turtle.
fn is_simple(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
