//! Refuses query texts whose structure is too deep or too long to be handled.
//!
//! Parser, optimiser and evaluator follow the structure of a query by recursion: nested groups, but
//! also chains (`1 + 1 + 1 …`, a thousand `OPTIONAL`s), which become as deep a tree. A text is looked
//! at before it is parsed, and evaluated on a [thread](super::on_deep_stack) with room for what is allowed.

use super::QueryError;

/// Deepest nesting of brackets. Hand-written queries stay below ten, generated ones below fifty.
const MAX_DEPTH: usize = 128;
/// Most words and signs outside the data of `VALUES`, which are flat.
const MAX_WORDS: usize = 16_000;

/// Looks at a query text.
///
/// # Errors
/// [`QueryError::Unwieldy`] for a text with too many brackets inside each other, or too many words.
pub(super) fn refuse_unwieldy(text: &str) -> Result<(), QueryError> {
    let mut scan = Scan::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = token(rest, c);
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        scan.take(word, c)?;
        rest = after;
    }
    Ok(())
}

#[derive(Default)]
struct Scan {
    depth: usize,
    words: usize,
    /// `VALUES` was seen and its block not yet.
    values: bool,
    /// The depth outside the block of `VALUES` that is being read.
    data: Option<usize>,
}

impl Scan {
    fn take(&mut self, word: &str, first: char) -> Result<(), QueryError> {
        if first.is_whitespace() || first == '#' {
            return Ok(());
        }
        if self.data.is_none() {
            self.words += 1;
        }
        match first {
            '{' | '(' | '[' => {
                if first == '{' && self.values {
                    (self.values, self.data) = (false, Some(self.depth));
                }
                self.depth += 1;
            }
            '}' | ')' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.data == Some(self.depth) && first == '}' {
                    self.data = None;
                }
            }
            _ if word.eq_ignore_ascii_case("VALUES") => self.values = true,
            _ => {}
        }
        let crossed = if self.depth > MAX_DEPTH {
            ("brackets inside each other", MAX_DEPTH)
        } else if self.words > MAX_WORDS {
            ("words and signs", MAX_WORDS)
        } else {
            return Ok(());
        };
        Err(QueryError::Unwieldy {
            what: crossed.0,
            limit: crossed.1,
        })
    }
}

/// The length in bytes of what begins here: a comment, an IRI, a string, a word or one sign.
fn token(rest: &str, first: char) -> usize {
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    match first {
        '#' => until(|c| matches!(c, '\n' | '\r')),
        '<' => iri(rest).unwrap_or(1),
        '"' | '\'' => string(rest, first),
        c if is_word(c) => until(|c| !is_word(c)),
        c => c.len_utf8(),
    }
}

/// `<…>` without what cannot stand in an IRI; else it is a comparison.
fn iri(rest: &str) -> Option<usize> {
    let end = rest.find(['>', ' ', '\n', '\t', '{', '}', '"', '|', '^', '`', '\\'])?;
    rest.get(end..)?.starts_with('>').then_some(end + 1)
}

fn string(rest: &str, quote: char) -> usize {
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    let end = if rest.starts_with(&triple) {
        triple.as_str()
    } else {
        triple.get(..1).unwrap_or_default()
    };
    let mut at = end.len();
    while let Some(here) = rest.get(at..) {
        if here.is_empty() {
            break;
        }
        if here.starts_with(end) {
            return at + end.len();
        }
        let mut chars = here.chars();
        let first = chars.next();
        at += first.map_or(1, char::len_utf8);
        if first == Some('\\') {
            at += chars.next().map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '?' | '$' | ':' | '@' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a deep text that reaches the recursive parser, and brackets in strings,
    /// comments and IRIs taken for structure.
    #[test]
    fn depth_counts_brackets_of_the_query_only() {
        let deep = |n: usize| format!("ASK {}{}", "{".repeat(n), "}".repeat(n));
        assert!(refuse_unwieldy(&deep(MAX_DEPTH)).is_ok());
        assert!(refuse_unwieldy(&deep(MAX_DEPTH + 1)).is_err());
        let braces = "{".repeat(1_000);
        for text in [
            format!("ASK {{ ?s ?p \"{braces}\" }}"),
            format!("ASK {{ ?s ?p '''{braces}\\''''}} }}"),
            format!("# {braces}\nASK {{}}"),
            format!("ASK {{ <http://x/{}> ?p ?o }}", "(".repeat(1_000)),
        ] {
            assert!(refuse_unwieldy(&text).is_ok(), "{}", &text[..20]);
        }
    }

    /// Catches: long chains let through, and long lists of data refused.
    #[test]
    fn chains_are_bounded_and_data_are_not() {
        let chain = format!("ASK {{ FILTER(1{} > 0) }}", "+1".repeat(MAX_WORDS));
        assert!(refuse_unwieldy(&chain).is_err());
        let optional = format!("ASK {{ {} }}", "OPTIONAL{}".repeat(MAX_WORDS));
        assert!(refuse_unwieldy(&optional).is_err());
        let values = format!(
            "SELECT * {{ VALUES ?x {{ {} }} ?x ?p ?o }}",
            "<http://x> ".repeat(50_000)
        );
        assert!(refuse_unwieldy(&values).is_ok());
        let after = format!(
            "SELECT * {{ VALUES ?x {{ 1 }} {} }}",
            "?x ?p ?o . ".repeat(MAX_WORDS)
        );
        assert!(refuse_unwieldy(&after).is_err());
    }
}
