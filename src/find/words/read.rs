//! Reads things and their words from the store of a release.

use super::things::{KINDS, Standing, Thing, Things, Values, kind, natural};
use crate::corpus::Language;
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::{dcterms, rdfs, skos, wsis};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use rustc_hash::FxHashMap;

/// The languages of texts; what stands after them is a name of no language.
pub(super) const LANGUAGES: usize = Language::ALL.len();

/// Properties whose values are names.
pub(super) const NAMES: [NamedNodeRef<'static>; 6] = [
    rdfs::LABEL,
    skos::ALT_LABEL,
    wsis::ACRONYM,
    wsis::ALIAS,
    dcterms::TITLE,
    wsis::HEADING,
];

/// Properties whose values are texts. The words of a paragraph come first: its gist counts only without them.
pub(super) const TEXTS: [NamedNodeRef<'static>; 9] = [
    wsis::TEXT,
    wsis::GIST,
    skos::DEFINITION,
    wsis::ACTION,
    wsis::ACTION_WORDS,
    wsis::ADDRESSEE_NAME,
    wsis::DEALT_WITH,
    wsis::OVERARCHING_THEME,
    skos::NOTE,
];

/// One text of a thing.
pub(super) struct Passage {
    /// Its language, as a place in [`Language::ALL`]; [`LANGUAGES`] for names of none.
    pub language: usize,
    /// Whether it is a name.
    pub name: bool,
    /// The text.
    pub text: String,
}

/// Statements of the whole store with a predicate.
fn stated(store: &Store, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = Quad> + use<> {
    store
        .quads_for_pattern(None, Some(predicate), None, None)
        .flatten()
}

/// The path of a thing of ours.
fn path(iri: &str) -> Option<&str> {
    iri.strip_prefix(THINGS)
}

fn subject(quad: &Quad) -> Option<&str> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => path(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn object(quad: &Quad) -> Option<&str> {
    match &quad.object {
        Term::NamedNode(node) => path(node.as_str()),
        _ => None,
    }
}

fn literal(quad: &Quad) -> Option<&Literal> {
    match &quad.object {
        Term::Literal(literal) => Some(literal),
        _ => None,
    }
}

/// All things of a release with what they are filtered by.
pub(super) fn things(store: &Store) -> Things {
    let mut things = Things {
        all: listed(store),
        ..Things::default()
    };
    for (number, thing) in (0..).zip(&things.all) {
        things.numbers.insert(thing.path.clone(), number);
    }
    documents(store, &mut things);
    standings(store, &mut things);
    dates(store, &mut things);
    values(store, &mut things);
    inherit(&mut things);
    labels(store, &mut things);
    things
}

fn listed(store: &Store) -> Vec<Thing> {
    let mut all: Vec<(String, Thing)> = Vec::new();
    for (name, classes) in KINDS {
        for class in classes {
            let typed = store.quads_for_pattern(None, Some(rdf::TYPE), Some((*class).into()), None);
            for quad in typed.flatten() {
                if let (Some(path), Some(kind)) = (subject(&quad), kind(name)) {
                    let thing = Thing {
                        path: path.into(),
                        kind,
                        ..Thing::default()
                    };
                    all.push((natural(path), thing));
                }
            }
        }
    }
    // Of two kinds of one thing the first of the list counts.
    all.sort_by(|a, b| (&a.0, &a.1.path, a.1.kind).cmp(&(&b.0, &b.1.path, b.1.kind)));
    all.dedup_by(|a, b| a.1.path == b.1.path);
    all.into_iter().map(|(_, thing)| thing).collect()
}

/// Which document things belong to: parts by what they say, mandates and targets through their paragraph.
fn documents(store: &Store, things: &mut Things) {
    let own = kind("document");
    for (number, thing) in (0..).zip(&mut things.all) {
        if Some(thing.kind) == own {
            thing.document = Some(number);
        }
    }
    for quad in stated(store, wsis::IN_DOCUMENT) {
        let document = object(&quad).and_then(|path| things.number(path));
        if let Some(thing) = at(things, subject(&quad)) {
            thing.document = document;
        }
    }
    for (of, place) in stated_in(store, things) {
        let document = things.get(place).and_then(|place| place.document);
        if let Some(thing) = things.all.get_mut(of as usize) {
            thing.document = document;
        }
    }
}

/// What becomes of the words of each document, for it and all its parts.
fn standings(store: &Store, things: &mut Things) {
    let mut known: FxHashMap<u32, Standing> = FxHashMap::default();
    for quad in stated(store, wsis::DOCUMENT_KIND) {
        let document = subject(&quad).and_then(|path| things.number(path));
        if let (Some(document), Some(kind)) = (document, object(&quad)) {
            known.insert(document, Standing::of_kind(kind));
        }
    }
    for thing in &mut things.all {
        let of_document = thing.document.and_then(|document| known.get(&document));
        thing.standing = of_document.copied().unwrap_or_default();
    }
}

fn stated_in(store: &Store, things: &Things) -> Vec<(u32, u32)> {
    let pairs = stated(store, wsis::STATED_IN);
    let mut pairs: Vec<(u32, u32)> = pairs
        .filter_map(|quad| Some((things.number(subject(&quad)?)?, things.number(object(&quad)?)?)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn at<'a>(things: &'a mut Things, path: Option<&str>) -> Option<&'a mut Thing> {
    let number = things.number(path?)?;
    things.all.get_mut(number as usize)
}

/// The first of these that a thing has, and of several the earliest.
fn dates(store: &Store, things: &mut Things) {
    let order = [
        wsis::ADOPTED_ON,
        wsis::ISSUED_ON,
        wsis::STARTS_ON,
        wsis::PLANNED_START,
    ];
    for predicate in order {
        let mut found: Vec<(u32, String)> = stated(store, predicate)
            .filter_map(|quad| {
                Some((
                    things.number(subject(&quad)?)?,
                    literal(&quad)?.value().to_owned(),
                ))
            })
            .collect();
        found.sort();
        for (number, date) in found {
            if let Some(thing) = things.all.get_mut(number as usize)
                && thing.date.is_none()
            {
                thing.year = date.get(..4).and_then(|year| year.parse().ok());
                thing.date = Some(date.into());
            }
        }
    }
    let of_documents: Vec<(u32, Option<Box<str>>, Option<i16>)> = (0..)
        .zip(&things.all)
        .filter_map(|(number, thing)| {
            let document = thing.document.filter(|document| *document != number)?;
            let document = things.get(document)?;
            Some((number, document.date.clone(), document.year))
        })
        .collect();
    for (number, date, year) in of_documents {
        if let Some(thing) = things.all.get_mut(number as usize) {
            (thing.date, thing.year) = (date, year);
        }
    }
}

fn values(store: &Store, things: &mut Things) {
    for predicate in [wsis::ADOPTED_BY, wsis::ADDRESSEE, wsis::ISSUED_BY] {
        link(
            store,
            things,
            predicate,
            |path| !path.is_empty(),
            |things| (&mut things.bodies, |thing| &mut thing.bodies),
        );
    }
    let line = |path: &str| path.starts_with("action-line/");
    for predicate in [wsis::TOUCHES, wsis::CONCERNS] {
        link(store, things, predicate, line, |things| {
            (&mut things.lines, |thing| &mut thing.lines)
        });
    }
    link(
        store,
        things,
        wsis::FORCE,
        |path| path.starts_with("force/"),
        |things| (&mut things.forces, |thing| &mut thing.forces),
    );
}

type List = fn(&mut Thing) -> &mut Vec<u16>;

/// Notes of every thing what a property links it to.
fn link(
    store: &Store,
    things: &mut Things,
    predicate: NamedNodeRef<'_>,
    fits: impl Fn(&str) -> bool,
    of: impl Fn(&mut Things) -> (&mut Values, List),
) {
    // In one order, so that the numbers are the same every time.
    let mut links: Vec<(u32, String)> = stated(store, predicate)
        .filter_map(|quad| {
            let value = object(&quad).filter(|path| fits(path))?;
            Some((things.number(subject(&quad)?)?, value.to_owned()))
        })
        .collect();
    links.sort();
    for (number, value) in links {
        let (values, list) = of(things);
        if let Some(value) = values.number(&value)
            && let Some(thing) = things.all.get_mut(number as usize)
        {
            list(thing).push(value);
        }
    }
}

/// A paragraph has the addressees and forces of its mandates, a mandate the lines of its paragraph, and the
/// parts of a document the body that adopted it. Bodies and lines are their own.
fn inherit(things: &mut Things) {
    let bodies: Vec<Vec<u16>> = things.all.iter().map(|thing| thing.bodies.clone()).collect();
    let lines: Vec<Vec<u16>> = things.all.iter().map(|thing| thing.lines.clone()).collect();
    for number in 0..things.all.len() {
        let Some(thing) = things.all.get_mut(number) else {
            continue;
        };
        if let Some(document) = thing.document.and_then(|document| bodies.get(document as usize)) {
            thing.bodies.extend(document);
        }
        let path = thing.path.clone();
        match super::things::kind_name(thing.kind) {
            "mandate" => of_mandate(things, number, &path, (&bodies, &lines)),
            "body" | "stakeholder-group" => {
                let own = things.bodies.number(&path);
                if let Some(thing) = things.all.get_mut(number) {
                    thing.bodies.extend(own);
                }
            }
            "action-line" => {
                let own = things.lines.number(&path);
                if let Some(thing) = things.all.get_mut(number) {
                    thing.lines.extend(own);
                }
            }
            _ => {}
        }
    }
    for thing in &mut things.all {
        for list in [&mut thing.bodies, &mut thing.lines, &mut thing.forces] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

/// `mandate/X/1` stands in the paragraph `document/X`.
fn of_mandate(things: &mut Things, number: usize, path: &str, known: (&[Vec<u16>], &[Vec<u16>])) {
    let place = path
        .strip_prefix("mandate/")
        .and_then(|rest| rest.rsplit_once('/'))
        .and_then(|(paragraph, _)| things.number(&format!("document/{paragraph}")));
    let Some(place) = place.map(|place| place as usize) else {
        return;
    };
    let (bodies, lines) = known;
    let forces = things.all.get(number).map(|thing| thing.forces.clone());
    if let Some(paragraph) = things.all.get_mut(place) {
        paragraph.bodies.extend(bodies.get(number).into_iter().flatten());
        paragraph.forces.extend(forces.into_iter().flatten());
        paragraph.lines.extend(lines.get(number).into_iter().flatten());
    }
    if let Some(mandate) = things.all.get_mut(number) {
        mandate.lines.extend(lines.get(place).into_iter().flatten());
    }
}

/// The names of the values of filters.
fn labels(store: &Store, things: &mut Things) {
    for quad in stated(store, rdfs::LABEL) {
        let (Some(path), Some(label)) = (subject(&quad), literal(&quad)) else {
            continue;
        };
        let tag = label
            .language()
            .and_then(Language::from_code)
            .map_or("", Language::tag);
        for values in [&mut things.bodies, &mut things.lines, &mut things.forces] {
            if let Some(number) = values.known(path) {
                values.labels.insert((number, tag), label.value().to_owned());
            }
        }
    }
}

/// The words of every thing, by its number.
pub(super) fn passages(store: &Store, things: &Things) -> Vec<Vec<Passage>> {
    let mut all: Vec<Vec<Passage>> = Vec::new();
    all.resize_with(things.all.len(), Vec::new);
    for (predicate, name) in properties() {
        for quad in stated(store, predicate) {
            let number = subject(&quad).and_then(|path| things.or_of_language(path));
            let (Some(number), Some(literal)) = (number, literal(&quad)) else {
                continue;
            };
            let own = subject(&quad).is_some_and(|path| things.number(path) == Some(number));
            if let (Some(thing), Some(passages)) = (things.get(number), all.get_mut(number as usize))
                && counts(thing, (predicate, own), passages)
            {
                passages.push(passage(thing, predicate, name, literal));
            }
        }
    }
    for passages in &mut all {
        // The store gives them in no order that holds from one process to the next.
        passages.sort_by(|a, b| (a.name, a.language, &a.text).cmp(&(b.name, b.language, &b.text)));
        passages.dedup_by(|a, b| (a.name, a.language, &a.text) == (b.name, b.language, &b.text));
    }
    all
}

/// The words of one thing.
pub(super) fn passages_of(store: &Store, thing: &Thing) -> Vec<Passage> {
    let mut found = Vec::new();
    let iri = thing.iri();
    for (predicate, name) in properties() {
        gather(store, thing, &iri, (predicate, name), &mut found);
        if let Some(property) = in_languages(thing).filter(|property| *property == predicate) {
            for language in Language::ALL {
                let subject = format!("{iri}/{}", language.tag());
                gather(store, thing, &subject, (property, name), &mut found);
            }
        }
    }
    found
}

/// What stands at the addresses of a thing in one language: the words of a part, the title of a document.
fn in_languages(thing: &Thing) -> Option<NamedNodeRef<'static>> {
    match super::things::kind_name(thing.kind) {
        "document" => Some(dcterms::TITLE),
        "paragraph" | "section" | "annex" | "footnote" => Some(wsis::TEXT),
        _ => None,
    }
}

fn gather(
    store: &Store,
    thing: &Thing,
    subject: &str,
    (predicate, name): (NamedNodeRef<'static>, bool),
    found: &mut Vec<Passage>,
) {
    // Addresses of the graph, so valid ones.
    let node = NamedNodeRef::new_unchecked(subject);
    let quads = store.quads_for_pattern(Some(node.into()), Some(predicate), None, None);
    for quad in quads.flatten() {
        if let Some(literal) = literal(&quad)
            && counts(thing, (predicate, true), found)
        {
            found.push(passage(thing, predicate, name, literal));
        }
    }
}

fn properties() -> impl Iterator<Item = (NamedNodeRef<'static>, bool)> {
    let names = NAMES.into_iter().map(|property| (property, true));
    names.chain(TEXTS.into_iter().map(|property| (property, false)))
}

/// Whether a property says something worth finding about a kind of thing. The labels of paragraphs, of mandates
/// and of texts in one language (those not the thing's own) are made of symbol, number and verb.
fn counts(thing: &Thing, (predicate, own): (NamedNodeRef<'_>, bool), before: &[Passage]) -> bool {
    let made = matches!(
        super::things::kind_name(thing.kind),
        "paragraph" | "section" | "annex" | "footnote" | "mandate"
    );
    match predicate {
        p if p == rdfs::LABEL => own && !made,
        p if p == wsis::GIST => before.iter().all(|passage| passage.name),
        _ => true,
    }
}

fn passage(thing: &Thing, predicate: NamedNodeRef<'_>, name: bool, literal: &Literal) -> Passage {
    let heading = super::things::kind_name(thing.kind) == "section";
    let tag = literal.language().and_then(Language::from_code);
    let mut text = literal.value().to_owned();
    if predicate == wsis::ALIAS {
        text = text.replace('-', " ");
    }
    Passage {
        language: tag
            .and_then(|tag| Language::ALL.iter().position(|language| *language == tag))
            .unwrap_or(LANGUAGES),
        name: name || heading || tag.is_none(),
        text,
    }
}

/// The printed symbols of all documents, by the number of the document.
pub(super) fn symbols(store: &Store, things: &Things) -> Vec<(String, u32)> {
    let mut found: Vec<(String, u32)> = [wsis::SYMBOL, wsis::ALIAS]
        .into_iter()
        .flat_map(|predicate| stated(store, predicate))
        .filter_map(|quad| {
            let number = things.number(subject(&quad)?)?;
            Some((literal(&quad)?.value().to_owned(), number))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}
