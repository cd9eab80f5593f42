//! One row for each work and place: what a text names twice is cited once.

use std::collections::HashSet;

use super::line::Found;
use super::pinpoint::{Level, Pinpoint};
use super::target::Target;
use crate::corpus::Symbol;

/// What is left of the citations of one text: those of the document itself without a paragraph go, and so do those
/// that another one says more exactly.
pub(super) fn settle(found: Vec<Found>, own: &Symbol) -> Vec<Found> {
    let numbered: HashSet<Target> = targets(&found, |found| !found.titled);
    let placed: HashSet<(Target, Pinpoint)> = found
        .iter()
        .filter(|found| !found.place.is_empty())
        .map(|found| (found.target.clone(), found.implied.clone()))
        .collect();
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for mut new in found {
        if new.place.is_empty() {
            let itself = new.target.document() == Some(own);
            // "resolution 69/313 on the Addis Ababa Action Agenda" is one citation, with the place printed there.
            let by_number = new.titled && is_main(&new.implied) && numbered.contains(&new.target);
            let by_place = placed.contains(&(new.target.clone(), new.implied.clone()));
            if itself || by_number || by_place {
                continue;
            }
        }
        new.place = new.place.inside(&new.implied);
        if seen.insert((new.target.clone(), new.place.clone())) {
            kept.push(new);
        }
    }
    kept
}

fn targets(found: &[Found], keep: impl Fn(&Found) -> bool) -> HashSet<Target> {
    found
        .iter()
        .filter(|found| keep(found))
        .map(|found| found.target.clone())
        .collect()
}

/// Whether a work is the whole document or its only annex.
fn is_main(implied: &Pinpoint) -> bool {
    implied.levels().iter().all(|(level, numbers)| {
        *level == Level::Annex && numbers.iter().all(|number| number.first.is_empty())
    })
}
