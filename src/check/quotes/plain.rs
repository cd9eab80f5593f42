//! When words are the same although they are not written the same.

use crate::corpus::Language;

pub(super) use crate::quote::plain;

/// Whether the text prints the name, in whatever case: Russian declines it, Arabic joins articles,
/// prepositions and conjunctions to its words. Both have been through [`plain`].
pub(super) fn named(name: &str, text: &str, language: Language) -> bool {
    if text.contains(name) {
        return true;
    }
    let same: fn(&str, &str) -> bool = match language {
        Language::Russian => declined,
        Language::Arabic => |a, b| stripped(a) == stripped(b),
        _ => return false,
    };
    let name: Vec<&str> = words(name).collect();
    let text: Vec<&str> = words(text).collect();
    !name.is_empty()
        && text
            .windows(name.len())
            .any(|run| run.iter().zip(&name).all(|(a, b)| same(a, b)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
}

/// The longest ending that Russian changes between cases, in letters.
const ENDING: usize = 3;

fn declined(a: &str, b: &str) -> bool {
    let (long, short) = (
        a.chars().count().max(b.chars().count()),
        a.chars().count().min(b.chars().count()),
    );
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    // At least three letters of a word must agree, and all of a shorter one.
    long - common <= ENDING && common >= short.min(3)
}

/// An Arabic word without conjunction, preposition and article.
fn stripped(word: &str) -> &str {
    let word = word
        .strip_prefix(['و', 'ف'])
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word);
    for prefix in ["بال", "كال", "لل", "ال", "ب", "ل"] {
        if let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.chars().count() > 2) {
            return rest;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_stand_in_another_case() {
        let text = "поручает комиссии по науке и технике в целях развития рассмотреть";
        assert!(named(
            "комиссия по науке и технике в целях развития",
            text,
            Language::Russian
        ));
        assert!(!named("комиссия по народонаселению", text, Language::Russian));
        let text = "وتطلب إلى الفريق المعني بمجتمع المعلومات";
        assert!(named("فريق المعني بمجتمع المعلومات", text, Language::Arabic));
        assert!(!named("فريق المعني بالتنمية", text, Language::Arabic));
        assert!(!named(
            "commission de la science",
            "la commission des sciences",
            Language::French
        ));
    }
}
