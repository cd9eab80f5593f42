//! Refuses queries that multiply large unrelated parts.
//!
//! The evaluator looks at its cancellation token only when it reads quads. A
//! product of parts that share no variable is built in memory from what was
//! read before, so it runs on long after the time is up, and a handful of such
//! queries would occupy the server for good. They are nearly always a slip of
//! the pen (a misspelt variable). Parts that share a variable are joined by
//! looking quads up, where the token is seen.
//!
//! Every part gets an upper estimate of its matches: a triple pattern is
//! counted in the store, `VALUES` has its rows, `LIMIT` its bound. Unrelated
//! parts are allowed while the product of the estimates stays small.

use super::QueryError;
use super::finding::MOST_FOUND;
use super::parse::{children, expressions, nested_patterns, pattern};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxigraph::store::Store;
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern, Variable};
use std::collections::BTreeSet;

/// Checks every group of a query.
///
/// `limit` is the number of combinations that unrelated parts may have.
///
/// # Errors
/// [`QueryError::CartesianProduct`] naming two unrelated parts.
pub fn refuse_cartesian_product(store: &Store, query: &Query, limit: u64) -> Result<(), QueryError> {
    let check = |blind| {
        let check = Check { store, limit, blind };
        check.group(pattern(query), &[]).map(|_| ())
    };
    // Nearly every query has related parts only, so nothing needs to be counted.
    check(true).or_else(|_| check(false))
}

type Variables = BTreeSet<Variable>;

/// A part of a group that is evaluated as one.
#[derive(Clone)]
struct Part {
    variables: Variables,
    /// Upper estimate of its matches.
    size: u64,
    /// The part as SPARQL, for the message.
    text: String,
}

impl Part {
    /// What the surroundings bind already: one row at a time.
    fn bound(parts: &[Self]) -> Vec<Self> {
        parts
            .iter()
            .map(|part| Self {
                size: 1,
                ..part.clone()
            })
            .collect()
    }

    fn absorb(&mut self, other: Self) {
        self.variables.extend(other.variables);
        if other.size > self.size {
            self.size = other.size;
            self.text = other.text;
        }
    }
}

struct Check<'a> {
    store: &'a Store,
    limit: u64,
    /// Takes every triple pattern for large instead of counting.
    blind: bool,
}

impl Check<'_> {
    /// Checks one group and everything nested in it; gives the group as one part.
    fn group(&self, pattern: &GraphPattern, outer: &[Part]) -> Result<Part, QueryError> {
        let mut parts = outer.to_vec();
        self.flatten(pattern, &mut parts)?;
        let own = parts
            .iter()
            .skip(outer.len())
            .flat_map(|part| part.variables.clone())
            .collect();
        Ok(Part {
            variables: own,
            ..self.product(connect(parts))?
        })
    }

    /// Splits a group into its parts.
    fn flatten(&self, pattern: &GraphPattern, parts: &mut Vec<Part>) -> Result<(), QueryError> {
        match pattern {
            GraphPattern::Bgp { patterns } => parts.extend(patterns.iter().map(|t| self.triple(t))),
            GraphPattern::Path { subject, object, .. } => parts.push(self.path(pattern, subject, object)),
            GraphPattern::Values { variables, bindings } => parts.push(values(variables, bindings.len())),
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                self.flatten(inner, parts)?;
                parts.push(bind(variable, expression));
            }
            GraphPattern::Join { left, right } => {
                self.flatten(left, parts)?;
                self.flatten(right, parts)?;
            }
            GraphPattern::LeftJoin { left, right, .. } | GraphPattern::Lateral { left, right } => {
                self.flatten(left, parts)?;
                let optional = self.group(right, &Part::bound(parts))?;
                parts.push(optional);
            }
            GraphPattern::Minus { left, right } => {
                self.flatten(left, parts)?;
                self.group(right, &[])?;
            }
            GraphPattern::Graph { name, inner } => {
                parts.extend(graph_name(name));
                self.flatten(inner, parts)?;
            }
            GraphPattern::Filter { inner, .. } => self.flatten(inner, parts)?,
            GraphPattern::Union { left, right } => {
                let part = self.union(left, right, parts)?;
                parts.push(part);
            }
            _ => parts.push(self.subquery(pattern)?),
        }
        self.exists(pattern, parts)
    }

    fn union(&self, left: &GraphPattern, right: &GraphPattern, outer: &[Part]) -> Result<Part, QueryError> {
        let outer = Part::bound(outer);
        let (mut left, right) = (self.group(left, &outer)?, self.group(right, &outer)?);
        left.size = left.size.saturating_add(right.size);
        left.variables.extend(right.variables);
        Ok(left)
    }

    /// The modifiers of a subquery: what it shows and how much of it.
    fn subquery(&self, pattern: &GraphPattern) -> Result<Part, QueryError> {
        let mut part = Part {
            variables: Variables::new(),
            size: 1,
            text: String::new(),
        };
        for inner in children(pattern) {
            part = self.group(inner, &[])?;
        }
        match pattern {
            GraphPattern::Project { variables, .. } => {
                part.variables = variables.iter().cloned().collect();
            }
            GraphPattern::Group {
                variables,
                aggregates,
                ..
            } => {
                part.variables = variables.iter().cloned().collect();
                part.variables.extend(aggregates.iter().map(|(v, _)| v.clone()));
                if variables.is_empty() {
                    part.size = 1;
                }
            }
            GraphPattern::Slice {
                length: Some(length), ..
            } => part.size = part.size.min(*length as u64),
            GraphPattern::Service { .. } => part.size = MOST_FOUND as u64,
            _ => {}
        }
        Ok(part)
    }

    fn exists(&self, pattern: &GraphPattern, parts: &[Part]) -> Result<(), QueryError> {
        expressions(pattern)
            .into_iter()
            .flat_map(nested_patterns)
            .try_for_each(|nested| self.group(nested, &Part::bound(parts)).map(|_| ()))
    }

    fn triple(&self, triple: &TriplePattern) -> Part {
        let mut variables = Variables::new();
        variables.extend(term_variable(&triple.subject));
        variables.extend(term_variable(&triple.object));
        if let NamedNodePattern::Variable(variable) = &triple.predicate {
            variables.insert(variable.clone());
        }
        Part {
            size: self.count(&triple.subject, Some(&triple.predicate), &triple.object),
            variables,
            text: format!("{{ {triple} }}"),
        }
    }

    /// A path can go anywhere: estimated as the whole store unless an end is given.
    fn path(&self, pattern: &GraphPattern, subject: &TermPattern, object: &TermPattern) -> Part {
        let variables: Variables = term_variable(subject)
            .into_iter()
            .chain(term_variable(object))
            .collect();
        Part {
            size: if variables.len() < 2 {
                1_000.min(self.limit)
            } else {
                self.count(subject, None, object)
            },
            variables,
            text: format!("{{ {pattern} }}"),
        }
    }

    /// Matches of one pattern in the store, counted no further than needed.
    fn count(
        &self,
        subject: &TermPattern,
        predicate: Option<&NamedNodePattern>,
        object: &TermPattern,
    ) -> u64 {
        if self.blind {
            return self.limit.max(2);
        }
        let most = usize::try_from(self.limit).unwrap_or(usize::MAX);
        self.store
            .quads_for_pattern(
                subject_constant(subject),
                predicate.and_then(predicate_constant),
                term_constant(object),
                None,
            )
            .take(most)
            .count()
            .max(1) as u64
    }

    /// The unrelated parts of a group as one, unless they multiply too far.
    fn product(&self, parts: Vec<Part>) -> Result<Part, QueryError> {
        let mut parts = parts.into_iter();
        let Some(mut whole) = parts.next() else {
            return Ok(Part {
                variables: Variables::new(),
                size: 1,
                text: String::new(),
            });
        };
        for part in parts {
            let rows = whole.size.saturating_mul(part.size);
            if whole.size > 1 && part.size > 1 && rows > self.limit {
                return Err(QueryError::CartesianProduct {
                    left: whole.text,
                    right: part.text,
                    rows,
                    limit: self.limit,
                });
            }
            whole.absorb(part);
            whole.size = rows;
        }
        Ok(whole)
    }
}

/// Merges the parts that share a variable, directly or through others.
fn connect(parts: Vec<Part>) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::new();
    for part in parts {
        let (related, mut rest): (Vec<Part>, Vec<Part>) = merged
            .into_iter()
            .partition(|other| !other.variables.is_disjoint(&part.variables));
        let mut part = part;
        for other in related {
            part.absorb(other);
        }
        rest.push(part);
        merged = rest;
    }
    merged
}

fn values(variables: &[Variable], rows: usize) -> Part {
    Part {
        variables: variables.iter().cloned().collect(),
        size: rows as u64,
        text: "VALUES".to_owned(),
    }
}

/// `BIND` relates what it reads and what it sets.
fn bind(variable: &Variable, expression: &Expression) -> Part {
    let mut variables = Variables::from([variable.clone()]);
    expression_variables(expression, &mut variables);
    Part {
        variables,
        size: 1,
        text: "BIND".to_owned(),
    }
}

/// A graph variable relates nothing by itself: there are only a few graphs.
fn graph_name(name: &NamedNodePattern) -> Option<Part> {
    match name {
        NamedNodePattern::Variable(variable) => Some(Part {
            variables: Variables::from([variable.clone()]),
            size: 1,
            text: format!("GRAPH {variable}"),
        }),
        NamedNodePattern::NamedNode(_) => None,
    }
}

/// Finds `?name` in the printed expression: shorter than a walk over every
/// operator, and a name inside a string can only relate too much.
fn expression_variables(expression: &Expression, into: &mut Variables) {
    let printed = expression.to_string();
    for rest in printed.split('?').skip(1) {
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        into.extend(Variable::new(name).ok());
    }
}

/// Blank nodes of a query are variables without a name.
fn term_variable(term: &TermPattern) -> Option<Variable> {
    match term {
        TermPattern::Variable(variable) => Some(variable.clone()),
        TermPattern::BlankNode(node) => Variable::new(format!("_{}", node.as_str())).ok(),
        _ => None,
    }
}

fn term_constant(term: &TermPattern) -> Option<TermRef<'_>> {
    match term {
        TermPattern::NamedNode(node) => Some(node.as_ref().into()),
        TermPattern::Literal(literal) => Some(literal.as_ref().into()),
        _ => None,
    }
}

fn subject_constant(term: &TermPattern) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermPattern::NamedNode(node) => Some(node.as_ref().into()),
        _ => None,
    }
}

fn predicate_constant(predicate: &NamedNodePattern) -> Option<NamedNodeRef<'_>> {
    match predicate {
        NamedNodePattern::NamedNode(node) => Some(node.as_ref()),
        NamedNodePattern::Variable(_) => None,
    }
}
