//! Refuses property paths that would relate nearly everything to everything.
//!
//! A repeated path (`*`, `+`) between two variables is found whole before anything else, pair by pair,
//! and the evaluator keeps on while there are pairs left, cancelled or not. Along one property the
//! pairs are few, since our properties lead up and down short trees. Along several, back and forth, or
//! along "every property but this", each thing reaches each other.

use super::QueryError;
use super::parse::{children, expressions, nested_patterns, pattern};
use oxigraph::model::NamedNodeRef;
use oxigraph::store::Store;
use spargebra::Query;
use spargebra::algebra::{GraphPattern, PropertyPathExpression as Path};
use spargebra::term::TermPattern;

/// Most statements that such a path may follow: their pairs are then some millions.
const MAX_STATEMENTS: usize = 2_000;

/// Looks at every path of a query.
///
/// # Errors
/// [`QueryError::OpenPath`] for one between two variables that follows too many statements.
pub fn refuse_open_paths(store: &Store, query: &Query) -> Result<(), QueryError> {
    walk(store, pattern(query))
}

fn walk(store: &Store, pattern: &GraphPattern) -> Result<(), QueryError> {
    if let GraphPattern::Path {
        subject: TermPattern::Variable(_) | TermPattern::BlankNode(_),
        path,
        object: TermPattern::Variable(_) | TermPattern::BlankNode(_),
    } = pattern
        && spreads(path)
        && statements(store, path) > MAX_STATEMENTS
    {
        return Err(QueryError::OpenPath {
            path: path.to_string(),
            limit: MAX_STATEMENTS,
        });
    }
    for child in children(pattern) {
        walk(store, child)?;
    }
    for nested in expressions(pattern).into_iter().flat_map(nested_patterns) {
        walk(store, nested)?;
    }
    Ok(())
}

/// Whether a path repeats something else than one property in one direction.
fn spreads(path: &Path) -> bool {
    match path {
        Path::ZeroOrMore(inner) | Path::OneOrMore(inner) => {
            let single = match &**inner {
                Path::Reverse(inner) => matches!(**inner, Path::NamedNode(_)),
                other => matches!(other, Path::NamedNode(_)),
            };
            !single
        }
        Path::Sequence(a, b) | Path::Alternative(a, b) => spreads(a) || spreads(b),
        Path::Reverse(inner) | Path::ZeroOrOne(inner) => spreads(inner),
        Path::NamedNode(_) | Path::NegatedPropertySet(_) => false,
    }
}

/// How many statements a path may follow, at most one more than is allowed.
fn statements(store: &Store, path: &Path) -> usize {
    let count = |property: Option<NamedNodeRef<'_>>| {
        let quads = store.quads_for_pattern(None, property, None, None);
        quads.take(MAX_STATEMENTS + 1).count()
    };
    match path {
        Path::NamedNode(property) => count(Some(property.as_ref())),
        Path::NegatedPropertySet(_) => count(None),
        Path::Sequence(a, b) | Path::Alternative(a, b) => statements(store, a) + statements(store, b),
        Path::Reverse(inner) | Path::ZeroOrOne(inner) | Path::ZeroOrMore(inner) | Path::OneOrMore(inner) => {
            statements(store, inner)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

    /// Catches: paths that never end let through; ordinary hierarchies refused.
    #[test]
    fn only_paths_that_spread_are_refused() {
        let store = Store::new().unwrap();
        let many: String = (0..=MAX_STATEMENTS)
            .map(|i| format!("<http://x/{i}> <http://x/p> <http://x/{}> .\n", i + 1))
            .collect();
        store.load_from_slice(RdfFormat::NTriples, &many).unwrap();
        let refused = |pattern: &str| {
            let query = super::super::parse(&format!("PREFIX x: <http://x/> ASK {{ {pattern} }}")).unwrap();
            refuse_open_paths(&store, &query).is_err()
        };
        for pattern in [
            "?a (!x:q|^!x:q)* ?b",
            "?a (x:p|^x:p)+ ?b",
            "?a (x:p/x:p)* ?b",
            "?s ?p ?o FILTER EXISTS { ?a (!x:q)* ?b }",
            "?a x:q/(x:p|^x:p)* [] ",
        ] {
            assert!(refused(pattern), "{pattern}");
        }
        for pattern in [
            "?a x:p+ ?b",
            "?a ^x:p* ?b",
            "x:1 (x:p|^x:p)* ?b",
            "?a (x:q|^x:q)* ?b",
            "?a x:p/x:q ?b",
        ] {
            assert!(!refused(pattern), "{pattern}");
        }
    }
}
