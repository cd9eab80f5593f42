//! Conditions that limit what is asked: "within existing resources", "as appropriate".

use super::super::words::{Word, phrase_at};
use super::lists::LISTS;

pub(super) fn find(words: &[Word<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let phrase = LISTS
            .conditions
            .phrases
            .iter()
            .find(|phrase| phrase_at(words, at, phrase) > 0);
        match phrase {
            Some(phrase) => {
                if !found.contains(phrase) {
                    found.push(phrase.clone());
                }
                at += phrase.split(' ').count();
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    #[test]
    fn the_longest_condition_is_kept() {
        let found = find(&words(
            "fly, within existing mandates and resources, kites, as appropriate, and land, as appropriate",
        ));
        assert_eq!(
            found,
            ["within existing mandates and resources", "as appropriate"]
        );
    }
}
