//! What each kind of record refers to, so that rules can look every reference up.

use super::records::{
    Body, Document, Event, Facilitation, Indicator, Label, Link, Mandate, MandateEvent, MatrixLink,
    Membership, Person, Place, Provision, Target,
};
use super::values::{At, Evidence, Passage, ProvisionRef, Source};
use super::{Corpus, Record, Symbol};

/// A reference and where it stands.
#[derive(Debug, Clone, Copy)]
pub enum Reference<'a> {
    /// A thing of a kind: `body`, `event`, or a kind of concept.
    Thing(&'static str, &'a At<String>),
    /// `kind/slug`, or a slug of the kind named.
    AnyThing(&'static str, &'a At<String>),
    /// A document.
    Document(&'a At<Symbol>),
    /// A provision.
    Provision(&'a At<ProvisionRef>),
    /// A document or a provision.
    Source(&'a At<Source>),
    /// A mandate, `SYMBOL#para/n/k`.
    Mandate(&'a At<ProvisionRef>),
    /// A goal or target of the 2030 Agenda, `4` or `5.b`.
    Goal(&'a At<String>),
    /// A thing with its kind, a document (`document/A/RES/70/1`) or a term of the ontology (`ns/Mandate`).
    Named(&'a At<String>),
}

/// A record that refers to others and says how it is known.
pub trait Refers {
    /// Calls `visit` with every reference of the record, its evidence left out.
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>));
    /// How the record is known.
    fn evidence(&self) -> &Evidence;
    /// How the parts of the record are known that have evidence of their own.
    fn further_evidence(&self) -> Vec<&Evidence> {
        Vec::new()
    }
    /// All passages that show something of the record.
    fn passages<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Passage> + 'a> {
        let further = self.further_evidence();
        Box::new(
            self.evidence()
                .passages()
                .iter()
                .chain(further.into_iter().flat_map(Evidence::passages)),
        )
    }
}

/// Calls `visit` with every record that can refer to others.
pub fn each<'a>(corpus: &'a Corpus, visit: &mut dyn FnMut(&'a dyn Refers, RecordPlace<'a>)) {
    fn all<'a, T: Refers>(records: &'a [Record<T>], visit: &mut dyn FnMut(&'a dyn Refers, RecordPlace<'a>)) {
        for record in records {
            let place = RecordPlace {
                file: &record.file,
                span: record.span.clone(),
            };
            visit(&record.value, place);
        }
    }
    all(&corpus.documents, visit);
    all(&corpus.bodies, visit);
    all(&corpus.events, visit);
    all(&corpus.mandates, visit);
    all(&corpus.mandate_events, visit);
    all(&corpus.memberships, visit);
    all(&corpus.targets, visit);
    all(&corpus.facilitations, visit);
    all(&corpus.provisions, visit);
    all(&corpus.places, visit);
    all(&corpus.persons, visit);
    all(&corpus.indicators, visit);
    all(&corpus.matrix, visit);
    all(&corpus.links, visit);
    all(&corpus.labels, visit);
}

/// Where a record stands.
#[derive(Debug, Clone)]
pub struct RecordPlace<'a> {
    /// Its file.
    pub file: &'a std::sync::Arc<crate::problem::SourceFile>,
    /// Its bytes.
    pub span: std::ops::Range<usize>,
}

impl RecordPlace<'_> {
    /// The place of a part of the record.
    #[must_use]
    pub fn at(&self, span: std::ops::Range<usize>) -> crate::problem::Place {
        crate::problem::Place::Span(std::sync::Arc::clone(self.file), span)
    }
}

use Reference::{AnyThing, Thing};

impl Refers for Document {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("document-kind", &self.kind));
        self.adopted_by.iter().for_each(|body| visit(Thing("body", body)));
        self.adopted_at
            .iter()
            .for_each(|event| visit(Thing("event", event)));
        let documents = self
            .origin
            .iter()
            .chain(&self.follows)
            .chain(&self.reproduced_in)
            .chain(&self.meeting_record);
        documents.for_each(|document| visit(Reference::Document(document)));
        self.endorsed_by
            .iter()
            .for_each(|act| visit(Reference::Source(act)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Body {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        let bodies = self
            .part_of
            .iter()
            .chain(&self.serviced_by)
            .chain(&self.reports_to)
            .chain(&self.succeeded_by);
        bodies.for_each(|body| visit(Thing("body", body)));
        self.established_by
            .iter()
            .for_each(|act| visit(Reference::Source(act)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Event {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("event-kind", &self.kind));
        self.held_by.iter().for_each(|body| visit(Thing("body", body)));
        let events = self.part_of.iter().chain(&self.after);
        events.for_each(|event| visit(Thing("event", event)));
        let places = self.place.iter().chain(&self.planned_place);
        places.for_each(|place| visit(Thing("place", place)));
        self.outcomes
            .iter()
            .for_each(|document| visit(Reference::Document(document)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Mandate {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Reference::Provision(&self.provision));
        visit(Thing("force", &self.force));
        visit(Thing("body", &self.by));
        self.to.iter().for_each(|body| visit(AnyThing("body", body)));
        self.due_at
            .iter()
            .for_each(|event| visit(AnyThing("event", event)));
        self.recurrence
            .iter()
            .for_each(|often| visit(Thing("recurrence", often)));
        self.reports_to.iter().for_each(|body| visit(Thing("body", body)));
        self.concerns
            .iter()
            .for_each(|subject| visit(AnyThing("body", subject)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for MandateEvent {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("mandate-event-kind", &self.kind));
        self.mandate
            .iter()
            .for_each(|mandate| visit(Reference::Mandate(mandate)));
        visit(AnyThing("body", &self.concerns));
        visit(Reference::Provision(&self.effected_by));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Membership {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("body", &self.organization));
        visit(AnyThing("body", &self.member));
        visit(Thing("role", &self.role));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Target {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Reference::Provision(&self.provision));
        self.action_lines
            .iter()
            .for_each(|line| visit(Thing("action-line", line)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Facilitation {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("action-line", &self.action_line));
        visit(Thing("body", &self.body));
        visit(Thing("role", &self.role));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Provision {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Reference::Provision(&self.provision));
        self.themes.iter().for_each(|theme| visit(Thing("theme", theme)));
        self.action_lines
            .iter()
            .for_each(|line| visit(Thing("action-line", line)));
        self.goals.iter().for_each(|goal| visit(Reference::Goal(goal)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Place {
    fn references<'a>(&'a self, _: &mut dyn FnMut(Reference<'a>)) {}

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Person {
    fn references<'a>(&'a self, _: &mut dyn FnMut(Reference<'a>)) {}

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Indicator {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("target", &self.target));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    fn further_evidence(&self) -> Vec<&Evidence> {
        self.reports.iter().map(|report| &report.evidence).collect()
    }
}

impl Refers for MatrixLink {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("action-line", &self.action_line));
        visit(Reference::Goal(&self.listed_under));
        self.target.iter().for_each(|goal| visit(Reference::Goal(goal)));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Link {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Reference::Named(&self.thing));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

impl Refers for Label {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Reference::Named(&self.thing));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}
