//! `/`: what this is, the process at a glance, what is due next, and where to begin.

use super::super::dataset::json_ld;
use super::super::described::absolute;
use super::super::index::Index;
use super::super::lookup::{Words, label_in, targets, texts};
use super::super::numbers::grouped;
use super::super::respond::{Shell, entity_tag, off_thread, page, unless_known};
use super::super::sparql_page::run_link;
use super::super::state::{AppState, Loaded};
use super::super::view::{Value, Viewer};
use super::super::vocab;
use super::glance::{About, Dated, Due};
use super::svg::{Caption, Lane, Mark, timeline, width};
use super::today;
use crate::graph::vocabulary::wsis;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The classes a visitor asks for, with the key of their name and the class of their label.
const CLASSES: [(&str, &str); 8] = [
    ("Document", "count-documents"),
    ("Paragraph", "count-paragraphs"),
    ("ProvisionText", "count-texts"),
    ("Mandate", "count-mandates"),
    ("Citation", "count-citations"),
    ("Body", "count-bodies"),
    ("Event", "count-events"),
    ("Target", "count-targets"),
];
/// The years of the timeline: from the resolution that called the Summit to the next review.
const YEARS: Range<i32> = 1998..2036;
/// Widest name of a body in the timeline, in pixels.
const WIDEST_NAME: f64 = 200.0;
/// Most times and events at which something is listed as due.
const MOST_DUE: usize = 6;

#[derive(Template)]
#[template(path = "home.html", config = "src/serve/askama.toml")]
struct HomePage {
    shell: Shell,
    timeline: String,
    milestones: Vec<Entry>,
    years: Vec<(String, Vec<Entry>)>,
    today: String,
    due: Vec<DueAt>,
    action_lines: Vec<(String, Value)>,
    recent: Vec<Entry>,
    news: Option<News>,
    counts: Vec<Count>,
    quads: String,
    queries: Vec<(String, String)>,
    /// What the addresses in the examples begin with.
    base: String,
    dataset: Option<String>,
}

/// A thing with its date.
struct Entry {
    date: String,
    link: Value,
}

/// What is due at one time or event.
struct DueAt {
    date: String,
    event: Option<Value>,
    mandates: Vec<DueView>,
}

/// A mandate that is due.
struct DueView {
    mandate: String,
    action: Words,
    addressees: Vec<Value>,
    force: Option<(Words, &'static str)>,
    stated_in: Option<Value>,
}

/// What this publication changed.
struct News {
    number: u32,
    published: String,
    created: String,
    updated: String,
    deleted: String,
    first: bool,
}

struct Count {
    number: String,
    name: &'static str,
    href: String,
}

/// The home page.
pub(in crate::serve) async fn home(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let today = today();
        let tag = entity_tag(&loaded.release.id, &format!("html-{}-{today}", shell.form()));
        unless_known(&headers, &tag, || {
            page(&view(&state, &loaded, shell, (today, absolute(&state, &headers))))
        })
    })
    .await
}

fn view(state: &AppState, loaded: &Loaded, shell: Shell, (today, base): (String, String)) -> HomePage {
    let viewer = Viewer {
        store: &loaded.release.store,
        root: &shell.root,
        home: &shell.home,
        language: shell.language,
    };
    let glance = loaded.glance();
    let entry = |dated: &Dated| Entry {
        date: dated.date.clone(),
        link: viewer.node(dated.iri.as_ref()),
    };
    let lane = |about: &About| {
        glance
            .lanes
            .iter()
            .find(|(of, _)| of == about)
            .map(|(_, all)| all)
    };
    let featured = state.queries.iter().filter(|query| query.featured);
    HomePage {
        timeline: picture(&shell, &viewer, &glance.lanes, &today),
        milestones: lane(&About::Milestones)
            .into_iter()
            .flatten()
            .map(entry)
            .collect(),
        years: years(glance.lanes.iter().flat_map(|(_, all)| all), entry),
        due: due(&viewer, &shell, &glance.due, &today),
        action_lines: action_lines(&viewer, &loaded.index),
        recent: recent(&viewer, &loaded.index),
        news: news(loaded),
        counts: counts(&shell, &loaded.index),
        quads: grouped(loaded.index.quads as u64),
        queries: featured
            .map(|query| {
                let href = format!("{}/questions/{}", shell.home, query.name);
                (href, query.title.clone())
            })
            .collect(),
        today,
        dataset: json_ld(loaded, &base),
        base,
        shell,
    }
}

/// The name of a lane; bodies by the graph, the rest by words of the interface.
fn lane_name(shell: &Shell, viewer: &Viewer<'_>, about: &About) -> String {
    let name = |body: &NamedNode| {
        let name = label_in(viewer.store, body.as_ref(), viewer.language).text;
        let acronyms = texts(viewer.store, body.as_ref(), wsis::ACRONYM);
        // On a telephone a long name would be cut off.
        match acronyms.into_iter().next() {
            Some(acronym) if width(&name) > WIDEST_NAME => acronym.text,
            _ => name,
        }
    };
    match about {
        About::Milestones => shell.say("lane-milestones").to_owned(),
        About::Preparation => shell.say("lane-preparation").to_owned(),
        About::Meetings(body) => shell.fill("lane-meetings", &[("body", &name(body))]),
        About::Adopted(body) => shell.fill("lane-adopted", &[("body", &name(body))]),
    }
}

fn picture(shell: &Shell, viewer: &Viewer<'_>, lanes: &[(About, Vec<Dated>)], today: &str) -> String {
    let mark = |dated: &Dated| {
        let at = year(&dated.date)?;
        let within = at >= f64::from(YEARS.start) && at < f64::from(YEARS.end);
        within.then(|| Mark {
            at,
            label: format!("{}: {}", dated.date, viewer.node(dated.iri.as_ref()).words.text),
            href: shell.page(dated.iri.as_str()),
        })
    };
    let lanes: Vec<Lane> = lanes
        .iter()
        .map(|(about, all)| Lane {
            label: lane_name(shell, viewer, about),
            class: match about {
                About::Milestones => "t0",
                About::Preparation => "t1",
                About::Meetings(_) => "t2",
                About::Adopted(_) => "t3",
            },
            marks: all.iter().filter_map(mark).collect(),
        })
        .collect();
    let caption = Caption {
        id: "timeline",
        title: shell.say("timeline-title"),
        description: shell.say("timeline-description"),
        rtl: shell.dir == "rtl",
    };
    timeline(&caption, &lanes, YEARS, year(today).unwrap_or_default())
}

/// A date as a number of years; the middle of what is known of it.
fn year(date: &str) -> Option<f64> {
    let mut parts = date.split('-').map(str::parse::<f64>);
    let year = parts.next()?.ok()?;
    let Some(Ok(month)) = parts.next() else {
        return Some(year + 0.5);
    };
    let day = parts.next().and_then(Result::ok).unwrap_or(15.0);
    Some(year + (month - 1.0) / 12.0 + day / 372.0)
}

fn years<'a>(
    all: impl Iterator<Item = &'a Dated>,
    entry: impl Fn(&Dated) -> Entry,
) -> Vec<(String, Vec<Entry>)> {
    let mut by: BTreeMap<&str, Vec<&Dated>> = BTreeMap::new();
    for dated in all {
        by.entry(dated.date.get(..4).unwrap_or(&dated.date))
            .or_default()
            .push(dated);
    }
    by.into_iter()
        .map(|(year, mut dated)| {
            dated.sort();
            (year.to_owned(), dated.into_iter().map(&entry).collect())
        })
        .collect()
}

/// What is due from a day on; a year that has begun is not over.
fn due(viewer: &Viewer<'_>, shell: &Shell, all: &[Due], today: &str) -> Vec<DueAt> {
    let open = |due: &&Due| due.date.as_str() >= today.get(..due.date.len()).unwrap_or(today);
    let mut seen = Vec::new();
    let next = all.iter().filter(open).filter(|due| {
        // One act found by a rule and kept by hand is one act.
        let act = (&due.stated_in, &due.action.text);
        let new = !seen.contains(&act);
        seen.push(act);
        new
    });
    let mut groups: Vec<(&Due, DueAt)> = Vec::new();
    for due in next {
        let same = |(first, _): &&mut (&Due, DueAt)| first.date == due.date && first.event == due.event;
        let mandate = due_view(viewer, shell, due);
        let full = groups.len() == MOST_DUE;
        match groups.iter_mut().find(same) {
            Some((_, group)) => group.mandates.push(mandate),
            None if full => break,
            None => groups.push((
                due,
                DueAt {
                    date: due.date.clone(),
                    event: due.event.as_ref().map(|event| viewer.node(event.as_ref())),
                    mandates: vec![mandate],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn due_view(viewer: &Viewer<'_>, shell: &Shell, due: &Due) -> DueView {
    DueView {
        mandate: shell.page(due.mandate.as_str()),
        action: due.action.clone(),
        addressees: due
            .addressees
            .iter()
            .map(|who| viewer.node(who.as_ref()))
            .collect(),
        force: due.force.as_ref().map(|force| {
            let name = label_in(viewer.store, force.as_ref(), viewer.language);
            (name, shade(force.as_ref()))
        }),
        stated_in: due.stated_in.as_ref().map(|place| viewer.node(place.as_ref())),
    }
}

/// The shade of a force: the darker, the more it binds.
pub(in crate::serve) fn shade(force: NamedNodeRef<'_>) -> &'static str {
    match force.as_str().rsplit('/').next().unwrap_or_default() {
        "decision" | "commitment" => "force-4",
        "request" | "urging" | "call" => "force-3",
        "invitation" | "encouragement" | "recommendation" => "force-2",
        _ => "force-1",
    }
}

/// The action lines themselves, without their parts.
fn action_lines(viewer: &Viewer<'_>, index: &Index) -> Vec<(String, Value)> {
    let notation = |iri: NamedNodeRef<'_>| {
        let words = texts(viewer.store, iri, vocab::NOTATION).into_iter().next();
        words.map_or_else(String::new, |words| words.text)
    };
    index
        .action_lines
        .iter()
        .filter(|line| targets(viewer.store, line.iri.as_ref(), vocab::BROADER).is_empty())
        .map(|line| (notation(line.iri.as_ref()), viewer.node(line.iri.as_ref())))
        .collect()
}

fn recent(viewer: &Viewer<'_>, index: &Index) -> Vec<Entry> {
    let entry = |entry: &super::super::index::Entry| Entry {
        date: entry.note.clone(),
        link: viewer.node(entry.iri.as_ref()),
    };
    index.recent.iter().map(entry).collect()
}

fn news(loaded: &Loaded) -> Option<News> {
    let entry = loaded.known.published(loaded.number)?;
    Some(News {
        number: entry.number,
        published: entry.published.to_string().chars().take(10).collect(),
        created: grouped(entry.changes.created),
        updated: grouped(entry.changes.updated),
        deleted: grouped(entry.changes.deleted),
        first: entry.previous.is_none(),
    })
}

fn counts(shell: &Shell, index: &Index) -> Vec<Count> {
    CLASSES
        .iter()
        .filter_map(|(class, name)| {
            let number = index.counts.get(*class)?;
            let query = format!(
                "SELECT ?thing ?label WHERE {{\n  ?thing a wsis:{class} .\n  OPTIONAL {{ ?thing rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), \"en\")) }}\n}}\nORDER BY ?thing\nLIMIT 1000"
            );
            Some(Count {
                number: grouped(*number),
                name,
                href: run_link(&shell.home, &query),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a date known only by its year or month put at its beginning, a day in another month.
    #[test]
    fn dates_have_a_place_in_their_year() {
        let month = |date: &str| year(date).map(|at| (at.fract() * 12.0).floor() + 1.0);
        for (date, expected) in [
            ("2003", 7.0),
            ("2003-06", 6.0),
            ("2003-12-10", 12.0),
            ("2003-01-31", 1.0),
        ] {
            assert_eq!(month(date), Some(expected), "{date}");
        }
        assert_eq!(year("soon"), None);
    }
}
