//! `search`: things by words, in six languages.

use crate::corpus::Language;
use crate::find::words::{FacetValue, Hit, MAX_LIMIT, Query, Understood, Years};
use crate::mcp::refusal::{Refusal, limit};
use crate::mcp::state::Loaded;
use crate::mcp::tool::Reads;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Results unless asked otherwise.
const USUAL: usize = 10;
/// Most values of one facet.
const FACETS: usize = 10;

/// The tool.
pub(in crate::mcp) struct Search;

/// What is looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct Input {
    /// Words in any official language, "exact words" in quotation marks, or a symbol. May be empty beside a filter.
    #[serde(default)]
    pub words: String,
    /// Only in this language: ar, zh, en, fr, ru, es. Without it: in all.
    #[serde(default)]
    pub language: Option<String>,
    /// Only these kinds of things: document, paragraph, mandate, body, event, action-line …
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Only of these years: 2015, 2003-2015, 2015-.
    #[serde(default)]
    pub years: Option<String>,
    /// Only by or about these bodies: cstd, or addresses.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// Only under these action lines: c5, or addresses.
    #[serde(default)]
    pub action_lines: Vec<String>,
    /// How many at most, up to 100. Without it: 10.
    #[serde(default)]
    pub limit: Option<usize>,
    /// How many to leave out from the start.
    #[serde(default)]
    pub offset: usize,
}

/// A thing that was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Found {
    /// Its address.
    iri: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: String,
    /// The symbol of the document that it is or is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    /// When that was adopted or issued, or when the event begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Languages in which the words were found.
    found_in: Vec<String>,
    /// Words around what was looked for, cut to size: no quotation. get_paragraph has the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<String>,
}

/// How many results have a value.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Count {
    /// As the filter takes it.
    value: String,
    /// Its name.
    name: String,
    /// How many.
    count: u64,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Output {
    /// The release that was asked.
    release: String,
    /// How many things there are.
    total: u64,
    /// What the search was taken to mean, and what of it the release does not know.
    says: String,
    /// The best first.
    results: Vec<Found>,
    /// The offset of the next ones, where there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<usize>,
    /// All results by kind.
    by_kind: Vec<Count>,
    /// All results by body.
    by_body: Vec<Count>,
    /// All results by year.
    by_year: Vec<Count>,
}

impl Reads for Search {
    const NAME: &'static str = "search";
    const TITLE: &'static str = "Find by words";
    const DESCRIPTION: &'static str = "Finds documents, paragraphs, mandates, bodies, events and other things by the words of their names and official texts in six languages, with filters and counts. A release without texts finds names and our own lines only.";
    type Input = Input;
    type Output = Output;

    fn answer(loaded: &Loaded, input: Input) -> Result<Output, Refusal> {
        let query = query(&input)?;
        let search = loaded.search();
        let results = search
            .run(&query)
            .map_err(|error| Refusal::new(error.to_string()))?;
        let next = query.offset.saturating_add(results.results.len());
        let more = !results.results.is_empty() && (next as u64) < results.total;
        Ok(Output {
            release: loaded.release.id.clone(),
            total: results.total,
            says: says(loaded, results.total, &results.understood),
            next_offset: more.then_some(next),
            results: results.results.into_iter().map(found).collect(),
            by_kind: counts(results.facets.kind),
            by_body: counts(results.facets.body),
            by_year: counts(results.facets.year),
        })
    }
}

fn query(input: &Input) -> Result<Query, Refusal> {
    let mut query = Query::new(&input.words);
    query.limit = limit(input.limit, USUAL, MAX_LIMIT)?;
    query.offset = input.offset;
    let tags = super::paragraph::languages(input.language.as_slice())?;
    query.language = Language::ALL
        .into_iter()
        .find(|language| tags.first() == Some(&language.tag()));
    query.kinds.clone_from(&input.kinds);
    query.bodies.clone_from(&input.bodies);
    query.lines.clone_from(&input.action_lines);
    query.years = match &input.years {
        Some(years) => Some(
            years
                .parse::<Years>()
                .map_err(|error| Refusal::new(error.to_string()))?,
        ),
        None => None,
    };
    Ok(query)
}

fn found(hit: Hit) -> Found {
    Found {
        iri: hit.iri,
        name: hit.label.text,
        kind: hit.kind.to_owned(),
        symbol: hit.symbol,
        date: hit.date,
        found_in: hit.found_in.into_iter().map(str::to_owned).collect(),
        snippet: hit.snippet.map(|snippet| snippet.text),
    }
}

/// The most frequent values.
fn counts(mut values: Vec<FacetValue>) -> Vec<Count> {
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values
        .into_iter()
        .take(FACETS)
        .map(|value| Count {
            value: value.value,
            name: value.label,
            count: value.count,
        })
        .collect()
}

fn says(loaded: &Loaded, total: u64, understood: &Understood) -> String {
    let mut says = Vec::new();
    if let Some(symbol) = &understood.symbol {
        says.push(match (&symbol.iri, symbol.paragraph_missing) {
            (Some(iri), false) => format!("{} is <{iri}>.", symbol.text),
            (Some(iri), true) => format!(
                "{} is part of <{iri}>, which has no such paragraph here.",
                symbol.text
            ),
            (None, _) => format!("This release has no document {}.", symbol.text),
        });
    }
    if !understood.all_words && total > 0 {
        says.push("Nothing has all the words; these have some.".to_owned());
    }
    if !understood.ignored.is_empty() {
        says.push(format!(
            "Not looked for, since they say too little: {}.",
            understood.ignored.join(", ")
        ));
    }
    if !understood.unknown.is_empty() {
        says.push(format!(
            "This release does not know {}.",
            understood.unknown.join(", ")
        ));
    }
    if total == 0 {
        says.push("Nothing was found: that is no proof that no document says it.".to_owned());
    }
    if !loaded
        .release
        .manifest
        .counts
        .classes
        .contains_key("ProvisionText")
    {
        says.push(
            "This release was built without official texts: only names and our own lines were searched."
                .to_owned(),
        );
    }
    if says.is_empty() {
        says.push("Every word was looked for.".to_owned());
    }
    says.join(" ")
}
