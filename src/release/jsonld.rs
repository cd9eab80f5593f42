//! JSON-LD with our own context, written while the quads pass by.
//!
//! The library's serializer writes full IRIs; people read terms. What a term
//! means is read from `ontology/context.jsonld`, so the context stays the one
//! place that decides. A value that does not fit its term's definition is
//! written under the prefixed name with everything spelled out.
//! Source: JSON-LD 1.1, §4.1 (context), §4.2.4 (language maps), §9.1.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::OnceLock;

use oxrdf::{GraphNameRef, LiteralRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use serde_json::{Map, Value, json};

use crate::graph::ontology;

/// What the context says of a predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Coercion {
    /// A plain string.
    None,
    /// An IRI.
    Id,
    /// A literal of this datatype.
    Datatype(String),
    /// A map from language tag to words.
    LanguageMap,
}

/// The terms of a context, by the IRI they stand for.
#[derive(Debug)]
pub struct Context {
    document: Value,
    terms: HashMap<String, (String, Coercion)>,
    prefixes: Vec<(String, String)>,
}

/// Why a context cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// It is not JSON.
    #[error("context.jsonld is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It has no `@context` object.
    #[error("context.jsonld has no \"@context\" object")]
    Missing,
}

impl Context {
    /// Reads a context document.
    ///
    /// # Errors
    /// When it is not JSON or holds no `@context`.
    pub fn parse(text: &str) -> Result<Self, ContextError> {
        let document: Value = serde_json::from_str(text)?;
        let entries = document
            .get("@context")
            .and_then(Value::as_object)
            .ok_or(ContextError::Missing)?;
        let prefixes: Vec<(String, String)> = entries
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), prefix(value)?.to_owned())))
            .collect();
        let expand = |name: &str| expand(&prefixes, name);
        let terms = entries
            .iter()
            .filter(|(name, value)| !name.starts_with('@') && prefix(value).is_none())
            .filter_map(|(name, value)| {
                let (iri, coercion) = definition(value, &expand)?;
                Some((iri, (name.clone(), coercion)))
            })
            .collect();
        Ok(Self {
            terms,
            prefixes,
            document,
        })
    }

    /// The term of a predicate or class; its prefixed name or IRI where it has none.
    fn name(&self, iri: &str) -> String {
        match self.terms.get(iri) {
            Some((term, _)) => term.clone(),
            None => self.prefixed(iri),
        }
    }

    fn prefixed(&self, iri: &str) -> String {
        let found = self.prefixes.iter().find_map(|(prefix, namespace)| {
            let local = iri.strip_prefix(namespace.as_str())?;
            (!local.is_empty() && !local.contains(['/', '#', ':'])).then(|| format!("{prefix}:{local}"))
        });
        found.unwrap_or_else(|| iri.to_owned())
    }
}

/// The context compiled into the program.
///
/// # Errors
/// When it is damaged, which a test rules out.
pub fn own() -> Result<&'static Context, &'static ContextError> {
    static OWN: OnceLock<Result<Context, ContextError>> = OnceLock::new();
    OWN.get_or_init(|| Context::parse(ontology::CONTEXT_JSONLD))
        .as_ref()
}

/// The namespace, where an entry is a prefix.
fn prefix(value: &Value) -> Option<&str> {
    let iri = match value {
        Value::String(iri) => iri.as_str(),
        Value::Object(object) if object.get("@prefix") == Some(&Value::Bool(true)) => {
            object.get("@id")?.as_str()?
        }
        _ => return None,
    };
    (iri.contains("://") && iri.ends_with(['#', '/'])).then_some(iri)
}

fn expand(prefixes: &[(String, String)], name: &str) -> String {
    let found = name.split_once(':').and_then(|(prefix, local)| {
        let (_, namespace) = prefixes.iter().find(|(known, _)| known == prefix)?;
        Some(format!("{namespace}{local}"))
    });
    found.unwrap_or_else(|| name.to_owned())
}

fn definition(value: &Value, expand: &impl Fn(&str) -> String) -> Option<(String, Coercion)> {
    if let Value::String(name) = value {
        return (!name.starts_with('@')).then(|| (expand(name), Coercion::None));
    }
    let iri = expand(value.get("@id")?.as_str()?);
    let coercion = match (
        value.get("@container").and_then(Value::as_str),
        value.get("@type").and_then(Value::as_str),
    ) {
        (Some("@language"), _) => Coercion::LanguageMap,
        (_, Some("@id" | "@vocab")) => Coercion::Id,
        (_, Some(datatype)) => Coercion::Datatype(expand(datatype)),
        _ => Coercion::None,
    };
    Some((iri, coercion))
}

/// Writes a JSON-LD document of named graphs, node by node.
pub struct Writer<'c, W: Write> {
    context: &'c Context,
    out: W,
    graph: Option<String>,
    subject: Option<String>,
    values: BTreeMap<String, Vec<Value>>,
    types: Vec<String>,
    /// Whether nothing stands yet in the array being written.
    empty: bool,
}

impl<'c, W: Write> Writer<'c, W> {
    /// Begins the document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(context: &'c Context, mut out: W) -> io::Result<Self> {
        let entries = context.document.get("@context").unwrap_or(&Value::Null);
        out.write_all(b"{\"@context\": ")?;
        serde_json::to_writer_pretty(&mut out, entries)?;
        out.write_all(b",\n\"@graph\": [")?;
        Ok(Self {
            context,
            out,
            graph: None,
            subject: None,
            values: BTreeMap::new(),
            types: Vec::new(),
            empty: true,
        })
    }

    /// Takes one quad. Quads of one subject, and subjects of one graph, are
    /// best given together: each run becomes one object.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn quad(&mut self, quad: QuadRef<'_>) -> io::Result<()> {
        let subject = subject(quad.subject);
        let graph = graph(quad.graph_name);
        if self.graph.as_deref() != graph {
            self.node()?;
            self.open_graph(graph)?;
        }
        if self.subject.as_deref() != Some(subject) {
            self.node()?;
            self.subject = Some(subject.to_owned());
        }
        match quad.object {
            TermRef::NamedNode(class) if quad.predicate == oxrdf::vocab::rdf::TYPE => {
                self.types.push(self.context.name(class.as_str()));
            }
            object => {
                let values = self.values.entry(quad.predicate.as_str().to_owned()).or_default();
                values.push(expanded(object));
            }
        }
        Ok(())
    }

    /// Ends the document and gives the writer back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.node()?;
        self.close_graph()?;
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out)
    }

    /// Begins an object for a named graph; the default graph needs none.
    fn open_graph(&mut self, graph: Option<&str>) -> io::Result<()> {
        self.close_graph()?;
        if let Some(graph) = graph {
            self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
            self.out.write_all(b"{\"@id\": ")?;
            serde_json::to_writer(&mut self.out, graph)?;
            self.out.write_all(b", \"@graph\": [")?;
            self.empty = true;
        }
        self.graph = graph.map(str::to_owned);
        Ok(())
    }

    fn close_graph(&mut self) -> io::Result<()> {
        if self.graph.take().is_some() {
            self.out.write_all(b"\n]}")?;
            self.empty = false;
        }
        Ok(())
    }

    fn node(&mut self) -> io::Result<()> {
        let Some(subject) = self.subject.take() else {
            return Ok(());
        };
        let mut node = Map::new();
        node.insert("id".to_owned(), Value::String(subject));
        if !self.types.is_empty() {
            node.insert("type".to_owned(), one_or_many(std::mem::take(&mut self.types)));
        }
        for (predicate, values) in std::mem::take(&mut self.values) {
            let (name, value) = self.property(&predicate, values);
            node.insert(name, value);
        }
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        serde_json::to_writer_pretty(&mut self.out, &node)?;
        Ok(())
    }

    /// The key and the value of a property: the term's short form where every
    /// value fits it.
    fn property(&self, predicate: &str, values: Vec<Value>) -> (String, Value) {
        if let Some((term, coercion)) = self.context.terms.get(predicate) {
            if *coercion == Coercion::LanguageMap {
                if let Some(map) = language_map(&values) {
                    return (term.clone(), map);
                }
            } else if let Some(short) = values.iter().map(|v| shortened(v, coercion)).collect() {
                return (term.clone(), one_or_many::<Value>(short));
            }
        }
        (self.context.prefixed(predicate), one_or_many(values))
    }
}

fn subject(node: NamedOrBlankNodeRef<'_>) -> &str {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
        // Releases hold no blank nodes: a rule of the check sees to it.
        NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
    }
}

fn graph(name: GraphNameRef<'_>) -> Option<&str> {
    match name {
        GraphNameRef::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn expanded(object: TermRef<'_>) -> Value {
    match object {
        TermRef::NamedNode(node) => json!({ "@id": node.as_str() }),
        TermRef::BlankNode(node) => json!({ "@id": format!("_:{}", node.as_str()) }),
        TermRef::Literal(literal) => expanded_literal(literal),
        TermRef::Triple(term) => json!({ "@value": term.to_string() }),
    }
}

fn expanded_literal(literal: LiteralRef<'_>) -> Value {
    match literal.language() {
        Some(tag) => json!({ "@value": literal.value(), "@language": tag }),
        None if literal.datatype() == oxrdf::vocab::xsd::STRING => json!({ "@value": literal.value() }),
        None => json!({ "@value": literal.value(), "@type": literal.datatype().as_str() }),
    }
}

/// The short form of an expanded value under a coercion; `None` where the term
/// cannot say it.
fn shortened(value: &Value, coercion: &Coercion) -> Option<Value> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    match coercion {
        Coercion::Id => text("@id").map(Value::from),
        Coercion::Datatype(datatype) => {
            (text("@type") == Some(datatype)).then(|| text("@value").map(Value::from))?
        }
        Coercion::None | Coercion::LanguageMap => {
            let plain = text("@type").is_none() && text("@language").is_none();
            plain.then(|| text("@value").map(Value::from))?
        }
    }
}

fn language_map(values: &[Value]) -> Option<Value> {
    let mut map: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for value in values {
        let tag = value.get("@language")?.as_str()?;
        map.entry(tag.to_owned())
            .or_default()
            .push(value.get("@value")?.clone());
    }
    let entries = map.into_iter().map(|(tag, words)| (tag, one_or_many(words)));
    Some(Value::Object(entries.collect()))
}

fn one_or_many<T: Into<Value>>(mut values: Vec<T>) -> Value {
    if values.len() == 1
        && let Some(only) = values.pop()
    {
        return only.into();
    }
    Value::Array(values.into_iter().map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use oxrdf::{GraphName, Literal, NamedNode, Quad};

    use super::*;

    fn quad(subject: &str, predicate: &str, object: impl Into<oxrdf::Term>, graph: GraphName) -> Quad {
        let node = |iri: &str| NamedNode::new_unchecked(iri);
        Quad::new(node(subject), node(predicate), object, graph)
    }

    fn written(quads: &[Quad]) -> Value {
        let mut writer = Writer::new(own().unwrap(), Vec::new()).unwrap();
        for quad in quads {
            writer.quad(quad.as_ref()).unwrap();
        }
        serde_json::from_slice(&writer.finish().unwrap()).unwrap()
    }

    const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

    #[test]
    fn terms_of_the_context_are_used() {
        let label = Literal::new_language_tagged_literal_unchecked("Tunis", "en");
        let date = Literal::new_typed_literal("2005-11-18", oxrdf::vocab::xsd::DATE);
        let document = written(&[
            quad(
                "https://w3id.org/wsis/id/event/x",
                LABEL,
                label,
                GraphName::DefaultGraph,
            ),
            quad(
                "https://w3id.org/wsis/id/event/x",
                "https://w3id.org/wsis/ns#startsOn",
                date,
                GraphName::DefaultGraph,
            ),
        ]);
        let node = &document["@graph"][0];
        assert_eq!(node["id"], "https://w3id.org/wsis/id/event/x");
        assert_eq!(node["label"], json!({ "en": "Tunis" }));
        assert!(node.get("startsOn").is_some() || node.get("wsis:startsOn").is_some());
    }

    #[test]
    fn a_value_that_does_not_fit_its_term_is_spelled_out() {
        let plain = Literal::new_simple_literal("A/60/687");
        let document = written(&[quad("urn:a", LABEL, plain, GraphName::DefaultGraph)]);
        assert_eq!(
            document["@graph"][0]["rdfs:label"],
            json!({ "@value": "A/60/687" })
        );
    }

    #[test]
    fn named_graphs_and_the_default_graph_stand_side_by_side() {
        let graph = |iri: &str| GraphName::from(NamedNode::new_unchecked(iri));
        let value = || Literal::new_simple_literal("x");
        let document = written(&[
            quad("urn:a", LABEL, value(), graph("urn:g1")),
            quad("urn:b", LABEL, value(), graph("urn:g2")),
            quad("urn:c", LABEL, value(), graph("urn:g2")),
            quad("urn:d", LABEL, value(), GraphName::DefaultGraph),
        ]);
        let top = document["@graph"].as_array().unwrap();
        assert_eq!(top.len(), 3);
        assert_eq!(top[1]["@id"], "urn:g2");
        assert_eq!(top[1]["@graph"].as_array().unwrap().len(), 2);
        assert_eq!(top[2]["id"], "urn:d");
        assert_eq!(written(&[])["@graph"], json!([]));
    }
}
