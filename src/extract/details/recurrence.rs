//! How often an act comes round: "annually", "on a biennial basis".
//!
//! Counter-example: "the annual forum" names a forum; only a report or deed that is itself annual counts.

use super::super::words::Word;
use super::lists::LISTS;

pub(super) fn find(words: &[Word<'_>]) -> Option<&'static str> {
    (0..words.len()).find_map(|at| {
        LISTS.recurrence.iter().find_map(|(name, written)| {
            let length = written.at(words, at)?;
            counts(words, at, length).then_some(name.as_str())
        })
    })
}

fn counts(words: &[Word<'_>], at: usize, length: usize) -> bool {
    let adverb = words.get(at + length - 1).is_some_and(|word| {
        word.lower.ends_with("ly")
            || word.is("year")
            || word.is("years")
            || word.is("basis")
            || word.is("intervals")
    });
    adverb
        || words
            .iter()
            .skip(at + length)
            .take(3)
            .take_while(|word| !word.is_mark())
            .any(|word| LISTS.recurring.contains(&*word.lower))
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    #[test]
    fn only_the_deed_itself_is_annual() {
        for (text, recurrence) in [
            ("submit an annual report", Some("annual")),
            ("report annually", Some("annual")),
            ("submit a biennial report on kites", Some("biennial")),
            ("meet on an annual basis", Some("annual")),
            ("review periodically the kites", Some("periodic")),
            ("take part in the annual forum", None),
        ] {
            assert_eq!(find(&words(text)), recurrence, "{text}");
        }
    }
}
