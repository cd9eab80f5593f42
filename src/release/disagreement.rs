//! Where curated records and official texts speak of the same thing.
//!
//! A triple stands in one layer only, and what the text says comes first. So a
//! curated statement that a text makes too is left out, and one that contradicts
//! a text is left out and reported (W301).

use std::collections::{HashMap, HashSet};

use oxrdf::{NamedNodeRef, QuadRef, TermRef};

use crate::corpus::Symbol;
use crate::graph::block::Block;
use crate::graph::curated::CuratedBlock;
use crate::graph::iri::{DOCUMENTS, THINGS};
use crate::graph::vocabulary::{dcterms, wsis};
use crate::problem::{Place, Problem};

/// Properties of which a thing has one value (one in each language).
const SINGLE: [NamedNodeRef<'static>; 7] = [
    dcterms::TITLE,
    wsis::ADOPTED_ON,
    wsis::ISSUED_ON,
    wsis::ADOPTED_BY,
    wsis::SESSION,
    wsis::MEETING,
    wsis::PARAGRAPH_COUNT,
];

/// The addresses that curated records describe.
#[derive(Debug, Default)]
pub struct Subjects {
    addresses: HashSet<String>,
    /// How the addresses of mandates begin in documents whose records claim to hold all of them.
    all_mandates: Vec<String>,
}

/// What official texts say of those addresses.
#[derive(Debug, Default)]
pub struct Told {
    said: HashSet<(String, String, String)>,
    subjects: HashSet<String>,
    single: HashMap<(String, String, String), String>,
    /// The force of every act found, by the address of the mandate.
    forces: HashMap<String, String>,
    /// Acts found in documents whose records claim to hold all, and do not.
    unrecorded: Vec<String>,
}

impl Subjects {
    /// The subjects of all `blocks`; `documents` claim to have a record for every mandate.
    #[must_use]
    pub fn of<'a>(blocks: &[CuratedBlock], documents: impl Iterator<Item = &'a Symbol>) -> Self {
        let quads = blocks.iter().flat_map(|curated| curated.block.iter());
        Self {
            addresses: quads.map(|quad| subject(&quad).to_owned()).collect(),
            all_mandates: documents
                .map(|symbol| format!("{THINGS}mandate/{}/", symbol.iri_path()))
                .collect(),
        }
    }

    /// The addresses.
    #[must_use]
    pub fn addresses(&self) -> &HashSet<String> {
        &self.addresses
    }

    /// Whether `quad` is an act that ought to have a record and has none.
    fn unrecorded(&self, quad: &QuadRef<'_>) -> bool {
        let address = subject(quad);
        quad.predicate == wsis::FORCE
            && !self.addresses.contains(address)
            && self
                .all_mandates
                .iter()
                .any(|beginning| address.starts_with(beginning.as_str()))
    }

    /// What `block` says of these subjects.
    #[must_use]
    pub fn told(&self, block: &Block) -> Told {
        let mut told = Told::default();
        for quad in block.iter() {
            if self.unrecorded(&quad) {
                told.unrecorded.push(subject(&quad).to_owned());
            }
            if !self.addresses.contains(subject(&quad)) {
                continue;
            }
            if quad.predicate == wsis::FORCE {
                told.forces
                    .insert(subject(&quad).to_owned(), value(quad.object).to_owned());
            }
            if let Some(key) = single(&quad) {
                told.single.insert(key, value(quad.object).to_owned());
            }
            told.said.insert(triple(&quad));
            if !told.subjects.contains(subject(&quad)) {
                told.subjects.insert(subject(&quad).to_owned());
            }
        }
        told
    }
}

impl Told {
    /// Takes in what another text says.
    pub fn merge(&mut self, other: Self) {
        self.said.extend(other.said);
        self.subjects.extend(other.subjects);
        self.single.extend(other.single);
        self.forces.extend(other.forces);
        self.unrecorded.extend(other.unrecorded);
    }

    /// W309: acts that the rules find where the records claim to hold every mandate.
    pub fn unrecorded(&self) -> impl Iterator<Item = Problem> + '_ {
        self.unrecorded.iter().map(|address| {
            let path = address.strip_prefix(THINGS).unwrap_or(address);
            Problem::note("W309", "the rules find an act that has no record".to_owned())
                .at(Place::Thing(path.to_owned()))
                .hint("add a [[mandate]] for it, or look whether the rules are wrong: wsis explain SYMBOL PARAGRAPH")
        })
    }

    /// Takes out of a curated block what the texts say already, and reports
    /// what they contradict.
    pub fn sift(&self, curated: &mut CuratedBlock, problems: &mut Vec<Problem>) {
        let place = &curated.place;
        let needless = curated
            .stands_in_for
            .as_ref()
            .is_some_and(|iri| self.subjects.contains(iri));
        curated.block.retain(|quad| {
            if needless {
                return false;
            }
            if self.said.contains(&triple(&quad)) {
                return false;
            }
            if quad.predicate == wsis::FORCE {
                problems.extend(self.mandate(&quad).map(|problem| problem.at(place.clone())));
                return true;
            }
            let Some(text) = single(&quad).and_then(|key| self.single.get(&key)) else {
                return !self.described(&quad);
            };
            problems.push(disagree(&quad, text).at(place.clone()));
            false
        });
    }

    /// W304: a curated mandate whose force is not that of the act found at its address, or where the text is
    /// at hand and no act was found. Both layers keep what they say.
    fn mandate(&self, quad: &QuadRef<'_>) -> Option<Problem> {
        let address = subject(quad);
        let force = |iri: &str| iri.rsplit('/').next().unwrap_or_default().to_owned();
        let curated = force(value(quad.object));
        let hint = "look whether `n` counts the mandates of the paragraph from 1, and who is right";
        if let Some(found) = self.forces.get(address) {
            let message = format!(
                "force: the record says \"{curated}\", the rules find \"{}\"",
                force(found)
            );
            return Some(Problem::note("W304", message).hint(hint));
        }
        let path = address.strip_prefix(THINGS)?.strip_prefix("mandate/")?;
        let (provision, _) = path.rsplit_once('/')?;
        self.subjects
            .contains(&format!("{DOCUMENTS}{provision}"))
            .then(|| Problem::note("W304", "the rules find no such act in the text".to_owned()).hint(hint))
    }

    /// True for the label and number of a thing whose text tells them.
    fn described(&self, quad: &QuadRef<'_>) -> bool {
        let by_text = |predicate: NamedNodeRef<'_>| quad.predicate == predicate;
        by_text(crate::graph::vocabulary::rdfs::LABEL)
            && self.single.contains_key(&(
                subject(quad).to_owned(),
                dcterms::TITLE.as_str().to_owned(),
                language(quad),
            ))
    }
}

fn disagree(quad: &QuadRef<'_>, text: &str) -> Problem {
    let property = quad
        .predicate
        .as_str()
        .rsplit(['#', '/'])
        .next()
        .unwrap_or_default();
    let data = value(quad.object);
    Problem::warning(
        "W301",
        format!("{property}: the data say \"{data}\", the official text \"{text}\""),
    )
    .hint("the graph holds what the text says; mend the record, or explain in its note")
}

fn subject<'a>(quad: &QuadRef<'a>) -> &'a str {
    match quad.subject {
        oxrdf::NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
        oxrdf::NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
    }
}

fn value<'a>(object: TermRef<'a>) -> &'a str {
    match object {
        TermRef::NamedNode(node) => node.as_str(),
        TermRef::BlankNode(node) => node.as_str(),
        TermRef::Literal(literal) => literal.value(),
        TermRef::Triple(_) => "",
    }
}

fn language(quad: &QuadRef<'_>) -> String {
    match quad.object {
        TermRef::Literal(literal) => literal.language().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

fn triple(quad: &QuadRef<'_>) -> (String, String, String) {
    (
        subject(quad).to_owned(),
        quad.predicate.as_str().to_owned(),
        quad.object.to_string(),
    )
}

fn single(quad: &QuadRef<'_>) -> Option<(String, String, String)> {
    SINGLE.contains(&quad.predicate).then(|| {
        (
            subject(quad).to_owned(),
            quad.predicate.as_str().to_owned(),
            language(quad),
        )
    })
}
