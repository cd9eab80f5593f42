//! `resolve_citation`: which documents and paragraphs a text cites.

use crate::find::{Answer, Cited, How, LONGEST_TEXT, resolve};
use crate::mcp::refusal::{Refusal, bounded};
use crate::mcp::shape::Thing;
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The tool.
pub(in crate::mcp) struct ResolveCitation;

/// Which text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// Citations as people write them, in any official language: "para. 72(a) of the Tunis Agenda", "A/RES/70/125, paras 63-65", "res. 2006/46".
    pub text: String,
}

/// A paragraph that is cited.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Paragraph {
    /// Its address.
    iri: String,
    /// Whether the release knows it; if not, do not say that it exists.
    known: bool,
}

/// How a document was found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum Found {
    /// By its symbol or number.
    Symbol,
    /// By a name, letter for letter.
    Name,
    /// By a name that is only nearly the same.
    Similar,
    /// By its address.
    Address,
}

/// What a citation may mean.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Meaning {
    /// The document, annex or other thing.
    document: Thing,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    /// The paragraphs of it that are cited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paragraphs: Vec<Paragraph>,
    /// Whether nothing else can be meant. Ask back where it is not.
    certain: bool,
    /// How well it fits, from 0 to 100.
    score: f64,
    /// How it was found.
    by: Found,
    /// The name or symbol that fits.
    matched: String,
    /// Whether the release describes the document; it may still be cited in it.
    known: bool,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A citation in the text.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Citation {
    /// Its words.
    words: String,
    /// The place in the document, as understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Whether several things are about as probable.
    ambiguous: bool,
    /// What it may mean, the most probable first; nothing where the release knows no such document.
    meanings: Vec<Meaning>,
}

/// What the text cites.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    release: String,
    /// The citations, in the order of the text.
    citations: Vec<Citation>,
    /// What could not be understood, and what to do about it.
    notes: Vec<String>,
}

impl Reads for ResolveCitation {
    const NAME: &'static str = "resolve_citation";
    const TITLE: &'static str = "What a citation means";
    const DESCRIPTION: &'static str = "The addresses of the documents and paragraphs that a free text cites, with scores and whether nothing else can be meant. Says which of the paragraphs the release knows.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let text = bounded("text", &input.text, LONGEST_TEXT)?;
        let resolution = resolve(text, loaded.names(), &loaded.release.store);
        let mut notes = resolution.notes;
        if resolution.cited.is_empty() && notes.is_empty() {
            notes.push(
                "The text cites nothing that can be understood. Hint: name the document by symbol or title."
                    .to_owned(),
            );
        }
        Ok(Output {
            release: loaded.release.id.clone(),
            citations: resolution.cited.into_iter().map(citation).collect(),
            notes,
        })
    }
}

fn citation(cited: Cited) -> Citation {
    Citation {
        words: cited.words,
        place: cited.place,
        ambiguous: cited.ambiguous,
        meanings: cited.answers.into_iter().map(meaning).collect(),
    }
}

fn meaning(answer: Answer) -> Meaning {
    Meaning {
        document: Thing {
            iri: answer.document,
            name: answer.label,
        },
        symbol: answer.symbol,
        paragraphs: answer
            .places
            .into_iter()
            .map(|place| Paragraph {
                iri: place.iri,
                known: place.known,
            })
            .collect(),
        certain: answer.certain,
        score: (answer.score * 10.0).round() / 10.0,
        by: match answer.how {
            How::Symbol => Found::Symbol,
            How::Name => Found::Name,
            How::Similar => Found::Similar,
            How::Address => Found::Address,
        },
        matched: answer.matched,
        known: answer.known,
        note: answer.note,
    }
}
