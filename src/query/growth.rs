//! Refuses queries that can build a text of unbounded size.
//!
//! `BIND(CONCAT(?a, ?a) AS ?b)` thirty times over makes a text of a thousand million letters out of
//! one, without a single quad being read, so no clock stops it and memory ends first. The largest
//! text that each expression can give is estimated from above before anything is evaluated.

use super::QueryError;
use super::parse::{children, expressions, nested_patterns, pattern};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern};
use spargebra::term::{GroundTerm, Variable};
use std::collections::HashMap;

/// Longest text that an expression may be able to give, in bytes.
const MAX_TEXT: u64 = 4 << 20;
/// Texts up to this size may stand in any number of rows; larger ones count.
const SMALL: u64 = 64 << 10;
/// Most bytes of large texts in the rows that `VALUES` alone can make.
const MAX_IN_ROWS: u64 = 256 << 20;
/// How long a text of the data is taken to be.
const FROM_DATA: u64 = 16 << 10;
/// How long an IRI, a number or a truth value is taken to be.
const SHORT: u64 = 64;
/// Longest separator of `GROUP_CONCAT` in bytes.
const MAX_SEPARATOR: usize = 1024;

/// Estimates every expression of a query.
///
/// # Errors
/// [`QueryError::Growth`] when one may give a text of more than 4 MiB.
pub fn refuse_growth(query: &Query) -> Result<(), QueryError> {
    let mut sizes = Sizes {
        rows: 1,
        ..Sizes::default()
    };
    sizes.walk(pattern(query));
    let in_rows = if sizes.largest > SMALL {
        sizes.largest.saturating_mul(sizes.rows)
    } else {
        0
    };
    if sizes.largest > MAX_TEXT || in_rows > MAX_IN_ROWS {
        return Err(QueryError::Growth { limit: MAX_TEXT });
    }
    Ok(())
}

#[derive(Default)]
struct Sizes {
    variables: HashMap<Variable, u64>,
    largest: u64,
    /// Rows that the `VALUES` of the query make together.
    rows: u64,
}

impl Sizes {
    /// Looks at the inner patterns first, since they bind what the outer ones use.
    fn walk(&mut self, pattern: &GraphPattern) {
        for child in children(pattern) {
            self.walk(child);
        }
        for expression in expressions(pattern) {
            for nested in nested_patterns(expression) {
                self.walk(nested);
            }
            let size = self.size(expression);
            self.largest = self.largest.max(size);
        }
        match pattern {
            GraphPattern::Extend {
                variable, expression, ..
            } => {
                let size = self.size(expression);
                self.bind(variable, size);
            }
            GraphPattern::Group { aggregates, .. } => {
                for (variable, aggregate) in aggregates {
                    let size = self.aggregate(aggregate);
                    self.largest = self.largest.max(size);
                    self.bind(variable, size);
                }
            }
            GraphPattern::Values { variables, bindings } => self.values(variables, bindings),
            _ => {}
        }
    }

    fn values(&mut self, variables: &[Variable], bindings: &[Vec<Option<GroundTerm>>]) {
        self.rows = self.rows.saturating_mul(bindings.len().max(1) as u64);
        for row in bindings {
            for (variable, term) in variables.iter().zip(row) {
                if let Some(GroundTerm::Literal(literal)) = term {
                    self.bind(variable, literal.value().len() as u64);
                }
            }
        }
    }

    fn bind(&mut self, variable: &Variable, size: u64) {
        let known = self.variables.entry(variable.clone()).or_default();
        *known = size.max(*known);
    }

    fn aggregate(&self, aggregate: &AggregateExpression) -> u64 {
        match aggregate {
            AggregateExpression::CountSolutions { .. } => SHORT,
            AggregateExpression::FunctionCall { name, expr, .. } => match name {
                AggregateFunction::GroupConcat { separator } => {
                    let long = separator.as_ref().is_some_and(|s| s.len() > MAX_SEPARATOR);
                    // How many rows there are is for the bound of memory to see.
                    if long { u64::MAX } else { self.size(expr) }
                }
                _ => self.size(expr),
            },
        }
    }

    fn size(&self, expression: &Expression) -> u64 {
        match expression {
            Expression::Literal(literal) => literal.value().len() as u64,
            Expression::NamedNode(node) => node.as_str().len() as u64,
            Expression::Variable(variable) => self.variables.get(variable).copied().unwrap_or(FROM_DATA),
            Expression::If(_, yes, no) => self.size(yes).max(self.size(no)),
            Expression::Coalesce(list) => self.most(list),
            Expression::FunctionCall(function, list) => self.call(function, list),
            _ => SHORT,
        }
    }

    fn call(&self, function: &Function, list: &[Expression]) -> u64 {
        let sum = || list.iter().fold(0_u64, |sum, e| sum.saturating_add(self.size(e)));
        match function {
            Function::Concat => sum(),
            Function::EncodeForUri => sum().saturating_mul(3),
            Function::Replace => {
                let (text, by) = (list.first(), list.get(2));
                let size = |e: Option<&Expression>| e.map_or(0, |e| self.size(e));
                size(text).saturating_mul(size(by).max(1))
            }
            _ => self.most(list).max(SHORT),
        }
    }

    fn most(&self, list: &[Expression]) -> u64 {
        list.iter().map(|e| self.size(e)).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pattern: &str) -> bool {
        let query = super::super::parse(&format!("SELECT * {{ {pattern} }}")).unwrap();
        refuse_growth(&query).is_err()
    }

    /// Catches: texts that double until memory ends.
    #[test]
    fn doubling_is_refused() {
        let double = |n: usize| -> String {
            (0..n)
                .map(|i| format!("BIND(CONCAT(?v{i}, ?v{i}) AS ?v{}) ", i + 1))
                .collect()
        };
        assert!(refused(&format!("BIND(\"0123456789\" AS ?v0) {}", double(30))));
        assert!(!refused(&format!("BIND(\"0123456789\" AS ?v0) {}", double(10))));
        assert!(refused(&format!("?s ?p ?v0 {}", double(12))));
        assert!(refused("?s ?p ?t BIND(REPLACE(?t, \".\", ?t) AS ?u)"));
        assert!(refused(
            "?s ?p ?t BIND(ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(ENCODE_FOR_URI(?t)))))) AS ?u)"
        ));
    }

    /// Catches: ordinary work on texts refused.
    #[test]
    fn ordinary_texts_are_not() {
        assert!(!refused(
            "?s rdfs:label ?l BIND(CONCAT(STR(?s), \" \", ?l, \" \", LANG(?l)) AS ?t)"
        ));
        assert!(!refused(
            "?s rdfs:label ?l BIND(REPLACE(?l, \"[^a-z]+\", \"-\", \"i\") AS ?t)"
        ));
        assert!(!refused(
            "?s rdfs:label ?l FILTER(CONTAINS(LCASE(?l), \"forum\"))"
        ));
    }
}
