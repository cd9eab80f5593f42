//! Finds the thing a path means: by its IRI, by another spelling, or not.

use super::iri::{candidates, decode, id_path, link_path};
use super::lookup::{exists, subject};
use super::reader::Reader;
use super::respond::{Problem, redirect};
use super::state::{AppState, Loaded};
use super::step::tombstone;
use super::vocab;
use crate::find::names::Wanted;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

/// Longest symbol that is compared, in characters.
const LONGEST_SYMBOL: usize = 100;
/// Least similarity of symbols that are near, of 1.
const NEAR_SYMBOL: f64 = 0.85;
/// Most things with a near name that are offered.
const MOST_NEAR: usize = 5;

/// What a path below `id/` means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Located {
    /// A thing of the graph.
    Thing(NamedNode),
    /// A thing of an earlier release that this one does not have.
    Gone(NamedNode),
    /// Another spelling; the path of the thing it means.
    Moved(String),
    /// Nothing; the path of the nearest thing above it, if there is one.
    Unknown(Option<String>),
}

/// Looks a path up.
#[must_use]
pub(super) fn locate(loaded: &Loaded, path: &str) -> Located {
    let store = &loaded.release.store;
    // Before all else: others may still point to it, and another thing may bear its name.
    if let Some(iri) = candidates(path)
        .into_iter()
        .find(|iri| loaded.known.gone(iri, loaded.number))
    {
        return Located::Gone(iri);
    }
    if let Some(iri) = known(loaded, path) {
        return Located::Thing(iri);
    }
    if let Some(iri) = loaded.index.resolve(&decode(path))
        && NamedNodeRef::new(&iri).is_ok_and(|iri| exists(store, iri))
        && let Some(moved) = id_path(&iri)
    {
        return Located::Moved(link_path(moved));
    }
    Located::Unknown(ancestor(loaded, path))
}

fn known(loaded: &Loaded, path: &str) -> Option<NamedNode> {
    candidates(path)
        .into_iter()
        .find(|iri| exists(&loaded.release.store, iri.as_ref()))
}

fn ancestor(loaded: &Loaded, path: &str) -> Option<String> {
    let mut path = path;
    while let Some((above, _)) = path.rsplit_once('/') {
        if let Some(iri) = known(loaded, above) {
            return id_path(iri.as_str()).map(link_path);
        }
        path = above;
    }
    None
}

/// The answer for what is not a thing: a redirect or a helpful 404. `prefix`
/// is `id`, `page` or `data`, and `suffix` an extension such as `.ttl`.
pub(super) fn elsewhere(
    state: &AppState,
    headers: &HeaderMap,
    located: Located,
    (prefix, path, suffix): (&str, &str, &str),
) -> Response {
    match located {
        Located::Thing(iri) => {
            let path = id_path(iri.as_str()).map(link_path).unwrap_or_default();
            redirect(
                state,
                StatusCode::MOVED_PERMANENTLY,
                &format!("/{prefix}/{path}{suffix}"),
            )
        }
        Located::Moved(path) => redirect(
            state,
            StatusCode::MOVED_PERMANENTLY,
            &format!("/{prefix}/{path}{suffix}"),
        ),
        Located::Gone(iri) => tombstone(state, &iri).respond(state, headers),
        Located::Unknown(ancestor) => unknown(state, headers, path, ancestor).respond(state, headers),
    }
}

/// What is said of an address that means nothing: what is near it, by place and by name.
fn unknown(state: &AppState, headers: &HeaderMap, path: &str, ancestor: Option<String>) -> Problem {
    let root = &state.root;
    let mut links: Vec<(String, String)> = ancestor
        .into_iter()
        .map(|above| (format!("{root}/id/{above}"), "go-nearest".to_owned()))
        .collect();
    links.extend(near(state, path, Reader::of(headers).language.tag()));
    links.push((format!("{root}/"), "go-home".to_owned()));
    links.push((format!("{root}/sparql"), "go-query".to_owned()));
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!(
            "Nothing in this release has the address id/{}. Check the symbol and the number: addresses look like id/document/A/RES/60/252/para/3 or id/body/cstd, and upper and lower case matter except in symbols.",
            decode(path)
        ),
        links,
    }
}

/// Documents whose symbols differ by a slip: names are compared by their words, but a symbol with another figure is
/// another symbol.
fn near_symbols(state: &AppState, loaded: &Loaded, symbol: &str) -> Vec<(String, String)> {
    let symbol: String = symbol.to_uppercase().chars().take(LONGEST_SYMBOL).collect();
    let quads = loaded
        .release
        .store
        .quads_for_pattern(None, Some(vocab::SYMBOL), None, None);
    let mut near: Vec<(f64, String, String)> = quads
        .flatten()
        .filter_map(|quad| {
            let Term::Literal(other) = &quad.object else {
                return None;
            };
            let near = strsim::normalized_damerau_levenshtein(&symbol, &other.value().to_uppercase());
            let path = link_path(id_path(subject(&quad)?.as_str())?);
            (near >= NEAR_SYMBOL).then(|| {
                (
                    near,
                    format!("{}/id/{path}", state.root),
                    other.value().to_owned(),
                )
            })
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter()
        .take(MOST_NEAR)
        .map(|(_, href, symbol)| (href, symbol))
        .collect()
}

/// Things whose names are near to the end of a path.
fn near(state: &AppState, path: &str, language: &str) -> Vec<(String, String)> {
    let path = decode(path);
    let words = match path.split_once('/') {
        Some(("document", symbol)) => symbol.to_owned(),
        Some((_, slug)) => slug.replace(['-', '_', '/'], " "),
        None => path.replace(['-', '_'], " "),
    };
    let loaded = state.current();
    let wanted = Wanted {
        limit: MOST_NEAR,
        ..Wanted::default()
    };
    let found = loaded.names().search(&words, &wanted);
    if found.is_empty() && path.starts_with("document/") {
        return near_symbols(state, &loaded, &words);
    }
    found
        .iter()
        .filter_map(|candidate| {
            let thing = candidate.thing;
            let href = format!("{}/id/{}", state.root, link_path(id_path(&thing.iri)?));
            Some((href, format!("{} ({})", thing.label(language), thing.note)))
        })
        .collect()
}
