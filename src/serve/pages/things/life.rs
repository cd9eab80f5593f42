//! The life of mandates: what one paragraph set in motion, and the row of renewals that a mandate stands in.

use super::acts::{Act, Happening, act, history};
use super::lines::{Moment, Row, Stretch, end_of, timeline, year_of};
use super::look::{Link, Look};
use crate::graph::vocabulary::wsis;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeSet;

/// Most mandates in one row of renewals.
const MAX_CHAIN: usize = 10;

/// A mandate of the row, with what happened to it.
pub(super) struct Life {
    /// The mandate.
    pub act: Act,
    /// What happened to it.
    pub history: Vec<Happening>,
    /// Whether it is the one of the page.
    pub here: bool,
}

/// What a provision did to mandates of other paragraphs.
pub(super) fn effected(look: &Look<'_>, provision: NamedNodeRef<'_>) -> Vec<(Happening, Option<Link>)> {
    let mut all = Vec::new();
    for event in look.sources(provision, wsis::EFFECTED_BY) {
        for mandate in look.targets(event.as_ref(), wsis::AFFECTS) {
            if look
                .target(mandate.as_ref(), wsis::STATED_IN)
                .is_some_and(|place| place.as_ref() == provision)
            {
                continue;
            }
            let found = history(look, mandate.as_ref());
            let happened = found.into_iter().find(|one| {
                one.effected_by
                    .as_ref()
                    .is_some_and(|by| by.as_ref() == provision)
            });
            if let Some(happened) = happened {
                all.push((happened, Some(look.link(mandate.as_ref()))));
            }
        }
    }
    all
}

/// The mandates that are joined to one by the paragraphs that renewed, changed or ended them, as far as they concern
/// the same things; in order of time.
pub(super) fn lives(look: &Look<'_>, mandate: &NamedNode) -> Vec<Life> {
    let concerns: BTreeSet<NamedNode> = look
        .targets(mandate.as_ref(), wsis::CONCERNS)
        .into_iter()
        .collect();
    let mut seen = BTreeSet::from([mandate.clone()]);
    let mut waiting = vec![mandate.clone()];
    let mut found = Vec::new();
    while let Some(next) = waiting.pop() {
        let history = history(look, next.as_ref());
        let act = act(look, next.as_ref());
        let places = history
            .iter()
            .filter_map(|event| event.effected_by.clone())
            .chain(act.stated_in.clone());
        for place in places {
            for event in look.sources(place.as_ref(), wsis::EFFECTED_BY) {
                for other in look.targets(event.as_ref(), wsis::AFFECTS) {
                    let theirs = look.targets(other.as_ref(), wsis::CONCERNS);
                    let joined = theirs.iter().any(|concern| concerns.contains(concern));
                    if joined && seen.len() < MAX_CHAIN && seen.insert(other.clone()) {
                        waiting.push(other);
                    }
                }
            }
        }
        found.push(Life {
            here: next == *mandate,
            act,
            history,
        });
    }
    found.sort_by(|a, b| (begin(a), &a.act.href).cmp(&(begin(b), &b.act.href)));
    found
}

fn begin(life: &Life) -> &str {
    life.history
        .first()
        .map_or(life.act.date.as_str(), |event| event.date.as_str())
}

/// The row as a picture.
pub(super) fn picture(look: &Look<'_>, lives: &[Life], today: &str) -> String {
    let rows: Vec<Row> = lives.iter().filter_map(|life| row(look, life)).collect();
    if rows.is_empty() {
        return String::new();
    }
    timeline(look.shell.say("t-chain"), &rows, year_of(today))
}

fn row(look: &Look<'_>, life: &Life) -> Option<Row> {
    let place = life
        .act
        .paragraph
        .as_ref()
        .map(|link| link.words.text.clone())
        .unwrap_or_default();
    let action = life
        .act
        .action
        .as_ref()
        .map(|words| words.text.as_str())
        .unwrap_or_default();
    let start = year_of(begin(life))?;
    let ended = life
        .history
        .iter()
        .find(|event| matches!(event.code.as_str(), "superseded" | "concluded"))
        .and_then(|event| year_of(&event.date));
    let last_term = life
        .history
        .iter()
        .rfind(|event| event.until.is_some() || event.code != "established")
        .and_then(|event| event.until.as_deref())
        .and_then(end_of);
    let due = life
        .act
        .due
        .as_deref()
        .and_then(end_of)
        .filter(|_| life.history.len() < 2);
    Some(Row {
        name: format!("{place}: {action}"),
        stretches: vec![Stretch {
            from: start,
            to: ended.or(last_term).or(due),
            title: format!("{place}: {action}"),
            class: if life.here { "term here" } else { "term" },
        }],
        moments: moments(look, life, start),
    })
}

fn moments(look: &Look<'_>, life: &Life, start: f64) -> Vec<Moment> {
    if life.history.is_empty() {
        let year = life.act.date.get(..4).unwrap_or_default().to_owned();
        return vec![Moment {
            at: start,
            title: life.act.date.clone(),
            mark: year,
        }];
    }
    let moment = |event: &Happening| {
        let by = event
            .by
            .as_ref()
            .map(|link| link.words.text.as_str())
            .unwrap_or_default();
        let until = event
            .until
            .as_ref()
            .map(|until| format!(", {}", look.shell.fill("t-until", &[("date", until)])))
            .unwrap_or_default();
        Some(Moment {
            at: year_of(&event.date)?,
            title: format!("{} {}{until}: {by}", event.date, event.kind.text),
            mark: format!("{} {}", event.kind.text, event.date.get(..4).unwrap_or_default()),
        })
    };
    life.history.iter().filter_map(moment).collect()
}
