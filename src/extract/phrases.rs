//! Lists of phrases, found at a place in a text without trying each.

use rustc_hash::FxHashMap;

use super::words::Word;

/// Phrases by their first word; the longest first.
#[derive(Debug, Default)]
pub(super) struct Phrases(FxHashMap<String, Vec<Vec<String>>>);

impl Phrases {
    /// The phrases of a list, in lower case, their words parted by single spaces.
    pub(super) fn new(list: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::by(list, <[String]>::first)
    }

    /// The same, by their last word: for [`Phrases::before`].
    pub(super) fn by_last_word(list: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::by(list, <[String]>::last)
    }

    fn by(
        list: impl IntoIterator<Item = impl AsRef<str>>,
        key: impl Fn(&[String]) -> Option<&String>,
    ) -> Self {
        let mut phrases: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for phrase in list {
            let words: Vec<String> = phrase.as_ref().split(' ').map(str::to_owned).collect();
            if let Some(word) = key(&words).cloned() {
                phrases.entry(word).or_default().push(words);
            }
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Self(phrases)
    }

    /// The length in words of the longest phrase that begins at `at`.
    pub(super) fn at(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let phrases = self.0.get(&*words.get(at)?.lower)?;
        phrases
            .iter()
            .find(|phrase| stands(words, at, phrase))
            .map(Vec::len)
    }

    /// The length in words of the longest phrase that ends before `end`.
    pub(super) fn before(&self, words: &[Word<'_>], end: usize) -> Option<usize> {
        let phrases = self.0.get(&*words.get(end.checked_sub(1)?)?.lower)?;
        phrases
            .iter()
            .find(|phrase| {
                end.checked_sub(phrase.len())
                    .is_some_and(|at| stands(words, at, phrase))
            })
            .map(Vec::len)
    }
}

fn stands(words: &[Word<'_>], at: usize, phrase: &[String]) -> bool {
    let here = words.get(at..at + phrase.len());
    here.is_some_and(|here| {
        here.iter()
            .zip(phrase)
            .all(|(word, wanted)| *word.lower == **wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn the_longest_phrase_is_found() {
        let text = words("fly within existing resources and wind");
        let list = ["within", "within existing resources", "resources"];
        assert_eq!(Phrases::new(list).at(&text, 1), Some(3));
        assert_eq!(Phrases::new(list).at(&text, 0), None);
        assert_eq!(Phrases::by_last_word(list).before(&text, 4), Some(3));
        assert_eq!(Phrases::by_last_word(list).before(&text, 2), Some(1));
        assert_eq!(Phrases::by_last_word(list).before(&text, 0), None);
    }
}
