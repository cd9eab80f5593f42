//! Answers to the ready-made questions, found once per release before anybody asks.
//!
//! The questions of `queries/` are what pages link to and what newcomers send first; many of them count and
//! group, which the evaluator is slow at. They are told by their text below the comments at its head, and written
//! in any form when they are asked.

use super::log::tell;
use super::state::{AppState, Loaded};
use crate::query::library::without_header;
use crate::query::{
    Answer, CancellationToken, Dataset, Limits, NamedQuery, evaluate_finding, on_deep_stack, parse,
};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

/// Bounds of one prepared answer; a longer one is found when it is asked.
const BOUNDS: Limits = Limits {
    time: Duration::from_secs(10),
    rows: 20_000,
    bytes: 2 << 20,
    memory: 256 << 20,
    concurrent: 1,
};

/// The prepared answers of one release.
#[derive(Default)]
pub(super) struct Prepared(RwLock<HashMap<String, Arc<Answer>>>);

impl Prepared {
    /// The answer over the whole dataset, where it is there already.
    #[must_use]
    pub(super) fn get(&self, text: &str) -> Option<Arc<Answer>> {
        let answers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        answers.get(question(text)).cloned()
    }

    /// How many are there.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn keep(&self, text: &str, answer: Answer) {
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        answers.insert(question(text).to_owned(), Arc::new(answer));
    }
}

/// What tells queries apart: the text below the comments at its head. The algebra would tell more of them alike, but
/// the parser gives variables of its own new names each time.
fn question(text: &str) -> &str {
    without_header(text).trim_end()
}

/// Begins to find the answers for the release that is served now, one after the other on one thread beside
/// those that answer requests. It ends early when the release has been replaced.
pub(super) fn prepare(state: &AppState) {
    let queries = state.queries.clone();
    let loaded = Arc::downgrade(&state.current());
    if let Err(error) = on_deep_stack(move || find_all(&queries, &loaded)) {
        tell(&format!(
            "Ready-made questions are answered when asked only: {error}"
        ));
    }
}

fn find_all(queries: &[NamedQuery], loaded: &Weak<Loaded>) {
    // First the search index, for which somebody may be waiting; a failure is told to whoever searches.
    if let Some(loaded) = loaded.upgrade() {
        drop(loaded.search());
        let _ = loaded.names();
    }
    for query in queries {
        let Some(loaded) = loaded.upgrade() else {
            return;
        };
        find(&query.text, &loaded);
    }
}

/// What cannot be prepared is told to whoever asks it.
fn find(text: &str, loaded: &Loaded) {
    let Ok(query) = parse(text) else {
        return;
    };
    let (store, token) = (&loaded.release.store, CancellationToken::new());
    let search = || loaded.search();
    if let Ok(answer) = evaluate_finding(store, query, &Dataset::default(), &BOUNDS, token, search) {
        loaded.prepared.keep(text, answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a header that tells one question from itself, a `#` of an IRI taken for a comment.
    #[test]
    fn comments_at_the_head_do_not_tell_questions_apart() {
        let bare = "SELECT * { ?s a <http://e/#x> }";
        assert_eq!(question(&format!("# title: A\n#   b\n\n{bare}\n")), bare);
        assert_eq!(question(bare), bare);
        assert_eq!(question("# only words"), "");
        assert_ne!(question("SELECT * { ?s a <http://e/#y> }"), bare);
    }
}
