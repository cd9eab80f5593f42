//! Operative acts: one operative verb with what depends on it.
//!
//! Every rule reads the words of one paragraph; its file names it and gives an example and a
//! counter-example. The words that rules know stand in `data/`; no rule reads the curated records.

mod addressees;
mod antecedent;
mod clause;
mod commitment;
mod list;
mod modal;
mod paragraph;
mod restated;

use std::ops::Range;

use serde::Serialize;

pub use super::force::Force;
use super::names;
use super::words::words;
use crate::corpus::reading::{Provision, ProvisionKind, Reading};
use paragraph::Surroundings;

/// Longer paragraphs are not searched; in bytes. The longest official paragraph has 20,000.
const LONGEST: usize = 1 << 20;
/// How many names of earlier paragraphs are kept for what "the Forum" means.
const MEMORY: usize = 400;

/// One operative verb with what depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// The verb as printed, in lower case, without "we" and connectors ("calls upon").
    pub verb: String,
    /// What the act does.
    pub force: Force,
    /// Whether somebody is thereby asked, bound or decided to do something.
    pub mandate: bool,
    /// Canonical names of those who are asked, in the order of the text.
    pub addressees: Vec<String>,
    /// Where the act's words stand in the paragraph's text, in bytes.
    pub span: Range<usize>,
    /// Where the verb stands, in bytes; empty where it stands above the list.
    pub verb_span: Range<usize>,
    /// Where the words stand that say what is to be done, in bytes.
    pub deed: Option<Range<usize>>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The operative acts of an English text: a list of acts for each provision, by index.
#[must_use]
pub fn acts(reading: &Reading) -> Vec<Vec<Act>> {
    let organ = super::organ(reading).unwrap_or("States");
    let mut earlier: Vec<String> = Vec::new();
    let mut found: Vec<Vec<Act>> = Vec::with_capacity(reading.provisions.len());
    for provision in &reading.provisions {
        let acts = match provision.kind {
            ProvisionKind::Paragraph | ProvisionKind::SubParagraph => own(provision, organ, &mut earlier),
            _ => Vec::new(),
        };
        found.push(acts);
    }
    list::hand_down(reading, &mut found);
    found
}

/// The acts of one paragraph by itself, without the texts around it.
#[must_use]
pub fn of_paragraph(text: &str) -> Vec<Act> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let around = Surroundings {
        organ: "General Assembly",
        earlier: &[],
    };
    paragraph::acts(text, &words(text), &around)
}

/// The word that looks like the verb of an operative paragraph, where no rule knows one: "Applauds", or the
/// word after "We".
#[must_use]
pub fn opening_verb(text: &str) -> Option<String> {
    let mut words = words(text).into_iter();
    let first = words.next()?;
    if first.is("we") {
        return words
            .next()
            .map(|verb| verb.lower.into_owned())
            .filter(|verb| !verb.ends_with("ly") && *verb != ",");
    }
    let third =
        first.printed.starts_with(char::is_uppercase) && first.lower.ends_with('s') && first.lower.len() > 4;
    let article = words
        .next()
        .is_some_and(|next| ["the", "its", "that", "with", "all"].contains(&&*next.lower));
    (third && article).then_some(first.lower.into_owned())
}

fn own(provision: &Provision, organ: &str, earlier: &mut Vec<String>) -> Vec<Act> {
    if provision.text.len() > LONGEST {
        return Vec::new();
    }
    let words = words(&provision.text);
    let acts = paragraph::acts(&provision.text, &words, &Surroundings { organ, earlier });
    earlier.extend(
        names::bodies(&words)
            .into_iter()
            .filter_map(|names| names.first().cloned()),
    );
    let surplus = earlier.len().saturating_sub(MEMORY);
    earlier.drain(..surplus);
    acts
}
