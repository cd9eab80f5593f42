//! Names that nobody gave but everybody uses: an acronym for the words it stands for, and an acronym with a year.

use super::kinds::EVENT;
use super::{Name, NameKind, Names, fold};

/// An acronym and the name it stands for, both folded.
type Pair = (String, String);

/// Made names: text, language, thing.
pub(super) fn names(names: &Names, hosts: &[(u32, u32)], ordinals: &[(u32, String)]) -> Vec<(String, u32)> {
    let pairs = pairs(names);
    let mut made = Vec::new();
    for name in &names.names {
        if matches!(name.kind, NameKind::Symbol | NameKind::Acronym) {
            continue;
        }
        let folded = fold(&name.text);
        for (acronym, words) in &pairs {
            made.extend(put(&folded, words, acronym).map(|text| (text, name.thing)));
            made.extend(put(&folded, acronym, words).map(|text| (text, name.thing)));
        }
    }
    for (event, body) in hosts {
        for acronym in acronyms(names, *body) {
            occasions(names, *event, &acronym, ordinals, &mut made);
        }
    }
    made
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

/// A text with some words put for others; `None` where it does not have them, or is nothing else.
fn put(text: &str, words: &str, instead: &str) -> Option<String> {
    let at = text.find(words)?;
    let end = at + words.len();
    let whole = (at == 0 || text.get(..at)?.ends_with(' '))
        && (end == text.len() || text.get(end..)?.starts_with(' '));
    if !whole || text.len() == words.len() {
        return None;
    }
    Some(format!("{}{instead}{}", text.get(..at)?, text.get(end..)?))
}
