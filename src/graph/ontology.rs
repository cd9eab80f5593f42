//! The ontology and its concept schemes, as compiled into the program.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use oxrdf::{GraphName, NamedNodeRef, Quad, Term};
use oxttl::TurtleParser;

use super::layer::Layer;
use super::vocabulary::{skos, wsis};
use crate::problem::{Place, Problem};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The ontology document, Turtle.
pub const WSIS_TTL: &str = include_str!("../../ontology/wsis.ttl");
/// The SHACL shapes, Turtle.
pub const SHAPES_TTL: &str = include_str!("../../ontology/shapes.ttl");
/// The JSON-LD context.
pub const CONTEXT_JSONLD: &str = include_str!("../../ontology/context.jsonld");

/// What the catalog of every release says, Turtle.
const CATALOG_TTL: &str = include_str!("../../ontology/catalog.ttl");

/// The quads that stand in the catalog of every release, sorted, each once.
#[must_use]
pub fn catalog(problems: &mut Vec<Problem>) -> Vec<Quad> {
    let mut quads = parsed("ontology/catalog.ttl", CATALOG_TTL, Layer::Catalog, problems);
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

/// The quads of the ontology and of all concept schemes, sorted, each once.
/// Files that do not parse are reported in `problems`.
#[must_use]
pub fn quads(problems: &mut Vec<Problem>) -> Vec<Quad> {
    let mut quads = parsed("ontology/wsis.ttl", WSIS_TTL, Layer::Ontology, problems);
    let schemes = FOLDER.get_dir("concepts").into_iter().flat_map(Dir::files);
    for file in schemes {
        let name = format!("ontology/{}", file.path().display());
        let text = file.contents_utf8().unwrap_or_default();
        quads.extend(parsed(&name, text, Layer::Ontology, problems));
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

/// The IRIs of all concepts and of all terms of our namespace that `quads` describe.
#[must_use]
pub fn known(quads: &[Quad]) -> HashSet<String> {
    let is_concept = |quad: &Quad| {
        quad.predicate == oxrdf::vocab::rdf::TYPE
            && matches!(&quad.object, Term::NamedNode(class) if NamedNodeRef::from(class) == skos::CONCEPT)
    };
    quads
        .iter()
        .filter_map(|quad| match &quad.subject {
            oxrdf::NamedOrBlankNode::NamedNode(node)
                if is_concept(quad) || node.as_str().starts_with(wsis::NAMESPACE) =>
            {
                Some(node.as_str().to_owned())
            }
            _ => None,
        })
        .collect()
}

/// The English names of all themes in small letters, each with the theme's address.
pub fn themes() -> &'static HashMap<String, String> {
    static THEMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let text = FOLDER.get_file("concepts/themes.ttl");
        let text = text.and_then(|file| file.contents_utf8()).unwrap_or_default();
        let quads = parsed(
            "ontology/concepts/themes.ttl",
            text,
            Layer::Ontology,
            &mut Vec::new(),
        );
        quads.iter().filter_map(theme).collect()
    });
    &THEMES
}

fn theme(quad: &Quad) -> Option<(String, String)> {
    let (oxrdf::NamedOrBlankNode::NamedNode(theme), Term::Literal(name)) = (&quad.subject, &quad.object)
    else {
        return None;
    };
    let counts = quad.predicate == skos::PREF_LABEL
        && name.language() == Some("en")
        && theme.as_str().contains("/id/theme/");
    counts.then(|| (name.value().to_lowercase(), theme.as_str().to_owned()))
}

fn parsed(name: &str, text: &str, layer: Layer, problems: &mut Vec<Problem>) -> Vec<Quad> {
    let mut quads = Vec::new();
    for triple in TurtleParser::new().for_slice(text) {
        match triple {
            Ok(triple) => quads.push(triple.in_graph(GraphName::from(layer.graph()))),
            Err(error) => {
                let at = error.location().start;
                let line = |n: u64| u32::try_from(n + 1).unwrap_or(u32::MAX);
                problems.push(
                    Problem::error("W004", format!("not valid Turtle: {error}"))
                        .at(Place::Line(name.to_owned(), line(at.line), line(at.column)))
                        .hint("every statement ends with a full stop, every prefix is declared"),
                );
                break;
            }
        }
    }
    quads
}
