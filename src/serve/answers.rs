//! Answers to queries, kept as long as their release is served.
//!
//! A release never changes, so neither does the answer to a query on it. The
//! store of answers belongs to the release and goes with it. Its bytes are
//! bounded; what was asked least goes first. While an answer is being found,
//! others who ask the same wait for it.

use super::forms::Form;
use crate::digest::sha256;
use crate::query::Dataset;
use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Most bytes of all kept answers.
pub(super) const MAX_KEPT: u64 = 128 << 20;
/// Most bytes of one kept answer; longer ones are found anew each time.
pub(super) const MAX_ONE: usize = 8 << 20;
/// What a kept answer takes beside its bytes.
const OVERHEAD: u64 = 256;
/// How long an answer is taken to be before any is known.
const USUAL: u64 = 4 << 10;

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub body: Bytes,
    /// Whether it is a page, which comes with a policy.
    pub page: bool,
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
        let all = format!("{release}\0{program}\0{dataset:?}\0{forms:?}\0{reader}\0{text}");
        let digest = sha256(all.as_bytes());
        let part = |range| u64::from_str_radix(digest.get(range).unwrap_or_default(), 16).unwrap_or_default();
        Self(part(0..16), part(16..32))
    }

    /// The entity tag; weak, since compression changes the bytes.
    #[must_use]
    pub(super) fn tag(self) -> String {
        format!("W/\"{:016x}{:016x}\"", self.0, self.1)
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Kept> for ByBytes {
    fn weight(&self, _: &Key, kept: &Kept) -> u64 {
        kept.body.len() as u64 + OVERHEAD
    }
}

/// The kept answers of one release.
pub(super) struct Answers(Cache<Key, Kept, ByBytes>);

impl Default for Answers {
    fn default() -> Self {
        let items = usize::try_from(MAX_KEPT / USUAL).unwrap_or(1);
        Self(Cache::with_weighter(items, MAX_KEPT, ByBytes))
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
