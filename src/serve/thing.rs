//! What the graph says about one thing, as quads.

use super::iri::{BASE, id_path};
use super::lookup::{about, pointing_to, subject, targets};
use super::vocab;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeSet;

/// Most statements that point to a thing in one answer.
pub(super) const MAX_INCOMING: usize = 2_000;

/// Statements with the thing as subject; statements that point to it, at most
/// [`MAX_INCOMING`]; its evidence; the labels of all things named by these.
/// When statements are left out, one statement about the data document says so.
#[must_use]
pub(super) fn describe(store: &Store, thing: &NamedNode) -> Vec<Quad> {
    let mut quads: Vec<Quad> = about(store, thing.as_ref(), None).collect();
    let evidence = evidence(store, thing);
    let mut incoming: Vec<Quad> = pointing_to(store, thing.as_ref(), None)
        .take(MAX_INCOMING + 1)
        .collect();
    if incoming.len() > MAX_INCOMING {
        incoming.truncate(MAX_INCOMING);
        quads.extend(left_out(thing));
    }
    quads.extend(incoming);
    quads.extend(evidence);
    let labels = labels(store, &quads);
    quads.extend(labels);
    sort(&mut quads);
    quads
}

fn evidence(store: &Store, thing: &NamedNode) -> Vec<Quad> {
    targets(store, thing.as_ref(), vocab::EVIDENCE)
        .into_iter()
        .flat_map(|node| {
            let selectors = targets(store, node.as_ref(), vocab::HAS_SELECTOR);
            std::iter::once(node).chain(selectors)
        })
        .flat_map(|node| about(store, node.as_ref(), None))
        .collect()
}

fn labels(store: &Store, quads: &[Quad]) -> Vec<Quad> {
    let named: BTreeSet<&str> = quads
        .iter()
        .flat_map(|quad| {
            let object = match &quad.object {
                Term::NamedNode(node) => Some(node),
                _ => None,
            };
            subject(quad).into_iter().chain(object)
        })
        .map(NamedNode::as_str)
        .filter(|iri| iri.starts_with(BASE))
        .collect();
    named
        .into_iter()
        .filter_map(|iri| NamedNode::new(iri).ok())
        .flat_map(|node| about(store, node.as_ref(), Some(vocab::LABEL)))
        .collect()
}

fn left_out(thing: &NamedNode) -> Option<Quad> {
    let document = NamedNode::new(format!("{BASE}data/{}", id_path(thing.as_str())?)).ok()?;
    let message = format!(
        "More than {MAX_INCOMING} statements point to <{}>; only {MAX_INCOMING} of them are here. The SPARQL endpoint and the dumps have all.",
        thing.as_str()
    );
    let comment = Literal::new_language_tagged_literal(message, "en").ok()?;
    Some(Quad::new(
        document,
        vocab::COMMENT.into_owned(),
        comment,
        GraphName::DefaultGraph,
    ))
}

/// Same release, same bytes.
pub(super) fn sort(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
}
