//! The one integration-test binary: the program as its users meet it.

mod common;
mod ontology;
mod serve;
