//! Rule "document symbol": documents by the symbol the text prints.
//!
//! Example: "A/67/65-E/2012/48 and Corr.1" cites the document and its corrigendum, with both symbols each.
//! Counter-example: "and/or" and "COVID-19/HIV" are no symbols.

use super::super::words::Word;
use super::line::{Found, Line, Rule};
use super::lists::LISTS;
use super::pinpoint::Pinpoint;
use super::places;
use super::target::Target;
use crate::corpus::Symbol;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "document symbol",
};

/// The citations at `at`, and the word behind them.
pub(super) fn at(line: &Line<'_>, at: usize) -> Option<(Vec<Found>, usize)> {
    let (symbol, mut end) = symbol(line, at)?;
    let mut all = vec![(at, end, symbol.clone())];
    loop {
        let next = separator(line, end);
        // "A/74/1, A/74/2 and A/74/3" in one bracket share what is named behind it.
        let more = if next == end {
            None
        } else {
            supplement(line, next, &symbol).or_else(|| {
                let (symbol, after) = self::symbol(line, next)?;
                Some((vec![symbol], after))
            })
        };
        let Some((symbols, after)) = more else { break };
        all.extend(symbols.into_iter().map(|symbol| (next, after, symbol)));
        end = after;
    }
    let bracketed = line.is(end, ")");
    let (place, after) = places::after(line, end);
    let last = all.len() - 1;
    let found = all.into_iter().enumerate().map(|(index, (start, end, symbol))| {
        let (place, end) = match (bracketed || index == last, index == last) {
            (true, true) => (place.clone(), end.max(after)),
            (true, false) => (place.clone(), end),
            _ => (Pinpoint::default(), end),
        };
        Found::numbered(start..end, Target::Document(symbol), place, &RULE)
    });
    Some((found.collect(), after.max(end)))
}

fn separator(line: &Line<'_>, at: usize) -> usize {
    let next = at + usize::from(line.is(at, ","));
    next + usize::from(line.is(next, "and"))
}

/// Whether a symbol begins at `at`.
pub(super) fn is_symbol(line: &Line<'_>, at: usize) -> bool {
    line.get(at)
        .is_some_and(|word| word.printed.contains('/') && has_organ(line.text(&(at..glued(line, at)))))
}

/// Whether a word begins like a symbol.
fn has_organ(word: &str) -> bool {
    let Some((organ, rest)) = word.split_once('/') else {
        return false;
    };
    let listed = LISTS.symbols.iter().any(|known| known == organ);
    let capitals =
        (2..=8).contains(&organ.len()) && organ.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    // Two steps with figures make a symbol of capitals nobody has listed.
    listed || (capitals && rest.contains('/') && rest.bytes().any(|b| b.is_ascii_digit()))
}

/// A symbol at `at`: its words without space between ("ICCD/COP(14)/23/Add.1"), and what stands apart ("(Part I)", "B").
fn symbol(line: &Line<'_>, at: usize) -> Option<(Symbol, usize)> {
    const LONGEST: usize = 60;
    let word = line.get(at)?;
    if !is_symbol(line, at) || word.printed.len() > LONGEST {
        return None;
    }
    let mut end = glued(line, at);
    let mut printed = line.text(&(at..end)).to_owned();
    if let Some((bracket, after)) = bracket(line, end) {
        // "A/75/6 (Sect. 27)/Corr.1"
        end = glued(line, after - 1);
        printed.push_str(&bracket);
        printed.push_str(line.text(&(after..end)));
    } else if line
        .get(end)
        .is_some_and(|next| next.printed.len() == 1 && line.is_capital(end))
        && printed.contains("/RES/")
        && line.get(end + 1).is_none_or(Word::is_mark)
    {
        printed.push_str(line.get(end)?.printed);
        end += 1;
    }
    Symbol::parse(&printed).ok().map(|symbol| (symbol, end))
}

/// Behind the words that stand together without space: brackets closed, marks of the sentence left out.
fn glued(line: &Line<'_>, at: usize) -> usize {
    const LONGEST: usize = 12;
    let mut end = at + 1;
    let mut open = 0;
    let mut next = end;
    while next < at + LONGEST {
        let (Some(before), Some(word)) = (line.get(next - 1), line.get(next)) else {
            break;
        };
        let (opens, closes) = (word.is("("), word.is(")"));
        let part = opens || (closes && open > 0) || word.is("/") || !word.is_mark();
        if before.end() != word.start || !part {
            break;
        }
        open += usize::from(opens);
        open -= usize::from(closes);
        next += 1;
        if open == 0 && !word.is("/") {
            end = next;
        }
    }
    end
}

/// "(Part I)", "(Vol. II)", "(III)" and "(2000)", without spaces.
fn bracket(line: &Line<'_>, at: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 6;
    if !line.is(at, "(") {
        return None;
    }
    let inside = line.get(at + 1)?;
    let part = line.is_any(at + 1, &["part", "parts", "vol", "vols", "sect"]);
    let session = inside.printed.bytes().all(|b| b"IVXLS-0123456789".contains(&b)) && line.is(at + 2, ")");
    let close = (at + 2..at + 2 + LONGEST).find(|end| line.is(*end, ")"))?;
    let words = line.words.get(at + 1..close)?;
    let mut text: String = words.iter().map(|word| word.printed).collect();
    if part && let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    (part || session).then(|| (format!("({text})"), close + 1))
}

/// "Corr.1", "Add.1 and 2", "Rev.1" of a document named before.
fn supplement(line: &Line<'_>, at: usize, of: &Symbol) -> Option<(Vec<Symbol>, usize)> {
    let word = line.get(at)?.printed;
    let (kind, number) = word.split_once('.')?;
    if !matches!(kind, "Add" | "Corr" | "Rev" | "Amend") {
        return None;
    }
    let figures = |text: &str| !text.is_empty() && text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit());
    let mut numbers: Vec<String> = match number.split_once('-') {
        Some((first, last)) if figures(first) && figures(last) => {
            let (from, to): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
            (from..=to.min(from.saturating_add(50)))
                .map(|number| number.to_string())
                .collect()
        }
        _ if figures(number) => vec![number.to_owned()],
        _ => return None,
    };
    let mut end = at + 1;
    while let Some(next) = line
        .get(separator(line, end))
        .filter(|next| separator(line, end) > end && figures(next.printed))
    {
        numbers.push(next.printed.to_owned());
        end = separator(line, end) + 1;
    }
    let with = |number: String| {
        let halves: Vec<String> = of
            .as_str()
            .split('-')
            .map(|half| format!("{half}/{kind}.{number}"))
            .collect();
        // A hyphen may belong to the symbol itself ("A/RES/S-32/1").
        let double = of
            .as_str()
            .split('-')
            .skip(1)
            .all(|half| half.contains('/') && !half.starts_with(|c: char| c.is_ascii_digit()));
        let symbol = if double {
            halves.join("-")
        } else {
            format!("{of}/{kind}.{number}")
        };
        Symbol::parse(&symbol).ok()
    };
    Some((numbers.into_iter().filter_map(with).collect(), end))
}
