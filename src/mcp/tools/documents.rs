//! `list_documents`: the documents that the release knows, and how much of each it holds.

use crate::graph::vocabulary::{eli, wsis};
use crate::lookup::{about, pointing_to, subject, targets};
use crate::mcp::refusal::{Refusal, bounded, limit};
use crate::mcp::shape::{Document, Thing, first, last, values};
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Documents in an answer unless asked otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;
/// Longest words, in characters.
const WORDS: usize = 200;

/// The tool.
pub(in crate::mcp) struct ListDocuments;

/// How much of a document is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Holding {
    /// Its official words, in some language.
    Text,
    /// Lines of our own about its paragraphs.
    Gists,
}

/// Which documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// Words that symbol or title has, in any order.
    #[serde(default)]
    pub words: Option<String>,
    /// declaration, plan-of-action, commitment, agenda, resolution, decision, report, draft …
    #[serde(default)]
    pub kind: Option<String>,
    /// Adopted or issued from this year on.
    #[serde(default)]
    pub from_year: Option<u16>,
    /// Adopted or issued up to this year.
    #[serde(default)]
    pub to_year: Option<u16>,
    /// Only those of which the release holds this.
    #[serde(default)]
    pub holding: Option<Holding>,
    /// How many at most, up to 200. Without it: 50.
    #[serde(default)]
    pub limit: Option<usize>,
    /// How many to leave out from the start.
    #[serde(default)]
    pub offset: usize,
}

/// A document and how much of it is held.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Listed {
    #[serde(flatten)]
    document: Document,
    /// The kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// The day it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<String>,
    /// Who adopted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    adopted_by: Option<Thing>,
    /// Other names by which it is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    /// Languages whose official words are held; none: only what is said about it.
    text_in: Vec<String>,
    /// Provisions (sections, paragraphs, parts) that the release knows.
    provisions: usize,
    /// How many of them have a line in our own words.
    gists: usize,
}

/// Documents.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    release: String,
    /// How many there are.
    total: usize,
    /// The documents, the newest first.
    documents: Vec<Listed>,
    /// The offset of the next ones, where there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<usize>,
}

impl Reads for ListDocuments {
    const NAME: &'static str = "list_documents";
    const TITLE: &'static str = "Documents";
    const DESCRIPTION: &'static str = "The documents of the release by words, kind and year, newest first, with the languages whose official words are held, the number of provisions and of gists. A document without text_in cannot be quoted from here.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let shown = limit(input.limit, USUAL, MOST)?;
        let words = match &input.words {
            Some(words) => bounded("words", words, WORDS)?.to_lowercase(),
            None => String::new(),
        };
        let store = &loaded.release.store;
        let mut all: Vec<(String, NamedNode)> = documents(store)
            .into_iter()
            .filter(|iri| kind_fits(store, iri.as_ref(), input.kind.as_deref()))
            .filter_map(|iri| {
                let date = date(store, iri.as_ref());
                in_years(&date, input.from_year, input.to_year).then_some((date, iri))
            })
            .filter(|(_, iri)| has_words(loaded, iri.as_ref(), &words))
            .filter(|(_, iri)| holds(store, iri.as_ref(), input.holding))
            .collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let documents: Vec<Listed> = all
            .iter()
            .skip(input.offset)
            .take(shown)
            .map(|(_, iri)| listed(loaded, iri.as_ref()))
            .collect();
        let next = input.offset.saturating_add(documents.len());
        Ok(Output {
            release: loaded.release.id.clone(),
            total: all.len(),
            next_offset: (next < all.len() && !documents.is_empty()).then_some(next),
            documents,
        })
    }
}

/// The documents by their symbols.
pub(in crate::mcp) fn documents(store: &Store) -> Vec<NamedNode> {
    let mut all: Vec<NamedNode> = store
        .quads_for_pattern(None, Some(wsis::SYMBOL), None, None)
        .flatten()
        .filter_map(|quad| subject(&quad).cloned())
        .collect();
    all.sort();
    all.dedup();
    all
}

fn kind_fits(store: &Store, document: NamedNodeRef<'_>, kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        let kinds = targets(store, document, wsis::DOCUMENT_KIND);
        kinds
            .iter()
            .any(|iri| iri.as_str().rsplit('/').next() == Some(kind))
    })
}

fn date(store: &Store, document: NamedNodeRef<'_>) -> String {
    let adopted = first(store, document, wsis::ADOPTED_ON);
    adopted
        .or_else(|| first(store, document, wsis::ISSUED_ON))
        .unwrap_or_default()
}

fn in_years(date: &str, from: Option<u16>, to: Option<u16>) -> bool {
    let year: Option<u16> = date.get(..4).and_then(|year| year.parse().ok());
    let Some(year) = year else {
        return from.is_none() && to.is_none();
    };
    from.is_none_or(|from| year >= from) && to.is_none_or(|to| year <= to)
}

fn has_words(loaded: &Loaded, document: NamedNodeRef<'_>, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let Document { symbol, title, .. } = Document::of(loaded, document);
    let aliases = values(&loaded.release.store, document, wsis::ALIAS).join(" ");
    let text = format!("{symbol} {} {aliases}", title.unwrap_or_default()).to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

fn holds(store: &Store, document: NamedNodeRef<'_>, holding: Option<Holding>) -> bool {
    match holding {
        None => true,
        Some(Holding::Text) => !languages(store, document).is_empty(),
        Some(Holding::Gists) => provisions(store, document).1 > 0,
    }
}

fn languages(store: &Store, document: NamedNodeRef<'_>) -> Vec<String> {
    let mut tags: Vec<String> = pointing_to(store, document, Some(eli::REALIZES))
        .filter_map(|quad| first(store, subject(&quad)?.as_ref(), wsis::LANGUAGE_TAG))
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

/// How many provisions there are, and how many of them have a gist.
fn provisions(store: &Store, document: NamedNodeRef<'_>) -> (usize, usize) {
    let mut all: Vec<NamedNode> = pointing_to(store, document, Some(wsis::IN_DOCUMENT))
        .filter_map(|quad| subject(&quad).cloned())
        .collect();
    all.sort();
    all.dedup();
    let gists = all
        .iter()
        .filter(|iri| about(store, iri.as_ref(), Some(wsis::GIST)).next().is_some())
        .count();
    (all.len(), gists)
}

fn listed(loaded: &Loaded, iri: NamedNodeRef<'_>) -> Listed {
    let store = &loaded.release.store;
    let (provisions, gists) = provisions(store, iri);
    Listed {
        document: Document::of(loaded, iri),
        kind: last(store, iri, wsis::DOCUMENT_KIND),
        issued: first(store, iri, wsis::ISSUED_ON),
        adopted_by: Thing::all(store, iri, wsis::ADOPTED_BY).into_iter().next(),
        aliases: values(store, iri, wsis::ALIAS),
        text_in: languages(store, iri),
        provisions,
        gists,
    }
}
