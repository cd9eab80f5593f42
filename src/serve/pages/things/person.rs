//! The page of a person: which part somebody played in which body, and when.

use super::frame::{Frame, look};
use super::look::Link;
use crate::graph::vocabulary::{org, skos, wsis};
use crate::serve::lookup::Words;
use crate::serve::pages::Asked;
use crate::serve::respond::{Shell, page};
use crate::serve::view::Evidence;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "things/person.html", config = "src/serve/askama.toml")]
struct PersonPage {
    shell: Shell,
    f: Frame,
    note: Option<Words>,
    parts: Vec<Part>,
    evidence: Vec<Evidence>,
}

/// A part played in a body.
struct Part {
    role: Option<Words>,
    body: Link,
    from: String,
    until: String,
    note: Option<Words>,
}

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let mut parts: Vec<Part> = look
        .sources(asked.iri.as_ref(), org::MEMBER)
        .iter()
        .filter_map(|membership| {
            let iri = membership.as_ref();
            Some(Part {
                role: look.target(iri, wsis::ROLE).map(|role| look.name(role.as_ref())),
                body: look.link(look.target(iri, org::ORGANIZATION)?.as_ref()),
                from: look.literal(iri, wsis::FROM).unwrap_or_default(),
                until: look.literal(iri, wsis::UNTIL).unwrap_or_default(),
                note: look.pick(iri, skos::NOTE),
            })
        })
        .collect();
    parts.sort_by(|a, b| a.from.cmp(&b.from));
    Some(page(&PersonPage {
        note: look.pick(asked.iri.as_ref(), skos::NOTE),
        parts,
        evidence: asked.viewer().evidence(asked.iri),
        f: Frame::of(asked, "Person"),
        shell: asked.shell.clone(),
    }))
}
