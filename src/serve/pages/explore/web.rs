//! Who cites whom, who takes up whose words, who was asked what in which year: read once for a release.

use crate::graph::vocabulary::wsis;
use crate::serve::iri::{decode, id_path};
use crate::serve::lookup::{label, pointing_to, subject, targets, texts};
use crate::serve::vocab;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::Store;
use rustc_hash::FxHashMap;

/// A document or a work that texts cite.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Doc {
    /// Its name.
    pub iri: NamedNode,
    /// Its symbol, or its title where it has none.
    pub label: String,
    /// When it was adopted or issued.
    pub year: Option<i32>,
}

/// One citation, or one paragraph that takes up another.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Link {
    /// The later document, by its place in the list.
    pub from: usize,
    /// The paragraph in it.
    pub part: NamedNode,
    /// The earlier document.
    pub to: usize,
    /// The paragraphs in it, where some are named.
    pub parts: Vec<NamedNode>,
    /// Whether words are taken up, rather than cited.
    pub reuse: bool,
}

/// A mandate, as far as it is counted.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Act {
    /// The year of its document.
    pub year: Option<i32>,
    /// How strongly it asks.
    pub force: Option<NamedNode>,
    /// Who is asked.
    pub addressees: Vec<NamedNode>,
}

/// All of them.
#[derive(Debug, Default)]
pub(in crate::serve) struct Web {
    /// The documents.
    pub docs: Vec<Doc>,
    /// The links between them.
    pub links: Vec<Link>,
    /// The mandates.
    pub acts: Vec<Act>,
    places: FxHashMap<NamedNode, usize>,
}

impl Web {
    /// Reads the store.
    #[must_use]
    pub(in crate::serve) fn read(store: &Store) -> Self {
        let mut web = Self::default();
        for citation in instances(store, wsis::CITATION) {
            web.citation(store, &citation);
        }
        for reuse in instances(store, wsis::TEXT_REUSE) {
            web.reuse(store, &reuse);
        }
        for mandate in instances(store, wsis::MANDATE) {
            let act = web.act(store, &mandate);
            web.acts.push(act);
        }
        web
    }

    /// The place of a document in the list.
    #[must_use]
    pub(in crate::serve) fn place(&self, iri: &NamedNode) -> Option<usize> {
        self.places.get(iri).copied()
    }

    fn citation(&mut self, store: &Store, citation: &NamedNode) {
        let of = |property| targets(store, citation.as_ref(), property);
        let cited = of(wsis::CITED_PROVISION);
        for part in of(wsis::CITING_PROVISION) {
            let Some(from) = whole(store, &part) else {
                continue;
            };
            let from = self.doc(store, &from);
            for to in of(wsis::CITED) {
                let within = |part: &&NamedNode| part.as_str().starts_with(to.as_str());
                let parts = cited.iter().filter(within).cloned().collect();
                let to = self.doc(store, &to);
                self.links.push(Link {
                    from,
                    part: part.clone(),
                    to,
                    parts,
                    reuse: false,
                });
            }
        }
    }

    fn reuse(&mut self, store: &Store, reuse: &NamedNode) {
        let of = |property| targets(store, reuse.as_ref(), property);
        for part in of(wsis::REUSING_PROVISION) {
            for earlier in of(wsis::REUSED_PROVISION) {
                if let (Some(from), Some(to)) = (whole(store, &part), whole(store, &earlier)) {
                    let (from, to) = (self.doc(store, &from), self.doc(store, &to));
                    self.links.push(Link {
                        from,
                        part: part.clone(),
                        to,
                        parts: vec![earlier],
                        reuse: true,
                    });
                }
            }
        }
    }

    fn act(&self, store: &Store, mandate: &NamedNode) -> Act {
        let of = |property| targets(store, mandate.as_ref(), property);
        let document = of(wsis::STATED_IN).iter().find_map(|part| whole(store, part));
        let known = document
            .as_ref()
            .and_then(|document| self.place(document))
            .and_then(|at| self.docs.get(at));
        Act {
            year: known.map_or_else(
                || document.and_then(|document| year(store, document.as_ref())),
                |doc| doc.year,
            ),
            force: of(wsis::FORCE).into_iter().next(),
            addressees: of(wsis::ADDRESSEE),
        }
    }

    fn doc(&mut self, store: &Store, iri: &NamedNode) -> usize {
        if let Some(place) = self.places.get(iri) {
            return *place;
        }
        let symbol = texts(store, iri.as_ref(), vocab::SYMBOL).into_iter().next();
        let path = || {
            id_path(iri.as_str())
                .and_then(|path| path.strip_prefix("document/"))
                .map(decode)
        };
        self.docs.push(Doc {
            iri: iri.clone(),
            label: symbol
                .map(|symbol| symbol.text)
                .or_else(path)
                .unwrap_or_else(|| label(store, iri.as_ref()).text),
            year: year(store, iri.as_ref()),
        });
        self.places.insert(iri.clone(), self.docs.len() - 1);
        self.docs.len() - 1
    }
}

/// The things of a class, sorted, so that every reading gives the same list.
fn instances(store: &Store, class: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let quads = pointing_to(store, class, Some(vocab::TYPE));
    let mut all: Vec<NamedNode> = quads.filter_map(|quad| subject(&quad).cloned()).collect();
    all.sort();
    all.dedup();
    all
}

/// The document of a paragraph.
pub(super) fn whole(store: &Store, part: &NamedNode) -> Option<NamedNode> {
    targets(store, part.as_ref(), wsis::IN_DOCUMENT)
        .into_iter()
        .next()
}

fn year(store: &Store, document: NamedNodeRef<'_>) -> Option<i32> {
    let of = |property| texts(store, document, property).into_iter().next();
    let day = of(wsis::ADOPTED_ON).or_else(|| of(wsis::ISSUED_ON))?;
    day.text.get(..4)?.parse().ok()
}
