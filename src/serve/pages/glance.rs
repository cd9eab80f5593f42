//! The process at a glance: what the home page draws and lists, read from the store once per release.

use super::super::lookup::{Words, pointing_to, subject, targets, texts};
use super::super::vocab;
use crate::graph::vocabulary::wsis;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of event that are milestones, and those that prepare them.
const MILESTONES: [&str; 3] = ["summit", "summit-phase", "review-meeting"];
const PREPARING: [&str; 3] = ["preparatory-meeting", "regional-conference", "consultation"];
/// How often a body must have met or adopted something to have a lane of its own.
const OFTEN: usize = 10;

/// What a lane is about; its name is told when it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Summit phases and reviews.
    Milestones,
    /// Meetings that prepared them.
    Preparation,
    /// The meetings of one body.
    Meetings(NamedNode),
    /// The documents that one body adopted.
    Adopted(NamedNode),
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dated {
    /// A year, month or day.
    pub date: String,
    /// The event or document.
    pub iri: NamedNode,
}

/// A mandate that is to be done by some time.
#[derive(Clone, Debug)]
pub(super) struct Due {
    /// A year, month or day.
    pub date: String,
    /// The event at which it is due, if one is named.
    pub event: Option<NamedNode>,
    /// The mandate.
    pub mandate: NamedNode,
    /// The paragraph that gives it.
    pub stated_in: Option<NamedNode>,
    /// Who is asked.
    pub addressees: Vec<NamedNode>,
    /// How strongly.
    pub force: Option<NamedNode>,
    /// What is to be done.
    pub action: Words,
}

/// What the home page shows.
pub(in crate::serve) struct Glance {
    /// The lanes of the timeline, each in the order of time.
    pub(super) lanes: Vec<(About, Vec<Dated>)>,
    /// All mandates with a date, the earliest first.
    pub(super) due: Vec<Due>,
}

impl Glance {
    /// Reads the store.
    #[must_use]
    pub(in crate::serve) fn read(store: &Store) -> Self {
        let mut lanes = events(store);
        lanes.extend(adopted(store));
        let order = |about: &About| match about {
            About::Milestones => 0,
            About::Preparation => 1,
            About::Meetings(_) => 2,
            About::Adopted(_) => 3,
        };
        let mut lanes: Vec<(About, Vec<Dated>)> = lanes
            .into_iter()
            .map(|(about, dated)| (about, dated.into_iter().collect()))
            .collect();
        lanes.sort_by(|a, b| (order(&a.0), &a.1, &a.0).cmp(&(order(&b.0), &b.1, &b.0)));
        Self {
            lanes,
            due: due(store),
        }
    }
}

type Lanes = BTreeMap<About, BTreeSet<Dated>>;

/// The first date that a property of a thing gives.
fn date(store: &Store, iri: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<String> {
    texts(store, iri, predicate)
        .into_iter()
        .next()
        .map(|words| words.text)
}

fn events(store: &Store) -> Lanes {
    let mut lanes = Lanes::new();
    for quad in pointing_to(store, wsis::EVENT, Some(vocab::TYPE)) {
        let Some(iri) = subject(&quad).cloned() else {
            continue;
        };
        let Some(date) = date(store, iri.as_ref(), wsis::STARTS_ON) else {
            continue;
        };
        let kinds = targets(store, iri.as_ref(), wsis::EVENT_KIND);
        let is = |kinds_of: &[&str]| {
            kinds.iter().any(|kind| {
                let slug = kind.as_str().rsplit('/').next().unwrap_or_default();
                kinds_of.contains(&slug)
            })
        };
        let about = if is(&MILESTONES) {
            Some(About::Milestones)
        } else if is(&PREPARING) {
            Some(About::Preparation)
        } else {
            targets(store, iri.as_ref(), wsis::HELD_BY)
                .pop()
                .map(About::Meetings)
        };
        if let Some(about) = about {
            lanes.entry(about).or_default().insert(Dated { date, iri });
        }
    }
    often(lanes)
}

fn adopted(store: &Store) -> Lanes {
    let mut lanes = Lanes::new();
    for quad in store
        .quads_for_pattern(None, Some(wsis::ADOPTED_BY), None, None)
        .flatten()
    {
        let (Some(iri), Term::NamedNode(body)) = (subject(&quad).cloned(), quad.object.clone()) else {
            continue;
        };
        if let Some(date) = date(store, iri.as_ref(), wsis::ADOPTED_ON) {
            lanes
                .entry(About::Adopted(body))
                .or_default()
                .insert(Dated { date, iri });
        }
    }
    often(lanes)
}

/// Without the lanes of bodies that met or adopted seldom.
fn often(mut lanes: Lanes) -> Lanes {
    lanes.retain(|about, dated| {
        matches!(about, About::Milestones | About::Preparation) || dated.len() >= OFTEN
    });
    lanes
}

/// Mandates that say in our words what is to be done and by when.
fn due(store: &Store) -> Vec<Due> {
    let mut mandates = BTreeSet::new();
    for predicate in [wsis::DUE_BY, wsis::DUE_AT] {
        let quads = store
            .quads_for_pattern(None, Some(predicate), None, None)
            .flatten();
        mandates.extend(quads.filter_map(|quad| subject(&quad).cloned()));
    }
    let mut all: Vec<Due> = mandates
        .into_iter()
        .filter_map(|iri| one_due(store, iri))
        .collect();
    all.sort_by(|a, b| (&a.date, &a.event, &a.mandate).cmp(&(&b.date, &b.event, &b.mandate)));
    all
}

fn one_due(store: &Store, mandate: NamedNode) -> Option<Due> {
    let iri = mandate.as_ref();
    let event = targets(store, iri, wsis::DUE_AT).into_iter().min();
    let of_event = || date(store, event.as_ref()?.as_ref(), wsis::STARTS_ON);
    let date = date(store, iri, wsis::DUE_BY).or_else(of_event)?;
    let mut addressees = targets(store, iri, wsis::ADDRESSEE);
    addressees.sort();
    addressees.dedup();
    Some(Due {
        date,
        stated_in: targets(store, iri, wsis::STATED_IN).into_iter().min(),
        addressees,
        force: targets(store, iri, wsis::FORCE).into_iter().min(),
        action: texts(store, iri, wsis::ACTION).into_iter().next()?,
        event,
        mandate,
    })
}
