//! W302, W303: evidence is looked up in the official texts at hand.

mod named;
mod plain;
mod state;

use std::collections::HashMap;

use self::named::Named;
use self::plain::{named, plain};
pub use self::state::{Fact, State, Tally};
use crate::corpus::reading::Reading;
use crate::corpus::references;
use crate::corpus::values::{Evidence, Passage};
use crate::corpus::{Corpus, Language, Symbol};
use crate::problem::{Place, Problem};

/// Words to be looked up.
#[derive(Debug, Clone)]
struct Quote {
    path: Option<String>,
    words: Option<Words>,
    language: Language,
    place: Place,
}

/// What is looked for.
#[derive(Debug, Clone)]
enum Words {
    /// Exactly these words.
    Printed(String),
    /// This name, which may stand there in another case.
    Name(String),
}

/// The quotes of all records, by the document they are said to stand in.
#[derive(Debug, Default)]
pub struct Quotes {
    /// What is to be looked up for each fact, if anything.
    quotes: Vec<Option<Quote>>,
    by_document: HashMap<Symbol, Vec<usize>>,
    facts: Vec<Fact>,
    named: Named,
}

/// What came of a quote: its number, and whether it stands there.
pub type Looked = (usize, State);

impl Quotes {
    /// Gathers the quotes of `corpus`.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let mut quotes = Self {
            named: Named::of(corpus),
            ..Self::default()
        };
        references::each(corpus, &mut |record, place| {
            if matches!(record.evidence(), Evidence::Unverified | Evidence::Translated) {
                let state = match record.evidence() {
                    Evidence::Translated => State::Translated,
                    _ => State::Unverified,
                };
                quotes.keep(Fact::of_record(place.at(place.span.clone()), state), None);
            }
            for passage in record.passages() {
                quotes.passage(passage, &|span| place.at(span));
            }
        });
        quotes
    }

    fn passage(&mut self, passage: &Passage, place: &dyn Fn(std::ops::Range<usize>) -> Place) {
        let Some(source) = &passage.source else {
            if let Some(url) = &passage.url {
                let mut fact = Fact::of_record(place(url.span()), State::WebPage);
                fact.source = Some(url.get_ref().clone());
                self.keep(fact, None);
            }
            return;
        };
        let printed = passage.quote.iter().map(|quote| {
            let words = Words::Printed(quote.get_ref().clone());
            (passage.lang.unwrap_or(Language::English), quote.span(), words)
        });
        let names = passage
            .names
            .iter()
            .map(|(language, name)| (*language, name.span(), Words::Name(name.get_ref().clone())));
        let mut all: Vec<_> = printed
            .chain(names)
            .map(|(language, span, words)| (language, span, Some(words)))
            .collect();
        if all.is_empty() {
            all.push((passage.lang.unwrap_or(Language::English), source.span(), None));
        }
        for (language, span, words) in all {
            let fact = Fact {
                place: place(span.clone()),
                source: Some(source.get_ref().to_string()),
                words: words.as_ref().map(|words| words.text().to_owned()),
                language: Some(language.tag()),
                state: if words.is_some() {
                    State::NoText
                } else {
                    State::NoWords
                },
            };
            let quote = Quote {
                path: source.get_ref().path.clone(),
                words,
                language,
                place: place(span),
            };
            self.keep(fact, Some((source.get_ref().symbol.clone(), quote)));
        }
    }

    fn keep(&mut self, fact: Fact, quote: Option<(Symbol, Quote)>) {
        let number = self.facts.len();
        self.facts.push(fact);
        self.quotes.push(quote.map(|(symbol, quote)| {
            self.by_document.entry(symbol).or_default().push(number);
            quote
        }));
    }

    /// Looks up every quote from the document of `reading` in it, if the
    /// languages are the same.
    pub fn look_up(&self, reading: &Reading, problems: &mut Vec<Problem>) -> Vec<Looked> {
        let numbers = self.by_document.get(&reading.symbol).into_iter().flatten();
        let mut looked = Vec::new();
        for (number, quote) in
            numbers.filter_map(|number| Some((*number, self.quotes.get(*number)?.as_ref()?)))
        {
            if quote.language != reading.language {
                continue;
            }
            match missing(quote, reading) {
                // Said of the row or block that names the provision already.
                Some(problem)
                    if problem.code == "W303" && self.named.missing(quote.path.as_deref(), reading) =>
                {
                    looked.push((number, State::Wrong));
                }
                Some(problem) => {
                    problems.push(problem);
                    looked.push((number, State::Wrong));
                }
                None if quote.words.is_some() => looked.push((number, State::Confirmed)),
                None => {}
            }
        }
        self.named.look_up(reading, problems);
        looked
    }

    /// Looks up the English quotes from the document `symbol` in an excerpt of it. What does not stand there
    /// may stand in what was left out.
    #[must_use]
    pub fn look_up_excerpt(&self, symbol: &Symbol, text: &str) -> Vec<Looked> {
        let text = plain(text);
        let numbers = self.by_document.get(symbol).into_iter().flatten();
        numbers
            .filter(|number| {
                let quote = self
                    .quotes
                    .get(**number)
                    .and_then(Option::as_ref)
                    .filter(|quote| quote.language == Language::English);
                match quote.and_then(|quote| quote.words.as_ref()) {
                    Some(Words::Printed(words)) => text.contains(&plain(words)),
                    _ => false,
                }
            })
            .map(|number| (*number, State::Excerpt))
            .collect()
    }

    /// Every fact with what came of it; `looked` are the results of all texts.
    #[must_use]
    pub fn facts(&self, looked: &[Looked]) -> Vec<Fact> {
        let mut facts = self.facts.clone();
        for (number, state) in looked {
            if let Some(fact) = facts.get_mut(*number) {
                fact.state = *state;
            }
        }
        facts
    }
}

impl Words {
    fn text(&self) -> &str {
        match self {
            Self::Printed(text) | Self::Name(text) => text,
        }
    }

    fn stand_in(&self, text: &str, language: Language) -> bool {
        match self {
            Self::Printed(words) => plain(text).contains(&plain(words)),
            Self::Name(name) => named(&plain(name), &plain(text), language),
        }
    }
}

/// W303: the text has no such provision.
fn no_such_provision(symbol: &Symbol, path: &str) -> Problem {
    Problem::error("W303", format!("{symbol} has no {path} in its official text"))
        .hint("check the number in the text; unnumbered paragraphs are op/N or pp/N")
}

fn missing(quote: &Quote, reading: &Reading) -> Option<Problem> {
    let within = |path: &str| match &quote.path {
        None => true,
        Some(wanted) => {
            path == wanted
                || path
                    .strip_prefix(wanted.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        }
    };
    let mut provisions = reading.provisions.iter().filter(|p| within(&p.path)).peekable();
    if let (Some(path), None) = (&quote.path, provisions.peek()) {
        return Some(no_such_provision(&reading.symbol, path).at(quote.place.clone()));
    }
    let words = quote.words.as_ref()?;
    let stand = |text: &str| words.stand_in(text, quote.language);
    let found = provisions.any(|provision| stand(&provision.text))
        || (quote.path.is_none() && heads(reading).any(stand));
    (!found).then(|| wrong(quote, words, reading))
}

fn wrong(quote: &Quote, words: &Words, reading: &Reading) -> Problem {
    let what = match words {
        Words::Printed(_) => "these words do",
        Words::Name(_) => "this name does",
    };
    Problem::error(
        "W302",
        format!(
            "{what} not stand in {} ({})",
            name(quote, reading),
            quote.language.tag()
        ),
    )
    .at(quote.place.clone())
    .hint("copy the words from the official text, or name the provision where they stand")
}

fn name(quote: &Quote, reading: &Reading) -> String {
    match &quote.path {
        None => reading.symbol.to_string(),
        Some(path) => format!("{}#{path}", reading.symbol),
    }
}

/// The words of a document that stand in no provision.
fn heads(reading: &Reading) -> impl Iterator<Item = &str> {
    let agenda = reading.agenda.iter().filter_map(|item| item.title.as_deref());
    let origin = reading.origin.iter().map(|origin| origin.printed.as_str());
    let session = reading.session.iter().map(|session| session.label.as_str());
    let closing = [&reading.closing.meeting, &reading.closing.date_label];
    [reading.title.as_deref(), reading.organ.as_deref()]
        .into_iter()
        .flatten()
        .chain(agenda)
        .chain(origin)
        .chain(session)
        .chain(closing.into_iter().filter_map(|line| line.as_deref()))
}
