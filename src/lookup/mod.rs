//! Small questions to the store of a release, asked often by all that answer from one: pages, assistants.

pub(crate) mod address;
mod aliases;
mod written;

pub(crate) use self::aliases::Aliases;
pub(crate) use self::written::path as written_path;

use self::address::{decode, id_path};
use crate::graph::vocabulary::rdfs::LABEL;
use crate::graph::vocabulary::wsis::ORDER;
use crate::query::shorten;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;

/// A text in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The text.
    pub text: String,
    /// Its BCP 47 tag; empty when it has none.
    pub lang: String,
}

impl Words {
    /// The direction in which the text is written.
    #[must_use]
    pub(crate) fn dir(&self) -> &'static str {
        match self.lang.split('-').next() {
            Some("ar" | "he" | "fa" | "ur") => "rtl",
            _ => "ltr",
        }
    }

    fn of(literal: &Literal) -> Self {
        Self {
            text: literal.value().to_owned(),
            lang: literal.language().unwrap_or_default().to_owned(),
        }
    }
}

/// Whether the graph says anything about a thing, or names it.
#[must_use]
pub(crate) fn exists(store: &Store, iri: NamedNodeRef<'_>) -> bool {
    store
        .quads_for_pattern(Some(iri.into()), None, None, None)
        .chain(store.quads_for_pattern(None, None, Some(iri.into()), None))
        .next()
        .is_some()
}

/// Statements with a subject and perhaps a predicate. Reading the memory store
/// does not fail; a damaged one on disk shows fewer statements, and `/health`
/// and every query report the fault.
pub(crate) fn about(
    store: &Store,
    subject: NamedNodeRef<'_>,
    predicate: Option<NamedNodeRef<'_>>,
) -> impl Iterator<Item = Quad> + use<> {
    store
        .quads_for_pattern(Some(subject.into()), predicate, None, None)
        .flatten()
}

/// Statements that point to a thing.
pub(crate) fn pointing_to(
    store: &Store,
    object: NamedNodeRef<'_>,
    predicate: Option<NamedNodeRef<'_>>,
) -> impl Iterator<Item = Quad> + use<> {
    store
        .quads_for_pattern(None, predicate, Some(object.into()), None)
        .flatten()
}

/// The IRIs that a property of a thing leads to.
pub(crate) fn targets(
    store: &Store,
    subject: NamedNodeRef<'_>,
    predicate: NamedNodeRef<'_>,
) -> Vec<NamedNode> {
    about(store, subject, Some(predicate))
        .filter_map(|quad| match quad.object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
        .collect()
}

/// The texts of a property, English first, then in the order of language tags.
pub(crate) fn texts(store: &Store, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<Words> {
    let mut words: Vec<Words> = about(store, subject, Some(predicate))
        .filter_map(|quad| match &quad.object {
            Term::Literal(literal) => Some(Words::of(literal)),
            _ => None,
        })
        .collect();
    words.sort_by(|a, b| (a.lang != "en", &a.lang, &a.text).cmp(&(b.lang != "en", &b.lang, &b.text)));
    words
}

/// The name of a thing: its label, English if there is one, else its address.
#[must_use]
pub(crate) fn label(store: &Store, iri: NamedNodeRef<'_>) -> Words {
    texts(store, iri, LABEL)
        .into_iter()
        .next()
        .unwrap_or_else(|| Words {
            text: id_path(iri.as_str()).map_or_else(|| shorten(iri.as_str()), decode),
            lang: String::new(),
        })
}

/// The name of a thing in a language, where it has one in it; else as [`label`].
#[must_use]
pub(crate) fn label_in(store: &Store, iri: NamedNodeRef<'_>, language: &str) -> Words {
    texts(store, iri, LABEL)
        .into_iter()
        .find(|words| words.lang == language)
        .unwrap_or_else(|| label(store, iri))
}

/// The position of a provision in its document.
#[must_use]
pub(crate) fn order(store: &Store, iri: NamedNodeRef<'_>) -> Option<i64> {
    texts(store, iri, ORDER)
        .first()
        .and_then(|words| words.text.parse().ok())
}

/// The subject of a statement when it has an IRI.
#[must_use]
pub(crate) fn subject(quad: &Quad) -> Option<&NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
