//! Syntax errors in words that help.

use super::{QueryError, prefixes};
use spargebra::SparqlSyntaxError;

/// The longest list of expectations worth reading.
const MAX_EXPECTED: usize = 6;

/// Turns the parser's error into one with a position, a short message and a hint.
pub(super) fn explain(text: &str, error: &SparqlSyntaxError) -> QueryError {
    let raw = error.to_string();
    let (line, column, message) = position(&raw).unwrap_or((1, 1, raw.as_str()));
    QueryError::Syntax {
        line,
        column,
        message: shorten_expected(message),
        hint: hint(text, line, column, message),
    }
}

/// Splits `error at 3:7: expected …`, the form in which the parser reports.
fn position(raw: &str) -> Option<(usize, usize, &str)> {
    let (line, rest) = raw.strip_prefix("error at ")?.split_once(':')?;
    let (column, message) = rest.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?, message.trim()))
}

/// The parser lists every token that would have fitted; beyond a few that is noise.
fn shorten_expected(message: &str) -> String {
    let Some(list) = message.strip_prefix("expected one of ") else {
        return message.to_owned();
    };
    let wanted: Vec<&str> = list.split(", ").filter(|token| !token.contains('[')).collect();
    if wanted.is_empty() || wanted.len() > MAX_EXPECTED {
        return "this does not fit here".to_owned();
    }
    format!("expected {}", wanted.join(" or "))
}

fn hint(text: &str, line: usize, column: usize, message: &str) -> String {
    let here = rest_of(text, line, column);
    if text.trim().is_empty() {
        return "the query is empty; try SELECT * WHERE { ?thing a wsis:Document } LIMIT 10".into();
    }
    if let Some(prefix) = unknown_prefix(text) {
        return format!(
            "the prefix {prefix}: is not declared; add PREFIX {prefix}: <…> at the top, or use one of the known ones: {}",
            known_prefixes()
        );
    }
    if here.is_empty() {
        return "the text ends too early; a closing }, ) or quotation mark may be missing".into();
    }
    if message.contains("aggregate") || message.contains("GROUP") {
        return "every selected variable must be in GROUP BY or inside COUNT, SAMPLE, …".into();
    }
    let near: String = here.chars().take(20).collect();
    format!(
        "look at “{}” and at the end of what stands before it; a dot, a bracket or a ? may be missing",
        near.trim_end()
    )
}

fn rest_of(text: &str, line: usize, column: usize) -> String {
    text.lines()
        .skip(line.saturating_sub(1))
        .enumerate()
        .map(|(i, l)| {
            let skip = if i == 0 { column.saturating_sub(1) } else { 0 };
            l.chars().skip(skip).collect::<String>()
        })
        .find(|l| !l.trim().is_empty())
        .unwrap_or_default()
}

/// The first `prefix:` outside IRIs and strings that nobody declared.
fn unknown_prefix(text: &str) -> Option<String> {
    let declared = declared_prefixes(text);
    words_outside_quotes(text)
        .into_iter()
        .filter_map(|word| word.split_once(':').map(|(prefix, _)| prefix.to_owned()))
        .find(|prefix| {
            prefix.starts_with(|c: char| c.is_ascii_alphabetic())
                && !declared.contains(prefix)
                && !prefixes().any(|(known, _)| known == prefix)
        })
}

fn declared_prefixes(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(2)
        .filter_map(|pair| match pair {
            [keyword, name] if keyword.eq_ignore_ascii_case("PREFIX") => {
                name.split_once(':').map(|(prefix, _)| prefix.to_owned())
            }
            _ => None,
        })
        .collect()
}

/// Words of the query with IRIs, strings and comments left out.
fn words_outside_quotes(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    let mut until: Option<char> = None;
    for c in text.chars() {
        match until {
            Some(end) if c == end => until = None,
            Some(_) => {}
            None => match c {
                '<' => until = Some('>'),
                '"' | '\'' => until = Some(c),
                '#' => until = Some('\n'),
                _ => plain.push(c),
            },
        }
    }
    plain
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_')))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn known_prefixes() -> String {
    prefixes()
        .map(|(prefix, _)| prefix)
        .collect::<Vec<_>>()
        .join(", ")
}
