//! Answers to queries, kept as long as their release is served.
//!
//! A release never changes, so neither does the answer to a query on it. The
//! store of answers belongs to the release and goes with it. Its bytes are
//! bounded; what was asked least goes first. While an answer is being found,
//! others who ask the same wait for it.

use super::dumps::AsStored;
use super::forms::Form;
use super::qualities::takes_gzip;
use super::respond::{set, with_type};
use crate::digest::sha256;
use crate::query::Dataset;
use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

/// Most bytes of all kept answers.
pub(super) const MAX_KEPT: u64 = 128 << 20;
/// Most bytes of one kept answer; longer ones are found anew each time.
pub(super) const MAX_ONE: usize = 8 << 20;
/// What a kept answer takes beside its bytes.
const OVERHEAD: u64 = 256;
/// How long an answer is taken to be before any is known.
const USUAL: u64 = 4 << 10;

/// Below this many bytes, gzip does not pay.
const MIN_PACKED: usize = 512;

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub body: Bytes,
    /// Whether it is a page, which comes with a policy.
    pub page: bool,
    /// The same bytes with gzip, made when somebody first takes them and kept with the answer.
    packed: Arc<OnceLock<Option<Bytes>>>,
}

impl Kept {
    /// An answer that nobody has taken yet.
    #[must_use]
    pub(super) fn new(media_type: &'static str, body: impl Into<Bytes>, page: bool) -> Self {
        Self {
            media_type,
            body: body.into(),
            page,
            packed: Arc::default(),
        }
    }

    /// The bytes with gzip; `None` where they are too few or would not shrink. Work for a thread of its own
    /// the first time.
    #[must_use]
    pub(super) fn packed(&self) -> Option<Bytes> {
        self.packed
            .get_or_init(|| {
                pack(&self.body)
                    .ok()
                    .filter(|packed| packed.len() < self.body.len())
            })
            .clone()
    }

    /// The answer, with gzip where the client takes it, so that what is sent often is compressed once.
    pub(super) async fn give(&self, headers: &HeaderMap) -> Response {
        if takes_gzip(headers)
            && let Some(bytes) = self.packed_aside().await
        {
            let mut response = with_type(self.media_type, bytes);
            set(&mut response, header::CONTENT_ENCODING, "gzip");
            return response;
        }
        let mut response = with_type(self.media_type, self.body.clone());
        response.extensions_mut().insert(AsStored);
        response
    }

    /// [`packed`](Self::packed) on a thread of its own, where there is work left to do.
    async fn packed_aside(&self) -> Option<Bytes> {
        if self.body.len() < MIN_PACKED || self.packed.get().is_some() {
            return self.packed();
        }
        let own = self.clone();
        // A failure of the thread leaves the bytes as they are.
        let packed = tokio::task::spawn_blocking(move || own.packed()).await;
        packed.ok().flatten()
    }
}

fn pack(body: &[u8]) -> io::Result<Bytes> {
    if body.len() < MIN_PACKED {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
    encoder.write_all(body)?;
    Ok(encoder.finish()?.into())
}

/// Tells one answer of a release from all others: by query, graphs and form, a page also by its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(u64, u64);

impl Key {
    /// The form depends on the kind of the query, and the kind on its text; so both forms that
    /// a request would take say enough, and the text need not be parsed.
    #[must_use]
    pub(super) fn new(
        release: &str,
        text: &str,
        dataset: &Dataset,
        forms: (Option<Form>, Option<Form>),
        reader: &str,
    ) -> Self {
        let program = env!("CARGO_PKG_VERSION");
        Self::of(&[
            release,
            program,
            &format!("{dataset:?}"),
            &format!("{forms:?}"),
            reader,
            text,
        ])
    }

    /// The key of all that an answer depends on; where a part may hold a NUL, it is the last.
    #[must_use]
    pub(super) fn of(parts: &[&str]) -> Self {
        let digest = sha256(parts.join("\0").as_bytes());
        let part = |range| u64::from_str_radix(digest.get(range).unwrap_or_default(), 16).unwrap_or_default();
        Self(part(0..16), part(16..32))
    }

    /// The entity tag; weak, since compression changes the bytes.
    #[must_use]
    pub(super) fn tag(self) -> String {
        format!("W/\"{:016x}{:016x}\"", self.0, self.1)
    }
}

/// What is kept in a store of bounded bytes.
pub(super) trait Keep: Clone {
    /// Bytes that it takes to keep this.
    fn weight(&self) -> u64;
}

impl Keep for Kept {
    fn weight(&self) -> u64 {
        // The form with gzip comes later and is smaller, a quarter as a rule.
        (self.body.len() + self.body.len() / 4) as u64 + OVERHEAD
    }
}

#[derive(Clone)]
pub(super) struct ByBytes;

impl<T: Keep> Weighter<Key, T> for ByBytes {
    fn weight(&self, _: &Key, kept: &T) -> u64 {
        kept.weight()
    }
}

/// What is kept of one release, within bounded bytes.
pub(super) type Store<T> = Cache<Key, T, ByBytes>;

/// An empty store of at most so many bytes, for things of about a usual length.
pub(super) fn store<T: Keep>(most: u64, usual: u64) -> Store<T> {
    let items = usize::try_from(most / usual).unwrap_or(1);
    Cache::with_weighter(items, most, ByBytes)
}

/// The kept answers of one release.
pub(super) struct Answers(Store<Kept>);

impl Default for Answers {
    fn default() -> Self {
        Self(store(MAX_KEPT, USUAL))
    }
}

impl Answers {
    /// The kept answer, or the right to find it: then nobody else looks for the same until it is
    /// found and [inserted](Finding::found), or given up.
    pub(super) async fn get(&self, key: Key) -> Result<Kept, Finding<'_>> {
        let outcome = self.0.get_value_or_guard_async(&key).await;
        outcome.map_err(|guard| {
            Finding(Box::new(move |kept| {
                drop(guard.insert(kept));
            }))
        })
    }

    /// Bytes of all kept answers.
    #[must_use]
    pub(super) fn bytes(&self) -> u64 {
        self.0.weight()
    }

    /// How many answers are kept.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The right and duty to find an answer.
pub(super) struct Finding<'a>(Box<dyn FnOnce(Kept) + Send + 'a>);

impl Finding<'_> {
    /// Keeps the answer, unless it is too long.
    pub(super) fn found(self, kept: &Kept) {
        if kept.body.len() <= MAX_ONE {
            (self.0)(kept.clone());
        }
    }
}
