//! Why a question got no answer, in words for the assistant that asked.

use crate::query::QueryError;

/// Words that say what was wrong and what to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub String);

impl Refusal {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        Self(error.to_string())
    }
}

/// A text of the request without spaces around it, within bounds.
///
/// # Errors
/// Where it is empty or longer than `most` characters.
pub(super) fn bounded<'a>(name: &str, text: &'a str, most: usize) -> Result<&'a str, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal(format!("`{name}` is empty.")));
    }
    let length = text.chars().count();
    if length > most {
        return Err(Refusal(format!(
            "`{name}` has {length} characters; at most {most} are allowed."
        )));
    }
    Ok(text)
}

/// A number of the request within bounds; `usual` where there is none.
///
/// # Errors
/// Where it is 0 or more than `most`.
pub(super) fn limit(asked: Option<usize>, usual: usize, most: usize) -> Result<usize, Refusal> {
    match asked {
        None => Ok(usual),
        Some(number) if (1..=most).contains(&number) => Ok(number),
        Some(number) => Err(Refusal(format!(
            "`limit` is {number}; 1 to {most} are allowed. Hint: page with `offset`."
        ))),
    }
}
