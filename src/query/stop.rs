//! Lets a query end although it reads no quads at the moment.
//!
//! The evaluator looks at its token when it reads a quad. While it sorts, groups or joins what it has
//! read, it does not, and takes the errors of a cancelled reading for rows to keep. So the rows that
//! go into such work pass a filter that is always true and ends the evaluation when the token is
//! cancelled, by unwinding its thread up to [`stoppable`].

use super::{CancellationToken, QueryError};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};
use spargebra::term::{TermPattern, Variable};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The name of the filter's function; nobody can call it by another way than naming it, which does no harm.
const GO_ON: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:x-wsis:go-on");

/// What is thrown when the query is to end.
struct Stopped;

/// Name and body of the function.
pub(super) fn go_on(
    token: CancellationToken,
) -> (
    NamedNode,
    impl Fn(&[Term]) -> Option<Term> + Send + Sync + 'static,
) {
    // A text that is not empty is true, and made sooner than a truth value.
    let yes = Term::from(Literal::new_simple_literal("1"));
    let function = move |_: &[Term]| {
        if token.is_cancelled() {
            // No fault of the program, so the panic hook is passed by.
            resume_unwind(Box::new(Stopped));
        }
        Some(yes.clone())
    };
    (GO_ON.into_owned(), function)
}

/// Evaluates; an evaluation that was ended is [`QueryError::Cancelled`].
pub(super) fn stoppable<T>(work: impl FnOnce() -> Result<T, QueryError>) -> Result<T, QueryError> {
    // Nothing that `work` touches outlives it, but for the store, which it only reads.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome,
        Err(thrown) if thrown.is::<Stopped>() => Err(QueryError::Cancelled),
        Err(thrown) => resume_unwind(thrown),
    }
}

/// Puts the filter below everything that keeps rows.
pub(super) fn watch(query: &mut Query) {
    let pattern = match query {
        Query::Select { pattern, .. }
        | Query::Ask { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. } => pattern,
    };
    visit(pattern, true);
}

/// `below` is whether what stands above keeps rows or may do.
fn visit(pattern: &mut GraphPattern, below: bool) {
    match pattern {
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Group { inner, .. } => visit(inner, true),
        GraphPattern::Extend { inner, .. } | GraphPattern::Filter { inner, .. } => visit(inner, below),
        GraphPattern::Graph { inner, .. } => visit(inner, below),
        GraphPattern::Union { left, right } => {
            visit(left, below);
            visit(right, below);
        }
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Minus { left, right } => {
            visit(left, false);
            visit(right, false);
            if below {
                filter(pattern);
            }
        }
        GraphPattern::Path {
            subject,
            path,
            object,
        } => {
            let open = matches!(
                (subject, object),
                (TermPattern::Variable(_), TermPattern::Variable(_))
            );
            let closes = matches!(
                path,
                PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::OneOrMore(_)
            );
            if below || (open && closes) {
                filter(pattern);
            }
        }
        GraphPattern::Bgp { patterns } => {
            if below && patterns.len() > 1 {
                filter(pattern);
            }
        }
        GraphPattern::Values { .. } | GraphPattern::Service { .. } => {}
    }
}

/// Puts a pattern into the filter: two variables are the same, or the next two, …, or the function says
/// yes. Since it names all variables, the optimiser cannot move it to a part of the pattern; comparing
/// them costs little, and where one is unbound the function still says yes.
fn filter(pattern: &mut GraphPattern) {
    let mut variables: Vec<Variable> = Vec::new();
    pattern.on_in_scope_variable(|variable| {
        if !variables.contains(variable) {
            variables.push(variable.clone());
        }
    });
    let pairs = variables.windows(2).filter_map(|pair| {
        let (left, right) = (pair.first()?.clone(), pair.get(1)?.clone());
        Some(Expression::SameTerm(
            Box::new(left.into()),
            Box::new(right.into()),
        ))
    });
    let function = Expression::FunctionCall(Function::Custom(GO_ON.into_owned()), Vec::new());
    let expr = pairs.fold(function, |or, pair| Expression::Or(Box::new(pair), Box::new(or)));
    let inner = Box::new(std::mem::replace(
        pattern,
        GraphPattern::Bgp { patterns: Vec::new() },
    ));
    *pattern = GraphPattern::Filter { expr, inner };
}
