//! Evaluates a query and holds the whole answer, within bounds.

use super::finding::{Finder, searches};
use super::parse::pattern;
use super::stop::{go_on, stoppable, watch};
use super::watchdog::Watchdog;
use super::{Answer, Bound, Limits, QueryError};
use crate::find::Search;
use crate::graph::vocabulary::wsis;
use oxigraph::model::{NamedNode, Term, Triple};
use oxigraph::sparql::{
    CancellationToken, QueryDatasetSpecification, QueryResults, QuerySolutionIter, QueryTripleIter,
    SparqlEvaluator,
};
use oxigraph::store::Store;
use spargebra::Query;
use std::sync::Arc;
use std::time::Instant;

/// Fixed cost of a term in memory, added to the length of its text.
const TERM_OVERHEAD: usize = 16;

/// The graphs a request names (SPARQL 1.1 Protocol, 2.1.4); they stand before
/// those of `FROM`. When neither names any, the default graph is the union of
/// all graphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    default: Vec<NamedNode>,
    named: Vec<NamedNode>,
}

impl Dataset {
    /// Reads the values of `default-graph-uri` and `named-graph-uri`.
    ///
    /// # Errors
    /// [`QueryError::GraphName`] for a value that is not an absolute IRI.
    pub fn new(default: &[String], named: &[String]) -> Result<Self, QueryError> {
        Ok(Self {
            default: graph_names("default-graph-uri", default)?,
            named: graph_names("named-graph-uri", named)?,
        })
    }

    fn apply(&self, specification: &mut QueryDatasetSpecification) {
        if !self.default.is_empty() || !self.named.is_empty() {
            specification.set_default_graph(self.default.iter().cloned().map(Into::into).collect());
            specification.set_available_named_graphs(self.named.iter().cloned().map(Into::into).collect());
        } else if specification.is_default_dataset() {
            specification.set_default_graph_as_union();
        }
    }
}

fn graph_names(parameter: &'static str, iris: &[String]) -> Result<Vec<NamedNode>, QueryError> {
    iris.iter()
        .map(|iri| {
            NamedNode::new(iri.as_str()).map_err(|_| QueryError::GraphName {
                parameter,
                iri: iri.clone(),
            })
        })
        .collect()
}

/// Evaluates a query. The answer is whole or an error.
///
/// A watchdog cancels `token` when the time is up. The evaluator looks at it whenever it reads a
/// quad, and where the module `stop` puts a filter; but not while it builds up products, see
/// [`refuse_cartesian_product`](super::refuse_cartesian_product).
///
/// # Errors
/// [`QueryError::Limit`], [`QueryError::Cancelled`] or [`QueryError::Evaluation`].
pub fn evaluate(
    store: &Store,
    query: Query,
    dataset: &Dataset,
    limits: &Limits,
    token: CancellationToken,
) -> Result<Answer, QueryError> {
    let search = || Arc::new(Search::new(store));
    evaluate_finding(store, query, dataset, limits, token, search)
}

/// The same for callers that keep a search index at hand; it is asked for where the query searches.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_finding(
    store: &Store,
    mut query: Query,
    dataset: &Dataset,
    limits: &Limits,
    token: CancellationToken,
    search: impl FnOnce() -> Arc<Search>,
) -> Result<Answer, QueryError> {
    watch(&mut query);
    let mut budget = Budget::new(limits, token.clone());
    let _watchdog = Watchdog::start(limits.time, token.clone());
    let finder = if searches(pattern(&query))? {
        Some(Finder::new(search()))
    } else {
        None
    };
    let outcome = stoppable(|| run(store, query, dataset, &mut budget, token, finder));
    match outcome {
        Err(QueryError::Cancelled) => Err(budget.in_time().err().unwrap_or(QueryError::Cancelled)),
        outcome => outcome,
    }
}

fn run(
    store: &Store,
    query: Query,
    dataset: &Dataset,
    budget: &mut Budget,
    token: CancellationToken,
    finder: Option<Finder>,
) -> Result<Answer, QueryError> {
    let (name, function) = go_on(token.clone());
    let mut evaluator = SparqlEvaluator::new()
        .with_cancellation_token(token)
        .with_custom_function(name, function);
    if let Some(finder) = finder {
        evaluator = evaluator.with_service_handler(wsis::SEARCH, finder);
    }
    let mut prepared = evaluator.for_query(query);
    dataset.apply(prepared.dataset_mut());
    match prepared.on_store(store).execute()? {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => collect_rows(solutions, budget),
        QueryResults::Graph(triples) => collect_triples(triples, budget),
    }
}

fn collect_rows(solutions: QuerySolutionIter<'_>, budget: &mut Budget) -> Result<Answer, QueryError> {
    let variables = solutions.variables().to_vec();
    let mut rows = Vec::new();
    for solution in solutions {
        let row = solution?.values().to_vec();
        budget.spend(row.iter().flatten().map(term_size).sum())?;
        rows.push(row);
    }
    Ok(Answer::Rows { variables, rows })
}

fn collect_triples(triples: QueryTripleIter<'_>, budget: &mut Budget) -> Result<Answer, QueryError> {
    let mut graph = Vec::new();
    for triple in triples {
        let triple = triple?;
        budget.spend(triple_size(&triple))?;
        graph.push(triple);
    }
    Ok(Answer::Graph(graph))
}

fn triple_size(triple: &Triple) -> usize {
    term_size(&triple.subject.clone().into())
        + triple.predicate.as_str().len()
        + TERM_OVERHEAD
        + term_size(&triple.object)
}

fn term_size(term: &Term) -> usize {
    TERM_OVERHEAD
        + match term {
            Term::NamedNode(node) => node.as_str().len(),
            Term::BlankNode(node) => node.as_str().len(),
            Term::Literal(literal) => literal.value().len(),
            Term::Triple(triple) => triple_size(triple),
        }
}

/// What is left of the limits while an answer grows.
struct Budget {
    limits: Limits,
    token: CancellationToken,
    start: Instant,
    rows: usize,
    bytes: usize,
}

impl Budget {
    fn new(limits: &Limits, token: CancellationToken) -> Self {
        Self {
            limits: *limits,
            token,
            start: Instant::now(),
            rows: 0,
            bytes: 0,
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), QueryError> {
        self.rows += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        let crossed = if self.rows > self.limits.rows {
            Bound::Rows(self.limits.rows)
        } else if self.bytes > self.limits.bytes {
            Bound::Bytes(self.limits.bytes)
        } else {
            return self.in_time();
        };
        Err(QueryError::Limit(crossed))
    }

    fn in_time(&self) -> Result<(), QueryError> {
        if self.start.elapsed() >= self.limits.time {
            return Err(QueryError::Limit(Bound::Time(self.limits.time)));
        }
        // Rows that are made without reading quads pass here only.
        if self.token.is_cancelled() {
            return Err(QueryError::Cancelled);
        }
        Ok(())
    }
}
