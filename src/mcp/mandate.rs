//! A mandate, what happened to it, and how it stood on a day.

use super::address::document_of;
use super::evidence::Evidence;
use super::shape::{From, Text, Thing, first, last, values};
use crate::graph::vocabulary::{skos, wsis};
use crate::lookup::{label, pointing_to, subject, targets, texts};
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a mandate stood on a day, as far as the release records what happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    /// The text that states it was adopted later.
    NotYetStated,
    /// The last recorded change established, renewed, extended or modified it, and its end had not come.
    InForce,
    /// The end set by its last recorded change had passed.
    Ended,
    /// Another paragraph took its place.
    Superseded,
    /// It was brought to an end.
    Concluded,
    /// The release records no change to it: whether it was carried out or still holds is not known here.
    NoChangeRecorded,
}

/// Something that happened to a mandate.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Change {
    /// The address of the change.
    pub iri: String,
    /// established, renewed, extended, modified, superseded or concluded.
    pub kind: String,
    /// The day.
    pub on: String,
    /// The end that it sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The paragraph that did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Thing>,
    /// A remark of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// Somebody asked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Addressee {
    /// The name.
    pub name: String,
    /// The address, where the release knows who is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
}

/// When something is due.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Due {
    /// A year, month or day, or the name of a session.
    pub at: String,
    /// The session or event, where the release knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Whether that time lies before the day asked about. It does not say that nothing was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
}

/// Our own words for what is to be done: never put them in quotation marks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct OwnWords {
    /// The words.
    pub own_words: String,
    /// Always curated.
    pub layer: From,
}

/// A mandate: one act asked of somebody by one paragraph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Mandate {
    /// Its address.
    pub iri: String,
    /// The paragraph that states it.
    pub stated_in: Thing,
    /// The day its document was adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adopted: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<Thing>,
    /// Who is asked; nobody where something is decided.
    pub addressees: Vec<Addressee>,
    /// The operative verb as the text has it.
    pub verb: Vec<String>,
    /// Its force: decision, request, invitation, encouragement, call, recommendation, urging, commitment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<String>,
    /// The exact words of what is asked, as the rule cut them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_words: Option<Text>,
    /// What is asked in our own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<OwnWords>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Thing>,
    /// When it is due.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<Due>,
    /// How often it recurs: annual, biennial …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<String>,
    /// Who gets the report.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports_to: Vec<String>,
    /// Conditions, as the rule read them, in small letters: no quotation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Which layers speak of it.
    pub layers: Vec<From>,
    /// How it stood on the day asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What happened to it, in order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// The mandates that a provision states.
pub(super) fn stated_in(store: &Store, provision: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let mut all: Vec<NamedNode> = pointing_to(store, provision, Some(wsis::STATED_IN))
        .filter_map(|quad| subject(&quad).cloned())
        .filter(|iri| iri.as_str().contains("/id/mandate/"))
        .collect();
    all.sort();
    all.dedup();
    all
}

impl Mandate {
    /// All that is known of a mandate; its status `as_of` a day.
    pub(super) fn of(store: &Store, mandate: &NamedNode, as_of: Option<&str>) -> Self {
        let iri = mandate.as_ref();
        let paragraph = targets(store, iri, wsis::STATED_IN).into_iter().next();
        let changes = changes(store, iri);
        let adopted = paragraph
            .as_ref()
            .and_then(|paragraph| adopted(store, paragraph.as_ref()));
        let stated_in = paragraph.unwrap_or_else(|| mandate.clone());
        Self {
            iri: mandate.as_str().to_owned(),
            issued_by: Thing::all(store, iri, wsis::ISSUED_BY).into_iter().next(),
            addressees: addressees(store, iri),
            verb: values(store, iri, wsis::OPERATIVE_VERB),
            force: last(store, iri, wsis::FORCE),
            action_words: texts(store, iri, wsis::ACTION_WORDS)
                .into_iter()
                .next()
                .map(|words| Text {
                    iri: format!("{}/{}", stated_in.as_str(), words.lang),
                    language: words.lang,
                    words: words.text,
                }),
            action: first(store, iri, wsis::ACTION).map(|own_words| OwnWords {
                own_words,
                layer: From::Curated,
            }),
            concerns: Thing::all(store, iri, wsis::CONCERNS),
            due: due(store, iri, as_of),
            recurrence: last(store, iri, wsis::RECURRENCE),
            reports_to: reports_to(store, iri),
            conditions: values(store, iri, wsis::CONDITION),
            layers: From::layers(store, iri),
            status: as_of.map(|day| status(adopted.as_deref(), &changes, day)),
            stated_in: Thing::of(store, stated_in.as_ref()),
            adopted,
            changes,
            evidence: Evidence::all(store, iri),
        }
    }
}

/// The day on which the document of a provision was adopted.
pub(super) fn adopted(store: &Store, provision: NamedNodeRef<'_>) -> Option<String> {
    first(store, document_of(store, provision).as_ref(), wsis::ADOPTED_ON)
}

fn addressees(store: &Store, mandate: NamedNodeRef<'_>) -> Vec<Addressee> {
    let known = Thing::all(store, mandate, wsis::ADDRESSEE);
    let mut all: Vec<Addressee> = known
        .into_iter()
        .map(|thing| Addressee {
            name: thing.name,
            iri: Some(thing.iri),
        })
        .collect();
    for name in values(store, mandate, wsis::ADDRESSEE_NAME) {
        if !all.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
            all.push(Addressee { name, iri: None });
        }
    }
    all
}

fn reports_to(store: &Store, mandate: NamedNodeRef<'_>) -> Vec<String> {
    let mut all: Vec<String> = Thing::all(store, mandate, wsis::REPORTS_TO)
        .into_iter()
        .map(|thing| thing.name)
        .collect();
    for name in values(store, mandate, wsis::RECIPIENT_NAME) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn due(store: &Store, mandate: NamedNodeRef<'_>, as_of: Option<&str>) -> Vec<Due> {
    let dates = values(store, mandate, wsis::DUE_BY).into_iter().map(|at| Due {
        passed: as_of.map(|day| is_over(&at, day)),
        event: None,
        at,
    });
    let events = targets(store, mandate, wsis::DUE_AT);
    let known = !events.is_empty();
    let held = events.into_iter().map(|event| {
        let end = first(store, event.as_ref(), wsis::ENDS_ON)
            .or_else(|| first(store, event.as_ref(), wsis::STARTS_ON));
        Due {
            at: label(store, event.as_ref()).text,
            passed: end.zip(as_of).map(|(end, day)| is_over(&end, day)),
            event: Some(event.into_string()),
        }
    });
    let named = values(store, mandate, wsis::DUE_SESSION)
        .into_iter()
        .map(|at| Due {
            at,
            event: None,
            passed: None,
        });
    // A session is named by the rule and by hand: once is enough.
    dates.chain(held).chain(named.filter(|_| !known)).collect()
}

/// What happened to a mandate, in order of time.
pub(super) fn changes(store: &Store, mandate: NamedNodeRef<'_>) -> Vec<Change> {
    let mut all: Vec<Change> = pointing_to(store, mandate, Some(wsis::AFFECTS))
        .filter_map(|quad| subject(&quad).cloned())
        .map(|event| Change {
            kind: last(store, event.as_ref(), wsis::MANDATE_EVENT_KIND).unwrap_or_default(),
            on: first(store, event.as_ref(), wsis::HAPPENED_ON).unwrap_or_default(),
            until: first(store, event.as_ref(), wsis::UNTIL),
            by: Thing::all(store, event.as_ref(), wsis::EFFECTED_BY)
                .into_iter()
                .next(),
            note: first(store, event.as_ref(), skos::NOTE),
            evidence: Evidence::all(store, event.as_ref()),
            iri: event.into_string(),
        })
        .collect();
    all.sort_by(|a, b| (&a.on, &a.iri).cmp(&(&b.on, &b.iri)));
    all.dedup_by(|a, b| a.iri == b.iri);
    all
}

/// Whether a year, month or day is over on a day: all of 2025 is over on 1 January 2026.
fn is_over(date: &str, day: &str) -> bool {
    // `-` stands before digits and `~` after them, so that a shorter date counts to its end.
    format!("{date}~").as_str() < day
}

/// How a mandate stood on a day.
pub(super) fn status(adopted: Option<&str>, changes: &[Change], day: &str) -> Status {
    if adopted.is_some_and(|adopted| adopted > day) {
        return Status::NotYetStated;
    }
    let Some(change) = changes.iter().rev().find(|change| change.on.as_str() <= day) else {
        return Status::NoChangeRecorded;
    };
    match change.kind.as_str() {
        "superseded" => Status::Superseded,
        "concluded" => Status::Concluded,
        _ if change.until.as_deref().is_some_and(|until| is_over(until, day)) => Status::Ended,
        _ => Status::InForce,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: &str, on: &str, until: Option<&str>) -> Change {
        Change {
            iri: format!("urn:{kind}:{on}"),
            kind: kind.to_owned(),
            on: on.to_owned(),
            until: until.map(str::to_owned),
            by: None,
            note: None,
            evidence: Vec::new(),
        }
    }

    /// Catches: the status of today given for a day in the past, a year that ends on its first day, an end that
    /// a later change took away.
    #[test]
    fn status_is_that_of_the_day() {
        let history = [
            change("established", "2005-11-18", None),
            change("renewed", "2010-12-20", Some("2015")),
            change("modified", "2025-12-17", None),
        ];
        for (day, expected) in [
            ("2005-01-01", Status::NotYetStated),
            ("2006-01-01", Status::InForce),
            ("2015-12-31", Status::InForce),
            ("2016-01-01", Status::Ended),
            ("2026-01-01", Status::InForce),
        ] {
            assert_eq!(status(Some("2005-11-18"), &history, day), expected, "{day}");
        }
        let ended = [
            change("established", "2005-11-18", None),
            change("superseded", "2015-12-16", None),
        ];
        assert_eq!(status(None, &ended, "2020-01-01"), Status::Superseded);
        assert_eq!(status(None, &[], "2020-01-01"), Status::NoChangeRecorded);
        assert!(is_over("2026-06", "2026-07-01") && !is_over("2026-06", "2026-06-30"));
    }
}
