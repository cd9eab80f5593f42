//! What is asked, as questions to the index, one for each language.

use super::analyse::{Analyser, Word};
use super::index::{EXACT, Fields};
use super::lists::lists;
use super::understand::Asked;
use crate::corpus::Language;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{Searcher, TantivyError};

/// How much more a word in a name weighs than in a text.
const IN_NAME: f32 = 3.0;
/// How much a word weighs whose beginning alone was typed.
const BEGUN: f32 = 0.6;
/// As many words may go on from a beginning; the most frequent ones.
const MOST_BEGUN: usize = 40;
/// As many words of the dictionary are looked at for that.
const MOST_SEEN: usize = 5_000;

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
    let mut words = words.iter().peekable();
    let mut before: Option<&Word> = None;
    while let Some(word) = words.next() {
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

/// Makes questions to one index.
pub(super) struct Matcher<'a> {
    /// The fields.
    pub fields: &'a Fields,
    /// The index.
    pub searcher: &'a Searcher,
}

type Boxed = Box<dyn Query>;

impl Matcher<'_> {
    /// The question in one language: everything must match, or (`any`) anything may.
    pub(super) fn question(
        &self,
        pieces: &[Piece],
        language: Language,
        any: bool,
    ) -> Result<Option<Boxed>, TantivyError> {
        let Some((name, text)) = self.fields.of(language) else {
            return Ok(None);
        };
        let fields = [(name, IN_NAME), (text, 1.0), (self.fields.common, IN_NAME)];
        let occur = if any { Occur::Should } else { Occur::Must };
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        for piece in pieces {
            let mut ways: Vec<(Occur, Boxed)> = Vec::new();
            for (field, boost) in fields {
                for (way, weight) in self.ways(piece, field, any)? {
                    ways.push((Occur::Should, Box::new(BoostQuery::new(way, boost * weight))));
                }
            }
            clauses.push((occur, Box::new(BooleanQuery::new(ways))));
        }
        Ok((!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Boxed))
    }

    /// How a piece can be found in a field.
    fn ways(&self, piece: &Piece, field: Field, any: bool) -> Result<Vec<(Boxed, f32)>, TantivyError> {
        let common = field == self.fields.common;
        let mut ways = Vec::new();
        match piece {
            Piece::Word { stem, exact, open } => {
                if common {
                    ways.push((term(field, &format!("{EXACT}{exact}")), 1.0));
                } else {
                    ways.push((term(field, stem), 1.0));
                }
                if *open {
                    let begun = self.begun(field, &format!("{EXACT}{exact}"))?;
                    ways.extend(begun.into_iter().map(|form| (term(field, &form), BEGUN)));
                }
            }
            Piece::Begun(beginning) => {
                let begun = self.begun(field, beginning)?;
                ways.extend(begun.into_iter().map(|form| (term(field, &form), 1.0)));
            }
            Piece::Row(forms) => match forms.as_slice() {
                [one] => ways.push((term(field, one), 1.0)),
                _ if any => ways.extend(forms.iter().map(|form| (term(field, form), 1.0))),
                _ => {
                    let terms = forms.iter().map(|form| Term::from_field_text(field, form));
                    ways.push((Box::new(PhraseQuery::new(terms.collect())), 1.0));
                }
            },
        }
        Ok(ways)
    }

    /// The most frequent words of a field with a beginning.
    fn begun(&self, field: Field, beginning: &str) -> Result<Vec<String>, TantivyError> {
        let mut found: Vec<(u32, String)> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut words = inverted.terms().range().ge(beginning).into_stream()?;
            let mut seen = 0;
            while words.advance() && seen < MOST_SEEN {
                let Ok(word) = std::str::from_utf8(words.key()) else {
                    continue;
                };
                if !word.starts_with(beginning) {
                    break;
                }
                seen += 1;
                found.push((words.value().doc_freq, word.to_owned()));
            }
        }
        found.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        found.truncate(MOST_BEGUN);
        Ok(found.into_iter().map(|(_, word)| word).collect())
    }
}

fn term(field: Field, form: &str) -> Boxed {
    let term = Term::from_field_text(field, form);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}
