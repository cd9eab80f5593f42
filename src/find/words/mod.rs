//! Full-text search over the names and texts of a release, in six languages.
//!
//! [`Search::new`] reads the store of a release once; [`Search::run`] answers a [`Query`] with [`Results`].
//!
//! The index is our own and stays in memory. What it takes (a sorted list of words, postings with places, BM25)
//! is one file; a library such as tantivy brings segments, merging, deletion and a store of documents for an
//! index that changes, which ours never does, names its files at random, which would end the promise that the
//! same input gives the same bytes, and gives no counts of all results without code of our own either, at the
//! price of sixty crates. Stemmers, word boundaries and normal forms are well-kept crates.
//!
//! It is made from the store when it is first needed, in about the time that opening the release takes. So it is no
//! file of the release: a release made before there was a search opens like any other.

mod analyse;
mod ask;
mod facets;
mod filter;
mod fold;
mod index;
mod lists;
mod matching;
mod read;
mod results;
mod search;
mod show;
mod snippet;
mod symbols;
mod things;
mod understand;

pub use ask::{MAX_CHARACTERS, MAX_LIMIT, MAX_OFFSET, MAX_VALUES, MAX_WORDS, Query, QueryError, Years};
pub use results::{FacetValue, Facets, Hit, Marked, Results, SymbolFound, Understood};
pub use search::Search;
pub use things::KINDS;
