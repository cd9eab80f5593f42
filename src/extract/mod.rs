//! What official texts ask: operative acts, found by rules over their English words.
//!
//! Every rule reads the words of one paragraph and gives what it found with the place of its words in
//! that paragraph, so that everything extracted can be shown in the text. The words that rules know
//! stand in `data/operative-verbs.toml` and `data/addressees.toml`; the extraction never reads the
//! curated records. The guideline for what is one act: one operative verb with what depends on it.

mod addressees;
mod clauses;
mod lexicon;
pub mod reuse;
mod words;

use std::ops::Range;

use serde::Serialize;

pub use self::lexicon::Force;
use self::words::words;
use crate::corpus::reading::{Provision, ProvisionKind, Reading};

/// Longer paragraphs are not searched; in bytes. The longest official paragraph has 20,000.
const LONGEST: usize = 1 << 20;

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
    /// Where the verb stands, in bytes.
    pub verb_span: Range<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The operative acts of an English text: a list of acts for each provision, by index.
#[must_use]
pub fn acts(reading: &Reading) -> Vec<Vec<Act>> {
    let mut found: Vec<Vec<Act>> = Vec::with_capacity(reading.provisions.len());
    for provision in &reading.provisions {
        let acts = match provision.kind {
            ProvisionKind::Paragraph => own(provision),
            ProvisionKind::SubParagraph => below(reading, provision, &found),
            _ => Vec::new(),
        };
        found.push(acts);
    }
    for (index, provision) in reading.provisions.iter().enumerate() {
        if is_bare(reading, index, provision)
            && let Some(acts) = found.get_mut(index)
        {
            acts.pop();
        }
    }
    found
}

fn own(provision: &Provision) -> Vec<Act> {
    if provision.text.len() > LONGEST {
        return Vec::new();
    }
    clauses::acts(&provision.text, &words(&provision.text))
}

/// The acts of a point of a list: its own, or one with the verb of the words above the list.
fn below(reading: &Reading, provision: &Provision, found: &[Vec<Act>]) -> Vec<Act> {
    let acts = own(provision);
    if !acts.is_empty() {
        return acts;
    }
    let above = provision
        .parent
        .and_then(|parent| Some((reading.provisions.get(parent)?, found.get(parent)?)));
    let Some((parent, above)) = above else {
        return Vec::new();
    };
    let ends_open = parent.text.trim_end().ends_with(':') || parent.kind == ProvisionKind::SubParagraph;
    match above.last() {
        Some(last) if ends_open => vec![Act {
            span: 0..provision.text.len(),
            verb_span: 0..0,
            rule: "verb above the list",
            ..last.clone()
        }],
        _ => Vec::new(),
    }
}

/// Whether the last act of a paragraph is nothing but the words above its list ("Calls upon all States:").
fn is_bare(reading: &Reading, index: usize, provision: &Provision) -> bool {
    let text = provision.text.trim_end();
    let Some(open) = text.strip_suffix(':') else {
        return false;
    };
    let has_points = reading
        .provisions
        .iter()
        .skip(index + 1)
        .take_while(|next| next.parent.is_some_and(|parent| parent >= index))
        .any(|next| next.parent == Some(index) && next.kind == ProvisionKind::SubParagraph);
    let open = open.trim_end();
    let last = open.rsplit(['.', ';']).next().unwrap_or(open);
    has_points && (last.ends_with(" to") || last.split_whitespace().count() <= 8)
}
