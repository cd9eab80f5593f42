//! Where curated records and official texts speak of the same thing.
//!
//! A triple stands in one layer only, and what the text says comes first. So a
//! curated statement that a text makes too is left out, and one that contradicts
//! a text is left out and reported (W301).

use std::collections::{HashMap, HashSet};

use oxrdf::{NamedNodeRef, QuadRef, TermRef};

use crate::corpus::records::{Complete, Document};
use crate::corpus::{Record, Symbol};
use crate::graph::block::Block;
use crate::graph::curated::CuratedBlock;
use crate::graph::iri::{DOCUMENTS, THINGS};
use crate::graph::vocabulary::{dcterms, wsis};
use crate::problem::{Place, Problem};

/// Properties of which a thing has one value (one in each language).
const SINGLE: [NamedNodeRef<'static>; 10] = [
    dcterms::TITLE,
    wsis::ADOPTED_ON,
    wsis::ISSUED_ON,
    wsis::ADOPTED_BY,
    wsis::SESSION,
    wsis::MEETING,
    wsis::PARAGRAPH_COUNT,
    wsis::ORIGIN,
    wsis::MEETING_RECORD,
    wsis::AKN_WORK,
];

/// The keys of the data for these properties.
const KEYS: [(NamedNodeRef<'static>, &str); 10] = [
    (dcterms::TITLE, "title"),
    (wsis::ADOPTED_ON, "adopted"),
    (wsis::ISSUED_ON, "issued"),
    (wsis::ADOPTED_BY, "adopted_by"),
    (wsis::SESSION, "session"),
    (wsis::MEETING, "meeting"),
    (wsis::PARAGRAPH_COUNT, "paragraphs"),
    (wsis::ORIGIN, "origin"),
    (wsis::MEETING_RECORD, "meeting_record"),
    (wsis::AKN_WORK, "akn_work"),
];

/// The addresses that curated records describe.
#[derive(Debug, Default)]
pub struct Subjects {
    addresses: HashSet<String>,
    /// Documents whose records claim to hold every mandate.
    complete: Vec<CompleteDocument>,
}

/// A document whose records claim to hold every mandate.
#[derive(Debug)]
struct CompleteDocument {
    /// How the addresses of its mandates begin.
    beginning: String,
    /// What of them is no mandate, behind that beginning.
    exceptions: Vec<String>,
    symbol: Symbol,
    /// Where the claim stands.
    place: Place,
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
    unrecorded: Vec<Problem>,
}

impl Subjects {
    /// The subjects of all `blocks`; `documents` may claim to have a record for every mandate.
    #[must_use]
    pub fn of(blocks: &[CuratedBlock], documents: &[Record<Document>]) -> Self {
        let quads = blocks.iter().flat_map(|curated| curated.block.iter());
        Self {
            addresses: quads.map(|quad| subject(&quad).to_owned()).collect(),
            complete: documents.iter().filter_map(CompleteDocument::of).collect(),
        }
    }

    /// The addresses.
    #[must_use]
    pub fn addresses(&self) -> &HashSet<String> {
        &self.addresses
    }

    /// The problem with an act that ought to have a record and has none.
    fn unrecorded(&self, quad: &QuadRef<'_>) -> Option<Problem> {
        let address = subject(quad);
        if quad.predicate != wsis::FORCE || self.addresses.contains(address) {
            return None;
        }
        self.complete.iter().find_map(|document| document.lacks(address))
    }

    /// What `block` says of these subjects.
    #[must_use]
    pub fn told(&self, block: &Block) -> Told {
        let mut told = Told::default();
        for quad in block.iter() {
            told.unrecorded.extend(self.unrecorded(&quad));
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

impl CompleteDocument {
    fn of(record: &Record<Document>) -> Option<Self> {
        let document = &record.value;
        let claim = document
            .complete
            .iter()
            .find(|claim| *claim.get_ref() == Complete::Mandates)?;
        let symbol = document.symbol.get_ref();
        Some(Self {
            beginning: format!("{THINGS}mandate/{}/", symbol.iri_path()),
            exceptions: document
                .not_mandates
                .iter()
                .map(|path| path.get_ref().clone())
                .collect(),
            symbol: symbol.clone(),
            place: record.place(claim.span()),
        })
    }

    /// W309, where the mandate with this address is of this document and is not excepted.
    fn lacks(&self, address: &str) -> Option<Problem> {
        let act = address.strip_prefix(self.beginning.as_str())?;
        let (path, number) = act.rsplit_once('/')?;
        if self
            .exceptions
            .iter()
            .any(|exception| exception == path || exception == act)
        {
            return None;
        }
        Some(
            Problem::note(
                "W309",
                format!("the rules find an act that has no record: {path}, number {number}"),
            )
            .at(self.place.clone())
            .hint(format!(
                "add a [[mandate]] for it; `wsis explain {} {path}` shows it. If it asks nothing of anybody: \
                 not_mandates = [\"{path}\"] in the document",
                self.symbol
            )),
        )
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
        self.unrecorded.iter().cloned()
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
    let property = key(quad.predicate);
    let data = value(quad.object);
    Problem::warning(
        "W301",
        format!("{property}: the data say \"{data}\", the official text \"{text}\""),
    )
    .hint("the graph holds what the text says; mend the record, or explain in its note")
}

/// The key of the data for a property, as an editor knows it.
fn key(property: NamedNodeRef<'_>) -> &str {
    KEYS.iter()
        .find(|(known, _)| *known == property)
        .map_or(property.as_str(), |(_, key)| *key)
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
