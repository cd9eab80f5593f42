//! `quads.parquet`: the data set itself, one quad a row.

use std::borrow::Borrow;
use std::io::{self, Write};

use oxrdf::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use super::sheet::Sheet;
use super::table::Kind;
use crate::release::dumps::Chunk;

/// The columns, in this order.
pub(super) const COLUMNS: [(&str, Kind); 7] = [
    ("subject", Kind::Text),
    ("predicate", Kind::Text),
    ("object", Kind::Text),
    ("object_kind", Kind::Text),
    ("datatype", Kind::Text),
    ("language", Kind::Text),
    ("graph", Kind::Text),
];

/// Writes all quads of `chunks`.
pub(super) fn write<W: Write + Send, C: Borrow<Chunk>>(
    out: W,
    chunks: impl IntoIterator<Item = C>,
) -> io::Result<W> {
    let mut sheet = Sheet::new(out, "quads", &COLUMNS)?;
    for chunk in chunks {
        for quad in chunk.borrow().batch().iter() {
            row(&mut sheet, quad)?;
        }
    }
    sheet.finish()
}

fn row<W: Write + Send>(sheet: &mut Sheet<W>, quad: QuadRef<'_>) -> io::Result<()> {
    let subject = match quad.subject {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
        NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
    };
    let graph = match quad.graph_name {
        GraphNameRef::NamedNode(node) => Some(node.as_str()),
        _ => None,
    };
    // Releases hold neither blank nodes nor triple terms, which the other two arms are there for.
    let written;
    let (object, kind, datatype, language) = match quad.object {
        TermRef::NamedNode(node) => (node.as_str(), "iri", None, None),
        TermRef::Literal(literal) => (
            literal.value(),
            "literal",
            Some(literal.datatype().as_str()),
            literal.language(),
        ),
        TermRef::BlankNode(node) => (node.as_str(), "blank", None, None),
        TermRef::Triple(term) => {
            written = term.to_string();
            (written.as_str(), "triple", None, None)
        }
    };
    sheet.words(&[
        Some(subject),
        Some(quad.predicate.as_str()),
        Some(object),
        Some(kind),
        datatype,
        language,
        graph,
    ])
}
