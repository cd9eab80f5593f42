//! The model as quads. One file a kind of thing; the only place that mints IRIs
//! ([`iri`]) and knows vocabularies ([`vocabulary`]).

pub mod block;
mod body;
pub mod catalog_record;
mod citation;
pub mod curated;
mod document;
mod event;
mod evidence;
mod expression;
pub mod extracted;
mod facilitation;
pub mod iri;
pub mod keyword;
pub mod layer;
mod mandate;
mod mandate_event;
mod membership;
pub mod ontology;
pub mod path;
mod provision;
mod step;
pub mod stub;
mod target;
mod theme_paragraph;
pub mod transcribed;
pub mod vocabulary;
mod vote;
mod work;
