//! `about_release`: what the release holds, and how to use it.

use crate::graph::vocabulary::wsis;
use crate::lookup::subject;
use crate::mcp::refusal::Refusal;
use crate::mcp::shape::first;
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use crate::query::{library, prefixes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The tool.
pub(in crate::mcp) struct About;

/// Nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {}

/// A ready-made question.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Question {
    /// Its name: `sparql` takes it as `query`.
    name: String,
    /// What it asks.
    title: String,
}

/// The release.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// Its identifier: the same identifier, the same answers.
    release: String,
    /// The program that made it.
    software: String,
    /// Statements in all.
    statements: u64,
    /// Statements by layer.
    layers: BTreeMap<String, u64>,
    /// Things by class.
    things: BTreeMap<String, u64>,
    /// Documents whose official words are held, by language.
    texts: BTreeMap<String, usize>,
    /// What can and cannot be quoted.
    says: String,
    /// Rules for using it.
    rules: Vec<String>,
    /// Prefixes that `sparql` knows without declaring.
    prefixes: BTreeMap<String, String>,
    /// Ready-made questions.
    questions: Vec<Question>,
}

/// How to use what the tools give; also told when a client begins.
pub(in crate::mcp) const RULES: [&str; 5] = [
    "Official words stand in `texts` (get_paragraph) and `printed` (quote). Quote only these, letter by letter, with symbol, paragraph and address; check other quotations with `quote`.",
    "Gists, actions, names and titles may be our own words: never in quotation marks.",
    "Where words or a language are not held, say so; do not supply them from memory and do not translate as if quoting.",
    "Say from which layer a statement comes: transcribed (copied from a text), extracted (found by a rule, with confidence), curated (stated by hand, with evidence); and say when its review is `unverified`.",
    "What the release does not say is not known here; it is not thereby false.",
];

impl Reads for About {
    const NAME: &'static str = "about_release";
    const TITLE: &'static str = "The release";
    const DESCRIPTION: &'static str = "What the release holds (documents, languages, layers, counts), the rules for quoting from it, the prefixes and the ready-made questions for sparql.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, _: Input) -> Result<Output, Refusal> {
        let manifest = &loaded.release.manifest;
        let texts = texts(loaded);
        Ok(Output {
            release: loaded.release.id.clone(),
            software: manifest.software.clone(),
            statements: manifest.counts.quads,
            layers: manifest
                .counts
                .graphs
                .iter()
                .map(|(graph, count)| (graph.rsplit('/').next().unwrap_or(graph).to_owned(), *count))
                .collect(),
            things: manifest.counts.classes.clone(),
            says: if texts.is_empty() {
                "This release was built without official texts: nothing can be quoted from it beyond the few words of evidence; gists are our own words.".to_owned()
            } else {
                "Only documents that list_documents shows with text_in can be quoted; of others the release has facts and gists in our own words.".to_owned()
            },
            texts,
            rules: RULES.map(str::to_owned).to_vec(),
            prefixes: prefixes()
                .map(|(prefix, iri)| (prefix.to_owned(), iri.to_owned()))
                .collect(),
            questions: library::all()
                .into_iter()
                .map(|query| Question {
                    name: query.name,
                    title: query.title,
                })
                .collect(),
        })
    }
}

/// Expressions by language.
fn texts(loaded: &Loaded) -> BTreeMap<String, usize> {
    let store = &loaded.release.store;
    let mut texts = BTreeMap::new();
    let tagged: BTreeSet<_> = store
        .quads_for_pattern(None, Some(wsis::LANGUAGE_TAG), None, None)
        .flatten()
        .filter_map(|quad| subject(&quad).cloned())
        .collect();
    for expression in tagged {
        if let Some(tag) = first(store, expression.as_ref(), wsis::LANGUAGE_TAG) {
            *texts.entry(tag).or_default() += 1;
        }
    }
    texts
}
