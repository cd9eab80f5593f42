//! The forms that each kind of address offers.

use super::negotiate::{Offer, weighed};
use crate::cite;
use crate::query::Format;
use axum::http::HeaderMap;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

/// A page for people or data for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// HTML.
    Page,
    /// RDF, or the answer to a query.
    Data(Format),
    /// A record for managers of literature.
    Cite(cite::Form),
}

const TURTLE: &[&str] = &["text/turtle", "application/x-turtle", "application/turtle"];
const JSON_LD: &[&str] = &["application/ld+json", "application/json"];
const N_TRIPLES: &[&str] = &["application/n-triples"];
const RDF_XML: &[&str] = &["application/rdf+xml", "application/xml", "text/xml"];
const N_QUADS: &[&str] = &["application/n-quads", "text/x-nquads"];
const TRIG: &[&str] = &["application/trig", "application/x-trig"];
const HTML: &[&str] = &["text/html", "application/xhtml+xml"];

const PAGE: Offer<Form> = Offer {
    form: Form::Page,
    types: HTML,
};

const fn rdf(format: RdfFormat, types: &'static [&'static str]) -> Offer<Form> {
    Offer {
        form: Form::Data(Format::Rdf(format)),
        types,
    }
}

const fn results(format: QueryResultsFormat, types: &'static [&'static str]) -> Offer<Form> {
    Offer {
        form: Form::Data(Format::Results(format)),
        types,
    }
}

const JSON_LD_FORMAT: RdfFormat = RdfFormat::JsonLd {
    profile: JsonLdProfileSet::empty(),
};

/// RDF in any syntax, or a page.
pub(super) const GRAPH: [Offer<Form>; 7] = [
    rdf(RdfFormat::Turtle, TURTLE),
    rdf(JSON_LD_FORMAT, JSON_LD),
    rdf(RdfFormat::NTriples, N_TRIPLES),
    rdf(RdfFormat::RdfXml, RDF_XML),
    rdf(RdfFormat::NQuads, N_QUADS),
    rdf(RdfFormat::TriG, TRIG),
    PAGE,
];

const fn literature(form: cite::Form, types: &'static [&'static str]) -> Offer<Form> {
    Offer {
        form: Form::Cite(form),
        types,
    }
}

/// The same of documents, which are also literature.
const DOCUMENT: [Offer<Form>; 10] = [
    rdf(RdfFormat::Turtle, TURTLE),
    rdf(JSON_LD_FORMAT, JSON_LD),
    rdf(RdfFormat::NTriples, N_TRIPLES),
    rdf(RdfFormat::RdfXml, RDF_XML),
    rdf(RdfFormat::NQuads, N_QUADS),
    rdf(RdfFormat::TriG, TRIG),
    literature(cite::Form::Ris, &[cite::Form::Ris.media_type()]),
    literature(
        cite::Form::Bibtex,
        &[cite::Form::Bibtex.media_type(), "text/x-bibtex"],
    ),
    literature(cite::Form::Csl, &[cite::Form::Csl.media_type()]),
    PAGE,
];

/// The forms of a thing, or of a document.
pub(super) fn of_thing(document: bool) -> &'static [Offer<Form>] {
    if document { &DOCUMENT } else { &GRAPH }
}

/// The forms without the page.
#[must_use]
pub(super) fn data_of_thing(document: bool) -> &'static [Offer<Form>] {
    of_thing(document).split_last().map_or(&[], |(_, data)| data)
}

/// The answer to SELECT or ASK, or a page.
pub(super) const TABLE: [Offer<Form>; 5] = [
    results(
        QueryResultsFormat::Json,
        &["application/sparql-results+json", "application/json", "text/json"],
    ),
    results(
        QueryResultsFormat::Xml,
        &["application/sparql-results+xml", "application/xml", "text/xml"],
    ),
    results(QueryResultsFormat::Csv, &["text/csv"]),
    results(QueryResultsFormat::Tsv, &["text/tab-separated-values"]),
    PAGE,
];

/// RDF only, for addresses that are never pages.
#[must_use]
pub(super) fn data_only() -> &'static [Offer<Form>] {
    GRAPH.split_last().map_or(&[], |(_, data)| data)
}

/// How many of the forms, from the start, say their statements outside of named graphs.
const TRIPLES: usize = 4;
/// Least part of the weight of quads with which triples are wanted too.
const ALSO_WANTED: f32 = 0.5;

/// The form of data about a thing. Quads put every statement into a named graph; clients that follow links
/// name them first, and then ask the default graph, where they find nothing. Who wants triples nearly as
/// much gets these. `offers` begins as [`GRAPH`] does.
#[must_use]
pub(super) fn choose_data(headers: &HeaderMap, offers: &[Offer<Form>]) -> Option<Form> {
    let (weight, chosen) = weighed(headers, offers)?;
    let quads = matches!(
        chosen,
        Form::Data(Format::Rdf(RdfFormat::NQuads | RdfFormat::TriG))
    );
    let triples = quads
        .then(|| weighed(headers, offers.get(..TRIPLES).unwrap_or_default()))
        .flatten()
        .filter(|(other, _)| *other >= weight * ALSO_WANTED)
        .map(|(_, form)| form);
    Some(triples.unwrap_or(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, header};

    /// Catches: a client of linked data sent statements in named graphs, which it does not look into; one that
    /// wants quads sent something else.
    #[test]
    fn triples_are_preferred_where_both_are_wanted() {
        for (accept, expected) in [
            (
                "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6",
                "jsonld",
            ),
            ("application/n-quads, */*;q=0.1", "nq"),
            ("application/n-quads", "nq"),
            ("application/trig, text/turtle;q=0.4", "trig"),
            ("application/trig, text/turtle", "ttl"),
            ("*/*", "ttl"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(
                choose_data(&headers, data_only()),
                Format::from_name(expected).map(Form::Data),
                "{accept}"
            );
        }
    }
}
