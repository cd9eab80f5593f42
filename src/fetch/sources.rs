//! The list of sources, `data/sources.toml`: which addresses hold which texts, and how to behave there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::pattern::{Matched, Template, Values, address_part};
use crate::corpus::{Language, Symbol};
use crate::text::format::Format;

/// How long, how much, how often.
#[derive(Debug, Clone)]
pub struct Limits {
    /// To reach a host.
    pub connect: Duration,
    /// Of silence from a host.
    pub read: Duration,
    /// For one file.
    pub total: Duration,
    /// Of one file.
    pub max_bytes: u64,
    /// Attempts after the first.
    pub retries: u32,
    /// Before the first retry.
    pub backoff: Duration,
    /// The longest wait a host may ask for.
    pub longest_wait: Duration,
    /// Files in a row that a host fails to give before it is left alone.
    pub give_up_after: u32,
    /// Between two requests to one host.
    pub delay: Duration,
}

/// How a page looks that keeps programs out.
#[derive(Debug, Clone, Default)]
pub struct Challenge {
    /// Words in it, in lower case.
    pub words: Vec<String>,
    /// Names of headers, in lower case.
    pub headers: Vec<String>,
}

/// A place that holds official texts.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, as records and messages give it.
    pub name: String,
    /// Sources with smaller numbers are asked first.
    pub rank: u32,
    /// What it delivers.
    pub format: Format,
    /// The languages it has.
    pub languages: Vec<Language>,
    /// Patterns of the symbols it serves.
    pub(super) serves: Vec<Template>,
    /// The sessions it serves, both ends included, where the pattern names a session.
    pub(super) sessions: (Option<u32>, Option<u32>),
    /// How to get at a text.
    pub(super) way: Way,
    /// Media types that its answers may have; any where empty.
    pub media: Vec<String>,
}

/// How to get at a text.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// By an address made from the symbol.
    Address(Template),
    /// By a list of files, asked first, in which the text's file has one of these names.
    Listing {
        listing: Template,
        entries: Vec<Template>,
        address: Template,
    },
    /// By addresses written down one by one.
    Documents(BTreeMap<Symbol, BTreeMap<Language, String>>),
}

/// Where to ask for one text.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Here.
    At(String),
    /// At the place that a list of files tells.
    Listed {
        /// The list's address.
        listing: String,
        /// The names to look for, the first that is there wins.
        names: Vec<glob::Pattern>,
        /// The address with `{path}` in it.
        address: Template,
    },
}

impl Ask {
    /// The address as far as it is known before anything was asked.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::At(address) => address,
            Self::Listed { address, .. } => address.as_str(),
        }
    }
}

/// The whole list.
#[derive(Debug, Clone)]
pub struct Sources {
    /// How long, how much, how often.
    pub limits: Limits,
    /// How a page looks that keeps programs out.
    pub challenge: Challenge,
    /// The pause between two requests, by host, where it is not the usual one.
    pub delays: BTreeMap<String, Duration>,
    /// `host:port` of every source that may have a private address.
    pub private: BTreeSet<String>,
    /// The sources, by rank.
    pub sources: Vec<Source>,
}

impl Source {
    /// Whether this source tells about documents instead of giving their text.
    #[must_use]
    pub fn gives_records(&self) -> bool {
        self.format == Format::MarcXml
    }

    /// Where this source has a text; `None` where it does not serve it.
    pub(super) fn ask(&self, symbol: &Symbol, language: Option<Language>) -> Option<Ask> {
        if language.is_some_and(|language| !self.languages.contains(&language)) {
            return None;
        }
        if let Way::Documents(documents) = &self.way {
            let address = documents.get(symbol)?.get(&language?)?;
            return Some(Ask::At(address.clone()));
        }
        let matched = self.serving(symbol)?;
        let values = Values {
            symbol: Some(symbol),
            lang: language,
            session: matched.session.as_deref(),
            number: matched.number.as_deref(),
            path: None,
        };
        match &self.way {
            Way::Address(address) => Some(Ask::At(address.fill(&values, address_part)?)),
            Way::Listing {
                listing,
                entries,
                address,
            } => Some(Ask::Listed {
                listing: listing.fill(&values, address_part)?,
                names: entries
                    .iter()
                    .filter_map(|entry| entry.fill(&values, glob::Pattern::escape))
                    .filter_map(|name| glob::Pattern::new(&name).ok())
                    .collect(),
                address: address.clone(),
            }),
            Way::Documents(_) => None,
        }
    }

    fn serving(&self, symbol: &Symbol) -> Option<Matched> {
        let matched = self.serves.iter().find_map(|pattern| pattern.matches(symbol))?;
        let (first, last) = self.sessions;
        let session = matched.session.as_deref().and_then(|s| s.parse::<u32>().ok());
        let within = match session {
            Some(session) => {
                first.is_none_or(|first| session >= first) && last.is_none_or(|last| session <= last)
            }
            None => first.is_none() && last.is_none(),
        };
        within.then_some(matched)
    }
}
