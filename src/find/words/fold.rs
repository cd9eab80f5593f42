//! One spelling for words that readers take for the same: case, width, accents, vowel signs.

use unicode_normalization::UnicodeNormalization as _;

/// A word in NFKC and lower case, without what is not written by everybody: Arabic vowel signs and the
/// stretching dash, the dots of ё, typographic apostrophes, digits of other scripts.
///
/// NFKC: [UAX #15](https://www.unicode.org/reports/tr15/).
pub(super) fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii()) {
        return word.to_ascii_lowercase();
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .filter_map(letter)
        .collect()
}

/// One letter as all spellings have it; `None` where it is left out.
fn letter(c: char) -> Option<char> {
    Some(match c {
        // tatweel, vowel signs, small signs above, superscript alef
        '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' => return None,
        // soft hyphen, joiners, marks of direction
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => {
            return None;
        }
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ي',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        'ё' => 'е',
        '’' | 'ʼ' | '‘' | '＇' => '\'',
        other => other,
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// A folded word without the accents of Latin letters. Those of other scripts make other letters (й).
pub(super) fn without_accents(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut latin = false;
    let decomposed = word.nfd().filter(|c| {
        if ('\u{300}'..='\u{36F}').contains(c) {
            return !latin;
        }
        latin = c.is_ascii();
        true
    });
    decomposed.nfc().collect()
}

/// The script that decides how a word is cut and stemmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters.
    Arabic,
    /// Chinese characters.
    Han,
    /// Digits, and everything else.
    Other,
}

/// The script of a word: that of its first letter. A word with a digit is a number or a code.
pub(super) fn script(word: &str) -> Script {
    if word.chars().any(char::is_numeric) {
        return Script::Other;
    }
    match word.chars().next() {
        Some(c) if is_han(c) => Script::Han,
        Some('a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}') => Script::Latin,
        Some('\u{400}'..='\u{52F}') => Script::Cyrillic,
        Some(
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}',
        ) => Script::Arabic,
        _ => Script::Other,
    }
}

/// Whether a character is a Chinese one: the unified ideographs, with extensions and compatibility forms.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: spellings of one word that stay two words, and Cyrillic й losing its breve.
    #[test]
    fn spellings_become_one() {
        for (a, b) in [
            ("ECOSOC", "ecosoc"),
            ("أعمـــال", "اعمال"),
            ("إِنْتَرْنِت", "انترنت"),
            ("٢٠٣٠", "2030"),
            ("２０３０", "2030"),
            ("Ёлка", "елка"),
            ("ﬁnance", "finance"),
        ] {
            assert_eq!(fold(a), fold(b), "{a}");
        }
        assert_eq!(without_accents(&fold("Économiqué")), "economique");
        assert_eq!(without_accents(&fold("мой")), "мой");
        assert_eq!(without_accents(&fold("niño")), "nino");
    }
}
