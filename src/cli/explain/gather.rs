//! Reads from the store of a release what is known of one paragraph.

use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use serde::Serialize;

use crate::corpus::Symbol;
use crate::extract::acts;
use crate::graph::iri;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{eli, oa, rdfs, skos, wsis};

/// A paragraph with everything that was found in it.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    pub label: String,
    pub address: String,
    /// The English words.
    pub text: Option<String>,
    pub languages: Vec<String>,
    pub mandates: Vec<Mandate>,
    /// Verbs that ask nobody, as "recognize (recognition)".
    pub statements: Vec<String>,
    pub citations: Vec<Citation>,
    /// How many provisions cite this one.
    pub cited_by: Vec<String>,
    pub predecessor: Option<Predecessor>,
    /// Later paragraphs that take up its words.
    pub successors: Vec<String>,
}

/// An act that asks, decides or binds.
#[derive(Debug, Default, Serialize)]
pub(super) struct Mandate {
    pub address: String,
    pub verb: Vec<String>,
    pub force: Vec<String>,
    pub addressees: Vec<String>,
    pub action_words: Option<String>,
    /// What a curated record says is to be done.
    pub gist: Option<String>,
    pub due: Vec<String>,
    pub recurrence: Option<String>,
    pub reports_to: Vec<String>,
    pub conditions: Vec<String>,
    pub layers: Vec<&'static str>,
    pub why: Option<Why>,
}

/// The rule that found something, and the words that show it.
#[derive(Debug, Serialize)]
pub(super) struct Why {
    pub rule: String,
    pub says: String,
    pub confidence: String,
    pub words: String,
    pub characters: Option<(String, String)>,
}

/// A citation.
#[derive(Debug, Serialize)]
pub(super) struct Citation {
    pub target: String,
    pub pinpoint: Option<String>,
    pub function: String,
    pub footnote: Option<String>,
    pub words: String,
    pub rule: String,
    pub confidence: String,
}

/// Where the words stood before.
#[derive(Debug, Serialize)]
pub(super) struct Predecessor {
    pub provision: String,
    pub similarity: String,
    pub removed: Vec<String>,
    pub added: Vec<String>,
    pub first_appearance: String,
    pub rule: String,
    pub confidence: String,
}

/// The paths of all provisions of the document at `address`.
pub(super) fn paths(store: &Store, address: &str) -> Vec<String> {
    let prefix = format!("{address}/");
    let reader = Reader(store);
    let mut paths: Vec<String> = reader
        .pointing_to(address, wsis::IN_DOCUMENT)
        .iter()
        .filter_map(|iri| iri.strip_prefix(&prefix).map(str::to_owned))
        .collect();
    paths.sort();
    paths
}

/// What is known of the provision at `path` of `symbol`; `None` where there is none.
pub(super) fn gather(store: &Store, symbol: &Symbol, path: &str) -> Option<Explained> {
    let reader = Reader(store);
    let address = iri::below(&iri::document(symbol), path);
    let label = reader.value(&address, rdfs::LABEL)?;
    let text = reader.value(&format!("{address}/en"), wsis::TEXT);
    let languages = reader
        .pointing_to(&address, eli::REALIZES)
        .iter()
        .filter_map(|text| text.rsplit('/').next().map(str::to_owned))
        .collect();
    let mut mandates: Vec<Mandate> = reader
        .pointing_to(&address, wsis::STATED_IN)
        .iter()
        .filter(|iri| iri.contains("/id/mandate/"))
        .map(|iri| reader.mandate(iri))
        .collect();
    mandates.sort_by(|a, b| a.address.cmp(&b.address));
    let mut citations: Vec<Citation> = reader
        .pointing_to(&address, wsis::CITING_PROVISION)
        .iter()
        .filter_map(|iri| reader.citation(iri))
        .collect();
    citations.sort_by(|a, b| (&a.footnote, &a.target).cmp(&(&b.footnote, &b.target)));
    let mut cited_by: Vec<String> = reader
        .pointing_to(&address, wsis::CITED_PROVISION)
        .iter()
        .flat_map(|citation| reader.values(citation, wsis::CITING_PROVISION))
        .map(|citing| reader.label(&citing))
        .collect();
    cited_by.sort();
    cited_by.dedup();
    let successors = reader.pointing_to(&address, wsis::PREDECESSOR);
    Some(Explained {
        statements: text.as_deref().map(statements).unwrap_or_default(),
        predecessor: reader.predecessor(&iri::reuse_of(&address)),
        successors: successors.iter().map(|iri| reader.label(iri)).collect(),
        label,
        address,
        text,
        languages,
        mandates,
        citations,
        cited_by,
    })
}

/// The acts of a text that ask nobody.
fn statements(text: &str) -> Vec<String> {
    let acts = acts::of_paragraph(text);
    let statements = acts.iter().filter(|act| !act.mandate);
    statements
        .map(|act| format!("{} ({})", act.verb, act.force.name()))
        .collect()
}

/// The store, asked in terms of our vocabulary. Reading the memory store does not fail.
struct Reader<'a>(&'a Store);

impl Reader<'_> {
    fn values(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<String> {
        self.in_graph(subject, predicate, None)
    }

    fn in_graph(
        &self,
        subject: &str,
        predicate: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Vec<String> {
        let Ok(subject) = NamedNodeRef::new(subject) else {
            return Vec::new();
        };
        let quads = self
            .0
            .quads_for_pattern(Some(subject.into()), Some(predicate), None, graph);
        let values = quads.flatten().map(|quad| match quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.into_string(),
            other => other.to_string(),
        });
        let mut values: Vec<String> = values.collect();
        values.sort();
        values.dedup();
        values
    }

    fn value(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.values(subject, predicate).into_iter().next()
    }

    fn pointing_to(&self, object: &str, predicate: NamedNodeRef<'_>) -> Vec<String> {
        let Ok(object) = NamedNodeRef::new(object) else {
            return Vec::new();
        };
        let quads = self
            .0
            .quads_for_pattern(None, Some(predicate), Some(object.into()), None);
        let subjects = quads.flatten().filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        let mut subjects: Vec<String> = subjects.collect();
        subjects.sort();
        subjects.dedup();
        subjects
    }

    fn label(&self, iri: &str) -> String {
        self.value(iri, rdfs::LABEL).unwrap_or_else(|| iri.to_owned())
    }

    fn last(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<String> {
        let values = self.values(subject, predicate);
        values
            .iter()
            .filter_map(|iri| iri.rsplit('/').next().map(str::to_owned))
            .collect()
    }

    fn mandate(&self, address: &str) -> Mandate {
        let layer = |layer: Layer| {
            let found = self.in_graph(address, wsis::OPERATIVE_VERB, Some(layer.graph().into()));
            !found.is_empty()
        };
        let gist = self.value(address, wsis::ACTION);
        let mut addressees = self.values(address, wsis::ADDRESSEE_NAME);
        if addressees.is_empty() {
            let linked = self.values(address, wsis::ADDRESSEE);
            addressees = linked.iter().map(|iri| self.label(iri)).collect();
        }
        let mut due = self.values(address, wsis::DUE_BY);
        due.extend(self.values(address, wsis::DUE_SESSION));
        let mut layers = Vec::new();
        if layer(Layer::Extracted) {
            layers.push("extracted");
        }
        if gist.is_some() {
            layers.push("curated");
        }
        Mandate {
            address: address.to_owned(),
            verb: self.values(address, wsis::OPERATIVE_VERB),
            force: self.last(address, wsis::FORCE),
            addressees,
            action_words: self.value(address, wsis::ACTION_WORDS),
            gist,
            due,
            recurrence: self.last(address, wsis::RECURRENCE).into_iter().next(),
            reports_to: self.values(address, wsis::RECIPIENT_NAME),
            conditions: self.values(address, wsis::CONDITION),
            layers,
            why: self.why(&iri::evidence(address, 0)),
        }
    }

    fn why(&self, evidence: &str) -> Option<Why> {
        let rule = self.value(evidence, wsis::RULE)?;
        let selector = self.value(evidence, oa::HAS_SELECTOR)?;
        Some(Why {
            says: self.value(&rule, skos::DEFINITION).unwrap_or_default(),
            rule: self.label(&rule),
            confidence: self.value(evidence, wsis::CONFIDENCE).unwrap_or_default(),
            words: self.value(&selector, oa::EXACT).unwrap_or_default(),
            characters: self
                .value(&selector, oa::START)
                .zip(self.value(&selector, oa::END)),
        })
    }

    fn citation(&self, address: &str) -> Option<Citation> {
        Some(Citation {
            target: self.value(address, wsis::TARGET_NAME)?,
            pinpoint: self.value(address, wsis::PINPOINT),
            function: self.value(address, wsis::CITATION_FUNCTION).unwrap_or_default(),
            footnote: self.last(address, wsis::IN_FOOTNOTE).into_iter().next(),
            words: self.value(address, wsis::WORDS).unwrap_or_default(),
            rule: self
                .value(address, wsis::RULE)
                .map(|rule| self.label(&rule))
                .unwrap_or_default(),
            confidence: self.value(address, wsis::CONFIDENCE).unwrap_or_default(),
        })
    }

    fn predecessor(&self, reuse: &str) -> Option<Predecessor> {
        let provision = self.value(reuse, wsis::REUSED_PROVISION)?;
        let first = self.value(reuse, wsis::FIRST_APPEARANCE);
        Some(Predecessor {
            provision: self.label(&provision),
            similarity: self.value(reuse, wsis::SIMILARITY).unwrap_or_default(),
            removed: self.values(reuse, wsis::REMOVED_WORDS),
            added: self.values(reuse, wsis::ADDED_WORDS),
            first_appearance: first.map(|iri| self.label(&iri)).unwrap_or_default(),
            rule: self
                .value(reuse, wsis::RULE)
                .map(|rule| self.label(&rule))
                .unwrap_or_default(),
            confidence: self.value(reuse, wsis::CONFIDENCE).unwrap_or_default(),
        })
    }
}
