//! Every statement about a thing, by property, in both directions: the page of things without one of their
//! own, and of all others with `?view=statements`.

use super::super::data::EXTENSIONS;
use super::super::lookup::{Words, label_in, targets, texts};
use super::super::respond::{Shell, page as render};
use super::super::step::Dated;
use super::super::view::{Evidence, Group, Part, Value};
use super::super::vocab;
use super::Asked;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "thing.html", config = "src/serve/askama.toml")]
struct ThingPage {
    shell: Shell,
    iri: String,
    path: String,
    title: Words,
    symbol: String,
    classes: Vec<Value>,
    trail: Vec<Value>,
    words: Vec<Words>,
    facts: Vec<Group>,
    evidence: Vec<Evidence>,
    parts: Vec<Part>,
    parts_left_out: usize,
    incoming: Vec<Group>,
    extensions: [&'static str; 6],
    history: Option<Dated>,
    /// Whether the thing has a page of its own, to which this one leads back.
    own_page: bool,
}

/// Writes the page.
pub(super) fn write(asked: &Asked<'_>) -> Option<Response> {
    let (iri, viewer) = (asked.iri, asked.viewer());
    let store = viewer.store;
    let (parts, parts_left_out) = viewer.parts(iri);
    let mut incoming = viewer.incoming(iri);
    if !parts.is_empty() {
        let whole = viewer.node(vocab::IS_PART_OF);
        incoming.retain(|group| group.property.href != whole.href);
    }
    Some(render(&ThingPage {
        shell: asked.shell.clone(),
        iri: iri.as_str().to_owned(),
        path: asked.path.clone(),
        title: label_in(store, iri.as_ref(), viewer.language),
        symbol: texts(store, iri.as_ref(), vocab::SYMBOL)
            .into_iter()
            .next()
            .map_or_else(String::new, |words| words.text),
        classes: targets(store, iri.as_ref(), vocab::TYPE)
            .iter()
            .map(|class| viewer.node(class.as_ref()))
            .collect(),
        trail: viewer.trail(iri),
        words: viewer.words(iri),
        facts: viewer.facts(iri),
        evidence: viewer.evidence(iri),
        parts,
        parts_left_out,
        incoming,
        extensions: EXTENSIONS,
        history: asked.history(),
        own_page: asked.own_page,
    }))
}
