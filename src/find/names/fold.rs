//! Names in one spelling: what is left when case, diacritics, punctuation and forms of letters do not count.

use super::super::resolve::lists::LISTS;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text in small letters without diacritics, its words parted by one space; every Han character is a word.
///
/// Compatibility forms are made plain (NFKD), Arabic letters of one shape are one letter, traditional Chinese
/// characters of names are simplified, ordinals are figures ("twenty-sixth", "26th" are `26`).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut numbers = Numbers::default();
    let mut end = |word: &mut String, out: &mut String| {
        if !word.is_empty() {
            numbers.push(word, out);
            word.clear();
        }
    };
    for c in text.chars() {
        match c {
            // Numbers in Spanish: 26ª, 26º.
            'ª' | 'º' | '°' => end(&mut word, &mut out),
            '&' => {
                end(&mut word, &mut out);
                word.push_str("and");
                end(&mut word, &mut out);
            }
            '’' | '\'' | 'ʼ' | '‘' | '`' => {
                // French and Italian articles stand apart, "Women’s" is one word.
                if word.chars().count() == 1 || word == "qu" {
                    end(&mut word, &mut out);
                }
            }
            c if is_joiner(c) => {}
            c => {
                for plain in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
                    for plain in plain.to_lowercase() {
                        letter(plain, &mut word, &mut out, &mut end);
                    }
                }
            }
        }
    }
    end(&mut word, &mut out);
    out
}

/// Adds one plain letter; what is none ends the word.
fn letter(c: char, word: &mut String, out: &mut String, end: &mut impl FnMut(&mut String, &mut String)) {
    if is_han(c) {
        end(word, out);
        word.push(LISTS.simplified.get(&c).copied().unwrap_or(c));
        end(word, out);
        return;
    }
    match c {
        'ß' => word.push_str("ss"),
        'œ' => word.push_str("oe"),
        'æ' => word.push_str("ae"),
        'ø' => word.push('o'),
        'ł' => word.push('l'),
        'đ' => word.push('d'),
        'ı' => word.push('i'),
        'ى' => word.push('ي'),
        'ة' => word.push('ه'),
        'ٱ' => word.push('ا'),
        'ک' => word.push('ك'),
        'ی' => word.push('ي'),
        c if is_combining_mark(c) => {}
        c => match digit(c) {
            Some(digit) => word.push(digit),
            None if c.is_alphanumeric() => word.push(c),
            None => end(word, out),
        },
    }
}

/// Figures of Arabic and Persian texts as ASCII.
pub(in crate::find) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

/// Marks without width, of direction and of length, soft hyphens.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{0640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// A character of Chinese script.
pub(in crate::find) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Makes figures of ordinals while words are joined: "twenty sixth" and "26th" are 26.
#[derive(Default)]
struct Numbers {
    /// Tens that wait for their ones.
    tens: Option<(u32, usize)>,
}

impl Numbers {
    fn push(&mut self, word: &str, out: &mut String) {
        let before = out.len();
        let waiting = self.tens.take().filter(|(_, end)| *end == before);
        if let Some(value) = LISTS.ordinals.get(word).copied() {
            match waiting {
                Some((tens, _)) if value < 10 => {
                    let start = out.rfind(' ').map_or(0, |at| at + 1);
                    out.truncate(start);
                    out.push_str(&(tens + value).to_string());
                }
                _ => join(out, &value.to_string()),
            }
            return;
        }
        if let Some(value) = LISTS.tens.get(word).copied() {
            join(out, word);
            self.tens = Some((value, out.len()));
            return;
        }
        if let Some((stem, american)) = american(word) {
            join(out, &format!("{stem}{american}"));
            return;
        }
        let figures = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = word.get(figures.len()..).unwrap_or_default();
        let ordinal = !figures.is_empty() && LISTS.endings.iter().any(|known| known == ending);
        join(out, if ordinal { figures } else { word });
    }
}

/// A word of British spelling as one of American: its head and the other ending.
fn american(word: &str) -> Option<(&str, &'static str)> {
    LISTS.spellings.iter().find_map(|(british, american)| {
        let stem = word.strip_suffix(british.as_str())?;
        Some((stem, american.as_str()))
    })
}

fn join(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: two spellings of one name that stay apart.
    #[test]
    fn spellings_meet() {
        for (a, b) in [
            (
                "Déclaration de principes de Genève",
                "DECLARATION DE PRINCIPES DE GENEVE",
            ),
            ("Plan d’action de Genève", "plan d'action de geneve"),
            ("إدارة الإنترنت", "اداره الانترنت"),
            ("《突尼斯议程》", "突尼斯議程"),
            ("ＷＳＩＳ　Ｆｏｒｕｍ　２０２１", "WSIS Forum 2021"),
            ("٢٠٢١", "2021"),
            ("twenty-sixth session", "26th session"),
            ("Vingt-sixième session", "26e session"),
            ("26ª reunión", "26 reunion"),
            ("Women’s", "Womens"),
            ("Secretary-General", "Secretary General"),
            ("ИНТЕРНЕТОМ ещё", "интернетом еще"),
            ("R&D", "r and d"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(fold("第14次会议"), "第 14 次 会 议");
        assert_eq!(fold(" \u{200F}.*[(\\ "), "");
        assert_eq!(fold("the first World Summit"), "the 1 world summit");
    }
}
