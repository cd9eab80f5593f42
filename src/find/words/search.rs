//! The search over one release.

use super::ask::{MAX_LIMIT, Query, QueryError};
use super::facets::Counts;
use super::filter::{Filter, Verdict};
use super::index::Index;
use super::matching::{Matcher, Piece, pieces};
use super::read;
use super::results::{Results, SymbolFound, Understood};
use super::show::{Found, Shower, place};
use super::symbols::{Symbols, provision};
use super::things::{Things, WEIGHTS};
use super::understand::{Asked, understand};
use crate::corpus::Language;
use oxigraph::store::Store;

/// How much more a thing weighs that is part of a document named beside the words.
const IN_DOCUMENT: f32 = 10.0;
/// The lead of a thing that is named by its symbol.
const NAMED: f32 = 1_000.0;

/// The search over the things of one release. Making it reads the whole store; afterwards any number of
/// threads may search at once.
pub struct Search {
    store: Store,
    things: Things,
    symbols: Symbols,
    index: Index,
}

/// Scores of things while they are gathered, by number.
struct Scores {
    scores: Vec<f32>,
    languages: Vec<u8>,
    best: Vec<u8>,
}

impl Search {
    /// Reads the names and texts of a release.
    #[must_use]
    pub fn new(store: &Store) -> Self {
        let things = read::things(store);
        let symbols = Symbols::new(read::symbols(store, &things));
        let index = Index::new(&read::passages(store, &things));
        Self {
            store: store.clone(),
            things,
            symbols,
            index,
        }
    }

    /// How many things can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.things.all.len()
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.all.is_empty()
    }

    /// Answers a search.
    ///
    /// # Errors
    /// [`QueryError`] for a search out of bounds.
    pub fn run(&self, query: &Query) -> Result<Results, QueryError> {
        query.check()?;
        let asked = understand(&query.q, &self.symbols);
        let filter = Filter::new(query, &self.things);
        let (scores, mut understood) = self.scores(&asked, query);
        let mut counts = Counts::new();
        let mut found: Vec<Found> = Vec::new();
        let wanted = query.language.map_or(u8::MAX, |language| 1 << place(language));
        for (number, thing) in (0..).zip(&self.things.all) {
            let Some(hit) = scores.found(number) else {
                continue;
            };
            let verdict = filter.judge(thing, hit.languages & wanted != 0);
            counts.add(thing, hit.languages, verdict);
            if verdict == Verdict::Passes {
                found.push(hit);
            }
        }
        let total = found.len() as u64;
        understood.unknown = filter.unknown;
        let shower = Shower::new(&self.store, &self.things, &asked, query.reader);
        Ok(Results {
            total,
            offset: query.offset,
            limit: query.limit,
            understood,
            results: self
                .best(found, query)
                .into_iter()
                .filter_map(|found| shower.hit(found))
                .collect(),
            facets: counts.finish(&self.things, query.reader),
        })
    }

    /// The addresses of the things that match, the best first, with scores, at most `most`;
    /// for callers that show nothing.
    ///
    /// # Errors
    /// As [`Search::run`].
    pub fn addresses(&self, query: &Query, most: usize) -> Result<Vec<(String, f32)>, QueryError> {
        let limit = query.limit.min(most);
        let query = &Query {
            limit: limit.min(MAX_LIMIT),
            ..query.clone()
        };
        query.check()?;
        let query = &Query {
            limit,
            ..query.clone()
        };
        let asked = understand(&query.q, &self.symbols);
        let filter = Filter::new(query, &self.things);
        let (scores, _) = self.scores(&asked, query);
        let wanted = query.language.map_or(u8::MAX, |language| 1 << place(language));
        let found = (0..).zip(&self.things.all).filter_map(|(number, thing)| {
            let hit = scores.found(number)?;
            (filter.judge(thing, hit.languages & wanted != 0) == Verdict::Passes).then_some(hit)
        });
        let best = self.best(found.collect(), query);
        let address = |found: Found| Some((self.things.get(found.number)?.iri(), found.score));
        Ok(best.into_iter().filter_map(address).collect())
    }

    /// The part of the results that is asked for: by score, then the newest, then in the order of addresses.
    fn best(&self, mut found: Vec<Found>, query: &Query) -> Vec<Found> {
        let year = |found: &Found| self.things.get(found.number).and_then(|thing| thing.year);
        let order = |a: &Found, b: &Found| {
            let score = b.score.total_cmp(&a.score);
            score
                .then_with(|| year(b).cmp(&year(a)))
                .then_with(|| a.number.cmp(&b.number))
        };
        let end = query.offset.saturating_add(query.limit);
        if end < found.len() {
            found.select_nth_unstable_by(end, order);
            found.truncate(end);
        }
        found.sort_unstable_by(order);
        found.into_iter().skip(query.offset).collect()
    }

    /// Scores of everything that matches in any language: the facet of languages counts the others too.
    fn scores(&self, asked: &Asked, query: &Query) -> (Scores, Understood) {
        let mut scores = Scores::new(self.things.all.len());
        // English first: where a name of no language fits as well in all, it is shown in English.
        let mut languages = vec![query.reader];
        languages.extend(
            Language::ALL
                .into_iter()
                .filter(|language| *language != query.reader),
        );
        let by_language: Vec<(Language, Vec<Piece>, Vec<String>)> = languages
            .into_iter()
            .map(|language| {
                let (pieces, dropped) = pieces(asked, language);
                (language, pieces, dropped)
            })
            .collect();
        let named = self.named(asked);
        let mut all_words = true;
        let mut matcher = Matcher::new(&self.index, self.things.all.len());
        let mut most = (0, query.reader);
        for any in [false, true] {
            for (language, pieces, _) in &by_language {
                let count = self.matches(&mut matcher, &mut scores, pieces, (*language, any));
                if count > most.0 {
                    most = (count, *language);
                }
            }
            let several = by_language.iter().any(|(_, pieces, _)| breaks(pieces));
            if scores.any() || !named.is_empty() || !several {
                break;
            }
            all_words = false;
        }
        self.lift(&mut scores, asked, &named);
        if query.q.trim().is_empty() {
            scores.everything();
        }
        // Told in the language in which most was found: its words are the ones that were left out.
        let shown = query.language.unwrap_or(most.1);
        let of = by_language.iter().find(|(language, ..)| *language == shown);
        let (pieces, dropped) = of.map_or((&[][..], &[][..]), |(_, p, d)| (p.as_slice(), d.as_slice()));
        let mut understood = self.understood(asked, pieces, dropped, &named);
        understood.all_words = all_words;
        understood.languages = match query.language {
            Some(language) => vec![language.tag()],
            None => Language::ALL.iter().map(|language| language.tag()).collect(),
        };
        (scores, understood)
    }

    fn matches(
        &self,
        matcher: &mut Matcher<'_>,
        scores: &mut Scores,
        pieces: &[Piece],
        (language, any): (Language, bool),
    ) -> usize {
        let language = place(language);
        let found = matcher.matches(pieces, language, any);
        let count = found.len();
        for (number, score) in found {
            let weight = self.things.get(number).map_or(1.0, |thing| {
                let kind = WEIGHTS.get(usize::from(thing.kind)).copied();
                kind.unwrap_or(1.0) * thing.standing.weight()
            });
            scores.add(number, score * weight, language);
        }
        count
    }

    /// What the symbol means: a paragraph of the first document, then the documents.
    fn named(&self, asked: &Asked) -> Vec<u32> {
        let Some(symbol) = &asked.symbol else {
            return Vec::new();
        };
        let paragraph = symbol.paragraph.as_deref().and_then(|paragraph| {
            let of = |document: &u32| provision(&self.things, *document, paragraph);
            symbol.documents.iter().find_map(of)
        });
        paragraph
            .into_iter()
            .chain(symbol.documents.iter().copied())
            .collect()
    }

    /// Puts what is named by symbol first; beside other words, what stands in that document.
    fn lift(&self, scores: &mut Scores, asked: &Asked, named: &[u32]) {
        if asked.loose.is_empty() && asked.phrases.is_empty() {
            let lead = (1_u16..).map(|place| NAMED - f32::from(place));
            for (number, score) in named.iter().zip(lead) {
                scores.add(*number, score, usize::MAX);
            }
            return;
        }
        let Some(document) = asked.symbol.as_ref().and_then(|symbol| symbol.documents.first()) else {
            return;
        };
        let mut within = false;
        for (score, thing) in scores.scores.iter_mut().zip(&self.things.all) {
            if *score > 0.0 && thing.document == Some(*document) {
                *score *= IN_DOCUMENT;
                within = true;
            }
        }
        if !within && let Some(number) = named.first() {
            scores.add(*number, NAMED, usize::MAX);
        }
    }

    fn understood(&self, asked: &Asked, pieces: &[Piece], dropped: &[String], named: &[u32]) -> Understood {
        let symbol = asked.symbol.as_ref().map(|symbol| SymbolFound {
            text: symbol.text.clone(),
            iri: named
                .first()
                .and_then(|number| Some(self.things.get(*number)?.iri())),
            paragraph_missing: symbol.paragraph.is_some()
                && !symbol.documents.is_empty()
                && named.len() == symbol.documents.len(),
        });
        let mut understood = Understood {
            symbol,
            phrases: asked.phrases.clone(),
            ignored: dropped.to_vec(),
            ..Understood::default()
        };
        for piece in pieces {
            match piece {
                Piece::Word {
                    exact, open: true, ..
                } => understood.beginning = Some(exact.clone()),
                Piece::Word { exact, .. } => understood.words.push(exact.clone()),
                Piece::Begun(beginning) => understood.words.push(beginning.clone()),
                Piece::Row(_) => {}
            }
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Row(_))) && !asked.loose.is_empty() {
            // Chinese runs are looked for as they stand.
            let runs = asked.loose.split_whitespace();
            let han = runs.filter(|run| run.chars().any(super::fold::is_han));
            understood.words.extend(han.map(str::to_owned));
        }
        understood
    }
}

/// Whether some of the pieces could be there without the others.
fn breaks(pieces: &[Piece]) -> bool {
    pieces.len() > 1 || matches!(pieces, [Piece::Row(forms)] if forms.len() > 1)
}

impl Scores {
    fn new(count: usize) -> Self {
        Self {
            scores: vec![0.0; count],
            languages: vec![0; count],
            best: vec![0; count],
        }
    }

    /// Notes a match in a language, given by its place; beyond the list: in all.
    fn add(&mut self, number: u32, score: f32, language: usize) {
        let at = number as usize;
        let (Some(known), Some(languages), Some(best)) = (
            self.scores.get_mut(at),
            self.languages.get_mut(at),
            self.best.get_mut(at),
        ) else {
            return;
        };
        let everywhere = language >= Language::ALL.len();
        *languages |= if everywhere { u8::MAX } else { 1 << language };
        if score > *known {
            *known = score;
            if !everywhere {
                *best = language as u8;
            }
        }
    }

    fn any(&self) -> bool {
        self.scores.iter().any(|score| *score > 0.0)
    }

    fn everything(&mut self) {
        self.scores.fill(1.0);
        self.languages.fill(u8::MAX);
        self.best.fill(place(Language::English) as u8);
    }

    fn found(&self, number: u32) -> Option<Found> {
        let at = number as usize;
        let score = self.scores.get(at).copied().filter(|score| *score > 0.0)?;
        Some(Found {
            number,
            score,
            languages: self.languages.get(at).copied()?,
            best: usize::from(self.best.get(at).copied()?),
        })
    }
}
