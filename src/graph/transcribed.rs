//! One document as its official texts tell it: the readings of all its
//! languages together become one block.
//!
//! What has no language (numbers, order, parents, links) comes from the first
//! language that tells it, in the order of [`PRECEDENCE`]; words come from each.

use std::collections::HashMap;

use super::block::Block;
use super::layer::Layer;
use super::{citation, expression, iri, provision, work};
use crate::corpus::reading::{Provision, Reading};
use crate::corpus::{Language, Symbol};
use crate::text::format::Format;

/// The languages, the one whose structure is taken first at the head.
pub const PRECEDENCE: [Language; 6] = [
    Language::English,
    Language::French,
    Language::Spanish,
    Language::Russian,
    Language::Chinese,
    Language::Arabic,
];

/// A file that a reading was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Its format.
    pub format: Format,
    /// The name without folders; `None` for standard input.
    pub name: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower case hexadecimal.
    pub sha256: String,
}

/// A document in one language, and its files.
#[derive(Debug)]
pub struct TextOf {
    /// What the reader understood.
    pub reading: Reading,
    /// The file it was read from.
    pub source: SourceText,
    /// The same text in other formats: they add no words, but are its manifestations too.
    pub others: Vec<OtherFormat>,
}

/// A further file of a text.
#[derive(Debug)]
pub struct OtherFormat {
    /// The file.
    pub source: SourceText,
    /// The share of the paragraphs that it gives with the same words, 0 to 1.
    pub agreement: f64,
}

/// A provision of the work, as the languages tell it.
pub struct Merged<'a> {
    /// The first telling, which gives kind, number and parent.
    pub first: &'a Provision,
    /// The path of the provision that holds it.
    pub parent: Option<&'a str>,
    /// Every telling, with the index of its text.
    pub tellings: Vec<(usize, &'a Provision)>,
}

/// The block of one document. `texts` are readings of the same symbol, at most
/// one a language.
#[must_use]
pub fn document(symbol: &Symbol, texts: &mut [TextOf]) -> Block {
    texts.sort_by_key(|text| rank(text.reading.language));
    let mut block = Block::new(Layer::Transcribed);
    let address = iri::document(symbol);
    work::describe(&mut block, &address, symbol, texts);
    block.dedup();
    for text in texts.iter() {
        expression::describe(&mut block, &address, symbol, text);
    }
    let merged = merge(texts);
    for (number, text) in texts.iter().enumerate() {
        let untold = merged
            .iter()
            .filter(|provision| provision.tellings.iter().all(|(telling, _)| *telling != number))
            .map(|provision| provision.first.path.as_str());
        expression::gaps(&mut block, &address, text.reading.language, untold);
    }
    for (index, provision) in merged.iter().enumerate() {
        provision::describe(&mut block, &address, symbol, texts, provision, index);
        citation::describe(&mut block, &address, symbol, texts, provision);
    }
    block
}

fn rank(language: Language) -> usize {
    PRECEDENCE
        .iter()
        .position(|known| *known == language)
        .unwrap_or(PRECEDENCE.len())
}

/// The provisions of all languages, each once, in the order of the first
/// language; one that only a later language has stands after the provision it
/// follows there.
fn merge(texts: &[TextOf]) -> Vec<Merged<'_>> {
    let mut merged: Vec<Merged<'_>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (number, text) in texts.iter().enumerate() {
        let provisions = &text.reading.provisions;
        let mut late: Vec<(usize, Merged<'_>)> = Vec::new();
        let mut previous = 0;
        for provision in provisions {
            if let Some(at) = index.get(provision.path.as_str()) {
                previous = at + 1;
                if let Some(known) = merged.get_mut(*at) {
                    known.tellings.push((number, provision));
                }
                continue;
            }
            let parent = provision
                .parent
                .and_then(|at| provisions.get(at))
                .map(|parent| parent.path.as_str());
            let new = Merged {
                first: provision,
                parent,
                tellings: vec![(number, provision)],
            };
            if number == 0 {
                index.insert(&provision.path, merged.len());
                merged.push(new);
            } else {
                late.push((previous, new));
            }
        }
        if !late.is_empty() {
            merged = woven(merged, late);
            index = merged
                .iter()
                .enumerate()
                .map(|(at, provision)| (provision.first.path.as_str(), at))
                .collect();
        }
    }
    merged
}

/// `merged` with each of `late` standing before the index it names.
fn woven<'a>(merged: Vec<Merged<'a>>, late: Vec<(usize, Merged<'a>)>) -> Vec<Merged<'a>> {
    let mut out = Vec::with_capacity(merged.len() + late.len());
    let mut late = late.into_iter().peekable();
    let count = merged.len();
    for (at, provision) in merged.into_iter().enumerate() {
        while let Some((_, new)) = late.next_if(|(before, _)| *before <= at) {
            out.push(new);
        }
        out.push(provision);
    }
    debug_assert!(late.peek().is_none_or(|(before, _)| *before >= count));
    out.extend(late.map(|(_, new)| new));
    out
}
