//! Action lines and goals that an act names: "(SDGs 4 and 5)", "Sustainable Development Goal 9", "action line C7".
//!
//! Counter-example: "the Sustainable Development Goals" names none of them.

use std::sync::LazyLock;

use serde::Serialize;

use super::super::phrases::Phrases;
use super::super::words::Word;

/// Something an act is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A Sustainable Development Goal, 1 to 17.
    Goal(u8),
    /// An action line of the Geneva Plan of Action, 1 to 11 for C1 to C11.
    ActionLine(u8),
}

static GOALS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new([
        "sustainable development goals",
        "sustainable development goal",
        "sdgs",
        "sdg",
        "goals",
        "goal",
    ])
});
static LINES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(["action lines", "action line"]));

pub(super) fn find(words: &[Word<'_>]) -> Vec<About> {
    let mut found: Vec<About> = Vec::new();
    for at in 0..words.len() {
        if let Some(length) = GOALS.at(words, at) {
            let goals = numbers(words, at + length)
                .into_iter()
                .filter(|number| (1..=17).contains(number));
            goals.for_each(|goal| push(&mut found, About::Goal(goal)));
        }
        if let Some(length) = LINES.at(words, at) {
            let line = words
                .get(at + length)
                .and_then(|word| word.lower.strip_prefix('c')?.parse::<u8>().ok());
            line.filter(|line| (1..=11).contains(line))
                .into_iter()
                .for_each(|line| push(&mut found, About::ActionLine(line)));
        }
    }
    found.sort();
    found
}

fn push(found: &mut Vec<About>, about: About) {
    if !found.contains(&about) {
        found.push(about);
    }
}

/// "4, 5 and 10" at `at`.
fn numbers(words: &[Word<'_>], at: usize) -> Vec<u8> {
    words
        .iter()
        .skip(at)
        .take_while(|word| word.is(",") || word.is("and") || word.lower.parse::<u8>().is_ok())
        .filter_map(|word| word.lower.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    #[test]
    fn goals_and_lines_are_counted() {
        assert_eq!(
            find(&words(
                "fly kites (SDGs 3, 5 and 17) under action line C7 and Goal 18"
            )),
            [
                About::Goal(3),
                About::Goal(5),
                About::Goal(17),
                About::ActionLine(7)
            ]
        );
        assert!(find(&words("the Sustainable Development Goals of 2015")).is_empty());
    }
}
