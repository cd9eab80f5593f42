//! What is said of a thing, wherever the statements are kept: in a store, or
//! gathered while a release is made.

use oxrdf::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use super::vocabulary::{dcterms, eli, foaf, oa, rdfs, wsis};

/// An object of a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The IRI or the words.
    pub value: String,
    /// The language tag of words; empty where they have none.
    pub tag: String,
}

impl Said {
    /// The object of a quad; `None` for blank nodes and triple terms, which a release does not hold.
    #[must_use]
    pub fn of(object: TermRef<'_>) -> Option<Self> {
        match object {
            TermRef::NamedNode(node) => Some(Self {
                value: node.as_str().to_owned(),
                tag: String::new(),
            }),
            TermRef::Literal(literal) => Some(Self {
                value: literal.value().to_owned(),
                tag: literal.language().unwrap_or_default().to_owned(),
            }),
            _ => None,
        }
    }
}

/// Something that knows statements.
pub trait Statements {
    /// The objects of a property of a thing, each once, in order.
    fn said(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<Said>;

    /// The things that realize a work or a provision (ELI): its language versions, in order.
    fn realizations(&self, of: &str) -> Vec<String>;
}

/// The properties that tables and bibliographies are made of.
const WANTED: &[NamedNodeRef<'static>] = &[
    oxrdf::vocab::rdf::TYPE,
    rdfs::LABEL,
    dcterms::TITLE,
    eli::REALIZES,
    eli::IS_PART_OF,
    foaf::PAGE,
    oa::HAS_SELECTOR,
    oa::EXACT,
    wsis::SYMBOL,
    wsis::DOCUMENT_KIND,
    wsis::ADOPTED_ON,
    wsis::ISSUED_ON,
    wsis::ADOPTED_BY,
    wsis::ADOPTED_AT,
    wsis::SESSION,
    wsis::MEETING,
    wsis::AGENDA_ITEM,
    wsis::SERIES,
    wsis::PARAGRAPH_COUNT,
    wsis::LANGUAGE_TAG,
    wsis::IN_DOCUMENT,
    wsis::NUMBER,
    wsis::ORDER,
    wsis::HEADING,
    wsis::GIST,
    wsis::TREATS,
    wsis::TOUCHES,
    wsis::ACRONYM,
    wsis::TEXT,
    wsis::STATED_IN,
    wsis::ISSUED_BY,
    wsis::OPERATIVE_VERB,
    wsis::FORCE,
    wsis::ADDRESSEE,
    wsis::ADDRESSEE_NAME,
    wsis::ACTION,
    wsis::ACTION_WORDS,
    wsis::DUE_BY,
    wsis::DUE_AT,
    wsis::DUE_SESSION,
    wsis::RECURRENCE,
    wsis::REPORTS_TO,
    wsis::RECIPIENT_NAME,
    wsis::CONCERNS,
    wsis::CONDITION,
    wsis::EVIDENCE_FOR,
    wsis::METHOD,
    wsis::RULE,
    wsis::CONFIDENCE,
    wsis::REVIEW_STATE,
    wsis::CITING_PROVISION,
    wsis::CITED,
    wsis::CITED_PROVISION,
    wsis::TARGET_NAME,
    wsis::PINPOINT,
    wsis::CITATION_FUNCTION,
    wsis::WORDS,
    wsis::CONFIRMED_IN,
];

struct Statement {
    predicate: NamedNodeRef<'static>,
    said: Said,
    layer: &'static str,
}

/// Statements gathered for tables and bibliographies.
pub struct Facts {
    wanted: FxHashMap<&'static str, NamedNodeRef<'static>>,
    things: FxHashMap<String, Vec<Statement>>,
    realized: FxHashMap<String, Vec<String>>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            wanted: WANTED.iter().map(|term| (term.as_str(), *term)).collect(),
            things: FxHashMap::default(),
            realized: FxHashMap::default(),
        }
    }
}

impl Facts {
    /// Keeps a quad, if a table will ask for it.
    pub fn add(&mut self, quad: QuadRef<'_>) {
        let Some(predicate) = self.wanted.get(quad.predicate.as_str()) else {
            return;
        };
        let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else {
            return;
        };
        let Some(said) = Said::of(quad.object) else {
            return;
        };
        if *predicate == eli::REALIZES {
            let realized = self.realized.entry(said.value.clone()).or_default();
            realized.push(subject.as_str().to_owned());
        }
        let statement = Statement {
            predicate: *predicate,
            said,
            layer: layer(quad.graph_name),
        };
        match self.things.get_mut(subject.as_str()) {
            Some(statements) => statements.push(statement),
            None => {
                self.things.insert(subject.as_str().to_owned(), vec![statement]);
            }
        }
    }

    /// The things that `predicate` is said of, with an object that `fits`; in the order of their addresses.
    pub fn subjects(&self, predicate: NamedNodeRef<'static>, fits: impl Fn(&str) -> bool) -> Vec<&str> {
        let about = |statements: &Vec<Statement>| {
            let mut statements = statements.iter();
            statements.any(|statement| statement.predicate == predicate && fits(&statement.said.value))
        };
        let found = self.things.iter().filter(|(_, statements)| about(statements));
        let mut subjects: Vec<&str> = found.map(|(subject, _)| subject.as_str()).collect();
        subjects.sort_unstable();
        subjects
    }

    /// The objects of a property, borrowed, each once and in order.
    pub fn about(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<&Said> {
        let statements = self.things.get(subject).into_iter().flatten();
        let mut said: Vec<&Said> = statements
            .filter(|statement| statement.predicate == predicate)
            .map(|statement| &statement.said)
            .collect();
        said.sort_unstable();
        said.dedup();
        said
    }

    /// The named graphs that give a thing its class, by their short names.
    pub fn layers(&self, subject: &str) -> Vec<&'static str> {
        let statements = self.things.get(subject).into_iter().flatten();
        let mut layers: Vec<&'static str> = statements
            .filter(|statement| statement.predicate == oxrdf::vocab::rdf::TYPE)
            .map(|statement| statement.layer)
            .collect();
        layers.sort_unstable();
        layers.dedup();
        layers
    }
}

impl Statements for Facts {
    fn said(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<Said> {
        self.about(subject, predicate).into_iter().cloned().collect()
    }

    fn realizations(&self, of: &str) -> Vec<String> {
        let mut realized = self.realized.get(of).cloned().unwrap_or_default();
        realized.sort_unstable();
        realized.dedup();
        realized
    }
}

/// The last part of a graph's name.
fn layer(graph: GraphNameRef<'_>) -> &'static str {
    let GraphNameRef::NamedNode(graph) = graph else {
        return "";
    };
    let name = graph.as_str().rsplit('/').next().unwrap_or_default();
    ["transcribed", "extracted", "curated", "ontology", "catalog"]
        .into_iter()
        .find(|layer| *layer == name)
        .unwrap_or_default()
}
