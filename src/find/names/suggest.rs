//! Names that begin with what somebody is typing.

use super::{Candidate, NameKind, Names, Wanted, fold, symbols};
use rustc_hash::FxHashMap;

/// The score of a name that begins with the letters, of one with a word that does, and of an identifier.
const BEGINS: f64 = 90.0;
const INSIDE: f64 = 70.0;
const IDENTIFIER: f64 = 100.0;

impl Names {
    /// The things of which a name begins with some letters, then those with a word in it that does, then those a name
    /// of which is nearly what is written; shorter names first. None is certain.
    #[must_use]
    pub fn suggest(&self, letters: &str, wanted: &Wanted) -> Vec<Candidate<'_>> {
        let folded = fold(letters);
        let key = symbols::key(letters);
        let inside = format!(" {folded}");
        let mut best: FxHashMap<u32, (f64, u32)> = FxHashMap::default();
        let mut offer = |score: f64, length: usize, place: u32| {
            let Some(name) = self.names.get(place as usize) else {
                return;
            };
            #[expect(clippy::cast_precision_loss, reason = "names are short")]
            let score =
                score - (length.min(400) as f64) / 50.0 - if name.kind == NameKind::Made { 5.0 } else { 0.0 };
            let entry = best.entry(name.thing).or_insert((score, place));
            if score > entry.0 || (score - entry.0).abs() < f64::EPSILON && place < entry.1 {
                *entry = (score, place);
            }
        };
        if !folded.is_empty() {
            for (text, places) in &self.exact {
                let score = match text {
                    text if *text == folded => IDENTIFIER,
                    text if text.starts_with(&folded) => BEGINS,
                    text if text.contains(&inside) => INSIDE,
                    _ => continue,
                };
                places.iter().for_each(|place| offer(score, text.len(), *place));
            }
        }
        if !key.is_empty() {
            for (symbol, places) in self.symbols.iter().filter(|(symbol, _)| symbol.starts_with(&key)) {
                places
                    .iter()
                    .for_each(|place| offer(BEGINS, symbol.len(), *place));
            }
        }
        let mut found = self.ranked_by(best, wanted);
        let near = self.search(letters, wanted);
        for candidate in near {
            if !found.iter().any(|known| known.thing.iri == candidate.thing.iri) {
                found.push(Candidate {
                    certain: false,
                    ..candidate
                });
            }
        }
        found
    }

    fn ranked_by(&self, best: FxHashMap<u32, (f64, u32)>, wanted: &Wanted) -> Vec<Candidate<'_>> {
        let mut found: Vec<Candidate<'_>> = best
            .into_iter()
            .filter_map(|(thing, (score, name))| {
                Some(Candidate {
                    thing: self.things.get(thing as usize)?,
                    name: self.names.get(name as usize)?,
                    score,
                    certain: false,
                })
            })
            .filter(|candidate| wanted.fits(candidate.thing))
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.thing.iri.cmp(&b.thing.iri)));
        found
    }
}
