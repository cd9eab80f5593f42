//! Rule "titled instrument": conventions, declarations and programmes by a whole title that no list has.
//!
//! Examples: "the Convention on Cluster Kites", "the Kigali Declaration". Counter-examples: "the political declaration"
//! and "the Convention" have no title of their own.

use super::line::{Found, Line, Rule};
use super::lists::{LISTS, all_at};
use super::pinpoint::Pinpoint;
use super::target::Target;
use super::works;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "titled instrument",
};

/// The longest title, in words.
const LONGEST: usize = 60;

/// The instrument whose noun stands at `at`; its words begin behind `from`.
pub(super) fn at(line: &Line<'_>, at: usize, from: usize) -> Option<(Found, usize)> {
    let (length, ()) = all_at(&LISTS.instruments, &line.words, at).next()?;
    let mut noun_end = at + length;
    // "Declaration and Programme of Action"
    if line.is(noun_end, "and")
        && let Some((second, ())) = all_at(&LISTS.instruments, &line.words, noun_end + 1).next()
    {
        noun_end += 1 + second;
    }
    let start = capitals_before(line, at, from);
    if line.is_marked_inside(&(start..noun_end)) {
        return None;
    }
    let noun = line.text(&(at..at + length));
    let end = title_end(line, noun_end, noun);
    let named = end > noun_end;
    let own = line.words.get(start..at).unwrap_or_default();
    let own = own.iter().any(|word| {
        word.printed.starts_with(char::is_alphabetic)
            && !LISTS.common.iter().any(|common| common == word.printed)
    });
    let ends = own && LISTS.ending.iter().any(|ending| ending == noun) && !line.is_capital(noun_end);
    // "the Declaration of Principles" may be anybody's.
    let common =
        all_at(&LISTS.names, &line.words, start).any(|(length, name)| name.partly && start + length == end);
    if !(named || ends) || common || works::is_of_body(line, start) {
        return None;
    }
    let target = Target::titled(line.text(&(start..end)));
    Some((Found::titled(start..end, target, Pinpoint::default(), &RULE), end))
}

/// The first of the capital words that stand directly before the noun.
fn capitals_before(line: &Line<'_>, at: usize, from: usize) -> usize {
    let mut start = at;
    while start > from && at - start < LONGEST {
        let before = start - 1;
        let year = line
            .get(before)
            .is_some_and(|word| word.printed.len() == 4 && word.printed.parse::<u16>().is_ok());
        let capital = line.is_capital(before) && !is_opening(line, before);
        if line.is_marked(start) {
            break;
        }
        // "the Council of Europe Convention"
        if line.is(before, "of")
            && before > from
            && start < at
            && line.is_capital(before - 1)
            && !is_opening(line, before - 1)
        {
            start = before - 1;
            continue;
        }
        if !(capital || year) {
            break;
        }
        start = before;
    }
    // A year alone is no part of a title: "the 1951 Convention relating to …".
    if line
        .get(start)
        .is_some_and(|word| word.printed.parse::<u16>().is_ok())
    {
        start += 1;
    }
    start.min(at)
}

/// Whether a capital only begins a sentence ("Recalling Kite Rules").
pub(super) fn is_opening(line: &Line<'_>, at: usize) -> bool {
    let first = at == 0
        || line
            .before(at)
            .is_some_and(|word| word.ends_sentence() || word.is(":"));
    first
        && line
            .get(at)
            .is_some_and(|word| word.lower.ends_with("ing") || word.lower.ends_with('s') || word.is("the"))
}

/// Where a title ends whose noun ends at `at`: at the last capital word that small words lead to.
pub(super) fn title_end(line: &Line<'_>, at: usize, noun: &str) -> usize {
    let leads = line.get(at).is_some_and(|word| {
        LISTS.leading.iter().any(|leading| leading == &word.lower)
            || (word.is("of") && LISTS.charters.iter().any(|charter| charter == noun))
    });
    if !leads || line.is_marked(at) {
        return at;
    }
    run_end(line, at)
}

/// The end of a run of capital words joined by small ones that begins at `at`.
pub(super) fn run_end(line: &Line<'_>, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while next < at + LONGEST {
        let Some(word) = line.get(next) else { break };
        if next > at && line.is_marked(next) {
            break;
        }
        if word.printed.starts_with(char::is_uppercase) || is_compound(word.printed) || is_figure(line, next)
        {
            end = next + 1;
        } else if !joins(line, next) || is_owner(line, next) {
            break;
        }
        next += 1;
    }
    end
}

/// "el-Sheikh"
fn is_compound(word: &str) -> bool {
    word.split_once('-')
        .is_some_and(|(first, second)| first.len() == 2 && second.starts_with(char::is_uppercase))
}

/// Whether "of the United Nations …" begins here: the organization whose work it is.
fn is_owner(line: &Line<'_>, at: usize) -> bool {
    line.is(at, "of")
        && line.is(at + 1, "the")
        && (line.is(at + 2, "united") && line.is(at + 3, "nations")
            || line.is_any(at + 2, &["african", "international", "world"]))
}

/// Whether a title goes on over this word: a small word of titles, an apostrophe, or a comma in a list of capitals.
fn joins(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.get(at) else { return false };
    if word.is(",") {
        // "Production, Stockpiling and Use"
        return line.is_capital(at + 1) && line.is_capital(at.wrapping_sub(1)) && is_list(line, at + 1);
    }
    if word.is("and") && line.is(at + 1, "the") {
        // Another work or none.
        let noun = (at + 2..at + 6).any(|at| is_noun(line, at));
        return !noun && all_at(&LISTS.names, &line.words, at + 2).next().is_none();
    }
    word.is("’") || LISTS.inside_titles.iter().any(|small| small == &word.lower)
}

fn is_noun(line: &Line<'_>, at: usize) -> bool {
    all_at(&LISTS.instruments, &line.words, at).next().is_some()
}

/// Whether capitals that begin at `at` end with "and" or "or" before another capital, and are no list of works.
fn is_list(line: &Line<'_>, at: usize) -> bool {
    const LONGEST: usize = 12;
    for next in at..at + LONGEST {
        if line.is_any(next, &["and", "or"]) {
            return line.is_capital(next + 1);
        }
        let small = line.is_any(next, &[",", "in", "of", "to", "for"]);
        if !(line.is_capital(next) || small) || line.is_marked(next) || is_noun(line, next) {
            return false;
        }
    }
    false
}

/// A year or decade inside a title, or a number before another capital ("the Next 1.5 Billion by 2020").
fn is_figure(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.get(at) else { return false };
    let figures = word
        .printed
        .bytes()
        .all(|b| b.is_ascii_digit() || b"-.".contains(&b));
    let year = word.printed.len() >= 4;
    let after = line.before(at).is_some_and(|before| {
        before.printed.starts_with(char::is_uppercase)
            || (before.is("by") && line.is_capital(at.wrapping_sub(2)))
    });
    figures && (year && after || line.is_capital(at + 1) && line.is_capital(at.wrapping_sub(1)))
}
