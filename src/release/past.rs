//! All publications of a folder of releases, read once: when each thing was made, changed and withdrawn, and
//! on which page of the feeds it stands.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use super::changes::{self, Act, Change};
use super::history::{History, HistoryError, Published};
use super::publish;
use super::things::{Collector, Things};

/// Changes on one page of the feeds. Pages are numbered through all publications and never change, so
/// neither may this number.
pub const PAGE: usize = 200;

/// What happened to a thing. Things are told apart by 64 bits of their IRI: among ten million of them, two
/// share a key with a chance of one in 370,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Happened {
    key: u64,
    number: u32,
    act: Act,
}

/// A page of changes, all of one publication.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The publication.
    pub number: u32,
    /// Where its first line stands in the file of changes.
    from: u64,
    /// How many changes it has.
    pub count: usize,
}

/// When a thing was made, changed, withdrawn.
#[derive(Debug, Clone, Copy)]
pub struct Times<'a> {
    /// The publication that had it first.
    pub created: &'a Published,
    /// The last one that changed its statements, or withdrew it.
    pub modified: &'a Published,
    /// Whether it is withdrawn.
    pub gone: bool,
}

/// The past of a folder of releases.
#[derive(Debug, Default)]
pub struct Past {
    out: PathBuf,
    history: History,
    happened: Vec<Happened>,
    pages: Vec<Page>,
    successors: HashMap<String, String>,
}

impl Past {
    /// Reads the history of `out` and all changes.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn read(out: &Path) -> Result<Self, HistoryError> {
        let mut past = Self {
            out: out.to_owned(),
            history: History::read(out)?,
            ..Self::default()
        };
        for at in 0..past.history.releases.len() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            past.take(number)?;
        }
        past.happened.sort_unstable();
        Ok(past)
    }

    fn take(&mut self, number: u32) -> Result<(), HistoryError> {
        let (happened, pages, successors) = (&mut self.happened, &mut self.pages, &mut self.successors);
        let mut count = 0;
        changes::each(&self.out, number, |from, change| {
            happened.push(Happened {
                key: key(&change.iri),
                number,
                act: change.act,
            });
            if count % PAGE == 0 {
                pages.push(Page {
                    number,
                    from,
                    count: 0,
                });
            }
            if let Some(page) = pages.last_mut() {
                page.count += 1;
            }
            count += 1;
            if let Some(by) = change.replaced_by {
                successors.insert(change.iri, by);
            }
        })?;
        let said = self
            .history
            .number(number)
            .map_or(0, |entry| entry.changes.total());
        if said == count as u64 {
            return Ok(());
        }
        let reason = format!("it has {count} changes, and the history says {said}");
        Err(HistoryError::damaged(
            &self.out.join(changes::CHANGES).join(format!("{number}.json")),
            &reason,
        ))
    }

    /// The publications.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The folder of a release, if it is kept.
    #[must_use]
    pub fn folder(&self, entry: &Published) -> Option<PathBuf> {
        publish::release(&self.out, &entry.id)
    }

    fn all(&self, iri: &str, until: u32) -> &[Happened] {
        let key = key(iri);
        let from = self.happened.partition_point(|event| event.key < key);
        let end = self
            .happened
            .partition_point(|event| (event.key, event.number) <= (key, until));
        self.happened.get(from..end).unwrap_or_default()
    }

    /// When a thing was made and changed, as the publication `until` knew it; `None` where it knew no such thing.
    #[must_use]
    pub fn times(&self, iri: &str, until: u32) -> Option<Times<'_>> {
        let all = self.all(iri, until);
        let last = all.last()?;
        Some(Times {
            created: self.history.number(all.first()?.number)?,
            modified: self.history.number(last.number)?,
            gone: last.act == Act::Deleted,
        })
    }

    /// Whether the publication `number` had a thing.
    #[must_use]
    pub fn had(&self, iri: &str, number: u32) -> bool {
        self.all(iri, number)
            .last()
            .is_some_and(|event| event.act != Act::Deleted)
    }

    /// What the last statements of a withdrawn thing named as its successor.
    #[must_use]
    pub fn successor(&self, iri: &str) -> Option<&str> {
        self.successors.get(iri).map(String::as_str)
    }

    /// The pages of changes, numbered from 1; the first one is that of the first publication.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The number of the first page of a publication; `None` where it changed nothing.
    #[must_use]
    pub fn first_page(&self, number: u32) -> Option<usize> {
        let at = self.pages.partition_point(|page| page.number < number);
        self.pages
            .get(at)
            .filter(|page| page.number == number)
            .map(|_| at + 1)
    }

    /// The changes of a page.
    ///
    /// # Errors
    /// When the file of changes is missing or damaged.
    pub fn changes(&self, page: &Page) -> Result<Vec<Change>, HistoryError> {
        changes::some(&self.out, page.number, page.from, page.count)
    }

    /// The first publication from `number` on that is kept and has a thing in the same words.
    pub fn same_from(&self, iri: &str, number: u32) -> impl Iterator<Item = &Published> {
        let next = self.all(iri, u32::MAX).iter().find(|event| event.number > number);
        let end = next.map_or(u32::MAX, |event| event.number);
        let entries = self.history.releases.iter();
        entries.filter(move |entry| (number..end).contains(&entry.number))
    }

    /// The things that were there after the last publication, their statements unknown.
    pub(super) fn alive(out: &Path, last: u32) -> Result<Things, HistoryError> {
        let mut alive: HashMap<String, ()> = HashMap::new();
        for number in 1..=last {
            changes::each(out, number, |_, change| {
                match change.act {
                    Act::Deleted => alive.remove(&change.iri),
                    Act::Created | Act::Updated => alive.insert(change.iri, ()),
                };
            })?;
        }
        let mut collector = Collector::default();
        for iri in alive.keys() {
            // No statement of a release looks like this one, so each of these things counts as changed.
            collector.add(format!("<{iri}> <urn:unknown> <urn:unknown> .\n").as_bytes());
        }
        Ok(collector.finish())
    }
}

fn key(iri: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(iri.as_bytes());
    hasher.finish()
}
