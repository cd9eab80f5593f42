//! Which passages share words in a row: an index of a few fingerprints of each.
//!
//! A fingerprint stands for [`SHINGLE`] words in a row. Of [`WINDOW`] fingerprints in a row only the
//! least is kept (winnowing: Schleimer, Wilkerson and Aiken 2003), so that any two passages with
//! `SHINGLE + WINDOW - 1` words in a row in common share one, while the index holds less than half of
//! all. Passages stand in it in the order of time.

use rayon::prelude::*;

use super::texts::Texts;

/// How many words in a row make a fingerprint.
const SHINGLE: usize = 3;

/// Of how many fingerprints in a row one is kept at least.
const WINDOW: usize = 3;

/// The fingerprints of some words, sorted, each once. Fewer than [`SHINGLE`] words have one.
pub(super) fn fingerprints(words: &[u32]) -> Vec<u32> {
    let all: Vec<u32> = if words.len() < SHINGLE {
        vec![mixed(words)]
    } else {
        words.windows(SHINGLE).map(mixed).collect()
    };
    let mut kept: Vec<u32> = if all.len() < WINDOW {
        all
    } else {
        all.windows(WINDOW)
            .filter_map(|window| window.iter().min())
            .copied()
            .collect()
    };
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// A number in which every bit depends on every word.
fn mixed(words: &[u32]) -> u32 {
    let hash = words.iter().fold(0x9e37_79b9_7f4a_7c15u64, |hash, word| {
        let hash = (hash ^ u64::from(*word)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ (hash >> 32)
    });
    (hash >> 16) as u32
}

/// Every fingerprint with the passages that have it.
pub(super) struct Index(Vec<(u32, u32)>);

impl Index {
    pub(super) fn new(texts: &Texts) -> Self {
        let mut entries: Vec<(u32, u32)> = (0..texts.len())
            .into_par_iter()
            .filter(|passage| !texts.words(*passage).is_empty())
            .flat_map_iter(|passage| {
                // An index of more than four thousand million passages does not fit in memory.
                let number = u32::try_from(passage).unwrap_or(u32::MAX);
                fingerprints(texts.words(passage))
                    .into_iter()
                    .map(move |fingerprint| (fingerprint, number))
            })
            .collect();
        entries.par_sort_unstable();
        Self(entries)
    }

    /// The passages with a fingerprint, the oldest first.
    pub(super) fn having(&self, fingerprint: u32) -> &[(u32, u32)] {
        let start = self.0.partition_point(|entry| entry.0 < fingerprint);
        let from = self.0.get(start..).unwrap_or_default();
        // The runs are short: the end is looked for near the start first.
        let mut step = 1;
        while from.get(step).is_some_and(|entry| entry.0 == fingerprint) {
            step *= 2;
        }
        let near = from.get(..step.min(from.len())).unwrap_or_default();
        near.get(..near.partition_point(|entry| entry.0 == fingerprint))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: passages with words in a row in common that would never be compared.
    #[test]
    fn five_words_in_a_row_are_found_anywhere() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..500 {
            let shared: Vec<u32> = (0..SHINGLE + WINDOW - 1).map(|_| random.u32(0..50)).collect();
            let mut around = || -> Vec<u32> {
                let mut noise = |n: usize| (0..n).map(|_| random.u32(100..200)).collect::<Vec<_>>();
                [noise(9), shared.clone(), noise(5)].concat()
            };
            let (a, b) = (fingerprints(&around()), fingerprints(&around()));
            assert!(a.iter().any(|fingerprint| b.contains(fingerprint)));
        }
    }
}
