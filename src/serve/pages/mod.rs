//! What is made for people: `/page/…`, one page about one thing, and the pages that are about none.
//!
//! **How to add a page for a kind of thing.** Write `pages/KIND.rs` with one function
//! `pub(super) fn write(asked: &Asked<'_>) -> Option<Response>` that makes a template's struct and gives it to
//! `respond::page`; put the template into `templates/` (it extends `base.html` and has `shell: Shell`); add a
//! line to [`KINDS`]. `None` means that the thing has too little for this page: the next kind is tried, at last
//! [`statements`]. Names of things come from `asked.viewer()`, words of the interface from `shell.say(…)`
//! with a key of `data/interface/`, addresses of pages from `shell.page(iri)`. Headers, entity tag, links for
//! machines and the language are added here for all kinds.

pub(in crate::serve) mod about;
pub(in crate::serve) mod answer;
pub(in crate::serve) mod explore;
pub(in crate::serve) mod find;
pub(in crate::serve) mod glance;
pub(in crate::serve) mod home;
pub(in crate::serve) mod ontology;
mod statements;
pub(in crate::serve) mod svg;
pub(in crate::serve) mod things;

use super::data::with_query;
use super::iri::{id_path, link_path};
use super::locate::{Located, elsewhere, locate};
use super::lookup::targets;
use super::profile::{self, Profile};
use super::qualities::parameter;
use super::respond::{Shell, entity_tag, off_thread, redirect, set, unless_known};
use super::signpost::{Signs, header_value};
use super::state::{AppState, Loaded};
use super::step::Dated;
use super::view::Viewer;
use super::vocab;
use crate::release::moment::Moment;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::sync::Arc;

/// Writes the page about a thing, or declines.
type Writer = fn(&Asked<'_>) -> Option<Response>;

/// Which page shows the things of a class; where a thing has several of these classes, the first line counts.
const KINDS: &[&[(NamedNodeRef<'static>, Writer)]] = &[things::KINDS];

/// What is asked: a thing, by whom, in which release.
pub(super) struct Asked<'a> {
    /// The server.
    pub state: &'a AppState,
    /// The release.
    pub loaded: &'a Loaded,
    /// The thing.
    pub iri: &'a NamedNode,
    /// Its path after `page/`, as it stands in links.
    pub path: String,
    /// The frame, with the language of the reader.
    pub shell: Shell,
    /// The headers of the request, for the page of a problem.
    pub headers: &'a HeaderMap,
    /// The parameters of the address.
    pub query: Option<&'a str>,
    /// Today by the clock of the server, `2026-11-25`: for what is due, never for what is so.
    pub today: String,
    /// Whether a page of its own would show the thing, were it not for `?view=statements`.
    pub own_page: bool,
}

impl Asked<'_> {
    /// Makes names and links in the language of the reader.
    #[must_use]
    pub(super) fn viewer(&self) -> Viewer<'_> {
        Viewer {
            store: &self.loaded.release.store,
            root: &self.shell.root,
            home: &self.shell.home,
            language: self.shell.language,
        }
    }

    /// When the thing was first published and last changed.
    #[must_use]
    pub(super) fn history(&self) -> Option<Dated> {
        self.loaded.known.dated(self.iri, self.loaded.number)
    }

    /// A parameter of the address, decoded.
    #[must_use]
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        parameter(self.query, &[name])
    }
}

/// The page about a thing.
pub(super) async fn page(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches("/page/").to_owned();
    let query = uri.query().map(str::to_owned);
    off_thread(move || answer(&state, &headers, &path, query.as_deref())).await
}

fn answer(state: &AppState, headers: &HeaderMap, path: &str, query: Option<&str>) -> Response {
    let loaded = state.current();
    let iri = match locate(&loaded, path) {
        Located::Thing(iri) => iri,
        other => return elsewhere(state, headers, other, ("page", path, &with_query("", query))),
    };
    let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
    match profile::choose(headers, query) {
        Ok(Profile::Native) => {}
        // Pages speak our own vocabulary only; the data also speak others.
        Ok(Profile::SchemaOrg) => {
            let to = with_query(&format!("/data/{path}"), query);
            return redirect(state, StatusCode::SEE_OTHER, &to);
        }
        Err(problem) => return problem.respond(state, headers),
    }
    let shell = Shell::new(state, headers, &loaded.release.id);
    let asked = Asked {
        state,
        loaded: &loaded,
        iri: &iri,
        path,
        shell,
        headers,
        query,
        today: today(),
        own_page: false,
    };
    let form = format!("{}-html-{}-{}", loaded.number, asked.shell.form(), asked.today);
    let mut response = unless_known(headers, &entity_tag(&loaded.release.id, &form), || write(asked));
    let vary = "Accept, Accept-Profile, Accept-Encoding";
    set(&mut response, header::VARY, vary);
    response
}

fn write(mut asked: Asked<'_>) -> Response {
    let classes = targets(&asked.loaded.release.store, asked.iri.as_ref(), vocab::TYPE);
    let is = |class: &NamedNodeRef<'_>| classes.iter().any(|of| of.as_ref() == *class);
    let writers: Vec<Writer> = KINDS
        .iter()
        .copied()
        .flatten()
        .filter(|(class, _)| is(class))
        .map(|(_, writer)| *writer)
        .collect();
    let statements = asked.parameter("view").as_deref() == Some("statements");
    let own = if statements {
        asked.own_page = !writers.is_empty();
        None
    } else {
        writers.iter().find_map(|writer| writer(&asked))
    };
    let response = own.or_else(|| statements::write(&asked));
    let mut response = response.unwrap_or_else(super::respond::failure);
    if response.status().is_success() {
        let links = Signs::of(asked.state, asked.loaded, asked.iri).page();
        set(&mut response, header::LINK, &header_value(&links));
        profile::tell(&mut response, Profile::Native);
    }
    response
}

/// The day by the clock of the server.
#[must_use]
pub(super) fn today() -> String {
    Moment::now().to_string().chars().take(10).collect()
}
