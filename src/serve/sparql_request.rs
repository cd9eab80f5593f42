//! Reads a request of the SPARQL 1.1 Protocol, 2.1: GET, POST with a form, POST
//! with the query as the body.

use super::pages::answer::View;
use super::respond::Problem;
use crate::query::Dataset;
use axum::body::{Body, HttpBody as _};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use futures_util::future::poll_fn;
use percent_encoding::percent_decode_str;
use std::pin::Pin;
use std::time::Duration;

/// Longest body of a request, in bytes. A longer query is a program.
pub(super) const MAX_BODY: usize = 1 << 20;
/// How much of a longer body is read and thrown away, so that the client comes to read the answer.
const MAX_DRAIN: usize = 64 << 20;
/// Longest time a client may take to send the body.
const BODY_TIME: Duration = Duration::from_secs(20);

/// What a client asks.
#[derive(Debug, Default)]
pub(super) struct Ask {
    /// The query; `None` when the client only visits the endpoint.
    pub query: Option<String>,
    /// The graphs it names.
    pub dataset: Dataset,
    /// The short name of a format, for links; it stands before `Accept`.
    pub format: Option<String>,
    /// How the page shows the answer.
    pub view: View,
}

/// Reads a request.
///
/// # Errors
/// A [`Problem`] with status 400, 403, 408, 413 or 415 for a request outside the protocol.
pub(super) async fn read(request: Request<Body>) -> Result<Ask, Problem> {
    let (parts, body) = request.into_parts();
    let mut pairs = pairs(parts.uri.query().unwrap_or_default())?;
    if parts.method == Method::POST {
        let kind = media_type(&parts.headers);
        match kind.as_str() {
            "application/x-www-form-urlencoded" => pairs.extend(self::pairs(&text(body).await?)?),
            "application/sparql-query" => pairs.push(("query".to_owned(), text(body).await?)),
            "application/sparql-update" => return Err(read_only()),
            _ => return Err(unknown_type(&kind)),
        }
    }
    let ask = ask(pairs)?;
    if parts.method == Method::POST && ask.query.is_none() {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "The request has no query. Hint: send it as the form field query, or as the body with Content-Type: application/sparql-query.",
        ));
    }
    Ok(ask)
}

fn ask(pairs: Vec<(String, String)>) -> Result<Ask, Problem> {
    let mut ask = Ask::default();
    let (mut default, mut named) = (Vec::new(), Vec::new());
    for (name, value) in pairs {
        match name.as_str() {
            "query" if ask.query.is_some() => {
                return Err(Problem::new(
                    StatusCode::BAD_REQUEST,
                    "The request has more than one query. Hint: send one at a time.",
                ));
            }
            "query" => ask.query = Some(value),
            "update" => return Err(read_only()),
            "default-graph-uri" => default.push(value),
            "named-graph-uri" => named.push(value),
            "as" => ask.format = Some(value),
            "view" => ask.view = View::from_name(&value).ok_or_else(unknown_view)?,
            _ => {}
        }
    }
    ask.dataset = Dataset::new(&default, &named)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.to_string()))?;
    Ok(ask)
}

fn unknown_view() -> Problem {
    let names = View::ALL.map(|(name, _)| name).join(", ");
    let message = format!("There is no such view of an answer. Hint: view can be one of {names}.");
    Problem::new(StatusCode::BAD_REQUEST, message)
}

fn read_only() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "The graph is read-only; SPARQL Update is refused. Hint: change the data and build a new release.",
    )
}

fn unknown_type(kind: &str) -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        format!(
            "A query cannot be sent as \"{kind}\". Hint: use Content-Type: application/sparql-query or application/x-www-form-urlencoded."
        ),
    )
}

/// The media type of a body, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// A body as text.
///
/// # Errors
/// A [`Problem`] where it is too long, too slow or not UTF-8.
pub(super) async fn text(body: Body) -> Result<String, Problem> {
    let bytes = tokio::time::timeout(BODY_TIME, whole(body))
        .await
        .map_err(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "The query came too slowly."))??;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("The query is not UTF-8: the byte at offset {at} does not fit."),
        )
    })
}

async fn whole(mut body: Body) -> Result<Vec<u8>, Problem> {
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "The body of the request could not be read.",
            )
        })?;
        let Ok(data) = frame.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length <= MAX_BODY {
            bytes.extend_from_slice(&data);
        } else if length > MAX_DRAIN {
            break;
        }
    }
    if length > MAX_BODY {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The query is longer than the {MAX_BODY} bytes allowed."),
        ));
    }
    Ok(bytes)
}

/// `a=b&c=d`, decoded.
///
/// # Errors
/// A [`Problem`] where the percent-encoding is broken or does not give UTF-8.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, Problem> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((form_decode(name)?, form_decode(value)?))
        })
        .collect()
}

fn form_decode(text: &str) -> Result<String, Problem> {
    let fault = |what: &str| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!(
                "A parameter of the request cannot be read: {what}. Hint: percent-encode UTF-8, and % itself as %25."
            ),
        )
    };
    let mut parts = text.split('%');
    parts.next();
    for part in parts {
        let digits = part.as_bytes().get(..2);
        if !digits.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) {
            let shown: String = part.chars().take(2).collect();
            return Err(fault(&format!("%{shown} is no percent-encoding")));
        }
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| fault("what it encodes is not UTF-8"))
}
