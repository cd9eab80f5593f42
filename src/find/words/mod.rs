//! Full-text search over the names and texts of a release, in six languages.
//!
//! [`Search::new`] reads the store of a release once; [`Search::run`] answers a [`Query`] with [`Results`].
//!
//! The postings are kept by [tantivy](https://docs.rs/tantivy), which brings the dictionary, positions and
//! BM25; the words it gets are cut and folded here (`analyse`), since no ready-made tokenizer fits all six
//! languages. The index is made in memory from the store when it is first needed and is no file of the
//! release: tantivy names its segments at random, so files of it would end the promise that the same input
//! gives the same bytes; a release made before there was a search opens like any other; and reading the
//! index is no faster than the second or less it takes to make it. The numbers of its documents are those of
//! the list of `things`, in the order of their addresses: one segment, never changed.

mod analyse;
mod ask;
mod collect;
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
pub use search::SearchError;
pub use things::KINDS;
