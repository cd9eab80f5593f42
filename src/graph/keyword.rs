//! Subject headings: concepts of our own that point to the UN's.
//!
//! Nothing is stated about other people's terms; a label found in a file is a
//! label of our concept, which is an exact match of theirs.

use std::collections::BTreeMap;

use super::block::Block;
use super::iri;
use super::layer::Layer;
use super::vocabulary::{dcterms, rdfs, skos, wsis};
use crate::corpus::reading::Keyword;

/// The keywords of a release, by address; their labels are the first found.
#[derive(Debug, Default)]
pub struct Keywords(BTreeMap<String, (String, Option<String>)>);

impl Keywords {
    /// Takes a keyword in.
    pub fn add(&mut self, keyword: &Keyword) {
        let entry = (label(keyword), exact(keyword).map(str::to_owned));
        let known = self.0.entry(address(keyword)).or_insert_with(|| entry.clone());
        // The smaller label wins, so that the order of files does not matter.
        if entry.0 < known.0 {
            *known = entry;
        }
    }

    /// Takes in those of another set.
    pub fn merge(&mut self, other: Self) {
        for (address, entry) in other.0 {
            let known = self.0.entry(address).or_insert_with(|| entry.clone());
            if entry.0 < known.0 {
                *known = entry;
            }
        }
    }

    /// The block that describes them and their scheme.
    #[must_use]
    pub fn block(&self) -> Block {
        let mut block = Block::new(Layer::Transcribed);
        let scheme = iri::thing("scheme", "keywords");
        if !self.0.is_empty() {
            block.subject(&scheme).a(skos::CONCEPT_SCHEME).words(
                rdfs::LABEL,
                "Subject headings used by the official files",
                "en",
            );
        }
        for (address, (label, exact)) in &self.0 {
            block
                .subject(address)
                .a(wsis::KEYWORD)
                .a(skos::CONCEPT)
                .words(rdfs::LABEL, label, "en")
                .words(skos::PREF_LABEL, label, "en")
                .link(skos::IN_SCHEME, &scheme);
            if let Some(exact) = exact {
                block.link(skos::EXACT_MATCH, exact);
            }
        }
        block
    }
}

/// States what the document at hand is about.
pub fn link(block: &mut Block, keywords: &[Keyword]) {
    for keyword in keywords {
        block.link(wsis::KEYWORD_OF, &address(keyword));
    }
    for exact in keywords.iter().filter_map(exact) {
        block.link(dcterms::SUBJECT, exact);
    }
}

/// States what the catalog record at hand says its document is about.
pub fn subjects(block: &mut Block, keywords: &[Keyword]) {
    for keyword in keywords {
        block.link(dcterms::SUBJECT, &address(keyword));
    }
}

/// The concept of another vocabulary that a keyword names; files are not to be
/// trusted, so what is no absolute IRI (RFC 3987) is left out.
fn exact(keyword: &Keyword) -> Option<&str> {
    keyword
        .iri
        .as_deref()
        .filter(|iri| sophia::iri::is_absolute_iri_ref(iri))
}

/// `id/keyword/{dictionary}/{number or words}`.
fn address(keyword: &Keyword) -> String {
    let dictionary = match exact(keyword).and_then(|iri| iri.split("//").nth(1)) {
        Some(rest) if rest.starts_with("metadata.un.org/sdg") => "sdg".to_owned(),
        Some(rest) if rest.starts_with("metadata.un.org") => "unbis".to_owned(),
        Some(rest) if rest.starts_with("eurovoc") => "eurovoc".to_owned(),
        _ => iri::slug(&keyword.dictionary),
    };
    let last = exact(keyword).and_then(|iri| iri.rsplit('/').next());
    let name = last.map_or_else(|| iri::slug(&keyword.value), str::to_owned);
    iri::thing("keyword", &format!("{dictionary}/{name}"))
}

/// The label in plain words: `sustainable_development` and `SUSTAINABLE
/// DEVELOPMENT` are the same heading.
fn label(keyword: &Keyword) -> String {
    // The files escape the apostrophe twice.
    let words = keyword.label.replace('_', " ").replace("&#39;", "'");
    if words.chars().any(char::is_lowercase) {
        words
    } else {
        words.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyword(iri: &str) -> Keyword {
        Keyword {
            dictionary: "UNBIS Thesaurus".to_owned(),
            value: "INTERNET".to_owned(),
            label: "INTERNET".to_owned(),
            iri: Some(iri.to_owned()),
            short_form: None,
        }
    }

    #[test]
    fn a_keyword_has_the_number_of_its_vocabulary_and_plain_words() {
        let keyword = keyword("http://metadata.un.org/thesaurus/1003348");
        assert_eq!(
            address(&keyword),
            "https://w3id.org/wsis/id/keyword/unbis/1003348"
        );
        assert_eq!(label(&keyword), "internet");
    }

    #[test]
    fn what_is_no_iri_never_becomes_one() {
        let mut block = Block::new(Layer::Transcribed);
        block.subject("urn:d");
        link(&mut block, &[keyword("http://x> .\n<urn:a> <urn:b> <urn:c")]);
        let objects: Vec<String> = block.iter().map(|quad| quad.object.to_string()).collect();
        assert_eq!(
            objects,
            ["<https://w3id.org/wsis/id/keyword/unbis-thesaurus/internet>"]
        );
    }
}
