//! `/explore`: who cites whom, whose words are taken up, who was asked what and when; as pictures, each with the
//! query behind it and its data.

mod around;
mod asked;
mod counts;
mod network;
mod web;

pub(in crate::serve) use web::Web;

use crate::serve::iri::{decode, id_path, link_path};
use crate::serve::locate::{Located, elsewhere, locate};
use crate::serve::lookup::targets;
use crate::serve::qualities::parameter;
use crate::serve::respond::{Problem, Shell, entity_tag, off_thread, page, redirect, unless_known};
use crate::serve::sparql_page::run_link;
use crate::serve::state::{AppState, Loaded};
use crate::serve::view::Viewer;
use crate::serve::vocab;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// Longest symbol or address that is looked up.
const MAX_NAME: usize = 300;

/// A picture with what it was made from.
struct Picture {
    id: &'static str,
    heading: String,
    note: String,
    svg: String,
    query: String,
    csv: String,
}

impl Picture {
    fn new(shell: &Shell, id: &'static str, words: (String, String), svg: String, query: &str) -> Self {
        Self {
            id,
            heading: words.0,
            note: words.1,
            svg,
            query: run_link(&shell.home, query),
            csv: format!("{}&as=csv", run_link(&shell.root, query)),
        }
    }
}

#[derive(Template)]
#[template(path = "explore.html", config = "src/serve/askama.toml")]
struct ExplorePage {
    shell: Shell,
    title: String,
    lead: &'static str,
    /// Whether this is the page from which one goes to the others.
    start: bool,
    pictures: Vec<Picture>,
    back: Option<(String, String)>,
}

/// The overview; `around` leads to the network of what it names.
pub(in crate::serve) async fn start(
    State(state): State<Arc<AppState>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let around = parameter(uri.query(), &["around"]);
    off_thread(move || {
        let loaded = state.current();
        if let Some(around) = around {
            return named(&state, &loaded, &headers, around.trim());
        }
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let tag = entity_tag(&loaded.release.id, &format!("explore-{}", shell.form()));
        unless_known(&headers, &tag, || page(&overview(&loaded, shell)))
    })
    .await
}

fn overview(loaded: &Loaded, shell: Shell) -> ExplorePage {
    let (web, viewer) = (loaded.web(), viewer(loaded, &shell));
    let pictures = vec![
        counts::cited(web, &viewer, &shell),
        counts::by_year(web, &viewer, &shell, None),
        counts::by_body(web, &viewer, &shell),
        counts::taken_up(web, &shell),
    ];
    ExplorePage {
        title: shell.say("explore").to_owned(),
        lead: shell.say("explore-lead"),
        start: true,
        pictures: pictures.into_iter().flatten().collect(),
        back: None,
        shell,
    }
}

/// The thing that somebody wrote: a symbol in any spelling, or an address.
fn named(state: &AppState, loaded: &Loaded, headers: &HeaderMap, around: &str) -> Response {
    let path = around
        .trim_start_matches("https://w3id.org/wsis/id/")
        .trim_matches('/');
    if path.is_empty() || path.len() > MAX_NAME {
        return Problem::new(
            StatusCode::BAD_REQUEST,
            format!("around takes a symbol such as A/RES/70/125, or an address such as body/cstd, of at most {MAX_NAME} bytes."),
        )
        .respond(state, headers);
    }
    for path in [format!("document/{path}"), path.to_owned()] {
        let found = match locate(loaded, &path) {
            Located::Thing(iri) => id_path(iri.as_str()).map(link_path),
            Located::Moved(path) => Some(path),
            _ => None,
        };
        if let Some(found) = found {
            return redirect(state, StatusCode::SEE_OTHER, &format!("/explore/{found}"));
        }
    }
    let shell = Shell::new(state, headers, &loaded.release.id);
    let path: String = path.chars().filter(|c| !c.is_control()).collect();
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!("Nothing in this release is called {path}. A symbol such as A/RES/70/125 or an address such as body/cstd is expected."),
        links: vec![(format!("{}/explore", shell.home), shell.say("explore").to_owned())],
    }
    .respond(state, headers)
}

/// The pictures about one thing.
pub(in crate::serve) async fn about(
    State(state): State<Arc<AppState>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let shell = Shell::new(&state, &headers, &loaded.release.id);
        let path = uri.path().trim_start_matches("/explore/");
        let asked = match asked::Asked::read(uri.query()) {
            Ok(asked) => asked,
            Err(problem) => return problem.respond(&state, &headers),
        };
        let tag = entity_tag(&loaded.release.id, &format!("explore-{}-{asked:?}", shell.form()));
        if path == "all" {
            return unless_known(&headers, &tag, || network::all(&loaded, &shell, &asked));
        }
        let iri = match locate(&loaded, path) {
            Located::Thing(iri) => iri,
            other => return elsewhere(&state, &headers, other, ("explore", path, "")),
        };

        unless_known(&headers, &tag, || {
            let of = addressee(&loaded, shell.clone(), &iri);
            let drawn = of.or_else(|| network::around(&loaded, &shell, &iri, &asked));
            drawn.unwrap_or_else(|| nothing(&state, &headers, &shell, &iri))
        })
    })
    .await
}

/// What was asked of a body or group, by year; `None` where nothing was.
fn addressee(loaded: &Loaded, shell: Shell, iri: &NamedNode) -> Option<Response> {
    let (web, viewer) = (loaded.web(), viewer(loaded, &shell));
    let picture = counts::by_year(web, &viewer, &shell, Some(iri))?;
    let name = viewer.node(iri.as_ref()).words.text;
    Some(page(&ExplorePage {
        title: shell.fill("explore-asked-of", &[("name", &name)]),
        lead: shell.say("explore-asked-lead"),
        start: false,
        pictures: vec![picture],
        back: Some((shell.page(iri.as_str()), name)),
        shell,
    }))
}

fn nothing(state: &AppState, headers: &HeaderMap, shell: &Shell, iri: &NamedNode) -> Response {
    let name = id_path(iri.as_str()).map(decode).unwrap_or_default();
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!("Nothing is known that cites {name}, is cited by it, takes up its words or is asked of it; so there is no picture."),
        links: vec![
            (shell.page(iri.as_str()), name),
            (format!("{}/explore", shell.home), shell.say("explore").to_owned()),
        ],
    }
    .respond(state, headers)
}

fn viewer<'a>(loaded: &'a Loaded, shell: &'a Shell) -> Viewer<'a> {
    Viewer {
        store: &loaded.release.store,
        root: &shell.root,
        home: &shell.home,
        language: shell.language,
    }
}

/// Whether a thing is a paragraph or another part of a document.
fn is_part(loaded: &Loaded, iri: &NamedNode) -> bool {
    !targets(
        &loaded.release.store,
        iri.as_ref(),
        crate::graph::vocabulary::wsis::IN_DOCUMENT,
    )
    .is_empty()
        || !targets(&loaded.release.store, iri.as_ref(), vocab::IS_PART_OF).is_empty()
}
