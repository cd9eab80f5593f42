//! What changed between two releases, statement by statement.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::{Quad, Term};
use serde::Serialize;

use super::changes::{Act, Tally, compare};
use super::format::DumpFormat;
use super::history::{History, HistoryError};
use super::moment::Moment;
use super::open::manifest;
use super::publish;
use super::things::Things;
use crate::graph::vocabulary::rdfs;

/// One side of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// The identifier of the release.
    pub id: String,
    /// Its number, where the history knows it.
    pub number: Option<u32>,
    /// When it was published, where the history knows it.
    pub published: Option<Moment>,
    /// Its folder.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// Why two releases cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// The history is needed to find a release, and cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// No release is called so.
    #[error("there is no release {name} in {out}; releases are {known}, and a folder may be named too")]
    Unknown {
        /// What was asked for.
        name: String,
        /// Where.
        out: PathBuf,
        /// What there is.
        known: String,
    },
    /// The release was removed.
    #[error("release {number} ({id}) is not kept any more; `wsis build --keep N` says how many are")]
    Gone {
        /// Its number.
        number: u32,
        /// Its identifier.
        id: String,
    },
    /// A file cannot be read, or the difference not written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Finds a release: `current`, `previous`, a number, an identifier or the first letters of one, a folder.
///
/// # Errors
/// When there is none, or it was removed.
pub fn find(out: &Path, name: &str) -> Result<Side, DiffError> {
    let folder = Path::new(name);
    if folder.join(DumpFormat::Nq.file_name()).is_file() {
        let id = manifest(folder).map_or_else(|_| name.to_owned(), |manifest| manifest.id);
        return Ok(Side {
            id,
            number: None,
            published: None,
            folder: folder.to_owned(),
        });
    }
    let history = History::read(out)?;
    let current = publish::current(out).and_then(|folder| Some(folder.file_name()?.to_str()?.to_owned()));
    let current = current.and_then(|id| history.of(&id));
    let entry = match name {
        "current" => current,
        "previous" => current.and_then(|entry| history.number(entry.previous?)),
        _ => match name.parse() {
            Ok(number) => history.number(number),
            Err(_) => None,
        }
        .or_else(|| {
            let mut alike = history
                .releases
                .iter()
                .rev()
                .filter(|entry| entry.id.starts_with(name));
            let found = alike.next().filter(|_| name.len() >= 4)?;
            alike.all(|entry| entry.id == found.id).then_some(found)
        }),
    };
    let Some(entry) = entry else {
        return Err(DiffError::Unknown {
            name: name.to_owned(),
            out: out.to_owned(),
            known: known(&history),
        });
    };
    Ok(Side {
        id: entry.id.clone(),
        number: Some(entry.number),
        published: Some(entry.published),
        folder: publish::release(out, &entry.id).ok_or_else(|| DiffError::Gone {
            number: entry.number,
            id: entry.id.clone(),
        })?,
    })
}

fn known(history: &History) -> String {
    match history.last() {
        Some(last) => format!("1 to {}, current, previous, identifiers", last.number),
        None => "none yet".to_owned(),
    }
}

/// What became of one thing.
#[derive(Debug, Serialize)]
pub struct Difference {
    /// What became of it.
    pub act: Act,
    /// Its IRI.
    pub iri: String,
    /// The IRI of its class.
    pub kind: String,
    /// Its name, in English where it has one; empty where it has none.
    pub label: String,
    /// Statements only of the old release, as lines of N-Quads.
    pub removed: Vec<String>,
    /// Statements only of the new one.
    pub added: Vec<String>,
}

/// A comparison of two releases.
pub struct Diff {
    old: (Things, File),
    new: (Things, File),
    changes: Vec<super::changes::Change>,
}

impl Diff {
    /// Compares two releases by what their things amount to.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn of(old: &Side, new: &Side) -> Result<Self, DiffError> {
        let open = |side: &Side| -> io::Result<(Things, File)> {
            let nquads = side.folder.join(DumpFormat::Nq.file_name());
            let told = |error: io::Error| {
                io::Error::new(error.kind(), format!("cannot read {}: {error}", nquads.display()))
            };
            Ok((
                Things::of(&side.folder).map_err(told)?,
                File::open(&nquads).map_err(told)?,
            ))
        };
        let (old, new) = (open(old)?, open(new)?);
        let changes = compare(&old.0, &new.0);
        Ok(Self { old, new, changes })
    }

    /// How many things changed.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally::of(&self.changes)
    }

    /// Goes through the things that changed, in the order of their IRIs. One thing is in memory at a time.
    ///
    /// # Errors
    /// When a dump cannot be read, or those of `take`.
    pub fn each(
        &mut self,
        mut take: impl FnMut(Difference) -> Result<(), DiffError>,
    ) -> Result<(), DiffError> {
        for change in std::mem::take(&mut self.changes) {
            let old = self.old.0.statements(&mut self.old.1, &change.iri)?;
            let new = self.new.0.statements(&mut self.new.1, &change.iri)?;
            let only = |these: &[String], those: &[String]| -> Vec<String> {
                let missing = |line: &&String| those.binary_search(line).is_err();
                these.iter().filter(missing).cloned().collect()
            };
            take(Difference {
                label: label(if new.is_empty() { &old } else { &new }),
                removed: only(&old, &new),
                added: only(&new, &old),
                act: change.act,
                iri: change.iri,
                kind: change.kind,
            })?;
        }
        Ok(())
    }
}

/// The statement of a line of N-Quads that this program wrote.
#[must_use]
pub fn parse(line: &str) -> Option<Quad> {
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    parser.for_slice(line).next()?.ok()
}

/// The name of a thing by its statements: English before other languages; empty where it has none.
#[must_use]
pub fn label(lines: &[String]) -> String {
    let property = format!("> <{}> ", rdfs::LABEL.as_str());
    let labels = lines
        .iter()
        .filter(|line| line.contains(&property))
        .filter_map(|line| match parse(line)?.object {
            Term::Literal(label) => Some(label),
            _ => None,
        });
    let best = labels.min_by_key(|label| (label.language() != Some("en"), label.value().to_owned()));
    best.map_or_else(String::new, |label| label.value().to_owned())
}

/// What a release is called in patches and feeds.
#[must_use]
pub fn release_iri(id: &str) -> String {
    format!("https://w3id.org/wsis/release/{id}")
}

/// Writes a difference as RDF Patch (<https://afs.github.io/rdf-delta/rdf-patch.html>): a header that names
/// both releases, and one transaction. A line of N-Quads without its full stop is a row of a patch.
///
/// # Errors
/// When a dump cannot be read or `out` not written.
pub fn write_patch(
    diff: &mut Diff,
    (old, new): (&Side, &Side),
    out: &mut impl Write,
) -> Result<(), DiffError> {
    writeln!(out, "H id <{}> .", release_iri(&new.id))?;
    writeln!(out, "H prev <{}> .", release_iri(&old.id))?;
    writeln!(out, "TX .")?;
    diff.each(|thing| {
        for line in &thing.removed {
            writeln!(out, "D {line}")?;
        }
        for line in &thing.added {
            writeln!(out, "A {line}")?;
        }
        Ok(())
    })?;
    writeln!(out, "TC .")?;
    Ok(())
}
