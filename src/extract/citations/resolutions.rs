//! Rule "numbered resolution": resolutions and decisions by organ and number.
//!
//! Example: "its resolutions 56/183 of 21 December 2001 and 57/270 B" cites A/RES/56/183 and A/RES/57/270B.
//! Counter-example: "resolution 73 adopted by the Plenipotentiary Conference" cites no document of the United Nations.

use super::line::{Found, Line, Rule};
use super::numbers::{self, Kind};
use super::organs::{self, Named, Speaker};
use super::target::Target;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "numbered resolution",
};

/// The same for bodies whose resolutions have no symbol with us.
pub(super) const OTHER_BODY: Rule = Rule {
    name: "resolution of another body",
};

/// Whose resolutions a sentence speaks of, for lists that titles interrupt.
#[derive(Debug, Clone)]
pub(super) struct Going {
    named: Named,
    decision: bool,
}

/// The citations at `at`, and the word behind them.
pub(super) fn at(line: &Line<'_>, at: usize, speaker: Speaker) -> Option<(Vec<Found>, usize, Going)> {
    let word = line.get(at)?;
    let decision = matches!(&*word.lower, "decision" | "decisions");
    if !decision && !matches!(&*word.lower, "resolution" | "resolutions") {
        return None;
    }
    let (numbers, end) = numbers::list(line, at + 1);
    if numbers.is_empty() {
        return None;
    }
    let (mut named, start) = organs::before(line, at);
    let mut after = end;
    if !matches!(named, Named::Listed(_))
        && let Some((organs, behind)) = organs::after(line, end)
    {
        named = Named::Listed(organs);
        after = if line.is(end, ",") { end } else { behind };
    }
    let going = Going { named, decision };
    let mut found = Vec::new();
    for (index, number) in numbers.iter().enumerate() {
        let start = if index == 0 { start } else { number.words.start };
        found.extend(one(number, start, speaker, &going));
    }
    Some((found, after, going))
}

/// A number further on in the same sentence: "…, on kites, and 57/238 of 20 December 2002".
pub(super) fn further(
    line: &Line<'_>,
    at: usize,
    speaker: Speaker,
    going: &Going,
) -> Option<(Vec<Found>, usize)> {
    let word = line.get(at)?;
    let (kind, _) = numbers::plain(word.printed)?;
    let listed = matches!(kind, Kind::Session | Kind::Year | Kind::Special);
    let dated = numbers::date(line, at + 1) > at + 1;
    let roman = kind == Kind::Plain && line.is(at + 1, "(");
    let joined = at > 0 && line.is_any(at - 1, &["and", ",", ";", "to"]);
    if !(listed && (dated || joined) || roman && joined) {
        return None;
    }
    let (numbers, end) = numbers::list(line, at);
    let found: Vec<Found> = numbers
        .iter()
        .filter(|number| number.kind != Kind::Plain)
        .filter_map(|number| one(number, number.words.start, speaker, going))
        .collect();
    (!found.is_empty()).then_some((found, end))
}

fn one(number: &numbers::Numbered, start: usize, speaker: Speaker, going: &Going) -> Option<Found> {
    let target = organs::target(&going.named, speaker, number, going.decision)?;
    let rule = if matches!(target, Target::Document(_)) {
        &RULE
    } else {
        &OTHER_BODY
    };
    let words = organs::span(start, number);
    Some(Found::numbered(words, target, number.place.clone(), rule))
}
