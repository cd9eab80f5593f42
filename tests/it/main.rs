//! The one integration-test binary: the program as its users meet it.
#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on ends, and a skipped one says so"
)]

mod common;
mod ontology;
mod serve;
