//! What stands beside a paragraph: its mandates, citations both ways, action lines, earlier and later texts.

use super::acts::{Act, act, adopted};
use super::look::{Link, Look, natural};
use crate::graph::vocabulary::wsis;
use crate::serve::lookup::{Words, pointing_to, subject};
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// Most statements that point to a paragraph that are looked at.
const MAX_SCAN: usize = 5_000;

/// A text that a paragraph cites, or that cites it.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The other text.
    pub link: Link,
    /// What is done with it: recalls, reaffirms, …
    pub function: Option<Words>,
    /// The words that make the citation.
    pub words: Option<Words>,
}

/// The notes of one paragraph.
#[derive(Default)]
pub(super) struct Notes {
    /// What it asks.
    pub acts: Vec<Act>,
    /// What it cites.
    pub cites: Vec<Mention>,
    /// How many more it cites.
    pub cites_more: usize,
    /// What cites it.
    pub cited_by: Vec<Mention>,
    /// How many more cite it.
    pub cited_more: usize,
    /// The action lines, themes and goals it bears on.
    pub about: Vec<Link>,
    /// The earlier paragraph from which most words come.
    pub earlier: Option<Link>,
    /// Later paragraphs that take its words up.
    pub later: Vec<Link>,
    /// How many more do.
    pub later_more: usize,
}

impl Notes {
    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.acts.is_empty()
            && self.cites.is_empty()
            && self.cited_by.is_empty()
            && self.about.is_empty()
            && self.earlier.is_none()
            && self.later.is_empty()
    }
}

/// What points to a provision, sorted by what it is.
#[derive(Default)]
pub(super) struct Pointers {
    /// Mandates it states.
    pub mandates: Vec<NamedNode>,
    /// Citations it makes.
    pub citing: Vec<NamedNode>,
    /// Citations that name it.
    pub cited: Vec<NamedNode>,
    /// Later provisions that take up its words.
    pub later: Vec<NamedNode>,
}

impl Pointers {
    /// One pass over all that points to a provision.
    pub(super) fn read(look: &Look<'_>, provision: NamedNodeRef<'_>) -> Self {
        let mut all = Self::default();
        for quad in pointing_to(look.store, provision, None).take(MAX_SCAN) {
            let Some(from) = subject(&quad) else { continue };
            match quad.predicate.as_ref() {
                wsis::STATED_IN if from.as_str().contains("/id/mandate/") => all.mandates.push(from.clone()),
                wsis::CITING_PROVISION => all.citing.push(from.clone()),
                wsis::CITED_PROVISION | wsis::CITED => all.cited.push(from.clone()),
                wsis::PREDECESSOR => all.later.push(from.clone()),
                _ => {}
            }
        }
        for list in [&mut all.mandates, &mut all.citing, &mut all.cited, &mut all.later] {
            list.sort_by_cached_key(|node| natural(node.as_str()));
            list.dedup();
        }
        all
    }
}

/// How many of each kind of note are shown.
#[derive(Clone, Copy)]
pub(super) struct Most {
    /// Texts cited.
    pub cites: usize,
    /// Texts that cite, and later paragraphs.
    pub others: usize,
}

/// The notes of a provision; `concepts` and `predecessor` are what its own statements say.
pub(super) fn notes(
    look: &Look<'_>,
    pointers: &Pointers,
    concepts: &[NamedNode],
    predecessor: Option<&NamedNode>,
    most: Most,
) -> Notes {
    let mut cites = cited_texts(look, &pointers.citing);
    let cites_more = cites.len().saturating_sub(most.cites);
    cites.truncate(most.cites);
    let (cited_by, cited_more) = newest(look, citing_texts(look, &pointers.cited), most.others);
    let later_all: BTreeMap<NamedNode, NamedNode> = pointers
        .later
        .iter()
        .map(|node| (node.clone(), node.clone()))
        .collect();
    let (later, later_more) = newest(look, later_all, most.others);
    Notes {
        acts: pointers
            .mandates
            .iter()
            .map(|mandate| act(look, mandate.as_ref()))
            .collect(),
        cites,
        cites_more,
        cited_by: cited_by
            .into_iter()
            .map(|(place, citation)| mention(look, &place, &citation))
            .collect(),
        cited_more,
        about: concepts
            .iter()
            .map(|concept| look.short_concept(concept.as_ref()))
            .collect(),
        earlier: predecessor.map(|place| look.link(place.as_ref())),
        later: later
            .into_iter()
            .map(|(place, _)| look.link(place.as_ref()))
            .collect(),
        later_more,
    }
}

/// The texts that some citations name: their provisions, or else the documents, each once.
fn cited_texts(look: &Look<'_>, citations: &[NamedNode]) -> Vec<Mention> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for citation in citations {
        let mut places = look.targets(citation.as_ref(), wsis::CITED_PROVISION);
        let documents = look.targets(citation.as_ref(), wsis::CITED);
        if places.is_empty() {
            places.clone_from(&documents);
        } else {
            seen.extend(documents);
        }
        places.sort_by_cached_key(|place| natural(place.as_str()));
        for place in places {
            if seen.insert(place.clone()) {
                all.push(mention(look, &place, citation));
            }
        }
    }
    all
}

/// The provisions that make some citations, each with one of its citations.
fn citing_texts(look: &Look<'_>, citations: &[NamedNode]) -> BTreeMap<NamedNode, NamedNode> {
    citations
        .iter()
        .filter_map(|citation| {
            let place = look.target(citation.as_ref(), wsis::CITING_PROVISION)?;
            Some((place, citation.clone()))
        })
        .collect()
}

/// The latest first, so many of them, and how many are left out.
fn newest(
    look: &Look<'_>,
    all: BTreeMap<NamedNode, NamedNode>,
    most: usize,
) -> (Vec<(NamedNode, NamedNode)>, usize) {
    let total = all.len();
    let mut all: Vec<(NamedNode, NamedNode)> = all.into_iter().collect();
    if total > 1 {
        all.sort_by_cached_key(|(place, _)| {
            (
                std::cmp::Reverse(adopted(look, place.as_ref())),
                natural(place.as_str()),
            )
        });
    }
    all.truncate(most);
    (all, total.saturating_sub(most))
}

fn mention(look: &Look<'_>, place: &NamedNode, citation: &NamedNode) -> Mention {
    let link = if super::look::provision(place.as_str()).is_some() {
        look.link(place.as_ref())
    } else {
        look.symbol(place.as_ref())
    };
    Mention {
        link,
        function: look.pick(citation.as_ref(), wsis::CITATION_FUNCTION),
        words: look.pick(citation.as_ref(), wsis::WORDS),
    }
}
