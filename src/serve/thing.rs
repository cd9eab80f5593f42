//! What the graph says about one thing, as quads.

use super::iri::{BASE, id_path, query_value};
use super::lookup::{about, pointing_to, subject, targets};
use super::vocab;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeSet;

/// Most statements that point to a thing in one answer.
pub(super) const MAX_INCOMING: usize = 2_000;

/// Statements with the thing as subject; statements that point to it, at most
/// [`MAX_INCOMING`]; its words in every language; its evidence; the labels of all
/// things, classes and properties named by these. When statements are left out,
/// two statements about the data document say so and lead to a query for all.
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
    let words: Vec<Quad> = incoming
        .iter()
        .filter(|quad| quad.predicate.as_ref() == vocab::REALIZES)
        .filter_map(subject)
        .flat_map(|text| about(store, text.as_ref(), Some(vocab::TEXT)))
        .collect();
    quads.extend(incoming);
    quads.extend(words);
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
    let named: BTreeSet<&NamedNode> = quads
        .iter()
        .flat_map(|quad| {
            let object = match &quad.object {
                Term::NamedNode(node) => Some(node),
                _ => None,
            };
            let predicate = Some(&quad.predicate);
            subject(quad).into_iter().chain(predicate).chain(object)
        })
        .collect();
    named
        .into_iter()
        .flat_map(|node| about(store, node.as_ref(), Some(vocab::LABEL)))
        .collect()
}

/// Says that there is more, and where all of it is.
fn left_out(thing: &NamedNode) -> Vec<Quad> {
    let statements = || {
        let document = NamedNode::new(format!("{BASE}data/{}", id_path(thing.as_str())?)).ok()?;
        let message = format!(
            "More than {MAX_INCOMING} statements point to <{}>; only {MAX_INCOMING} of them are here. The query linked with rdfs:seeAlso and the dumps have all.",
            thing.as_str()
        );
        let comment = Literal::new_language_tagged_literal(message, "en").ok()?;
        let query = format!("SELECT * {{ ?thing ?property <{}> }}", thing.as_str());
        let all = NamedNode::new(format!("{BASE}sparql?query={}", query_value(&query))).ok()?;
        let say = |property: NamedNodeRef<'_>, object: Term| {
            let graph = GraphName::DefaultGraph;
            Quad::new(document.clone(), property.into_owned(), object, graph)
        };
        Some(vec![
            say(vocab::COMMENT, comment.into()),
            say(vocab::SEE_ALSO, all.into()),
        ])
    };
    statements().unwrap_or_default()
}

/// Same release, same bytes.
pub(super) fn sort(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
}
