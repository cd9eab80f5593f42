//! The terms that the pages treat in a special way: those the graph is written
//! with, and three that only the ontology uses.

use oxigraph::model::NamedNodeRef;

pub(super) use crate::graph::vocabulary::dcterms::{SUBJECT, TITLE};
pub(super) use crate::graph::vocabulary::eli::{IS_PART_OF, REALIZES};
pub(super) use crate::graph::vocabulary::oa::{EXACT, HAS_SELECTOR, HAS_SOURCE};
pub(super) use crate::graph::vocabulary::rdfs::LABEL;
pub(super) use crate::graph::vocabulary::wsis::{
    ADOPTED_ON, CLAIM, EVIDENCE_FOR as EVIDENCE, METHOD, REVIEW_STATE, SYMBOL, TEXT,
};
pub(super) use oxigraph::model::vocab::rdf::TYPE;

/// A remark for readers.
pub(super) const COMMENT: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#comment");
/// Where there is more.
pub(super) const SEE_ALSO: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#seeAlso");
/// What a term means.
pub(super) const DEFINITION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#definition");
/// How a term is used.
pub(super) const EXAMPLE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#example");
/// A line of action.
pub(super) const ACTION_LINE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/wsis/ns#ActionLine");
/// The sign of a concept, such as `C7`.
pub(super) const NOTATION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation");
/// The wider concept.
pub(super) const BROADER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#broader");
/// The narrower concepts.
pub(super) const NARROWER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#narrower");
