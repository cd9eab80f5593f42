//! Which of the languages of a thing a reader gets.
//!
//! [RFC 9110, 12.5.4](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4) with
//! the look-up of [RFC 4647, 3.4](https://www.rfc-editor.org/rfc/rfc4647#section-3.4):
//! `fr-CA` is content with `fr`. What exists in no wanted language is given in English.

use super::qualities::members;
use axum::http::{HeaderMap, header};

/// The language in which every thing can be read.
pub(super) const DEFAULT: &str = "en";

/// The language for a reader, one of `available` or English.
#[must_use]
pub(super) fn choose(headers: &HeaderMap, available: &[String]) -> String {
    let mut best: Option<(f32, String)> = None;
    for (range, quality) in members(headers, &header::ACCEPT_LANGUAGE) {
        let found = if range == "*" {
            Some(DEFAULT.to_owned())
        } else {
            known(&range, available)
        };
        if let Some(language) = found
            && quality > best.as_ref().map_or(0.0, |(q, _)| *q)
        {
            best = Some((quality, language));
        }
    }
    best.map_or_else(|| DEFAULT.to_owned(), |(_, language)| language)
}

/// The available language that a range means, looking at ever fewer subtags.
fn known(range: &str, available: &[String]) -> Option<String> {
    let mut range = range.to_ascii_lowercase();
    loop {
        if let Some(language) = available.iter().find(|tag| tag.eq_ignore_ascii_case(&range)) {
            return Some(language.clone());
        }
        if range == DEFAULT {
            return Some(range);
        }
        range.truncate(range.rfind('-')?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// Catches: order taken for preference, regional variants missed, a refused language given.
    #[test]
    fn the_best_available_language_is_taken() {
        let available = ["ar", "en", "fr"].map(str::to_owned);
        for (accept, expected) in [
            ("", "en"),
            ("fr", "fr"),
            ("fr-CA", "fr"),
            ("ar;q=0.5, fr;q=0.9", "fr"),
            ("fr;q=0, ar;q=0.1", "ar"),
            ("de", "en"),
            ("de, ar;q=0.2", "ar"),
            ("en-GB, fr;q=0.8", "en"),
            ("*", "en"),
            ("fr;q=x", "en"),
            (";;,=;q", "en"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            assert_eq!(choose(&headers, &available), expected, "{accept}");
        }
    }
}
