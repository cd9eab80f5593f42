//! Names that nobody gave but everybody uses: an acronym for the words it stands for, and an acronym with a year.

use super::kinds::EVENT;
use super::{Name, NameKind, Names, fold};
use rustc_hash::FxHashMap;

/// An acronym and the name it stands for, both folded.
type Pair = (String, String);

/// What may be put for words, by the first of them.
type Exchanges<'p> = FxHashMap<&'p str, Vec<(Vec<&'p str>, &'p str)>>;

/// Made names: text, language, thing.
pub(super) fn names(names: &Names, hosts: &[(u32, u32)], ordinals: &[(u32, String)]) -> Vec<(String, u32)> {
    let pairs = pairs(names);
    let mut exchanges: Exchanges<'_> = FxHashMap::default();
    for (acronym, words) in &pairs {
        for (from, to) in [(words, acronym), (acronym, words)] {
            let from: Vec<&str> = from.split(' ').collect();
            if let Some(first) = from.first() {
                exchanges.entry(first).or_default().push((from, to));
            }
        }
    }
    let mut made = Vec::new();
    for name in &names.names {
        if !matches!(name.kind, NameKind::Symbol | NameKind::Acronym) {
            exchanged(&fold(&name.text), &exchanges, |text| {
                made.push((text, name.thing));
            });
        }
    }
    for (event, body) in hosts {
        for acronym in acronyms(names, *body) {
            occasions(names, *event, &acronym, ordinals, &mut made);
        }
    }
    made
}

/// A text with some of its words put for others, in every way in which one exchange can be made.
fn exchanged(text: &str, exchanges: &Exchanges<'_>, mut give: impl FnMut(String)) {
    let words: Vec<&str> = text.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        for (from, to) in exchanges.get(word).into_iter().flatten() {
            let end = at + from.len();
            // A name that is nothing else has the other one already.
            if words.get(at..end) != Some(from.as_slice()) || from.len() == words.len() {
                continue;
            }
            let before = words.get(..at).unwrap_or_default();
            let after = words.get(end..).unwrap_or_default();
            let parts: Vec<&str> = before
                .iter()
                .chain(std::iter::once(to))
                .chain(after)
                .copied()
                .collect();
            give(parts.join(" "));
        }
    }
}

/// "IGF 2019", "IGF 14", for a meeting of a body with an acronym.
fn occasions(
    names: &Names,
    event: u32,
    acronym: &str,
    ordinals: &[(u32, String)],
    made: &mut Vec<(String, u32)>,
) {
    let Some(thing) = names.things.get(event as usize) else {
        return;
    };
    if !thing.classes.contains(&EVENT) {
        return;
    }
    made.extend(
        thing
            .years
            .iter()
            .map(|year| (format!("{acronym} {year}"), event)),
    );
    let own = ordinals.iter().filter(|(of, _)| *of == event);
    made.extend(own.map(|(_, number)| (format!("{acronym} {number}"), event)));
}

fn acronyms(names: &Names, body: u32) -> Vec<String> {
    let own = names
        .names
        .iter()
        .filter(|name| name.thing == body && name.kind == NameKind::Acronym);
    own.map(|name| name.text.clone()).collect()
}

/// The acronyms with the English names they stand for; those of several things are left out.
fn pairs(names: &Names) -> Vec<Pair> {
    let acronyms: Vec<&Name> = names
        .names
        .iter()
        .filter(|name| {
            name.kind == NameKind::Acronym && name.text.chars().filter(|c| c.is_uppercase()).count() > 1
        })
        .collect();
    let mut pairs = Vec::new();
    for acronym in &acronyms {
        let folded = fold(&acronym.text);
        let several = acronyms
            .iter()
            .any(|other| other.thing != acronym.thing && fold(&other.text) == folded);
        if several {
            continue;
        }
        let Some(thing) = names.things.get(acronym.thing as usize) else {
            continue;
        };
        let words = fold(thing.label("en"));
        if words.contains(' ') && words != folded {
            pairs.push((folded, words));
        }
    }
    pairs
}
