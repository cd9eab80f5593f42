//! Between request paths and the IRIs of the graph.
//!
//! The IRIs are the same whatever host serves them: [`BASE`] and a path. In an
//! IRI only what the grammar forbids is percent-encoded, so `(Rev.1)` stands as
//! it is and a space is `%20`. Clients encode as they please; a path is
//! therefore tried as it came, then decoded and encoded by that one rule, with
//! letters of other scripts encoded and as they are.

use oxigraph::model::NamedNode;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What every IRI of the project begins with.
pub(crate) const BASE: &str = "https://w3id.org/wsis/";

/// Forbidden inside an IRI (RFC 3987), and `?` and `#`, which would end the path.
const NOT_IN_IRI: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'<')
    .add(b'>')
    .add(b'"')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'%')
    .add(b'?')
    .add(b'#');

/// The same, but what is encoded already stays so.
const NOT_IN_LINK: &AsciiSet = &NOT_IN_IRI.remove(b'%');

/// The IRIs a path below `id/` may mean, the likeliest first.
#[must_use]
pub(crate) fn candidates(path: &str) -> Vec<NamedNode> {
    let mut iris: Vec<NamedNode> = Vec::new();
    for path in [path.to_owned(), canonical(path, false), canonical(path, true)] {
        if let Ok(iri) = NamedNode::new(format!("{BASE}id/{path}"))
            && !iris.contains(&iri)
        {
            iris.push(iri);
        }
    }
    iris
}

/// A path as it stands in an IRI. Letters of all scripts may stand there as they are
/// (RFC 3987, `ucschar`) and do in our IRIs; signs that are no letters are encoded.
fn canonical(path: &str, letters: bool) -> String {
    let mut iri = String::new();
    for c in decode(path).chars() {
        if letters && !c.is_ascii() {
            iri.push(c);
        } else {
            iri.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), NOT_IN_IRI));
        }
    }
    iri
}

/// A path as a person reads it.
#[must_use]
pub(crate) fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The part of an IRI after `id/`, if it is one of ours.
#[must_use]
pub(crate) fn id_path(iri: &str) -> Option<&str> {
    iri.strip_prefix(BASE)?.strip_prefix("id/")
}

/// A path as it may stand in a link or a `Location`.
#[must_use]
pub(crate) fn link_path(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_LINK).to_string()
}

/// A value as it may stand in a query string.
#[must_use]
pub(crate) fn query_value(value: &str) -> String {
    utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_symbol_is_tried() {
        let iri = |path: &str| {
            candidates(path)
                .last()
                .map(|iri| iri.as_str().to_owned())
                .unwrap_or_default()
        };
        assert_eq!(
            iri("document/A%2FRES%2F80%2F173"),
            format!("{BASE}id/document/A/RES/80/173")
        );
        assert_eq!(
            iri("document/6%28Rev.1%29"),
            format!("{BASE}id/document/6(Rev.1)")
        );
        assert_eq!(iri("document/270%20B"), format!("{BASE}id/document/270%20B"));
        assert_eq!(iri("document/%3Cx%3E"), format!("{BASE}id/document/%3Cx%3E"));
        assert_eq!(iri("keyword/caf%C3%a9"), format!("{BASE}id/keyword/café"));
    }

    #[test]
    fn links_keep_what_is_encoded() {
        assert_eq!(link_path("document/270%20B/(x)"), "document/270%20B/(x)");
        assert_eq!(link_path("keyword/é"), "keyword/%C3%A9");
        assert_eq!(id_path("https://w3id.org/wsis/id/body/igf"), Some("body/igf"));
        assert_eq!(id_path("https://w3id.org/wsis/ns#Body"), None);
    }
}
