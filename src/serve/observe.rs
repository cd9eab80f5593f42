//! Every request leaves one line in the log and one step in the figures, when
//! the last byte of its answer is sent or its client has gone.

use super::metrics::{Answered, Done};
use super::state::AppState;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use std::hash::BuildHasher as _;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

/// Longest path in a log line, in bytes.
const MAX_PATH: usize = 500;
/// The status of a request whose client went before there was an answer, as nginx counts it.
const GONE: u16 = 499;

/// Answers and keeps the record of it.
pub(super) async fn observe(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let mut record = Record::begin(state, &request);
    let response = next.run(request).await;
    record.status = response.status().as_u16();
    record.answered = response.extensions().get().copied();
    record.length = response
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    record.complete = record.head || response.body().is_end_stream();
    response.map(|inner| Body::new(Counted { inner, record }))
}

/// What is known of one request; written down when it is dropped.
struct Record {
    state: Arc<AppState>,
    started: Instant,
    method: &'static str,
    head: bool,
    path: String,
    route: String,
    client: String,
    release: String,
    status: u16,
    bytes: u64,
    length: Option<u64>,
    complete: bool,
    answered: Option<Answered>,
}

impl Record {
    fn begin(state: Arc<AppState>, request: &Request) -> Self {
        state.metrics.begun();
        let mut path = request.uri().path().to_owned();
        // A path of a request is ASCII, so every length is a boundary.
        path.truncate(MAX_PATH);
        let route = request.extensions().get::<MatchedPath>();
        Self {
            started: Instant::now(),
            method: name(request.method()),
            head: request.method() == Method::HEAD,
            path,
            // What matches no route has one name, so that strangers cannot make new ones.
            route: route.map_or("none", MatchedPath::as_str).to_owned(),
            client: state
                .clients
                .address(request.extensions(), request.headers())
                .map_or_else(String::new, |from| state.client_name(from)),
            release: state.current().release.id.clone(),
            status: GONE,
            bytes: 0,
            length: None,
            complete: false,
            answered: None,
            state,
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let time = self.started.elapsed();
        self.state.metrics.done(&Done {
            route: &self.route,
            method: self.method,
            status: self.status,
            bytes: self.bytes,
            time,
        });
        let milliseconds = (time.as_secs_f64() * 1e5).round() / 1e2;
        let complete = self.complete || self.length == Some(self.bytes);
        let answered = self.answered.map(Answered::name);
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    method = self.method,
                    path = self.path,
                    status = self.status,
                    bytes = self.bytes,
                    ms = milliseconds,
                    release = self.release,
                    client = self.client,
                    complete,
                    answered,
                    "request"
                )
            };
        }
        match self.status {
            503 | 504 => line!(warn),
            500.. => line!(error),
            _ => line!(info),
        }
    }
}

/// The name of a method; unknown ones have one name together.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

/// A body that counts what is taken from it.
struct Counted {
    inner: Body,
    record: Record,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(context);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                self.record.bytes += length as u64;
                self.record.complete = self.inner.is_end_stream();
            }
            Poll::Ready(None) => self.record.complete = true,
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// How clients are named in the log.
pub(super) enum Naming {
    /// By a hash that changes with every start, so that requests can be told
    /// apart by client and nobody can be found.
    Hashed(std::hash::RandomState),
    /// By their address.
    Named,
}

impl Naming {
    /// The name of a client.
    pub(super) fn name(&self, address: IpAddr) -> String {
        match self {
            Self::Hashed(state) => format!("{:016x}", state.hash_one(address)),
            Self::Named => address.to_string(),
        }
    }
}
