//! A mandate in one row: who is asked, how strongly, to do what, by when.

use super::look::{Link, Look, choose};
use crate::graph::vocabulary::wsis;
use crate::serve::lookup::{Words, about, pointing_to, subject};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

/// A mandate as lists and tables show it.
#[derive(Clone, Debug, Default)]
pub(super) struct Act {
    /// The mandate's page.
    pub href: String,
    /// Its last name in addresses: `request`, `decision`, …
    pub force_code: String,
    /// How strongly it asks, in the reader's language.
    pub force: Option<Words>,
    /// Whom it asks: bodies and groups with a page, or names as printed.
    pub who: Vec<Link>,
    /// What is to be done: in words of this project, or else in those of the text.
    pub action: Option<Words>,
    /// Whether the action is in the words of the text.
    pub quoted: bool,
    /// The day, month or year by which it is due.
    pub due: Option<String>,
    /// The event at which it is due.
    pub due_at: Option<Link>,
    /// How often it comes round.
    pub recurrence: Option<Words>,
    /// Who gets the report.
    pub reports_to: Vec<Link>,
    /// The paragraph that states it.
    pub paragraph: Option<Link>,
    /// That paragraph's address in the graph.
    pub stated_in: Option<NamedNode>,
    /// When its document was adopted or issued.
    pub date: String,
    /// Whether its document is a draft, which asks nobody for anything yet.
    pub proposed: bool,
}

impl Act {
    /// The shade of its force in the style sheet, 4 being the strongest.
    pub(super) fn force_class(&self) -> &'static str {
        match self.force_code.as_str() {
            "decision" | "commitment" => "force-4",
            "request" | "urging" | "call" => "force-3",
            "invitation" | "encouragement" | "recommendation" => "force-2",
            _ => "force-1",
        }
    }

    /// Whether a date, a session or a rhythm is known.
    pub(super) const fn is_due(&self) -> bool {
        self.due.is_some() || self.due_at.is_some() || self.recurrence.is_some()
    }
}

/// What a mandate's own statements say, before names are looked up.
#[derive(Default)]
struct Raw {
    force: Option<NamedNode>,
    addressees: Vec<NamedNode>,
    names: Vec<Words>,
    actions: Vec<Words>,
    words: Vec<Words>,
    due: Option<String>,
    due_at: Option<NamedNode>,
    recurrence: Option<NamedNode>,
    reports_to: Vec<NamedNode>,
    stated_in: Option<NamedNode>,
}

impl Raw {
    /// One pass over the statements: a mandate is shown in rows by the hundred.
    fn read(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> Self {
        let mut raw = Self::default();
        for quad in about(look.store, mandate, None) {
            match quad.object {
                Term::NamedNode(node) => match quad.predicate.as_ref() {
                    wsis::FORCE => raw.force = Some(node),
                    wsis::ADDRESSEE => raw.addressees.push(node),
                    wsis::DUE_AT => raw.due_at = Some(node),
                    wsis::RECURRENCE => raw.recurrence = Some(node),
                    wsis::REPORTS_TO => raw.reports_to.push(node),
                    wsis::STATED_IN => raw.stated_in = Some(node),
                    _ => {}
                },
                Term::Literal(literal) => {
                    let words = Words {
                        text: literal.value().to_owned(),
                        lang: literal.language().unwrap_or_default().to_owned(),
                    };
                    match quad.predicate.as_ref() {
                        wsis::ADDRESSEE_NAME => raw.names.push(words),
                        wsis::ACTION => raw.actions.push(words),
                        wsis::ACTION_WORDS => raw.words.push(words),
                        wsis::DUE_BY => raw.due = Some(words.text),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        raw.addressees.sort();
        raw.addressees.dedup();
        raw.reports_to.sort();
        raw.reports_to.dedup();
        raw
    }
}

/// A mandate as a row.
pub(super) fn act(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> Act {
    let raw = Raw::read(look, mandate);
    let language = look.language();
    let mut who: Vec<Link> = raw
        .addressees
        .iter()
        .map(|body| look.short(body.as_ref()))
        .collect();
    if who.is_empty() {
        who = printed(raw.names);
    }
    let action = choose(raw.actions, language);
    let quoted = action.is_none();
    Act {
        href: look.href(mandate.as_str()),
        force_code: raw.force.as_ref().map(last).unwrap_or_default(),
        force: raw.force.map(|force| look.name(force.as_ref())),
        who,
        action: action.or_else(|| choose(raw.words, language).map(shortened)),
        quoted,
        due: raw.due,
        due_at: raw.due_at.map(|event| look.link(event.as_ref())),
        recurrence: raw.recurrence.map(|rhythm| look.name(rhythm.as_ref())),
        reports_to: raw
            .reports_to
            .iter()
            .map(|body| look.short(body.as_ref()))
            .collect(),
        paragraph: raw.stated_in.as_ref().map(|place| look.link(place.as_ref())),
        proposed: raw
            .stated_in
            .as_ref()
            .and_then(|place| look.target(place.as_ref(), wsis::IN_DOCUMENT))
            .is_some_and(|document| is_draft(look, document.as_ref())),
        date: raw
            .stated_in
            .as_ref()
            .map(|place| adopted(look, place.as_ref()))
            .unwrap_or_default(),
        stated_in: raw.stated_in,
    }
}

/// Names that no list knows have no page.
fn printed(mut names: Vec<Words>) -> Vec<Link> {
    names.sort_by(|a, b| a.text.cmp(&b.text));
    names.dedup();
    names
        .into_iter()
        .map(|words| Link {
            href: String::new(),
            words,
        })
        .collect()
}

/// Longest words of a text in a row, in characters; the mandate's page has all.
const MAX_WORDS: usize = 240;

fn shortened(mut words: Words) -> Words {
    if let Some((at, _)) = words.text.char_indices().nth(MAX_WORDS) {
        let end = words
            .text
            .get(..at)
            .and_then(|head| head.rfind(' '))
            .unwrap_or(at);
        words.text.truncate(end);
        words.text.push('…');
    }
    words
}

/// Whether a document is a draft.
pub(super) fn is_draft(look: &Look<'_>, document: NamedNodeRef<'_>) -> bool {
    look.target(document, wsis::DOCUMENT_KIND)
        .is_some_and(|kind| last(&kind) == "draft")
}

/// When the document of a provision was adopted, or else issued; empty where nobody knows.
pub(super) fn adopted(look: &Look<'_>, provision: NamedNodeRef<'_>) -> String {
    look.target(provision, wsis::IN_DOCUMENT)
        .map(|document| document_date(look, document.as_ref()))
        .unwrap_or_default()
}

/// When a document was adopted, or else issued; empty where nobody knows.
pub(super) fn document_date(look: &Look<'_>, document: NamedNodeRef<'_>) -> String {
    look.literal(document, wsis::ADOPTED_ON)
        .or_else(|| look.literal(document, wsis::ISSUED_ON))
        .unwrap_or_default()
}

/// The last part of an address: `request` of `…/force/request`.
pub(super) fn last(iri: &NamedNode) -> String {
    let text = iri.as_str();
    text.rsplit(['/', '#']).next().unwrap_or(text).to_owned()
}

/// An event in the life of a mandate.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    /// `established`, `renewed`, …
    pub code: String,
    /// The same in the reader's language.
    pub kind: Words,
    /// When.
    pub date: String,
    /// The end it sets.
    pub until: Option<String>,
    /// The paragraph by which it came about.
    pub by: Option<Link>,
    /// That paragraph's address in the graph.
    pub effected_by: Option<NamedNode>,
    /// A remark.
    pub note: Option<Words>,
}

/// What happened to a mandate, in order of time.
pub(super) fn history(look: &Look<'_>, mandate: NamedNodeRef<'_>) -> Vec<Happening> {
    let mut all: Vec<Happening> = pointing_to(look.store, mandate, Some(wsis::AFFECTS))
        .filter_map(|quad| happening(look, subject(&quad)?.as_ref()))
        .collect();
    all.sort_by(|a, b| (&a.date, &a.code).cmp(&(&b.date, &b.code)));
    all.dedup_by(|a, b| (&a.date, &a.code, &a.by) == (&b.date, &b.code, &b.by));
    all
}

fn happening(look: &Look<'_>, event: NamedNodeRef<'_>) -> Option<Happening> {
    let kind = look.target(event, wsis::MANDATE_EVENT_KIND)?;
    let by = look.target(event, wsis::EFFECTED_BY);
    Some(Happening {
        code: last(&kind),
        kind: look.name(kind.as_ref()),
        date: look.literal(event, wsis::HAPPENED_ON).unwrap_or_default(),
        until: look.literal(event, wsis::UNTIL),
        by: by.as_ref().map(|place| look.link(place.as_ref())),
        effected_by: by,
        note: look.pick(event, crate::graph::vocabulary::skos::NOTE),
    })
}
