//! The World Summit on the Information Society as a knowledge graph.
//!
//! Data flow one way, and the folders of `src` are its stages:
//!
//! ```text
//! data/*.toml ──────> corpus ──┐
//!                              ├─> graph ──> check ──> release ──> query, serve
//! official texts ──> text ─────┤
//!                      └─> extract
//! ```
//!
//! `fetch` stands before it all: it brings the official texts into a folder.

pub mod check;
pub mod cite;
pub mod cli;
pub mod corpus;
mod digest;
pub mod extract;
pub mod fetch;
pub mod find;
pub mod graph;
mod lookup;
pub mod mcp;
pub mod problem;
pub mod push;
pub mod query;
mod quote;
pub mod release;
pub mod serve;
mod talk;
pub mod text;
