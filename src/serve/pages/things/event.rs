//! The page of an event or a place: when, where, what came out, what came before and after.

use super::acts::{Act, act, history};
use super::document_facts::Fact;
use super::frame::{Frame, look};
use super::look::{Link, Look};
use super::state_on::{Standing, standing};
use crate::graph::vocabulary::{dcterms, skos, wsis};
use crate::serve::pages::Asked;
use crate::serve::pages::svg::{self, Caption};
use crate::serve::respond::{Shell, page};
use crate::serve::view::Evidence;
use askama::Template;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Most events and mandates that are listed.
const MAX_LISTED: usize = 100;

/// How many years old a text may be that asks for something again and again: by then it has been renewed, or is
/// not meant any more.
const FRESH: i32 = 2;

/// The country of a place.
const COUNTRY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://schema.org/addressCountry");
/// Degrees north.
const LATITUDE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2003/01/geo/wgs84_pos#lat");
/// Degrees east.
const LONGITUDE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2003/01/geo/wgs84_pos#long");

#[derive(Template)]
#[template(path = "things/event.html", config = "src/serve/askama.toml")]
struct EventPage {
    shell: Shell,
    f: Frame,
    place: Option<Spot>,
    facts: Vec<Fact>,
    outcomes: Vec<(Link, String)>,
    due: Vec<Act>,
    recurring: Vec<Act>,
    concerning: Vec<Act>,
    before: Option<Link>,
    after: Option<Link>,
    parts: Vec<(Link, String)>,
    evidence: Vec<Evidence>,
}

/// A place on the map.
struct Spot {
    link: Link,
    country: Option<String>,
    map: String,
}

/// Writes the page of an event.
pub(in crate::serve::pages) fn write(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let event = asked.iri.as_ref();
    Some(page(&EventPage {
        place: look
            .target(event, wsis::PLACE)
            .and_then(|place| spot(&look, &place)),
        facts: facts(&look, event),
        outcomes: outcomes(&look, event),
        due: mandates(&look, event, wsis::DUE_AT),
        recurring: recurring(&look, event),
        concerning: mandates(&look, event, wsis::CONCERNS),
        before: look
            .target(event, wsis::FOLLOWS_EVENT)
            .map(|other| look.link(other.as_ref())),
        after: look
            .sources(event, wsis::FOLLOWS_EVENT)
            .first()
            .map(|other| look.link(other.as_ref())),
        parts: dated(&look, &look.sources(event, dcterms::IS_PART_OF)),
        evidence: asked.viewer().evidence(asked.iri),
        f: Frame::of(asked, "Event"),
        shell: asked.shell.clone(),
    }))
}

/// Writes the page of a place: the same, with the events held there.
pub(in crate::serve::pages) fn write_place(asked: &Asked<'_>) -> Option<Response> {
    let look = look(asked);
    let place = asked.iri;
    Some(page(&EventPage {
        place: spot(&look, place),
        facts: Vec::new(),
        outcomes: Vec::new(),
        due: Vec::new(),
        recurring: Vec::new(),
        concerning: Vec::new(),
        before: None,
        after: None,
        parts: dated(&look, &look.sources(place.as_ref(), wsis::PLACE)),
        evidence: asked.viewer().evidence(asked.iri),
        f: Frame::of(asked, "Place"),
        shell: asked.shell.clone(),
    }))
}

fn spot(look: &Look<'_>, place: &NamedNode) -> Option<Spot> {
    let iri = place.as_ref();
    let degrees = |property| look.literal(iri, property)?.parse::<f64>().ok();
    let link = look.link(iri);
    let country = look.literal(iri, COUNTRY).map(|code| {
        let key = format!("country-{}", code.to_lowercase());
        let name = look.shell.say(&key);
        if name == key { code } else { name.to_owned() }
    });
    let label = look.shell.fill("t-map", &[("place", &link.words.text)]);
    let map = match (degrees(LATITUDE), degrees(LONGITUDE)) {
        (Some(lat), Some(long)) => {
            let spot = svg::Spot {
                label: link.words.text.clone(),
                href: None,
                lat,
                long,
            };
            let rtl = look.shell.dir == "rtl";
            let caption = Caption {
                id: "map",
                title: &label,
                description: &link.words.text,
                rtl,
            };
            if spot.is_on_earth() {
                svg::map(&caption, &[spot])
            } else {
                String::new()
            }
        }
        _ => String::new(),
    };
    Some(Spot { link, country, map })
}

fn facts(look: &Look<'_>, event: NamedNodeRef<'_>) -> Vec<Fact> {
    let links = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look.links(event, property),
    };
    let text = |key, property: NamedNodeRef<'_>| Fact {
        key,
        values: look
            .pick(event, property)
            .map(|words| Link {
                href: String::new(),
                words,
            })
            .into_iter()
            .collect(),
    };
    let span = |key, from, to| {
        let from: Option<String> = look.literal(event, from);
        let to: Option<String> = look.literal(event, to);
        let shown = match (from, to) {
            (Some(from), Some(to)) if from != to => Some(format!("{from} – {to}")),
            (from, to) => from.or(to),
        };
        let values = shown.map(|text| Link {
            href: String::new(),
            words: super::document::bare(text),
        });
        Fact {
            key,
            values: values.into_iter().collect(),
        }
    };
    let mut facts = vec![
        span("t-when", wsis::STARTS_ON, wsis::ENDS_ON),
        links("t-held-by", wsis::HELD_BY),
        links("t-event-kind", wsis::EVENT_KIND),
        text("t-dealt-with", wsis::DEALT_WITH),
        text("t-motto", wsis::OVERARCHING_THEME),
        span("t-planned", wsis::PLANNED_START, wsis::PLANNED_END),
        links("t-planned-place", wsis::PLANNED_PLACE),
        text("t-note", skos::NOTE),
    ];
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// The documents that an event adopted or that report on it.
fn outcomes(look: &Look<'_>, event: NamedNodeRef<'_>) -> Vec<(Link, String)> {
    let mut all = look.targets(event, wsis::OUTCOME_DOCUMENT);
    all.extend(look.sources(event, wsis::ADOPTED_AT));
    all.sort();
    all.dedup();
    all.iter()
        .map(|document| {
            (
                look.link(document.as_ref()),
                look.symbol(document.as_ref()).words.text,
            )
        })
        .collect()
}

fn mandates(look: &Look<'_>, event: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Vec<Act> {
    look.sources(event, property)
        .iter()
        .filter(|node| node.as_str().contains("/id/mandate/"))
        .take(MAX_LISTED)
        .map(|mandate| act(look, mandate.as_ref()))
        .collect()
}

/// What whoever holds an event asked to get again and again, in texts not older than [`FRESH`] years then.
fn recurring(look: &Look<'_>, event: NamedNodeRef<'_>) -> Vec<Act> {
    let Some(day) = look.literal(event, wsis::STARTS_ON) else {
        return Vec::new();
    };
    let year = |date: &str| date.get(..4).and_then(|year| year.parse::<i32>().ok());
    let fresh = |act: &Act| {
        let (now, then) = (year(&day), year(&act.date));
        now.zip(then).is_some_and(|(now, then)| now - then <= FRESH)
    };
    let mut all: Vec<Act> = look
        .targets(event, wsis::HELD_BY)
        .iter()
        .flat_map(|body| look.sources(body.as_ref(), wsis::REPORTS_TO))
        .map(|mandate| (act(look, mandate.as_ref()), mandate))
        .filter(|(act, _)| act.recurrence.is_some() && fresh(act))
        .filter(|(act, mandate)| {
            let stands = standing(act, None, &history(look, mandate.as_ref()), &day);
            matches!(stands, Standing::Open | Standing::Due)
        })
        .map(|(act, _)| act)
        .take(MAX_LISTED)
        .collect();
    all.sort_by(|a, b| (&b.date, &a.href).cmp(&(&a.date, &b.href)));
    all
}

/// Events with their first day, in order of time.
fn dated(look: &Look<'_>, events: &[NamedNode]) -> Vec<(Link, String)> {
    let mut all: Vec<(Link, String)> = events
        .iter()
        .filter(|event| event.as_str().contains("/id/event/"))
        .map(|event| {
            (
                look.link(event.as_ref()),
                look.literal(event.as_ref(), wsis::STARTS_ON).unwrap_or_default(),
            )
        })
        .collect();
    all.sort_by(|a, b| (&a.1, &a.0.words.text).cmp(&(&b.1, &b.0.words.text)));
    all.truncate(MAX_LISTED);
    all
}
