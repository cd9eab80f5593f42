//! The prefixes that every query may use without declaring them.

use crate::graph::{iri, vocabulary};

/// Prefixes for questions that no dump needs: `wid` for the addresses of things
/// (a slash after it needs a backslash, so answers spell addresses out) and PROV.
const MORE: [(&str, &str); 2] = [("wid", iri::THINGS), ("prov", "http://www.w3.org/ns/prov#")];

/// Prefix and namespace of every prefix that queries know without declaring it.
pub fn prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    vocabulary::PREFIXES.iter().chain(&MORE).copied()
}

/// An IRI the way a reader likes it: `prefix:name` where the name is simple,
/// else the IRI itself.
#[must_use]
pub fn shorten(iri: &str) -> String {
    prefixes()
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
