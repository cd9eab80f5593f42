//! What a citation of a document says, from whatever knows statements.

use super::date::Date;
use crate::corpus::Symbol;
use crate::graph::iri;
use crate::graph::statements::{Said, Statements};
use crate::graph::vocabulary::{dcterms, foaf, rdfs, wsis};

/// The languages in which a title is looked for, best first.
const PREFERRED: [&str; 6] = ["en", "fr", "es", "ru", "ar", "zh"];

/// A title and its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// The BCP 47 tag; empty where it has none.
    pub tag: String,
}

/// A document as literature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its address.
    pub iri: String,
    /// Its symbol.
    pub symbol: String,
    /// Its title, English if there is one.
    pub title: Option<Title>,
    /// What kind of document it is: `resolution`, `report`, `draft` …
    pub kind: String,
    /// The English names of the bodies that adopted it, as the graph has them.
    pub bodies: Vec<String>,
    /// The acronyms of these bodies, where they have one.
    pub acronyms: Vec<String>,
    /// When it was adopted, else issued: a year, month or day (ISO 8601).
    pub date: Option<String>,
    /// The English name of the event at which it was adopted.
    pub event: Option<String>,
    /// The meeting at which it was adopted, as English texts print it: citations have no room for six languages.
    pub meeting: Option<String>,
    /// Where it is published.
    pub pages: Vec<String>,
    /// The languages whose text is at hand.
    pub languages: Vec<String>,
}

impl Record {
    pub(super) fn day(&self) -> Option<Date> {
        Date::parse(self.date.as_deref()?)
    }

    /// The title, or what stands in for it: "Resolution 70/125", else the symbol.
    pub(super) fn name(&self) -> String {
        self.title.as_ref().map_or_else(
            || self.number().unwrap_or_else(|| self.symbol.clone()),
            |title| title.text.clone(),
        )
    }

    /// "Resolution 70/125", "Decision 2010/506": the number by which organs cite their own acts.
    pub(super) fn number(&self) -> Option<String> {
        let (word, mark) = match self.kind.as_str() {
            "resolution" => ("Resolution", "/RES/"),
            "decision" => ("Decision", "/DEC/"),
            _ => return None,
        };
        let (_, number) = self.symbol.split_once(mark)?;
        Some(format!("{word} {number}"))
    }

    /// Whether the symbol is one of the United Nations' own series, not of a conference outside of them.
    pub(super) fn is_of_the_united_nations(&self) -> bool {
        let head = self.symbol.split('/').next().unwrap_or_default();
        matches!(head, "A" | "E" | "S" | "ST" | "TD" | "CEB") && self.symbol.contains('/')
    }

    /// The authors: the bodies with the name of the organization they are organs of.
    pub(super) fn authors(&self) -> Vec<String> {
        let whole = |body: &String| match self.is_of_the_united_nations() && !body.contains("United Nations")
        {
            true => format!("United Nations {body}"),
            false => body.clone(),
        };
        if self.bodies.is_empty() && self.is_of_the_united_nations() {
            return vec!["United Nations".to_owned()];
        }
        self.bodies.iter().map(whole).collect()
    }

    /// The words that follow the document's base address, as an identifier without slashes.
    pub(super) fn key(&self) -> String {
        let path = self.iri.strip_prefix(iri::DOCUMENTS).unwrap_or(&self.symbol);
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        };
        path.chars().map(plain).collect()
    }
}

/// Gathers what a citation of the document says.
#[must_use]
pub fn record(statements: &dyn Statements, document: &str) -> Record {
    let said = |predicate| statements.said(document, predicate);
    let first = |predicate| said(predicate).into_iter().next().map(|said| said.value);
    let kind = first(wsis::DOCUMENT_KIND);
    let kind = kind.as_deref().and_then(|kind| kind.rsplit('/').next());
    let bodies = said(wsis::ADOPTED_BY);
    let bodies = if bodies.is_empty() {
        said(wsis::ISSUED_BY)
    } else {
        bodies
    };
    let bodies: Vec<String> = bodies.into_iter().map(|body| body.value).collect();
    let event = first(wsis::ADOPTED_AT);
    Record {
        symbol: symbol(statements, document),
        title: title(statements, document),
        kind: kind.unwrap_or("document").to_owned(),
        acronyms: bodies
            .iter()
            .filter_map(|body| statements.said(body, wsis::ACRONYM).into_iter().next())
            .map(|said| said.value)
            .collect(),
        bodies: bodies.iter().filter_map(|body| name(statements, body)).collect(),
        date: first(wsis::ADOPTED_ON).or_else(|| first(wsis::ISSUED_ON)),
        event: event.and_then(|event| name(statements, &event)),
        meeting: said(wsis::MEETING)
            .into_iter()
            .find(|said| said.tag == "en" || said.tag.is_empty())
            .map(|said| said.value),
        pages: said(foaf::PAGE).into_iter().map(|page| page.value).collect(),
        languages: languages(statements, document),
        iri: document.to_owned(),
    }
}

/// The symbol by which a document is addressed, among those it has; its address below the base where it has none.
#[must_use]
pub fn symbol(statements: &dyn Statements, document: &str) -> String {
    let symbols = statements.said(document, wsis::SYMBOL);
    let own =
        |said: &&Said| Symbol::parse(&said.value).is_ok_and(|symbol| iri::document(&symbol) == document);
    let best = symbols.iter().filter(own).min_by_key(|said| said.value.len());
    let best = best.or_else(|| symbols.first());
    best.map_or_else(
        || {
            document
                .strip_prefix(iri::DOCUMENTS)
                .unwrap_or(document)
                .to_owned()
        },
        |said| said.value.clone(),
    )
}

fn name(statements: &dyn Statements, thing: &str) -> Option<String> {
    best(statements.said(thing, rdfs::LABEL)).map(|title| title.text)
}

fn title(statements: &dyn Statements, document: &str) -> Option<Title> {
    let mut said = statements.said(document, dcterms::TITLE);
    if !said.iter().any(|said| said.tag == "en") {
        for version in statements.realizations(document) {
            said.extend(statements.said(&version, dcterms::TITLE));
        }
    }
    best(said)
}

fn best(said: Vec<Said>) -> Option<Title> {
    let rank = |said: &Said| {
        PREFERRED
            .iter()
            .position(|tag| *tag == said.tag)
            .unwrap_or(PREFERRED.len())
    };
    said.into_iter().min_by_key(rank).map(|said| Title {
        text: said.value.split_whitespace().collect::<Vec<_>>().join(" "),
        tag: said.tag,
    })
}

fn languages(statements: &dyn Statements, document: &str) -> Vec<String> {
    let versions = statements.realizations(document).into_iter();
    let tags =
        versions.filter_map(|version| statements.said(&version, wsis::LANGUAGE_TAG).into_iter().next());
    tags.map(|said| said.value).collect()
}
