//! What a paragraph does with what it cites: the connector before the citation, or the verb that governs it.

use super::line::Line;
use super::lists::{LISTS, longest_in_small};

/// The function of a citation without connector and verb.
const PLAIN: &str = "cites";

/// How many words may stand between a connector and what it leads to.
const REACH: usize = 10;

/// The connectors and verbs of a line, in the order of its words.
#[derive(Debug)]
pub(super) struct Functions {
    /// Behind the words, and the index of the function.
    connectors: Vec<(usize, usize)>,
    verbs: Vec<(usize, usize)>,
}

impl Functions {
    pub(super) fn of(line: &Line<'_>) -> Self {
        let mut connectors = Vec::new();
        let mut verbs = Vec::new();
        for at in (0..line.words.len()).filter(|at| line.may_govern(*at)) {
            if let Some((length, function)) = longest_in_small(&LISTS.connectors, &line.words, at) {
                connectors.push((at + length, *function));
            }
            if let Some((length, function)) = longest_in_small(&LISTS.verbs, &line.words, at)
                && is_verb(line, at)
            {
                verbs.push((at + length, *function));
            }
        }
        Self { connectors, verbs }
    }

    /// The function of what begins at `at`.
    pub(super) fn at(&self, line: &Line<'_>, at: usize) -> &'static str {
        let last = |list: &[(usize, usize)]| {
            let next = list.partition_point(|(end, _)| *end <= at);
            next.checked_sub(1).and_then(|last| list.get(last)).copied()
        };
        let connector = last(&self.connectors).filter(|(end, _)| leads(line, *end, at));
        let (_, function) = match connector.or_else(|| last(&self.verbs)) {
            Some(function) => function,
            None => return PLAIN,
        };
        LISTS.functions.get(function).map_or(PLAIN, String::as_str)
    }
}

/// Whether nothing but the name of an organ stands between a connector and a citation.
fn leads(line: &Line<'_>, end: usize, at: usize) -> bool {
    at - end <= REACH
        && !(end..at).any(|at| {
            line.get(at)
                .is_some_and(|word| word.ends_sentence() || word.is(","))
        })
}

/// Whether a word that may be a noun is a verb here: bare forms stand behind "we".
fn is_verb(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.get(at) else { return false };
    let bare = !(word.lower.ends_with("ing") || word.lower.ends_with('s') || word.lower.ends_with("ed"));
    let we = || (at.saturating_sub(3)..at).any(|before| line.is(before, "we"));
    let phrase = line.is_any(
        at,
        &[
            "bearing",
            "mindful",
            "conscious",
            "having",
            "guided",
            "aware",
            "are",
        ],
    );
    !bare || phrase || we()
}
