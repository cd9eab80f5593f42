//! How things were: `/release/{number}/…` (RFC 7089, URI-M), and what a release is: `/release/{name}`.

use super::super::iri::candidates;
use super::super::respond::{Problem, off_thread, set, with_type};
use super::super::state::{AppState, Loaded};
use super::super::{data, dumps, id, pages};
use super::archive::Refused;
use super::{base, past};
use crate::release::history::Published;
use crate::release::past::Past;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::Response;
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// A kept release does not change, but the program that shows it may.
const A_DAY: &str = "public, max-age=86400";

/// A resource with a past: a thing in one of its forms, or the dumps.
pub(super) struct Resource {
    /// `id`, `data`, `page` or `dumps`.
    form: String,
    /// The path after that, as it stands in links.
    path: String,
    /// The thing, unless it is a dump.
    iri: Option<NamedNode>,
}

impl Resource {
    /// A thing in one of its forms.
    pub(super) fn thing(form: &str, path: &str, iri: NamedNode) -> Self {
        Self {
            form: form.to_owned(),
            path: path.to_owned(),
            iri: Some(iri),
        }
    }

    /// The resource at a path such as `/data/body/cstd.ttl`; `None` where nothing there has a past.
    pub(super) fn at(path: &str, past: &Past) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let (form, path) = path.split_once('/').unwrap_or((path, ""));
        if form == "dumps" {
            return Some(Self {
                form: form.to_owned(),
                path: path.to_owned(),
                iri: None,
            });
        }
        if !matches!(form, "id" | "data" | "page") {
            return None;
        }
        let known = |path: &str| {
            candidates(path)
                .into_iter()
                .find(|iri| past.times(iri.as_str(), u32::MAX).is_some())
        };
        let stem = || {
            let (stem, _) = data::extension(path)?;
            (form == "data").then(|| known(stem))?
        };
        let iri = known(path).or_else(stem)?;
        Some(Self::thing(form, path, iri))
    }

    /// The publications that can show it: those that have it and are kept, up to `number`.
    pub(super) fn mementos<'a>(&self, past: &'a Past, number: u32) -> Vec<&'a Published> {
        let had = |entry: &&Published| match &self.iri {
            Some(iri) => past.had(iri.as_str(), entry.number),
            None => true,
        };
        let entries = past
            .history()
            .releases
            .iter()
            .filter(|entry| entry.number <= number);
        entries
            .filter(had)
            .filter(|entry| past.folder(entry).is_some())
            .collect()
    }

    /// Its address, whatever the time.
    pub(super) fn original(&self, root: &str) -> String {
        format!("{root}/{}/{}", self.form, self.path)
    }

    /// The address of its state in a publication.
    pub(super) fn memento(&self, root: &str, entry: &Published) -> String {
        format!("{root}/release/{}/{}/{}", entry.number, self.form, self.path)
    }

    /// The address of the list of its states.
    pub(super) fn timemap(&self, root: &str, form: &str) -> String {
        format!("{root}/timemap/{form}/{}/{}", self.form, self.path)
    }

    /// The links that every answer about it carries.
    pub(super) fn links(&self, root: &str) -> String {
        format!(
            "<{}>; rel=\"original timegate\", <{}>; rel=\"timemap\"; type=\"application/link-format\"",
            self.original(root),
            self.timemap(root, "link")
        )
    }
}

/// Something as a release had it.
pub(super) async fn memento(
    State(state): State<Arc<AppState>>,
    Path((number, _)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let loaded = state.current();
    let found = match find(&state, &loaded, &number).await {
        Ok(found) => found,
        Err(problem) => return problem.respond(&state, &headers),
    };
    let (entry, then) = found;
    let below = uri
        .path()
        .get(format!("/release/{number}").len()..)
        .unwrap_or_default();
    let inner = below.parse::<Uri>().ok().filter(|_| below.starts_with('/'));
    let Some(inner) = inner else {
        return nothing(below).respond(&state, &headers);
    };
    let (then, then_headers) = (State(then), headers.clone());
    let mut response = match below.split('/').nth(1).unwrap_or_default() {
        "id" => id::id(then, inner, then_headers).await,
        "data" => data::data(then, inner, then_headers).await,
        "page" => pages::page(then, inner, then_headers).await,
        "dumps" => match below.strip_prefix("/dumps/") {
            None | Some("") => dumps::index(then, then_headers).await,
            Some(name) => dumps::dump(then, Path(name.to_owned()), then_headers).await,
        },
        _ => return nothing(below).respond(&state, &headers),
    };
    if let Ok(past) = past(&loaded) {
        dress(&mut response, &state.root, &entry, Resource::at(below, past));
    }
    response
}

/// What makes an answer a memento: when it is from, where the original is. Addresses within it stay in
/// the same release.
fn dress(response: &mut Response, root: &str, entry: &Published, resource: Option<Resource>) {
    let status = response.status();
    for name in [header::LOCATION, header::CONTENT_LOCATION] {
        let to = response.headers().get(&name).and_then(|to| to.to_str().ok());
        if let Some(below) = to.and_then(|to| to.strip_prefix(root)).map(str::to_owned) {
            set(response, name, &format!("{root}/release/{}{below}", entry.number));
        }
    }
    if status.is_success() || status == StatusCode::NOT_MODIFIED || status == StatusCode::SEE_OTHER {
        set(
            response,
            HeaderName::from_static("memento-datetime"),
            &entry.published.http(),
        );
        set(response, header::CACHE_CONTROL, A_DAY);
    }
    if let Some(resource) = resource {
        set(response, header::LINK, &resource.links(root));
    }
}

/// A publication and the state that answers from it.
async fn find(
    state: &Arc<AppState>,
    loaded: &Arc<Loaded>,
    number: &str,
) -> Result<(Published, Arc<AppState>), Problem> {
    let past = past(loaded)?;
    let entry = number
        .parse()
        .ok()
        .and_then(|number| past.history().number(number));
    let Some(entry) = entry.cloned() else {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            format!("There is no release {number}."),
        ));
    };
    if entry.number == loaded.number {
        return Ok((entry, Arc::clone(state)));
    }
    let Some(folder) = past.folder(&entry) else {
        return Err(Problem::new(
            StatusCode::GONE,
            format!("Release {number} of {} is not kept any more.", entry.published),
        ));
    };
    let (state, loaded) = (Arc::clone(state), Arc::clone(loaded));
    let opened = tokio::task::spawn_blocking(move || {
        let opened = loaded.archive.state(&state, &loaded, (&entry, folder));
        opened.map(|then| (entry, then))
    });
    match opened.await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(Refused::Damaged(fault))) => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("Release {number} cannot be opened: {fault}"),
        )),
        Ok(Err(Refused::Busy)) | Err(_) => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "Too many ask for earlier releases at the moment. Try again in a few seconds.",
        )),
    }
}

fn nothing(below: &str) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("A release has no {below} of its own; it has /id/, /data/, /page/ and /dumps/."),
    )
}

/// What is known of a release, by its number or identifier.
pub(super) async fn release(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    off_thread(move || {
        let loaded = state.current();
        let past = match past(&loaded) {
            Ok(past) => past,
            Err(problem) => return problem.respond(&state, &headers),
        };
        let history = past.history();
        let by_number = name.parse().ok().and_then(|number| history.number(number));
        let Some(entry) = history.of(&name).or(by_number) else {
            return Problem::new(StatusCode::NOT_FOUND, format!("There is no release {name}."))
                .respond(&state, &headers);
        };
        let base = base(&state, &headers);
        let page = past.first_page(entry.number);
        let body = serde_json::json!({
            "release": entry,
            "kept": past.folder(entry).is_some(),
            "dumps": format!("{base}/release/{}/dumps/", entry.number),
            "changes": page.map(|page| format!("{base}/ldes/{page}")),
        });
        let mut response = with_type("application/json", format!("{body:#}\n"));
        set(&mut response, header::CACHE_CONTROL, "public, max-age=60");
        response
    })
    .await
}
