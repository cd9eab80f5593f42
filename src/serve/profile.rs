//! Content negotiation by profile: which vocabulary an answer speaks.
//!
//! [Content Negotiation by Profile](https://www.w3.org/TR/dx-prof-conneg/), 7.2
//! (HTTP headers `Accept-Profile`, `Content-Profile`) and 7.3 (the parameter
//! `profile`, also as `_profile`, with a token or the IRI).

use super::qualities::{members, parameter};
use super::respond::{Problem, set};
use crate::graph::vocabulary::{schema, wsis};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;

/// A vocabulary in which things are described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// The data as they are: our ontology and those it is aligned to.
    Native,
    /// schema.org only.
    SchemaOrg,
}

impl Profile {
    /// All profiles, the default first.
    pub(super) const ALL: [Self; 2] = [Self::Native, Self::SchemaOrg];

    /// The name for addresses.
    #[must_use]
    pub(super) const fn token(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::SchemaOrg => "schema.org",
        }
    }

    /// The IRI of the profile: that of the vocabulary.
    #[must_use]
    pub(super) const fn iri(self) -> &'static str {
        match self {
            Self::Native => wsis::NAMESPACE,
            Self::SchemaOrg => schema::NAMESPACE,
        }
    }

    /// What is added to an address to ask for this profile.
    #[must_use]
    pub(super) fn query(self) -> String {
        match self {
            Self::Native => String::new(),
            Self::SchemaOrg => format!("?profile={}", self.token()),
        }
    }

    /// The profile of a token or an IRI, in either scheme and with or without its last sign.
    fn named(name: &str) -> Option<Self> {
        let bare = |iri: &str| {
            iri.trim_matches(['<', '>', '"', ' '])
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_end_matches(['#', '/'])
                .to_ascii_lowercase()
        };
        let name = bare(name);
        Self::ALL
            .into_iter()
            .find(|profile| name == profile.token() || name == bare(profile.iri()))
    }
}

/// The profile a client wants most; the native one when it says nothing.
///
/// # Errors
/// A [`Problem`] with status 406 that lists the profiles, when it wants others only.
pub(super) fn choose(headers: &HeaderMap, query: Option<&str>) -> Result<Profile, Problem> {
    if let Some(name) = parameter(query, &["profile", "_profile"]) {
        return Profile::named(&name).ok_or_else(unknown);
    }
    let wanted = members(headers, &HeaderName::from_static("accept-profile"));
    if wanted.is_empty() {
        return Ok(Profile::Native);
    }
    let mut best: Option<(f32, Profile)> = None;
    for (name, quality) in wanted {
        let profile = if name == "*" {
            Some(Profile::Native)
        } else {
            Profile::named(&name)
        };
        if let Some(profile) = profile
            && quality > best.map_or(0.0, |(q, _)| q)
        {
            best = Some((quality, profile));
        }
    }
    best.map(|(_, profile)| profile).ok_or_else(unknown)
}

fn unknown() -> Problem {
    let offered = Profile::ALL.map(|profile| format!("{} (<{}>)", profile.token(), profile.iri()));
    Problem::new(
        StatusCode::NOT_ACCEPTABLE,
        format!(
            "None of the profiles asked for can be given here. Offered are: {}.",
            offered.join(", ")
        ),
    )
}

/// Says which profile an answer has.
pub(super) fn tell(response: &mut Response, profile: Profile) {
    let name = HeaderName::from_static("content-profile");
    set(response, name, &format!("<{}>", profile.iri()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    /// Catches: a quality ignored, an unknown profile answered with another one in silence.
    #[test]
    fn the_best_known_profile_is_taken() {
        let ask = |accept: &'static str, query| {
            let mut headers = HeaderMap::new();
            if !accept.is_empty() {
                headers.insert("accept-profile", HeaderValue::from_static(accept));
            }
            choose(&headers, query).map_err(|problem| problem.status.as_u16())
        };
        assert_eq!(ask("", None), Ok(Profile::Native));
        assert_eq!(ask("<https://schema.org/>", None), Ok(Profile::SchemaOrg));
        assert_eq!(ask("<http://schema.org>", None), Ok(Profile::SchemaOrg));
        assert_eq!(
            ask(
                "<https://schema.org/>;q=0.4, <https://w3id.org/wsis/ns#>;q=0.5",
                None
            ),
            Ok(Profile::Native)
        );
        assert_eq!(
            ask("<urn:x>, <https://schema.org/>;q=0.1", None),
            Ok(Profile::SchemaOrg)
        );
        assert_eq!(ask("<urn:x>", None), Err(406));
        assert_eq!(ask("<https://schema.org/>;q=0", None), Err(406));
        assert_eq!(ask("<urn:x>", Some("profile=schema.org")), Ok(Profile::SchemaOrg));
        assert_eq!(
            ask("", Some("_profile=https%3A%2F%2Fschema.org%2F")),
            Ok(Profile::SchemaOrg)
        );
        assert_eq!(ask("", Some("profile=dcat")), Err(406));
    }
}
