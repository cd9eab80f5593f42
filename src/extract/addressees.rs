//! Who is asked: the list between the operative verb and what is to be done.
//!
//! Example: "urges Governments, the private sector and all other relevant stakeholders to cooperate"
//! asks three. Counter-example: "calls for increased cooperation" asks nobody by name.

use super::lexicon::LEXICON;
use super::words::{Word, phrase_at};

/// Words with which an inserted phrase begins; it names nobody who is asked.
const INSERTIONS: [&str; 26] = [
    "in",
    "within",
    "as",
    "through",
    "on",
    "where",
    "upon",
    "with",
    "if",
    "subject",
    "from",
    "at",
    "by",
    "taking",
    "when",
    "inter",
    "especially",
    "under",
    "according",
    "pursuant",
    "during",
    "for",
    "bearing",
    "working",
    "using",
    "consistent",
];

/// Words before a name that do not belong to it.
const ARTICLES: [&str; 13] = [
    "the",
    "all",
    "its",
    "their",
    "relevant",
    "other",
    "our",
    "both",
    "various",
    "those",
    "interested",
    "concerned",
    "respective",
];

/// Longer objects are no lists of addressees; in words.
const LONGEST: usize = 120;

/// The canonical names of those whom the words after a verb address, in their order, each once.
pub(super) fn find(words: &[Word<'_>]) -> Vec<String> {
    let end = infinitive(words).unwrap_or(0);
    list(words.get(..end).unwrap_or_default())
}

/// The name with which some words begin, where it is a listed one.
pub(super) fn first(words: &[Word<'_>]) -> Vec<String> {
    known(without_articles(words))
        .map(|(_, name)| name.to_owned())
        .into_iter()
        .collect()
}

/// The canonical names in a list, in its order, each once.
pub(super) fn list(words: &[Word<'_>]) -> Vec<String> {
    let mut names = Vec::new();
    for item in items(words) {
        match name(item) {
            Some(name) if !names.contains(&name) => names.push(name),
            Some(_) => {}
            // Where the list does not begin with somebody, nobody is addressed.
            None if names.is_empty() => return Vec::new(),
            None => {}
        }
    }
    names
}

/// Where the infinitive begins that says what to do: "to" before a word in small letters that is no article.
fn infinitive(words: &[Word<'_>]) -> Option<usize> {
    let sentence = words
        .iter()
        .take(LONGEST)
        .take_while(|word| !word.ends_sentence());
    for (at, word) in sentence.enumerate() {
        let ends_list = word.is(":");
        let next = words.get(at + 1);
        let is_verb = next.is_none_or(|next| {
            next.is(":")
                || next.is(",")
                || (next.printed.starts_with(char::is_lowercase) && !ARTICLES.contains(&next.lower.as_str()))
        });
        if ends_list || (word.is("to") && is_verb) {
            return Some(at);
        }
    }
    None
}

/// The parts of a list, insertions left out.
fn items<'w, 't>(words: &'w [Word<'t>]) -> Vec<&'w [Word<'t>]> {
    let mut items = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let rest = words.get(start..).unwrap_or_default();
        let known = known(without_articles(rest)).map_or(0, |(length, _)| {
            length + rest.len() - without_articles(rest).len()
        });
        let end = rest
            .iter()
            .enumerate()
            .skip(known)
            .find(|(_, word)| {
                word.is(",") || word.is("and") || word.is("including") || word.is("particularly")
            })
            .map_or(rest.len(), |(at, _)| at);
        let item = rest.get(..end).unwrap_or_default();
        let inserted = item
            .first()
            .is_some_and(|word| INSERTIONS.contains(&word.lower.as_str()));
        if !item.is_empty() && !inserted {
            items.push(item);
        }
        start += end + 1;
    }
    items
}

fn without_articles<'w, 't>(mut words: &'w [Word<'t>]) -> &'w [Word<'t>] {
    while let [first, rest @ ..] = words {
        // A fixed name may begin with such a word: "all stakeholders".
        if known(words).is_some() || !ARTICLES.contains(&first.lower.as_str()) {
            break;
        }
        words = rest;
    }
    words
}

/// The listed name that stands at the beginning, with its length in words.
fn known(words: &[Word<'_>]) -> Option<(usize, &'static str)> {
    LEXICON.variants.iter().find_map(|(variant, name)| {
        let length = phrase_at(words, 0, variant);
        (length > 0).then_some((length, name.as_str()))
    })
}

fn name(item: &[Word<'_>]) -> Option<String> {
    let item = without_articles(item);
    if let Some((_, name)) = known(item) {
        return Some(name.to_owned());
    }
    let first = item.first()?;
    let is_head = LEXICON.heads.iter().any(|head| phrase_at(item, 0, head) > 0);
    let is_name = first.printed.starts_with(char::is_uppercase);
    (is_head || is_name).then(|| {
        let printed: Vec<&str> = item.iter().map(|word| word.printed).collect();
        printed.join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn lists_are_split_and_named() {
        for (words_after, names) in [
            (
                "Governments, the private sector, civil society and all other relevant stakeholders to fly",
                &[
                    "Governments",
                    "private sector",
                    "civil society",
                    "relevant stakeholders",
                ][..],
            ),
            ("the Secretary-General to submit a report", &["Secretary-General"]),
            (
                "the Secretary-General of the International Telecommunication Union to report to the Assembly",
                &["Secretary-General of the International Telecommunication Union"],
            ),
            (
                "all stakeholders, in particular developed countries, to fly kites",
                &["all stakeholders"],
            ),
            (
                "the United Nations Educational, Scientific and Cultural Organization and countries to fly",
                &[
                    "United Nations Educational, Scientific and Cultural Organization",
                    "States",
                ],
            ),
            (
                "the Kite Makers Union, in cooperation with States, to fly",
                &["Kite Makers Union"],
            ),
            ("the use of kites to reach the sky", &[]),
            ("increased efforts", &[]),
            ("all Member States:", &["Member States"]),
        ] {
            assert_eq!(find(&words(words_after)), names, "{words_after}");
        }
    }
}
