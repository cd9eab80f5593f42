//! Sections whose letter a file prints twice: of A, B, B the last is C.

use super::block::Block;
use super::classify::Class;
use super::numbering::{Count, Label, Style};

/// Counts the second of two sections of the same letter or number on, where nothing else bears its
/// due one.
pub(super) fn mend(blocks: &mut [(Block<'_>, Class)]) {
    let sections: Vec<(usize, Count)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, (_, class))| match class {
            Class::Section(Some((_, label))) => Some((at, *label.readings.first()?)),
            Class::Annex(_) | Class::Appendix(_) | Class::Article(..) => {
                // What follows counts afresh.
                Some((
                    at,
                    Count {
                        style: Style::Number,
                        value: 0,
                    },
                ))
            }
            _ => None,
        })
        .collect();
    for (at, second) in twins(&sections) {
        if let Some((_, Class::Section(Some((_, label))))) = blocks.get_mut(at) {
            *label = Label::of(&[(second.style, second.value + 1)]).unwrap_or_else(|| label.clone());
        }
    }
}

fn twins(sections: &[(usize, Count)]) -> Vec<(usize, Count)> {
    let pairs = sections.windows(2).enumerate();
    let found = pairs.filter_map(|(at, pair)| {
        let [(_, first), (block, second)] = pair else {
            return None;
        };
        let letters = matches!(second.style, Style::Capital | Style::CapitalRoman) && second.value > 1;
        let next = sections.get(at + 2).map(|(_, next)| *next);
        let due = Count {
            value: second.value + 1,
            ..*second
        };
        (letters && first == second && next != Some(due)).then_some((*block, *second))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a slip that gives a section another address than in the other languages.
    #[test]
    fn the_second_of_two_equal_letters_counts_on() {
        let found = |letters: &[u32]| {
            let sections: Vec<_> = letters
                .iter()
                .enumerate()
                .map(|(at, value)| {
                    (
                        at,
                        Count {
                            style: Style::Capital,
                            value: *value,
                        },
                    )
                })
                .collect();
            twins(&sections).into_iter().map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(found(&[1, 2, 2]), [2]);
        assert_eq!(found(&[1, 2, 2, 4]), [2]);
        assert_eq!(found(&[1, 2, 3]), [] as [usize; 0]);
        assert_eq!(found(&[1, 2, 2, 3]), [] as [usize; 0]);
        assert_eq!(found(&[1, 1]), [] as [usize; 0]);
    }
}
