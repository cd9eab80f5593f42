//! What is asked, as questions to the index, one for each language.

use super::analyse::{Analyser, Word};
use super::index::{EXACT, Field, Index};
use super::lists::lists;
use super::understand::Asked;
use crate::corpus::Language;

/// How much more a word in a name weighs than in a text.
const IN_NAME: f32 = 3.0;
/// How much a word weighs whose beginning alone was typed.
const BEGUN: f32 = 0.6;
/// As many words may go on from a beginning; the most frequent ones.
const MOST_BEGUN: usize = 40;

/// One thing that must (or may) be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word, by its stem, and as it is written.
    Word {
        /// Without endings.
        stem: String,
        /// As written.
        exact: String,
        /// Whether it may go on.
        open: bool,
    },
    /// Forms that stand one after the other.
    Row(Vec<String>),
    /// A beginning only: a single Chinese character.
    Begun(String),
}

/// The pieces of a search in one language, and the words left out as saying too little.
pub(super) fn pieces(asked: &Asked, language: Language) -> (Vec<Piece>, Vec<String>) {
    let analyser = Analyser::new(Some(language));
    let mut pieces = Vec::new();
    for phrase in &asked.phrases {
        pieces.extend(row(&analyser.words(phrase)));
    }
    let words = analyser.words(&asked.loose);
    let (mut loose, mut dropped) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if word.han {
            let run = run(words.get(at..).unwrap_or_default());
            loose.extend(row(run));
            at += run.len();
            continue;
        }
        at += 1;
        let open = asked.open && at == words.len();
        if lists().stops(language, &word.exact) && !open {
            dropped.push(word.exact.clone());
            continue;
        }
        loose.push(Piece::Word {
            stem: word.stem.clone(),
            exact: word.exact.clone(),
            open,
        });
    }
    if loose.is_empty() && pieces.is_empty() {
        // Nothing but such words: then they are what is looked for.
        let words = std::mem::take(&mut dropped).into_iter();
        loose.extend(words.map(|exact| Piece::Word {
            stem: exact.clone(),
            exact,
            open: false,
        }));
    }
    pieces.extend(loose);
    if pieces.is_empty()
        && let Some(symbol) = &asked.symbol
    {
        pieces.extend(row(&analyser.words(number(&symbol.text))));
    }
    (pieces, dropped)
}

/// The part of a symbol that texts repeat: "70/125" of "res. A/RES/70/125 para 63".
fn number(written: &str) -> &str {
    let symbol = written.split_whitespace().find(|word| word.contains('/'));
    let symbol = symbol.unwrap_or(written).trim_matches([',', '.', ';', '(']);
    match symbol.rmatch_indices('/').nth(1) {
        Some((at, _)) if symbol.to_ascii_lowercase().contains("res/") => {
            symbol.get(at + 1..).unwrap_or(symbol)
        }
        _ => symbol,
    }
}

/// The Chinese characters at the head of `words` that follow each other without a gap.
fn run(words: &[Word]) -> &[Word] {
    let joined = words
        .windows(2)
        .take_while(|pair| matches!(pair, [a, b] if b.han && b.start < a.end));
    words.get(..=joined.count()).unwrap_or(words)
}

/// Words in their order. The last character of a Chinese run stands in a pair already.
fn row(words: &[Word]) -> Option<Piece> {
    let mut forms = Vec::new();
    let mut before: Option<&Word> = None;
    for word in words {
        let closes = word.han && before.is_some_and(|before| before.han && before.end == word.end);
        if !closes {
            forms.push(if word.han {
                word.stem.clone()
            } else {
                format!("{EXACT}{}", word.exact)
            });
        }
        before = Some(word);
    }
    match forms.as_slice() {
        [] => None,
        [one] if one.chars().count() == 1 => Some(Piece::Begun(one.clone())),
        _ => Some(Piece::Row(forms)),
    }
}

/// Answers questions to one index.
pub(super) struct Matcher<'a> {
    index: &'a Index,
    /// Scores of the piece that is looked for, by the number of the thing; all 0 between pieces.
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Matcher<'a> {
    /// For an index of so many things.
    pub(super) fn new(index: &'a Index, count: usize) -> Self {
        Self {
            index,
            scores: vec![0.0; count],
            touched: Vec::new(),
        }
    }

    /// The things, with scores, that match all pieces in a language (given by its place), or (`any`) some.
    pub(super) fn matches(&mut self, pieces: &[Piece], language: usize, any: bool) -> Vec<(u32, f32)> {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            self.piece(piece, language, any);
            self.touched.sort_unstable();
            if at == 0 {
                let first = self.touched.iter().map(|thing| (*thing, 0.0));
                found.extend(first);
            } else if any {
                let known = found.len();
                let new = |thing: &&u32| found.get(..known).is_none_or(|known| !holds(known, **thing));
                let new: Vec<(u32, f32)> = self.touched.iter().filter(new).map(|t| (*t, 0.0)).collect();
                found.extend(new);
                found.sort_unstable_by_key(|(thing, _)| *thing);
            }
            for (thing, score) in &mut found {
                let more = self.scores.get(*thing as usize).copied().unwrap_or_default();
                *score = if more > 0.0 || any {
                    *score + more
                } else {
                    f32::NAN
                };
            }
            found.retain(|(_, score)| !score.is_nan());
            for thing in self.touched.drain(..) {
                if let Some(score) = self.scores.get_mut(thing as usize) {
                    *score = 0.0;
                }
            }
            if found.is_empty() && !any {
                break;
            }
        }
        found
    }

    /// Scores the things in which a piece is found, in names and texts of a language and in names of none.
    fn piece(&mut self, piece: &Piece, language: usize, any: bool) {
        let (name, text) = Field::of(language);
        let index = self.index;
        for (field, boost) in [(name, IN_NAME), (text, 1.0), (Field::COMMON, IN_NAME)] {
            let Some(postings) = index.field(field) else {
                continue;
            };
            let mut gathered = Gathered {
                scores: &mut self.scores,
                touched: &mut self.touched,
            };
            match piece {
                Piece::Word { stem, exact, open } => {
                    let exact = format!("{EXACT}{exact}");
                    let form = if field == Field::COMMON { &exact } else { stem };
                    postings.word(form, gathered.by(boost));
                    if *open {
                        for form in postings.begun(&exact, MOST_BEGUN) {
                            postings.word(form, gathered.by(boost * BEGUN));
                        }
                    }
                }
                Piece::Begun(beginning) => {
                    for form in postings.begun(beginning, MOST_BEGUN) {
                        postings.word(form, gathered.by(boost));
                    }
                }
                Piece::Row(forms) if any || forms.len() == 1 => {
                    for form in forms {
                        postings.word(form, gathered.by(boost));
                    }
                }
                Piece::Row(forms) => postings.phrase(forms, gathered.by(boost)),
            }
        }
    }
}

/// Where the scores of a piece go.
struct Gathered<'a> {
    scores: &'a mut [f32],
    touched: &'a mut Vec<u32>,
}

impl Gathered<'_> {
    /// Adds scores, each times a weight.
    fn by(&mut self, weight: f32) -> impl FnMut(u32, f32) {
        move |thing, score| {
            if let Some(known) = self.scores.get_mut(thing as usize) {
                if *known == 0.0 {
                    self.touched.push(thing);
                }
                *known += score * weight;
            }
        }
    }
}

fn holds(found: &[(u32, f32)], thing: u32) -> bool {
    found.binary_search_by_key(&thing, |(known, _)| *known).is_ok()
}
