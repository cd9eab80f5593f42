//! `get_paragraph`: the official words of a paragraph, and what the graph knows of it.

use crate::corpus::Language;
use crate::graph::vocabulary::{eli, foaf, wsis};
use crate::lookup::{label, pointing_to, subject, targets};
use crate::mcp::address::{document_of, provision};
use crate::mcp::evidence::Evidence;
use crate::mcp::mandate::{Mandate, OwnWords, stated_in};
use crate::mcp::refusal::Refusal;
use crate::mcp::shape::{Document, From, Text, Thing, below, first, last, official, values};
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use oxigraph::model::{NamedNode, NamedNodeRef, vocab::rdf};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most parts of a paragraph.
const PARTS: usize = 60;
/// Most citations in each direction.
const CITATIONS: usize = 40;

/// The tool.
pub(in crate::mcp) struct GetParagraph;

/// Which paragraph.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// An address (https://w3id.org/wsis/id/document/A/RES/80/173/para/99), or symbol and number: "A/RES/80/173 para. 99", "WSIS-05/TUNIS/DOC/6, 72(a)".
    pub paragraph: String,
    /// Languages of the words, of ar, zh, en, fr, ru, es. Without it: English, or what there is.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// How much of a paragraph the release holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Held {
    /// The official words.
    Text,
    /// A line in our own words only. Do not supply the official words from memory.
    GistOnly,
    /// That it exists, and perhaps what cites it. Do not supply its words from memory.
    NoWords,
}

/// A part of a paragraph.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Part {
    /// Its address.
    pub iri: String,
    /// Its name.
    pub name: String,
    /// Its official words.
    pub texts: Vec<Text>,
}

/// A citation from one provision to a document or provision.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Citation {
    /// Its address.
    pub iri: String,
    /// Who cites.
    pub citing: Thing,
    /// The document that is cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cited: Option<Thing>,
    /// The paragraph that is cited, where one is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Thing>,
    /// What the citing words do: recalls, reaffirms …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The exact words that make the citation.
    pub words: Vec<String>,
    /// How it was found: extracted or curated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The rule that found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How sure the rule is, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Which layers speak of it.
    pub layers: Vec<From>,
}

/// A paragraph.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    pub release: String,
    /// The address of the paragraph, in all languages.
    pub iri: String,
    /// How to cite it.
    pub name: String,
    /// Paragraph, SubParagraph, PreambularParagraph, Section, Annex, Footnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The document.
    pub document: Document,
    /// The section or paragraph it is part of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<Thing>,
    /// How much of it the release holds.
    pub held: Held,
    /// What is not in the release, in words.
    pub says: String,
    /// The official words in the languages asked for. Quote these, letter by letter.
    pub texts: Vec<Text>,
    /// All languages whose words the release holds.
    pub languages_held: Vec<String>,
    /// Languages asked for whose words the release does not hold. Do not translate in their place.
    pub languages_missing: Vec<String>,
    /// What it says in our own words. No quotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gist: Option<OwnWords>,
    /// What shows the gist and other statements made by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// What it asks of whom.
    pub mandates: Vec<Mandate>,
    /// What it cites.
    pub cites: Vec<Citation>,
    /// What cites it, paragraph by paragraph.
    pub cited_by: Vec<Citation>,
    /// Citations in both directions that are not shown; `sparql` gives all.
    pub citations_not_shown: usize,
    /// Web pages of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
}

impl Reads for GetParagraph {
    const NAME: &'static str = "get_paragraph";
    const TITLE: &'static str = "A paragraph and its official words";
    const DESCRIPTION: &'static str = "The official words of one paragraph (or section, annex, footnote) in the languages asked for, with its document, mandates and citations, each with address, evidence, layer and confidence. Says what the release does not hold.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let iri = provision(loaded, &input.paragraph)?;
        let store = &loaded.release.store;
        if document_of(store, iri.as_ref()) == iri {
            return Err(Refusal::new(format!(
                "<{}> is {}, no paragraph of a document. Hint: add a number, such as {}/para/1; `describe` tells of any thing.",
                iri.as_str(),
                label(store, iri.as_ref()).text,
                iri.as_str()
            )));
        }
        let languages = languages(&input.languages)?;
        Ok(read(loaded, &iri, &languages))
    }
}

/// The languages asked for.
///
/// # Errors
/// Where one is none of the six.
pub(in crate::mcp) fn languages(asked: &[String]) -> Result<Vec<&'static str>, Refusal> {
    let mut tags: Vec<&'static str> = Vec::new();
    for written in asked {
        let known = Language::ALL
            .into_iter()
            .find(|language| language.tag() == written);
        let Some(language) = known else {
            let short: String = written.chars().take(40).collect();
            return Err(Refusal::new(format!(
                "\"{short}\" is none of the official languages: ar, zh, en, fr, ru, es."
            )));
        };
        if !tags.contains(&language.tag()) {
            tags.push(language.tag());
        }
    }
    Ok(tags)
}

/// All that is known of a provision.
pub(in crate::mcp) fn read(loaded: &Loaded, iri: &NamedNode, languages: &[&str]) -> Output {
    let store = &loaded.release.store;
    let thing = iri.as_ref();
    let all = official(store, thing);
    let gist = first(store, thing, wsis::GIST).map(|own_words| OwnWords {
        own_words,
        layer: From::Curated,
    });
    let texts = chosen(all.clone(), languages);
    let parts = parts(store, iri, languages);
    let any = !all.is_empty() || parts.iter().any(|part| !part.texts.is_empty());
    let held = match (any, &gist) {
        (true, _) => Held::Text,
        (false, Some(_)) => Held::GistOnly,
        (false, None) => Held::NoWords,
    };
    let missing = languages
        .iter()
        .filter(|tag| !texts.iter().any(|text| text.language == **tag));
    let languages_missing: Vec<String> = missing.map(|tag| (*tag).to_owned()).collect();
    let document = document_of(store, thing);
    let (cites, more) = citations(store, thing, wsis::CITING_PROVISION);
    let (cited_by, others) = citations(store, thing, wsis::CITED_PROVISION);
    Output {
        release: loaded.release.id.clone(),
        iri: iri.as_str().to_owned(),
        name: label(store, thing).text,
        kind: kind(store, thing),
        number: first(store, thing, wsis::NUMBER),
        document: Document::of(loaded, document.as_ref()),
        part_of: Thing::all(store, thing, eli::IS_PART_OF),
        says: says(held, &languages_missing, gist.is_some()),
        held,
        texts,
        languages_held: all.into_iter().map(|text| text.language).collect(),
        languages_missing,
        gist,
        evidence: Evidence::all(store, thing),
        parts,
        mandates: stated_in(store, thing)
            .iter()
            .map(|mandate| Mandate::of(store, mandate, None))
            .collect(),
        cites,
        cited_by,
        citations_not_shown: more + others,
        pages: pages(store, document.as_ref()),
    }
}

/// The texts in the languages asked for; without any, the English one or else the first.
fn chosen(mut all: Vec<Text>, languages: &[&str]) -> Vec<Text> {
    if languages.is_empty() {
        all.truncate(1);
    } else {
        all.retain(|text| languages.contains(&text.language.as_str()));
    }
    all
}

fn says(held: Held, missing: &[String], gist: bool) -> String {
    let mut says = match held {
        Held::Text if missing.is_empty() => "The official words are held.".to_owned(),
        Held::Text => format!(
            "The official words are held, but not in {}: do not translate in their place as if quoting.",
            missing.join(", ")
        ),
        Held::GistOnly => "The official words are not in this release, only a line of our own (gist), which is no quotation. Do not supply words from memory.".to_owned(),
        Held::NoWords => "No words of this paragraph are in this release. Do not supply words from memory.".to_owned(),
    };
    if gist && held == Held::Text {
        says.push_str(" The gist is our own line, no quotation.");
    }
    says
}

fn kind(store: &Store, thing: NamedNodeRef<'_>) -> Option<String> {
    let mut classes: Vec<String> = targets(store, thing, rdf::TYPE)
        .iter()
        .filter_map(|class| class.as_str().strip_prefix(wsis::NAMESPACE).map(str::to_owned))
        .collect();
    classes.sort();
    classes.into_iter().next()
}

fn parts(store: &Store, iri: &NamedNode, languages: &[&str]) -> Vec<Part> {
    below(store, iri, PARTS)
        .into_iter()
        .filter(|part| !targets(store, part.as_ref(), wsis::IN_DOCUMENT).is_empty())
        .map(|part| Part {
            name: label(store, part.as_ref()).text,
            texts: chosen(official(store, part.as_ref()), languages),
            iri: part.into_string(),
        })
        .collect()
}

fn pages(store: &Store, document: NamedNodeRef<'_>) -> Vec<String> {
    let mut pages: Vec<String> = targets(store, document, foaf::PAGE)
        .into_iter()
        .map(NamedNode::into_string)
        .collect();
    pages.sort();
    pages
}

/// Citations that a provision makes or is the aim of, and how many more there are.
fn citations(store: &Store, of: NamedNodeRef<'_>, role: NamedNodeRef<'_>) -> (Vec<Citation>, usize) {
    let mut all: Vec<NamedNode> = pointing_to(store, of, Some(role))
        .filter_map(|quad| subject(&quad).cloned())
        .collect();
    all.sort();
    all.dedup();
    let more = all.len().saturating_sub(CITATIONS);
    let shown = all
        .into_iter()
        .take(CITATIONS)
        .filter_map(|iri| citation(store, &iri))
        .collect();
    (shown, more)
}

fn citation(store: &Store, iri: &NamedNode) -> Option<Citation> {
    let citation = iri.as_ref();
    Some(Citation {
        iri: iri.as_str().to_owned(),
        citing: Thing::all(store, citation, wsis::CITING_PROVISION)
            .into_iter()
            .next()?,
        cited: Thing::all(store, citation, wsis::CITED).into_iter().next(),
        paragraphs: Thing::all(store, citation, wsis::CITED_PROVISION),
        function: first(store, citation, wsis::CITATION_FUNCTION),
        words: values(store, citation, wsis::WORDS),
        method: last(store, citation, wsis::METHOD),
        rule: last(store, citation, wsis::RULE),
        confidence: first(store, citation, wsis::CONFIDENCE).and_then(|text| text.parse().ok()),
        layers: From::layers(store, citation),
    })
}

/// Whether a thing is a provision, which is part of a document.
pub(in crate::mcp) fn is_provision(store: &Store, thing: NamedNodeRef<'_>) -> bool {
    !targets(store, thing, wsis::IN_DOCUMENT).is_empty()
}

/// Those of the languages in which the words of a provision are held.
pub(in crate::mcp) fn held(loaded: &Loaded, iri: &NamedNode) -> Vec<&'static str> {
    let held = official(&loaded.release.store, iri.as_ref());
    Language::ALL
        .into_iter()
        .map(Language::tag)
        .filter(|tag| held.iter().any(|text| text.language == *tag))
        .collect()
}
