//! How much of what a release holds: VoID (W3C Interest Group Note, 3 March 2011).

use std::collections::{BTreeMap, BTreeSet};

use super::dataset;
use crate::graph::block::Block;
use crate::graph::iri;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{PREFIXES, dcat, dcterms, foaf, void};

/// Another data set that ours links to.
#[derive(Debug)]
pub struct Linked {
    /// Its name in our addresses.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its home page.
    pub home: &'static str,
    /// What its addresses begin with.
    pub space: &'static str,
}

/// The data sets whose links are counted.
pub const LINKED: &[Linked] = &[
    Linked {
        name: "unbis",
        title: "UNBIS Thesaurus",
        home: "http://metadata.un.org/thesaurus/",
        space: "http://metadata.un.org/thesaurus/",
    },
    Linked {
        name: "sdg",
        title: "Sustainable Development Goals taxonomy of the United Nations",
        home: "http://metadata.un.org/sdg/",
        space: "http://metadata.un.org/sdg/",
    },
    Linked {
        name: "eurovoc",
        title: "EuroVoc",
        home: "http://eurovoc.europa.eu/",
        space: "http://eurovoc.europa.eu/",
    },
    Linked {
        name: "wikidata",
        title: "Wikidata",
        home: "https://www.wikidata.org/",
        space: "http://www.wikidata.org/entity/",
    },
    Linked {
        name: "isni",
        title: "International Standard Name Identifier",
        home: "https://isni.org/",
        space: "https://isni.org/isni/",
    },
    Linked {
        name: "eu-languages",
        title: "Authority table of languages of the European Union",
        home: "http://publications.europa.eu/resource/authority/language",
        space: "http://publications.europa.eu/resource/authority/language/",
    },
];

/// The days a release knows of.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Known {
    /// The first and the last day on which a document was adopted.
    pub adopted: Option<(String, String)>,
    /// The day the ontology was issued.
    pub issued: Option<String>,
    /// The day the ontology was changed.
    pub ontology: Option<String>,
}

impl Known {
    /// The newest day: what a release without a clock can say of its age.
    #[must_use]
    pub fn modified(&self) -> Option<&str> {
        let adopted = self.adopted.as_ref().map(|(_, last)| last.as_str());
        // Days of the form YYYY-MM-DD sort as they follow each other.
        adopted.max(self.ontology.as_deref())
    }
}

/// What was counted while the quads of a release passed by.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Statements.
    pub triples: u64,
    /// Statements by named graph.
    pub graphs: BTreeMap<String, u64>,
    /// Different subjects.
    pub subjects: u64,
    /// Different objects, literals included.
    pub objects: u64,
    /// Different subjects among our own things.
    pub entities: u64,
    /// Things by class.
    pub classes: BTreeMap<String, u64>,
    /// Statements by property.
    pub properties: BTreeMap<String, u64>,
    /// Links by the name of the data set they lead to, and by property.
    pub links: BTreeMap<(&'static str, String), u64>,
    /// The days of the data.
    pub known: Known,
}

/// The block of all counts.
#[must_use]
pub fn block(statistics: &Statistics) -> Block {
    let mut block = Block::new(Layer::Catalog);
    let dataset = dataset();
    block
        .subject(&dataset)
        .integer(void::TRIPLES, statistics.triples)
        .integer(void::ENTITIES, statistics.entities)
        .integer(void::CLASSES, statistics.classes.len() as u64)
        .integer(void::PROPERTIES, statistics.properties.len() as u64)
        .integer(void::DISTINCT_SUBJECTS, statistics.subjects)
        .integer(void::DISTINCT_OBJECTS, statistics.objects);
    for namespace in vocabularies(statistics) {
        block.link(void::VOCABULARY, namespace);
    }
    days(&mut block, &dataset, &statistics.known);
    for (graph, triples) in &statistics.graphs {
        let part = iri::in_catalog(&format!("graph-{}", local(graph)));
        block.subject(&dataset).link(void::SUBSET, &part);
        block
            .subject(&part)
            .a(void::DATASET)
            .words(dcterms::TITLE, &format!("The statements of {graph}"), "en")
            .integer(void::TRIPLES, *triples);
    }
    partitions(&mut block, &dataset, statistics);
    linksets(&mut block, &dataset, statistics);
    block
}

/// The namespaces of the classes and properties that occur, as far as they have a prefix of ours.
fn vocabularies(statistics: &Statistics) -> BTreeSet<&'static str> {
    let terms = statistics.classes.keys().chain(statistics.properties.keys());
    terms
        .filter_map(|term| PREFIXES.iter().find(|(_, space)| term.starts_with(space)))
        .map(|(_, space)| *space)
        .collect()
}

fn days(block: &mut Block, dataset: &str, known: &Known) {
    let day = oxrdf::vocab::xsd::DATE;
    for subject in [iri::CATALOG, dataset] {
        block.subject(subject);
        if let Some(issued) = &known.issued {
            block.typed(dcterms::ISSUED, issued, day);
        }
        if let Some(modified) = known.modified() {
            block.typed(dcterms::MODIFIED, modified, day);
        }
    }
    if let Some((first, last)) = &known.adopted {
        let period = iri::in_catalog("period");
        block.subject(dataset).link(dcterms::TEMPORAL, &period);
        block
            .subject(&period)
            .a(dcterms::PERIOD_OF_TIME)
            .typed(dcat::START_DATE, first, day)
            .typed(dcat::END_DATE, last, day);
    }
}

fn partitions(block: &mut Block, dataset: &str, statistics: &Statistics) {
    for (class, entities) in &statistics.classes {
        let part = iri::in_catalog(&format!("class-{}", short(class)));
        block.subject(dataset).link(void::CLASS_PARTITION, &part);
        block
            .subject(&part)
            .a(void::DATASET)
            .link(void::CLASS, class)
            .integer(void::ENTITIES, *entities);
    }
    for (property, triples) in &statistics.properties {
        let part = iri::in_catalog(&format!("property-{}", short(property)));
        block.subject(dataset).link(void::PROPERTY_PARTITION, &part);
        block
            .subject(&part)
            .a(void::DATASET)
            .link(void::PROPERTY, property)
            .integer(void::TRIPLES, *triples);
    }
}

/// A linkset has one property (VoID, §5.1), so there is one for each property and target.
fn linksets(block: &mut Block, dataset: &str, statistics: &Statistics) {
    for linked in LINKED {
        let target = iri::in_catalog(&format!("target-{}", linked.name));
        let mut used = false;
        let links = statistics.links.iter();
        for ((_, property), triples) in links.filter(|((name, _), _)| *name == linked.name) {
            used = true;
            let name = format!("linkset-{}-{}", linked.name, short(property));
            let linkset = iri::in_catalog(&name);
            block.subject(dataset).link(void::SUBSET, &linkset);
            block
                .subject(&linkset)
                .a(void::LINKSET)
                .link(void::SUBJECTS_TARGET, dataset)
                .link(void::OBJECTS_TARGET, &target)
                .link(void::LINK_PREDICATE, property)
                .integer(void::TRIPLES, *triples);
        }
        if used {
            block
                .subject(&target)
                .a(void::DATASET)
                .words(dcterms::TITLE, linked.title, "en")
                .link(foaf::HOMEPAGE, linked.home)
                .string(void::URI_SPACE, linked.space);
        }
    }
}

/// A term's name for an address: prefix and local name, or the whole IRI where we have no prefix for it.
fn short(term: &str) -> String {
    let found = PREFIXES
        .iter()
        .find_map(|(prefix, space)| term.strip_prefix(space).map(|rest| (prefix, rest)));
    match found {
        Some((prefix, rest)) => format!("{prefix}-{}", plain(rest)),
        None => plain(term),
    }
}

/// What may stand in a fragment without being encoded.
fn plain(text: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.chars().map(|c| if keep(c) { c } else { '-' }).collect()
}

fn local(graph: &str) -> String {
    plain(graph.rsplit('/').next().unwrap_or(graph))
}
