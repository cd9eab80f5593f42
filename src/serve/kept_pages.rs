//! Pages, kept as long as their release is served.
//!
//! A release never changes, so a page depends on its address, on what the reader's browser asks for, and on
//! the day. Long pages take milliseconds to write and to compress; they are kept as they were sent, with their
//! gzip form, in a bounded store that belongs to the release and goes with it. Others are written
//! anew: that is as fast, and a crawler that reads every page once would push out those that people read.

use super::answers::{Keep, Kept, Key, Store, store};
use super::pages::today;
use super::reader;
use super::respond::knows;
use super::state::AppState;
use axum::body::{Bytes, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most bytes of all kept pages of a release.
pub(super) const MAX_KEPT: u64 = 64 << 20;
/// Pages of fewer bytes are not kept.
const MIN_ONE: u64 = 8 << 10;
/// Nor are those that are written sooner.
const MIN_WORK: Duration = Duration::from_millis(1);
/// Most bytes of one kept page.
const MAX_ONE: u64 = 2 << 20;
/// How long a page is taken to be before any is known.
const USUAL: u64 = 64 << 10;
/// What a page depends on beside its address and [the reader](reader); whole addresses on it begin with the host.
const VARY: [HeaderName; 3] = [
    header::ACCEPT,
    HeaderName::from_static("accept-profile"),
    header::HOST,
];

/// A page with the headers that were sent with it.
#[derive(Clone)]
struct Page {
    headers: Arc<HeaderMap>,
    tag: String,
    kept: Kept,
}

impl Keep for Page {
    fn weight(&self) -> u64 {
        self.kept.weight()
    }
}

/// The kept pages of one release.
pub(super) struct KeptPages(Store<Page>);

impl Default for KeptPages {
    fn default() -> Self {
        Self(store(MAX_KEPT, USUAL))
    }
}

impl KeptPages {
    /// Bytes of all kept pages.
    #[must_use]
    pub(super) fn bytes(&self) -> u64 {
        self.0.weight()
    }

    /// How many pages are kept.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Gives a page that is kept, or keeps the one that is written.
pub(super) async fn keep(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET || !may_be_kept(request.uri().path()) {
        return next.run(request).await;
    }
    let loaded = state.current();
    let headers = request.headers().clone();
    let key = key(&request);
    // Who knows the page gets 304 from whoever writes it.
    let kept = loaded
        .pages
        .0
        .get(&key)
        .filter(|page| !knows(&headers, &page.tag));
    if let Some(page) = kept {
        return page.give(&headers).await;
    }
    let begin = Instant::now();
    let response = next.run(request).await;
    let Some(tag) = page_tag(&response).filter(|_| begin.elapsed() >= MIN_WORK) else {
        return response;
    };
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    let Ok(body) = to_bytes(body, usize::try_from(MAX_ONE).unwrap_or(usize::MAX)).await else {
        return super::respond::failure();
    };
    let page = Page {
        headers: Arc::new(head.headers),
        tag,
        // The text was written into more room than it needs.
        kept: Kept::new("text/html; charset=utf-8", Bytes::copy_from_slice(&body), true),
    };
    loaded.pages.0.insert(key, page.clone());
    page.give(&headers).await
}

/// Whether what is at a path is for people; answers to queries are kept [by themselves](super::answers).
fn may_be_kept(path: &str) -> bool {
    reader::is_page(path) && path != "/sparql"
}

fn key(request: &Request) -> Key {
    let headers = request.headers();
    let address = request.uri().path_and_query().map_or("/", |at| at.as_str());
    let reader = reader::Reader::of(headers);
    let (day, form) = (today(), reader.form());
    let mut parts = vec![address, &reader.here, &form, &day];
    for name in VARY {
        // Something else between the values of one header than between two headers.
        parts.push("\u{1}");
        let values = headers.get_all(name).iter();
        parts.extend(values.map(|value| value.to_str().unwrap_or_default()));
    }
    Key::of(&parts)
}

/// The entity tag of an answer that is a whole page, worth keeping, and the same for everybody.
fn page_tag(response: &Response) -> Option<String> {
    let size = response.body().size_hint().exact()?;
    let text = |name| response.headers().get(name)?.to_str().ok();
    let fit = response.status() == StatusCode::OK
        && (MIN_ONE..=MAX_ONE).contains(&size)
        && text(header::CONTENT_TYPE)?.starts_with("text/html")
        && !text(header::CACHE_CONTROL)?.contains("no-store")
        && text(header::CONTENT_ENCODING).is_none();
    fit.then(|| text(header::ETAG).map(str::to_owned)).flatten()
}

impl Page {
    async fn give(&self, headers: &HeaderMap) -> Response {
        let mut response = self.kept.give(headers).await;
        for name in self.headers.keys() {
            response.headers_mut().remove(name);
        }
        for (name, value) in self.headers.iter() {
            response.headers_mut().append(name, value.clone());
        }
        response
    }
}
