//! Reads the queries of both versions.

use super::{MAX_PROPERTIES, too_many, wrong};
use crate::find::matching::{Condition, MOST_CANDIDATES, Property, Quantifier, Row, Strict, Value as Given};
use crate::serve::respond::Problem;
use serde_json::{Map, Value};

/// Longest name, in characters; more is no name of anything.
const LONGEST: usize = 2000;
/// Most values of one property.
const MOST_VALUES: usize = 50;

/// One query of version 0.2; `at` names it in problems.
pub(super) fn query_02(at: &str, query: &Value, language: &str) -> Result<Row, Problem> {
    let query = object(at, query)?;
    known(
        at,
        query,
        &["query", "type", "limit", "properties", "type_strict"],
    )?;
    let mut row = row(at, query, language)?;
    row.text = match query.get("query") {
        None => None,
        Some(Value::String(text)) => Some(name(at, text)?),
        Some(_) => return Err(wrong(format!("{at}: query must be a string."))),
    };
    row.strict = match query.get("type_strict").map(Value::as_str) {
        None | Some(Some("any")) => Strict::Any,
        Some(Some("should")) => Strict::Should,
        Some(Some("all")) => Strict::All,
        Some(_) => return Err(wrong(format!("{at}: type_strict must be any, should or all."))),
    };
    for property in list(at, query, "properties")? {
        let property = object(at, property)?;
        let id = string(at, property, "pid")?;
        let values = property
            .get("v")
            .ok_or_else(|| wrong(format!("{at}: the property {id} has no value v.")))?;
        row.conditions.push(Condition {
            property: find(at, id)?,
            values: values_of(at, values)?,
            required: false,
            quantifier: Quantifier::Any,
        });
    }
    if row.text.is_none() && row.conditions.is_empty() {
        return Err(wrong(format!(
            "{at}: a query needs query or at least one of properties."
        )));
    }
    Ok(row)
}

/// One query of version 1.0-draft.
pub(super) fn query_draft(at: &str, query: &Value, language: &str) -> Result<Row, Problem> {
    let query = object(at, query)?;
    known(at, query, &["type", "limit", "lang", "dir", "conditions"])?;
    if query.get("type").is_some_and(|kind| !kind.is_string()) {
        return Err(wrong(format!(
            "{at}: type must be one type identifier, as a string."
        )));
    }
    let mut row = row(at, query, language)?;
    let conditions = list(at, query, "conditions")?;
    if conditions.is_empty() {
        return Err(wrong(format!("{at}: a query needs at least one of conditions.")));
    }
    for condition in conditions {
        self::condition(at, object(at, condition)?, &mut row)?;
    }
    Ok(row)
}

fn condition(at: &str, condition: &Map<String, Value>, row: &mut Row) -> Result<(), Problem> {
    let value = condition
        .get("propertyValue")
        .ok_or_else(|| wrong(format!("{at}: a condition has no propertyValue.")))?;
    let required = match condition.get("required") {
        None => false,
        Some(Value::Bool(required)) => *required,
        Some(_) => return Err(wrong(format!("{at}: required must be true or false."))),
    };
    let quantifier = match condition.get("matchQuantifier").map(Value::as_str) {
        None | Some(Some("any")) => Quantifier::Any,
        Some(Some("all")) => Quantifier::All,
        Some(Some("none")) => Quantifier::None,
        Some(_) => return Err(wrong(format!("{at}: matchQuantifier must be any, all or none."))),
    };
    let kind = string(at, condition, "matchType")?;
    match kind {
        "name" | "id" => {
            let values = values_of(at, value)?;
            let Some(Given::Text(text) | Given::Thing(text)) = values.into_iter().next() else {
                return Err(wrong(format!("{at}: the condition on {kind} has no value.")));
            };
            row.text = Some(name(at, &text)?);
            row.identifier = kind == "id";
        }
        "property" => {
            let id = string(at, condition, "propertyId")?;
            row.conditions.push(Condition {
                property: find(at, id)?,
                values: values_of(at, value)?,
                required,
                quantifier,
            });
            if row.conditions.len() > MAX_PROPERTIES {
                return Err(too_many("conditions", row.conditions.len(), MAX_PROPERTIES));
            }
        }
        _ => return Err(wrong(format!("{at}: matchType must be name, id or property."))),
    }
    Ok(())
}

/// What both versions write alike: type and limit.
fn row(at: &str, query: &Map<String, Value>, language: &str) -> Result<Row, Problem> {
    let classes = match query.get("type") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(class)) if class.is_empty() => Vec::new(),
        Some(Value::String(class)) => vec![class.clone()],
        Some(Value::Array(classes)) if classes.len() <= MAX_PROPERTIES => classes
            .iter()
            .map(|class| class.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| wrong(format!("{at}: type must be a type identifier or a list of them.")))?,
        Some(_) => {
            return Err(wrong(format!(
                "{at}: type must be a type identifier or a list of them."
            )));
        }
    };
    let limit = match query.get("limit") {
        None | Some(Value::Null) => 0,
        Some(limit) => whole(limit)
            .filter(|limit| *limit > 0)
            .ok_or_else(|| wrong(format!("{at}: limit must be a whole number above 0.")))?
            .min(MOST_CANDIDATES),
    };
    Ok(Row {
        classes,
        limit,
        language: language.to_owned(),
        ..Row::default()
    })
}

/// A whole number, also one written 3.0.
fn whole(number: &Value) -> Option<usize> {
    let number = number
        .as_f64()
        .filter(|number| number.fract() == 0.0 && (0.0..1e9).contains(number))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    Some(number as usize)
}

fn find(at: &str, id: &str) -> Result<&'static Property, Problem> {
    let shown: String = id.chars().take(80).collect();
    Property::find(id).ok_or_else(|| {
        wrong(format!(
            "{at}: there is no property {shown}. Hint: /reconcile/suggest/property?prefix= lists them all."
        ))
    })
}

fn values_of(at: &str, value: &Value) -> Result<Vec<Given>, Problem> {
    let values: Vec<&Value> = match value {
        Value::Array(values) if values.len() > MOST_VALUES => {
            return Err(too_many("values of one property", values.len(), MOST_VALUES));
        }
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    };
    values.into_iter().map(|value| given(at, value)).collect()
}

fn given(at: &str, value: &Value) -> Result<Given, Problem> {
    match value {
        Value::String(text) => Ok(Given::Text(name(at, text)?)),
        Value::Number(number) => Ok(Given::Text(number.to_string())),
        Value::Bool(truth) => Ok(Given::Text(truth.to_string())),
        Value::Object(thing) => match thing.get("id") {
            Some(Value::String(id)) => Ok(Given::Thing(name(at, id)?)),
            _ => Err(wrong(format!("{at}: a value that is an object needs an id."))),
        },
        _ => Err(wrong(format!(
            "{at}: a value must be a string, a number, true or false, or an object with an id."
        ))),
    }
}

fn name(at: &str, text: &str) -> Result<String, Problem> {
    if text.chars().count() > LONGEST {
        return Err(wrong(format!(
            "{at}: a text is longer than {LONGEST} characters."
        )));
    }
    Ok(text.to_owned())
}

fn object<'v>(at: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Problem> {
    value
        .as_object()
        .ok_or_else(|| wrong(format!("{at}: an object was expected here.")))
}

fn string<'v>(at: &str, object: &'v Map<String, Value>, key: &str) -> Result<&'v str, Problem> {
    object
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| wrong(format!("{at}: {key} must be a string.")))
}

fn list<'v>(at: &str, object: &'v Map<String, Value>, key: &str) -> Result<&'v [Value], Problem> {
    match object.get(key) {
        None => Ok(&[]),
        Some(Value::Array(list)) if list.len() > MAX_PROPERTIES => {
            Err(too_many(key, list.len(), MAX_PROPERTIES))
        }
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(wrong(format!("{at}: {key} must be a list."))),
    }
}

/// Refuses keys that neither version knows there: a misspelled one would silently change the question.
fn known(at: &str, object: &Map<String, Value>, keys: &[&str]) -> Result<(), Problem> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => {
            let shown: String = key.chars().take(40).collect();
            Err(wrong(format!(
                "{at}: there is no {shown} in a query. There are {}.",
                keys.join(", ")
            )))
        }
    }
}
