//! Brings one file to disk: asks only for what changed, and only for the bytes that are missing.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::time::Instant;

use reqwest::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE,
};
use url::Url;

use super::failure::{Failure, Reason};
use super::part::{Part, range_start, text};
use super::record::Record;
use super::request::{Answer, Web};
use super::sources::Limits;

/// What is known of a file that was fetched before.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What came of asking.
#[derive(Debug)]
pub(super) enum Came {
    /// The file is as it was.
    Unchanged,
    /// The whole file is on disk.
    File(Delivered),
}

/// A file that came, and what was said about it.
#[derive(Debug)]
pub(super) struct Delivered {
    pub url: String,
    pub status: u16,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub media: Option<String>,
}

impl Delivered {
    /// What was said about a file that came earlier.
    pub(super) fn again(record: &Record) -> Self {
        Self {
            url: record.final_url.clone(),
            status: record.status,
            etag: record.etag.clone(),
            last_modified: record.last_modified.clone(),
            media: record.media.clone(),
        }
    }
}

/// Downloads `url` into `part`, unless it is still what `known` says.
pub(super) fn download(web: &Web, url: &Url, part: &Part, known: &Known) -> Result<Came, Failure> {
    let headers = || match part.begun() {
        Some(begun) => continued(begun.bytes, &begun.validator),
        None => conditional(known),
    };
    let came = web.ask(url, headers, |answer| take(&web.limits, part, url, known, answer));
    if came
        .as_ref()
        .is_err_and(|failure| failure.again.is_none() && failure.reason == Reason::Rejected)
    {
        part.discard();
    }
    came
}

/// Asks for the rest of a file, or for all of it where it has changed (RFC 9110, 13.1.5 and 14.2).
fn continued(bytes: u64, validator: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let (Ok(range), Ok(validator)) = (
        HeaderValue::from_str(&format!("bytes={bytes}-")),
        HeaderValue::from_str(validator),
    ) {
        headers.insert(RANGE, range);
        headers.insert(IF_RANGE, validator);
    }
    headers
}

fn conditional(known: &Known) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let (name, value) = match (&known.etag, &known.last_modified) {
        (Some(tag), _) => (IF_NONE_MATCH, tag),
        (None, Some(date)) => (IF_MODIFIED_SINCE, date),
        (None, None) => return headers,
    };
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
    headers
}

fn take(limits: &Limits, part: &Part, asked: &Url, known: &Known, answer: Answer) -> Result<Came, Failure> {
    let Answer { url, response } = answer;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let begun = part.begun().map_or(0, |begun| begun.bytes);
    let asked_whether_changed = begun == 0 && (known.etag.is_some() || known.last_modified.is_some());
    let (file, from) = match status {
        304 if asked_whether_changed => return Ok(Came::Unchanged),
        200 => (part.begin(asked.as_str(), &headers), 0),
        206 if begun > 0 && range_start(&headers) == Some(begun) => (part.go_on(), begun),
        206 | 416 => {
            part.discard();
            return Err(Failure::passing(
                "the host sends another part than was asked for",
                false,
            ));
        }
        _ => return Err(Failure::of_status(status, &headers)),
    };
    let file = file.map_err(|error| disk(&error))?;
    plain(&headers)?;
    let announced = text(&headers, CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length.saturating_add(from) > limits.max_bytes) {
        return Err(too_large(limits));
    }
    write(limits, file, from, response)?;
    Ok(Came::File(Delivered {
        url: url.into(),
        status,
        etag: text(&headers, ETAG),
        last_modified: text(&headers, LAST_MODIFIED),
        media: text(&headers, CONTENT_TYPE),
    }))
}

/// Bytes as they are were asked for; packed ones could be anything.
fn plain(headers: &HeaderMap) -> Result<(), Failure> {
    match text(headers, CONTENT_ENCODING) {
        Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => Err(Failure::new(
            Reason::Rejected,
            format!("the host packs the file ({encoding}), though it was asked not to"),
        )),
        _ => Ok(()),
    }
}

fn write(
    limits: &Limits,
    mut file: File,
    from: u64,
    mut response: reqwest::blocking::Response,
) -> Result<(), Failure> {
    let end = Instant::now() + limits.total;
    let mut buffer = vec![0; 64 << 10];
    let mut bytes = from;
    loop {
        let count = match response.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) => {
                return Err(Failure::passing(
                    format!("the answer breaks off after {bytes} bytes: {}", root(&error)),
                    true,
                ));
            }
        };
        bytes = bytes.saturating_add(count as u64);
        if bytes > limits.max_bytes {
            return Err(too_large(limits));
        }
        file.write_all(buffer.get(..count).unwrap_or_default())
            .map_err(|error| disk(&error))?;
        if Instant::now() > end {
            return Err(Failure::passing(
                format!("the file takes longer than {} s", limits.total.as_secs()),
                true,
            ));
        }
    }
    file.flush().map_err(|error| disk(&error))
}

fn too_large(limits: &Limits) -> Failure {
    Failure::new(
        Reason::Rejected,
        format!(
            "it is larger than {} bytes, which no official text is",
            limits.max_bytes
        ),
    )
}

fn disk(error: &std::io::Error) -> Failure {
    Failure::new(Reason::Failed, format!("the file cannot be written: {error}"))
}

/// The innermost cause of an error.
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
