//! The triples that the `shacl` crate validates, held so that its lookups are cheap.
//!
//! The crate's own in-memory graph keeps several sorted indexes and copies whole
//! triples for every lookup. A validation nearly always asks for the values of one predicate of
//! one node, so a table from node to its statements is enough; the few predicates that shapes
//! follow backwards get an index of their own. Statements no shape can ask for are not kept.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple, vocab};
use prefixmap::{PrefixMap, PrefixMapError};
use rudof_iri::IriS;
use rudof_rdf::rdf_core::query::{QueryRDF, QueryResultFormat, QuerySolutions};
use rudof_rdf::rdf_core::{Matcher, NeighsRDF, RDFError, Rdf};

/// A place in [`Graph::names`].
type Id = usize;

/// The object of a statement: nodes are stored once and shared.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Value {
    Node(Id),
    Other(Box<Term>),
}

/// Which statements a graph keeps and how it indexes them; made from the shapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The predicates shapes mention; `None` where a closed shape asks for all.
    pub predicates: Option<HashSet<NamedNode>>,
    /// The predicates shapes follow backwards.
    pub inverse: HashSet<NamedNode>,
}

/// A growing set of triples to be validated, see [`Shapes::graph`](super::Shapes::graph).
///
/// A triple that stands in several named graphs may be added several times.
pub struct Graph {
    scope: Scope,
    /// IRIs, and blank nodes with their `_:`.
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, Id>,
    /// The statements of the node with the same place in `names`.
    statements: Vec<Vec<(Id, Value)>>,
    backwards: HashMap<Id, HashMap<Value, Vec<Id>>>,
}

impl Graph {
    pub(super) fn new(scope: &Scope) -> Self {
        let mut graph = Self {
            scope: scope.clone(),
            names: Vec::new(),
            ids: HashMap::new(),
            statements: Vec::new(),
            backwards: HashMap::new(),
        };
        let always = [vocab::rdf::TYPE, vocab::rdfs::SUB_CLASS_OF];
        for predicate in scope.inverse.iter().map(NamedNode::as_ref).chain(always) {
            let id = graph.intern(predicate.as_str());
            graph.backwards.insert(id, HashMap::new());
        }
        graph
    }

    fn insert(&mut self, triple: Triple) {
        if !self.scope.keeps(&triple.predicate) {
            return;
        }
        let predicate = self.intern(triple.predicate.as_str());
        let subject = self.intern(&subject_key(&triple.subject));
        let object = self.value(triple.object);
        if self.backwards.contains_key(&predicate) {
            self.remember_backwards(subject, predicate, &object);
        }
        if let Some(statements) = self.statements.get_mut(subject) {
            statements.push((predicate, object));
        }
    }

    fn remember_backwards(&mut self, subject: Id, predicate: Id, object: &Value) {
        let key = match object {
            Value::Node(id) => Value::Node(*id),
            Value::Other(term) => Value::Other(term.clone()),
        };
        let index = self.backwards.entry(predicate).or_default();
        index.entry(key).or_default().push(subject);
    }

    fn intern(&mut self, name: &str) -> Id {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let (id, name) = (self.names.len(), Arc::<str>::from(name));
        self.names.push(Arc::clone(&name));
        self.statements.push(Vec::new());
        self.ids.insert(name, id);
        id
    }

    fn value(&mut self, term: Term) -> Value {
        match term {
            Term::NamedNode(node) => Value::Node(self.intern(node.as_str())),
            Term::BlankNode(node) => Value::Node(self.intern(&format!("_:{}", node.as_str()))),
            literal_or_triple => Value::Other(Box::new(literal_or_triple)),
        }
    }

    fn id(&self, subject: &NamedOrBlankNode) -> Option<Id> {
        self.ids.get(subject_key(subject).as_ref()).copied()
    }

    fn node(&self, id: Id) -> Option<NamedOrBlankNode> {
        let name = self.names.get(id)?;
        Some(match name.strip_prefix("_:") {
            Some(label) => BlankNode::new_unchecked(label).into(),
            None => NamedNode::new_unchecked(name.as_ref()).into(),
        })
    }

    fn term(&self, value: &Value) -> Option<Term> {
        match value {
            Value::Node(id) => self.node(*id).map(Term::from),
            Value::Other(term) => Some(term.as_ref().clone()),
        }
    }

    fn of(&self, subject: Id) -> impl Iterator<Item = &(Id, Value)> {
        self.statements.get(subject).into_iter().flatten()
    }

    fn triples_of(&self, subject: Id) -> impl Iterator<Item = Triple> + '_ {
        self.of(subject).filter_map(move |(predicate, value)| {
            let predicate = NamedNode::new_unchecked(self.names.get(*predicate)?.as_ref());
            Some(Triple::new(self.node(subject)?, predicate, self.term(value)?))
        })
    }

    /// The triples with this predicate and object, or `None` where there is no index for them.
    fn backwards(&self, predicate: &NamedNode, object: &Term) -> Option<Vec<Triple>> {
        let index = self.backwards.get(self.ids.get(predicate.as_str())?)?;
        let subjects = self.known(object).and_then(|value| index.get(&value));
        let subjects = subjects.into_iter().flatten().filter_map(|id| self.node(*id));
        let triple = |subject| Triple::new(subject, predicate.clone(), object.clone());
        Some(subjects.map(triple).collect())
    }

    fn known(&self, term: &Term) -> Option<Value> {
        let node = |subject: NamedOrBlankNode| self.id(&subject).map(Value::Node);
        match term {
            Term::NamedNode(iri) => node(iri.clone().into()),
            Term::BlankNode(blank) => node(blank.clone().into()),
            other => Some(Value::Other(Box::new(other.clone()))),
        }
    }
}

impl Scope {
    fn keeps(&self, predicate: &NamedNode) -> bool {
        let mentioned = |known: &HashSet<NamedNode>| known.contains(predicate);
        let class = [vocab::rdf::TYPE, vocab::rdfs::SUB_CLASS_OF].contains(&predicate.as_ref());
        class || self.predicates.as_ref().is_none_or(mentioned)
    }
}

fn subject_key(subject: &NamedOrBlankNode) -> std::borrow::Cow<'_, str> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().into(),
        NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()).into(),
    }
}

impl Extend<Triple> for Graph {
    fn extend<I: IntoIterator<Item = Triple>>(&mut self, triples: I) {
        triples.into_iter().for_each(|triple| self.insert(triple));
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Graph({} nodes)", self.names.len())
    }
}

impl Rdf for Graph {
    type Subject = NamedOrBlankNode;
    type IRI = NamedNode;
    type Term = Term;
    type BNode = BlankNode;
    type Literal = Literal;
    type Triple = Triple;
    type Err = String;

    fn qualify_iri(&self, node: &NamedNode) -> String {
        node.to_string()
    }

    fn qualify_subject(&self, subject: &NamedOrBlankNode) -> String {
        subject.to_string()
    }

    fn qualify_term(&self, term: &Term) -> String {
        term.to_string()
    }

    fn prefixmap(&self) -> Option<PrefixMap> {
        None
    }

    fn resolve_prefix_local(&self, prefix: &str, local: &str) -> Result<IriS, PrefixMapError> {
        PrefixMap::new().resolve_prefix_local(prefix, local)
    }
}

impl NeighsRDF for Graph {
    fn triples(&self) -> Result<impl Iterator<Item = Triple>, String> {
        Ok((0..self.statements.len()).flat_map(|subject| self.triples_of(subject)))
    }

    fn triples_matching<S, P, O>(
        &self,
        subject: &S,
        predicate: &P,
        object: &O,
    ) -> Result<impl Iterator<Item = Triple> + '_, String>
    where
        S: Matcher<NamedOrBlankNode>,
        P: Matcher<NamedNode>,
        O: Matcher<Term>,
    {
        let (s, p, o) = (
            subject.value(),
            predicate.value().cloned(),
            object.value().cloned(),
        );
        let indexed = p.as_ref().zip(o.as_ref()).and_then(|(p, o)| self.backwards(p, o));
        let found: Box<dyn Iterator<Item = Triple>> = match (s, indexed) {
            (Some(s), _) => Box::new(self.id(s).into_iter().flat_map(|id| self.triples_of(id))),
            (None, Some(triples)) => Box::new(triples.into_iter()),
            (None, None) => Box::new(self.triples()?),
        };
        Ok(found.filter(move |t| {
            p.as_ref().is_none_or(|p| *p == t.predicate) && o.as_ref().is_none_or(|o| *o == t.object)
        }))
    }

    /// The lookup nearly all of a validation consists of: no triple is built for it.
    fn objects_for(&self, subject: &Term, predicate: &NamedNode) -> Result<HashSet<Term>, RDFError> {
        let subject = self.id(&Self::term_as_subject(subject)?);
        let predicate = self.ids.get(predicate.as_str());
        let (Some(subject), Some(predicate)) = (subject, predicate) else {
            return Ok(HashSet::new());
        };
        let values = self.of(subject).filter(|(p, _)| p == predicate);
        Ok(values.filter_map(|(_, value)| self.term(value)).collect())
    }
}

/// Required by the crate; shapes with `sh:sparql` are turned away before it could be used.
impl QueryRDF for Graph {
    fn query_select(&self, _: &str) -> Result<QuerySolutions<Self>, String> {
        Err(NO_SPARQL.to_owned())
    }

    fn query_construct(&self, _: &str, _: &QueryResultFormat) -> Result<String, String> {
        Err(NO_SPARQL.to_owned())
    }

    fn query_ask(&self, _: &str) -> Result<bool, String> {
        Err(NO_SPARQL.to_owned())
    }
}

const NO_SPARQL: &str = "this graph answers no SPARQL";
