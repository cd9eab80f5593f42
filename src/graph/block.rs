//! A block is the quads of one thing or one document, ready to be written.
//!
//! Millions of quads pass through here, so a block keeps all of its text in one
//! buffer and remembers ranges: building a quad copies its strings once and
//! allocates nothing of its own. Consumers (dump writers, the store, the SHACL
//! gate) read the quads as borrowed [`oxrdf::QuadRef`]s.

use std::collections::HashSet;
use std::ops::Range;

use oxrdf::{LiteralRef, NamedNodeRef, Quad, QuadRef, TermRef};

use super::layer::Layer;
use crate::corpus::Date;

/// The quads of one named graph about one document, thing or scheme.
#[derive(Debug)]
pub struct Block {
    layer: Layer,
    text: String,
    subject: Span,
    quads: Vec<Record>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Record {
    subject: Span,
    predicate: NamedNodeRef<'static>,
    object: Object,
}

#[derive(Debug, Clone, Copy)]
enum Object {
    Iri(Span),
    Term(NamedNodeRef<'static>),
    Plain(Span),
    Tagged(Span, &'static str),
    Typed(Span, NamedNodeRef<'static>),
}

impl Block {
    /// An empty block whose quads belong to `layer`.
    #[must_use]
    pub fn new(layer: Layer) -> Self {
        Self {
            layer,
            text: String::new(),
            subject: Span { start: 0, end: 0 },
            quads: Vec::new(),
        }
    }

    /// The named graph these quads belong to.
    #[must_use]
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// Number of quads.
    #[must_use]
    pub fn len(&self) -> usize {
        self.quads.len()
    }

    /// True when nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    /// Says that what follows is about `iri`.
    pub fn subject(&mut self, iri: &str) -> &mut Self {
        self.subject = self.keep(iri);
        self
    }

    /// States the class of the subject.
    pub fn a(&mut self, class: NamedNodeRef<'static>) -> &mut Self {
        self.push(oxrdf::vocab::rdf::TYPE, Object::Term(class))
    }

    /// Links the subject to a thing by its IRI.
    pub fn link(&mut self, predicate: NamedNodeRef<'static>, iri: &str) -> &mut Self {
        let object = Object::Iri(self.keep(iri));
        self.push(predicate, object)
    }

    /// Links the subject to a term of a vocabulary.
    pub fn term(&mut self, predicate: NamedNodeRef<'static>, term: NamedNodeRef<'static>) -> &mut Self {
        self.push(predicate, Object::Term(term))
    }

    /// A string without language (symbols, numbers as printed, codes).
    pub fn string(&mut self, predicate: NamedNodeRef<'static>, value: &str) -> &mut Self {
        let object = Object::Plain(self.keep(value));
        self.push(predicate, object)
    }

    /// Words in a language, `tag` being its BCP 47 tag.
    pub fn words(&mut self, predicate: NamedNodeRef<'static>, value: &str, tag: &'static str) -> &mut Self {
        let object = Object::Tagged(self.keep(value), tag);
        self.push(predicate, object)
    }

    /// A whole number (`xsd:integer`).
    pub fn integer(&mut self, predicate: NamedNodeRef<'static>, value: u64) -> &mut Self {
        self.typed(predicate, &value.to_string(), oxrdf::vocab::xsd::INTEGER)
    }

    /// A decimal number, in the canonical form of `xsd:decimal` (XML Schema 1.1 part 2, §3.3.3).
    pub fn decimal(&mut self, predicate: NamedNodeRef<'static>, value: f64) -> &mut Self {
        let mut written = value.to_string();
        if !written.contains('.') {
            written.push_str(".0");
        }
        self.typed(predicate, &written, oxrdf::vocab::xsd::DECIMAL)
    }

    /// A day, month or year, each with its own XSD datatype.
    pub fn date(&mut self, predicate: NamedNodeRef<'static>, value: Date) -> &mut Self {
        self.typed(predicate, &value.to_string(), super::vocabulary::datatype(value))
    }

    /// A literal with a datatype; `value` must be in its canonical lexical form.
    pub fn typed(
        &mut self,
        predicate: NamedNodeRef<'static>,
        value: &str,
        datatype: NamedNodeRef<'static>,
    ) -> &mut Self {
        let object = Object::Typed(self.keep(value), datatype);
        self.push(predicate, object)
    }

    /// The quads in the order in which they were said.
    pub fn iter(&self) -> impl Iterator<Item = QuadRef<'_>> {
        self.quads.iter().map(|record| self.quad(record))
    }

    /// Keeps only the quads for which `keep` is true.
    pub fn retain(&mut self, mut keep: impl FnMut(QuadRef<'_>) -> bool) {
        let mut quads = std::mem::take(&mut self.quads);
        quads.retain(|record| keep(self.quad(record)));
        self.quads = quads;
    }

    /// Leaves out what was said twice: official files repeat keywords and agenda items.
    pub fn dedup(&mut self) {
        let quads = std::mem::take(&mut self.quads);
        let mut seen = HashSet::new();
        let kept = quads
            .iter()
            .filter(|record| seen.insert(self.quad(record)))
            .copied()
            .collect();
        self.quads = kept;
    }

    fn push(&mut self, predicate: NamedNodeRef<'static>, object: Object) -> &mut Self {
        self.quads.push(Record {
            subject: self.subject,
            predicate,
            object,
        });
        self
    }

    fn keep(&mut self, value: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(value);
        // A block holds one document; the reader's size bound (64 MiB a file)
        // keeps the buffer far below the 4 GiB that u32 offsets can address.
        Span {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
        }
    }

    fn str(&self, span: Span) -> &str {
        let range: Range<usize> = span.start as usize..span.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    fn quad(&self, record: &Record) -> QuadRef<'_> {
        let object: TermRef<'_> = match record.object {
            Object::Iri(iri) => NamedNodeRef::new_unchecked(self.str(iri)).into(),
            Object::Term(term) => term.into(),
            Object::Plain(value) => LiteralRef::new_simple_literal(self.str(value)).into(),
            Object::Tagged(value, tag) => {
                LiteralRef::new_language_tagged_literal_unchecked(self.str(value), tag).into()
            }
            Object::Typed(value, datatype) => LiteralRef::new_typed_literal(self.str(value), datatype).into(),
        };
        QuadRef::new(
            NamedNodeRef::new_unchecked(self.str(record.subject)),
            record.predicate,
            object,
            self.layer.graph(),
        )
    }
}

/// What travels from the conversion to the writers: a block of ours, or quads
/// read from a Turtle file of the ontology.
#[derive(Debug)]
pub enum Batch {
    /// Quads made from data or texts.
    Block(Block),
    /// Quads parsed from RDF files.
    Parsed(Vec<Quad>),
}

impl Batch {
    /// The quads, borrowed.
    pub fn iter(&self) -> Box<dyn Iterator<Item = QuadRef<'_>> + '_> {
        match self {
            Self::Block(block) => Box::new(block.iter()),
            Self::Parsed(quads) => Box::new(quads.iter().map(Quad::as_ref)),
        }
    }

    /// Number of quads.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Block(block) => block.len(),
            Self::Parsed(quads) => quads.len(),
        }
    }

    /// True when there are no quads.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::vocabulary::wsis;

    #[test]
    fn what_was_said_twice_is_kept_once_and_in_order() {
        let mut block = Block::new(Layer::Transcribed);
        block
            .subject("urn:a")
            .string(wsis::SYMBOL, "1")
            .string(wsis::SYMBOL, "2")
            .string(wsis::SYMBOL, "1");
        block.subject("urn:b").string(wsis::SYMBOL, "1");
        block.dedup();
        let said: Vec<String> = block
            .iter()
            .map(|quad| format!("{} {}", quad.subject, quad.object))
            .collect();
        assert_eq!(said, ["<urn:a> \"1\"", "<urn:a> \"2\"", "<urn:b> \"1\""]);
    }
}
