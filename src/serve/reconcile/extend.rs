//! Data extension: the values of properties of things.

use super::super::qualities::parameter;
use super::entity::{identifier, speak};
use super::matching::parsed;
use super::suggest::version;
use super::{MAX_EXTEND, MAX_PROPERTIES, Seen, Version, language, too_many, written, wrong};
use crate::find::matching::{self, PROPERTIES, Property};
use crate::graph::iri::THINGS;
use crate::graph::vocabulary::wsis;
use crate::serve::respond::{CACHE, Problem, off_thread, set};
use crate::serve::state::AppState;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use oxigraph::model::{Literal, NamedNodeRef, Term};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A column that is asked for.
struct Column {
    property: &'static Property,
    /// The identifier as the client wrote it.
    id: String,
    /// How many values at most; 0 is all.
    most: usize,
}

/// Answers an extension query of either version.
pub(super) fn extend(text: &str, version: Version, seen: &Seen<'_>) -> Result<Value, Problem> {
    let query = parsed(text, "the extension query")?;
    let ids = ids(&query)?;
    let columns = columns(&query)?;
    let meta: Vec<Value> = columns.iter().map(|column| meta(column, seen, version)).collect();
    let rows = ids.iter().map(|id| (id, cells(id, &columns, seen, version)));
    let rows = match version {
        Version::V02 => {
            let rows: Map<String, Value> = rows
                .map(|(id, cells)| {
                    let cells: Map<String, Value> = cells
                        .into_iter()
                        .map(|(id, values)| (id, values.into()))
                        .collect();
                    ((*id).to_owned(), Value::Object(cells))
                })
                .collect();
            Value::Object(rows)
        }
        Version::Draft => rows
            .map(|(id, cells)| {
                let cells: Vec<Value> = cells
                    .into_iter()
                    .map(|(id, values)| json!({ "id": id, "values": values }))
                    .collect();
                json!({ "id": id, "properties": cells })
            })
            .collect(),
    };
    Ok(json!({ "meta": meta, "rows": rows }))
}

fn ids(query: &Value) -> Result<Vec<&str>, Problem> {
    let ids = query
        .get("ids")
        .and_then(Value::as_array)
        .ok_or_else(|| wrong("An extension query needs ids, a list of identifiers."))?;
    if ids.len() > MAX_EXTEND {
        return Err(too_many("ids", ids.len(), MAX_EXTEND));
    }
    ids.iter()
        .map(|id| {
            id.as_str()
                .ok_or_else(|| wrong("Every identifier in ids must be a string."))
        })
        .collect()
}

fn columns(query: &Value) -> Result<Vec<Column>, Problem> {
    let properties = query
        .get("properties")
        .and_then(Value::as_array)
        .ok_or_else(|| wrong("An extension query needs properties, a list of objects with an id."))?;
    if properties.len() > MAX_PROPERTIES {
        return Err(too_many("properties", properties.len(), MAX_PROPERTIES));
    }
    properties.iter().map(column).collect()
}

fn column(property: &Value) -> Result<Column, Problem> {
    let id = property
        .get("id")
        .and_then(Value::as_str)
        .ok_or_else(|| wrong("Every one of properties needs an id, a string."))?;
    let shown: String = id.chars().take(80).collect();
    let found = Property::find(id).filter(|property| property.iri.is_some()).ok_or_else(|| {
        wrong(format!(
            "There is no property {shown} to give. Hint: /reconcile/extend/propose?type=Document lists those of a type."
        ))
    })?;
    // OpenRefine sends numbers of settings as strings.
    let limit = property.pointer("/settings/limit");
    let most = match limit {
        None => Some(0),
        Some(Value::String(text)) if text.is_empty() => Some(0),
        Some(Value::String(text)) => text.parse().ok(),
        Some(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
    };
    Ok(Column {
        property: found,
        id: id.to_owned(),
        most: most.ok_or_else(|| wrong("The setting limit must be a whole number."))?,
    })
}

fn meta(column: &Column, seen: &Seen<'_>, version: Version) -> Value {
    let (name, of) = column.property.label(&seen.loaded.release.store, &seen.language);
    let mut meta = json!({ "id": column.id, "name": name });
    speak(&mut meta, version, &of);
    meta
}

fn cells(id: &str, columns: &[Column], seen: &Seen<'_>, version: Version) -> Vec<(String, Vec<Value>)> {
    let iri = matching::address(id);
    let subject = NamedNodeRef::new(&iri).ok();
    let store = &seen.loaded.release.store;
    columns
        .iter()
        .map(|column| {
            let values = subject
                .map(|subject| column.property.values(store, subject))
                .unwrap_or_default();
            let most = if column.most == 0 { usize::MAX } else { column.most };
            let values = values
                .iter()
                .take(most)
                .map(|value| cell(value, seen, version))
                .collect();
            (column.id.clone(), values)
        })
        .collect()
}

/// One value, as the protocol writes it.
fn cell(value: &Term, seen: &Seen<'_>, version: Version) -> Value {
    match value {
        Term::NamedNode(node) if node.as_str().starts_with(THINGS) => {
            let iri = node.as_str();
            let found = matching::label(&seen.loaded.release.store, iri, &seen.language);
            let (name, of) = found.unwrap_or_else(|| (identifier(iri).to_owned(), String::new()));
            let mut thing = json!({ "id": identifier(iri), "name": name });
            speak(&mut thing, version, &of);
            thing
        }
        Term::NamedNode(node) => json!({ "str": node.as_str() }),
        Term::Literal(literal) => self::literal(literal, version),
        _ => json!({}),
    }
}

fn literal(literal: &Literal, version: Version) -> Value {
    let value = literal.value();
    let kind = literal.datatype();
    match kind.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#") {
        Some("integer" | "nonNegativeInteger" | "positiveInteger" | "int" | "long" | "gYear") => {
            if let Ok(number) = value.parse::<i64>() {
                return json!({ "int": number });
            }
        }
        Some("decimal" | "double" | "float") => {
            if let Some(number) = value.parse::<f64>().ok().filter(|number| number.is_finite()) {
                return json!({ "float": number });
            }
        }
        // The protocol knows dates with a time only; a day begins at midnight.
        Some("date") if value.len() == 10 => return json!({ "date": format!("{value}T00:00:00Z") }),
        _ => {}
    }
    let mut text = json!({ "str": value });
    speak(&mut text, version, literal.language().unwrap_or_default());
    text
}

/// The properties that things of a type have.
pub(super) async fn propose(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let version = version(&uri);
    let kind = parameter(query.as_deref(), &["type"]).unwrap_or_default();
    let limit = match parameter(query.as_deref(), &["limit"]).map(|limit| limit.parse::<usize>()) {
        None => None,
        Some(Ok(limit)) => Some(limit),
        Some(Err(_)) => return wrong("limit must be a whole number: limit=10.").respond(&state, &headers),
    };
    off_thread(move || {
        let loaded = state.current();
        let language = language(&headers);
        let wanted = kind.strip_prefix(wsis::NAMESPACE).unwrap_or(&kind);
        let properties: Vec<Value> = PROPERTIES
            .iter()
            .filter(|property| property.iri.is_some())
            .filter(|property| wanted.is_empty() || property.classes.iter().any(|class| class == wanted))
            .take(limit.unwrap_or(usize::MAX))
            .map(|property| {
                let (name, of) = property.label(&loaded.release.store, &language);
                let mut one = json!({ "id": property.id, "name": name });
                speak(&mut one, version, &of);
                one
            })
            .collect();
        let mut answer = json!({ "properties": properties });
        if let Some(answer) = answer.as_object_mut() {
            if !kind.is_empty() {
                answer.insert("type".to_owned(), kind.clone().into());
            }
            if let Some(limit) = limit {
                answer.insert("limit".to_owned(), limit.into());
            }
        }
        let mut response = written(&answer);
        set(&mut response, header::CACHE_CONTROL, CACHE);
        response
    })
    .await
}
