//! Which words of an old text a new one keeps, in order, in bounded time.
//!
//! The shortest script of Myers (1986) up to [`LIMIT`] changes. Where two texts differ more, the phrases,
//! or else the words, that each has exactly once are taken as fixed points (Bram Cohen's patience diff),
//! and what lies between them is compared in the same way. What has no fixed points and too many changes
//! counts as replaced as a whole: the share of kept words is then a lower bound.

use std::collections::HashMap;

use super::tokens::Token;

/// The most changes a shortest script is looked for.
const LIMIT: usize = 400;

/// How often fixed points are looked for between fixed points.
const DEPTH: u8 = 6;

/// How many words a fixed point has; the second where the first finds none.
const ANCHORS: [usize; 2] = [3, 1];

/// A run of words that both texts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Its first word in the old text.
    pub old: usize,
    /// Its first word in the new text.
    pub new: usize,
    /// How many words it has.
    pub length: usize,
}

/// The runs of words that `new` keeps of `old`, in order. Runs that touch in both texts are one.
pub(super) fn kept(old: &[u32], new: &[u32]) -> Vec<Run> {
    let mut runs = Vec::new();
    between(
        old,
        new,
        Run {
            old: 0,
            new: 0,
            length: 0,
        },
        DEPTH,
        &mut runs,
    );
    runs
}

/// The runs of words of one text that another keeps; words are equal where their hashes are.
pub(super) fn kept_words(old: &[Token], new: &[Token]) -> Vec<Run> {
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut numbered = |words: &[Token]| -> Vec<u32> {
        let number = |word: &Token| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(word.hash).or_insert(next)
        };
        words.iter().map(number).collect()
    };
    let (old, new) = (numbered(old), numbered(new));
    kept(&old, &new)
}

fn push(run: Run, runs: &mut Vec<Run>) {
    match runs.last_mut() {
        Some(last) if last.old + last.length == run.old && last.new + last.length == run.new => {
            last.length += run.length;
        }
        _ if run.length > 0 => runs.push(run),
        _ => {}
    }
}

/// Compares two stretches that begin at `at`.
fn between(old: &[u32], new: &[u32], at: Run, depth: u8, runs: &mut Vec<Run>) {
    let head = common(old.iter(), new.iter());
    let (a, b) = (rest(old, head), rest(new, head));
    let tail = common(a.iter().rev(), b.iter().rev());
    let a = a.get(..a.len() - tail).unwrap_or_default();
    let b = b.get(..b.len() - tail).unwrap_or_default();
    push(Run { length: head, ..at }, runs);
    let inside = Run {
        old: at.old + head,
        new: at.new + head,
        length: 0,
    };
    if !a.is_empty() && !b.is_empty() {
        match shortest(a, b) {
            Some(found) => found.into_iter().for_each(|run| push(moved(run, inside), runs)),
            None => around_anchors(a, b, inside, depth, runs),
        }
    }
    let end = Run {
        old: inside.old + a.len(),
        new: inside.new + b.len(),
        length: tail,
    };
    push(end, runs);
}

fn rest(words: &[u32], from: usize) -> &[u32] {
    words.get(from..).unwrap_or_default()
}

fn moved(run: Run, by: Run) -> Run {
    Run {
        old: run.old + by.old,
        new: run.new + by.new,
        length: run.length,
    }
}

fn common<'w>(a: impl Iterator<Item = &'w u32>, b: impl Iterator<Item = &'w u32>) -> usize {
    a.zip(b).take_while(|(x, y)| x == y).count()
}

/// The shortest script, as what it keeps; `None` where it has more than [`LIMIT`] changes.
///
/// Row d holds, for each diagonal i of its d + 1, how many old words the furthest way with d changes
/// has passed; the new words passed are then `x + d - 2 i`.
fn shortest(old: &[u32], new: &[u32]) -> Option<Vec<Run>> {
    let goal = (old.len(), new.len());
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for d in 0..=LIMIT.min(goal.0 + goal.1) {
        let mut row = Vec::with_capacity(d + 1);
        for i in 0..=d {
            let x = start(&rows, d, i);
            let y = (x + d).saturating_sub(2 * i);
            let x = x + common(rest(old, x).iter(), rest(new, y).iter());
            row.push(x);
            if (x, (x + d).saturating_sub(2 * i)) == goal {
                rows.push(row);
                return Some(walked(&rows, d, i));
            }
        }
        rows.push(row);
    }
    None
}

/// Where the way to diagonal `i` with `d` changes starts to follow equal words: after a word left out
/// of the old text, or one added by the new.
fn start(rows: &[Vec<usize>], d: usize, i: usize) -> usize {
    let Some(above) = d.checked_sub(1).and_then(|d| rows.get(d)) else {
        return 0;
    };
    let removed = i.checked_sub(1).and_then(|i| above.get(i)).map(|x| x + 1);
    let added = above.get(i).copied();
    removed.max(added).unwrap_or_default()
}

/// The way back from the goal, as the runs of equal words on it.
fn walked(rows: &[Vec<usize>], mut d: usize, mut i: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    loop {
        let from = start(rows, d, i);
        let to = rows.get(d).and_then(|row| row.get(i)).copied().unwrap_or(from);
        if to > from {
            runs.push(Run {
                old: from,
                new: (from + d).saturating_sub(2 * i),
                length: to - from,
            });
        }
        let Some(above) = d.checked_sub(1) else { break };
        let added = rows.get(above).and_then(|row| row.get(i)).copied();
        if added != Some(from) {
            i = i.saturating_sub(1);
        }
        d = above;
    }
    runs.reverse();
    runs
}

/// Compares what lies before, between and behind the words that each text has exactly once.
fn around_anchors(old: &[u32], new: &[u32], at: Run, depth: u8, runs: &mut Vec<Run>) {
    let Some(deeper) = depth.checked_sub(1) else {
        return;
    };
    let (mut a, mut b) = (0, 0);
    let mut found = ANCHORS.iter().map(|length| rising(&unique(old, new, *length)));
    let Some(anchors) = found.find(|anchors| !anchors.is_empty()) else {
        return;
    };
    for (x, y) in anchors {
        let here = moved(
            Run {
                old: a,
                new: b,
                length: 0,
            },
            at,
        );
        let gaps = (old.get(a..x), new.get(b..y));
        between(
            gaps.0.unwrap_or_default(),
            gaps.1.unwrap_or_default(),
            here,
            deeper,
            runs,
        );
        push(
            moved(
                Run {
                    old: x,
                    new: y,
                    length: 1,
                },
                at,
            ),
            runs,
        );
        (a, b) = (x + 1, y + 1);
    }
    let here = moved(
        Run {
            old: a,
            new: b,
            length: 0,
        },
        at,
    );
    between(rest(old, a), rest(new, b), here, deeper, runs);
}

/// Where the phrases of some words begin that both texts have exactly once, in the order of the old text.
fn unique(old: &[u32], new: &[u32], length: usize) -> Vec<(usize, usize)> {
    let mut seen: HashMap<&[u32], (usize, usize)> = HashMap::new();
    for (at, phrase) in new.windows(length).enumerate() {
        let (count, place) = seen.entry(phrase).or_insert((0, at));
        *count += 1;
        *place = at;
    }
    let mut times: HashMap<&[u32], usize> = HashMap::new();
    for phrase in old.windows(length) {
        *times.entry(phrase).or_insert(0) += 1;
    }
    let places = old.windows(length).enumerate().filter_map(|(at, phrase)| {
        let (count, place) = seen.get(phrase)?;
        (*count == 1 && times.get(phrase) == Some(&1)).then_some((at, *place))
    });
    places.collect()
}

/// The longest part of the pairs whose second members rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of each length, the pair that ends lowest; and for every pair, the one before it.
    let mut lowest: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: &usize| pairs.get(*at).map_or(usize::MAX, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = lowest.partition_point(|other| second(other) < pair.1);
        before.push(length.checked_sub(1).and_then(|l| lowest.get(l)).copied());
        match lowest.get_mut(length) {
            Some(lowest) => *lowest = at,
            None => lowest.push(at),
        }
    }
    let mut chain = Vec::with_capacity(lowest.len());
    let mut next = lowest.last().copied();
    while let Some(at) = next {
        chain.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(runs: &[Run]) -> usize {
        runs.iter().map(|run| run.length).sum()
    }

    /// What the runs say must be so: equal words, in order, none twice.
    fn is_sound(old: &[u32], new: &[u32], runs: &[Run]) {
        let (mut a, mut b) = (0, 0);
        for run in runs {
            assert!(run.length > 0 && run.old >= a && run.new >= b, "{runs:?}");
            assert_eq!(
                old[run.old..run.old + run.length],
                new[run.new..run.new + run.length]
            );
            (a, b) = (run.old + run.length, run.new + run.length);
        }
    }

    fn longest_common(old: &[u32], new: &[u32]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for a in old {
            let mut corner = 0;
            for (j, b) in new.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if a == b { corner + 1 } else { above.max(row[j]) };
                corner = above;
            }
        }
        row[new.len()]
    }

    /// Catches: a script that is not the shortest, or keeps what is not there.
    #[test]
    fn as_much_is_kept_as_can_be() {
        let mut random = fastrand::Rng::with_seed(7);
        for letters in [2, 5, 30] {
            for _ in 0..300 {
                let mut make = || -> Vec<u32> {
                    let length = random.usize(0..40);
                    (0..length).map(|_| random.u32(0..letters)).collect()
                };
                let (old, new) = (make(), make());
                let runs = kept(&old, &new);
                is_sound(&old, &new, &runs);
                assert_eq!(count(&runs), longest_common(&old, &new), "{old:?} {new:?}");
            }
        }
    }

    /// Catches: a comparison that gives up on long texts, or takes quadratic time for them.
    #[test]
    fn very_long_texts_are_compared() {
        let old: Vec<u32> = (0..100_000).collect();
        let mut new = old.clone();
        new.rotate_left(300);
        for at in (0..new.len()).step_by(7) {
            new[at] += 1_000_000;
        }
        let runs = kept(&old, &new);
        is_sound(&old, &new, &runs);
        assert!(count(&runs) > 85_000, "{}", count(&runs));
        let mut random = fastrand::Rng::with_seed(1);
        let mut noise = || (0..100_000).map(|_| random.u32(0..3)).collect::<Vec<u32>>();
        let (old, new) = (noise(), noise());
        is_sound(&old, &new, &kept(&old, &new));
    }
}
