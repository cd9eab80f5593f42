//! Loads all curated records, whatever is wrong with some of them.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use super::records::{
    Body, Document, Event, Facilitation, Indicator, Label, Link, Mandate, MandateEvent, MatrixLink,
    Membership, Person, Place as Town, Provision, Target,
};
use super::{DataSource, Record, tables, toml_file};
use crate::digest::FileDigest;
use crate::problem::{Place, Problem};

/// The curated records.
#[derive(Debug, Default)]
pub struct Corpus {
    /// `data/documents`
    pub documents: Vec<Record<Document>>,
    /// `data/bodies`
    pub bodies: Vec<Record<Body>>,
    /// `data/events`
    pub events: Vec<Record<Event>>,
    /// `data/mandates`
    pub mandates: Vec<Record<Mandate>>,
    /// `data/mandate-events`
    pub mandate_events: Vec<Record<MandateEvent>>,
    /// `data/memberships`
    pub memberships: Vec<Record<Membership>>,
    /// `data/targets`
    pub targets: Vec<Record<Target>>,
    /// `data/facilitations`
    pub facilitations: Vec<Record<Facilitation>>,
    /// `data/provisions`
    pub provisions: Vec<Record<Provision>>,
    /// `data/places`
    pub places: Vec<Record<Town>>,
    /// `data/persons`
    pub persons: Vec<Record<Person>>,
    /// `data/indicators`
    pub indicators: Vec<Record<Indicator>>,
    /// `data/sdg-matrix`
    pub matrix: Vec<Record<MatrixLink>>,
    /// `data/links`
    pub links: Vec<Record<Link>>,
    /// `data/labels`
    pub labels: Vec<Record<Label>>,
    /// The ids and symbols of records that could not be read: references to
    /// them are not faults of their own.
    pub unread: HashSet<String>,
}

/// Reads every record of `source`, and names the files they stand in; problems
/// are appended, not returned, so that a caller sees those of all files at once.
#[must_use]
pub fn load(source: &DataSource, problems: &mut Vec<Problem>) -> (Corpus, Vec<FileDigest>) {
    if let DataSource::Folder(folder) = source
        && !folder.is_dir()
    {
        problems.push(
            Problem::error("W001", "there is no such folder")
                .at(Place::File(folder.display().to_string()))
                .hint("name a folder with the layout of data/, or leave --data out"),
        );
    }
    let mut unread = HashSet::new();
    let mut corpus = Corpus {
        documents: toml(source, "documents", "document", &mut unread, problems),
        bodies: toml(source, "bodies", "body", &mut unread, problems),
        events: toml(source, "events", "event", &mut unread, problems),
        mandates: toml(source, "mandates", "mandate", &mut unread, problems),
        mandate_events: toml(source, "mandate-events", "mandate_event", &mut unread, problems),
        memberships: toml(source, "memberships", "membership", &mut unread, problems),
        targets: toml(source, "targets", "target", &mut unread, problems),
        facilitations: tables::facilitations(source, problems),
        provisions: tables::provisions(source, problems),
        places: toml(source, "places", "place", &mut unread, problems),
        persons: toml(source, "persons", "person", &mut unread, problems),
        indicators: toml(source, "indicators", "indicator", &mut unread, problems),
        matrix: tables::matrix(source, problems),
        links: tables::links(source, problems),
        labels: tables::labels(source, problems),
        unread: HashSet::new(),
    };
    corpus.unread = unread;
    problems.extend(source.strays());
    (corpus, source.digests())
}

fn toml<T: DeserializeOwned>(
    source: &DataSource,
    folder: &str,
    key: &str,
    unread: &mut HashSet<String>,
    problems: &mut Vec<Problem>,
) -> Vec<Record<T>> {
    let mut records = Vec::new();
    for file in source.files(folder, "toml", problems) {
        toml_file::read(&file, key, &mut records, unread, problems);
    }
    records
}
