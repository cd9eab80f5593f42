//! Syntax errors in words that help.

use super::{QueryError, prefixes};
use spargebra::SparqlSyntaxError;

/// The longest list of expectations worth reading.
const MAX_EXPECTED: usize = 6;

/// Turns the parser's error into one with a position, a short message and a hint.
pub(super) fn explain(text: &str, error: &SparqlSyntaxError) -> QueryError {
    let raw = error.to_string();
    let (line, column, message) = position(&raw).unwrap_or((1, 1, raw.as_str()));
    let earlier = tried(message).map(|length| before(text, (line, column), length));
    let (line, column, message) = match earlier {
        // On the same line the parser's column may be as near as any.
        Some((earlier, column)) if earlier < line => (earlier, column, "this does not fit here"),
        _ => (line, column, message),
    };
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

/// The parser looks for a keyword by reading as many signs as it has, and reports behind them that it was none.
/// Where all it expected are keywords, the fault is before: by the length of the shortest. `[_]` is a keyword
/// that is longer than the rest of the text.
fn tried(message: &str) -> Option<usize> {
    let list = message.strip_prefix("expected ")?;
    let list = list.strip_prefix("one of ").unwrap_or(list);
    let is_keyword =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let words: Vec<&str> = list.split(", ").filter(|word| *word != "[_]").collect();
    words
        .iter()
        .all(|word| is_keyword(word))
        .then(|| words.iter().map(|word| word.len()).min())
        .flatten()
}

/// The place some signs before another.
fn before(text: &str, (line, column): (usize, usize), signs: usize) -> (usize, usize) {
    let starts = text.split_inclusive('\n').take(line.saturating_sub(1));
    let at = starts.map(|line| line.chars().count()).sum::<usize>() + column.saturating_sub(1);
    let head = text.chars().take(at.saturating_sub(signs));
    head.fold((1, 1), |(line, column), c| {
        if c == '\n' {
            (line + 1, 1)
        } else {
            (line, column + 1)
        }
    })
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

#[cfg(test)]
mod tests {
    use crate::query::{QueryError, parse};

    /// Catches: a fault told behind the keywords that the parser tried there, which can be lines further on.
    #[test]
    fn a_fault_is_told_where_it_stands() {
        for (text, place) in [
            ("SELECT * WHERE {\n  ?s ?p ?o .\n  FILTER(?o = )\n}", (3, 15)),
            (
                "SELECT * WHERE {\n  ?s ?p ?o .\n  FILTER(?o = )\n}\nLIMIT 5\n",
                (3, 15),
            ),
            (
                "SELECT * WHERE {\n  ?s ?p ?o .\n  ?s ?p \"a\" \"b\"\n}\n",
                (3, 13),
            ),
            ("SELECT (COUNT(?s) AS n)\nWHERE { ?s ?p ?o }", (1, 23)),
        ] {
            match parse(text) {
                Err(QueryError::Syntax { line, column, .. }) => assert_eq!((line, column), place, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }
}
