//! The words of all names: their stems, how rare they are, and which are nearly the same.

use super::super::resolve::lists::LISTS;
use rustc_hash::FxHashMap;

/// The weight of a word that says little ("of", "для").
const LITTLE: f32 = 0.12;

/// The share of a word that a name has too, where both are known words and differ in one letter.
const OTHER_WORD: f32 = 0.5;

/// The share of a word in the other number.
const PLURAL: f32 = 0.94;

/// A word of the names.
#[derive(Debug)]
struct Token {
    text: String,
    characters: usize,
    names: u32,
    weight: f32,
    little: bool,
    /// The languages of the names that have it, as bits.
    languages: u8,
}

/// The words of all names.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    all: Vec<Token>,
    places: FxHashMap<String, u32>,
    /// Words by their first letter and number of characters.
    shelves: FxHashMap<(char, usize), Vec<u32>>,
    /// The weight of a word no name has.
    rarest: f32,
}

/// A word of the names that a written word may be, and how far it is the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    pub token: u32,
    pub share: f32,
}

impl Tokens {
    /// The place of a word, which it gets here where it is new.
    pub(super) fn place(&mut self, word: &str) -> u32 {
        let stem = stem(word);
        if let Some(place) = self.places.get(stem) {
            return *place;
        }
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let characters = stem.chars().count();
        if let Some(first) = stem.chars().next() {
            self.shelves.entry((first, characters)).or_default().push(place);
        }
        self.places.insert(stem.to_owned(), place);
        self.all.push(Token {
            text: stem.to_owned(),
            characters,
            names: 0,
            weight: 1.0,
            little: LISTS.little.contains(word) || LISTS.little.contains(stem),
            languages: 0,
        });
        place
    }

    /// Notes that a name in a language has a word.
    pub(super) fn count(&mut self, place: u32, language: Option<&str>) {
        const TAGS: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];
        let bit = language.and_then(|language| TAGS.iter().position(|tag| *tag == language));
        if let Some(token) = self.all.get_mut(place as usize) {
            token.names += 1;
            // Names without a language are mostly English.
            token.languages |= 1 << bit.unwrap_or(2);
        }
    }

    /// Weighs all words, once every name is there: a word is worth more the fewer names have it.
    pub(super) fn weigh(&mut self, names: usize) {
        #[expect(clippy::cast_precision_loss, reason = "numbers of names are small")]
        let rarity = |having: u32| ((1.0 + names as f32) / (1.0 + having as f32)).ln().max(0.2);
        self.rarest = rarity(1);
        for token in &mut self.all {
            // Between a word of one name and one of many lies a factor of three, not ten: titles are made of common words.
            token.weight = 1.0 + rarity(token.names) / self.rarest.max(0.2);
            if token.little {
                token.weight = LITTLE;
            }
        }
        self.rarest = 2.0;
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn weight(&self, place: u32) -> f32 {
        self.all
            .get(place as usize)
            .map_or(self.rarest, |token| token.weight)
    }

    /// The weight of a word as written, whether a name has it or not.
    pub(super) fn weight_of(&self, word: &str) -> f32 {
        match self.places.get(stem(word)) {
            Some(place) => self.weight(*place),
            None if LISTS.little.contains(word) => LITTLE,
            None => self.rarest,
        }
    }

    /// Whether a word says little.
    pub(super) fn is_little(&self, place: u32) -> bool {
        self.all.get(place as usize).is_some_and(|token| token.little)
    }

    /// Whether a word is a number, or has figures in it.
    pub(super) fn is_number(&self, place: u32) -> bool {
        self.all
            .get(place as usize)
            .is_some_and(|token| has_figure(&token.text))
    }

    /// The words of names that a written word may be, the best first.
    pub(super) fn alike(&self, word: &str) -> Vec<Alike> {
        let stem = stem(word);
        let own = self.places.get(stem).copied();
        let mut alike: Vec<Alike> = own.map(|token| Alike { token, share: 1.0 }).into_iter().collect();
        if own.is_some_and(|token| self.is_little(token)) || has_figure(stem) {
            return alike;
        }
        let characters = stem.chars().count();
        let Some(first) = stem.chars().next() else {
            return alike;
        };
        let most = slips(characters);
        if most == 0 {
            return alike;
        }
        for other in characters.saturating_sub(most)..=characters + most {
            for place in self.shelves.get(&(first, other)).into_iter().flatten() {
                let Some(token) = self.all.get(*place as usize) else {
                    continue;
                };
                if Some(*place) == own || has_figure(&token.text) {
                    continue;
                }
                let known = own
                    .and_then(|own| self.all.get(own as usize))
                    .is_some_and(|own| own.languages & token.languages != 0);
                if let Some(share) = share(stem, characters, token, known) {
                    alike.push(Alike { token: *place, share });
                }
            }
        }
        alike.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.token.cmp(&b.token)));
        alike.truncate(24);
        alike
    }
}

/// How far a written word is a word of the names; `None` where they are too different to be one.
fn share(word: &str, characters: usize, token: &Token, known: bool) -> Option<f32> {
    let longer = characters.max(token.characters);
    let most = slips(characters.min(token.characters));
    let distance = strsim::osa_distance(word, &token.text);
    if distance > most {
        return None;
    }
    if distance == 1 && is_plural(word, &token.text) {
        return Some(PLURAL);
    }
    // A word that names in the same language have too is no slip of the pen for another one.
    if known {
        return (distance == 1).then_some(OTHER_WORD);
    }
    #[expect(clippy::cast_precision_loss, reason = "lengths of words are small")]
    let share = 1.0 - distance as f32 / longer as f32;
    Some(share)
}

/// Whether one of two words is the other with an s.
fn is_plural(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// How many letters may be wrong in a word of so many: none in short ones, which are other words then.
fn slips(characters: usize) -> usize {
    match characters {
        0..=3 => 0,
        4..=6 => 1,
        7..=12 => 2,
        _ => 3,
    }
}

pub(super) fn has_figure(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// The word without what declension adds to it: endings of Russian words, articles before Arabic ones.
fn stem(word: &str) -> &str {
    const KEPT: usize = 4;
    let first = word.chars().next().unwrap_or_default();
    if ('\u{0400}'..='\u{04FF}').contains(&first) {
        let shorter = LISTS.russian_endings.iter().find_map(|ending| {
            let rest = word.strip_suffix(ending.as_str())?;
            (rest.chars().count() >= KEPT).then_some(rest)
        });
        return shorter.unwrap_or(word);
    }
    if ('\u{0600}'..='\u{06FF}').contains(&first) {
        let shorter = LISTS.arabic_articles.iter().find_map(|article| {
            let rest = word.strip_prefix(article.as_str())?;
            (rest.chars().count() >= KEPT - 1).then_some(rest)
        });
        return shorter.unwrap_or(word);
    }
    word
}
