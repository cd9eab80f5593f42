//! Counts what VoID says of a release while its quads pass by, on a thread of its own.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use oxrdf::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashSet;

use super::dumps::Chunk;
use crate::graph::catalog::{Known, LINKED, Statistics};
use crate::graph::iri;
use crate::graph::vocabulary::{dcterms, wsis};

/// How many chunks may wait to be counted.
const QUEUE: usize = 32;
/// The ontology as a document.
const ONTOLOGY: &str = "https://w3id.org/wsis/ns";

/// The thread that counts.
pub(super) struct Counting {
    queue: SyncSender<Arc<Chunk>>,
    thread: JoinHandle<Statistics>,
}

impl Counting {
    /// Starts to count.
    pub(super) fn start() -> Self {
        let (queue, chunks) = sync_channel::<Arc<Chunk>>(QUEUE);
        let thread = std::thread::spawn(move || {
            let mut counter = Counter::default();
            for chunk in chunks {
                chunk.batch().iter().for_each(|quad| counter.add(quad));
            }
            counter.finish()
        });
        Self { queue, thread }
    }

    /// Counts a chunk too.
    pub(super) fn chunk(&self, chunk: &Arc<Chunk>) {
        // A counter that stopped is noticed when it is joined.
        let _ = self.queue.send(Arc::clone(chunk));
    }

    /// What was counted; `None` where the thread stopped before its time.
    pub(super) fn finish(self) -> Option<Statistics> {
        drop(self.queue);
        self.thread.join().ok()
    }
}

/// Different terms are told apart by 64 bits of SipHash: among a million terms the chance that a single
/// count is one too low is below one in ten million, and memory holds eight bytes a term instead of its text.
#[derive(Default)]
struct Counter {
    statistics: Statistics,
    subjects: FxHashSet<u64>,
    objects: FxHashSet<u64>,
    /// The subject of the quad before, whose statements mostly come together.
    last: String,
    graphs: HashMap<String, u64>,
    classes: HashMap<String, u64>,
    properties: HashMap<String, u64>,
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn bump(counts: &mut HashMap<String, u64>, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        None => {
            counts.insert(key.to_owned(), 1);
        }
    }
}

impl Counter {
    fn add(&mut self, quad: QuadRef<'_>) {
        self.statistics.triples += 1;
        if let GraphNameRef::NamedNode(graph) = quad.graph_name {
            bump(&mut self.graphs, graph.as_str());
        }
        bump(&mut self.properties, quad.predicate.as_str());
        self.subject(quad.subject);
        self.objects.insert(hash(&quad.object));
        match quad.object {
            TermRef::NamedNode(object) if quad.predicate == oxrdf::vocab::rdf::TYPE => {
                bump(&mut self.classes, object.as_str());
            }
            TermRef::NamedNode(object) => self.link(quad, object.as_str()),
            TermRef::Literal(literal) => self.day(quad, literal.value()),
            _ => {}
        }
    }

    fn subject(&mut self, subject: NamedOrBlankNodeRef<'_>) {
        let NamedOrBlankNodeRef::NamedNode(node) = subject else {
            self.subjects.insert(hash(&subject));
            return;
        };
        if node.as_str() == self.last {
            return;
        }
        self.last.clear();
        self.last.push_str(node.as_str());
        if self.subjects.insert(hash(&subject)) && node.as_str().starts_with(iri::THINGS) {
            self.statistics.entities += 1;
        }
    }

    fn link(&mut self, quad: QuadRef<'_>, object: &str) {
        if object.starts_with(iri::BASE) {
            return;
        }
        if let Some(linked) = LINKED.iter().find(|linked| object.starts_with(linked.space)) {
            let key = (linked.name, quad.predicate.as_str().to_owned());
            *self.statistics.links.entry(key).or_default() += 1;
        }
    }

    /// Keeps the days that say how old the data are; only whole days (`YYYY-MM-DD`) can be compared.
    fn day(&mut self, quad: QuadRef<'_>, value: &str) {
        if value.len() != "YYYY-MM-DD".len() {
            return;
        }
        let known = &mut self.statistics.known;
        if quad.predicate == wsis::ADOPTED_ON {
            adopted(known, value);
        } else if matches!(quad.subject, NamedOrBlankNodeRef::NamedNode(node) if node.as_str() == ONTOLOGY) {
            if quad.predicate == dcterms::ISSUED {
                known.issued = Some(value.to_owned());
            } else if quad.predicate == dcterms::MODIFIED {
                known.ontology = Some(value.to_owned());
            }
        }
    }

    fn finish(self) -> Statistics {
        Statistics {
            graphs: self.graphs.into_iter().collect(),
            classes: self.classes.into_iter().collect(),
            properties: self.properties.into_iter().collect(),
            subjects: self.subjects.len() as u64,
            objects: self.objects.len() as u64,
            ..self.statistics
        }
    }
}

fn adopted(known: &mut Known, day: &str) {
    let Some((first, last)) = &mut known.adopted else {
        known.adopted = Some((day.to_owned(), day.to_owned()));
        return;
    };
    if day < first.as_str() {
        day.clone_into(first);
    }
    if day > last.as_str() {
        day.clone_into(last);
    }
}
