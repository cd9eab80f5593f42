//! Rule "section of a theme": paragraphs in a section that is called like a theme are about it.
//!
//! Example: everything below the heading "Kite safety" is about the theme "Kite safety". Counter-example: below
//! "Kite safety at sea" nothing is, and a heading inside the section that names another theme counts alone.

use std::collections::HashMap;

use crate::corpus::reading::{ProvisionKind, Reading};

/// The rule, as statements name it.
pub const RULE: &str = "section-of-a-theme";

/// A paragraph and the section that tells its theme, by their indices in the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themed<'a> {
    /// The paragraph.
    pub provision: usize,
    /// The section whose heading names the theme.
    pub section: usize,
    /// The theme, as `labels` give it.
    pub theme: &'a str,
}

/// The paragraphs of an English text whose nearest section with the name of a theme tells what they are about.
/// `labels`: the names of themes in small letters, each with its theme.
#[must_use]
pub fn themes<'a>(reading: &Reading, labels: &'a HashMap<String, String>) -> Vec<Themed<'a>> {
    // The innermost section of each provision that is called like a theme; a whole stands before its parts.
    let mut within: Vec<Option<(usize, &str)>> = Vec::with_capacity(reading.provisions.len());
    let mut found = Vec::new();
    for (index, provision) in reading.provisions.iter().enumerate() {
        let named = (provision.kind == ProvisionKind::Section)
            .then(|| labels.get(&provision.text.trim().to_lowercase()))
            .flatten()
            .map(|theme| (index, theme.as_str()));
        let around = provision
            .parent
            .and_then(|whole| within.get(whole).copied().flatten());
        let section = named.or(around);
        within.push(section);
        if let Some((section, theme)) = section.filter(|_| provision.kind == ProvisionKind::Paragraph) {
            found.push(Themed {
                provision: index,
                section,
                theme,
            });
        }
    }
    found
}
