//! `sparql`: any question to the graph, within bounds.

use crate::mcp::refusal::{Refusal, bounded};
use crate::mcp::state::{LIMITS, Loaded, State};
use crate::mcp::tool::{Answering, Entry, described, input, result};
use crate::query::{
    Answer, CancellationToken, Dataset, Format, QueryError, evaluate_finding, kind, parse, refuse_excess,
};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Longest query, in characters.
const MOST: usize = 20_000;

/// Which question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Input {
    /// SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE), or the name of a ready-made question of `about_release`. The prefixes of the data set are known. Without GRAPH all layers are asked.
    query: String,
}

/// An answer, whole.
#[derive(Debug, Serialize, JsonSchema)]
struct Output {
    /// The release that was asked.
    release: String,
    /// The query as it was evaluated, where a ready-made question was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    /// Rows, or statements of a graph.
    count: usize,
    /// SPARQL 1.1 Query Results JSON, of SELECT and ASK.
    #[serde(skip_serializing_if = "Option::is_none")]
    results: Option<serde_json::Map<String, serde_json::Value>>,
    /// Turtle, of CONSTRUCT and DESCRIBE.
    #[serde(skip_serializing_if = "Option::is_none")]
    turtle: Option<String>,
    /// The same for reading; only in the text of the answer.
    #[serde(skip)]
    table: String,
}

/// The entry of the tool.
pub(super) fn entry() -> Entry {
    let description = format!(
        "Evaluates SPARQL 1.1 over the release, read-only. An answer is whole or an error: at most {} rows, {} KiB, {} seconds; page with ORDER BY, LIMIT and OFFSET. Select addresses, evidence and layer (GRAPH ?layer) with whatever is to be quoted.",
        LIMITS.rows,
        LIMITS.bytes >> 10,
        LIMITS.time.as_secs()
    );
    let mut tool = described::<Input, Output>("sparql", "A query", "");
    tool.description = Some(description.into());
    Entry { tool, call }
}

fn call(state: Arc<State>, arguments: JsonObject) -> Answering {
    Box::pin(async move {
        result(ask(&state, arguments).await, |output: &Output| {
            output.table.clone()
        })
    })
}

async fn ask(state: &State, arguments: JsonObject) -> Result<Output, Refusal> {
    let asked = input::<Input>(arguments)?;
    let text = bounded("query", &asked.query, MOST)?.to_owned();
    let ready = ready_made(state, &text)?;
    let loaded = state.current();
    let named = ready.is_some();
    let text = ready.unwrap_or(text);
    let query = named.then(|| text.clone());
    let release = loaded.release.id.clone();
    let output = state.pool.run(move |token| answer(&loaded, &text, token)).await?;
    Ok(Output {
        release,
        query,
        ..output
    })
}

/// The text of a ready-made question; `None` where the text is a query itself.
fn ready_made(state: &State, text: &str) -> Result<Option<String>, Refusal> {
    let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !is_name {
        return Ok(None);
    }
    match state.queries.iter().find(|query| query.name == text) {
        Some(query) => Ok(Some(query.text.clone())),
        None => Err(Refusal::new(format!(
            "There is no ready-made question \"{text}\". Hint: about_release lists them."
        ))),
    }
}

fn answer(loaded: &Loaded, text: &str, token: CancellationToken) -> Result<Output, QueryError> {
    let store = &loaded.release.store;
    let query = parse(text)?;
    let graph = kind(&query).gives_graph();
    refuse_excess(store, &query)?;
    let search = || loaded.search();
    let answer = evaluate_finding(store, query, &Dataset::default(), &LIMITS, token, search)?;
    let written = |format| -> Result<String, QueryError> {
        let mut bytes = Vec::new();
        answer.write(format, &mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (results, turtle) = if graph {
        (None, Some(written(Format::Rdf(RdfFormat::Turtle))?))
    } else {
        let json = written(Format::Results(QueryResultsFormat::Json))?;
        (serde_json::from_str(&json).ok(), None)
    };
    Ok(Output {
        release: String::new(),
        query: None,
        count: answer.len(),
        table: match &answer {
            Answer::Rows { rows, .. } if rows.is_empty() => {
                "No rows: the release says nothing that fits. That is not proof of the contrary.\n".to_owned()
            }
            _ => written(Format::Table)?,
        },
        results,
        turtle,
    })
}
