//! Loads all curated records, whatever is wrong with some of them.

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::records::{
    Body, Document, Event, Facilitation, Mandate, MandateEvent, Membership, Target, ThemeParagraph,
};
use super::values::{At, Evidence, Passage, Source};
use super::{DataSource, Record, csv_file, toml_file};
use crate::digest::FileDigest;
use crate::problem::{Place, Problem, SourceFile};

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
    /// `data/theme-paragraphs`
    pub theme_paragraphs: Vec<Record<ThemeParagraph>>,
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
        facilitations: facilitations(source, problems),
        theme_paragraphs: theme_paragraphs(source, problems),
        unread: HashSet::new(),
    };
    corpus.unread = unread;
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

fn facilitations(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<Facilitation>> {
    const COLUMNS: &[&str] = &[
        "action_line",
        "body",
        "role",
        "from",
        "until",
        "source",
        "quote",
        "note",
    ];
    rows(source, "facilitations", COLUMNS, problems, |row| {
        Ok(Facilitation {
            action_line: row.required("action_line")?,
            body: row.required("body")?,
            role: row.required("role")?,
            from: row.parse("from")?,
            until: row.parse("until")?,
            note: row.cell("note").map(At::into_inner),
            evidence: evidence(row)?,
        })
    })
}

fn theme_paragraphs(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<ThemeParagraph>> {
    const COLUMNS: &[&str] = &["theme", "provision", "quote", "note"];
    rows(source, "theme-paragraphs", COLUMNS, problems, |row| {
        row.required("provision")?;
        let Some(provision) = row.parse::<super::values::ProvisionRef>("provision")? else {
            // Unreachable: `required` has just seen the cell.
            return Err(Problem::error("W003", "the column `provision` is empty"));
        };
        let passage = Passage {
            claim: row.cell("note").map(At::into_inner),
            source: Some(At::new(
                provision.span(),
                Source::from(provision.get_ref().clone()),
            )),
            url: None,
            quote: row.cell("quote"),
            lang: None,
        };
        Ok(ThemeParagraph {
            theme: row.required("theme")?,
            provision,
            evidence: Evidence::Passages(vec![passage]),
        })
    })
}

/// A row's evidence: the passage in `source` and `quote`, or unverified.
fn evidence(row: &csv_file::Row<'_>) -> Result<Evidence, Problem> {
    Ok(match row.parse::<Source>("source")? {
        None => Evidence::Unverified,
        source => Evidence::Passages(vec![Passage {
            claim: None,
            source,
            url: None,
            quote: row.cell("quote"),
            lang: None,
        }]),
    })
}

fn rows<T>(
    source: &DataSource,
    folder: &str,
    columns: &[&str],
    problems: &mut Vec<Problem>,
    read: impl Fn(&csv_file::Row<'_>) -> Result<T, Problem>,
) -> Vec<Record<T>> {
    let mut records = Vec::new();
    let mut take = |file: &Arc<SourceFile>, row: &csv_file::Row<'_>| {
        records.push(Record {
            value: read(row)?,
            file: Arc::clone(file),
            span: row.span.clone(),
        });
        Ok(())
    };
    for file in source.files(folder, "csv", problems) {
        csv_file::read(&file, columns, problems, |row| take(&file, row));
    }
    records
}
