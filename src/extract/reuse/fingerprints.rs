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

/// The fingerprints of some words, sorted, each once. Fewer than [`SHINGLE`] words have one, no words none.
pub(super) fn fingerprints(words: &[u32]) -> Vec<u32> {
    let all: Vec<u32> = if words.is_empty() {
        Vec::new()
    } else if words.len() < SHINGLE {
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

/// How many of the upper bits of a fingerprint its place is looked up by.
const BITS: u32 = 16;

/// Every fingerprint with the passages that have it.
pub(super) struct Index {
    /// Sorted.
    entries: Vec<(u32, u32)>,
    /// Where the entries begin for each value of the upper bits; one more than there are values.
    starts: Vec<usize>,
}

impl Index {
    pub(super) fn new(texts: &Texts) -> Self {
        let mut entries: Vec<(u32, u32)> = (0..texts.len())
            .into_par_iter()
            .flat_map_iter(|passage| {
                // An index of more than four thousand million passages does not fit in memory.
                let number = u32::try_from(passage).unwrap_or(u32::MAX);
                fingerprints(texts.words(passage))
                    .into_iter()
                    .map(move |fingerprint| (fingerprint, number))
            })
            .collect();
        entries.par_sort_unstable();
        let mut starts = vec![0; (1 << BITS) + 1];
        let mut at = 0;
        for (value, start) in (0u32..).zip(&mut starts) {
            let rest = entries.get(at..).unwrap_or_default();
            at += rest.iter().take_while(|entry| upper(entry.0) < value).count();
            *start = at;
        }
        Self { entries, starts }
    }

    /// The passages with a fingerprint, the oldest first.
    pub(super) fn having(&self, fingerprint: u32) -> &[(u32, u32)] {
        let value = upper(fingerprint) as usize;
        let start = |value: usize| self.starts.get(value).copied().unwrap_or_default();
        let part = self
            .entries
            .get(start(value)..start(value + 1))
            .unwrap_or_default();
        let from = part.partition_point(|entry| entry.0 < fingerprint);
        let to = part.partition_point(|entry| entry.0 <= fingerprint);
        part.get(from..to).unwrap_or_default()
    }
}

/// The upper bits.
fn upper(fingerprint: u32) -> u32 {
    fingerprint >> (u32::BITS - BITS)
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
