//! Batches of queries and their answers.

use super::ask::{query_02, query_draft};
use super::entity::{class, identifier, speak};
use super::{MAX_BATCH, Seen, Version, too_many, wrong};
use crate::find::matching::{Match, Row, matches};
use crate::serve::respond::Problem;
use serde_json::{Map, Value, json};

/// A batch of version 0.2: an object of queries, answered by an object of results with the same keys.
pub(super) fn batch_02(text: &str, seen: &Seen<'_>) -> Result<Value, Problem> {
    let Value::Object(queries) = parsed(text, "queries")? else {
        return Err(wrong(
            "queries must be a JSON object of queries: {\"q0\":{\"query\":\"CSTD\"}}.",
        ));
    };
    if queries.len() > MAX_BATCH {
        return Err(too_many("queries", queries.len(), MAX_BATCH));
    }
    let mut answers = Map::new();
    for (key, query) in &queries {
        let at: String = key.chars().take(40).collect();
        let row = query_02(&at, query, &seen.language)?;
        answers.insert(key.clone(), json!({ "result": found(&row, seen, Version::V02) }));
    }
    Ok(Value::Object(answers))
}

/// A batch of version 1.0-draft: a list of queries, answered by a list of results in the same order.
pub(super) fn batch_draft(text: &str, seen: &Seen<'_>) -> Result<Value, Problem> {
    let batch = parsed(text, "the body")?;
    let Some(Value::Array(queries)) = batch.get("queries") else {
        return Err(wrong(
            "The body must be a JSON object with a list of queries: {\"queries\":[{\"conditions\":[{\"matchType\":\"name\",\"propertyValue\":\"CSTD\"}]}]}.",
        ));
    };
    if queries.len() > MAX_BATCH {
        return Err(too_many("queries", queries.len(), MAX_BATCH));
    }
    let mut results = Vec::with_capacity(queries.len());
    for (number, query) in queries.iter().enumerate() {
        let row = query_draft(&format!("query {number}"), query, &seen.language)?;
        results.push(json!({ "candidates": found(&row, seen, Version::Draft) }));
    }
    Ok(json!({ "results": results }))
}

/// JSON that a client sent.
pub(super) fn parsed(text: &str, what: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| wrong(format!("{what} is not JSON: {error}.")))
}

fn found(row: &Row, seen: &Seen<'_>, version: Version) -> Vec<Value> {
    let store = &seen.loaded.release.store;
    let candidates = matches(row, seen.loaded.names(), store);
    candidates
        .iter()
        .map(|candidate| written(candidate, seen, version))
        .collect()
}

fn written(candidate: &Match, seen: &Seen<'_>, version: Version) -> Value {
    let store = &seen.loaded.release.store;
    let types: Vec<Value> = candidate
        .classes
        .iter()
        .map(|one| class(store, one, version, &seen.language))
        .collect();
    let mut written = json!({
        "id": identifier(&candidate.iri),
        "name": candidate.name,
        "score": candidate.score,
        "match": candidate.certain,
        "type": types,
        "features": features(candidate, version),
    });
    if !candidate.description.is_empty()
        && let Some(written) = written.as_object_mut()
    {
        written.insert("description".to_owned(), candidate.description.clone().into());
    }
    speak(&mut written, version, &candidate.language);
    written
}

/// What the score was made of.
fn features(candidate: &Match, version: Version) -> Vec<Value> {
    let all = [
        (
            "name",
            "How well the name fits, from 0 to 100",
            json!(candidate.name_score),
        ),
        ("agreeing", "Properties that agree", json!(candidate.agreeing.0)),
        (
            "disagreeing",
            "Properties that disagree",
            json!(candidate.agreeing.1),
        ),
    ];
    all.into_iter()
        .map(|(id, name, value)| match version {
            Version::V02 => json!({ "id": id, "value": value }),
            Version::Draft => json!({ "id": id, "name": name, "value": value }),
        })
        .collect()
}
