//! Atom (RFC 4287): `/feed.atom` has an entry for every release, `/feed/things.atom` one for every change of a
//! thing. The first is paged, the second archived (RFC 5005): its pages are those of the event stream.

use super::super::iri::{id_path, link_path};
use super::super::respond::{Problem, entity_tag, off_thread, set, unless_known, with_type};
use super::super::state::{AppState, Loaded};
use super::members::{self, Member, Members, version_iri};
use super::{IMMUTABLE, base, past};
use crate::query::shorten;
use crate::release::changes::Act;
use crate::release::diff::{label, release_iri};
use crate::release::history::Published;
use crate::release::past::Past;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// Releases on one page of the feed.
const RELEASES: usize = 25;
const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

#[derive(Template)]
#[template(path = "feed.xml", config = "src/serve/askama.toml")]
struct Feed {
    id: String,
    title: &'static str,
    updated: String,
    archived: bool,
    links: Vec<(&'static str, String)>,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    updated: String,
    links: Vec<(&'static str, String)>,
    categories: Vec<String>,
    summary: String,
}

/// The releases, the newest first; `?page=2` and so on has the older ones.
pub(super) async fn releases(
    State(state): State<Arc<AppState>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let loaded = state.current();
    let past = match past(&loaded) {
        Ok(past) => past,
        Err(problem) => return problem.respond(&state, &headers),
    };
    let pages = past.history().releases.len().div_ceil(RELEASES);
    let query = query.unwrap_or_default();
    let asked = query
        .strip_prefix("page=")
        .map_or(Some(1), |page| page.parse().ok());
    let Some(number) = asked.filter(|number| (1..=pages).contains(number)) else {
        let message = format!("The feed has {pages} pages, /feed.atom?page=1 and so on.");
        return Problem::new(StatusCode::NOT_FOUND, message).respond(&state, &headers);
    };
    let tag = entity_tag(
        &loaded.release.id,
        &format!("feed-{number}-{}", past.history().releases.len()),
    );
    unless_known(&headers, &tag, || {
        written(&release_feed(&base(&state, &headers), past, (number, pages)))
    })
}

fn release_feed(base: &str, past: &Past, (number, pages): (usize, usize)) -> Feed {
    let page = |number: usize| match number {
        1 => format!("{base}/feed.atom"),
        _ => format!("{base}/feed.atom?page={number}"),
    };
    let mut links = vec![
        ("self", page(number)),
        ("first", page(1)),
        ("last", page(pages)),
        ("alternate", format!("{base}/")),
        ("related", format!("{base}/feed/things.atom")),
    ];
    if number > 1 {
        links.push(("previous", page(number - 1)));
    }
    if number < pages {
        links.push(("next", page(number + 1)));
    }
    let newest = past.history().releases.iter().rev();
    Feed {
        id: format!("{}feed", release_iri("")),
        title: "Releases of the WSIS knowledge graph",
        updated: past
            .history()
            .last()
            .map_or_else(String::new, |last| last.published.to_string()),
        archived: false,
        links,
        entries: newest
            .skip((number - 1) * RELEASES)
            .take(RELEASES)
            .map(|entry| release_entry(base, past, entry))
            .collect(),
    }
}

fn release_entry(base: &str, past: &Past, entry: &Published) -> Entry {
    let number = entry.number;
    let mut links = vec![("alternate", format!("{base}/release/{number}"))];
    if let Some(first) = past.first_page(number) {
        links.push(("related", format!("{base}/feed/things/{first}.atom")));
    }
    if past.folder(entry).is_some() {
        links.push(("enclosure", format!("{base}/release/{number}/dumps/wsis.nq")));
    }
    let changes = &entry.changes;
    Entry {
        id: release_iri(&number.to_string()),
        title: format!("Release {number}"),
        updated: entry.published.to_string(),
        links,
        categories: Vec::new(),
        summary: format!(
            "{} things created, {} changed, {} deleted; {} things and {} statements in all. Identifier {}.",
            changes.created, changes.updated, changes.deleted, entry.things, entry.quads, entry.id
        ),
    }
}

/// The last changes of things.
pub(super) async fn latest(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    off_thread(move || {
        let loaded = state.current();
        match past(&loaded).map(|past| past.pages().len()) {
            Ok(last) => things(&state, &headers, &loaded, (last, false)),
            Err(problem) => problem.respond(&state, &headers),
        }
    })
    .await
}

/// A page of changes of things, for good.
pub(super) async fn archived(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let number = name.strip_suffix(".atom").and_then(|number| number.parse().ok());
        things(
            &state,
            &headers,
            &state.current(),
            (number.unwrap_or_default(), true),
        )
    })
    .await
}

fn things(
    state: &AppState,
    headers: &HeaderMap,
    loaded: &Loaded,
    (number, archived): (usize, bool),
) -> Response {
    let page = match members::page(loaded, number) {
        Ok(page) => page,
        Err(problem) => return problem.respond(state, headers),
    };
    let tag = entity_tag(&loaded.release.id, &format!("feed-things-{number}-{archived}"));
    let mut response = unless_known(headers, &tag, || {
        written(&thing_feed(&base(state, headers), (number, archived), &page))
    });
    if archived {
        set(&mut response, header::CACHE_CONTROL, IMMUTABLE);
    }
    response
}

fn thing_feed(base: &str, (number, archived): (usize, bool), page: &Members) -> Feed {
    let archive = |number: usize| format!("{base}/feed/things/{number}.atom");
    let current = format!("{base}/feed/things.atom");
    let own = if archived {
        archive(number)
    } else {
        current.clone()
    };
    let mut links = vec![
        ("self", own),
        ("current", current),
        ("alternate", format!("{base}/")),
    ];
    if number > 1 {
        links.push(("prev-archive", archive(number - 1)));
        links.push(("next", archive(number - 1)));
    }
    Feed {
        id: format!("{}things", release_iri("")),
        title: "Changes of things in the WSIS knowledge graph",
        updated: page.entry.published.to_string(),
        archived,
        links,
        entries: page
            .members
            .iter()
            .map(|member| thing_entry(base, member, &page.entry))
            .collect(),
    }
}

fn thing_entry(base: &str, member: &Member, entry: &Published) -> Entry {
    let change = &member.change;
    let act = match change.act {
        Act::Created => "created",
        Act::Updated => "updated",
        Act::Deleted => "deleted",
    };
    let path = id_path(&change.iri);
    let kind = shorten(&change.kind);
    let name = Some(label(&member.lines)).filter(|label| !label.is_empty());
    let name = name.unwrap_or_else(|| path.unwrap_or(&change.iri).to_owned());
    let link = path.map_or_else(
        || change.iri.clone(),
        |path| format!("{base}/id/{}", link_path(path)),
    );
    let mut categories = vec![act.to_owned()];
    categories.extend(Some(kind.clone()).filter(|kind| !kind.is_empty()));
    Entry {
        id: version_iri(change, entry),
        title: plain(&format!("{name}: {act}")),
        updated: entry.published.to_string(),
        links: vec![("alternate", link)],
        categories,
        summary: plain(&format!(
            "{kind} {} {act} in release {}",
            change.iri, entry.number
        )),
    }
}

/// Without the characters that XML 1.0 cannot hold (§2.2).
fn plain(text: &str) -> String {
    let holds = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.trim().chars().filter(holds).collect()
}

fn written(feed: &Feed) -> Response {
    match feed.render() {
        Ok(xml) => with_type(MEDIA_TYPE, xml),
        Err(error) => {
            let mut response = with_type(
                "text/plain; charset=utf-8",
                format!("The feed could not be written: {error}\n"),
            );
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            response
        }
    }
}
