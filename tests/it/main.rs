//! The one integration-test binary: the program as its users meet it.

mod bad_input;
mod build;
mod cli;
mod common;
mod corpus;
mod ontology;
mod queries;
mod serve;
