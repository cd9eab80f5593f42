//! What official texts say: who is asked to do what, found by rules over their English words.
//!
//! Everything extracted comes with the place of its words in the paragraph, so that it can be shown in the
//! text, and with the rule that found it. The words that rules know stand in `data/`; the extraction never
//! reads the curated records.

pub mod acts;
mod calendar;
pub mod citations;
pub mod confirm;
pub mod details;
mod force;
mod lexicon;
mod names;
mod phrases;
pub mod reuse;
pub mod rules;
pub mod themes;
mod unlisted;
mod words;

pub use self::acts::acts;
pub use self::details::details;
pub use self::force::Force;
pub use self::unlisted::{Unlisted, unlisted};

use crate::corpus::reading::{Provision, Reading};

/// An act that asks, decides or binds, with everything that its words tell.
#[derive(Debug)]
pub struct Mandate<'a> {
    /// The act.
    pub act: &'a acts::Act,
    /// When it is due, how often, and so on.
    pub details: details::Details,
}

/// The mandates among the acts of a text: a list for each provision, by index.
#[must_use]
pub fn mandates<'a>(reading: &Reading, acts: &'a [Vec<acts::Act>]) -> Vec<Vec<Mandate<'a>>> {
    let of = |(provision, acts): (&Provision, &'a Vec<acts::Act>)| {
        let mandates = acts.iter().filter(|act| act.mandate);
        mandates
            .map(|act| Mandate {
                act,
                details: details(&provision.text, act),
            })
            .collect()
    };
    reading.provisions.iter().zip(acts).map(of).collect()
}

/// The thing of our data that a canonical name means, `kind/slug`, where the list of addressees links it.
#[must_use]
pub fn addressee_link(name: &str) -> Option<&'static str> {
    lexicon::LEXICON.links.get(name).map(String::as_str)
}

/// The canonical name of the organ that speaks in a text, by the longest prefix of its symbol that
/// `data/addressees.toml` lists.
fn organ(reading: &Reading) -> Option<&'static str> {
    let symbol = reading.symbol.as_str();
    let organs = lexicon::LEXICON.organs.iter();
    organs
        .filter(|(prefix, _)| symbol.starts_with(prefix.as_str()))
        .max_by_key(|(prefix, _)| prefix.len())
        .map(|(_, name)| name.as_str())
}

/// The slug of the body that speaks in a text.
#[must_use]
pub fn organ_body(reading: &Reading) -> Option<&'static str> {
    addressee_link(organ(reading)?)?.strip_prefix("body/")
}
