//! Content negotiation: which of the offered forms a client wants most.
//!
//! [RFC 9110, 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1):
//! the most specific range that matches an offer gives its quality. Among
//! offers of the same quality the server's order decides, and callers put the
//! machine-readable forms first: tools that send `Accept` lists with HTML at
//! the same quality want the data.

use axum::http::{HeaderMap, header};

/// A form that can be given, with all media types it answers to.
#[derive(Clone, Copy, Debug)]
pub struct Offer<T> {
    /// What the caller gets back.
    pub form: T,
    /// The media types, the first being the one named in messages.
    pub types: &'static [&'static str],
}

/// Specificity of a range without `*`.
const EXACT: usize = 2;

/// One element of an `Accept` header.
struct Range {
    kind: String,
    subkind: String,
    parameters: usize,
    quality: f32,
}

/// The best offer, or `None` when the client wants none of them.
///
/// Without an `Accept` header the first offer is taken.
#[must_use]
pub fn negotiate<T: Copy>(headers: &HeaderMap, offers: &[Offer<T>]) -> Option<T> {
    weighed(headers, offers).map(|(_, form)| form)
}

/// The same with its weight, from 0 to 1.
pub(super) fn weighed<T: Copy>(headers: &HeaderMap, offers: &[Offer<T>]) -> Option<(f32, T)> {
    let ranges = accepted(headers);
    let mut best: Option<(f32, T)> = None;
    for offer in offers {
        let quality = quality(&ranges, offer.types);
        if quality > best.map_or(0.0, |(q, _)| q) {
            best = Some((quality, offer.form));
        }
    }
    best
}

/// The offered media types as a list for messages.
#[must_use]
pub fn offered<T>(offers: &[Offer<T>]) -> String {
    offers
        .iter()
        .filter_map(|offer| offer.types.first().copied())
        .collect::<Vec<_>>()
        .join(", ")
}

fn accepted(headers: &HeaderMap) -> Vec<Range> {
    let text = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
    let ranges: Vec<Range> = text.split(',').filter_map(parse_range).collect();
    if ranges.is_empty() {
        return parse_range("*/*").into_iter().collect();
    }
    ranges
}

fn parse_range(text: &str) -> Option<Range> {
    let mut parts = text.split(';').map(str::trim);
    let (kind, subkind) = parts.next()?.split_once('/')?;
    let mut range = Range {
        kind: kind.trim().to_ascii_lowercase(),
        subkind: subkind.trim().to_ascii_lowercase(),
        parameters: 0,
        quality: 1.0,
    };
    for parameter in parts {
        match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("q") => {
                range.quality = value.trim().parse().unwrap_or(0.0_f32).clamp(0.0, 1.0);
            }
            _ => range.parameters += 1,
        }
    }
    Some(range)
}

/// The best quality among the names of one offer. A range with `*` speaks of
/// the first name, which is the one an answer would carry; the others count
/// only when they are written out.
fn quality(ranges: &[Range], types: &[&str]) -> f32 {
    types
        .iter()
        .enumerate()
        .map(|(i, media_type)| quality_of(ranges, media_type, if i == 0 { 0 } else { EXACT }))
        .fold(0.0, f32::max)
}

/// The quality that the most specific matching range gives a media type.
/// Parameters such as `charset` or `profile` make a range more specific but do
/// not exclude: each form is offered in one character set and profile only.
fn quality_of(ranges: &[Range], media_type: &str, least: usize) -> f32 {
    let Some((kind, subkind)) = media_type.split_once('/') else {
        return 0.0;
    };
    ranges
        .iter()
        .filter_map(|range| Some((range.specificity(kind, subkind)?, range.quality)))
        .filter(|(specificity, _)| *specificity >= least)
        .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map_or(0.0, |(_, quality)| quality)
}

impl Range {
    fn specificity(&self, kind: &str, subkind: &str) -> Option<usize> {
        match (self.kind.as_str(), self.subkind.as_str()) {
            ("*", "*") => Some(0),
            (k, "*") if k == kind => Some(1),
            (k, s) if k == kind && s == subkind => Some(EXACT + self.parameters),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const OFFERS: [Offer<&str>; 3] = [
        Offer {
            form: "turtle",
            types: &["text/turtle", "application/x-turtle"],
        },
        Offer {
            form: "json",
            types: &["application/ld+json", "application/json"],
        },
        Offer {
            form: "html",
            types: &["text/html"],
        },
    ];

    fn choose(accept: &'static str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        negotiate(&headers, &OFFERS)
    }

    #[test]
    fn nothing_accepted_means_anything() {
        assert_eq!(negotiate(&HeaderMap::new(), &OFFERS), Some("turtle"));
        assert_eq!(choose("*/*"), Some("turtle"));
        assert_eq!(choose(""), Some("turtle"));
    }

    #[test]
    fn exact_type_and_its_other_names() {
        assert_eq!(choose("text/html"), Some("html"));
        assert_eq!(choose("Application/X-Turtle"), Some("turtle"));
        assert_eq!(choose("application/json"), Some("json"));
    }

    #[test]
    fn quality_decides() {
        assert_eq!(choose("text/turtle;q=0.3, text/html;q=0.9"), Some("html"));
        assert_eq!(choose("text/turtle;q=0.3,*/*;q=0.1"), Some("turtle"));
        assert_eq!(
            choose("text/turtle; q=0.5 , application/ld+json;Q=0.7"),
            Some("json")
        );
    }

    #[test]
    fn data_before_pages_on_a_tie() {
        assert_eq!(choose("text/html, text/turtle"), Some("turtle"));
        assert_eq!(choose("text/html, application/ld+json, */*;q=0.1"), Some("json"));
    }

    #[test]
    fn specific_range_excludes_or_lowers() {
        assert_eq!(choose("text/*, text/turtle;q=0"), Some("html"));
        assert_eq!(choose("*/*, text/*;q=0.1"), Some("json"));
        assert_eq!(choose("text/turtle;q=0"), None);
    }

    #[test]
    fn parameters_do_not_exclude_and_are_specific() {
        assert_eq!(choose("text/turtle;charset=utf-8"), Some("turtle"));
        let profile = "application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\"";
        assert_eq!(choose(profile), Some("json"));
        assert_eq!(
            choose("text/turtle;q=0.1, text/turtle;charset=utf-8;q=0.9, text/html;q=0.5"),
            Some("turtle")
        );
    }

    #[test]
    fn browsers_get_pages() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        assert_eq!(choose(browser), Some("html"));
    }

    #[test]
    fn nothing_fits() {
        assert_eq!(choose("image/png"), None);
        assert_eq!(choose("nonsense;q=x, text/html;q=none"), None);
    }
}
