//! The titles that open an annex, in six languages.

use super::numbering::{Style, arabic_ordinal, parse};

/// "Annex" as the six languages print it above an annex.
const WORDS: [&str; 7] = ["Annexe", "Annex", "Anexo", "Приложение", "المرفق", "مرفق", "附件"];

/// How long such a title can be, in characters.
const LONGEST: usize = 24;

/// The title "Annex II" and the like: `None` where the text is none, `Some(None)` where it has no number.
pub(crate) fn opened_by(text: &str) -> Option<Option<u32>> {
    if text.len() > LONGEST * 4 || text.chars().count() > LONGEST {
        return None;
    }
    let rest = WORDS.iter().find_map(|word| strip_word(text, word))?;
    let label = rest.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '.');
    if label.is_empty() {
        return Some(None);
    }
    number(label).map(Some)
}

/// The text behind the word, whatever its case ("ANNEX II").
pub(super) fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    (head == word || head.to_lowercase() == word.to_lowercase()).then_some(rest)
}

fn number(label: &str) -> Option<u32> {
    let by_letters = || {
        let label = parse(label)?;
        [Style::CapitalRoman, Style::Number, Style::Capital]
            .into_iter()
            .find_map(|style| label.in_style(style))
    };
    arabic_ordinal(label).or_else(by_letters)
}

#[cfg(test)]
mod tests {
    use super::opened_by;

    #[test]
    fn titles_of_annexes() {
        for (text, number) in [
            ("Annex", Some(None)),
            ("Annex I", Some(Some(1))),
            ("ANNEX II", Some(Some(2))),
            ("Annexe", Some(None)),
            ("Anexo III", Some(Some(3))),
            ("Приложение II", Some(Some(2))),
            ("المرفق الأول", Some(Some(1))),
            ("المرفق الثاني", Some(Some(2))),
            ("المرفق", Some(None)),
            ("附件", Some(None)),
            ("附件一", Some(Some(1))),
            ("附件二", Some(Some(2))),
            ("Annex B", Some(Some(2))),
            ("Annexed documents", None),
            ("Other", None),
            ("", None),
        ] {
            assert_eq!(opened_by(text), number, "{text}");
        }
    }
}
