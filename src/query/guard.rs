//! What strangers may not ask, found before a query is evaluated.

use super::{QueryError, refuse_cartesian_product, refuse_growth, refuse_long_joins, refuse_open_paths};
use oxigraph::store::Store;
use spargebra::Query;

/// Combinations that unrelated parts of a query may have: less than a second's work.
const MAX_PRODUCT: u64 = 1_000_000;

/// Refuses a query that would keep the evaluator, or the optimiser before it, busy without end.
///
/// # Errors
/// What is too much in the query, with a hint.
pub fn refuse_excess(store: &Store, query: &Query) -> Result<(), QueryError> {
    refuse_growth(query)?;
    refuse_long_joins(query)?;
    refuse_open_paths(store, query)?;
    refuse_cartesian_product(store, query, MAX_PRODUCT)
}
