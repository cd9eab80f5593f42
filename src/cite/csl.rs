//! CSL-JSON, the data that processors of the Citation Style Language read.
//!
//! Source: "CSL JSON schema", version 1.0.2 (`csl-data.json` of the Citation Style Language).

use serde_json::{Map, Value, json};

use super::date::Date;
use super::record::Record;

/// An array of all records.
pub(super) fn file(records: &[Record]) -> String {
    let items: Vec<Value> = records.iter().map(item).collect();
    // Strings, numbers and lists of them always serialise.
    serde_json::to_string_pretty(&items).unwrap_or_default() + "\n"
}

fn item(record: &Record) -> Value {
    let mut item = Map::new();
    let mut say = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    say("id", json!(record.iri));
    say("type", json!(kind(record)));
    say("title", json!(record.name()));
    let authors: Vec<Value> = record
        .authors()
        .iter()
        .map(|name| json!({ "literal": name }))
        .collect();
    if !authors.is_empty() {
        say("author", json!(authors));
    }
    if let Some(date) = record.day() {
        say("issued", json!({ "date-parts": [parts(date)] }));
    }
    say("number", json!(record.symbol));
    say("genre", json!(record.kind.replace('-', " ")));
    if let Some(event) = &record.event {
        say("event-title", json!(event));
    }
    if let [language] = record.languages.as_slice() {
        say("language", json!(language));
    }
    say("URL", json!(record.iri));
    Value::Object(item)
}

/// A type of the schema; acts of organs have none of their own, and `document` is the general one.
fn kind(record: &Record) -> &'static str {
    match record.kind.as_str() {
        "report" => "report",
        "treaty" => "treaty",
        "letter" => "personal_communication",
        _ => "document",
    }
}

fn parts(date: Date) -> Vec<i64> {
    let month = date.month.map(i64::from);
    let day = date.day.map(i64::from);
    std::iter::once(i64::from(date.year))
        .chain(month)
        .chain(day)
        .collect()
}
