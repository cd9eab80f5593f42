//! `/assets/`: scripts and style sheets for browsers, under names that change with their content.
//!
//! What comes from npm was fetched by `src/build.rs` and may be absent; our own scripts stand in `src/web`.
//! Everything is compressed once, when the first of it is asked for.

use super::dumps::AsStored;
use super::qualities::members;
use super::respond::{Problem, Shell, knows, page, redirect, set, with_type};
use super::state::AppState;
use crate::digest::sha256;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::sync::{Arc, LazyLock};

mod fetched {
    include!(concat!(env!("OUT_DIR"), "/web_assets.rs"));
}

/// Our own files.
const OWN: &[(&str, &[u8])] = &[
    ("query.js", include_bytes!("../web/query.js")),
    ("copy.js", include_bytes!("../web/copy.js")),
    ("search.js", include_bytes!("../web/search.js")),
    ("pictures.js", include_bytes!("../web/pictures.js")),
];

/// How long clients keep what never changes under its name.
const FOREVER: &str = "public, max-age=31536000, immutable";

struct Asset {
    /// The name in the program, such as `yasqe.js`.
    name: &'static str,
    /// The name in addresses, such as `yasqe-0f3a….js`.
    address: String,
    plain: Bytes,
    gzip: Bytes,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let all = fetched::FETCHED.iter().chain(OWN);
    all.map(|(name, content)| Asset::new(name, content)).collect()
});

impl Asset {
    fn new(name: &'static str, content: &'static [u8]) -> Self {
        let digest = sha256(content);
        let hash = digest.get(..12).unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
        Self {
            name,
            address: format!("{stem}-{hash}.{extension}"),
            plain: Bytes::from_static(content),
            gzip: gzip(content).into(),
        }
    }

    fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        }
    }
}

/// Writing into memory does not fail.
fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

/// The address of an asset below the root; `None` where this build has it not.
#[must_use]
pub(super) fn address(name: &str) -> Option<String> {
    let asset = ASSETS.iter().find(|asset| asset.name == name)?;
    Some(format!("/assets/{}", asset.address))
}

/// One asset.
pub(super) async fn asset(
    State(state): State<Arc<AppState>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == name) else {
        return other(&state, &headers, &name);
    };
    let tag = format!("\"{name}\"");
    let mut response = if knows(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if takes_gzip(&headers) {
        let mut response = with_type(asset.media_type(), asset.gzip.clone());
        set(&mut response, header::CONTENT_ENCODING, "gzip");
        response
    } else {
        with_type(asset.media_type(), asset.plain.clone())
    };
    set(&mut response, header::ETAG, &tag);
    set(&mut response, header::CACHE_CONTROL, FOREVER);
    set(&mut response, header::VARY, "Accept-Encoding");
    response.extensions_mut().insert(AsStored);
    response
}

/// A page that a client kept may name an asset as an older program had it.
fn other(state: &AppState, headers: &HeaderMap, name: &str) -> Response {
    let present = name
        .rsplit_once('-')
        .and_then(|(stem, rest)| Some(format!("{stem}.{}", rest.split_once('.')?.1)))
        .and_then(|plain| address(&plain));
    match present {
        Some(path) => redirect(state, StatusCode::FOUND, &path),
        None => Problem::new(
            StatusCode::NOT_FOUND,
            "There is no such script or style sheet in this build of the program.",
        )
        .respond(state, headers),
    }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let listed = members(headers, &header::ACCEPT_ENCODING);
    let quality = |coding: &str| listed.iter().find(|(name, _)| name.eq_ignore_ascii_case(coding));
    quality("gzip")
        .or_else(|| quality("*"))
        .is_some_and(|(_, quality)| *quality > 0.0)
}

#[derive(Template)]
#[template(path = "licences.html", config = "src/serve/askama.toml")]
struct LicencesPage {
    shell: Shell,
    notices: &'static str,
}

/// Whose work is in the pages, and under which licences.
pub(super) async fn licences(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response {
    page(&LicencesPage {
        shell: Shell::new(&state, &headers, &state.current().release.id),
        notices: fetched::NOTICES,
    })
}
