//! The four tables; `ontology/tables.json` says what each column means.

use super::table::{Cell, Table, Thing, joined, maybe, number, slug, text, whole};
use crate::corpus::Language;
use crate::graph::iri;
use crate::graph::statements::Facts;
use crate::graph::vocabulary::{dcterms, eli, oa, rdfs, wsis};

/// All of them.
pub(super) const TABLES: [&Table; 4] = [&DOCUMENTS, &PARAGRAPHS, &MANDATES, &CITATIONS];

static DOCUMENTS: Table = Table {
    name: "documents",
    things: |facts| of_class(facts, wsis::DOCUMENT.as_str()),
    place: |thing| thing.iri.to_owned(),
    columns: &[
        text("iri", own),
        text("symbol", |d| Cell::Text(symbol(d.facts, d.iri))),
        text("other_symbols", |d| {
            let main = symbol(d.facts, d.iri);
            let said = d.facts.about(d.iri, wsis::SYMBOL).into_iter();
            joined(said.map(|said| said.value.clone()).filter(|other| *other != main))
        }),
        text("kind", |d| d.slugs(wsis::DOCUMENT_KIND, "document-kind")),
        text("title_en", |d| title(d, "en")),
        text("title_ar", |d| title(d, "ar")),
        text("title_zh", |d| title(d, "zh")),
        text("title_fr", |d| title(d, "fr")),
        text("title_ru", |d| title(d, "ru")),
        text("title_es", |d| title(d, "es")),
        text("adopted_on", |d| d.one(wsis::ADOPTED_ON)),
        text("issued_on", |d| d.one(wsis::ISSUED_ON)),
        text("adopted_by", |d| d.all(wsis::ADOPTED_BY)),
        text("adopted_at", |d| d.all(wsis::ADOPTED_AT)),
        whole("session", |d| d.whole(wsis::SESSION)),
        text("meeting", |d| maybe(d.words(wsis::MEETING, "en"))),
        text("agenda_item", |d| d.all(wsis::AGENDA_ITEM)),
        text("series", |d| d.one(wsis::SERIES)),
        whole("paragraph_count", |d| d.whole(wsis::PARAGRAPH_COUNT)),
        text("languages", languages),
        text("layers", layers),
    ],
};

static PARAGRAPHS: Table = Table {
    name: "paragraphs",
    things: |facts| facts.subjects(wsis::IN_DOCUMENT, |_| true),
    place: |thing| thing.iri.to_owned(),
    columns: &[
        text("iri", own),
        text("document", |p| p.one(wsis::IN_DOCUMENT)),
        text("symbol", |p| {
            p.value(wsis::IN_DOCUMENT)
                .map_or(Cell::Empty, |document| Cell::Text(symbol(p.facts, document)))
        }),
        text("kind", |p| {
            let said = p.facts.about(p.iri, oxrdf::vocab::rdf::TYPE).into_iter();
            let classes = said.filter_map(|said| said.value.strip_prefix(wsis::NAMESPACE));
            joined(classes.map(str::to_owned))
        }),
        text("path", |p| path(p, p.iri)),
        text("number", |p| p.one(wsis::NUMBER)),
        whole("order", |p| p.whole(wsis::ORDER)),
        text("part_of", |p| p.one(eli::IS_PART_OF)),
        text("label", |p| maybe(p.words(rdfs::LABEL, "en"))),
        text("heading", |p| maybe(p.words(wsis::HEADING, "en"))),
        text("gist", |p| maybe(p.words(wsis::GIST, "en"))),
        text("themes", |p| p.slugs(wsis::TREATS, "theme")),
        text("action_lines", |p| p.slugs(wsis::TOUCHES, "action-line")),
        text("sdgs", |p| p.slugs(wsis::TOUCHES, "sdg")),
        text("text_en", |p| words(p, "en")),
        text("text_ar", |p| words(p, "ar")),
        text("text_zh", |p| words(p, "zh")),
        text("text_fr", |p| words(p, "fr")),
        text("text_ru", |p| words(p, "ru")),
        text("text_es", |p| words(p, "es")),
        text("layers", layers),
    ],
};

static MANDATES: Table = Table {
    name: "mandates",
    things: |facts| of_class(facts, wsis::MANDATE.as_str()),
    place: |thing| thing.value(wsis::STATED_IN).unwrap_or(thing.iri).to_owned(),
    columns: &[
        text("iri", own),
        text("paragraph", |m| m.one(wsis::STATED_IN)),
        text("document", |m| place(m, wsis::STATED_IN, Part::Document)),
        text("symbol", |m| place(m, wsis::STATED_IN, Part::Symbol)),
        text("path", |m| place(m, wsis::STATED_IN, Part::Path)),
        text("label", |m| maybe(m.words(rdfs::LABEL, "en"))),
        text("issued_by", |m| m.all(wsis::ISSUED_BY)),
        text("verb", |m| m.all(wsis::OPERATIVE_VERB)),
        text("force", |m| m.slugs(wsis::FORCE, "force")),
        text("addressees", |m| m.all(wsis::ADDRESSEE)),
        text("addressee_names", |m| m.all(wsis::ADDRESSEE_NAME)),
        text("action", |m| m.all(wsis::ACTION)),
        text("action_words", |m| m.all(wsis::ACTION_WORDS)),
        text("due_by", |m| m.all(wsis::DUE_BY)),
        text("due_at", |m| m.all(wsis::DUE_AT)),
        text("due_session", |m| m.all(wsis::DUE_SESSION)),
        text("recurrence", |m| m.slugs(wsis::RECURRENCE, "recurrence")),
        text("reports_to", |m| m.all(wsis::REPORTS_TO)),
        text("recipient_names", |m| m.all(wsis::RECIPIENT_NAME)),
        text("conditions", |m| m.all(wsis::CONDITION)),
        text("concerns", |m| m.all(wsis::CONCERNS)),
        text("action_lines", |m| m.slugs(wsis::CONCERNS, "action-line")),
        text("sdgs", |m| m.slugs(wsis::CONCERNS, "sdg")),
        text("evidence_words", |m| {
            joined(m.beyond(&[wsis::EVIDENCE_FOR, oa::HAS_SELECTOR], oa::EXACT))
        }),
        text("methods", |m| evidence(m, wsis::METHOD, "method")),
        text("rules", |m| evidence(m, wsis::RULE, "rule")),
        number("confidence", |m| {
            decimal(m.beyond(&[wsis::EVIDENCE_FOR], wsis::CONFIDENCE).first())
        }),
        text("review_states", |m| {
            evidence(m, wsis::REVIEW_STATE, "review-state")
        }),
        text("layers", layers),
    ],
};

static CITATIONS: Table = Table {
    name: "citations",
    things: |facts| of_class(facts, wsis::CITATION.as_str()),
    place: |thing| {
        thing
            .value(wsis::CITING_PROVISION)
            .unwrap_or(thing.iri)
            .to_owned()
    },
    columns: &[
        text("iri", own),
        text("paragraph", |c| c.one(wsis::CITING_PROVISION)),
        text("document", |c| place(c, wsis::CITING_PROVISION, Part::Document)),
        text("symbol", |c| place(c, wsis::CITING_PROVISION, Part::Symbol)),
        text("path", |c| place(c, wsis::CITING_PROVISION, Part::Path)),
        text("cited", |c| c.one(wsis::CITED)),
        text("cited_symbol", |c| {
            let cited = c
                .value(wsis::CITED)
                .filter(|cited| cited.starts_with(iri::DOCUMENTS));
            cited.map_or(Cell::Empty, |cited| Cell::Text(symbol(c.facts, cited)))
        }),
        text("target_name", |c| c.one(wsis::TARGET_NAME)),
        text("cited_paragraphs", |c| c.all(wsis::CITED_PROVISION)),
        text("pinpoint", |c| c.one(wsis::PINPOINT)),
        text("function", |c| c.one(wsis::CITATION_FUNCTION)),
        text("words_en", |c| maybe(c.words(wsis::WORDS, "en"))),
        text("confirmed_in", |c| c.all(wsis::CONFIRMED_IN)),
        text("method", |c| c.slugs(wsis::METHOD, "method")),
        text("rule", |c| c.slugs(wsis::RULE, "rule")),
        number("confidence", |c| {
            decimal(c.value(wsis::CONFIDENCE).map(str::to_owned).as_ref())
        }),
        text("layers", layers),
    ],
};

fn own(thing: &Thing<'_>) -> Cell {
    Cell::Text(thing.iri.to_owned())
}

/// The named graphs that describe it.
fn layers(thing: &Thing<'_>) -> Cell {
    joined(thing.facts.layers(thing.iri).into_iter().map(str::to_owned))
}

fn of_class<'a>(facts: &'a Facts, class: &'static str) -> Vec<&'a str> {
    facts.subjects(oxrdf::vocab::rdf::TYPE, |found| found == class)
}

/// The symbol by which a document is addressed, among those it has.
pub(super) fn symbol(facts: &Facts, document: &str) -> String {
    crate::cite::symbol(facts, document)
}

fn title(document: &Thing<'_>, tag: &str) -> Cell {
    let own = document.words(dcterms::TITLE, tag).map(str::to_owned);
    let versions = || {
        document
            .version(tag)
            .and_then(|version| version.thing().words(dcterms::TITLE, tag).map(str::to_owned))
    };
    own.or_else(versions).map_or(Cell::Empty, Cell::Text)
}

/// The languages whose text is at hand.
fn languages(document: &Thing<'_>) -> Cell {
    let tags = Language::ALL.into_iter().map(Language::tag);
    joined(
        tags.filter(|tag| document.version(tag).is_some())
            .map(str::to_owned),
    )
}

fn words(provision: &Thing<'_>, tag: &str) -> Cell {
    let text = provision.version(tag);
    maybe(text.as_ref().and_then(|text| text.thing().value(wsis::TEXT)))
}

/// What of the place of a mandate or citation.
enum Part {
    Document,
    Symbol,
    Path,
}

fn place(thing: &Thing<'_>, way: oxrdf::NamedNodeRef<'_>, part: Part) -> Cell {
    let Some(provision) = thing.hop(way).into_iter().next() else {
        return Cell::Empty;
    };
    let provision = provision.thing();
    let document = provision.value(wsis::IN_DOCUMENT);
    match (part, document) {
        (_, None) => Cell::Empty,
        (Part::Document, Some(document)) => Cell::Text(document.to_owned()),
        (Part::Symbol, Some(document)) => Cell::Text(symbol(thing.facts, document)),
        (Part::Path, Some(_)) => path(&provision, provision.iri),
    }
}

/// What follows the document in a provision's address.
fn path(provision: &Thing<'_>, address: &str) -> Cell {
    let document = provision.value(wsis::IN_DOCUMENT).unwrap_or_default();
    let rest = address
        .strip_prefix(document)
        .and_then(|rest| rest.strip_prefix('/'));
    maybe(rest)
}

fn evidence(mandate: &Thing<'_>, predicate: oxrdf::NamedNodeRef<'_>, kind: &str) -> Cell {
    let values = mandate.beyond(&[wsis::EVIDENCE_FOR], predicate);
    joined(values.iter().filter_map(|value| slug(value, kind)))
}

fn decimal(value: Option<&String>) -> Cell {
    let value = value.and_then(|value| value.parse().ok());
    value.map_or(Cell::Empty, Cell::Number)
}
