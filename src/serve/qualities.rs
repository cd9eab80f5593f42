//! Lists with quality values, as `Accept-Language` and `Accept-Profile` have them
//! ([RFC 9110, 12.4.2](https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2)).

use axum::http::{HeaderMap, HeaderName, header};

/// Most members of a list that are looked at.
const MAX_MEMBERS: usize = 100;

/// The members of a header with their qualities; empty when it is absent.
#[must_use]
pub(super) fn members(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, f32)> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(member)
        .take(MAX_MEMBERS)
        .collect()
}

/// Whether a client takes gzip ([RFC 9110, 12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)): named
/// with a quality above 0, or meant by `*` and not refused.
#[must_use]
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let codings = members(headers, &header::ACCEPT_ENCODING);
    let quality = |name: &str| {
        let named = codings
            .iter()
            .find(|(coding, _)| coding.eq_ignore_ascii_case(name));
        named.map(|(_, quality)| *quality)
    };
    let gzip = quality("gzip")
        .or_else(|| quality("x-gzip"))
        .or_else(|| quality("*"));
    gzip.is_some_and(|quality| quality > 0.0)
}

fn member(text: &str) -> Option<(String, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let value = parts.next().filter(|value| !value.is_empty())?;
    let quality = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .map_or(1.0, |(_, q)| q.trim().parse().unwrap_or(0.0_f32).clamp(0.0, 1.0));
    Some((value.to_owned(), quality))
}

/// The value of a parameter of the address, decoded; the first where there are several.
#[must_use]
pub(super) fn parameter(query: Option<&str>, names: &[&str]) -> Option<String> {
    query?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| names.contains(name))
        .map(|(_, value)| super::iri::decode(&value.replace('+', " ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// Catches: a refused coding sent, `*` not understood, gzip sent to who did not ask.
    #[test]
    fn gzip_is_for_those_who_take_it() {
        for (accept, expected) in [
            ("gzip", true),
            ("br, GZIP;q=0.1", true),
            ("gzip;q=0", false),
            ("gzip;q=0, *", false),
            ("*", true),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
            assert_eq!(takes_gzip(&headers), expected, "{accept}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
