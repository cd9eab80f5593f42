//! The one integration-test binary: the program as its users meet it.
#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on ends, and a skipped one says so"
)]

mod bad_input;
mod bad_texts;
mod build;
mod catalog;
mod catalog_records;
mod cli;
mod common;
mod corpus;
mod explain;
mod extraction;
mod fetch;
mod formats;
mod gold;
mod in_step;
mod linked_data;
mod matching;
mod mcp;
mod ontology;
mod operation;
mod pages;
mod pages_pictures;
mod pages_things;
mod push;
mod queries;
mod record;
mod reuse;
mod scale;
mod search;
mod serve;
mod served;
mod sparql_service;
