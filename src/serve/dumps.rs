//! `/dumps/`: the files of the release, whole, plain or compressed on the way.

use super::numbers::grouped;
use super::respond::{Problem, Shell, entity_tag, page, set, unless_known, with_type};
use super::state::AppState;
use super::stream::{Packing, stream};
use crate::release::{FileEntry, handover};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "dumps.html", config = "src/serve/askama.toml")]
struct DumpsPage {
    shell: Shell,
    hash: String,
    files: Vec<FileView>,
    more: Vec<FileView>,
}

struct FileView {
    name: String,
    about: &'static str,
    packs: bool,
    media_type: String,
    size: String,
    sha256: String,
}

/// Marks an answer that must not be compressed again.
#[derive(Clone, Copy, Debug)]
pub(super) struct AsStored;

/// The list of dumps.
pub(super) async fn index(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    let loaded = state.current();
    let release = &loaded.release;
    let shell = Shell::new(&state, &headers, &release.id);
    let tag = entity_tag(&release.id, &format!("html-{}", shell.form()));
    unless_known(&headers, &tag, || {
        let files = release.manifest.files.iter().map(view);
        let (files, more) = files.partition(|file| file.about.is_empty());
        page(&DumpsPage {
            shell,
            hash: release.manifest.rdfc10_sha256.clone(),
            files,
            more,
        })
    })
}

fn view(file: &FileEntry) -> FileView {
    let kept = handover::find(&file.name);
    FileView {
        about: kept.map_or("", |kept| kept.about),
        packs: kept.is_none_or(handover::Kept::packs),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: grouped(file.bytes),
        sha256: file.sha256.clone(),
    }
}

/// One dump; with `.gz` at the end, compressed.
pub(super) async fn dump(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let loaded = state.current();
    // Only names of the manifest are opened, so no path leads out of the folder.
    let find = |name: &str| {
        loaded
            .release
            .manifest
            .files
            .iter()
            .find(|file| file.name == name)
    };
    let (file, packing) = match (find(&name), name.strip_suffix(".gz").and_then(find)) {
        (Some(file), _) => (file, Packing::Plain),
        (None, Some(file)) => (file, Packing::Gzip),
        (None, None) => return unknown(&state, &headers, &name),
    };
    let tag = match packing {
        Packing::Plain => format!("\"{}\"", file.sha256),
        Packing::Gzip => format!("\"{}-gz\"", file.sha256),
    };
    let body = match stream(&loaded.release.dir.join(&file.name), packing).await {
        Ok(body) => body,
        Err(error) => {
            return Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("{} cannot be read: {error}", file.name),
            )
            .respond(&state, &headers);
        }
    };
    let mut response = unless_known(&headers, &tag, || {
        let media_type = match packing {
            Packing::Plain => file.media_type.as_str(),
            Packing::Gzip => "application/gzip",
        };
        let mut response = with_type(media_type, body);
        if packing == Packing::Plain {
            set(&mut response, header::CONTENT_LENGTH, &file.bytes.to_string());
        }
        response
    });
    response.extensions_mut().insert(AsStored);
    response
}

fn unknown(state: &AppState, headers: &HeaderMap, name: &str) -> Response {
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!("This release has no dump {name}."),
        links: vec![(format!("{}/dumps/", state.root), "go-dumps".to_owned())],
    }
    .respond(state, headers)
}
