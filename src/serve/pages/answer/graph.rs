//! Statements, or rows with two things each, as a network.

use super::{kind, table};
use crate::query::{Answer, shorten};
use crate::serve::iri::{decode, id_path};
use crate::serve::pages::svg;
use crate::serve::respond::Shell;
use crate::serve::view::Viewer;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use rustc_hash::FxHashMap;

/// Most things drawn; the others are counted.
const MAX_NODES: usize = 500;
/// Most links drawn.
const MAX_EDGES: usize = 600;
/// Most pairs looked at.
const MAX_PAIRS: usize = 20_000;

/// Whether there are pairs of things.
#[must_use]
pub(super) fn fits(answer: &Answer) -> bool {
    !pairs(answer).is_empty()
}

/// The network; rows are kinds of things.
#[must_use]
pub(super) fn draw(answer: &Answer, viewer: &Viewer<'_>, shell: &Shell) -> Option<String> {
    let pairs = pairs(answer);
    let mut counts: FxHashMap<(&NamedNode, &NamedNode), usize> = FxHashMap::default();
    let mut degree: FxHashMap<&NamedNode, usize> = FxHashMap::default();
    for (from, to) in &pairs {
        *counts.entry((from, to)).or_default() += 1;
        *degree.entry(from).or_default() += 1;
        *degree.entry(to).or_default() += 1;
    }
    let mut things: Vec<(&NamedNode, usize)> = degree.into_iter().collect();
    things.sort_by(|a, b| (b.1, a.0.as_str()).cmp(&(a.1, b.0.as_str())));
    let all = things.len();
    things.truncate(MAX_NODES);
    let places: FxHashMap<&NamedNode, usize> = things
        .iter()
        .enumerate()
        .map(|(n, (thing, _))| (*thing, n))
        .collect();
    let mut edges: Vec<svg::Edge> = counts
        .iter()
        .filter_map(|((from, to), weight)| {
            Some(svg::Edge {
                from: *places.get(from)?,
                to: *places.get(to)?,
                weight: *weight,
                dashed: false,
            })
        })
        .collect();
    edges.sort_by_key(|edge| (edge.from, edge.to));
    let plan = svg::Plan {
        nodes: things
            .iter()
            .map(|(thing, weight)| node(viewer, thing, *weight))
            .collect(),
        edges,
        edges_shown: MAX_EDGES,
    };
    let shown = plan.nodes.len();
    let description = shell.fill("query-graph-desc", &[("n", &shown), ("all", &all)]);
    let caption = svg::Caption {
        id: "graph",
        title: shell.say("query-view-graph"),
        description: &description,
        rtl: shell.dir == "rtl",
    };
    (shown > 0).then(|| svg::network(&caption, &plan))
}

fn node(viewer: &Viewer<'_>, thing: &NamedNode, weight: usize) -> svg::Node {
    let value = viewer.node(thing.as_ref());
    let path = id_path(thing.as_str());
    // An address below its kind says more in little room than a long name.
    let short = path.and_then(|path| Some(decode(path.split_once('/')?.1)));
    svg::Node {
        label: short.unwrap_or_else(|| shorten(thing.as_str())),
        title: value.words.text,
        href: value.href.unwrap_or_else(|| thing.as_str().to_owned()),
        row: kind(thing).to_owned(),
        weight,
        class: "doc",
    }
}

/// Of statements, subject and object; of rows, the first two columns of things.
fn pairs(answer: &Answer) -> Vec<(NamedNode, NamedNode)> {
    if let Answer::Graph(triples) = answer {
        let pair = |triple: &oxigraph::model::Triple| match (&triple.subject, &triple.object) {
            (NamedOrBlankNode::NamedNode(from), Term::NamedNode(to)) => Some((from.clone(), to.clone())),
            _ => None,
        };
        let all = triples
            .iter()
            .filter(|triple| triple.predicate.as_ref() != oxigraph::model::vocab::rdf::TYPE);
        return all.filter_map(pair).take(MAX_PAIRS).collect();
    }
    let columns = table(answer, MAX_PAIRS);
    let mut things = columns.iter().filter(|column| column.is_thing());
    let (Some(from), Some(to)) = (things.next(), things.next()) else {
        return Vec::new();
    };
    let both = from.values.iter().zip(&to.values);
    both.filter_map(|pair| match pair {
        (Some(Term::NamedNode(from)), Some(Term::NamedNode(to))) => Some((from.clone(), to.clone())),
        _ => None,
    })
    .collect()
}
