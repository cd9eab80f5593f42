//! Which things a name may mean.

use super::kinds::CLASSES;
use super::score::{Query, score};
use super::{AUTOMATIC, LONGEST_NAME, Name, NameKind, Names, Thing, fold};
use rustc_hash::FxHashMap;

/// So many names are compared word by word.
const CLOSER: usize = 160;
/// Below this score nothing is worth showing.
const LEAST: f64 = 30.0;
/// So far behind must the next thing be for the first to be certain.
const LEAD: f64 = 4.0;
/// How far a thing that few look for stands behind one of the same name.
const BEHIND: f64 = 4.5;
/// The longest query, in words; further ones are left out.
const MOST_WORDS: usize = 80;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Classes of which the thing must have one; all where there is none. Places in [`CLASSES`].
    pub classes: Vec<u8>,
    /// How many candidates at most; 0 means 10.
    pub limit: usize,
}

/// A thing that may be meant.
#[derive(Debug, Clone)]
pub struct Candidate<'n> {
    /// The thing.
    pub thing: &'n Thing,
    /// The name of it that fits best.
    pub name: &'n Name,
    /// How well it fits, from 0 to 100.
    pub score: f64,
    /// Whether the thing is meant beyond doubt: a score from [`AUTOMATIC`] on, and no other thing near.
    pub certain: bool,
}

impl Wanted {
    /// Only things of some classes.
    #[must_use]
    pub fn of(classes: &[u8]) -> Self {
        Self {
            classes: classes.to_vec(),
            limit: 0,
        }
    }

    /// Whether a thing is one that is looked for. An annex counts as a document: agreements are annexed to
    /// resolutions and cited by their own name.
    #[must_use]
    pub fn fits(&self, thing: &Thing) -> bool {
        self.classes.is_empty()
            || thing.classes.iter().any(|class| {
                self.classes.contains(class)
                    || *class == super::kinds::ANNEX && self.classes.contains(&super::kinds::DOCUMENT)
            })
    }
}

impl Names {
    /// The things a text may name, the best first.
    #[must_use]
    pub fn search(&self, text: &str, wanted: &Wanted) -> Vec<Candidate<'_>> {
        let text: String = text.chars().take(LONGEST_NAME).collect();
        let folded = fold(&text);
        let bracketed = self.bracketed(&text);
        let mut best: FxHashMap<u32, (f64, u32)> = FxHashMap::default();
        let mut offer = |score: f64, place: u32| {
            let Some(name) = self.names.get(place as usize) else {
                return;
            };
            let entry = best.entry(name.thing).or_insert((score, place));
            if score > entry.0 || (score - entry.0).abs() < f64::EPSILON && place < entry.1 {
                *entry = (score, place);
            }
        };
        for place in self.symbols_named(&text).into_iter().chain(self.exact(&folded)) {
            offer(self.ceiling(place, 100.0), place);
        }
        for (score, place) in bracketed {
            offer(score, place);
        }
        for place in self.compact.get(&folded.replace(' ', "")).into_iter().flatten() {
            offer(self.ceiling(*place, 99.0), *place);
        }
        let folded: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let query = Query::new(&folded.join(" "), &self.tokens);
        for place in self.nearest(&query) {
            if let Some(name) = self.names.get(place as usize) {
                let years = self
                    .things
                    .get(name.thing as usize)
                    .map_or(&[][..], |thing| &thing.years);
                offer(score(&query, name, years, &self.tokens), place);
            }
        }
        self.ranked(best, wanted)
    }

    /// The names before a bracket that has another name of the same thing: "Internet Governance Forum (IGF)".
    fn bracketed(&self, text: &str) -> Vec<(f64, u32)> {
        const BOTH: f64 = 99.5;
        let Some((before, inside)) = text
            .trim()
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
        else {
            return Vec::new();
        };
        let outer = self.exact(&fold(before));
        let inner = self.exact(&fold(inside));
        let thing = |place: &u32| self.names.get(*place as usize).map(|name| name.thing);
        let both = outer
            .iter()
            .filter(|outer| inner.iter().any(|inner| thing(inner) == thing(outer)));
        both.map(|place| (BOTH, *place)).collect()
    }

    fn exact(&self, folded: &str) -> Vec<u32> {
        self.exact.get(folded).cloned().unwrap_or_default()
    }

    /// What a name reaches at most by what it is.
    fn ceiling(&self, place: u32, score: f64) -> f64 {
        let made = self
            .names
            .get(place as usize)
            .is_some_and(|name| name.kind == NameKind::Made);
        if made { score.min(96.0) } else { score }
    }

    /// The symbols a text is one of, in whatever spelling.
    fn symbols_named(&self, text: &str) -> Vec<u32> {
        self.symbols
            .get(&super::symbols::key(text))
            .cloned()
            .unwrap_or_default()
    }

    /// The names that share most with a query.
    fn nearest(&self, query: &Query) -> Vec<u32> {
        let mut sums: FxHashMap<u32, (f32, usize)> = FxHashMap::default();
        for (turn, word) in query.words.iter().enumerate() {
            if word.little {
                continue;
            }
            for alike in &word.alike {
                let names = self.postings.get(alike.token as usize).into_iter().flatten();
                for name in names {
                    let (sum, last) = sums.entry(*name).or_insert((0.0, usize::MAX));
                    if *last != turn {
                        *last = turn;
                        *sum += alike.share * word.weight;
                    }
                }
            }
        }
        let share = |place: u32, sum: f32| {
            let weight = self.names.get(place as usize).map_or(1.0, |name| name.weight);
            2.0 * sum / (query.weight + weight).max(f32::EPSILON)
        };
        let mut ranked: Vec<(f32, u32)> = sums
            .into_iter()
            .map(|(place, (sum, _))| (share(place, sum), place))
            .collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if ranked.len() > CLOSER {
            ranked.select_nth_unstable_by(CLOSER, order);
            ranked.truncate(CLOSER);
        }
        ranked.into_iter().map(|(_, place)| place).collect()
    }

    fn ranked(&self, best: FxHashMap<u32, (f64, u32)>, wanted: &Wanted) -> Vec<Candidate<'_>> {
        let mut candidates: Vec<Candidate<'_>> = best
            .into_iter()
            .filter_map(|(thing, (score, name))| {
                let thing = self.things.get(thing as usize)?;
                let behind = wanted.classes.is_empty() && !is_main(thing);
                Some(Candidate {
                    thing,
                    name: self.names.get(name as usize)?,
                    score: round(if behind { score - BEHIND } else { score }),
                    certain: false,
                })
            })
            .filter(|candidate| candidate.score >= LEAST && wanted.fits(candidate.thing))
            .collect();
        candidates.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.name.kind.cmp(&b.name.kind))
                .then(a.thing.iri.cmp(&b.thing.iri))
        });
        // A keyword of the same name does not make a body uncertain.
        let main = candidates.first().is_some_and(|first| is_main(first.thing));
        let rival = candidates
            .iter()
            .skip(1)
            .find(|other| !main || is_main(other.thing));
        let next = rival.map_or(0.0, |next| next.score);
        if let Some(first) = candidates.first_mut() {
            // The name itself is beyond doubt where no other thing has it too.
            let alone = first.score - next >= LEAD || first.score >= 100.0 && next < 100.0;
            let looked_for = main || !wanted.classes.is_empty();
            first.certain = first.score >= AUTOMATIC && alone && looked_for;
        }
        candidates.truncate(if wanted.limit == 0 { 10 } else { wanted.limit });
        candidates
    }
}

fn is_main(thing: &Thing) -> bool {
    thing
        .classes
        .iter()
        .any(|class| CLASSES.get(usize::from(*class)).is_some_and(|class| class.main))
}

/// A score with one digit behind the point.
fn round(score: f64) -> f64 {
    (score.clamp(0.0, 100.0) * 10.0).round() / 10.0
}
