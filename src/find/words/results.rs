//! What a search gives.

use crate::corpus::Language;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use std::ops::Range;

/// The answer to a search.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// How many things match.
    pub total: u64,
    /// How many of them were passed over.
    pub offset: usize,
    /// The most results an answer like this has.
    pub limit: usize,
    /// What was understood.
    pub understood: Understood,
    /// The results, the best first.
    pub results: Vec<Hit>,
    /// Counts by what results can be filtered by.
    pub facets: Facets,
}

/// What a search was taken to mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// The symbol in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<SymbolFound>,
    /// The words looked for, as written.
    pub words: Vec<String>,
    /// The words looked for in this order, one after the other.
    pub phrases: Vec<String>,
    /// The beginning of a word that may go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beginning: Option<String>,
    /// Words that say too little to be looked for.
    pub ignored: Vec<String>,
    /// Filters whose value this release does not know, as `name=value`.
    pub unknown: Vec<String>,
    /// The languages searched.
    pub languages: Vec<&'static str>,
    /// Whether every word had to be there. Where nothing has them all, things with some are given.
    pub all_words: bool,
}

/// A symbol in a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SymbolFound {
    /// As it was written.
    pub text: String,
    /// The document or paragraph it means; `None` where the release has none.
    pub iri: Option<String>,
    /// Whether a paragraph was named that the document does not have.
    pub paragraph_missing: bool,
}

/// One result.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// The thing.
    pub iri: String,
    /// The path of its page on the server: `/page/…`.
    pub page: String,
    /// Its kind, a name of [`KINDS`](super::KINDS).
    pub kind: &'static str,
    /// Its name, with the words that match.
    pub label: Marked,
    /// The symbol of the document it is or is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// When that was adopted or issued, or when the event begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Whether that document is a draft; left out where it is none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The languages in which it has what was looked for.
    pub found_in: Vec<&'static str>,
    /// Words of its text around what was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Marked>,
    /// How well it fits; comparable within one answer only.
    pub score: f32,
}

/// A text in which words are marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Its language; `None` for names of none.
    pub language: Option<Language>,
    /// Where marked words stand, in bytes, in order, none within another.
    pub ranges: Vec<Range<usize>>,
}

impl Marked {
    /// The text in pieces, each with whether it is marked.
    #[must_use]
    pub fn parts(&self) -> Vec<(&str, bool)> {
        let mut parts = Vec::new();
        let mut at = 0;
        for range in &self.ranges {
            parts.push((self.text.get(at..range.start).unwrap_or_default(), false));
            parts.push((self.text.get(range.clone()).unwrap_or_default(), true));
            at = range.end;
        }
        parts.push((self.text.get(at..).unwrap_or_default(), false));
        parts.retain(|(part, _)| !part.is_empty());
        parts
    }

    /// The marked ranges in characters (Unicode code points).
    fn in_characters(&self) -> Vec<[usize; 2]> {
        let (mut at, mut characters) = (0, 0);
        let mut place = |byte: usize| {
            characters += self.text.get(at..byte).map_or(0, |part| part.chars().count());
            at = byte;
            characters
        };
        self.ranges
            .iter()
            .map(|range| [place(range.start), place(range.end)])
            .collect()
    }
}

impl Serialize for Marked {
    /// `ranges` are pairs of first and behind-the-last character, counted from 0 in Unicode code points.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Marked", 3)?;
        object.serialize_field("text", &self.text)?;
        object.serialize_field("language", &self.language.map(Language::tag))?;
        object.serialize_field("ranges", &self.in_characters())?;
        object.end()
    }
}

/// Counts of all results, by what they can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By kind of thing.
    pub kind: Vec<FacetValue>,
    /// By year, the oldest first.
    pub year: Vec<FacetValue>,
    /// By body that adopted, issued or is asked.
    pub body: Vec<FacetValue>,
    /// By action line.
    pub line: Vec<FacetValue>,
    /// By force of the mandate, or of the mandates in the paragraph.
    pub force: Vec<FacetValue>,
    /// By language in which the words were found.
    pub language: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// As the filter takes it.
    pub value: String,
    /// Its name for the reader.
    pub label: String,
    /// The thing it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
    /// How many results there are with it.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: ranges counted in bytes, which no reader of JSON can use.
    #[test]
    fn ranges_are_in_characters() {
        let marked = Marked {
            text: "été 信息 ok".to_owned(),
            language: None,
            ranges: vec![0..5, 6..12, 13..15],
        };
        assert_eq!(marked.in_characters(), [[0, 3], [4, 6], [7, 9]]);
        let parts = marked.parts();
        assert_eq!(
            parts,
            [
                ("été", true),
                (" ", false),
                ("信息", true),
                (" ", false),
                ("ok", true)
            ]
        );
    }
}
