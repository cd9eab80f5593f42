//! Finding things by what people write.
//!
//! [`names`] knows what things are called and how well a name fits; [`resolve`] understands free text that cites
//! documents and paragraphs; [`matching`] compares the rows of somebody's table with things.

pub mod matching;
pub mod names;
mod resolve;

pub use resolve::{Answer, Cited, How, LONGEST_TEXT, Place, Resolution, resolve};
