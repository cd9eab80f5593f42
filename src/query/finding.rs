//! `SERVICE wsis:search`: the full-text search inside SPARQL.
//!
//! ```sparql
//! SERVICE wsis:search { ?thing wsis:searchWords "enhanced cooperation" ; wsis:score ?score }
//! ```
//!
//! The words (and the kind, the language, the number of results) are constants: the evaluator hands the block
//! over as it is written, without the values that variables have outside. It is looked at before evaluating,
//! so that a mistake is told as one of the query. Any other `SERVICE` is refused.

use super::QueryError;
use super::parse::{children, expressions, nested_patterns};
use crate::corpus::Language;
use crate::find::{Query, Search};
use crate::graph::vocabulary::wsis;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::{QuerySolutionIter, ServiceHandler, Variable};
use oxiri::Iri;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use std::sync::{Arc, Mutex, PoisonError};

/// Most things that one call gives.
pub const MOST_FOUND: usize = 1_000;
/// How the block is written.
const FORM: &str = "SERVICE wsis:search { ?thing wsis:searchWords \"…\" ; wsis:score ?score ; wsis:searchLanguage \"fr\" ; wsis:searchKind \"paragraph\" ; wsis:searchLimit 50 }, all but the words optional and constant";

/// One call: what is searched for, and the variables that get the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    query: Query,
    thing: Variable,
    score: Option<Variable>,
}

/// Whether a query searches; refuses other services, and blocks that cannot be read.
pub(super) fn searches(pattern: &GraphPattern) -> Result<bool, QueryError> {
    if let GraphPattern::Service { name, inner, .. } = pattern {
        if !matches!(name, NamedNodePattern::NamedNode(name) if name.as_ref() == wsis::SEARCH) {
            return Err(QueryError::Service);
        }
        return Call::read(inner).map(|_| true);
    }
    let nested = expressions(pattern).into_iter().flat_map(nested_patterns);
    let mut found = false;
    for inner in children(pattern).into_iter().chain(nested) {
        found |= searches(inner)?;
    }
    Ok(found)
}

fn fault(what: impl Into<String>) -> QueryError {
    QueryError::Search {
        what: what.into().trim_end_matches('.').to_owned(),
        form: FORM,
    }
}

impl Call {
    fn read(inner: &GraphPattern) -> Result<Self, QueryError> {
        let mut triples = Vec::new();
        gather(inner, &mut triples)?;
        let mut call = Self {
            query: Query {
                limit: MOST_FOUND,
                ..Query::new("")
            },
            thing: variable(triples.first().map(|triple| &triple.subject))?,
            score: None,
        };
        for triple in triples {
            if variable(Some(&triple.subject))? != call.thing {
                return Err(fault("all statements are about one variable"));
            }
            call.take(triple)?;
        }
        if call.query.q.trim().is_empty() {
            return Err(fault("the words are missing"));
        }
        let limit = call.query.limit;
        call.query.limit = 1;
        call.query.check().map_err(|error| fault(error.to_string()))?;
        call.query.limit = limit;
        Ok(call)
    }

    fn take(&mut self, triple: &TriplePattern) -> Result<(), QueryError> {
        let NamedNodePattern::NamedNode(property) = &triple.predicate else {
            return Err(fault("a property is a variable"));
        };
        let property = property.as_ref();
        if property == wsis::SCORE {
            let score = variable(Some(&triple.object))?;
            if self.score.is_some() || score == self.thing {
                return Err(fault("the score needs one variable of its own"));
            }
            self.score = Some(score);
            return Ok(());
        }
        let TermPattern::Literal(value) = &triple.object else {
            return Err(fault(format!("{property} needs a constant text or number")));
        };
        let value = value.value();
        if property == wsis::SEARCH_WORDS {
            if !self.query.q.is_empty() {
                self.query.q.push(' ');
            }
            self.query.q.push_str(value);
        } else if property == wsis::SEARCH_KIND {
            self.query.kinds.push(value.to_owned());
        } else if property == wsis::SEARCH_LANGUAGE {
            let known = Language::from_code(value);
            let language = known.ok_or_else(|| fault(format!("\"{value}\" is none of the six languages")))?;
            self.query.language = Some(language);
        } else if property == wsis::SEARCH_LIMIT {
            let limit = value
                .parse()
                .ok()
                .filter(|limit| (1..=MOST_FOUND).contains(limit));
            self.query.limit =
                limit.ok_or_else(|| fault(format!("the limit is a number from 1 to {MOST_FOUND}")))?;
        } else {
            return Err(fault(format!("{property} is no property of a search")));
        }
        Ok(())
    }

    fn variables(&self) -> Arc<[Variable]> {
        std::iter::once(self.thing.clone())
            .chain(self.score.clone())
            .collect()
    }
}

/// The statements of a block; the optimiser may have parted them.
fn gather<'a>(pattern: &'a GraphPattern, triples: &mut Vec<&'a TriplePattern>) -> Result<(), QueryError> {
    match pattern {
        GraphPattern::Bgp { patterns } => triples.extend(patterns),
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            gather(left, triples)?;
            gather(right, triples)?;
        }
        _ => return Err(fault("the block holds more than statements")),
    }
    Ok(())
}

fn variable(term: Option<&TermPattern>) -> Result<Variable, QueryError> {
    match term {
        Some(TermPattern::Variable(variable)) => Ok(variable.clone()),
        None => Err(fault("the block is empty")),
        Some(other) => Err(fault(format!("{other} stands where a variable is needed"))),
    }
}

/// What a call found: addresses and scores.
type Answers = Arc<Vec<(String, f32)>>;

/// Answers the calls of one query.
pub(super) struct Finder {
    search: Arc<Search>,
    /// The evaluator asks again for every row it joins; the answer stays the same.
    found: Mutex<Vec<(Query, Answers)>>,
}

impl Finder {
    /// Over the things of a release.
    pub(super) fn new(search: Arc<Search>) -> Self {
        Self {
            search,
            found: Mutex::default(),
        }
    }

    fn answers(&self, query: &Query) -> Result<Answers, QueryError> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = found.iter().find(|(known, _)| known == query) {
            return Ok(Arc::clone(known));
        }
        let answers = self.search.addresses(query, MOST_FOUND);
        let answers = Arc::new(answers.map_err(|error| fault(error.to_string()))?);
        found.push((query.clone(), Arc::clone(&answers)));
        Ok(answers)
    }
}

impl ServiceHandler for Finder {
    type Error = QueryError;

    fn handle(
        &self,
        pattern: &GraphPattern,
        _: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryError> {
        let call = Call::read(pattern)?;
        let answers = self.answers(&call.query)?;
        let variables = call.variables();
        let scored = call.score.is_some();
        let columns = Arc::clone(&variables);
        let rows = (0..answers.len()).filter_map(move |at| {
            let (iri, score) = answers.get(at)?;
            let mut row: Vec<Option<Term>> = vec![Some(NamedNode::new(iri.as_str()).ok()?.into())];
            if scored {
                let score = Literal::new_typed_literal(format!("{score:.3}"), xsd::DECIMAL);
                row.push(Some(score.into()));
            }
            Some(Ok((Arc::clone(&columns), row).into()))
        });
        Ok(QuerySolutionIter::new(variables, rows))
    }
}
