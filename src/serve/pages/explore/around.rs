//! The part of the web around one document or paragraph, as a plan of a picture.

use super::web::{Link, Web};
use crate::serve::pages::svg::{Edge, Node, Plan};
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// Which links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    Citations,
    Reuse,
    Both,
}

impl Kinds {
    pub(super) const ALL: [(&'static str, Self); 3] = [
        ("citations", Self::Citations),
        ("reuse", Self::Reuse),
        ("both", Self::Both),
    ];

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kinds)| *kinds)
    }

    pub(super) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kinds)| *kinds == self)
            .map_or("both", |(name, _)| name)
    }

    fn follow(self, link: &Link) -> bool {
        match self {
            Self::Citations => !link.reuse,
            Self::Reuse => link.reuse,
            Self::Both => true,
        }
    }
}

/// A neighbour: how many links lead to it and how many come from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Near {
    /// The document of the neighbour, by its place.
    pub doc: usize,
    /// Links from the middle to it.
    pub to: usize,
    /// Links from it to the middle.
    pub from: usize,
    /// Whether all links are of words taken up.
    pub reuse: bool,
}

impl Near {
    pub(super) fn sum(&self) -> usize {
        self.to + self.from
    }

    /// The class of its box.
    fn class(&self) -> &'static str {
        match (self.to, self.from) {
            (_, 0) => "cited",
            (0, _) => "cites",
            _ => "both",
        }
    }
}

/// The documents around a document: each paragraph counts once for each of them.
pub(super) fn documents(web: &Web, middle: usize, kinds: Kinds) -> BTreeMap<NamedNode, Near> {
    let mut seen = BTreeSet::new();
    let mut near: BTreeMap<NamedNode, Near> = BTreeMap::new();
    for link in web
        .links
        .iter()
        .filter(|link| kinds.follow(link) && link.from != link.to)
    {
        let (other, outward) = if link.from == middle {
            (link.to, true)
        } else if link.to == middle {
            (link.from, false)
        } else {
            continue;
        };
        let new = seen.insert((&link.part, other, outward));
        if let Some(doc) = web.docs.get(other) {
            count(near.entry(doc.iri.clone()), (other, outward), link.reuse, new);
        }
    }
    near
}

/// The paragraphs, or documents cited as a whole, around a paragraph and its sub-paragraphs.
pub(super) fn paragraphs(web: &Web, middle: &NamedNode, kinds: Kinds) -> BTreeMap<NamedNode, Near> {
    let below = format!("{}/", middle.as_str());
    let within = |part: &NamedNode| part == middle || part.as_str().starts_with(&below);
    let mut near: BTreeMap<NamedNode, Near> = BTreeMap::new();
    for link in web.links.iter().filter(|link| kinds.follow(link)) {
        if within(&link.part) {
            let doc = web.docs.get(link.to).map(|doc| vec![doc.iri.clone()]);
            let ends = if link.parts.is_empty() {
                doc.unwrap_or_default()
            } else {
                link.parts.clone()
            };
            for end in ends.into_iter().filter(|end| !within(end)) {
                count(near.entry(end), (link.to, true), link.reuse, true);
            }
        } else if link.parts.iter().any(within) {
            count(
                near.entry(link.part.clone()),
                (link.from, false),
                link.reuse,
                true,
            );
        }
    }
    near
}

fn count(
    entry: std::collections::btree_map::Entry<'_, NamedNode, Near>,
    (doc, outward): (usize, bool),
    reuse: bool,
    new: bool,
) {
    let near = entry.or_insert_with(|| Near {
        doc,
        reuse: true,
        ..Near::default()
    });
    near.reuse &= reuse;
    match (new, outward) {
        (true, true) => near.to += 1,
        (true, false) => near.from += 1,
        (false, _) => {}
    }
}

/// Paragraphs counted together by their documents.
pub(super) fn by_document(web: &Web, near: &BTreeMap<NamedNode, Near>) -> BTreeMap<NamedNode, Near> {
    let mut docs: BTreeMap<NamedNode, Near> = BTreeMap::new();
    for one in near.values() {
        if let Some(doc) = web.docs.get(one.doc) {
            let sum = docs.entry(doc.iri.clone()).or_insert_with(|| Near {
                doc: one.doc,
                reuse: true,
                ..Near::default()
            });
            sum.to += one.to;
            sum.from += one.from;
            sum.reuse &= one.reuse;
        }
    }
    docs
}

/// How names and addresses are made.
pub(super) trait Naming {
    /// Short and full name of a thing.
    fn names(&self, iri: &NamedNode) -> (String, String);
    /// Where a click leads.
    fn href(&self, iri: &NamedNode) -> String;
    /// Where all can be seen.
    fn all(&self) -> String;
    /// The name of the row of things without a year.
    fn undated(&self) -> &str;
}

/// The picture of a middle and its neighbours, at most `limit` of them; the others are counted in their rows.
pub(super) fn star(
    web: &Web,
    (middle, doc): (&NamedNode, usize),
    near: &BTreeMap<NamedNode, Near>,
    limit: usize,
    naming: &dyn Naming,
) -> Plan {
    let row = |doc: usize| {
        web.docs
            .get(doc)
            .and_then(|doc| doc.year)
            .map_or_else(|| naming.undated().to_owned(), |year| year.to_string())
    };
    let node = |iri: &NamedNode, doc: usize, weight: usize, class: &'static str| {
        let (label, title) = naming.names(iri);
        Node {
            label,
            title,
            href: naming.href(iri),
            row: row(doc),
            weight,
            class,
        }
    };
    let mut plan = Plan {
        nodes: vec![node(middle, doc, 0, "focus")],
        edges: Vec::new(),
        edges_shown: limit,
    };
    let mut sorted: Vec<(&NamedNode, &Near)> = near.iter().collect();
    sorted.sort_by_key(|(iri, near)| (std::cmp::Reverse(near.sum()), (*iri).clone()));
    let mut more: BTreeMap<String, usize> = BTreeMap::new();
    for (n, (iri, one)) in sorted.into_iter().enumerate() {
        if n >= limit {
            *more.entry(row(one.doc)).or_default() += 1;
            continue;
        }
        let at = plan.nodes.len();
        plan.nodes.push(node(iri, one.doc, one.sum(), one.class()));
        let (from, to) = if one.from > one.to { (at, 0) } else { (0, at) };
        plan.edges.push(Edge {
            from,
            to,
            weight: one.sum(),
            dashed: one.reuse,
        });
    }
    add_more(&mut plan, more, naming);
    plan
}

/// The whole web: the documents with most links, and the strongest links between them.
pub(super) fn whole(web: &Web, kinds: Kinds, limit: usize, naming: &dyn Naming) -> Plan {
    let mut pairs: BTreeMap<(usize, usize), BTreeSet<&NamedNode>> = BTreeMap::new();
    for link in web
        .links
        .iter()
        .filter(|link| kinds.follow(link) && link.from != link.to)
    {
        pairs.entry((link.from, link.to)).or_default().insert(&link.part);
    }
    let mut weights = vec![0_usize; web.docs.len()];
    for ((from, to), parts) in &pairs {
        for at in [from, to] {
            if let Some(weight) = weights.get_mut(*at) {
                *weight += parts.len();
            }
        }
    }
    let mut order: Vec<(usize, usize)> = weights
        .into_iter()
        .enumerate()
        .filter(|(_, weight)| *weight > 0)
        .collect();
    order.sort_by_key(|(at, weight)| (std::cmp::Reverse(*weight), *at));
    let row = |doc: usize| {
        web.docs
            .get(doc)
            .and_then(|doc| doc.year)
            .map_or_else(|| naming.undated().to_owned(), |year| year.to_string())
    };
    let mut places = BTreeMap::new();
    let mut more: BTreeMap<String, usize> = BTreeMap::new();
    let mut plan = Plan {
        nodes: Vec::new(),
        edges: Vec::new(),
        edges_shown: 60,
    };
    for (n, (doc, weight)) in order.into_iter().enumerate() {
        if n >= limit {
            *more.entry(row(doc)).or_default() += 1;
        } else if let Some(known) = web.docs.get(doc) {
            places.insert(doc, plan.nodes.len());
            let (label, title) = naming.names(&known.iri);
            plan.nodes.push(Node {
                label,
                title,
                href: naming.href(&known.iri),
                row: row(doc),
                weight,
                class: "doc",
            });
        }
    }
    for ((from, to), parts) in &pairs {
        if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
            plan.edges.push(Edge {
                from: *from,
                to: *to,
                weight: parts.len(),
                dashed: kinds == Kinds::Reuse,
            });
        }
    }
    add_more(&mut plan, more, naming);
    plan
}

fn add_more(plan: &mut Plan, more: BTreeMap<String, usize>, naming: &dyn Naming) {
    for (row, count) in more {
        plan.nodes.push(Node {
            label: format!("+{count}"),
            title: format!("+{count}"),
            href: naming.all(),
            row,
            weight: 0,
            class: "more",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::web::Doc;
    use super::*;

    fn iri(path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("https://w3id.org/wsis/id/document/{path}"))
    }

    fn web() -> Web {
        let mut web = Web::default();
        for (name, year) in [("X/1", Some(2003)), ("X/2", Some(2015)), ("X/3", None)] {
            web.docs.push(Doc {
                iri: iri(name),
                label: name.to_owned(),
                year,
            });
        }
        let link = |from: usize, part: &str, to: usize, parts: &[&str], reuse| Link {
            from,
            part: iri(part),
            to,
            parts: parts.iter().map(|part| iri(part)).collect(),
            reuse,
        };
        web.links = vec![
            link(1, "X/2/para/1", 0, &["X/1/para/7", "X/1/para/8"], false),
            link(1, "X/2/para/1", 0, &[], false),
            link(1, "X/2/para/2", 0, &["X/1/para/7/a"], false),
            link(1, "X/2/para/2", 1, &[], false),
            link(2, "X/3/para/1", 1, &["X/2/para/1"], true),
        ];
        web
    }

    struct Plain;
    impl Naming for Plain {
        fn names(&self, iri: &NamedNode) -> (String, String) {
            (iri.as_str().to_owned(), String::new())
        }
        fn href(&self, _: &NamedNode) -> String {
            String::new()
        }
        fn all(&self) -> String {
            String::new()
        }
        fn undated(&self) -> &str {
            "?"
        }
    }

    /// Catches: a paragraph counted twice for one document, a document around itself, directions swapped.
    #[test]
    fn documents_are_counted_by_paragraph() {
        let web = web();
        let near = documents(&web, 1, Kinds::Both);
        assert_eq!(near.len(), 2);
        assert_eq!(
            near[&iri("X/1")],
            Near {
                doc: 0,
                to: 2,
                from: 0,
                reuse: false
            }
        );
        assert_eq!(
            near[&iri("X/3")],
            Near {
                doc: 2,
                to: 0,
                from: 1,
                reuse: true
            }
        );
        assert_eq!(documents(&web, 1, Kinds::Citations).len(), 1);
    }

    /// Catches: sub-paragraphs left out, para/7 taken for para/70, whole documents lost.
    #[test]
    fn paragraphs_include_their_parts_and_no_others() {
        let web = web();
        let near = paragraphs(&web, &iri("X/1/para/7"), Kinds::Both);
        assert_eq!(
            near.keys().cloned().collect::<Vec<_>>(),
            [iri("X/2/para/1"), iri("X/2/para/2")]
        );
        assert!(paragraphs(&web, &iri("X/1/para/70"), Kinds::Both).is_empty());
        let near = paragraphs(&web, &iri("X/2/para/1"), Kinds::Both);
        assert!(near.contains_key(&iri("X/1")) && near.contains_key(&iri("X/1/para/8")));
        assert_eq!(by_document(&web, &near)[&iri("X/1")].to, 3);
    }

    /// Catches: more than the limit drawn, those left out not counted.
    #[test]
    fn what_is_left_out_is_counted() {
        let web = web();
        let near = documents(&web, 1, Kinds::Both);
        let plan = star(&web, (&iri("X/2"), 1), &near, 1, &Plain);
        let labels: Vec<&str> = plan.nodes.iter().map(|node| node.label.as_str()).collect();
        assert_eq!(labels.len(), 3);
        assert_eq!(labels[2], "+1");
        assert_eq!(plan.nodes[2].row, "?");
        let all = whole(&web, Kinds::Both, 2, &Plain);
        assert_eq!(all.nodes.len(), 3);
        assert_eq!(all.edges.len(), 1);
    }
}
