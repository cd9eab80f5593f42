//! The model as quads. One file a kind of thing; the only place that mints IRIs
//! ([`iri`]) and knows vocabularies ([`vocabulary`]).

pub mod block;
mod body;
pub mod catalog;
pub mod catalog_record;
mod citation;
pub mod coverage;
pub mod curated;
mod curated_provision;
mod document;
mod event;
mod evidence;
mod expression;
pub mod extracted;
mod facilitation;
mod indicator;
pub mod iri;
pub mod keyword;
mod label;
pub mod layer;
mod link;
mod mandate;
mod mandate_event;
mod matrix_link;
mod membership;
pub mod ontology;
pub mod path;
mod person;
mod place;
mod provision;
mod step;
pub mod stub;
mod target;
pub mod transcribed;
pub mod vocabulary;
mod vote;
mod work;
