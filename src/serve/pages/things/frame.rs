//! What every page about a thing has besides its own: links for machines, its history, JSON-LD of schema.org.

use super::look::Look;
use crate::graph::schema_org;
use crate::graph::vocabulary::wsis;
use crate::query::shorten;
use crate::serve::data::EXTENSIONS;
use crate::serve::lookup::{Words, about};
use crate::serve::pages::Asked;
use crate::serve::shell::in_script;
use crate::serve::step::Dated;
use crate::serve::vocab;
use oxigraph::model::{NamedNode, Term};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Most values of one property in the JSON-LD of a page.
const MAX_VALUES: usize = 12;

/// The head and the foot of a page about a thing.
pub(super) struct Frame {
    /// The thing.
    pub iri: String,
    /// Its path after `page/`.
    pub path: String,
    /// Its name, for the title of the page.
    pub title: Words,
    /// The formats of its data.
    pub extensions: [&'static str; 6],
    /// When it was first published and last changed.
    pub history: Option<Dated>,
    /// The thing in the words of schema.org; no `<` can end the element it stands in.
    pub ld: String,
    /// The kind of the thing, in the reader's language.
    pub kind: Words,
    /// The wholes above it, the outermost first.
    pub trail: Vec<super::look::Link>,
}

/// How a page looks things up.
pub(super) fn look<'a>(asked: &'a Asked<'_>) -> Look<'a> {
    Look {
        store: &asked.loaded.release.store,
        shell: &asked.shell,
    }
}

impl Frame {
    /// The frame of the thing that is asked for, shown as one of `class`.
    pub(super) fn of(asked: &Asked<'_>, class: &str) -> Self {
        let look = look(asked);
        let class_iri = format!("{}{class}", wsis::NAMESPACE);
        let kind = NamedNode::new(class_iri).map_or_else(
            |_| Words {
                text: class.to_owned(),
                lang: "en".to_owned(),
            },
            |class| look.name(class.as_ref()),
        );
        Self {
            iri: asked.iri.as_str().to_owned(),
            path: asked.path.clone(),
            title: look.name(asked.iri.as_ref()),
            extensions: EXTENSIONS,
            history: asked.history(),
            ld: linked_data(&look, asked.iri, class),
            kind,
            trail: trail(&look, asked.iri),
        }
    }
}

/// Deepest chain of wholes shown above a part.
const MAX_DEPTH: usize = 8;

fn trail(look: &Look<'_>, thing: &NamedNode) -> Vec<super::look::Link> {
    let mut trail = Vec::new();
    let mut at = thing.clone();
    while let Some(whole) = look.target(at.as_ref(), vocab::IS_PART_OF) {
        if trail.len() == MAX_DEPTH || whole == *thing {
            break;
        }
        trail.push(look.link(whole.as_ref()));
        at = whole;
    }
    trail.reverse();
    trail
}

fn linked_data(look: &Look<'_>, thing: &NamedNode, class: &str) -> String {
    let mut by: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for quad in about(look.store, thing.as_ref(), None) {
        let Some(property) = schema_org::property(&shorten(quad.predicate.as_str())) else {
            continue;
        };
        let Some(name) = property.as_str().strip_prefix("https://schema.org/") else {
            continue;
        };
        let value = match &quad.object {
            Term::NamedNode(node) => json!({ "@id": node.as_str() }),
            Term::Literal(literal) => literal.language().map_or_else(
                || json!(literal.value()),
                |language| json!({ "@language": language, "@value": literal.value() }),
            ),
            _ => continue,
        };
        let values = by.entry(name.to_owned()).or_default();
        if values.len() < MAX_VALUES && !values.contains(&value) {
            values.push(value);
        }
    }
    let mut object = Map::new();
    object.insert("@context".to_owned(), json!("https://schema.org/"));
    object.insert("@id".to_owned(), json!(thing.as_str()));
    let theirs = schema_org::type_of(class);
    let theirs = theirs
        .as_str()
        .trim_start_matches("https://schema.org/")
        .to_owned();
    object.insert("@type".to_owned(), json!(theirs));
    object.extend(by.into_iter().map(|(name, mut values)| {
        let value = if values.len() == 1 {
            values.pop().unwrap_or_default()
        } else {
            Value::Array(values)
        };
        (name, value)
    }));
    in_script(&Value::Object(object))
}
