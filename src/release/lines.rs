//! N-Quads and N-Triples in their canonical form, one statement a line.
//!
//! Source: RDF 1.2 N-Quads, "A Canonical form of N-Quads", which RDFC-1.0
//! hashes: single spaces, `\b \t \n \f \r \" \\` escaped by letter, other control
//! characters by `\uXXXX`, everything else as it is. A library would do; these
//! lines are the pivot of a release (every other file, the hash and the store
//! are checked against them), so they are written by the shortest code we know.

use oxrdf::{LiteralRef, QuadRef, TermRef};

/// Appends one quad as a line of N-Quads.
pub fn quad(out: &mut Vec<u8>, quad: QuadRef<'_>) {
    statement(out, quad);
    out.push(b' ');
    if let oxrdf::GraphNameRef::NamedNode(graph) = quad.graph_name {
        iri(out, graph.as_str());
        out.push(b' ');
    }
    out.extend_from_slice(b".\n");
}

/// Appends one quad as a line of N-Triples, its graph left out.
pub fn triple(out: &mut Vec<u8>, quad: QuadRef<'_>) {
    statement(out, quad);
    out.extend_from_slice(b" .\n");
}

fn statement(out: &mut Vec<u8>, quad: QuadRef<'_>) {
    match quad.subject {
        oxrdf::NamedOrBlankNodeRef::NamedNode(node) => iri(out, node.as_str()),
        oxrdf::NamedOrBlankNodeRef::BlankNode(node) => blank(out, node.as_str()),
    }
    out.push(b' ');
    iri(out, quad.predicate.as_str());
    out.push(b' ');
    match quad.object {
        TermRef::NamedNode(node) => iri(out, node.as_str()),
        TermRef::BlankNode(node) => blank(out, node.as_str()),
        TermRef::Literal(value) => literal(out, value),
        // Releases hold no triple terms; the library's own form stands in.
        TermRef::Triple(term) => out.extend_from_slice(term.to_string().as_bytes()),
    }
}

fn iri(out: &mut Vec<u8>, iri: &str) {
    out.push(b'<');
    out.extend_from_slice(iri.as_bytes());
    out.push(b'>');
}

fn blank(out: &mut Vec<u8>, label: &str) {
    out.extend_from_slice(b"_:");
    out.extend_from_slice(label.as_bytes());
}

fn literal(out: &mut Vec<u8>, literal: LiteralRef<'_>) {
    out.push(b'"');
    escaped(out, literal.value());
    out.push(b'"');
    if let Some(tag) = literal.language() {
        out.push(b'@');
        out.extend_from_slice(tag.as_bytes());
    } else if literal.datatype() != oxrdf::vocab::xsd::STRING {
        out.extend_from_slice(b"^^");
        iri(out, literal.datatype().as_str());
    }
}

fn escaped(out: &mut Vec<u8>, value: &str) {
    let bytes = value.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let letter = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            0x00..=0x1f | 0x7f => 0,
            _ => continue,
        };
        out.extend_from_slice(bytes.get(done..at).unwrap_or_default());
        if letter == 0 {
            out.extend_from_slice(format!("\\u{byte:04X}").as_bytes());
        } else {
            out.extend_from_slice(&[b'\\', letter]);
        }
        done = at + 1;
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use oxrdf::{GraphName, Literal, NamedNode, Quad};

    #[test]
    fn lines_are_canonical() {
        let node = NamedNode::new_unchecked("https://example.org/a");
        let awkward = Literal::new_language_tagged_literal_unchecked("a \"b\"\\\n\t\u{7f}\u{1}é", "fr");
        let quad = Quad::new(node.clone(), node.clone(), awkward, GraphName::from(node.clone()));
        let mut line = Vec::new();
        super::quad(&mut line, quad.as_ref());
        assert_eq!(
            String::from_utf8(line).unwrap(),
            "<https://example.org/a> <https://example.org/a> \"a \\\"b\\\"\\\\\\n\\t\\u007F\\u0001é\"@fr <https://example.org/a> .\n"
        );
    }

    #[test]
    fn strings_carry_no_datatype_and_triples_no_graph() {
        let node = NamedNode::new_unchecked("https://example.org/a");
        let quad = Quad::new(
            node.clone(),
            node.clone(),
            Literal::new_simple_literal("x"),
            node.clone(),
        );
        let mut line = Vec::new();
        super::triple(&mut line, quad.as_ref());
        assert_eq!(
            String::from_utf8(line).unwrap(),
            "<https://example.org/a> <https://example.org/a> \"x\" .\n"
        );
    }
}
