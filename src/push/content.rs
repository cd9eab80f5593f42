//! One graph of a release as lines of N-Triples, and what a comparison of contents goes by.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::Range;
use std::path::Path;

use oxrdf::vocab::xsd;
use oxrdf::{Term, Triple};
use sha2::{Digest as _, Sha256};

use super::PushError;
use crate::release::lines;

/// The datatype of shapes in words (GeoSPARQL), and what Virtuoso gives back for it.
const WKT: &str = "http://www.opengis.net/ont/geosparql#wktLiteral";
const GEOMETRY: &str = "http://www.openlinksw.com/schemas/virtrdf#Geometry";

/// A graph in memory, its lines in order, so that those of a subject stand together.
pub(super) struct Graph {
    pub name: String,
    text: Vec<u8>,
    lines: Vec<Range<usize>>,
}

impl Graph {
    /// Reads the graph `name` from the N-Quads of a release.
    pub(super) fn read(nquads: &Path, name: &str) -> Result<Self, PushError> {
        let fault = |source| PushError::Read {
            path: nquads.to_owned(),
            source,
        };
        let mut file = BufReader::with_capacity(1 << 18, File::open(nquads).map_err(fault)?);
        let end = format!(" <{name}> .\n");
        let mut graph = Self {
            name: name.to_owned(),
            text: Vec::new(),
            lines: Vec::new(),
        };
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line).map_err(fault)? > 0 {
            if let Some(statement) = line.strip_suffix(end.as_bytes()) {
                let start = graph.text.len();
                graph.text.extend_from_slice(statement);
                graph.text.extend_from_slice(b" .\n");
                graph.lines.push(start..graph.text.len());
            }
            line.clear();
        }
        let text = &graph.text;
        let at = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        graph.lines.sort_unstable_by(|a, b| at(a).cmp(at(b)));
        graph.lines.dedup_by(|a, b| at(a) == at(b));
        Ok(graph)
    }

    pub(super) fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    /// The lines from the one with that number on.
    pub(super) fn lines(&self, from: usize) -> impl Iterator<Item = &[u8]> {
        let lines = self.lines.get(from..).unwrap_or_default();
        lines
            .iter()
            .map(|range| self.text.get(range.clone()).unwrap_or_default())
    }
}

/// The subject of a line, as it is written there.
pub(super) fn subject(line: &[u8]) -> &[u8] {
    line.split(|byte| *byte == b' ').next().unwrap_or_default()
}

/// A fingerprint that does not depend on the order of statements: the sum of their hashes.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u128);

impl Fingerprint {
    pub(super) fn add(&mut self, statement: &[u8]) {
        let hash = Sha256::digest(statement);
        let mut head = [0; 16];
        head.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        self.0 = self.0.wrapping_add(u128::from_be_bytes(head));
    }

    pub(super) fn to_hex(self) -> String {
        format!("{:032x}", self.0)
    }
}

/// A statement with its literal in one form for each value: stores may write `-8.0` as `-8`, or a language tag in
/// small letters (XML Schema 1.1 part 2, canonical forms; RDF 1.1 Concepts, 3.3).
pub(super) fn normal(triple: Triple) -> Vec<u8> {
    let mut triple = triple;
    if let Term::Literal(literal) = &triple.object {
        if let Some(tag) = literal.language() {
            let tag = tag.to_ascii_lowercase();
            triple.object =
                oxrdf::Literal::new_language_tagged_literal_unchecked(literal.value(), tag).into();
        } else if literal.datatype().as_str() == GEOMETRY {
            let kind = oxrdf::NamedNode::new_unchecked(WKT);
            triple.object = oxrdf::Literal::new_typed_literal(literal.value(), kind).into();
        } else if let Some(value) = number(literal.value(), literal.datatype()) {
            triple.object = oxrdf::Literal::new_typed_literal(value, literal.datatype()).into();
        }
    }
    let mut line = Vec::new();
    let quad = triple.as_ref().in_graph(oxrdf::GraphNameRef::DefaultGraph);
    lines::triple(&mut line, quad);
    line
}

fn number(value: &str, datatype: oxrdf::NamedNodeRef<'_>) -> Option<String> {
    if datatype == xsd::BOOLEAN {
        return Some(
            match value {
                "1" => "true",
                "0" => "false",
                other => other,
            }
            .to_owned(),
        );
    }
    if ![xsd::INTEGER, xsd::DECIMAL, xsd::NON_NEGATIVE_INTEGER].contains(&datatype) {
        return None;
    }
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", value.strip_prefix('+').unwrap_or(value)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    Some(match (whole, part) {
        ("", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_form() {
        for (one, other) in [
            ("-8.0", "-8"),
            ("0.950", ".95"),
            ("+07", "7"),
            ("0.0", "0"),
            ("-0", "0"),
        ] {
            assert_eq!(
                number(one, xsd::DECIMAL),
                number(other, xsd::DECIMAL),
                "{one} {other}"
            );
        }
        assert_ne!(number("8", xsd::DECIMAL), number("80", xsd::DECIMAL));
        assert_eq!(number("2005", xsd::G_YEAR), None);
    }

    #[test]
    fn order_does_not_matter_to_a_fingerprint() {
        let print = |lines: &[&str]| {
            let mut print = Fingerprint::default();
            lines.iter().for_each(|line| print.add(line.as_bytes()));
            print.to_hex()
        };
        assert_eq!(print(&["a", "b"]), print(&["b", "a"]));
        assert_ne!(print(&["a", "b"]), print(&["a", "c"]));
        assert_ne!(print(&["a", "a"]), print(&["b", "b"]));
    }
}
