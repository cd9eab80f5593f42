//! The kinds of value that records are made of, and how TOML writes them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_spanned::Spanned;

use super::{Date, Language, Symbol};

/// A value with the place in its file where it stands.
pub type At<T> = Spanned<T>;

/// The same words in several languages: `{ en = "…", fr = "…" }`.
pub type Words = BTreeMap<Language, String>;

/// A provision of a document: `A/RES/70/125#para/63`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProvisionRef {
    /// The document.
    pub symbol: Symbol,
    /// The path below the document's address: `para/63`, `annex/1/para/29/a`.
    pub path: String,
}

/// A document, or one provision of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The document.
    pub symbol: Symbol,
    /// The provision's path, where one is named.
    pub path: Option<String>,
}

/// Why a reference cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The part before `#` is no UN symbol.
    #[error(
        "\"{0}\" is not a UN document symbol; write one as the UN Digital Library does, such as A/RES/70/125, and a paragraph of it as A/RES/70/125#para/63"
    )]
    Symbol(String),
    /// The part after `#` is no provision path.
    #[error(
        "\"{0}\" is not the address of a provision; write it as para/63, para/72/a, pp/3, sec/2 or annex/1/para/29"
    )]
    Path(String),
    /// There is no `#`.
    #[error("\"{0}\" names no provision; write SYMBOL#para/NUMBER, such as A/RES/70/125#para/63")]
    NoPath(String),
}

/// The segments that name a kind of provision; each is followed by a label.
const KINDS: [&str; 6] = ["para", "pp", "op", "sec", "annex", "fn"];

fn provision_path(path: &str) -> Result<String, ReferenceError> {
    let wrong = || ReferenceError::Path(path.to_owned());
    let mut segments = path.split('/');
    let kind = segments.next().unwrap_or_default();
    let label = segments.next().unwrap_or_default();
    let plain = |segment: &str| {
        !segment.is_empty()
            && segment
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '*'))
    };
    if !KINDS.contains(&kind) || !plain(label) || !segments.all(plain) {
        return Err(wrong());
    }
    Ok(path.to_owned())
}

fn symbol(text: &str) -> Result<Symbol, ReferenceError> {
    Symbol::parse(text).map_err(|_| ReferenceError::Symbol(text.to_owned()))
}

impl FromStr for Source {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        match text.split_once('#') {
            None => Ok(Self {
                symbol: symbol(text)?,
                path: None,
            }),
            Some((head, path)) => Ok(Self {
                symbol: symbol(head)?,
                path: Some(provision_path(path)?),
            }),
        }
    }
}

impl FromStr for ProvisionRef {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let Source { symbol, path } = text.parse()?;
        let path = path.ok_or_else(|| ReferenceError::NoPath(text.to_owned()))?;
        Ok(Self { symbol, path })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.symbol)?;
        self.path.as_ref().map_or(Ok(()), |path| write!(f, "#{path}"))
    }
}

impl fmt::Display for ProvisionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.symbol, self.path)
    }
}

impl From<ProvisionRef> for Source {
    fn from(provision: ProvisionRef) -> Self {
        Self {
            symbol: provision.symbol,
            path: Some(provision.path),
        }
    }
}

macro_rules! deserialize_from_str {
    ($($type:ty),*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

deserialize_from_str!(Source, ProvisionRef);

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        symbol(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| {
                de::Error::custom(format!(
                    "\"{tag}\" is not an official language; use ar, zh, en, fr, ru or es"
                ))
            })
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

/// Accepts a TOML local date and the strings "2025" and "2025-12".
struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date: 2025-12-17, \"2025-12\" or \"2025\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let access = de::value::MapAccessDeserializer::new(map);
        let written = toml::value::Datetime::deserialize(access)?;
        written.to_string().parse().map_err(de::Error::custom)
    }
}

/// How a curated fact is known.
#[derive(Debug, Clone)]
pub enum Evidence {
    /// `evidence = "unverified"`: no text at hand shows it.
    Unverified,
    /// Names that we translated ourselves.
    Translated,
    /// The passages that show it.
    Passages(Vec<Passage>),
}

/// A passage that shows a fact.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// What the passage shows, in our own words.
    pub claim: Option<String>,
    /// The document or provision.
    pub source: Option<At<Source>>,
    /// A web page, where the source is no UN document.
    pub url: Option<At<String>>,
    /// The words that show it, at most eight, literally as in the source.
    pub quote: Option<At<String>>,
    /// The language of the quote; English unless said.
    pub lang: Option<Language>,
    /// The names it prints, where the fact is a name in several languages.
    #[serde(skip)]
    pub names: Vec<(Language, At<String>)>,
}

impl Evidence {
    /// The passages; none for an unverified fact.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        match self {
            Self::Unverified | Self::Translated => &[],
            Self::Passages(passages) => passages,
        }
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EvidenceVisitor)
    }
}

struct EvidenceVisitor;

impl<'de> Visitor<'de> for EvidenceVisitor {
    type Value = Evidence;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"unverified\" or a list of passages: [ { claim = \"…\", source = \"SYMBOL#para/N\", quote = \"…\" } ]")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Evidence, E> {
        match text {
            "unverified" => Ok(Evidence::Unverified),
            other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Evidence, A::Error> {
        let mut passages = Vec::new();
        while let Some(passage) = seq.next_element()? {
            passages.push(passage);
        }
        if passages.is_empty() {
            return Err(de::Error::invalid_length(0, &self));
        }
        Ok(Evidence::Passages(passages))
    }
}
