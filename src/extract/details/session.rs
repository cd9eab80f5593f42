//! Sessions: "at its thirtieth session", "at the eightieth session of the General Assembly".
//!
//! Counter-example: "at the fifth meeting" is no session, and "its thirtieth session" with no body named
//! before it is nobody's.

use super::super::calendar::ordinal;
use super::super::names::known;
use super::super::words::Word;
use super::lists::SESSIONS;

/// A session named in some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub body: String,
    pub number: u16,
    /// The index of the ordinal, and the index behind "session" or the body's name.
    pub at: usize,
    pub end: usize,
}

impl Named {
    /// The year in which it opens, where `data/sessions.toml` tells.
    pub(super) fn year(&self) -> Option<u16> {
        let sessions = SESSIONS.iter().find(|sessions| sessions.body == self.body)?;
        (self.number >= sessions.first).then(|| self.number + sessions.plus)
    }
}

/// The session whose ordinal stands at `at`.
pub(super) fn at(words: &[Word<'_>], at: usize, addressees: &[String]) -> Option<Named> {
    let number = ordinal(&words.get(at)?.lower)?;
    let session = (at + 1..at + 4).find(|at| {
        words
            .get(*at)
            .is_some_and(|word| word.is("session") || word.is("sessions"))
    })?;
    // "its twenty-ninth and thirtieth sessions": the ordinals between belong together.
    let between = words.get(at + 1..session)?;
    if !between
        .iter()
        .all(|word| word.is("and") || word.is("regular") || word.is(",") || ordinal(&word.lower).is_some())
    {
        return None;
    }
    let (body, end) = behind(words, session + 1)
        .or_else(|| before(words, at, addressees).map(|body| (body, session + 1)))?;
    Some(Named {
        body,
        number,
        at,
        end,
    })
}

/// "session |of the Commission on Kites".
fn behind(words: &[Word<'_>], at: usize) -> Option<(String, usize)> {
    if !words.get(at)?.is("of") {
        return None;
    }
    let (length, names) = known(words, at + 1)?;
    Some((names.first()?.clone(), at + 1 + length))
}

/// The last body with sessions that is named before, or else one that is asked.
fn before(words: &[Word<'_>], at: usize, addressees: &[String]) -> Option<String> {
    let meets = |name: &str| SESSIONS.iter().any(|sessions| sessions.body == name);
    let named = (0..at).rev().find_map(|place| {
        let (_, names) = known(words, place)?;
        names.iter().find(|name| meets(name)).cloned()
    });
    named.or_else(|| addressees.iter().find(|name| meets(name)).cloned())
}
