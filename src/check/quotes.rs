//! W302, W303: evidence is looked up in the official texts at hand.

use std::collections::HashMap;

use crate::corpus::reading::Reading;
use crate::corpus::references;
use crate::corpus::{Corpus, Language, Symbol};
use crate::problem::{Place, Problem};

/// A quote to be looked up.
#[derive(Debug, Clone)]
struct Quote {
    path: Option<String>,
    words: Option<String>,
    language: Language,
    place: Place,
}

/// The quotes of all records, by the document they are said to stand in.
#[derive(Debug, Default)]
pub struct Quotes(HashMap<Symbol, Vec<Quote>>);

impl Quotes {
    /// Gathers the quotes of `corpus`.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        let mut quotes: HashMap<Symbol, Vec<Quote>> = HashMap::new();
        references::each(corpus, &mut |record, place| {
            for passage in record.evidence().passages() {
                let Some(source) = &passage.source else {
                    continue;
                };
                let span = passage
                    .quote
                    .as_ref()
                    .map_or(source.span(), serde_spanned::Spanned::span);
                quotes
                    .entry(source.get_ref().symbol.clone())
                    .or_default()
                    .push(Quote {
                        path: source.get_ref().path.clone(),
                        words: passage.quote.as_ref().map(|quote| quote.get_ref().clone()),
                        language: passage.lang.unwrap_or(Language::English),
                        place: place.at(span),
                    });
            }
        });
        Self(quotes)
    }

    /// Looks up every quote from the document of `reading` in it, if the
    /// languages are the same.
    pub fn look_up(&self, reading: &Reading, problems: &mut Vec<Problem>) {
        let quotes = self.0.get(&reading.symbol).into_iter().flatten();
        for quote in quotes.filter(|quote| quote.language == reading.language) {
            problems.extend(missing(quote, reading));
        }
    }
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
        return Some(
            Problem::error(
                "W303",
                format!("{} has no {path} in its official text", reading.symbol),
            )
            .at(quote.place.clone())
            .hint("check the number in the text; unnumbered paragraphs are op/N or pp/N"),
        );
    }
    let wanted = plain(quote.words.as_ref()?);
    let found = provisions.any(|provision| plain(&provision.text).contains(&wanted))
        || (quote.path.is_none() && heads(reading).any(|text| plain(text).contains(&wanted)));
    (!found).then(|| {
        Problem::error(
            "W302",
            format!("these words do not stand in {}", name(quote, reading)),
        )
        .at(quote.place.clone())
        .hint("copy the words from the official text, or name the provision where they stand")
    })
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

/// Words without what differs between keyboards: case, kinds of quotation marks
/// and hyphens, runs of spaces.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{2018}' | '\u{2019}' => plain.push('\''),
            '\u{201c}' | '\u{201d}' => plain.push('"'),
            '\u{2010}'..='\u{2014}' => plain.push('-'),
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain.trim().to_owned()
}
