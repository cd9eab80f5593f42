//! Extracted citations: documents and works cited, down to the paragraph.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::block::Block;
use super::super::layer::Layer;
use super::super::vocabulary::{rdfs, wsis};
use super::super::{iri, path};
use super::evidence::decimal;
use crate::corpus::Symbol;
use crate::corpus::reading::Reading;
use crate::extract::citations::{Citation, Target, title_of_work};
use crate::extract::rules;

/// What the citations of one text come to.
pub struct Cited {
    /// Their quads.
    pub block: Block,
    /// The documents cited.
    pub documents: BTreeSet<Symbol>,
    /// The works cited by a name that no document of ours has.
    pub works: WorkTitles,
    /// Those that name a paragraph: settled when every document is known.
    pub places: Vec<CitedPlace>,
}

/// Works by slug, with the titles by which texts cite them.
pub type WorkTitles = BTreeMap<String, BTreeSet<String>>;

/// Adds the works of one more text.
pub fn merge_works(works: &mut WorkTitles, more: WorkTitles) {
    for (slug, titles) in more {
        works.entry(slug).or_default().extend(titles);
    }
}

/// A citation that names a place in a document.
pub struct CitedPlace {
    /// The address of the citation.
    pub citation: String,
    /// The provision that cites, for people.
    pub citing: String,
    /// The document cited.
    pub document: Symbol,
    /// The paths of the provisions meant; at most 500.
    pub paths: Vec<String>,
}

/// More paragraphs than a citation can mean.
const MOST_PLACES: usize = 500;

/// The block of the citations of an English text. `witnesses`: the languages that confirm each. `said`: pairs of
/// provision and document that links of the file say already; a statement stands in one layer only.
#[must_use]
pub fn cited(
    reading: &Reading,
    citations: &[Citation],
    witnesses: &[Vec<&'static str>],
    said: &HashSet<(String, String)>,
) -> Cited {
    let mut writer = Writer {
        reading,
        said,
        address: iri::document(&reading.symbol),
        cited: Cited {
            block: Block::new(Layer::Extracted),
            documents: BTreeSet::new(),
            works: WorkTitles::new(),
            places: Vec::new(),
        },
        counts: HashMap::new(),
        linked: HashSet::new(),
    };
    for (citation, witnesses) in citations.iter().zip(witnesses) {
        writer.describe(citation, witnesses);
    }
    writer.cited
}

struct Writer<'a> {
    reading: &'a Reading,
    said: &'a HashSet<(String, String)>,
    address: String,
    cited: Cited,
    /// How often each provision cited each target so far, by its address: a work may be cited by name and by symbol.
    counts: HashMap<(usize, String), usize>,
    linked: HashSet<(String, String)>,
}

impl Writer<'_> {
    fn describe(&mut self, citation: &Citation, witnesses: &[&str]) {
        let Some(provision) = self.reading.provisions.get(citation.provision) else {
            return;
        };
        let citing = iri::below(&self.address, &provision.path);
        let name = citation.target.to_string();
        let target = target(&citation.target);
        let count = self
            .counts
            .entry((citation.provision, target.clone()))
            .or_default();
        *count += 1;
        let address = iri::extracted_citation(&citing, &target, *count);
        let footnote = citation.footnote.and_then(|at| self.reading.provisions.get(at));
        let words = footnote.unwrap_or(provision).text.get(citation.span.clone());
        self.remember(&citation.target, words.unwrap_or_default());
        self.link(&citing, &target);
        let label = path::label(&self.reading.symbol, &provision.path);
        let rule = iri::slug(citation.rule);
        let block = &mut self.cited.block;
        block
            .subject(&address)
            .a(wsis::CITATION)
            .words(rdfs::LABEL, &format!("{label} cites {name}"), "en")
            .link(wsis::CITING_PROVISION, &citing)
            .link(wsis::CITED, &target)
            .string(wsis::TARGET_NAME, &name)
            .words(wsis::CITATION_FUNCTION, citation.function, "en")
            .link(wsis::METHOD, &iri::thing("method", "extracted"))
            .link(wsis::RULE, &iri::thing("rule", &rule))
            .typed(
                wsis::CONFIDENCE,
                &decimal(rules::confidence(&rule)),
                oxrdf::vocab::xsd::DECIMAL,
            );
        for tag in witnesses {
            block.string(wsis::CONFIRMED_IN, tag);
        }
        if !citation.pinpoint.is_empty() {
            block.string(wsis::PINPOINT, &citation.pinpoint.to_string());
        }
        if let Some(footnote) = footnote {
            block.link(wsis::IN_FOOTNOTE, &iri::below(&self.address, &footnote.path));
        }
        if let Some(words) = words {
            block.words(wsis::WORDS, words, "en");
        }
        self.place(citation, address, label);
    }

    fn remember(&mut self, target: &Target, words: &str) {
        match target {
            Target::Document(symbol)
            | Target::Work {
                document: Some(symbol),
                ..
            } => {
                if *symbol != self.reading.symbol {
                    self.cited.documents.insert(symbol.clone());
                }
            }
            Target::Work { slug, document: None } => {
                let titles = self.cited.works.entry(slug.clone()).or_default();
                titles.extend(title_of_work(slug, words));
            }
        }
    }

    /// The short way from the provision to what it cites.
    fn link(&mut self, citing: &str, target: &str) {
        let pair = (citing.to_owned(), target.to_owned());
        if target != self.address && !self.said.contains(&pair) && self.linked.insert(pair) {
            self.cited.block.subject(citing).link(wsis::CITES, target);
        }
    }

    fn place(&mut self, citation: &Citation, address: String, citing: String) {
        let Some(document) = citation.target.document() else {
            return;
        };
        let paths: Vec<String> = citation.paths().take(MOST_PLACES).collect();
        if !paths.is_empty() {
            self.cited.places.push(CitedPlace {
                citation: address,
                citing,
                document: document.clone(),
                paths,
            });
        }
    }
}

fn target(target: &Target) -> String {
    match target {
        Target::Document(symbol)
        | Target::Work {
            document: Some(symbol),
            ..
        } => iri::document(symbol),
        Target::Work { slug, document: None } => iri::work(slug),
    }
}

/// The block of the works that texts cite by name.
#[must_use]
pub fn works(works: &WorkTitles) -> Block {
    let mut block = Block::new(Layer::Extracted);
    for (slug, titles) in works {
        block.subject(&iri::work(slug)).a(wsis::CITED_WORK).words(
            rdfs::LABEL,
            &best_title(slug, titles),
            "en",
        );
    }
    block
}

/// Of several ways to print a title the one with the most small letters: a heading may have it in capitals alone.
fn best_title(slug: &str, titles: &BTreeSet<String>) -> String {
    let small = |title: &String| title.chars().filter(|c| c.is_lowercase()).count();
    let best = titles
        .iter()
        .max_by(|a, b| small(a).cmp(&small(b)).then_with(|| b.cmp(a)));
    best.cloned().unwrap_or_else(|| {
        let words = slug.replace('-', " ");
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    })
}

/// What citations say of paragraphs: links to those that exist, and those that do not.
#[derive(Default)]
pub struct Settled {
    /// The links, a block.
    pub block: Option<Block>,
    /// Citations whose place the cited document does not have: citing provision, document, paths.
    pub missing: Vec<(String, Symbol, Vec<String>)>,
}

/// Settles the places that citations name. `paths` are the provisions of each document whose text is at hand;
/// `described` the addresses that curated records describe.
#[must_use]
pub fn settle(
    places: &[CitedPlace],
    paths: &BTreeMap<Symbol, HashSet<String>>,
    described: &HashSet<String>,
) -> Settled {
    let mut block = Block::new(Layer::Extracted);
    let mut missing = Vec::new();
    for place in places {
        let held = paths.get(&place.document);
        let document = iri::document(&place.document);
        let mut lost = Vec::new();
        block.subject(&place.citation);
        for path in &place.paths {
            let address = iri::below(&document, path);
            match held {
                Some(held) if held.contains(path) => {
                    block.link(wsis::CITED_PROVISION, &address);
                }
                Some(_) => lost.push(path.clone()),
                None if described.contains(&address) => {
                    block.link(wsis::CITED_PROVISION, &address);
                }
                None => {}
            }
        }
        if !lost.is_empty() {
            missing.push((place.citing.clone(), place.document.clone(), lost));
        }
    }
    Settled {
        block: (!block.is_empty()).then_some(block),
        missing,
    }
}

#[cfg(test)]
mod tests {
    use super::best_title;

    /// Catches: a work called as its address is written, or as a heading shouts it.
    #[test]
    fn a_work_is_called_as_texts_print_it() {
        let best = |titles: &[&str]| {
            best_title(
                "kite-charter",
                &titles.iter().map(|title| (*title).to_owned()).collect(),
            )
        };
        assert_eq!(best(&["KITE CHARTER", "Kite Charter"]), "Kite Charter");
        assert_eq!(best(&[]), "Kite charter");
    }
}
