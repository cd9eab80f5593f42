//! Extracted mandates: the acts by which a text asks, decides or binds.

use std::collections::HashSet;

use super::super::block::Block;
use super::super::layer::Layer;
use super::super::vocabulary::{rdfs, wsis};
use super::super::{iri, path};
use super::evidence::{self, Shown};
use crate::corpus::reading::{Provision, Reading};
use crate::extract::acts::Act;
use crate::extract::details::{About, Details};
use crate::extract::{Mandate, addressee_link, organ_body};

/// The Sustainable Development Goals as the United Nations publishes them.
const GOALS: &str = "http://metadata.un.org/sdg/";

/// The block of the mandates of an English text, one list for each provision. A mandate that a curated record
/// describes (`labelled`) keeps the label of the record.
#[must_use]
pub fn mandates(reading: &Reading, mandates: &[Vec<Mandate<'_>>], labelled: &HashSet<String>) -> Block {
    let mut block = Block::new(Layer::Extracted);
    let address = iri::document(&reading.symbol);
    for (provision, mandates) in reading.provisions.iter().zip(mandates) {
        for (number, mandate) in mandates.iter().enumerate() {
            let place = Place {
                reading,
                provision,
                iri: iri::below(&address, &provision.path),
            };
            describe(&mut block, &place, number + 1, mandate, labelled);
        }
    }
    block
}

struct Place<'a> {
    reading: &'a Reading,
    provision: &'a Provision,
    /// The address of the provision.
    iri: String,
}

fn describe(
    block: &mut Block,
    place: &Place<'_>,
    number: usize,
    Mandate { act, details }: &Mandate<'_>,
    labelled: &HashSet<String>,
) {
    let mandate = iri::mandate_of(&place.iri, number);
    let text = &place.provision.text;
    block
        .subject(&mandate)
        .a(wsis::MANDATE)
        .link(wsis::STATED_IN, &place.iri)
        .words(wsis::OPERATIVE_VERB, &act.verb, "en")
        .link(wsis::FORCE, &iri::thing("force", act.force.name()));
    if !labelled.contains(&mandate) {
        block.words(rdfs::LABEL, &label(place, act), "en");
    }
    if let Some(body) = organ_body(place.reading) {
        block.link(wsis::ISSUED_BY, &iri::thing("body", body));
    }
    for name in &act.addressees {
        block.words(wsis::ADDRESSEE_NAME, name, "en");
        if let Some(thing) = addressee_link(name) {
            block.link(wsis::ADDRESSEE, &iri::reference("body", thing));
        }
    }
    if let Some(deed) = act.deed.clone().and_then(|deed| text.get(deed)) {
        block.words(wsis::ACTION_WORDS, deed.trim(), "en");
    }
    more(block, details);
    let shown = Shown {
        source: &format!("{}/en", place.iri),
        text,
        span: act.span.clone(),
        tag: "en",
    };
    evidence::write(block, &mandate, act.rule, &shown);
}

/// "A/RES/80/173, para. 124: request, Secretary-General"
fn label(place: &Place<'_>, act: &Act) -> String {
    let at = path::label(&place.reading.symbol, &place.provision.path);
    let mut label = format!("{at}: {}", act.verb);
    if !act.addressees.is_empty() {
        label.push_str(" – ");
        label.push_str(&act.addressees.join(", "));
    }
    label
}

fn more(block: &mut Block, details: &Details) {
    for due in &details.due {
        if let Some(date) = due.date {
            block.date(wsis::DUE_BY, date);
        }
        if let Some((body, number)) = &due.session {
            block.words(
                wsis::DUE_SESSION,
                &format!("session {number} of the {body}"),
                "en",
            );
        }
    }
    if let Some(recurrence) = details.recurrence {
        block.link(wsis::RECURRENCE, &iri::thing("recurrence", recurrence));
    }
    if let Some(name) = &details.reports_to {
        block.words(wsis::RECIPIENT_NAME, name, "en");
        if let Some(body) = addressee_link(name).and_then(|thing| thing.strip_prefix("body/")) {
            block.link(wsis::REPORTS_TO, &iri::thing("body", body));
        }
    }
    for condition in &details.conditions {
        block.words(wsis::CONDITION, condition, "en");
    }
    for about in &details.about {
        match about {
            About::Goal(goal) => block.link(wsis::CONCERNS, &format!("{GOALS}{goal}")),
            About::ActionLine(line) => {
                block.link(wsis::CONCERNS, &iri::thing("action-line", &format!("c{line}")))
            }
        };
    }
}
