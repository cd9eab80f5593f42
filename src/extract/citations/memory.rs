//! Rule "short name": a work named before, by its noun alone.
//!
//! Example: after "the Kite Convention", "the Convention" is the same work. Counter-example: after two conventions
//! in other paragraphs, "the Convention" may be either and is not cited.

use std::collections::HashMap;

use super::line::{Found, Line, Rule};
use super::lists::{LISTS, stands};
use super::pinpoint::Pinpoint;
use super::target::Target;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "short name",
    confidence: 0.9,
};

/// What a document has named so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// For each noun, the works named with it in the document, each once, in order.
    document: HashMap<usize, Vec<(Target, Pinpoint)>>,
    /// For each noun, the last work in this paragraph.
    paragraph: HashMap<usize, (Target, Pinpoint)>,
    /// What titles turned out to be by their footnotes, by slug.
    learned: HashMap<String, (Target, Pinpoint)>,
}

impl Memory {
    /// A new paragraph begins.
    pub(super) fn turn(&mut self) {
        self.paragraph.clear();
    }

    /// Remembers a work by the nouns in its name.
    pub(super) fn name(&mut self, line: &Line<'_>, found: &Found) {
        if !found.titled || found.rule == &RULE {
            return;
        }
        let work = (found.target.clone(), found.implied.clone());
        for at in found.words.clone() {
            let Some((noun, _)) = noun(line, at) else { continue };
            let known = self.document.entry(noun).or_default();
            if !known.contains(&work) {
                known.push(work.clone());
            }
            self.paragraph.insert(noun, work.clone());
        }
    }

    /// Remembers that a title known by name only has a symbol.
    pub(super) fn learn(&mut self, slug: String, target: Target, place: Pinpoint) {
        self.learned.insert(slug, (target, place));
    }

    /// What a title turned out to be.
    pub(super) fn learned(&self, target: &Target) -> Option<&(Target, Pinpoint)> {
        match target {
            Target::Work { slug, document: None } => self.learned.get(slug),
            _ => None,
        }
    }

    /// The work that "the Convention" means at `at` (the noun), and the word behind it.
    pub(super) fn short(&self, line: &Line<'_>, at: usize) -> Option<(Found, usize)> {
        let (noun, length) = noun(line, at)?;
        let end = at + length;
        if at == 0 || !line.is_any(at - 1, &["the", "that", "said"]) || goes_on(line, end) {
            return None;
        }
        let one = || match self.document.get(&noun).map(Vec::as_slice) {
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
        let (target, implied) = self.paragraph.get(&noun).cloned().or_else(listed).or_else(one)?;
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
