//! The sign "first recalled": the latest of the organ's own resolutions in the first recalling paragraph of
//! the preamble that names one of the last few sessions. Example: "Recalling its resolutions 97/12 of
//! 3 May 2042 and 98/12 of 4 May 2043" gives 98/12. Counter-examples: "Recalling Council resolution 2043/7"
//! gives nothing to the Assembly, and "Reaffirming its resolution 70/1" nothing to a resolution of session 79.

use super::{WORDS, session};
use crate::corpus::Symbol;
use crate::extract::reuse::Source;
use crate::extract::reuse::tokens::tokens;

/// "its resolution" stands among so many first words.
const HEAD: usize = 12;

/// A series is continued within so many sessions, or years.
const PAUSE: u32 = 4;

/// The resolution that the preamble recalls first.
pub(super) fn first(source: &Source) -> Option<Symbol> {
    let (prefix, _) = source.symbol.as_str().split_once("/RES/")?;
    let preamble = source
        .passages
        .iter()
        .filter(|passage| passage.path.starts_with("pp/"));
    preamble
        .filter_map(|passage| latest(&passage.text, prefix, &source.symbol))
        .next()
}

/// The latest resolution before `own` that a recalling paragraph names as the organ's own.
fn latest(text: &str, prefix: &str, own: &Symbol) -> Option<Symbol> {
    let words: Vec<&str> = tokens(text)
        .iter()
        .filter_map(|word| text.get(word.start..word.end))
        .collect();
    let is_one_of = |word: &str, list: &[String]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let begins = |known: &String| {
        let mut own = words.iter();
        known
            .split(' ')
            .all(|word| own.next().is_some_and(|own| own.eq_ignore_ascii_case(word)))
    };
    if !WORDS.recalling.iter().any(begins) {
        return None;
    }
    let mut head = words.iter().take(HEAD).skip_while(|word| **word != "its").skip(1);
    if !head.any(|word| is_one_of(word, &WORDS.resolutions)) {
        return None;
    }
    let mut of_resolutions = false;
    let mut found: Vec<Symbol> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if is_one_of(word, &WORDS.resolutions) {
            let whose = at.checked_sub(1).and_then(|before| words.get(before));
            of_resolutions = whose.is_none_or(|whose| !is_one_of(whose, &WORDS.others));
        } else if is_one_of(word, &WORDS.others) {
            of_resolutions = false;
        } else if of_resolutions {
            found.extend(number(word, words.get(at + 1).copied(), prefix));
        }
    }
    let own_session = session(own)?;
    let follows = |symbol: &Symbol| {
        let before = session(symbol).and_then(|earlier| own_session.checked_sub(earlier));
        before.is_some_and(|before| (1..=PAUSE).contains(&before))
    };
    found.into_iter().filter(follows).max()
}

/// "98/12" and the letter behind it as a symbol.
fn number(word: &str, next: Option<&str>, prefix: &str) -> Option<Symbol> {
    let (session, number) = word.split_once('/')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(session) || !digits(number) {
        return None;
    }
    let letter = next
        .filter(|next| matches!(next.as_bytes(), [b'A'..=b'Z']))
        .unwrap_or_default();
    Symbol::parse(&format!("{prefix}/RES/{word}{letter}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: numbers of other bodies, of decisions, and of later or much older resolutions taken for
    /// the one that is followed.
    #[test]
    fn the_latest_of_its_own() {
        for (own, text, expected) in [
            (
                "A/RES/99/12",
                "Recalling its resolutions 97/12 of 3 May 2042 and 98/14 B of 4 May 2043, and decision 98/500,",
                Some("A/RES/98/14B"),
            ),
            ("A/RES/99/12", "Recalling Council resolution 2043/7,", None),
            (
                "A/RES/99/12",
                "Recalling also all its previous resolutions on kites, the latest of which was resolution 98/3, and Economic and Social Council resolution 2043/7,",
                Some("A/RES/98/3"),
            ),
            (
                "E/RES/2044/2",
                "Recalling its resolution 2043/7 and Assembly resolution 98/3,",
                Some("E/RES/2043/7"),
            ),
            ("A/RES/99/12", "Deploring its resolution 98/3,", None),
            ("A/RES/99/12", "Recalling its resolutions 99/13 and 94/3,", None),
        ] {
            let own = Symbol::parse(own).unwrap();
            let (prefix, _) = own.as_str().split_once("/RES/").unwrap();
            let found = latest(text, prefix, &own);
            assert_eq!(found.as_ref().map(Symbol::as_str), expected, "{text}");
        }
    }
}
