//! What was published when, as answers need it.

use crate::graph::vocabulary::dcterms;
use crate::release::history::Published;
use crate::release::past::{Past, Times};
use crate::release::things::Things;
use crate::talk::say;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, vocab::xsd};
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// How many indexes of releases are in memory at once.
const INDEXES: usize = 3;

/// The history of the folder that a release lies in, or why it is not known.
pub(in crate::serve) struct Known {
    past: Result<Past, String>,
    indexes: Mutex<Vec<(String, Arc<Things>)>>,
}

/// When a thing was made and changed, for a page.
pub(in crate::serve) struct Dated {
    /// The time of the publication that had it first.
    pub created: String,
    /// The number of that publication.
    pub first: u32,
    /// The time of the last one that changed its statements.
    pub modified: String,
    /// The number of that publication.
    pub last: u32,
    /// The number and time of the publication that is shown, where it is not the last one.
    pub old: Option<(u32, String)>,
}

impl Known {
    /// What is known of the folder in which a release lies, `OUT/releases/ID`. A damaged history is told
    /// once; the release is served without it.
    #[must_use]
    pub(in crate::serve) fn of(release: &Path) -> Self {
        let releases = release.parent().filter(|folder| folder.ends_with("releases"));
        let past = match releases.and_then(Path::parent) {
            Some(out) => Past::read(out).map_err(|error| error.to_string()),
            None => Ok(Past::default()),
        };
        if let Err(fault) = &past {
            say(&format!("Feeds and earlier states are not served: {fault}"));
        }
        Self {
            past,
            indexes: Mutex::default(),
        }
    }

    /// The past.
    ///
    /// # Errors
    /// Why it is not known.
    pub(super) fn past(&self) -> Result<&Past, &str> {
        self.past.as_ref().map_err(String::as_str)
    }

    /// The number of a release; 0 where it is not known.
    pub(in crate::serve) fn number(&self, id: &str) -> u32 {
        let entry = self.past().ok().and_then(|past| past.history().of(id));
        entry.map_or(0, |entry| entry.number)
    }

    /// What is known of a publication.
    pub(in crate::serve) fn published(&self, number: u32) -> Option<&Published> {
        self.past().ok()?.history().number(number)
    }

    /// When a thing was made and changed, as the publication `number` knew it.
    pub(super) fn times(&self, iri: &NamedNode, number: u32) -> Option<Times<'_>> {
        self.past().ok()?.times(iri.as_str(), number)
    }

    /// Whether earlier publications had a thing that `number` does not have.
    #[must_use]
    pub(in crate::serve) fn gone(&self, iri: &NamedNode, number: u32) -> bool {
        self.times(iri, number).is_some_and(|times| times.gone)
    }

    /// The statements about a thing's own history. They follow from the record of publications, not from the
    /// data, so they stand in no graph.
    #[must_use]
    pub(in crate::serve) fn dates(&self, iri: &NamedNode, number: u32) -> Vec<Quad> {
        let times = self.times(iri, number).filter(|times| !times.gone);
        let pairs = times.map(|times| {
            [
                (dcterms::CREATED, times.created),
                (dcterms::MODIFIED, times.modified),
            ]
        });
        let quads = pairs.into_iter().flatten().map(|(property, entry)| {
            let time = Literal::new_typed_literal(entry.published.to_string(), xsd::DATE_TIME);
            Quad::new(iri.clone(), property.into_owned(), time, GraphName::DefaultGraph)
        });
        quads.collect()
    }

    /// The same for a page.
    #[must_use]
    pub(in crate::serve) fn dated(&self, iri: &NamedNode, number: u32) -> Option<Dated> {
        let times = self.times(iri, number).filter(|times| !times.gone)?;
        let history = self.past().ok()?.history();
        let old = history
            .number(number)
            .filter(|entry| history.last() != Some(*entry));
        Some(Dated {
            old: old.map(|entry| (entry.number, entry.published.to_string())),
            created: times.created.published.to_string(),
            first: times.created.number,
            modified: times.modified.published.to_string(),
            last: times.modified.number,
        })
    }

    /// The statements of a thing in the words that publication `number` gave it: from any release that is
    /// kept and has the same words, the newest first. `None` where no kept release has them.
    pub(super) fn statements(&self, iri: &str, number: u32) -> Option<Vec<String>> {
        let past = self.past().ok()?;
        let same: Vec<_> = past.same_from(iri, number).collect();
        same.into_iter().rev().find_map(|entry| {
            let folder = past.folder(entry)?;
            let things = self.index(&entry.id, &folder)?;
            let mut nquads = File::open(folder.join("wsis.nq")).ok()?;
            let lines = things.statements(&mut nquads, iri).ok()?;
            (!lines.is_empty()).then_some(lines)
        })
    }

    fn index(&self, id: &str, folder: &Path) -> Option<Arc<Things>> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = indexes.iter().position(|(known, _)| known == id) {
            let found = indexes.remove(at);
            let things = Arc::clone(&found.1);
            indexes.push(found);
            return Some(things);
        }
        let things = Arc::new(Things::of(folder).ok()?);
        if indexes.len() >= INDEXES {
            indexes.remove(0);
        }
        indexes.push((id.to_owned(), Arc::clone(&things)));
        Some(things)
    }
}
