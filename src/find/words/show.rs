//! Makes results of the things that were found: names, words in context.

use super::matching::{Piece, pieces};
use super::read::{LANGUAGES, Passage, passages_of};
use super::results::{Hit, Marked};
use super::snippet::Marker;
use super::things::{Standing, Thing, Things, kind_name};
use super::understand::Asked;
use crate::corpus::Language;
use crate::graph::vocabulary::rdfs;
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use percent_encoding::percent_decode_str;

/// A thing that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Its number.
    pub number: u32,
    /// How well it fits.
    pub score: f32,
    /// The languages in which it has the words, a bit each in the order of [`Language::ALL`].
    pub languages: u8,
    /// The one in which it fits best, as a place in that list.
    pub best: usize,
}

/// Shows the results of one search.
pub(super) struct Shower<'a> {
    store: &'a Store,
    things: &'a Things,
    reader: Language,
    /// One for each language, then one for names of none.
    markers: Vec<Marker>,
}

impl<'a> Shower<'a> {
    /// For the results of a search.
    pub(super) fn new(store: &'a Store, things: &'a Things, asked: &Asked, reader: Language) -> Self {
        let of_language = |language: &Language| Marker::new(Some(*language), &pieces(asked, *language).0);
        let mut markers: Vec<Marker> = Language::ALL.iter().map(of_language).collect();
        // Names of no language are marked as they are written, whatever language a word is of.
        let plain: Vec<Piece> = pieces(asked, Language::Chinese).0;
        markers.push(Marker::new(None, &plain));
        Self {
            store,
            things,
            reader,
            markers,
        }
    }

    /// A result.
    pub(super) fn hit(&self, found: Found) -> Option<Hit> {
        let thing = self.things.get(found.number)?;
        let passages = passages_of(self.store, thing);
        let label = self.label(thing, &passages);
        Some(Hit {
            iri: thing.iri(),
            page: format!("/page/{}", thing.path),
            kind: kind_name(thing.kind),
            symbol: self.symbol(thing),
            date: thing.date.as_deref().map(str::to_owned),
            draft: thing.standing == Standing::Draft,
            found_in: Language::ALL
                .iter()
                .enumerate()
                .filter(|(at, _)| found.languages >> at & 1 == 1)
                .map(|(_, language)| language.tag())
                .collect(),
            snippet: self.snippet(&passages, found, &label.text),
            label,
            score: (found.score * 1000.0).round() / 1000.0,
        })
    }

    /// The name for the reader: in the own language, else in English, else in any.
    fn label(&self, thing: &Thing, passages: &[Passage]) -> Marked {
        let wanted = [self.reader, Language::English].map(place);
        let of = |language: usize| passages.iter().find(|p| p.name && p.language == language);
        let named = wanted.into_iter().find_map(of);
        let made = || {
            let iri = thing.iri();
            let node = NamedNodeRef::new(&iri).ok()?;
            let labels = self
                .store
                .quads_for_pattern(Some(node.into()), Some(rdfs::LABEL), None, None);
            let mut labels: Vec<String> = labels
                .flatten()
                .filter_map(|quad| match quad.object {
                    Term::Literal(literal) => Some(literal.value().to_owned()),
                    _ => None,
                })
                .collect();
            labels.sort();
            labels.into_iter().next()
        };
        let part = matches!(
            kind_name(thing.kind),
            "paragraph" | "section" | "annex" | "footnote" | "mandate"
        );
        match named.filter(|_| !part) {
            Some(passage) => self.marked(passage.language, &passage.text),
            None => self.marked(LANGUAGES, &made().unwrap_or_else(|| thing.path.to_string())),
        }
    }

    fn marked(&self, language: usize, text: &str) -> Marked {
        let marker = self.markers.get(language.min(LANGUAGES));
        marker.map_or_else(Marked::default, |marker| marker.mark(text))
    }

    /// The words of the text in the language where they fit best; of several texts the one with most marks. A
    /// name counts where it is marked and not the label, a text in a third language where there is no other.
    fn snippet(&self, passages: &[Passage], found: Found, label: &str) -> Option<Marked> {
        let reader = place(self.reader);
        let wanted = if found.languages >> reader & 1 == 1 {
            reader
        } else {
            found.best
        };
        let mut order = vec![wanted, reader, place(Language::English), LANGUAGES];
        order.extend(0..LANGUAGES);
        let cut = |passage: &Passage| {
            let marker = self.markers.get(passage.language.min(LANGUAGES))?;
            let (marked, marks) = marker.cut(&passage.text);
            (marks > 0 || !passage.name).then_some((marked, marks))
        };
        for (turn, language) in order.into_iter().enumerate() {
            let of_language = passages
                .iter()
                .filter(|p| p.language == language && p.text != label && !(p.name && turn > 3));
            let parts = of_language.filter_map(cut);
            let best = parts.reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((marked, _)) = best {
                return Some(marked);
            }
        }
        None
    }

    fn symbol(&self, thing: &Thing) -> Option<String> {
        let document = self.things.get(thing.document?)?;
        let path = document.path.strip_prefix("document/")?;
        Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
    }
}

/// A language's place in the list of all.
pub(super) fn place(language: Language) -> usize {
    let known = Language::ALL.iter().position(|known| *known == language);
    known.unwrap_or(LANGUAGES)
}
