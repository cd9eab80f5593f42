//! Lists: the verb above a list holds for its points.
//!
//! Examples: "We commit to: (a) fly kites" has one act, in (a); "Calls upon States to fly kites, including by:
//! (a) …" has one above and one in (a); "(a) Call on all stakeholders to fly" below "We commit to:" has two, the
//! commitment and the call. Counter-example: "(a) Encourages States …" has its own verb and takes no other.

use super::super::words::{Word, words};
use super::addressees;
use super::antecedent::Antecedents;
use super::clause;
use super::{Act, LONGEST};
use crate::corpus::reading::{Provision, ProvisionKind, Reading};

/// Hands the verbs above lists down to their points, and takes them away where nothing else stands with them.
pub(super) fn hand_down(reading: &Reading, found: &mut [Vec<Act>]) {
    let mut bare: Vec<usize> = Vec::new();
    let mut open: Option<usize> = None;
    for (index, provision) in reading.provisions.iter().enumerate() {
        let above = match provision.kind {
            ProvisionKind::SubParagraph => provision.parent,
            // Points without letters are paragraphs of their own: "We resolve:", "To fly kites."
            ProvisionKind::Paragraph if provision.number.is_none() => open,
            _ => None,
        };
        if let Some(parent) = above {
            let act = reading
                .provisions
                .get(parent)
                .and_then(|above| Some((above, handed(above, found.get(parent)?)?)));
            if let Some((above, act)) = act
                && provision.text.len() <= LONGEST
            {
                if is_bare(above, &act) && !bare.contains(&parent) {
                    bare.push(parent);
                }
                receive(provision, act, found.get_mut(index));
            }
        }
        open = opens(provision, index, open);
    }
    for parent in bare {
        if let Some(acts) = found.get_mut(parent) {
            let joint = joint(acts);
            acts.truncate(acts.len() - 1 - usize::from(joint));
        }
    }
}

/// The paragraph whose list the next unnumbered paragraph would go on: this one, if it ends with a colon, or
/// the one whose point it is. Behind points with letters nothing goes on.
fn opens(provision: &Provision, index: usize, open: Option<usize>) -> Option<usize> {
    match provision.kind {
        ProvisionKind::Paragraph if provision.text.trim_end().ends_with(':') => Some(index),
        ProvisionKind::Paragraph if provision.number.is_none() => {
            open.filter(|_| provision.text.starts_with("To ") || provision.text.starts_with("By "))
        }
        ProvisionKind::Footnote => open,
        ProvisionKind::SubParagraph => open.filter(|open| provision.parent != Some(*open)),
        _ => None,
    }
}

/// The act that the words above a list hand down: the last one, where the words end open.
fn handed(above: &Provision, acts: &[Act]) -> Option<Act> {
    let open = above.text.trim_end().ends_with(':') || above.kind == ProvisionKind::SubParagraph;
    let last = acts
        .last()
        .filter(|act| open && act.span.end + 3 >= above.text.trim_end().len())?;
    let mut act = last.clone();
    // "Calls upon States and invites others to: (a) …": one verb, and both are asked.
    if joint(acts)
        && let Some(first) = acts.len().checked_sub(2).and_then(|at| acts.get(at))
    {
        act = first.clone();
        act.deed = last.deed.clone();
        for name in &last.addressees {
            if !act.addressees.contains(name) {
                act.addressees.push(name.clone());
            }
        }
    }
    Some(act)
}

/// Whether the last two acts ask for one and the same: the first says who, and not what.
fn joint(acts: &[Act]) -> bool {
    matches!(acts, [.., first, last] if first.mandate && last.mandate && first.deed.is_none()
        && !first.addressees.is_empty() && first.force.asks() && last.force.asks())
}

/// Whether nothing but the verb and those who are asked stands above the list ("Calls upon all States:").
fn is_bare(above: &Provision, act: &Act) -> bool {
    const FEW: usize = 4;
    let text = above.text.trim_end();
    if !text.ends_with(':') {
        return false;
    }
    let Some(deed) = &act.deed else { return true };
    let rest = text.get(deed.start..).unwrap_or_default();
    let rest = rest.trim_end_matches(':').trim();
    let rest = rest.strip_suffix(" to").unwrap_or(rest);
    let said = rest
        .split_whitespace()
        .filter(|word| !["that", "to", "by"].contains(word))
        .count();
    said == 0 || (said <= FEW && !rest.contains("following"))
}

fn receive(provision: &Provision, above: Act, acts: Option<&mut Vec<Act>>) {
    let Some(acts) = acts else { return };
    let text = &provision.text;
    let words = words(text);
    // A verb at its beginning is its own, and one behind those who are to do something, however long their name.
    let own_first = acts.first().is_some_and(|act| {
        let before = text.get(..act.span.start).unwrap_or_default();
        let subject = ["asked-in-the-passive", "somebody-should"].contains(&act.rule);
        (subject || before.split_whitespace().count() <= 5) && !before.contains(['.', ';'])
    });
    let statement = !above.mandate;
    if statement {
        return;
    }
    if own_first && clause::voice(&words) != clause::Voice::Bare {
        return;
    }
    let bare_ask = own_first
        && !acts
            .first()
            .is_some_and(|act| act.force.asks() && !act.addressees.is_empty());
    if bare_ask {
        acts.remove(0);
    }
    let end = acts
        .first()
        .filter(|_| !own_first)
        .map_or(text.len(), |act| sentence_end(text, act.span.start));
    acts.insert(0, inherited(above, end, &words));
}

/// The end of the sentence before `at`.
fn sentence_end(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['.', ';']).map_or(at, |end| end + 1)
}

fn inherited(above: Act, end: usize, words: &[Word<'_>]) -> Act {
    let mut act = Act {
        span: 0..end,
        verb_span: 0..0,
        deed: Some(0..end),
        rule: "verb-above-list",
        ..above
    };
    // "We call on: (a) Kite makers to fly …": who is asked stands in the point.
    if act.addressees.is_empty() && act.force.asks() {
        let nobody = Antecedents::new(&[], &[]);
        let asked = addressees::opening(words, &nobody);
        if let Some(deed) = asked.deed.and_then(|deed| words.get(deed)) {
            act.addressees = asked.names;
            act.deed = Some(deed.start.min(end)..end);
        }
    }
    act
}
