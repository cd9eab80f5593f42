//! Official texts to blocks: the part of a build that runs on all processors.

use std::collections::{BTreeSet, HashSet};

use oxrdf::{NamedOrBlankNodeRef, TermRef};
use rayon::prelude::*;

use super::disagreement::{Subjects, Told};
use super::dumps::Chunk;
use super::files::{Files, Understood};
use crate::check::quotes::{Looked, Quotes};
use crate::corpus::reading::Reading;
use crate::corpus::{Language, Symbol};
use crate::digest::FileDigest;
use crate::extract::confirm::Rates;
use crate::extract::reuse::Source;
use crate::extract::{self, Unlisted};
use crate::graph::block::{Batch, Block};
use crate::graph::extracted::{self, CitedPlace};
use crate::graph::keyword::Keywords;
use crate::graph::transcribed::{self, TextOf};
use crate::graph::vocabulary::wsis;
use crate::problem::{Place, Problem};
use crate::text::library::{Group, Library};

/// About how many bytes of texts are converted at a time.
const WINDOW: u64 = 8 << 20;

/// What one document became.
pub struct Converted {
    /// Its symbol.
    pub symbol: Symbol,
    /// Its quads: those transcribed, and those that rules found.
    pub chunks: Vec<Chunk>,
    /// Its subject headings.
    pub keywords: Keywords,
    /// The documents it cites or names.
    pub cited: BTreeSet<Symbol>,
    /// The works it cites by name.
    pub works: extracted::WorkTitles,
    /// The places in documents that it cites.
    pub places: Vec<CitedPlace>,
    /// The paths of its provisions.
    pub paths: HashSet<String>,
    /// Its English words, for the search of reused text.
    pub source: Option<Source>,
    /// How often the other languages confirm the citations.
    pub rates: Rates,
    /// What its extraction met that no list knows.
    pub unlisted: Unlisted,
    /// What it says of things that curated records describe.
    pub told: Told,
    /// Which quotes of the records stand in it.
    pub looked: Vec<Looked>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// The files it was made from.
    pub inputs: Vec<FileDigest>,
    /// What was understood of each of its files.
    pub understood: Vec<Understood>,
}

/// What conversion needs to know of the curated records.
#[derive(Default)]
pub struct Context {
    /// The quotes to look up.
    pub quotes: Quotes,
    /// The addresses the records describe.
    pub subjects: Subjects,
}

/// Converts every document of `library`, several at a time, and gives them to
/// `take` in the order of their symbols.
pub fn each(library: &Library, context: &Context, mut take: impl FnMut(Converted)) {
    for window in windows(library) {
        let converted: Vec<Converted> = window
            .par_iter()
            .map(|group| convert(library, group, context))
            .collect();
        converted.into_iter().for_each(&mut take);
    }
}

/// The documents in runs of about [`WINDOW`] bytes: the memory in flight.
fn windows(library: &Library) -> Vec<&[Group]> {
    let size = |group: &Group| -> u64 {
        let files = group.texts.iter().flat_map(|(_, files)| files);
        files
            .filter_map(|file| library.files.get(*file))
            .map(|file| file.bytes)
            .sum()
    };
    let mut windows = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, group) in library.groups.iter().enumerate() {
        bytes += size(group);
        if bytes >= WINDOW {
            windows.extend(library.groups.get(start..=at));
            (start, bytes) = (at + 1, 0);
        }
    }
    windows.extend(library.groups.get(start..).filter(|rest| !rest.is_empty()));
    windows
}

fn convert(library: &Library, group: &Group, context: &Context) -> Converted {
    let mut files = Files {
        library,
        symbol: &group.symbol,
        problems: Vec::new(),
        inputs: Vec::new(),
        understood: Vec::new(),
    };
    let mut texts: Vec<TextOf> = group
        .texts
        .iter()
        .filter_map(|(language, at)| files.text(*language, at))
        .collect();
    let looked = texts
        .iter()
        .flat_map(|text| context.quotes.look_up(&text.reading, &mut files.problems))
        .collect();
    let described = describe(&group.symbol, &mut texts, context);
    let mut problems = files.problems;
    problems.extend(differences(&group.symbol, &texts));
    Converted {
        problems,
        inputs: files.inputs,
        understood: files.understood,
        looked,
        ..described
    }
}

fn describe(symbol: &Symbol, texts: &mut [TextOf], context: &Context) -> Converted {
    let block = transcribed::document(symbol, texts);
    let mut converted = Converted {
        told: context.subjects.told(&block),
        ..Converted::new(symbol.clone())
    };
    for text in texts.iter() {
        let keywords = text.reading.keywords.iter();
        keywords.for_each(|keyword| converted.keywords.add(keyword));
        converted.cited.extend(named(&text.reading).cloned());
        let paths = text
            .reading
            .provisions
            .iter()
            .map(|provision| provision.path.clone());
        converted.paths.extend(paths);
    }
    let said = links(&block);
    converted.chunks.push(Chunk::new(Batch::Block(block)));
    // Rules read English; the other languages have the same provisions.
    let readings = texts.iter().map(|text| &text.reading);
    let (english, others): (Vec<&Reading>, Vec<&Reading>) =
        readings.partition(|reading| reading.language == Language::English);
    if let Some(english) = english.first() {
        converted.extract(english, &others, &said, context);
    }
    converted
}

/// The pairs of provision and document that the links of the files say.
fn links(block: &Block) -> HashSet<(String, String)> {
    let cites = block.iter().filter(|quad| quad.predicate == wsis::CITES);
    cites
        .filter_map(|quad| match (quad.subject, quad.object) {
            (NamedOrBlankNodeRef::NamedNode(citing), TermRef::NamedNode(cited)) => {
                Some((citing.as_str().to_owned(), cited.as_str().to_owned()))
            }
            _ => None,
        })
        .collect()
}

impl Converted {
    fn new(symbol: Symbol) -> Self {
        Self {
            symbol,
            chunks: Vec::new(),
            keywords: Keywords::default(),
            cited: BTreeSet::new(),
            works: extracted::WorkTitles::new(),
            places: Vec::new(),
            paths: HashSet::new(),
            source: None,
            unlisted: Unlisted::default(),
            rates: Rates::new(),
            told: Told::default(),
            looked: Vec::new(),
            problems: Vec::new(),
            inputs: Vec::new(),
            understood: Vec::new(),
        }
    }

    /// Adds what rules find in the English text.
    fn extract(
        &mut self,
        reading: &Reading,
        others: &[&Reading],
        said: &HashSet<(String, String)>,
        context: &Context,
    ) {
        let acts = extract::acts(reading);
        self.unlisted = extract::unlisted(reading, &acts);
        let mandates = extract::mandates(reading, &acts);
        let mandates = extracted::mandates(reading, &mandates, context.subjects.addresses());
        self.told.merge(context.subjects.told(&mandates));
        let citations = extract::citations::citations(reading);
        let (witnesses, rates) = extract::confirm::witnesses(reading, &citations, others);
        let cited = extracted::cited(reading, &citations, &witnesses, said);
        let themes = extracted::themes(reading);
        self.told.merge(context.subjects.told(&themes));
        self.chunks.push(Chunk::new(Batch::Block(mandates)));
        self.chunks.push(Chunk::new(Batch::Block(themes)));
        self.chunks.push(Chunk::new(Batch::Block(cited.block)));
        self.cited.extend(cited.documents);
        self.works = cited.works;
        self.places = cited.places;
        self.rates = rates;
        self.source = Some(Source::of(reading));
    }
}

/// One document from readings already at hand: what `wsis convert` writes for a single text.
#[must_use]
pub fn standalone(symbol: &Symbol, texts: &mut [TextOf]) -> Converted {
    describe(symbol, texts, &Context::default())
}

/// Every other document that a reading names.
fn named(reading: &Reading) -> impl Iterator<Item = &Symbol> {
    let links = reading.provisions.iter().flat_map(|p| &p.links);
    let origin = reading.origin.iter().flat_map(|origin| &origin.documents);
    let steps = reading.steps.iter().filter_map(|step| step.document.as_ref());
    links
        .filter_map(|link| link.target.as_ref())
        .chain(origin)
        .chain(steps)
}

/// W206: provisions that some languages have and others have not.
fn differences(symbol: &Symbol, texts: &[TextOf]) -> Vec<Problem> {
    let paths = |text: &TextOf| -> BTreeSet<String> {
        text.reading.provisions.iter().map(|p| p.path.clone()).collect()
    };
    let Some((first, others)) = texts.split_first() else {
        return Vec::new();
    };
    let reference = paths(first);
    let mut problems = Vec::new();
    for other in others {
        let found = paths(other);
        let list = |a: &BTreeSet<String>, b: &BTreeSet<String>| -> Vec<String> {
            a.difference(b).cloned().collect()
        };
        let (less, more) = (list(&reference, &found), list(&found, &reference));
        if !less.is_empty() || !more.is_empty() {
            problems.push(difference(symbol, first, other, &less, &more));
        }
    }
    problems
}

fn difference(symbol: &Symbol, first: &TextOf, other: &TextOf, less: &[String], more: &[String]) -> Problem {
    let mut parts = Vec::new();
    if !less.is_empty() {
        parts.push(format!("without {}", less.join(", ")));
    }
    if !more.is_empty() {
        parts.push(format!("with {} besides", more.join(", ")));
    }
    let message = format!(
        "{symbol}: against {}, {} is {}",
        first.reading.language,
        other.reading.language,
        parts.join(" and ")
    );
    let file = other.source.name.clone().unwrap_or_default();
    Problem::note("W206", message).at(Place::File(file))
}
