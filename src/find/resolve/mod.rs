//! Citations in free text: "para. 72(a) of the Tunis Agenda", "A/RES/70/125, paras 63-65", "突尼斯议程第72段".
//!
//! Places are found by the words of `data/resolver.toml` in six languages and read in English by the rules for
//! official texts; documents by their symbol in whatever spelling, by those rules, or by name, with slips of the pen.
//! Nothing is invented: what the release does not have is said to be unknown to it.

mod document;
mod english;
pub(in crate::find) mod lists;
mod places;
mod split;
#[cfg(test)]
mod tests;
mod words;

use self::document::Document;
use self::split::Part;
use super::names::{AUTOMATIC, Names};
use crate::graph::vocabulary::rdfs;
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use serde::Serialize;

/// The longest text that is read, in characters.
pub const LONGEST_TEXT: usize = 2000;

/// The most paragraphs of one citation that are listed.
const MOST_PLACES: usize = 500;

/// What a text cites.
#[derive(Debug, Clone, Serialize)]
pub struct Resolution {
    /// The text as it was read.
    pub text: String,
    /// Every citation in it, in its order.
    pub cited: Vec<Cited>,
    /// What could not be understood, and what to do about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// One citation.
#[derive(Debug, Clone, Serialize)]
pub struct Cited {
    /// Its words.
    pub words: String,
    /// The words taken for the document.
    pub document: String,
    /// The place in it, in English: "paragraph 72 (a)".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it may mean, the most probable first; never more than five.
    pub answers: Vec<Answer>,
    /// Whether several answers are about as probable.
    pub ambiguous: bool,
}

/// How a document was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// By its symbol or number.
    Symbol,
    /// By a name, letter for letter.
    Name,
    /// By a name that is only nearly the same.
    Similar,
    /// By its address.
    Address,
}

/// What a citation may mean.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The address of what is cited: the paragraph where there is exactly one, else the document.
    pub iri: String,
    /// The address of the document, annex or other thing.
    pub document: String,
    /// Its symbol, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// What it is called in English.
    pub label: String,
    /// The places in it that are cited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// From 0 to 100, as [`super::names`] tells.
    pub score: f64,
    /// Whether nothing else can be meant.
    pub certain: bool,
    /// How it was found.
    pub how: How,
    /// The name or symbol that fits.
    pub matched: String,
    /// Whether the release describes the document; what it does not describe it may still cite.
    pub known: bool,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A cited place.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// Its address.
    pub iri: String,
    /// Its path below the document: `para/72/a`.
    pub path: String,
    /// Whether the release has it.
    pub known: bool,
}

impl Resolution {
    /// The one thing that the text means beyond doubt, where it cites one thing only and the release has it.
    #[must_use]
    pub fn certain(&self) -> Option<&Answer> {
        match self.cited.as_slice() {
            [one] => one
                .answers
                .first()
                .filter(|answer| answer.certain && answer.is_there()),
            _ => None,
        }
    }
}

impl Answer {
    /// Whether the release has all that is cited.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.known && self.places.iter().all(|place| place.known)
    }
}

/// Understands a text that cites documents and paragraphs.
///
/// Bounded work for any text: what is longer than [`LONGEST_TEXT`] is not read, and a note says so.
#[must_use]
pub fn resolve(text: &str, names: &Names, store: &Store) -> Resolution {
    if text.chars().count() > LONGEST_TEXT {
        return Resolution {
            text: text.chars().take(100).collect(),
            cited: Vec::new(),
            notes: vec![format!(
                "The text is longer than {LONGEST_TEXT} characters. Send one citation at a time."
            )],
        };
    }
    let text = words::clean(text.trim());
    let reader = Reader { names, store };
    let parts = split::split(&text, |words| reader.is_document(words));
    let mut cited: Vec<Cited> = Vec::new();
    let mut notes = Vec::new();
    for part in &parts {
        for one in reader.read(&text, part) {
            let again = |before: &Cited| {
                before.place == one.place
                    && before.answers.first().map(|answer| &answer.iri)
                        == one.answers.first().map(|answer| &answer.iri)
                    && !one.answers.is_empty()
            };
            if !cited.iter().any(again) {
                cited.push(one);
            }
        }
        if let (None, Some(place)) = (&part.document, part.place.first()) {
            notes.push(format!(
                "\"{}\" names no document; write whose it is: {} of the Tunis Agenda.",
                place.english, place.english
            ));
        }
    }
    if cited.iter().all(|cited| cited.answers.is_empty()) && notes.is_empty() {
        notes.push(
            "Nothing in this release has such a symbol or name. Write a symbol (A/RES/70/125), a number (resolution 70/125) or a name (Tunis Agenda)."
                .to_owned(),
        );
    }
    Resolution { text, cited, notes }
}

/// Reads citations against a release.
struct Reader<'r> {
    names: &'r Names,
    store: &'r Store,
}

impl Reader<'_> {
    /// The citations of one part of the text. Numbers at its end are paragraphs where that makes sense of it.
    fn read(&self, text: &str, part: &Part) -> Vec<Cited> {
        let cited = self.part(text, part);
        let certain = |cited: &[Cited]| {
            cited
                .iter()
                .any(|cited| cited.answers.first().is_some_and(|answer| answer.certain))
        };
        if certain(&cited) {
            return cited;
        }
        split::with_trailing(text, part)
            .map(|part| self.part(text, &part))
            .filter(|other| certain(other))
            .unwrap_or(cited)
    }

    /// Whether some words name a document, as far as can be told.
    fn is_document(&self, words: &str) -> bool {
        const SURE: f64 = 75.0;
        let groups = self.documents(words, true);
        groups.iter().any(|group| {
            group
                .first()
                .is_some_and(|first| first.score >= SURE || first.how == How::Symbol)
        })
    }

    /// The citations of one part of the text: one for each document it names.
    fn part(&self, text: &str, part: &Part) -> Vec<Cited> {
        let Some(words) = &part.document else {
            return Vec::new();
        };
        let spelled = text.get(words.clone()).unwrap_or_default();
        let groups = self.documents(spelled, !part.place.is_empty());
        let place = (!part.place.is_empty()).then(|| {
            let english: Vec<&str> = part.place.iter().map(|place| place.english.as_str()).collect();
            english.join(", ")
        });
        let last = groups.len().saturating_sub(1);
        let groups = groups.into_iter().enumerate();
        groups
            .map(|(at, documents)| {
                // Places belong to the last of several documents.
                let places = if at == last { part.place.as_slice() } else { &[] };
                let answers: Vec<Answer> = documents
                    .into_iter()
                    .map(|document| self.answer(document, places))
                    .collect();
                let first = answers.first().map_or(0.0, |answer| answer.score);
                let near = answers.iter().skip(1).any(|answer| first - answer.score < 4.0);
                Cited {
                    words: text.get(part.all.clone()).unwrap_or_default().trim().to_owned(),
                    document: spelled.to_owned(),
                    place: place.clone().filter(|_| at == last),
                    ambiguous: near && !answers.first().is_some_and(|answer| answer.certain),
                    answers,
                }
            })
            .collect()
    }

    fn answer(&self, document: Document, found: &[places::Found]) -> Answer {
        // The place that a name has of itself counts where the release has it, or with a place in it.
        let outer = document.place.as_ref().filter(|place| {
            let mut paths = place.paths();
            !found.is_empty() || paths.all(|path| self.has(&crate::graph::iri::below(&document.iri, &path)))
        });
        let paths = split::paths(found, outer);
        let mut note = document.note;
        let mut places: Vec<Place> = Vec::new();
        for path in paths.paths.iter().take(MOST_PLACES) {
            places.push(self.place(&document.iri, path));
        }
        if let Some(lost) = paths.lost {
            note.get_or_insert(lost);
        }
        let missing: Vec<&str> = places
            .iter()
            .filter(|place| !place.known)
            .map(|place| place.path.as_str())
            .collect();
        if document.known && !missing.is_empty() {
            let more = if missing.len() > 3 { " and others" } else { "" };
            let list: Vec<&str> = missing.iter().take(3).copied().collect();
            note.get_or_insert(format!(
                "The document is in this release, but not its {}{more}: the number may be wrong, or the text is not at hand.",
                list.join(", ")
            ));
        } else if !document.known {
            note.get_or_insert(
                "This release does not describe the document; its address is made by the rule for symbols."
                    .to_owned(),
            );
        }
        let iri = match places.as_slice() {
            [one] => one.iri.clone(),
            _ => document.iri.clone(),
        };
        Answer {
            iri,
            label: document.label,
            symbol: document.symbol,
            places,
            score: document.score,
            certain: document.certain && document.score >= AUTOMATIC,
            how: document.how,
            matched: document.matched,
            known: document.known,
            document: document.iri,
            note,
        }
    }

    /// A place below a document, where the release has it under this path or below the only annex.
    fn place(&self, document: &str, path: &str) -> Place {
        let address = |path: &str| crate::graph::iri::below(document, path);
        let number = path.strip_prefix("para/");
        let other = [
            path.strip_prefix("annex/1/").map(str::to_owned),
            number.map(|number| format!("annex/1/para/{number}")),
            number.map(|number| format!("op/{number}")),
        ];
        let there = std::iter::once(path.to_owned())
            .chain(other.into_iter().flatten())
            .find(|path| self.has(&address(path)));
        let known = there.is_some();
        let path = there.unwrap_or_else(|| path.to_owned());
        Place {
            iri: address(&path),
            path,
            known,
        }
    }

    /// What a thing is called in English.
    fn label(&self, iri: &str) -> String {
        let subject = NamedNodeRef::new_unchecked(iri);
        let labels = self
            .store
            .quads_for_pattern(Some(subject.into()), Some(rdfs::LABEL), None, None);
        let mut labels: Vec<(bool, String)> = labels
            .flatten()
            .filter_map(|quad| match quad.object {
                Term::Literal(label) => Some((label.language() != Some("en"), label.value().to_owned())),
                _ => None,
            })
            .collect();
        labels.sort();
        labels
            .into_iter()
            .next()
            .map_or_else(|| iri.to_owned(), |(_, label)| label)
    }

    /// Whether the release points to a thing.
    fn is_cited(&self, iri: &str) -> bool {
        NamedNodeRef::new(iri).is_ok_and(|iri| {
            self.store
                .quads_for_pattern(None, None, Some(iri.into()), None)
                .next()
                .is_some()
        })
    }

    /// Whether the release says anything of a thing.
    fn has(&self, iri: &str) -> bool {
        NamedNodeRef::new(iri).is_ok_and(|iri| {
            self.store
                .quads_for_pattern(Some(iri.into()), None, None, None)
                .next()
                .is_some()
        })
    }
}
