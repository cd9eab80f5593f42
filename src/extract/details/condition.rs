//! Conditions that limit what is asked: "within existing resources", "as appropriate".

use super::super::words::Word;
use super::lists::LISTS;

pub(super) fn find(words: &[Word<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(length) = LISTS.conditions.at(words, at) else {
            at += 1;
            continue;
        };
        let printed: Vec<&str> = words
            .iter()
            .skip(at)
            .take(length)
            .map(|word| &*word.lower)
            .collect();
        let condition = printed.join(" ");
        if !found.contains(&condition) {
            found.push(condition);
        }
        at += length;
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
