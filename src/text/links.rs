//! What a link means: the file's address, read together with the words it stands on.
//!
//! Addresses in official files name half of a double symbol, or another series
//! with the same number; the printed words are what the organ said. So words
//! that are a whole symbol come before the address, and two links joined by a
//! dash are the one document whose double symbol they print.

use crate::corpus::Symbol;
use crate::corpus::reading::{Provision, Reading};

/// Settles what every link of a reading leads to.
pub(super) fn settle(reading: &mut Reading) {
    for provision in &mut reading.provisions {
        by_words(provision);
        join_doubles(provision);
    }
}

fn by_words(provision: &mut Provision) {
    for link in &mut provision.links {
        // "70/1" is a number, not a symbol: it needs its address.
        if link.target.is_some()
            && link.words.starts_with(|c: char| c.is_ascii_uppercase())
            && let Ok(printed) = Symbol::parse(&link.words)
            && is_whole(&printed)
        {
            link.target = Some(printed);
        }
    }
}

/// Symbols cut short by the end of a link ("A/C.2/59") have fewer parts than
/// any document.
fn is_whole(symbol: &Symbol) -> bool {
    let parts = symbol.as_str().split('/').count();
    parts >= 3 && !(symbol.as_str().starts_with("A/C.") && parts < 4)
}

/// `A/74/62` and `E/2019/6` with nothing but a dash between them.
fn join_doubles(provision: &mut Provision) {
    let characters: Vec<char> = match provision.links.len() {
        0 | 1 => return,
        _ => provision.text.chars().collect(),
    };
    for first in 0..provision.links.len() - 1 {
        let joined = match provision.links.get(first..first + 2) {
            Some([a, b]) if is_dash(between(a.offset + a.words.chars().count(), b.offset, &characters)) => a
                .target
                .as_ref()
                .zip(b.target.as_ref())
                .and_then(|(a, b)| Symbol::parse(&format!("{a}-{b}")).ok()),
            _ => None,
        };
        if let (Some(joined), Some(pair)) = (joined, provision.links.get_mut(first..first + 2)) {
            pair.iter_mut()
                .for_each(|link| link.target = Some(joined.clone()));
        }
    }
}

fn between(end: usize, start: usize, text: &[char]) -> &[char] {
    text.get(end..start).unwrap_or_default()
}

fn is_dash(text: &[char]) -> bool {
    matches!(text, ['-' | '\u{2010}'..='\u{2015}' | '\u{2212}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reading::{Link, ProvisionKind};

    fn provision(text: &str, links: &[(&str, &str)]) -> Provision {
        let link = |(words, target): &(&str, &str)| {
            let byte = text.find(words).unwrap();
            Link {
                href: String::new(),
                target: Some(Symbol::parse(target).unwrap()),
                words: (*words).to_owned(),
                offset: text[..byte].chars().count(),
            }
        };
        Provision {
            kind: ProvisionKind::Footnote,
            path: "fn/1".to_owned(),
            parent: None,
            number: None,
            label: None,
            text: text.to_owned(),
            operative: None,
            akn_id: None,
            links: links.iter().map(link).collect(),
            marks: Vec::new(),
            level: 0,
        }
    }

    fn settled(text: &str, links: &[(&str, &str)]) -> Vec<String> {
        let mut provision = provision(text, links);
        by_words(&mut provision);
        join_doubles(&mut provision);
        provision
            .links
            .iter()
            .map(|link| link.target.as_ref().unwrap().to_string())
            .collect()
    }

    #[test]
    fn double_symbols_are_one_document() {
        let half = [("A/67/65-E/2012/48", "A/67/65")];
        assert_eq!(settled("A/67/65-E/2012/48.", &half), ["A/67/65-E/2012/48"]);
        let two = [("A/74/62", "A/74/62"), ("E/2019/6", "E/2019/6")];
        assert_eq!(settled("A/74/62−E/2019/6.", &two), ["A/74/62-E/2019/6"; 2]);
        assert_eq!(settled("A/74/62 and E/2019/6.", &two), ["A/74/62", "E/2019/6"]);
    }

    #[test]
    fn the_words_come_before_the_address() {
        assert_eq!(
            settled("A/73/798.", &[("A/73/798", "A/RES/73/798")]),
            ["A/73/798"]
        );
        assert_eq!(settled("70/1.", &[("70/1", "A/RES/70/1")]), ["A/RES/70/1"]);
        assert_eq!(
            settled("A/C.2/59/3.", &[("A/C.2/59", "A/C.2/59/3")]),
            ["A/C.2/59/3"]
        );
    }
}
