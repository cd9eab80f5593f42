//! Rule "short name": a work named before, by its noun alone.
//!
//! Example: after "the Kite Convention", "the Convention" is the same work. Counter-example: after a paragraph that
//! names two conventions, "the Convention" may be either and is not cited.

use std::collections::HashMap;
use std::ops::Range;

use super::line::{Found, Line, Rule};
use super::lists::{LISTS, stands};
use super::pinpoint::Pinpoint;
use super::target::Target;

/// The rule.
pub(super) const RULE: Rule = Rule { name: "short name" };

/// A work and where it stands in its document.
type Named = (Target, Pinpoint);

/// How many provisions back a work may have been named that a short name means.
const REACH: usize = 12;

/// What a document has named so far, by the nouns in the names.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The works in the document's title.
    title: HashMap<usize, Vec<Named>>,
    /// The works named in the document, each once, in order.
    document: HashMap<usize, Vec<Named>>,
    /// The works named in the last provision that named any, and its number.
    last: HashMap<usize, (usize, Vec<Named>)>,
    /// The number of the provision.
    provision: usize,
    /// The last work in this provision.
    here: HashMap<usize, Named>,
    /// The works that the document itself gives a short name: "… on the Law of the Sea (the Convention)".
    defined: HashMap<usize, Named>,
    /// What titles turned out to be by their footnotes, by slug.
    learned: HashMap<String, Named>,
}

impl Memory {
    /// What was named so far is the document's title.
    pub(super) fn was_title(&mut self) {
        self.title = std::mem::take(&mut self.document);
        self.last.clear();
        self.here.clear();
    }

    /// A new provision begins.
    pub(super) fn turn(&mut self) {
        self.provision += 1;
        self.here.clear();
    }

    /// Remembers a work by the nouns in its name.
    pub(super) fn name(&mut self, line: &Line<'_>, found: &Found) {
        let work = (found.target.clone(), found.implied.clone());
        if !found.titled {
            return;
        }
        for at in found.words.clone() {
            let noun = if line.is_capital(at) { noun(line, at) } else { None };
            let Some((noun, _)) = noun else { continue };
            self.here.insert(noun, work.clone());
            let (number, last) = self.last.entry(noun).or_default();
            if *number != self.provision {
                *number = self.provision;
                last.clear();
            }
            if !last.contains(&work) {
                last.push(work.clone());
            }
            let known = self.document.entry(noun).or_default();
            if known.len() < 2 && !known.contains(&work) {
                known.push(work.clone());
            }
        }
    }

    /// Remembers the short name that brackets behind a work give it ("(the Convention)").
    pub(super) fn define(&mut self, line: &Line<'_>, brackets: Range<usize>, work: &Found) {
        for at in brackets {
            if line.is(at, "the")
                && let Some((noun, length)) = noun(line, at + 1)
                && line.is_any(at + 1 + length, &[")", "”"])
            {
                self.defined
                    .insert(noun, (work.target.clone(), work.implied.clone()));
            }
        }
    }

    /// Remembers that a title known by name only has a symbol.
    pub(super) fn learn(&mut self, slug: String, target: Target, place: Pinpoint) {
        self.learned.insert(slug, (target, place));
    }

    /// What a title turned out to be.
    pub(super) fn learned(&self, target: &Target) -> Option<&Named> {
        match target {
            Target::Work { slug, document: None } => self.learned.get(slug),
            _ => None,
        }
    }

    /// The work that "the Convention" means at `at` (the noun), and the word behind it.
    pub(super) fn short(&self, line: &Line<'_>, at: usize) -> Option<(Found, usize)> {
        if at == 0 || !line.is_capital(at) || !line.is_any(at - 1, &["the", "that", "said"]) {
            return None;
        }
        let (noun, length) = noun(line, at)?;
        let end = at + length;
        if goes_on(line, end) {
            return None;
        }
        let only = |works: Option<&Vec<Named>>| match works.map(Vec::as_slice) {
            Some([one]) => Some(one.clone()),
            _ => None,
        };
        let listed = || {
            let index = LISTS.short.get(line.get(at)?.printed)?;
            LISTS
                .works
                .get(*index)
                .map(|work| (work.target.clone(), work.place.clone()))
        };
        let last = || {
            let (number, works) = self.last.get(&noun)?;
            only(Some(works)).filter(|_| self.provision - number <= REACH)
        };
        let here = || self.here.get(&noun).cloned();
        let (target, implied) = self
            .defined
            .get(&noun)
            .cloned()
            .or_else(here)
            .or_else(listed)
            .or_else(|| only(self.title.get(&noun)))
            .or_else(|| only(self.document.get(&noun)))
            .or_else(last)?;
        Some((Found::titled(at..end, target, implied, &RULE), end))
    }
}

/// The noun of works at `at`, and how many words it has.
fn noun(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let all = LISTS.heads.iter().enumerate();
    all.filter(|(_, head)| stands(&line.words, at, head, |word| word.printed))
        .map(|(index, head)| (index, head.len()))
        .max_by_key(|(_, length)| *length)
}

/// Whether a title goes on behind its noun: "the Convention on …", "the Charter of the League", "the Plan Secretariat".
fn goes_on(line: &Line<'_>, end: usize) -> bool {
    let capital = |at: usize| line.is_capital(at) && !line.is_marked(at);
    let leads = line.is_any(end, &["on", "against", "relating", "concerning"]);
    let of = line.is_any(end, &["of", "for"])
        && (capital(end + 1) || line.is(end + 1, "the") && capital(end + 2) || is_year(line, end + 1));
    let and = line.is(end, "and") && capital(end + 1);
    !line.is_marked(end) && (capital(end) || leads || of || and)
}

/// "the Protocol of 1978" is another one.
fn is_year(line: &Line<'_>, at: usize) -> bool {
    line.get(at)
        .is_some_and(|word| word.printed.len() == 4 && word.printed.bytes().all(|b| b.is_ascii_digit()))
}
