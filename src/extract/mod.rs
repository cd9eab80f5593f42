//! What official texts say: who is asked to do what, found by rules over their English words.
//!
//! Everything extracted comes with the place of its words in the paragraph, so that it can be shown in the
//! text, and with the rule that found it. The words that rules know stand in `data/`; the extraction never
//! reads the curated records.

pub mod acts;
mod force;
mod lexicon;
mod words;

pub use self::acts::acts;
pub use self::force::Force;
