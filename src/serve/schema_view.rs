//! A thing in the words of schema.org.

use super::iri::{BASE, id_path};
use super::lookup::{about, label, pointing_to, subject};
use super::thing::MAX_INCOMING;
use super::vocab;
use crate::graph::schema_org;
use crate::graph::vocabulary::{rdfs, wsis};
use crate::query::shorten;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeSet;

/// What schema.org can say about a thing: its types, its own statements, its
/// parts and versions with their words, the names of all things named.
#[must_use]
pub(super) fn describe(store: &Store, thing: &NamedNode) -> Vec<Quad> {
    let mut quads = own(store, thing);
    quads.extend(page(thing));
    let mut related = BTreeSet::new();
    for quad in pointing_to(store, thing.as_ref(), None).take(MAX_INCOMING) {
        let property = schema_org::inverse(&shorten(quad.predicate.as_str()));
        if let (Some(property), Some(from)) = (property, subject(&quad)) {
            quads.push(statement(thing, property, from.clone().into()));
            quads.extend(words(store, from));
            related.insert(from.clone());
        }
    }
    for quad in &quads {
        if let Term::NamedNode(object) = &quad.object {
            related.insert(object.clone());
        }
    }
    related.remove(thing);
    quads.extend(related.iter().filter_map(|other| name(store, other)));
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

fn own(store: &Store, thing: &NamedNode) -> Vec<Quad> {
    about(store, thing.as_ref(), None)
        .flat_map(|quad| {
            if quad.predicate.as_ref() == vocab::TYPE {
                return types(thing, &quad.object);
            }
            schema_org::property(&shorten(quad.predicate.as_str()))
                .map(|property| statement(thing, property, quad.object))
                .into_iter()
                .collect()
        })
        .collect()
}

/// The type of schema.org, and ours beside it.
fn types(thing: &NamedNode, class: &Term) -> Vec<Quad> {
    let Term::NamedNode(class) = class else {
        return Vec::new();
    };
    let Some(name) = class.as_str().strip_prefix(wsis::NAMESPACE) else {
        return Vec::new();
    };
    vec![
        statement(thing, vocab::TYPE.into_owned(), schema_org::type_of(name).into()),
        statement(thing, schema_org::term("additionalType"), class.clone().into()),
    ]
}

fn page(thing: &NamedNode) -> Option<Quad> {
    let page = NamedNode::new(format!("{BASE}page/{}", id_path(thing.as_str())?)).ok()?;
    Some(statement(
        thing,
        schema_org::term("mainEntityOfPage"),
        page.into(),
    ))
}

fn words(store: &Store, thing: &NamedNode) -> Vec<Quad> {
    about(store, thing.as_ref(), Some(wsis::TEXT))
        .map(|quad| statement(thing, schema_org::term("text"), quad.object))
        .collect()
}

/// The name of another thing, where it has one.
fn name(store: &Store, thing: &NamedNode) -> Option<Quad> {
    about(store, thing.as_ref(), Some(rdfs::LABEL)).next()?;
    let label = label(store, thing.as_ref());
    let literal = Literal::new_language_tagged_literal(&label.text, &label.lang)
        .unwrap_or_else(|_| Literal::new_simple_literal(&label.text));
    Some(statement(thing, schema_org::term("name"), literal.into()))
}

fn statement(subject: &NamedNode, property: NamedNode, object: Term) -> Quad {
    Quad::new(subject.clone(), property, object, GraphName::DefaultGraph)
}
