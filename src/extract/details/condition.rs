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
            .map(|word| word.printed)
            .collect();
        let condition = printed.join(" ");
        if !found.iter().any(|known| known.eq_ignore_ascii_case(&condition)) {
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

    /// Catches: a shorter condition inside a longer one, one told twice, names without their capitals.
    #[test]
    fn the_longest_condition_is_kept() {
        let found = find(&words(
            "fly, within existing mandates and resources, kites, as appropriate, and land, as appropriate. As Appropriate, \
             in accordance with United Nations budgetary procedures",
        ));
        assert_eq!(
            found,
            [
                "within existing mandates and resources",
                "as appropriate",
                "in accordance with United Nations budgetary procedures"
            ]
        );
    }
}
