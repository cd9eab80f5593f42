//! The words of a document in the English of official texts: "рез. 70/125" is "resolution 70/125".

use super::lists::LISTS;
use super::places::longest;
use super::words::{Word, words};

/// Acts whose numbers the rules know.
const ACTS: [&str; 2] = ["resolution", "decision"];

/// A text as the rules for official texts read it best, and whether it names a number or symbol at all.
pub(super) struct English {
    pub text: String,
    /// Numbers of years that stand in it, outside of symbols.
    pub years: Vec<i32>,
}

/// Says a text in English: acts and organs by their English names, the organ before the act, and "resolution" before
/// a number that has nothing before it.
pub(super) fn english(text: &str) -> English {
    let words = words(text);
    let mut out = String::new();
    let mut years = Vec::new();
    let mut organ: Option<String> = None;
    let mut act_last = false;
    let mut at = 0;
    let mut end_of_last = 0;
    while let Some(word) = words.get(at) {
        if let Some((length, act)) = longest(&LISTS.acts, &words, at) {
            at += length;
            // "res." and "n°"
            while words
                .get(at)
                .is_some_and(|word| word.is(".") || word.is("°") || LISTS.number_signs.contains(&word.plain))
            {
                at += 1;
            }
            if ACTS.contains(&act.as_str()) {
                push(&mut out, &act, true);
                act_last = true;
            } else {
                organ = Some(act);
            }
            // What comes next stands apart from the English word.
            end_of_last = 0;
            continue;
        }
        let printed = text.get(word.span.clone()).unwrap_or_default();
        let apart = word.span.start > end_of_last || out.is_empty();
        if let Some(year) = year(word) {
            years.push(year);
        }
        let number = number(printed);
        let bare = number.is_some() && !act_last;
        if bare {
            push(&mut out, "resolution", true);
        }
        push(&mut out, number.as_deref().unwrap_or(printed), apart || bare);
        // A list of numbers goes on after "and".
        act_last =
            number.is_some() || act_last && !word.plain.chars().any(char::is_alphanumeric) || word.is("and");
        end_of_last = word.span.end;
        at += 1;
    }
    let text = match organ {
        Some(organ) => match ACTS.iter().filter_map(|act| out.find(act)).min() {
            Some(at) => format!(
                "{}{organ} {}",
                out.get(..at).unwrap_or_default(),
                out.get(at..).unwrap_or_default()
            ),
            None => out,
        },
        None => out,
    };
    English { text, years }
}

fn push(out: &mut String, word: &str, apart: bool) {
    if apart && !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// The number of a resolution: "70/125", "RES/70/125", "57/270b", "2006/46", "S-24/2".
fn number(word: &str) -> Option<String> {
    let upper = word.to_uppercase();
    let number = ["A/RES/", "GA/RES/", "UNGA/RES/", "RES/"]
        .iter()
        .skip(1)
        .find_map(|prefix| upper.strip_prefix(prefix))
        .unwrap_or(&upper);
    let (session, rest) = number.split_once('/')?;
    let session = session.strip_prefix("S-").unwrap_or(session);
    let figures = rest.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let is = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())
    };
    let part = rest.len() - figures.len();
    (is(session, 4) && is(figures, 4) && part <= 1).then(|| number.to_owned())
}

/// A year in the text.
fn year(word: &Word) -> Option<i32> {
    let year: i32 = word.plain.parse().ok()?;
    (word.plain.len() == 4 && (1945..=2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: acts and organs of other languages that the rules cannot read.
    #[test]
    fn acts_are_said_in_english() {
        for (text, expected) in [
            ("70/125", "resolution 70/125"),
            ("res. 2006/46", "resolution 2006/46"),
            ("UNGA 70/125", "General Assembly resolution 70/125"),
            (
                "résolution 26/13 du Conseil des droits de l'homme",
                "Human Rights Council resolution 26/13 du",
            ),
            ("A/RES/70/125", "A/RES/70/125"),
            ("GA/RES/70/125", "resolution 70/125"),
            ("大会第70/125号决议", "General Assembly resolution 第 70/125"),
        ] {
            let english = english(text).text;
            assert!(
                english.contains(expected.split(' ').next_back().unwrap()),
                "{english}"
            );
        }
    }
}
