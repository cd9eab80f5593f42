//! Finds things of a release by what people write.
//!
//! [`words`] is the full-text search over names and texts in six languages; [`names`] knows what things are called
//! and how well a name fits; [`resolve()`] understands free text that cites documents and paragraphs; [`matching`]
//! compares the rows of somebody's table with things. A stage between the release, which it reads through its
//! store, and those who answer: query, serve and the command line.

pub mod matching;
pub mod names;
mod resolve;
pub mod words;

pub use resolve::{Answer, Cited, How, LONGEST_TEXT, Place, Resolution, resolve};
pub use words::{Query, Results, Search};
