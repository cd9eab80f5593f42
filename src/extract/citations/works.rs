//! Rule "listed work": works that `data/cited-works.toml` knows by name.
//!
//! Example: "the goals of the 2030 Agenda" cites A/RES/70/1. Counter-example: "the Connect 2030 Agenda" is another
//! work, "a global digital compact" a draft, and "the Conference of the Parties to the Convention" a body.

use super::line::{Found, Line, Rule};
use super::lists::{LISTS, Name, all_at};
use super::target::{self, Target};

/// The rule.
pub(super) const RULE: Rule = Rule { name: "listed work" };

/// How the work with a slug is called: as the lists have it, or else as the citing words print it, where they print
/// no more and no less than its title.
#[must_use]
pub fn title(slug: &str, words: &str) -> Option<String> {
    if let Some(listed) = LISTS.titles.get(slug) {
        return Some(listed.clone());
    }
    let main = words.split(": ").next().unwrap_or(words);
    let printed = main.trim_matches(|c: char| !(c.is_alphanumeric() || c == ')'));
    (target::slug(printed) == slug).then(|| printed.to_owned())
}

/// How many words a body's name may stand before the work it is named after.
const BODY: usize = 12;

/// What stands at `at` by name: the words it takes, and the citation unless it only looks like a work.
pub(super) fn at(line: &Line<'_>, at: usize) -> Option<(Option<Found>, usize)> {
    all_at(&LISTS.names, &line.words, at).find_map(|(length, name)| {
        let end = at + length;
        if line.is_marked_inside(&(at..end)) || !fits(line, at, name) {
            return None;
        }
        let work = name.work.and_then(|index| LISTS.works.get(index));
        let found = work.filter(|_| !is_of_body(line, at));
        let found = found.map(|work| {
            let target = if work.as_printed {
                Target::titled(line.text(&(at..end)))
            } else {
                work.target.clone()
            };
            Found::titled(at..end, target, work.place.clone(), &RULE)
        });
        Some((found, end))
    })
}

/// Whether a name that several works have means this one here.
fn fits(line: &Line<'_>, at: usize, name: &Name) -> bool {
    if !name.partly {
        return true;
    }
    // "the Madrid Plan of Action" is not the Plan of Action.
    if at > 0 && line.is_capital(at - 1) {
        return false;
    }
    let with = name
        .work
        .and_then(|index| LISTS.works.get(index))
        .map(|work| &work.with);
    with.is_some_and(|with| with.iter().any(|phrase| has(line, phrase)))
}

/// Whether the line has a phrase in small letters; lines are short where names are few.
fn has(line: &Line<'_>, phrase: &str) -> bool {
    let mut wanted = phrase.split(' ');
    let first = wanted.next().unwrap_or_default();
    let rest: Vec<&str> = wanted.collect();
    line.words.iter().enumerate().any(|(at, word)| {
        word.is(first)
            && rest
                .iter()
                .enumerate()
                .all(|(offset, wanted)| line.is(at + offset + 1, wanted))
    })
}

/// Whether a body is meant that is named after the work.
pub(super) fn is_of_body(line: &Line<'_>, at: usize) -> bool {
    let before = if at > 0 && line.is(at - 1, "the") {
        at - 1
    } else {
        at
    };
    let from = before.saturating_sub(BODY);
    let words: Vec<&str> = line
        .words
        .get(from..before)
        .unwrap_or_default()
        .iter()
        .map(|word| &*word.lower)
        .collect();
    let text = words.join(" ");
    LISTS.bodies_of.iter().any(|body| text.ends_with(body.as_str()))
}

#[cfg(test)]
mod tests {
    use super::title;

    /// Catches: a listed work under a short name, one that is not listed under what stands beside its title.
    #[test]
    fn works_are_called_by_their_titles() {
        let named = |slug, words| title(slug, words);
        assert_eq!(
            named("charter-of-the-united-nations", "the Charter").as_deref(),
            Some("Charter of the United Nations")
        );
        assert_eq!(
            named("kites-2044", "“Kites 2044: Flying High”").as_deref(),
            Some("Kites 2044")
        );
        assert_eq!(named("kites-2044", "chapter 2 of Kites 2044"), None);
    }
}
