//! The statements about a thing, arranged for a page.

use super::interface;
use super::iri::{id_path, link_path, query_value};
use super::lookup::{Words, about, label_in, order, pointing_to, subject, targets, texts};
use super::vocab;
use crate::corpus::Language;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeMap;

/// Most values of one property on a page.
const MAX_VALUES: usize = 25;
/// Most statements pointing to a thing that are looked at for a page.
const MAX_SCAN: usize = 20_000;
/// Most parts listed on a page.
const MAX_PARTS: usize = 400;
/// Deepest chain of wholes shown above a part.
const MAX_DEPTH: usize = 8;
/// The namespace of the ontology, whose terms have a page of their own.
const NS: &str = "https://w3id.org/wsis/ns#";

/// One value of a property.
pub(super) struct Value {
    /// What to show.
    pub words: Words,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it leads to another site.
    pub foreign: bool,
}

/// A property with its values.
pub(super) struct Group {
    /// The property.
    pub property: Value,
    /// Its values, at most [`MAX_VALUES`].
    pub values: Vec<Value>,
    /// How many more there are, and a query for all.
    pub more: Option<(String, String)>,
}

/// A part of a document with its words.
pub(super) struct Part {
    /// The part.
    pub link: Value,
    /// Its words, in the reader's language or English where there are several languages.
    pub words: Option<Words>,
}

/// What shows that a statement is right.
pub(super) struct Evidence {
    /// What it shows.
    pub claim: Option<Words>,
    /// The words of the source.
    pub quote: Option<Words>,
    /// The source.
    pub source: Option<Value>,
    /// How it was found and whether somebody looked at it.
    pub notes: Vec<Value>,
}

/// Makes views of one store, with links that begin with `root`.
pub(super) struct Viewer<'a> {
    /// The store.
    pub store: &'a Store,
    /// What links to files and data begin with.
    pub root: &'a str,
    /// What links to pages begin with.
    pub home: &'a str,
    /// The language in which names are shown and with which texts begin.
    pub language: &'a str,
}

impl Viewer<'_> {
    /// A thing as a link with its label.
    #[must_use]
    pub(super) fn node(&self, iri: NamedNodeRef<'_>) -> Value {
        let (href, foreign) = self.href(iri.as_str());
        Value {
            words: label_in(self.store, iri, self.language),
            href,
            foreign,
        }
    }

    /// A property by its label; one of another vocabulary by its name in words.
    fn property(&self, property: &NamedNode) -> Value {
        let mut value = self.node(property.as_ref());
        if !property.as_str().starts_with(NS) {
            value.words.text = in_words(&value.words.text);
        }
        value
    }

    fn href(&self, iri: &str) -> (Option<String>, bool) {
        let home = self.home;
        if let Some(path) = id_path(iri) {
            return (Some(format!("{home}/page/{}", link_path(path))), false);
        }
        if let Some(term) = iri.strip_prefix(NS) {
            return (Some(format!("{home}/ns#{term}")), false);
        }
        let web = iri.starts_with("http://") || iri.starts_with("https://");
        (web.then(|| iri.to_owned()), true)
    }

    /// A term as a value.
    #[must_use]
    pub(super) fn term(&self, term: &Term) -> Value {
        match term {
            Term::NamedNode(node) => self.node(node.as_ref()),
            Term::Literal(literal) => plain(literal_words(literal)),
            other => plain(Words {
                text: other.to_string(),
                lang: String::new(),
            }),
        }
    }

    /// What the thing's own statements say, by property.
    #[must_use]
    pub(super) fn facts(&self, thing: &NamedNode) -> Vec<Group> {
        let mut by: BTreeMap<(u8, String), Vec<Quad>> = BTreeMap::new();
        let title = label_in(self.store, thing.as_ref(), self.language).text;
        for quad in about(self.store, thing.as_ref(), None) {
            if !shown_elsewhere(&quad, &title) {
                by.entry(rank(&quad.predicate)).or_default().push(quad);
            }
        }
        by.into_values()
            .filter_map(|quads| {
                let property = quads.first()?.predicate.clone();
                let values = quads.iter().map(|quad| self.term(&quad.object)).collect();
                let query = format!(
                    "SELECT ?value WHERE {{ <{}> <{}> ?value }}",
                    thing.as_str(),
                    property.as_str()
                );
                Some(self.group(&property, values, &query, false))
            })
            .collect()
    }

    /// What other things say about it, by property; parts and words are shown elsewhere.
    #[must_use]
    pub(super) fn incoming(&self, thing: &NamedNode) -> Vec<Group> {
        let mut by: BTreeMap<String, (NamedNode, Vec<NamedNode>)> = BTreeMap::new();
        let mut scanned = 0;
        for quad in pointing_to(self.store, thing.as_ref(), None).take(MAX_SCAN) {
            scanned += 1;
            if let Some(from) = subject(&quad) {
                let entry = by
                    .entry(quad.predicate.as_str().to_owned())
                    .or_insert_with(|| (quad.predicate.clone(), Vec::new()));
                entry.1.push(from.clone());
            }
        }
        by.into_values()
            .map(|(property, from)| self.incoming_group(thing, &property, from, scanned == MAX_SCAN))
            .collect()
    }

    fn incoming_group(
        &self,
        thing: &NamedNode,
        property: &NamedNode,
        mut from: Vec<NamedNode>,
        cut: bool,
    ) -> Group {
        let query = format!(
            "SELECT ?thing ?label WHERE {{\n  ?thing <{}> <{}> .\n  OPTIONAL {{ ?thing rdfs:label ?label }}\n}} ORDER BY ?thing",
            property.as_str(),
            thing.as_str()
        );
        let total = from.len();
        from.sort_by_cached_key(|iri| (order(self.store, iri.as_ref()), iri.as_str().to_owned()));
        let values = from
            .iter()
            .take(MAX_VALUES)
            .map(|iri| self.node(iri.as_ref()))
            .collect();
        let mut group = self.group(property, values, &query, cut);
        if total > MAX_VALUES {
            group.more = Some(self.more(total - MAX_VALUES, &query, cut));
        }
        group
    }

    fn group(&self, property: &NamedNode, mut values: Vec<Value>, query: &str, cut: bool) -> Group {
        let total = values.len();
        values.sort_by_key(|value| {
            let lang = &value.words.lang;
            (lang != self.language, lang != "en", lang.clone())
        });
        values.truncate(MAX_VALUES);
        Group {
            property: self.property(property),
            more: (total > MAX_VALUES).then(|| self.more(total - MAX_VALUES, query, cut)),
            values,
        }
    }

    fn more(&self, count: usize, query: &str, cut: bool) -> (String, String) {
        let text = if cut {
            format!("{count} or more")
        } else {
            count.to_string()
        };
        (text, format!("{}/sparql?query={}", self.home, query_value(query)))
    }

    /// The wholes above a part, the outermost first.
    #[must_use]
    pub(super) fn trail(&self, thing: &NamedNode) -> Vec<Value> {
        let mut trail = Vec::new();
        let mut at = thing.clone();
        while let Some(whole) = targets(self.store, at.as_ref(), vocab::IS_PART_OF).pop() {
            if trail.len() == MAX_DEPTH || whole == *thing {
                break;
            }
            trail.push(self.node(whole.as_ref()));
            at = whole;
        }
        trail.reverse();
        trail
    }

    /// The parts of a whole in their order, with their words.
    #[must_use]
    pub(super) fn parts(&self, thing: &NamedNode) -> (Vec<Part>, usize) {
        let mut parts: Vec<(i64, NamedNode)> =
            pointing_to(self.store, thing.as_ref(), Some(vocab::IS_PART_OF))
                .filter_map(|quad| {
                    let part = subject(&quad)?.clone();
                    Some((self.place(&part)?, part))
                })
                .collect();
        parts.sort();
        let total = parts.len();
        let shown = parts
            .into_iter()
            .take(MAX_PARTS)
            .map(|(_, part)| Part {
                words: self.words(&part).into_iter().next(),
                link: self.node(part.as_ref()),
            })
            .collect();
        (shown, total.saturating_sub(MAX_PARTS))
    }

    /// The order of a provision, or of the provision whose words it is.
    fn place(&self, part: &NamedNode) -> Option<i64> {
        order(self.store, part.as_ref()).or_else(|| {
            targets(self.store, part.as_ref(), vocab::REALIZES)
                .iter()
                .find_map(|whole| order(self.store, whole.as_ref()))
        })
    }

    /// The words of a provision in every language, the reader's and English first.
    #[must_use]
    pub(super) fn words(&self, provision: &NamedNode) -> Vec<Words> {
        let mut words = texts(self.store, provision.as_ref(), vocab::TEXT);
        for quad in pointing_to(self.store, provision.as_ref(), Some(vocab::REALIZES)) {
            if let Some(text) = subject(&quad) {
                words.extend(texts(self.store, text.as_ref(), vocab::TEXT));
            }
        }
        words.sort_by_key(|w| (w.lang != self.language, w.lang != "en", w.lang.clone()));
        words
    }

    /// What shows that the statements about a thing are right.
    #[must_use]
    pub(super) fn evidence(&self, thing: &NamedNode) -> Vec<Evidence> {
        let mut nodes = targets(self.store, thing.as_ref(), vocab::EVIDENCE);
        nodes.sort();
        nodes
            .iter()
            .map(|node| self.one_evidence(node.as_ref()))
            .collect()
    }

    fn one_evidence(&self, node: NamedNodeRef<'_>) -> Evidence {
        let first = |subject, predicate| texts(self.store, subject, predicate).into_iter().next();
        let notes = [vocab::METHOD, vocab::REVIEW_STATE];
        let selectors = targets(self.store, node, vocab::HAS_SELECTOR);
        let quote = selectors
            .iter()
            .find_map(|selector| first(selector.as_ref(), vocab::EXACT));
        let claim = first(node, vocab::CLAIM);
        Evidence {
            claim: claim.or_else(|| quote.is_none().then(|| self.unnamed_claim(node))),
            quote,
            source: targets(self.store, node, vocab::HAS_SOURCE)
                .first()
                .map(|source| self.node(source.as_ref())),
            notes: notes
                .iter()
                .flat_map(|property| targets(self.store, node, *property))
                .map(|note| self.node(note.as_ref()))
                .collect(),
        }
    }
}

impl Viewer<'_> {
    /// What a piece of evidence is for that names nothing: names that were translated, or all the rest.
    fn unnamed_claim(&self, node: NamedNodeRef<'_>) -> Words {
        let methods = targets(self.store, node, vocab::METHOD);
        let translated = methods
            .iter()
            .any(|method| method.as_str().ends_with("/translated"));
        let key = if translated {
            "evidence-names"
        } else {
            "evidence-rest"
        };
        let language = Language::from_code(self.language).unwrap_or(Language::English);
        Words {
            text: interface::say(key, language).to_owned(),
            lang: language.tag().to_owned(),
        }
    }
}

/// What the head of the page and its other sections show already.
fn shown_elsewhere(quad: &Quad, title: &str) -> bool {
    match quad.predicate.as_ref() {
        vocab::EVIDENCE | vocab::TYPE | vocab::TEXT => true,
        vocab::LABEL => matches!(&quad.object, Term::Literal(literal) if literal.value() == title),
        _ => false,
    }
}

/// The order of properties: our own, those of others, long lists of subjects.
fn rank(property: &NamedNode) -> (u8, String) {
    let rank = match property.as_ref() {
        vocab::TITLE => 0,
        vocab::SUBJECT => 3,
        other if other.as_str().starts_with(NS) => 1,
        _ => 2,
    };
    (rank, property.as_str().to_owned())
}

/// `org:subOrganizationOf` as `sub organization of`.
fn in_words(name: &str) -> String {
    let local = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
    let mut words = String::new();
    for c in local.chars() {
        if c.is_uppercase() || c == '_' {
            words.push(' ');
        }
        if c != '_' {
            words.extend(c.to_lowercase());
        }
    }
    words
}

fn literal_words(literal: &Literal) -> Words {
    Words {
        text: literal.value().to_owned(),
        lang: literal.language().unwrap_or_default().to_owned(),
    }
}

const fn plain(words: Words) -> Value {
    Value {
        words,
        href: None,
        foreign: false,
    }
}
