//! Answers that several routes give: pages, problems, redirects, "not modified".

use super::interface::say;
use super::negotiate::{Offer, negotiate};
pub(super) use super::shell::Shell;
use super::state::AppState;
use crate::corpus::Language;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Pages load nothing from elsewhere and run no scripts but the files of this server.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What pages do not need of a browser.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Clients and caches may keep an answer for a minute; then they ask by `ETag`.
pub(super) const CACHE: &str = "public, max-age=60";

#[derive(Template)]
#[template(path = "problem.html", config = "src/serve/askama.toml")]
struct ProblemPage {
    shell: Shell,
    /// Whether something is looked for that is not there.
    missing: bool,
    title: String,
    /// What to do, in the language of the page; the message itself is for all clients and in English.
    advice: Option<String>,
    message: String,
    links: Vec<(String, String)>,
    /// What a search may begin with.
    words: String,
}

impl ProblemPage {
    fn new(problem: Problem, shell: Shell) -> Self {
        let status = problem.status.as_u16();
        let said = |part: &str| {
            let key = format!("problem-{status}{part}");
            let said = shell.say(&key);
            (said != key).then(|| said.to_owned())
        };
        Self {
            missing: matches!(problem.status, StatusCode::NOT_FOUND | StatusCode::GONE),
            title: said("").unwrap_or_else(|| title(problem.status)),
            advice: said("-advice"),
            message: problem.message,
            links: problem
                .links
                .iter()
                .map(|(href, name)| (shell.kept(href), shell.say(name).to_owned()))
                .collect(),
            words: shell.words_here(),
            shell,
        }
    }
}

/// What went wrong, for a person or a program.
pub(super) struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// What happened and what to do.
    pub message: String,
    /// Where to go from here: address and name, which may be the key of a word of the interface.
    pub links: Vec<(String, String)>,
}

impl Problem {
    /// A problem without links.
    #[must_use]
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            links: Vec::new(),
        }
    }

    /// No form that the client accepts.
    #[must_use]
    pub(super) fn not_acceptable(offered: &str) -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            format!("None of the media types in Accept can be given here. Offered are: {offered}."),
        )
    }

    /// The answer: a page for browsers, plain text for those who ask for it, a
    /// problem document (RFC 9457) for everybody else.
    #[must_use]
    pub(super) fn respond(self, state: &AppState, headers: &HeaderMap) -> Response {
        self.respond_with(state, headers, serde_json::Map::new())
    }

    /// The same with further members of the problem document, or other values for its own.
    #[must_use]
    pub(super) fn respond_with(
        self,
        state: &AppState,
        headers: &HeaderMap,
        members: serde_json::Map<String, serde_json::Value>,
    ) -> Response {
        let mut response = match shape(headers) {
            Shape::Page => {
                let shell = Shell::new(state, headers, &state.current().release.id);
                let status = self.status;
                let mut response = page(&ProblemPage::new(self, shell));
                *response.status_mut() = status;
                return unkept(response);
            }
            Shape::Text => text(&self),
            Shape::Document => document(&self, members),
        };
        *response.status_mut() = self.status;
        unkept(response)
    }
}

/// What every problem says to caches and to those who may try again.
fn unkept(mut response: Response) -> Response {
    set(&mut response, header::VARY, "Accept");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        set(&mut response, header::RETRY_AFTER, "5");
    }
    response
}

fn text(problem: &Problem) -> Response {
    let mut body = format!("{}\n", problem.message);
    for (href, name) in &problem.links {
        body.extend([say(name, Language::English), ": ", href, "\n"]);
    }
    with_type("text/plain; charset=utf-8", body)
}

/// RFC 9457; the type says nothing beyond the status unless `members` give one.
fn document(problem: &Problem, members: serde_json::Map<String, serde_json::Value>) -> Response {
    let links: Vec<_> = problem
        .links
        .iter()
        .map(|(href, title)| serde_json::json!({"href": href, "title": say(title, Language::English)}))
        .collect();
    let mut document = serde_json::json!({
        "type": "about:blank",
        "title": title(problem.status),
        "status": problem.status.as_u16(),
        "detail": problem.message,
    });
    if let Some(object) = document.as_object_mut() {
        if !links.is_empty() {
            object.insert("links".to_owned(), links.into());
        }
        object.extend(members);
    }
    with_type("application/problem+json", format!("{document:#}\n"))
}

fn title(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or("Problem").to_owned()
}

/// How a problem is told.
#[derive(Clone, Copy)]
enum Shape {
    Document,
    Text,
    Page,
}

/// What the client likes best; data where it wants another kind of data.
fn shape(headers: &HeaderMap) -> Shape {
    const OFFERS: [Offer<Shape>; 3] = [
        Offer {
            form: Shape::Document,
            types: &[
                "application/problem+json",
                "application/json",
                "application/ld+json",
                "application/sparql-results+json",
                "text/turtle",
            ],
        },
        Offer {
            form: Shape::Text,
            types: &["text/plain"],
        },
        Offer {
            form: Shape::Page,
            types: &["text/html"],
        },
    ];
    negotiate(headers, &OFFERS).unwrap_or(Shape::Document)
}

/// Whether a problem is told to this client as a page.
#[must_use]
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    matches!(shape(headers), Shape::Page)
}

/// Renders a page.
pub(super) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let mut response = with_type("text/html; charset=utf-8", html);
            secure(&mut response);
            response
        }
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("The page could not be written: {error}\n"),
        )
            .into_response(),
    }
}

/// What browsers are told about every page.
pub(super) fn secure(response: &mut Response) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        set(response, name, value);
    }
}

/// A body with its media type.
pub(super) fn with_type(media_type: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    set(&mut response, header::CONTENT_TYPE, media_type);
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

/// Sets a header; a value that HTTP cannot carry is left out.
pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// A redirect to an address below the root.
#[must_use]
pub(super) fn redirect(state: &AppState, status: StatusCode, path: &str) -> Response {
    let mut response = status.into_response();
    set(&mut response, header::LOCATION, &format!("{}{path}", state.root));
    set(&mut response, header::VARY, "Accept");
    set(&mut response, header::CACHE_CONTROL, CACHE);
    response
}

/// Tells one representation from another at the same address. Everything
/// served follows from the release, the program and the form.
#[must_use]
pub(super) fn entity_tag(release: &str, form: &str) -> String {
    format!("W/\"{release}-{}-{form}\"", env!("CARGO_PKG_VERSION"))
}

/// Gives the answer, or 304 when the client has it already.
pub(super) fn unless_known(headers: &HeaderMap, tag: &str, answer: impl FnOnce() -> Response) -> Response {
    let mut response = if knows(headers, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answer()
    };
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        set(&mut response, header::ETAG, tag);
        set(&mut response, header::CACHE_CONTROL, CACHE);
        set(&mut response, header::VARY, "Accept, Accept-Encoding");
    }
    response
}

/// Whether the client names the tag in `If-None-Match`.
#[must_use]
pub(super) fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || weak(known) == weak(tag))
}

/// Does work that reads much of the store on a thread of its own, so that the
/// threads that move bytes stay free.
pub(super) async fn off_thread(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| failure())
}

/// The answer when the program itself failed.
#[must_use]
pub(super) fn failure() -> Response {
    let mut response = with_type(
        "text/plain; charset=utf-8",
        "The server failed on this request. It is a fault of the program, not of the request: please report the address.\n",
    );
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
