//! The page of a body: what it was asked to do, by whom, until when; its place among other bodies.

use super::acts::{Act, act};
use super::document_facts::Fact;
use super::frame::{Frame, look};
use super::lines::{Node, chain};
use super::look::{Link, Look};
use super::mandates_csv;
use super::people::{Member, people};
use super::table::{Table, table};
use crate::graph::vocabulary::{foaf, org, skos, wsis};
use crate::serve::pages::Asked;
use crate::serve::respond::{Shell, page};
use crate::serve::view::Evidence;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Most bodies in a row of the chain.
const MAX_ROW: usize = 6;
/// Most events and reports that are listed.
const MAX_LISTED: usize = 40;

#[derive(Template)]
#[template(path = "things/body.html", config = "src/serve/askama.toml")]
struct BodyPage {
    shell: Shell,
    f: Frame,
    acronym: Option<String>,
    facts: Vec<Fact>,
    chain: String,
    table: Table,
    csv: Link,
    received: Vec<Act>,
    received_more: usize,
    concerning: Vec<Act>,
    people: Vec<Member>,
    terms: String,
    lines: Vec<(Link, String)>,
    events: Vec<(Link, String)>,
    events_more: usize,
    evidence: Vec<Evidence>,
}

/// Writes the page.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let body = asked.iri.as_ref();
    if let Some(csv) = mandates_csv::answer(asked, &look, wsis::ADDRESSEE) {
        return Some(csv);
    }
    let table = match table(asked, &look, wsis::ADDRESSEE) {
        Ok(table) => table,
        Err(problem) => return Some(problem.respond(asked.state, asked.headers)),
    };
    let (people, terms) = people(&look, body);
    let mut received = mandates(&look, body, wsis::REPORTS_TO);
    let received_more = received.len().saturating_sub(MAX_LISTED);
    received.truncate(MAX_LISTED);
    let mut concerning = mandates(&look, body, wsis::CONCERNS);
    concerning.truncate(MAX_LISTED);
    let mut events = events(&look, body);
    let events_more = events.len().saturating_sub(MAX_LISTED);
    events.truncate(MAX_LISTED);
    Some(page(&BodyPage {
        acronym: look.literal(body, wsis::ACRONYM),
        facts: facts(&look, body),
        chain: reporting(&look, asked.iri),
        csv: mandates_csv::link(asked),
        received,
        received_more,
        concerning,
        people,
        terms,
        lines: facilitated(&look, body),
        events,
        events_more,
        evidence: asked.viewer().evidence(asked.iri),
        f: Frame::of(asked, "Body"),
        table,
        shell: asked.shell.clone(),
    }))
}

fn facts(look: &Look<'_>, body: NamedNodeRef<'_>) -> Vec<Fact> {
    let links = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.links(body, property),
    };
    let text = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look
            .pick(body, property)
            .map(|words| Link {
                href: String::new(),
                words,
            })
            .into_iter()
            .collect(),
    };
    let back = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look
            .sources(body, property)
            .iter()
            .filter(|node| node.as_str().contains("/id/body/"))
            .map(|node| look.link(node.as_ref()))
            .collect(),
    };
    let mut facts = vec![
        text("t-established-on", wsis::ESTABLISHED_ON),
        links("t-established-by", wsis::ESTABLISHED_BY),
        text("t-dissolved-on", wsis::DISSOLVED_ON),
        links("t-succeeded-by", wsis::SUCCEEDED_BY),
        back("t-succeeds", wsis::SUCCEEDED_BY),
        links("t-part-of", org::SUB_ORGANIZATION_OF),
        back("t-parts", org::SUB_ORGANIZATION_OF),
        links("t-serviced-by", wsis::SERVICED_BY),
        back("t-services", wsis::SERVICED_BY),
        links("t-reports-to", wsis::REPORTS_TO),
        text("t-note", skos::NOTE),
        links("t-homepage", foaf::HOMEPAGE),
    ];
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// The bodies above, each reporting to the next, this one, and those that report to it.
fn reporting(look: &Look<'_>, body: &NamedNode) -> String {
    let node = |iri: &NamedNode| Node {
        name: look.short(iri.as_ref()).words.text,
        href: look.href(iri.as_str()),
    };
    let mut above = Vec::new();
    let mut seen = vec![body.clone()];
    let mut at = look.targets(body.as_ref(), wsis::REPORTS_TO);
    while !at.is_empty() && above.len() < 5 {
        at.retain(|other| !seen.contains(other));
        at.truncate(MAX_ROW);
        seen.extend(at.iter().cloned());
        let next: Vec<NamedNode> = at
            .first()
            .map(|first| look.targets(first.as_ref(), wsis::REPORTS_TO))
            .unwrap_or_default();
        if !at.is_empty() {
            above.push(at.iter().map(node).collect::<Vec<_>>());
        }
        at = next;
    }
    let below: Vec<NamedNode> = look
        .sources(body.as_ref(), wsis::REPORTS_TO)
        .into_iter()
        .filter(|node| node.as_str().contains("/id/body/"))
        .take(MAX_ROW)
        .collect();
    if above.is_empty() && below.is_empty() {
        return String::new();
    }
    above.reverse();
    above.push(vec![Node {
        name: look.short(body.as_ref()).words.text,
        href: String::new(),
    }]);
    if !below.is_empty() {
        // Working groups share short forms, so that those below have their full names.
        let full = |iri: &NamedNode| Node {
            name: look.link(iri.as_ref()).words.text,
            href: look.href(iri.as_str()),
        };
        above.push(below.iter().map(full).collect());
    }
    chain(look.shell.say("t-chain-of-reports"), &above)
}

/// The mandates that lead here by a property, the latest first; those of drafts ask nobody for anything yet.
fn mandates(look: &Look<'_>, body: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Act> {
    let mut all: Vec<Act> = look
        .sources(body, property)
        .iter()
        .filter(|node| node.as_str().contains("/id/mandate/"))
        .map(|mandate| act(look, mandate.as_ref()))
        .filter(|act| !act.proposed)
        .collect();
    all.sort_by(|a, b| b.date.cmp(&a.date));
    all
}

/// The action lines that a body facilitates.
fn facilitated(look: &Look<'_>, body: NamedNodeRef<'_>) -> Vec<(Link, String)> {
    let mut all: Vec<(Link, String)> = look
        .sources(body, wsis::FACILITATOR)
        .iter()
        .filter_map(|facilitation| {
            let line = look.target(facilitation.as_ref(), wsis::ACTION_LINE)?;
            let role = look
                .target(facilitation.as_ref(), wsis::ROLE)
                .map(|role| look.name(role.as_ref()).text);
            Some((look.short_concept(line.as_ref()), role.unwrap_or_default()))
        })
        .collect();
    all.sort_by_cached_key(|(link, role)| (super::look::natural(&link.href), role.clone()));
    all.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    all
}

/// The events that a body held or will hold, the latest first.
fn events(look: &Look<'_>, body: NamedNodeRef<'_>) -> Vec<(Link, String)> {
    let mut all: Vec<(Link, String)> = look
        .sources(body, wsis::HELD_BY)
        .iter()
        .map(|event| {
            (
                look.link(event.as_ref()),
                look.literal(event.as_ref(), wsis::STARTS_ON).unwrap_or_default(),
            )
        })
        .collect();
    all.sort_by(|a, b| b.1.cmp(&a.1));
    all
}
