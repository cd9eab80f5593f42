//! What each kind of record refers to, so that rules can look every reference up.

use super::records::{
    Body, Document, Event, Facilitation, Mandate, MandateEvent, Membership, Target, ThemeParagraph,
};
use super::values::{At, Evidence, ProvisionRef, Source};
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
}

/// A record that refers to others and says how it is known.
pub trait Refers {
    /// Calls `visit` with every reference of the record, its evidence left out.
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>));
    /// How the record is known.
    fn evidence(&self) -> &Evidence;
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
    all(&corpus.theme_paragraphs, visit);
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
        let documents = self.origin.iter().chain(&self.follows).chain(&self.reproduced_in);
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
            .chain(&self.reports_to);
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
        visit(Thing("body", &self.member));
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

impl Refers for ThemeParagraph {
    fn references<'a>(&'a self, visit: &mut dyn FnMut(Reference<'a>)) {
        visit(Thing("theme", &self.theme));
        visit(Reference::Provision(&self.provision));
    }

    fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}
