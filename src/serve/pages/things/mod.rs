//! Pages about things: documents, paragraphs, mandates, bodies, concepts, events; and comparisons of texts.
//!
//! One file a kind of page. `look` finds names and links, `acts` puts a mandate in a row, `state_on` says how it
//! stands on a day, `notes` gathers what stands beside a paragraph, `lines` draws, `frame` is what all pages have.

mod acts;
mod align;
mod body;
pub(in crate::serve) mod compare;
mod concept;
mod document;
mod document_blocks;
mod document_facts;
mod draft;
mod event;
mod frame;
mod life;
mod lines;
mod look;
mod mandate;
mod mandates_csv;
mod marked;
mod notes;
mod paragraph;
mod people;
mod person;
pub(in crate::serve) mod sdg;
mod series;
mod state_on;
mod table;

use super::Writer;
use crate::graph::vocabulary::wsis;
use crate::serve::vocab;
use oxigraph::model::NamedNodeRef;

/// The pages of this folder, by class.
pub(super) const KINDS: &[(NamedNodeRef<'static>, Writer)] = &[
    (wsis::DOCUMENT, document::write),
    (wsis::PARAGRAPH, paragraph::write),
    (wsis::SUB_PARAGRAPH, paragraph::write),
    (wsis::PREAMBULAR_PARAGRAPH, paragraph::write),
    (wsis::FOOTNOTE, paragraph::write),
    (wsis::SECTION, paragraph::write),
    (wsis::ANNEX, paragraph::write),
    (wsis::MANDATE, mandate::write),
    (wsis::BODY, body::write),
    (wsis::EVENT, event::write),
    (wsis::PLACE_CLASS, event::write_place),
    (wsis::PERSON, person::write),
    (vocab::ACTION_LINE, concept::write),
    (concept::THEME, concept::write),
    (concept::STAKEHOLDER_GROUP, concept::write),
    (wsis::TARGET, concept::write),
];
