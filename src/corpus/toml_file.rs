//! Reads arrays of tables from TOML, each record by itself, so that one bad
//! record does not hide the faults of the others.

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Record;
use crate::problem::{Place, Problem, SourceFile};

/// Appends the records under `[[key]]` of `file` to `records`, and what is wrong
/// to `problems` (the names of such records to `unread`): W002 for TOML that does not parse, W003 for a key or value
/// that does not belong.
pub(super) fn read<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    key: &str,
    records: &mut Vec<Record<T>>,
    unread: &mut HashSet<String>,
    problems: &mut Vec<Problem>,
) {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let broken = !errors.is_empty();
    problems.extend(errors.iter().map(|error| syntax(file, error)));
    for (name, value) in table.into_inner() {
        let span = name.span();
        if name.as_ref() != key {
            problems.push(unknown_table(file, span, name.as_ref(), key));
            continue;
        }
        match value.into_inner() {
            DeValue::Array(items) => {
                for item in items {
                    let name = name_of(item.get_ref());
                    let read = record(file, item);
                    if read.is_err() {
                        unread.extend(name);
                    }
                    match read {
                        Ok(found) => records.push(found),
                        // A file that does not parse was recovered by guessing:
                        // its records' complaints would only repeat the first one.
                        Err(_) if broken => {}
                        Err(problem) => problems.push(problem),
                    }
                }
            }
            other => problems.push(
                Problem::error(
                    "W003",
                    format!("`{key}` is {}, not a list of records", other.type_str()),
                )
                .at(Place::Span(Arc::clone(file), span))
                .hint(format!("begin each record with a line [[{key}]]")),
            ),
        }
    }
}

/// The id or symbol of a record, as far as it can be told before reading it.
fn name_of(item: &DeValue<'_>) -> Option<String> {
    let name = item.get("id").or_else(|| item.get("symbol"))?;
    name.get_ref().as_str().map(str::to_owned)
}

/// One record, with W003 for a key or value that does not belong.
pub(crate) fn record<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    item: Spanned<DeValue<'_>>,
) -> Result<Record<T>, Problem> {
    let span = item.span();
    T::deserialize(ValueDeserializer::from(item))
        .map(|value| Record {
            value,
            file: Arc::clone(file),
            span: span.clone(),
        })
        .map_err(|error| {
            let message = error.message().to_owned();
            let place = Place::Span(Arc::clone(file), error.span().unwrap_or(span));
            let problem = Problem::error("W003", message.clone()).at(place);
            match nearest(&message) {
                Some(word) => problem.hint(format!("did you mean `{word}`?")),
                None => problem.hint("data/README.md shows every key of this kind with an example"),
            }
        })
}

/// TOML that does not parse (W002).
pub(crate) fn syntax(file: &Arc<SourceFile>, error: &toml::de::Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let hint = remedy(line_at(&file.text, span.start));
    Problem::error("W002", format!("not valid TOML: {}", error.message()))
        .at(Place::Span(Arc::clone(file), span))
        .hint(hint)
}

/// The line that holds a byte.
fn line_at(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    text.get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default()
}

/// What is probably wrong with a line that is no TOML.
fn remedy(line: &str) -> &'static str {
    let value = line.split_once('=').map_or(line, |(_, value)| value).trim_start();
    if value.starts_with([
        '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{ab}',
    ]) {
        return "write straight double quotes: \"…\"";
    }
    let dotted = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/');
    if value.starts_with(|c: char| c.is_ascii_digit()) && value.trim_end().chars().all(dotted) {
        return "write a day as 2025-12-17, a month as \"2025-12\", a year as \"2025\"";
    }
    "strings stand in double quotes, records begin with [[kind]], lists in [ ]"
}

fn unknown_table(file: &Arc<SourceFile>, span: std::ops::Range<usize>, name: &str, key: &str) -> Problem {
    Problem::error("W003", format!("`{name}` does not belong in this folder"))
        .at(Place::Span(Arc::clone(file), span))
        .hint(format!("records here begin with [[{key}]]"))
}

/// For serde's "unknown field `x`, expected one of `a`, `b`": the known word
/// closest to the unknown one.
fn nearest(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown "))?;
    quoted
        .map(|word| (strsim::damerau_levenshtein(unknown, word), word))
        .filter(|(distance, word)| *distance <= word.len() / 2)
        .min()
        .map(|(_, word)| word.to_owned())
}
