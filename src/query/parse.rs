//! From text to a query that may be run here.

use super::hint::explain;
use super::{QueryError, QueryKind, prefixes};
use crate::graph::iri::BASE;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::{Query, SparqlParser};

/// Reads a SPARQL 1.1 query, with the prefixes of [`prefixes`] declared.
///
/// # Errors
/// [`QueryError::Syntax`] with the position and a hint, [`QueryError::Update`]
/// for an update, [`QueryError::Service`] for a federated query, [`QueryError::Search`] for a wrong block of `SERVICE wsis:search`, [`QueryError::Unwieldy`]
/// for one too deep or too long to be parsed.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    super::unwieldy::refuse_unwieldy(text)?;
    let query = match parser().parse_query(text) {
        Ok(query) => query,
        Err(_) if is_update(text) => return Err(QueryError::Update),
        Err(error) => return Err(explain(text, &error)),
    };
    super::finding::searches(pattern(&query))?;
    Ok(query)
}

/// What a query asks for.
#[must_use]
pub const fn kind(query: &Query) -> QueryKind {
    match query {
        Query::Select { .. } => QueryKind::Select,
        Query::Ask { .. } => QueryKind::Ask,
        Query::Construct { .. } => QueryKind::Construct,
        Query::Describe { .. } => QueryKind::Describe,
    }
}

/// The pattern that a query matches.
pub(super) const fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Ask { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. } => pattern,
    }
}

/// Relative IRIs are addresses of this data set, wherever it is served.
fn parser() -> SparqlParser {
    let plain = SparqlParser::new();
    let based = plain.clone().with_base_iri(BASE).unwrap_or(plain);
    prefixes().fold(based, |parser, (prefix, namespace)| {
        parser.clone().with_prefix(prefix, namespace).unwrap_or(parser)
    })
}

/// An empty text is a valid update of no operations, but nobody means that.
fn is_update(text: &str) -> bool {
    parser()
        .parse_update(text)
        .is_ok_and(|update| !update.operations.is_empty())
}

/// The patterns directly below a pattern.
pub(super) fn children(pattern: &GraphPattern) -> Vec<&GraphPattern> {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => Vec::new(),
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => vec![left, right],
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. }
        | GraphPattern::Service { inner, .. } => vec![inner],
    }
}

/// The expressions that belong to a pattern itself.
pub(super) fn expressions(pattern: &GraphPattern) -> Vec<&Expression> {
    match pattern {
        GraphPattern::Filter { expr, .. } => vec![expr],
        GraphPattern::Extend { expression, .. } => vec![expression],
        GraphPattern::LeftJoin { expression, .. } => expression.iter().collect(),
        GraphPattern::OrderBy { expression, .. } => expression
            .iter()
            .map(|order| match order {
                OrderExpression::Asc(e) | OrderExpression::Desc(e) => e,
            })
            .collect(),
        GraphPattern::Group { aggregates, .. } => aggregates
            .iter()
            .filter_map(|(_, aggregate)| match aggregate {
                AggregateExpression::FunctionCall { expr, .. } => Some(expr),
                AggregateExpression::CountSolutions { .. } => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The patterns of `EXISTS` anywhere in an expression.
pub(super) fn nested_patterns(expression: &Expression) -> Vec<&GraphPattern> {
    use Expression as E;
    let parts: Vec<&Expression> = match expression {
        E::Exists(pattern) => return vec![pattern],
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => Vec::new(),
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => vec![a, b],
        E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => vec![a],
        E::If(a, b, c) => vec![a, b, c],
        E::In(a, list) => std::iter::once(&**a).chain(list).collect(),
        E::Coalesce(list) | E::FunctionCall(_, list) => list.iter().collect(),
    };
    parts.into_iter().flat_map(nested_patterns).collect()
}
