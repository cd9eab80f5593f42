//! Finds things of a release by what people write.
//!
//! `words` is the full-text search over names and texts in six languages. A stage between the release, which
//! it reads through its store, and those who answer: query, serve and the command line.

pub mod words;

pub use words::{Query, Results, Search};
