//! `/page/…`: one page for people about one thing.

use super::data::{EXTENSIONS, with_query};
use super::iri::{id_path, link_path};
use super::languages;
use super::locate::{Located, elsewhere, locate};
use super::lookup::{Words, label_in, targets, texts};
use super::profile::{self, Profile};
use super::respond::{Shell, entity_tag, off_thread, page as render, redirect, set, unless_known};
use super::signpost::{Signs, header_value};
use super::state::{AppState, Loaded};
use super::step::Dated;
use super::view::{Evidence, Group, Part, Value, Viewer};
use super::vocab;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "thing.html", config = "src/serve/askama.toml")]
struct ThingPage {
    shell: Shell,
    iri: String,
    path: String,
    title: Words,
    symbol: String,
    classes: Vec<Value>,
    trail: Vec<Value>,
    words: Vec<Words>,
    facts: Vec<Group>,
    evidence: Vec<Evidence>,
    parts: Vec<Part>,
    parts_left_out: usize,
    incoming: Vec<Group>,
    extensions: [&'static str; 6],
    languages: Vec<String>,
    language: String,
    history: Option<Dated>,
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
    match profile::choose(headers, query) {
        Ok(Profile::Native) => {}
        // Pages speak our own vocabulary only; the data also speak others.
        Ok(Profile::SchemaOrg) => {
            let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
            let to = with_query(&format!("/data/{path}"), query);
            return redirect(state, StatusCode::SEE_OTHER, &to);
        }
        Err(problem) => return problem.respond(state, headers),
    }
    let mut viewer = Viewer {
        store: &loaded.release.store,
        root: &state.root,
        language: languages::DEFAULT,
    };
    let available = viewer.languages(&iri);
    let language = languages::choose(headers, query, &available);
    viewer.language = &language;
    let tag = entity_tag(&loaded.release.id, &format!("{}-html-{language}", loaded.number));
    let mut response = unless_known(headers, &tag, || {
        let mut response = render(&view(state, &loaded, &iri, &viewer, available));
        let links = Signs::of(state, &loaded, &iri).page();
        set(&mut response, header::LINK, &header_value(&links));
        set(&mut response, header::CONTENT_LANGUAGE, &language);
        profile::tell(&mut response, Profile::Native);
        response
    });
    let vary = "Accept, Accept-Language, Accept-Profile, Accept-Encoding";
    set(&mut response, header::VARY, vary);
    response
}

fn view(
    state: &AppState,
    loaded: &Loaded,
    iri: &NamedNode,
    viewer: &Viewer<'_>,
    languages: Vec<String>,
) -> ThingPage {
    let store = &loaded.release.store;
    let (parts, parts_left_out) = viewer.parts(iri);
    let mut incoming = viewer.incoming(iri);
    if !parts.is_empty() {
        let whole = viewer.node(vocab::IS_PART_OF);
        incoming.retain(|group| group.property.href != whole.href);
    }
    ThingPage {
        shell: Shell::new(state, &loaded.release.id),
        iri: iri.as_str().to_owned(),
        path: id_path(iri.as_str()).map(link_path).unwrap_or_default(),
        title: label_in(store, iri.as_ref(), viewer.language),
        symbol: texts(store, iri.as_ref(), vocab::SYMBOL)
            .into_iter()
            .next()
            .map_or_else(String::new, |words| words.text),
        classes: targets(store, iri.as_ref(), vocab::TYPE)
            .iter()
            .map(|class| viewer.node(class.as_ref()))
            .collect(),
        trail: viewer.trail(iri),
        words: viewer.words(iri),
        facts: viewer.facts(iri),
        evidence: viewer.evidence(iri),
        parts,
        parts_left_out,
        incoming,
        extensions: EXTENSIONS,
        languages,
        language: viewer.language.to_owned(),
        history: loaded.known.dated(iri, loaded.number),
    }
}
