//! Refuses joins of more patterns than the optimiser can put in order.
//!
//! It compares every part of a join with every other again and again: a hundred take half a second, two
//! hundred six seconds, four hundred minutes, and it never looks at the token of a query that is to end. A
//! long chain of `OPTIONAL`s is followed by recursion for every row.

use super::QueryError;
use super::parse::{children, expressions, nested_patterns, pattern};
use spargebra::Query;
use spargebra::algebra::GraphPattern;

/// Most patterns joined with each other. Hand-written queries stay below thirty.
const MAX_JOINED: usize = 100;
/// Most `OPTIONAL`s of a query.
const MAX_OPTIONAL: usize = 200;

/// Counts the patterns of every join, and the `OPTIONAL`s.
///
/// # Errors
/// [`QueryError::Unwieldy`] for too many of either.
pub fn refuse_long_joins(query: &Query) -> Result<(), QueryError> {
    let mut optional = 0;
    walk(pattern(query), &mut optional)
}

fn walk(pattern: &GraphPattern, optional: &mut usize) -> Result<(), QueryError> {
    if joined(pattern) > MAX_JOINED {
        return Err(QueryError::Unwieldy {
            what: "patterns joined with each other",
            limit: MAX_JOINED,
        });
    }
    *optional += usize::from(matches!(pattern, GraphPattern::LeftJoin { .. }));
    if *optional > MAX_OPTIONAL {
        return Err(QueryError::Unwieldy {
            what: "OPTIONALs",
            limit: MAX_OPTIONAL,
        });
    }
    let nested = expressions(pattern).into_iter().flat_map(nested_patterns);
    for inner in children(pattern).into_iter().chain(nested) {
        walk(inner, optional)?;
    }
    Ok(())
}

/// How many patterns are put in order together.
fn joined(pattern: &GraphPattern) -> usize {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len(),
        GraphPattern::Join { left, right } => joined(left).saturating_add(joined(right)),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Graph { inner, .. } => joined(inner),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn refused(text: &str) -> bool {
        refuse_long_joins(&parse(text).unwrap()).is_err()
    }

    /// Catches: a join that keeps the optimiser busy for minutes, also one written as groups, within GRAPH or
    /// within EXISTS; a join of the usual length, a long union or long data refused.
    #[test]
    fn long_joins_are_refused() {
        let triples = |n: usize| "?s a ?o . ".repeat(n);
        assert!(!refused(&format!("ASK {{ {} }}", triples(100))));
        for text in [
            triples(101),
            format!("{{ {} }} {{ {} }}", triples(60), triples(60)),
            format!("GRAPH ?g {{ {} }} FILTER(?s != ?o) {}", triples(60), triples(60)),
            format!("?s a ?o FILTER EXISTS {{ {} }}", triples(101)),
            format!("{{ SELECT ?s {{ {} }} }}", triples(101)),
            "OPTIONAL { ?s a ?o } ".repeat(201),
        ] {
            assert!(refused(&format!("ASK {{ {text} }}")), "{}", &text[..40]);
        }
        let union = format!("ASK {{ {{}} {} }}", "UNION { ?s a ?o } ".repeat(500));
        assert!(!refused(&union));
        let data = format!("ASK {{ VALUES ?s {{ {} }} ?s a ?o }}", "1 ".repeat(5_000));
        assert!(!refused(&data));
    }
}
