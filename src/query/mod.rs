//! SPARQL 1.1 Query over the graph of a release, within bounds.
//!
//! Everything that evaluates SPARQL goes through here, for the command line
//! and for the server alike, so that both give the same answers, the same
//! prefixes and the same messages. The module only reads: SPARQL Update is
//! refused, and so is `SERVICE`, because an answer must come from this graph; but
//! `SERVICE wsis:search` is the full-text search of the same graph.
//!
//! Steps: [`parse()`] the text, [`refuse_cartesian_product`] where strangers
//! may ask, [`evaluate`] into an [`Answer`], then [`Answer::write`] it in one
//! of the [`Format`]s. An answer is either whole or an error; it is never cut.

mod answer;
mod cartesian;
mod evaluate;
mod finding;
mod format;
mod growth;
mod guard;
mod hint;
mod joins;
pub mod library;
mod limits;
mod memory;
mod named;
mod parse;
mod paths;
mod pool;
mod prefixes;
mod stack;
mod statements;
mod stop;
mod table;
mod unwieldy;
mod watchdog;
mod workers;

pub use answer::Answer;
pub use cartesian::refuse_cartesian_product;
pub use evaluate::{Dataset, evaluate, evaluate_finding};
pub use finding::MOST_FOUND;
pub use format::{Format, QueryKind};
pub use growth::refuse_growth;
pub use guard::refuse_excess;
pub use joins::refuse_long_joins;
pub use limits::{Bound, Limits};
pub use named::NamedQuery;
pub use oxigraph::sparql::CancellationToken;
pub use parse::{kind, parse};
pub use paths::refuse_open_paths;
pub use pool::Pool;
pub use prefixes::{prefixes, shorten};
pub use stack::on_deep_stack;

use thiserror::Error;

/// Why a query got no answer, in words for the person who asked.
#[derive(Debug, Error)]
pub enum QueryError {
    /// The text is not SPARQL 1.1 Query. Lines and columns count from 1.
    #[error("The query cannot be read at line {line}, column {column}: {message}\nHint: {hint}")]
    Syntax {
        /// Line of the first character that does not fit, from 1.
        line: usize,
        /// Column of that character, from 1.
        column: usize,
        /// What was expected there.
        message: String,
        /// What to do about it.
        hint: String,
    },
    /// The text is SPARQL Update.
    #[error(
        "This is SPARQL Update, and the graph is read-only. Hint: change the files in data/ and build a new release."
    )]
    Update,
    /// The query asks another server.
    #[error(
        "SERVICE is switched off here, but for wsis:search: queries are answered from this graph alone. Hint: run the two queries separately and join the results on your side."
    )]
    Service,
    /// A block of `SERVICE wsis:search` cannot be read.
    #[error("SERVICE wsis:search: {what}. Hint: write {form}.")]
    Search {
        /// What is wrong.
        what: String,
        /// How it is written.
        form: &'static str,
    },
    /// Two parts of the query share no variable and are large.
    #[error(
        "The query combines every match of {left} with every match of {right}, because the two parts share no variable ({rows} combinations or more; at most {limit} are allowed). Hint: use one variable in both parts, or ask two queries, or put the small part into VALUES."
    )]
    CartesianProduct {
        /// One part, as SPARQL.
        left: String,
        /// Another part that shares no variable with it.
        right: String,
        /// Lower bound of the number of combinations.
        rows: u64,
        /// How many combinations are allowed.
        limit: u64,
    },
    /// A repeated path relates nearly everything to everything.
    #[error(
        "The path {path} stands between two variables and follows more than the {limit} statements allowed. Hint: put the address of one thing at one end, or repeat one property in one direction."
    )]
    OpenPath {
        /// The path, as SPARQL.
        path: String,
        /// How many statements are allowed.
        limit: usize,
    },
    /// The text nests or chains too much to be handled.
    #[error(
        "The query has more than {limit} {what}. Hint: ask in several queries, or put long lists into VALUES, which is not counted."
    )]
    Unwieldy {
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: usize,
    },
    /// An expression may give a text without bound.
    #[error(
        "An expression of the query can build a text of more than {limit} bytes, by CONCAT, REPLACE, ENCODE_FOR_URI or a long separator. Hint: join texts after the answer has come, or replace by a constant."
    )]
    Growth {
        /// The longest text allowed, in bytes.
        limit: u64,
    },
    /// A bound was reached; the answer would not have been whole.
    #[error("{0}")]
    Limit(Bound),
    /// Somebody withdrew the question.
    #[error("The query was cancelled before it ended.")]
    Cancelled,
    /// The chosen format cannot hold this kind of answer.
    #[error("A {kind} query has no {format} form. Hint: choose one of {offered}.")]
    Format {
        /// The kind of query.
        kind: QueryKind,
        /// The format asked for.
        format: &'static str,
        /// Names of the formats that fit.
        offered: String,
    },
    /// A graph name of the request is not an IRI.
    #[error("{parameter}: <{iri}> is not an absolute IRI. Hint: write it in full, without prefix.")]
    GraphName {
        /// Name of the request parameter.
        parameter: &'static str,
        /// The value as given.
        iri: String,
    },
    /// The evaluator failed.
    #[error("The query could not be evaluated: {0}")]
    Evaluation(String),
    /// The answer could not be written.
    #[error("The answer could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<oxigraph::sparql::QueryEvaluationError> for QueryError {
    fn from(error: oxigraph::sparql::QueryEvaluationError) -> Self {
        match error {
            oxigraph::sparql::QueryEvaluationError::Cancelled => Self::Cancelled,
            other => Self::Evaluation(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
