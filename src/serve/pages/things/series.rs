//! A series of documents over the years: what each kept, changed and added of the one before it.

use super::acts::{document_date, is_draft};
use super::align::{Align, Texts, align};
use super::compare::{common_tongues, first_choice};
use super::document_blocks::held_languages;
use super::look::{Link, Look};
use super::marked::marked;
use crate::graph::vocabulary::wsis;
use crate::serve::iri::query_value;
use crate::serve::lookup::subject;
use crate::serve::respond::Shell;
use oxigraph::model::{NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A series over the years, the latest first.
pub(super) struct Series {
    /// Its name for people.
    pub name: String,
    /// Its documents.
    pub rows: Vec<Issue>,
}

/// One document of a series.
pub(super) struct Issue {
    /// Its symbol.
    pub link: Link,
    /// When it was adopted or issued.
    pub date: String,
    /// Whether the release holds its text.
    pub held: bool,
    /// What became of the one before it, where both texts are held.
    pub counts: Option<Counts>,
    /// The address of the comparison behind the counts.
    pub compare: Option<String>,
}

/// Paragraphs of a later document, by what it did to those of the earlier one.
pub(super) struct Counts {
    /// Not a word is changed.
    pub same: usize,
    /// Some words are changed.
    pub changed: usize,
    /// The earlier document has nothing like it.
    pub new: usize,
}

impl Counts {
    /// All paragraphs of the later document.
    pub(super) fn all(&self) -> usize {
        self.same + self.changed + self.new
    }
}

/// The name of a series for people, where the interface has one.
pub(super) fn name_of(shell: &Shell, name: &str) -> String {
    let key = format!("series-{name}");
    let said = shell.say(&key);
    if said == key { name } else { said }.to_owned()
}

/// The documents of each series, in order of time.
pub(super) fn all_series(look: &Look<'_>) -> BTreeMap<String, Vec<NamedNode>> {
    let mut all: BTreeMap<String, BTreeSet<(String, NamedNode)>> = BTreeMap::new();
    for quad in look
        .store
        .quads_for_pattern(None, Some(wsis::SERIES), None, None)
        .flatten()
    {
        if let (Some(document), Term::Literal(name)) = (subject(&quad), &quad.object) {
            let date = document_date(look, document.as_ref());
            all.entry(name.value().to_owned())
                .or_default()
                .insert((date, document.clone()));
        }
    }
    all.into_iter()
        .map(|(name, documents)| {
            (
                name,
                documents.into_iter().map(|(_, document)| document).collect(),
            )
        })
        .collect()
}

/// What each document of a series kept, changed and added. Each is compared with the one before it in the series and
/// not with its own draft, from which it has every word.
pub(super) fn through(look: &Look<'_>, name: &str, documents: &[NamedNode]) -> Series {
    let mut rows = Vec::new();
    let mut before: Option<&NamedNode> = None;
    for document in documents {
        if is_draft(look, document.as_ref()) {
            continue;
        }
        let held = !held_languages(look, document).is_empty();
        let earlier = before.filter(|_| held);
        rows.push(Issue {
            link: look.symbol(document.as_ref()),
            date: document_date(look, document.as_ref()),
            held,
            counts: earlier.and_then(|earlier| counts(look, earlier, document)),
            compare: earlier.map(|earlier| address(look, earlier, document)),
        });
        if held {
            before = Some(document);
        }
    }
    rows.reverse();
    Series {
        name: name_of(look.shell, name),
        rows,
    }
}

/// The address of the comparison of two documents.
fn address(look: &Look<'_>, earlier: &NamedNode, later: &NamedNode) -> String {
    let symbol = |document: &NamedNode| query_value(&look.symbol(document.as_ref()).words.text);
    format!(
        "{}/compare?a={}&b={}",
        look.shell.home,
        symbol(earlier),
        symbol(later)
    )
}

/// What the comparison of two documents counts, in the language in which it shows them.
fn counts(look: &Look<'_>, earlier: &NamedNode, later: &NamedNode) -> Option<Counts> {
    let tag = first_choice(look.shell, &common_tongues(look, earlier, later))?;
    let old = Texts::read(look, earlier, tag)?;
    let new = Texts::read(look, later, tag)?;
    let Align { pairs, .. } = align(look, &old, &new);
    let mut counts = Counts {
        same: 0,
        changed: 0,
        new: 0,
    };
    for (later, pair) in new.all.iter().zip(&pairs) {
        match pair.and_then(|at| old.all.get(at)) {
            None => counts.new += 1,
            Some(earlier) if marked(&earlier.text, &later.text, tag).same => counts.same += 1,
            Some(_) => counts.changed += 1,
        }
    }
    Some(counts)
}
