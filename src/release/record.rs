//! Adds a publication to the history, with what it changed.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use super::changes::{self, Act, Change, Tally};
use super::format::DumpFormat;
use super::history::{History, HistoryError, Published};
use super::manifest::Manifest;
use super::moment::Moment;
use super::past::Past;
use super::publish::{self, MANIFEST};
use super::things::Things;
use crate::graph::vocabulary::wsis;
use crate::talk::say;

/// The fewest releases that are kept: servers may still read the one before the last.
pub const FEWEST: usize = 2;

/// Adds the release in `home` to the history of `out`, unless it is the last one there.
pub(super) fn record(out: &Path, manifest: &Manifest, home: &Path) -> Result<History, HistoryError> {
    let mut history = History::read(out)?;
    if history.releases.is_empty() {
        adopt(out, &mut history, home)?;
    }
    if history.last().is_some_and(|last| last.id == manifest.id) {
        return Ok(history);
    }
    let published = history.now();
    add(out, &mut history, (manifest, home), published)?;
    Ok(history)
}

/// Takes up a release that was published before histories were written.
fn adopt(out: &Path, history: &mut History, home: &Path) -> Result<(), HistoryError> {
    let Some(folder) = publish::current(out).filter(|folder| folder != home) else {
        return Ok(());
    };
    let (Ok(manifest), Ok(file)) = (super::open::manifest(&folder), folder.join(MANIFEST).metadata()) else {
        return Ok(());
    };
    let published = file
        .modified()
        .map_or_else(|_| history.now(), |time| history.at(time));
    add(out, history, (&manifest, &folder), published)
}

fn add(
    out: &Path,
    history: &mut History,
    (manifest, home): (&Manifest, &Path),
    published: Moment,
) -> Result<(), HistoryError> {
    let things = Things::of(home).map_err(HistoryError::file("read", home))?;
    let mut changes = changes::compare(&before(out, history)?, &things);
    if let Some(folder) = history.last().and_then(|last| publish::release(out, &last.id)) {
        succeed(&folder, &mut changes);
    }
    let number = history.last().map_or(1, |last| last.number + 1);
    changes::write(out, (number, &manifest.id, published), &changes)?;
    history.releases.push(Published {
        number,
        id: manifest.id.clone(),
        previous: history.last().map(|last| last.number),
        published,
        quads: manifest.counts.quads,
        things: things.len() as u64,
        changes: Tally::of(&changes),
    });
    // Last: whatever stops before leaves a file of changes that the next publication writes over.
    history.write(out)
}

/// The things of the last publication. Where its release is gone, nobody can say what it stated: every thing
/// that stays counts as changed, so that those who follow miss nothing.
fn before(out: &Path, history: &History) -> Result<Things, HistoryError> {
    let Some(last) = history.last() else {
        return Ok(Things::default());
    };
    let folder = publish::release(out, &last.id);
    if let Some(things) = folder.and_then(|folder| Things::of(&folder).ok()) {
        return Ok(things);
    }
    say(&format!(
        "release {} ({}) is missing, so every thing that was in it counts as changed",
        last.number, last.id
    ));
    Past::alive(out, last.number)
}

/// Notes what the last statements of deleted things named as their successors.
fn succeed(folder: &Path, changes: &mut [Change]) {
    let nquads = File::open(folder.join(DumpFormat::Nq.file_name()));
    let (Ok(things), Ok(mut nquads)) = (Things::of(folder), nquads) else {
        return;
    };
    for change in changes.iter_mut().filter(|change| change.act == Act::Deleted) {
        let lines = things.statements(&mut nquads, &change.iri).unwrap_or_default();
        change.replaced_by = lines.iter().find_map(|line| successor(line)).map(str::to_owned);
    }
}

fn successor(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("> <")?;
    let object = rest
        .strip_prefix(wsis::SUCCEEDED_BY.as_str())?
        .strip_prefix("> <")?;
    object.split('>').next()
}

/// Gives the releases that are older than the last `keep` to `remove`.
pub(super) fn prune(history: &History, keep: usize, mut remove: impl FnMut(&str)) {
    let mut kept = BTreeSet::new();
    let mut all = BTreeSet::new();
    for entry in history.releases.iter().rev() {
        if kept.len() < keep.max(FEWEST) {
            kept.insert(entry.id.as_str());
        }
        all.insert(entry.id.as_str());
    }
    for id in all.difference(&kept) {
        remove(id);
    }
}
