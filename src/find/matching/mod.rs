//! Which thing a row of somebody's table means: by name or citation, class, and what else the row says.
//!
//! The name decides, as [`super::names`] scores it; a citation of a paragraph finds the paragraph. Every property that
//! agrees brings the score nearer to 100, every one that disagrees lowers it and takes the certainty away; what the
//! release does not know of a thing changes nothing.

mod compare;
mod properties;

pub use self::compare::Value;
pub use self::properties::{PROPERTIES, Property};

use super::names::{AUTOMATIC, CLASSES, NameKind, Names, Thing, Wanted};
use super::resolve::resolve;
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::{rdfs, wsis};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;

/// So many candidates are compared by their properties.
const COMPARED: usize = 60;
/// So many candidates are given where nobody says how many.
const USUAL: usize = 10;
/// The most candidates of one row.
pub const MOST_CANDIDATES: usize = 100;
/// The share of the way to 100 that a property takes which agrees.
const AGREES: f64 = 0.3;
/// What is left of a score when a property disagrees.
const DISAGREES: f64 = 0.7;
/// So far behind must the next candidate be.
const LEAD: f64 = 4.0;

/// What a row says.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The name, symbol, citation or identifier; a row may have none.
    pub text: Option<String>,
    /// Whether the text is an identifier and nothing else.
    pub identifier: bool,
    /// Classes, by IRI or name in the ontology.
    pub classes: Vec<String>,
    /// How a thing must have them.
    pub strict: Strict,
    /// What else the row says.
    pub conditions: Vec<Condition>,
    /// How many candidates are wanted; 0 is 10.
    pub limit: usize,
    /// The language of the names that are given back.
    pub language: String,
}

/// How many of the wanted classes a thing must have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Strict {
    /// One of them.
    #[default]
    Any,
    /// None: those without come behind.
    Should,
    /// All.
    All,
}

/// A property a row names, with its values.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The property.
    pub property: &'static Property,
    /// Its values in the row.
    pub values: Vec<Value>,
    /// Whether things that disagree, or of which it is not known, are left out.
    pub required: bool,
    /// How many of the values must be those of the thing.
    pub quantifier: Quantifier,
}

/// How many of several values must fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quantifier {
    /// One.
    #[default]
    Any,
    /// All.
    All,
    /// None.
    None,
}

/// A thing that a row may mean.
#[derive(Debug, Clone)]
pub struct Match {
    /// Its address.
    pub iri: String,
    /// What it is called.
    pub name: String,
    /// The language of that.
    pub language: String,
    /// What tells it from others.
    pub description: String,
    /// The IRIs of its classes in our ontology.
    pub classes: Vec<String>,
    /// From 0 to 100.
    pub score: f64,
    /// Whether it may be taken unseen.
    pub certain: bool,
    /// How well the name alone fits.
    pub name_score: f64,
    /// How many properties agree, and how many disagree.
    pub agreeing: (usize, usize),
}

/// A candidate before its names are looked up.
#[derive(Debug, Clone)]
struct Raw {
    iri: String,
    matched: String,
    name_score: f64,
    score: f64,
    agreeing: (usize, usize),
    certain: bool,
}

/// The things a row may mean, the best first.
#[must_use]
pub fn matches(row: &Row, names: &Names, store: &Store) -> Vec<Match> {
    let classes: Vec<u8> = row
        .classes
        .iter()
        .filter_map(|class| super::names::Class::find(class))
        .collect();
    let mut raw = match row.text.as_deref().map(str::trim) {
        Some(text) if row.identifier => by_identifier(text, store),
        Some(text) if !text.is_empty() => by_text(text, row, &classes, names, store),
        _ => by_properties(row, &classes, names),
    };
    raw.retain(|raw| has_classes(row, &raw.iri, store));
    for one in &mut raw {
        judge(one, row, names, store);
    }
    raw.retain(|raw| raw.score > 0.0);
    decide(&mut raw, row, &classes, names);
    raw.truncate(if row.limit == 0 {
        USUAL
    } else {
        row.limit.min(MOST_CANDIDATES)
    });
    raw.into_iter()
        .map(|raw| told(raw, &row.language, names, store))
        .collect()
}

/// The address an identifier means: whole, or behind `id/`.
#[must_use]
pub fn address(identifier: &str) -> String {
    if identifier.contains("://") {
        identifier.to_owned()
    } else {
        format!("{THINGS}{}", identifier.trim_start_matches('/'))
    }
}

fn by_identifier(text: &str, store: &Store) -> Vec<Raw> {
    let iri = address(text);
    if is_there(store, &iri) {
        vec![raw(&iri, text, 100.0, true)]
    } else {
        Vec::new()
    }
}

fn by_text(text: &str, row: &Row, classes: &[u8], names: &Names, store: &Store) -> Vec<Raw> {
    let mut found: Vec<Raw> = Vec::new();
    if text.contains('/') && !text.contains(' ') {
        found.extend(by_identifier(text, store));
    }
    let wanted = Wanted {
        classes: if row.strict == Strict::Should {
            Vec::new()
        } else {
            classes.to_vec()
        },
        limit: COMPARED,
    };
    let candidates = names.search(text, &wanted);
    let named = candidates.iter().map(|candidate| Raw {
        certain: candidate.certain,
        ..raw(&candidate.thing.iri, &candidate.name.text, candidate.score, true)
    });
    found.extend(named);
    // Only what has a number can cite a document by it, or a paragraph.
    if text.chars().any(char::is_numeric) {
        let resolution = resolve(text, names, store);
        if let [cited] = resolution.cited.as_slice() {
            for answer in &cited.answers {
                if answer.places.len() > 1 || !answer.is_there() {
                    continue;
                }
                let cited = Raw {
                    certain: answer.certain,
                    ..raw(&answer.iri, &resolution.text, answer.score, true)
                };
                found.push(cited);
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.certain.cmp(&a.certain)));
    let mut kept: Vec<Raw> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| other.iri == one.iri) {
            kept.push(one);
        }
    }
    kept
}

/// Without a name everything is a candidate, and the properties decide.
fn by_properties(row: &Row, classes: &[u8], names: &Names) -> Vec<Raw> {
    if row.conditions.is_empty() {
        return Vec::new();
    }
    let wanted = Wanted::of(if row.strict == Strict::Should {
        &[]
    } else {
        classes
    });
    let things = names.things().iter().filter(|thing| wanted.fits(thing));
    things.map(|thing| raw(&thing.iri, "", 0.0, false)).collect()
}

fn raw(iri: &str, matched: &str, score: f64, certain: bool) -> Raw {
    Raw {
        iri: iri.to_owned(),
        matched: matched.to_owned(),
        name_score: score,
        score,
        agreeing: (0, 0),
        certain,
    }
}

/// Compares a candidate with what else the row says; one that may not be a candidate gets 0.
fn judge(raw: &mut Raw, row: &Row, names: &Names, store: &Store) {
    let named = row.text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let mut known = 0;
    for condition in &row.conditions {
        let agrees = compare::agrees(condition, &raw.iri, names, store);
        if condition.required && agrees != Some(true) {
            raw.score = 0.0;
            return;
        }
        let Some(agrees) = agrees else { continue };
        known += 1;
        if agrees {
            raw.agreeing.0 += 1;
            raw.score += (100.0 - raw.score) * if named { AGREES } else { 0.0 };
        } else {
            raw.agreeing.1 += 1;
            raw.score *= DISAGREES;
            raw.certain = false;
        }
    }
    if !named {
        #[expect(clippy::cast_precision_loss, reason = "a row has few properties")]
        let share = raw.agreeing.0 as f64 / row.conditions.len().max(1) as f64;
        raw.score = if known == 0 { 0.0 } else { share * 100.0 };
        raw.certain = raw.agreeing.0 == row.conditions.len();
    }
    raw.score = (raw.score * 10.0).round() / 10.0;
}

/// Orders the candidates, and lets one be certain at most.
fn decide(raw: &mut [Raw], row: &Row, classes: &[u8], names: &Names) {
    if row.strict == Strict::Should && !row.classes.is_empty() {
        for one in raw.iter_mut() {
            let fits = names
                .thing(&one.iri)
                .is_some_and(|thing| Wanted::of(classes).fits(thing));
            if !fits {
                one.score *= DISAGREES;
                one.certain = false;
            }
        }
    }
    raw.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(b.certain.cmp(&a.certain))
            .then(is_main(names, &b.iri).cmp(&is_main(names, &a.iri)))
            .then(a.iri.cmp(&b.iri))
    });
    let first_main = raw.first().is_some_and(|first| is_main(names, &first.iri));
    let rival = raw
        .iter()
        .skip(1)
        .find(|other| !first_main || is_main(names, &other.iri));
    let next = rival.map_or(0.0, |next| next.score);
    let decided_by_row = row
        .conditions
        .iter()
        .any(|condition| condition.quantifier != Quantifier::None);
    for (at, one) in raw.iter_mut().enumerate() {
        let alone = one.score - next >= LEAD || one.name_score >= 100.0 && one.score >= 100.0 && next < 100.0;
        // What the name alone leaves open, the other properties may decide.
        let sure = one.certain || decided_by_row && one.agreeing.0 > 0 && one.agreeing.1 == 0;
        one.certain = at == 0 && one.score >= AUTOMATIC && alone && sure;
    }
}

fn is_main(names: &Names, iri: &str) -> bool {
    names.thing(iri).is_none_or(|thing| {
        let main = |class: &u8| CLASSES.get(usize::from(*class)).is_some_and(|class| class.main);
        thing.classes.iter().any(main)
    })
}

/// Whether a thing has the wanted classes: those of the index, else those of the graph.
fn has_classes(row: &Row, iri: &str, store: &Store) -> bool {
    if row.classes.is_empty() || row.strict == Strict::Should {
        return true;
    }
    let own = classes(store, iri);
    let has = |wanted: &String| {
        let wanted = wanted
            .strip_prefix(wsis::NAMESPACE)
            .or_else(|| wanted.strip_prefix("wsis:"))
            .unwrap_or(wanted);
        own.iter().any(|class| {
            let class = class.strip_prefix(wsis::NAMESPACE).unwrap_or(class);
            // Agreements are annexed to resolutions, and people look for them among documents.
            class == wanted || class == "Annex" && wanted == "Document"
        })
    };
    match row.strict {
        Strict::All => row.classes.iter().all(has),
        _ => row.classes.iter().any(has),
    }
}

/// The classes of a thing in our ontology.
#[must_use]
pub fn classes(store: &Store, iri: &str) -> Vec<String> {
    let Ok(subject) = NamedNodeRef::new(iri) else {
        return Vec::new();
    };
    let quads = store.quads_for_pattern(Some(subject.into()), Some(rdf::TYPE), None, None);
    let mut classes: Vec<String> = quads
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::NamedNode(class) if class.as_str().starts_with(wsis::NAMESPACE) => {
                Some(class.into_string())
            }
            _ => None,
        })
        .collect();
    classes.sort();
    classes.dedup();
    classes
}

/// What a thing is called in a language, with that language; in English, or as it is called at all, where it has no
/// name in it.
#[must_use]
pub fn label(store: &Store, iri: &str, language: &str) -> Option<(String, String)> {
    let subject = NamedNodeRef::new(iri).ok()?;
    let quads = store.quads_for_pattern(Some(subject.into()), Some(rdfs::LABEL), None, None);
    let rank = |tag: &str| match tag {
        tag if tag == language => 0,
        "en" => 1,
        _ => 2,
    };
    let mut labels: Vec<(u8, String, String)> = quads
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::Literal(label) => {
                let tag = label.language().unwrap_or_default().to_owned();
                Some((rank(&tag), tag, label.value().to_owned()))
            }
            _ => None,
        })
        .collect();
    labels.sort();
    labels.into_iter().next().map(|(_, tag, label)| (label, tag))
}

/// The same, for what is known by another name than its place: the Global Digital Compact is "A/RES/79/1, annex 1".
#[must_use]
pub fn called(store: &Store, names: &Names, iri: &str, language: &str) -> Option<(String, String)> {
    let named = names.thing(iri).filter(|thing| {
        thing.classes.iter().all(|class| {
            CLASSES
                .get(usize::from(*class))
                .is_some_and(|class| class.name == "Annex")
        })
    });
    match named {
        Some(thing) if !thing.labels.is_empty() => {
            let own = thing.labels.iter().find(|(tag, _)| tag == language);
            let english = || thing.labels.iter().find(|(tag, _)| tag == "en");
            own.or_else(english)
                .map(|(tag, label)| (label.clone(), tag.clone()))
        }
        _ => label(store, iri, language),
    }
}

fn is_there(store: &Store, iri: &str) -> bool {
    NamedNodeRef::new(iri).is_ok_and(|iri| {
        store
            .quads_for_pattern(Some(iri.into()), None, None, None)
            .next()
            .is_some()
    })
}

fn told(raw: Raw, language: &str, names: &Names, store: &Store) -> Match {
    let (name, of) =
        called(store, names, &raw.iri, language).unwrap_or_else(|| (raw.matched.clone(), String::new()));
    let description = describe(names.thing(&raw.iri), &name, &raw, names);
    Match {
        description,
        classes: classes(store, &raw.iri),
        name,
        language: of,
        score: raw.score,
        certain: raw.certain,
        name_score: raw.name_score,
        agreeing: raw.agreeing,
        iri: raw.iri,
    }
}

/// What tells a thing from others of the same name: its symbol or acronym, its date, the name that fitted.
#[must_use]
pub fn description(thing: &Thing, names: &Names) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let own = |kind: NameKind| names.of(&thing.iri).find(move |name| name.kind == kind);
    if let Some(short) = own(NameKind::Symbol).or_else(|| own(NameKind::Acronym)) {
        parts.push(&short.text);
    }
    if !thing.note.is_empty() {
        parts.push(&thing.note);
    }
    parts.join(", ")
}

fn describe(thing: Option<&Thing>, name: &str, raw: &Raw, names: &Names) -> String {
    let mut told = thing.map(|thing| description(thing, names)).unwrap_or_default();
    if !raw.matched.is_empty() && raw.matched != name && !told.contains(&raw.matched) {
        if !told.is_empty() {
            told.push_str("; ");
        }
        told.push_str(&raw.matched);
    }
    told
}
