//! Which documents some words mean: by address, symbol, number, or name.

use super::english::english;
use super::lists::LISTS;
use super::words::words;
use super::{How, Reader};
use crate::corpus::Symbol;
use crate::extract::citations::{self, Mention, Pinpoint, Target};
use crate::find::names::{CITED_WORK, Candidate, DOCUMENT, Name, NameKind, Thing, Wanted};
use crate::graph::iri;

/// So many answers are given at most.
const MOST: usize = 5;
/// From this score on a name is the one meant, letter for letter or nearly so.
const THE_NAME: f64 = 96.0;
/// A name below this is not worth telling.
const WORTH: f64 = 45.0;
/// What each word costs that is beside a name and says something.
const BESIDE: f64 = 12.0;
/// A document that the release only cites.
const ONLY_CITED: f64 = 92.0;
/// A document that the release has never heard of.
const UNHEARD: f64 = 60.0;
/// A thing that is no document.
const NO_CITATION: f64 = 85.0;
/// A document of another year than the text says.
const OTHER_YEAR: f64 = 85.0;

/// A document, annex or other thing that may be meant.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub iri: String,
    pub symbol: Option<String>,
    pub label: String,
    pub score: f64,
    pub certain: bool,
    pub how: How,
    pub matched: String,
    pub known: bool,
    pub note: Option<String>,
    /// The place in it that the name itself means.
    pub place: Option<Pinpoint>,
}

impl Reader<'_> {
    /// What some words mean: for every document named, the candidates, the best first.
    pub(super) fn documents(&self, text: &str, with_place: bool) -> Vec<Vec<Document>> {
        if let Some(document) = self.by_address(text) {
            return vec![vec![document]];
        }
        let wanted = Wanted {
            classes: vec![DOCUMENT, CITED_WORK],
            limit: MOST,
        };
        let named: Vec<Document> = self
            .names
            .search(text, &wanted)
            .iter()
            .filter(|candidate| candidate.score >= WORTH)
            .map(|candidate| self.candidate(candidate))
            .collect();
        let mut groups = self.by_rules(text);
        if named.first().is_some_and(|first| first.score >= THE_NAME) {
            let mut named = near(named);
            // What is annexed to a resolution has the place in it with its name.
            let ruled = groups.into_iter().flatten();
            if let (Some(first), Some(place)) = (
                named.first_mut(),
                ruled.filter_map(|other| Some((other.iri, other.place?))).next(),
            ) && first.iri == place.0
            {
                first.place = Some(place.1);
            }
            return vec![named];
        }
        groups.extend(self.by_odd_symbols(text, &groups));
        if groups.len() > 1 {
            return groups;
        }
        let mut all: Vec<Document> = groups.into_iter().flatten().collect();
        all.extend(named);
        if !with_place && !all.iter().any(|document| document.certain) {
            let anything = self.names.search(
                text,
                &Wanted {
                    limit: MOST,
                    ..Wanted::default()
                },
            );
            let others = anything.iter().filter(|candidate| candidate.score >= WORTH);
            // Bodies, events and places are no citations: they are told, and never taken for one.
            all.extend(others.map(|candidate| {
                let told = self.candidate(candidate);
                let cited = told.known && told.iri.starts_with(iri::DOCUMENTS);
                Document {
                    certain: told.certain && cited,
                    score: if cited {
                        told.score
                    } else {
                        told.score.min(NO_CITATION)
                    },
                    ..told
                }
            }));
        }
        let all = sorted(all);
        if all.is_empty() {
            vec![Vec::new()]
        } else {
            vec![all]
        }
    }

    /// An address of ours, or of the UN's document servers.
    fn by_address(&self, text: &str) -> Option<Document> {
        let text = text.trim();
        let (_, rest) = text.split_once("://")?;
        if let Some(symbol) = Symbol::from_address(text) {
            return Some(self.symbol(&symbol, text));
        }
        let path = rest.split_once("/id/").map(|(_, path)| path)?;
        let address = format!("{}{}", iri::THINGS, path.trim_end_matches('/'));
        let known = self.has(&address);
        known.then(|| Document {
            label: self.label(&address),
            symbol: None,
            score: 100.0,
            certain: true,
            how: How::Address,
            matched: text.to_owned(),
            known,
            note: None,
            place: None,
            iri: address,
        })
    }

    /// What the rules for official texts find.
    fn by_rules(&self, text: &str) -> Vec<Vec<Document>> {
        let english = english(text);
        let mentions = citations::mentions(&english.text);
        let beside = beside(&english.text, &mentions);
        let mut groups: Vec<Vec<Document>> = Vec::new();
        for mention in &mentions {
            let Some(mut document) = self.mention(mention, &english.text) else {
                continue;
            };
            if document.how == How::Name {
                document.score -= BESIDE * beside;
                document.certain &= beside < 1.0;
            }
            self.compare_years(&mut document, &english.years);
            let again = groups.iter().flatten().any(|other| other.iri == document.iri);
            if !again {
                groups.push(vec![document]);
            }
        }
        groups
    }

    fn mention(&self, mention: &Mention, text: &str) -> Option<Document> {
        let words = text.get(mention.span.clone()).unwrap_or_default();
        let place = (!mention.pinpoint.is_empty()).then(|| mention.pinpoint.clone());
        let document = match &mention.target {
            Target::Document(symbol) => {
                let mut document = self.symbol(symbol, words);
                if mention.rule == "listed work" {
                    document.how = How::Name;
                }
                document
            }
            Target::Work {
                document: Some(symbol),
                ..
            } => Document {
                how: How::Name,
                ..self.symbol(symbol, words)
            },
            Target::Work { slug, .. } => {
                let thing = self.names.thing(&iri::work(slug))?;
                self.thing(thing, words, 98.0, How::Name)
            }
        };
        Some(Document { place, ..document })
    }

    /// A document by its symbol, whether the release knows it or not.
    fn symbol(&self, symbol: &Symbol, written: &str) -> Document {
        if let Some(thing) = self.names.with_symbol(symbol.as_str()).first() {
            return self.thing(thing, written, 100.0, How::Symbol);
        }
        let address = iri::document(symbol);
        let cited = self.is_cited(&address);
        Document {
            iri: address,
            symbol: Some(symbol.to_string()),
            label: symbol.to_string(),
            score: if cited { ONLY_CITED } else { UNHEARD },
            certain: cited,
            how: How::Symbol,
            matched: written.trim().to_owned(),
            known: false,
            note: Some(
                if cited {
                    "This release cites the document but does not describe it."
                } else {
                    "This release neither describes nor cites the document; its address is made by the rule for symbols."
                }
                .to_owned(),
            ),
            place: None,
        }
    }

    fn thing(&self, thing: &Thing, written: &str, score: f64, how: How) -> Document {
        let own = self
            .names
            .of(&thing.iri)
            .filter(|name| name.kind == NameKind::Symbol)
            .map(|name| name.text.as_str())
            .find(|symbol| iri_of(symbol).is_some_and(|address| address == thing.iri));
        Document {
            iri: thing.iri.clone(),
            symbol: own.map(str::to_owned),
            label: thing.label("en").to_owned(),
            score,
            certain: true,
            how,
            matched: written.trim().to_owned(),
            known: true,
            note: None,
            place: None,
        }
    }

    fn candidate(&self, candidate: &Candidate<'_>) -> Document {
        let how = match candidate.name.kind {
            NameKind::Symbol => How::Symbol,
            _ if candidate.score >= THE_NAME => How::Name,
            _ => How::Similar,
        };
        Document {
            certain: candidate.certain,
            ..self.thing(candidate.thing, &matched(candidate.name), candidate.score, how)
        }
    }

    /// Symbols that only their letters hide from the rules: `a/res/70/125`, `A_RES_70_125`.
    fn by_odd_symbols(&self, text: &str, found: &[Vec<Document>]) -> Vec<Vec<Document>> {
        if !found.is_empty() {
            return Vec::new();
        }
        let odd = words(text).into_iter().filter_map(|word| {
            let printed = text.get(word.span.clone())?;
            if !printed.contains(['/', '_']) {
                return None;
            }
            if let Some(thing) = self.names.with_symbol(printed).first() {
                return Some(vec![self.thing(thing, printed, 100.0, How::Symbol)]);
            }
            let symbol = Symbol::parse(&printed.to_uppercase().replace('_', "/")).ok()?;
            let whole = symbol.as_str().matches('/').count() > 1;
            whole.then(|| vec![self.symbol(&symbol, printed)])
        });
        odd.collect()
    }

    /// A text that says another year than the document has is not certain.
    fn compare_years(&self, document: &mut Document, years: &[i32]) {
        let Some(thing) = self.names.thing(&document.iri) else {
            return;
        };
        let other = years.iter().find(|year| !thing.years.contains(year));
        if let (Some(year), false) = (other, thing.years.is_empty()) {
            document.score = document.score.min(OTHER_YEAR);
            document.certain = false;
            document.note.get_or_insert(format!(
                "The text says {year}, but this document is of {}.",
                thing.note
            ));
        }
    }
}

/// The name as it is told to people.
fn matched(name: &Name) -> String {
    name.text.clone()
}

/// The address that the rule makes of a symbol.
fn iri_of(symbol: &str) -> Option<String> {
    Symbol::parse(symbol).ok().map(|symbol| iri::document(&symbol))
}

/// How many words beside what was found say something.
fn beside(text: &str, mentions: &[Mention]) -> f64 {
    let outside = words(text)
        .into_iter()
        .filter(|word| {
            !mentions
                .iter()
                .any(|mention| mention.span.contains(&word.span.start))
        })
        .filter(|word| {
            let says = word.plain.chars().any(char::is_alphanumeric);
            says && !word.is_figures()
                && !LISTS.around.contains(&word.plain)
                && !LISTS.little.contains(&word.plain)
        })
        .filter(|word| !LISTS.acts.contains_key(&word.plain))
        .count();
    f64::from(u32::try_from(outside).unwrap_or(u32::MAX))
}

/// The candidates that come near the first, the others being out of the question.
fn near(mut named: Vec<Document>) -> Vec<Document> {
    let first = named.first().map_or(0.0, |first| first.score);
    named.retain(|document| first - document.score < 12.0);
    named
}

/// The best first, each thing once; of several as good ones none is certain.
fn sorted(mut all: Vec<Document>) -> Vec<Document> {
    all.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(b.certain.cmp(&a.certain))
            .then(a.iri.cmp(&b.iri))
    });
    let mut kept: Vec<Document> = Vec::new();
    for document in all {
        if document.score > 0.0 && !kept.iter().any(|known| known.iri == document.iri) {
            kept.push(document);
        }
    }
    let next = kept.get(1).map_or(0.0, |next| next.score);
    if let Some(first) = kept.first_mut()
        && first.score < 100.0
        && first.score - next < 4.0
    {
        first.certain = false;
    }
    for other in kept.iter_mut().skip(1) {
        other.certain = false;
    }
    kept.truncate(MOST);
    kept
}
