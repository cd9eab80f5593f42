//! What is asked for, and where, before anything is asked.

use std::collections::BTreeMap;

use super::sources::{Ask, Source, Sources};
use crate::corpus::{Corpus, Language, Symbol};
use crate::problem::Problem;

/// Which texts are wanted.
#[derive(Debug, Clone)]
pub struct Choice {
    /// A pattern of symbols with `*` and `?`; everything where none is given.
    pub only: Option<glob::Pattern>,
    /// The languages.
    pub languages: Vec<Language>,
    /// Catalogue records too.
    pub records: bool,
}

/// A text that is wanted and where it may be had, the best source first.
#[derive(Debug, Clone)]
pub struct Target {
    /// The document.
    pub symbol: Symbol,
    /// Other symbols that its cover may print.
    pub also: Vec<Symbol>,
    /// The language; none for catalogue records, which have none.
    pub language: Option<Language>,
    /// The sources that may have it.
    pub candidates: Vec<Candidate>,
}

/// A place that may have a text.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The index within [`Sources::sources`].
    pub source: usize,
    /// Where to ask.
    pub ask: Ask,
}

impl Target {
    /// The path of its file below the folder, without the ending: `A/RES/80/173.en`.
    #[must_use]
    pub fn stem(&self) -> String {
        // A part that is only dots would lead to another folder.
        let part = |part: &str| match part.bytes().all(|b| b == b'.') {
            true => part.replace('.', "%2E"),
            false => part.to_owned(),
        };
        let path: Vec<String> = self.symbol.as_str().split('/').map(part).collect();
        let path = path.join("/");
        match self.language {
            Some(language) => format!("{path}.{language}"),
            None => format!("{path}.record"),
        }
    }
}

/// Every text of `corpus` that is chosen; documents that no source serves are noted in `problems` (W502).
///
/// # Errors
/// In words, where nothing is chosen.
pub fn plan(
    corpus: &Corpus,
    sources: &Sources,
    choice: &Choice,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Target>, String> {
    let mut documents = BTreeMap::new();
    for record in &corpus.documents {
        let symbol = record.value.symbol.get_ref();
        if choice.only.as_ref().is_none_or(|only| chosen(only, symbol)) {
            let also = record
                .value
                .symbols
                .iter()
                .filter_map(|printed| Symbol::parse(printed).ok());
            let also: Vec<Symbol> = also.collect();
            documents.insert(symbol.clone(), (also, record.place(record.value.symbol.span())));
        }
    }
    if documents.is_empty() {
        return Err(match &choice.only {
            Some(only) => format!(
                "no document of the data has a symbol like `{only}`; * stands for any letters, as in 'A/RES/8*'. A document of your own data: --data DIR"
            ),
            None => "the data hold no documents".to_owned(),
        });
    }
    let mut targets = Vec::new();
    for (symbol, (also, place)) in documents {
        let before = targets.len();
        let texts = choice.languages.iter().map(|language| Some(*language));
        for language in texts.chain(choice.records.then_some(None)) {
            let candidates = candidates(&sources.sources, &symbol, language);
            if !candidates.is_empty() {
                targets.push(Target {
                    symbol: symbol.clone(),
                    also: also.clone(),
                    language,
                    candidates,
                });
            }
        }
        if targets.len() == before {
            problems.push(
                Problem::note(
                    "W502",
                    format!("no source serves {symbol} in the languages chosen"),
                )
                .at(place)
                .hint("add a [[source]], or a line to one with `documents`, in data/sources.toml"),
            );
        }
    }
    Ok(targets)
}

/// Whatever the case: people type `a/res/80/*`.
fn chosen(only: &glob::Pattern, symbol: &Symbol) -> bool {
    let options = glob::MatchOptions {
        case_sensitive: false,
        ..glob::MatchOptions::new()
    };
    only.matches_with(symbol.as_str(), options)
}

fn candidates(sources: &[Source], symbol: &Symbol, language: Option<Language>) -> Vec<Candidate> {
    let of_kind = |source: &Source| source.gives_records() == language.is_none();
    let ask = |(index, source): (usize, &Source)| {
        let ask = source.ask(symbol, language).filter(|_| of_kind(source))?;
        Some(Candidate { source: index, ask })
    };
    sources.iter().enumerate().filter_map(ask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_symbol_leads_out_of_the_folder() {
        let stem = |symbol: &str| {
            let target = Target {
                symbol: symbol.parse().unwrap(),
                also: Vec::new(),
                language: Some(Language::English),
                candidates: Vec::new(),
            };
            target.stem()
        };
        assert_eq!(stem("A/RES/80/173"), "A/RES/80/173.en");
        assert_eq!(stem("A/../../1"), "A/%2E%2E/%2E%2E/1.en");
    }
}
