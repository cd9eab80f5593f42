//! The language a text is really in, which is not always the one its file declares.
//!
//! Script tells Arabic, Chinese and Russian; French, Spanish and English are told by their letters in
//! sequence (`whatlang`). Only a clear answer counts: a text that mostly quotes, or has few words, is
//! taken as declared.

use whatlang::{Detector, Lang};

use crate::corpus::Language;
use crate::corpus::reading::Reading;

/// So many letters are looked at.
const ENOUGH: usize = 4000;

/// Fewer tell nothing.
const FEWEST: usize = 200;

/// The part of the letters that must be of one script.
const CLEAR: f64 = 0.8;

/// How certain `whatlang` must be, from 0 to 1.
const CERTAIN: f64 = 0.9;

/// The language a reading's words are in, where it clearly differs from the declared one.
#[must_use]
pub fn check(reading: &Reading) -> Option<Language> {
    let texts = reading.provisions.iter().map(|p| p.text.as_str());
    of(texts).filter(|found| *found != reading.language)
}

/// The language of a text in pieces; `None` where it is not clear or none of the six.
pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Language> {
    let mut sample = String::new();
    let (mut letters, mut counts) = (0, [0usize; 4]);
    for text in texts {
        sample.push_str(text);
        sample.push('\n');
        for script in text.chars().filter_map(script) {
            letters += 1;
            if let Some(count) = counts.get_mut(script) {
                *count += 1;
            }
        }
        if letters >= ENOUGH {
            break;
        }
    }
    // One Chinese sign says as much as three letters.
    let chinese = counts.get(CHINESE).copied().unwrap_or_default();
    if letters + 2 * chinese < FEWEST {
        return None;
    }
    let clear = counts
        .iter()
        .position(|count| *count as f64 >= CLEAR * letters as f64)?;
    match clear {
        ARABIC => Some(Language::Arabic),
        CHINESE => Some(Language::Chinese),
        CYRILLIC => Some(Language::Russian),
        _ => latin(&sample),
    }
}

const LATIN: usize = 0;
const ARABIC: usize = 1;
const CHINESE: usize = 2;
const CYRILLIC: usize = 3;

/// The script of a letter, as an index.
fn script(c: char) -> Option<usize> {
    match c {
        c if !c.is_alphabetic() => None,
        '\u{0600}'..='\u{06FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Some(ARABIC),
        '\u{0400}'..='\u{04FF}' => Some(CYRILLIC),
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Some(CHINESE),
        _ => Some(LATIN),
    }
}

fn latin(sample: &str) -> Option<Language> {
    let found = Detector::with_allowlist(vec![Lang::Eng, Lang::Fra, Lang::Spa]).detect(sample)?;
    if found.confidence() < CERTAIN {
        return None;
    }
    match found.lang() {
        Lang::Eng => Some(Language::English),
        Lang::Fra => Some(Language::French),
        Lang::Spa => Some(Language::Spanish),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::corpus::Language;

    #[test]
    fn six_languages_and_none() {
        for (text, language) in [
            (
                "The ferries of the harbour shall leave every morning and come back before the evening falls. ",
                Some(Language::English),
            ),
            (
                "Les bacs du port partent chaque matin et reviennent avant la tombée de la nuit, quel que soit le temps. ",
                Some(Language::French),
            ),
            (
                "Los barcos del puerto salen cada mañana y vuelven antes de que caiga la noche, haga el tiempo que haga. ",
                Some(Language::Spanish),
            ),
            (
                "Паромы выходят из гавани каждое утро и возвращаются до наступления вечера при любой погоде. ",
                Some(Language::Russian),
            ),
            (
                "تغادر العبارات الميناء كل صباح وتعود قبل حلول المساء مهما كان الطقس في البحر. ",
                Some(Language::Arabic),
            ),
            (
                "渡船每天早上离开港口，无论海上天气如何，都在傍晚之前返回。",
                Some(Language::Chinese),
            ),
            ("12 345 – 67 | 8.9 ", None),
            ("渡船 ferry паром ", None),
        ] {
            let long = text.repeat(12);
            assert_eq!(of([long.as_str()].into_iter()), language, "{text}");
        }
        assert_eq!(of(["Ferries leave."].into_iter()), None);
        assert_eq!(of(std::iter::empty()), None);
    }
}
