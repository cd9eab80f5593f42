//! Makes a release: data and texts in, a checked graph on disk.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use oxrdf::{QuadRef, TermRef, Triple};

use super::catalog::Catalog;
use super::catalog_records::Catalogs;
use super::convert::{self, Context, Converted};
use super::coverage;
use super::disagreement::{Subjects, Told};
use super::dumps::{Chunk, DumpError, Dumps, Written};
use super::files::Understood;
use super::format::DumpFormat;
use super::jsonld;
use super::manifest::{Counts, Manifest};
use super::publish::{PublishError, Staging};
use super::statistics::Counting;
use crate::check::quotes::{Fact, Looked, Quotes};
use crate::check::shacl::{Graph, Shapes};
use crate::check::{self, Known};
use crate::corpus::{self, Corpus, DataSource, Symbol};
use crate::digest::FileDigest;
use crate::extract::Unlisted;
use crate::extract::confirm::Rates;
use crate::extract::reuse::{self, Source};
use crate::graph::block::Batch;
use crate::graph::catalog::Statistics;
use crate::graph::curated::CuratedBlock;
use crate::graph::extracted::CitedPlace;
use crate::graph::keyword::Keywords;
use crate::graph::vocabulary::wsis;
use crate::graph::{self, curated, extracted, ontology, stub};
use crate::problem::{Place, Problem, Severity};
use crate::text::library::Library;

/// What to build.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Where the curated data are.
    pub data: DataSource,
    /// Folders or files of official texts.
    pub texts: Vec<PathBuf>,
    /// The folder of releases.
    pub out: PathBuf,
    /// Whether errors keep the release from being published.
    pub gate: bool,
    /// How many releases are kept, the new one among them.
    pub keep: usize,
}

/// How many releases a folder keeps unless somebody says otherwise.
pub const KEEP: usize = 10;
pub use super::record::FEWEST;

/// What a build came to.
#[derive(Debug)]
pub struct Outcome {
    /// The release's manifest and folder; `None` where the gate held it back.
    pub release: Option<(Manifest, PathBuf)>,
    /// Everything that was noticed.
    pub problems: Vec<Problem>,
    /// What was understood of each official text, in the order of their documents.
    pub understood: Vec<Understood>,
    /// How long each stage took.
    pub times: Vec<(&'static str, Duration)>,
}

/// Why a build stopped.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A dump could not be written.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// The release could not be put in place.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The RocksDB store could not be filled.
    #[cfg(feature = "persistent")]
    #[error("cannot fill the store: {0}")]
    Store(String),
    /// The JSON-LD context compiled into the program is damaged.
    #[error(transparent)]
    Context(#[from] &'static jsonld::ContextError),
}

/// Something that wants to know how far a build is.
pub trait Progress: Sync {
    /// A stage begins; `steps` is how many documents it has, 0 where that is unknown.
    fn stage(&self, name: &'static str, steps: usize);
    /// One more step is done.
    fn step(&self);
}

/// Nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// Builds a release and publishes it, unless errors were found and the gate is on.
///
/// # Errors
/// When the disk refuses. Faults of the input are problems of the outcome.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> Result<Outcome, BuildError> {
    let mut clock = Clock::default();
    let mut prepared = Prepared::new(options, progress);
    clock.lap("read data");
    let staging = Staging::create(&options.out)?;
    let context = jsonld::own()?;
    let dumps = Dumps::create(staging.path(), &DumpFormat::ALL, context, true)?;
    let mut sink = Sink::new(Some(dumps), &mut prepared.problems);
    prepared.convert(&mut sink, progress);
    clock.lap("convert");
    // The shapes are checked while the dumps are still being written: how many mistakes there are is part of
    // what the last graph says.
    progress.stage("checking shapes", 0);
    prepared.shapes(sink.gathered());
    clock.lap("check shapes");
    let catalog = prepared.catalog(&mut sink);
    let (written, counts) = sink.finish()?;
    clock.lap("write dumps");
    let mut problems = prepared.problems;
    sort(&mut problems);
    if options.gate && problems.iter().any(holds_back) {
        return Ok(Outcome {
            release: None,
            problems,
            understood: prepared.understood,
            times: clock.laps,
        });
    }
    let (files, rdfc10_sha256) = written.map_or_else(Default::default, |w| (w.files, w.rdfc10_sha256));
    prepared.inputs.sort();
    prepared.inputs.dedup();
    let manifest = Manifest {
        id: String::new(),
        software: format!("wsis {}", env!("CARGO_PKG_VERSION")),
        rdfc10_sha256,
        counts,
        files,
        inputs: prepared.inputs,
    }
    .identified();
    catalog.write(staging.path(), &manifest)?;
    #[cfg(feature = "persistent")]
    super::open::persist(staging.path()).map_err(BuildError::Store)?;
    let folder = staging.publish(&manifest, options.keep)?;
    clock.lap("publish");
    Ok(Outcome {
        release: Some((manifest, folder)),
        problems,
        understood: prepared.understood,
        times: clock.laps,
    })
}

/// Whether a problem keeps a release from being published. An official text that cannot be read does
/// not: it is left out whole, the rest is sound, and the build still ends with exit code 1.
fn holds_back(problem: &Problem) -> bool {
    problem.severity == Severity::Error && !matches!(problem.code, "W201" | "W202")
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// Everything that was noticed.
    pub problems: Vec<Problem>,
    /// Every fact of the data, and whether the texts show it.
    pub facts: Vec<Fact>,
}

/// Applies all rules and SHACL to data and texts, and writes nothing.
#[must_use]
pub fn check_only(data: &DataSource, texts: &[PathBuf], progress: &dyn Progress) -> Checked {
    let options = BuildOptions {
        data: data.clone(),
        texts: texts.to_vec(),
        out: PathBuf::new(),
        gate: true,
        keep: KEEP,
    };
    let mut prepared = Prepared::new(&options, progress);
    let mut sink = Sink::new(None, &mut prepared.problems);
    prepared.convert(&mut sink, progress);
    prepared.shapes(sink.gathered());
    sort(&mut prepared.problems);
    Checked {
        problems: prepared.problems,
        facts: prepared.facts,
    }
}

/// Errors first, then by file and position; what the shapes say comes after
/// what the rules say, since a mistake in a record often breaks shapes too.
fn sort(problems: &mut [Problem]) {
    problems.sort_by_cached_key(|problem| {
        let place = problem.place.as_ref().map(|place| {
            let (file, at) = place.position();
            (file.unwrap_or_default().to_owned(), at, place.display())
        });
        let of_shapes = problem.code == "W401";
        (
            problem.severity,
            of_shapes,
            place,
            problem.code,
            problem.message.clone(),
        )
    });
}

/// Everything a build has read before it converts.
struct Prepared {
    problems: Vec<Problem>,
    inputs: Vec<FileDigest>,
    corpus: Corpus,
    library: Library,
    ontology: Vec<oxrdf::Quad>,
    understood: Vec<Understood>,
    facts: Vec<Fact>,
    documents: graph::coverage::Counts,
}

impl Prepared {
    fn new(options: &BuildOptions, progress: &dyn Progress) -> Self {
        progress.stage("reading data", 0);
        let mut problems = Vec::new();
        let ontology = ontology::quads(&mut problems);
        let (corpus, inputs) = corpus::load(&options.data, &mut problems);
        let known = Known::new(&corpus, ontology::known(&ontology));
        check::records(&known, &mut problems);
        progress.stage("finding texts", 0);
        let library = Library::open(&options.texts, &mut problems);
        Self {
            problems,
            inputs,
            corpus,
            library,
            ontology,
            understood: Vec::new(),
            facts: Vec::new(),
            documents: graph::coverage::Counts::default(),
        }
    }

    /// Texts first, then what they name, then the curated records sifted by
    /// what the texts say, then the ontology.
    fn convert(&mut self, sink: &mut Sink, progress: &dyn Progress) {
        let mut curated = curated::blocks(&self.corpus);
        let context = Context {
            quotes: Quotes::of(&self.corpus),
            subjects: Subjects::of(&curated, &self.corpus.documents),
        };
        progress.stage("converting", self.library.groups.len());
        let mut gathered = Gathered::default();
        convert::each(&self.library, &context, |converted| {
            progress.step();
            self.understood.extend(converted.understood.iter().cloned());
            gathered.take(converted, sink, &mut self.problems, &mut self.inputs);
        });
        progress.stage("tracing agreed language", 0);
        gathered.trace(sink, &context.subjects, &mut self.problems);
        self.catalogs(&mut gathered, sink);
        sink.batch(Batch::Block(gathered.keywords.block()));
        let undescribed = self.undescribed(&gathered.cited);
        for symbol in &undescribed {
            sink.batch(Batch::Block(stub::document(symbol)));
        }
        let undescribed = undescribed.len();
        let (blocks, documents) = coverage::blocks(&self.corpus, &self.library, undescribed);
        for block in blocks {
            sink.batch(Batch::Block(block));
        }
        self.documents = documents;
        self.problems.extend(gathered.told.unrecorded());
        self.problems.extend(self.without_record());
        for excerpt in &self.library.excerpts {
            let looked = context.quotes.look_up_excerpt(&excerpt.symbol, &excerpt.text);
            gathered.looked.extend(looked);
        }
        self.facts = context.quotes.facts(&gathered.looked);
        for curated in &mut curated {
            gathered.told.sift(curated, &mut self.problems);
        }
        for CuratedBlock { block, .. } in curated {
            sink.batch(Batch::Block(block));
        }
        sink.batch(Batch::Block(extracted::rules()));
        sink.batch(Batch::Parsed(std::mem::take(&mut self.ontology)));
    }

    /// W310: texts that no record describes.
    fn without_record(&self) -> Option<Problem> {
        /// How many are named.
        const NAMED: usize = 12;
        let records: HashSet<&Symbol> = self
            .corpus
            .documents
            .iter()
            .map(|record| record.value.symbol.get_ref())
            .collect();
        let others: Vec<&str> = self
            .library
            .groups
            .iter()
            .map(|group| &group.symbol)
            .filter(|symbol| !records.contains(symbol))
            .map(Symbol::as_str)
            .collect();
        let named = others.get(..NAMED).unwrap_or(&others).join(", ");
        let more = match others.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!others.is_empty()).then(|| {
            Problem::note(
                "W310",
                format!("texts at hand that no record describes: {named}{more}"),
            )
            .hint("add a [[document]] where one is missing, or mend the symbol of its block")
        })
    }

    fn catalogs(&mut self, gathered: &mut Gathered, sink: &mut Sink) {
        let catalogs = Catalogs::read(&self.library);
        gathered.keywords.merge(catalogs.keywords);
        gathered.cited.extend(catalogs.cited);
        self.problems.extend(catalogs.problems);
        self.inputs.extend(catalogs.inputs);
        for block in catalogs.blocks {
            sink.batch(Batch::Block(block));
        }
    }

    /// The documents among `cited` that neither text nor record describes.
    fn undescribed<'a>(&self, cited: &'a BTreeSet<Symbol>) -> Vec<&'a Symbol> {
        let texts = self.library.groups.iter().map(|group| &group.symbol);
        let records = self
            .corpus
            .documents
            .iter()
            .map(|record| record.value.symbol.get_ref());
        let described: HashSet<&Symbol> = texts.chain(records).collect();
        cited
            .iter()
            .filter(|symbol| !described.contains(symbol))
            .collect()
    }

    /// What the release says about itself, and the part of it that is data.
    fn catalog(&mut self, sink: &mut Sink) -> Catalog {
        let Some(statistics) = sink.counted() else {
            return Catalog::default();
        };
        let catalog = Catalog::new(&statistics, &self.facts, self.documents, &mut self.problems);
        sink.batch(catalog.batch());
        catalog
    }

    /// Validates the graph; violations are errors, everything else warnings.
    fn shapes(&mut self, checked: Option<(Shapes, Graph)>) {
        let Some((shapes, graph)) = checked else {
            return;
        };
        match shapes.validate(&graph) {
            Err(error) => self.problems.push(Problem::error("W402", error.to_string())),
            Ok(findings) => self
                .problems
                .extend(findings.iter().map(check::finding::Finding::problem)),
        }
    }
}

/// What the conversion of all texts left to say at the end.
#[derive(Default)]
struct Gathered {
    keywords: Keywords,
    cited: BTreeSet<Symbol>,
    told: Told,
    works: extracted::WorkTitles,
    places: Vec<CitedPlace>,
    paths: BTreeMap<Symbol, HashSet<String>>,
    sources: Vec<Source>,
    unlisted: Unlisted,
    rates: Rates,
    looked: Vec<Looked>,
}

/// The predecessors of so many paragraphs are written at a time.
const PREDECESSORS: usize = 4096;

impl Gathered {
    fn take(
        &mut self,
        converted: Converted,
        sink: &mut Sink,
        problems: &mut Vec<Problem>,
        inputs: &mut Vec<FileDigest>,
    ) {
        converted.chunks.into_iter().for_each(|chunk| sink.chunk(chunk));
        self.keywords.merge(converted.keywords);
        self.cited.extend(converted.cited);
        self.told.merge(converted.told);
        extracted::merge_works(&mut self.works, converted.works);
        self.places.extend(converted.places);
        self.paths.insert(converted.symbol, converted.paths);
        self.sources.extend(converted.source);
        self.unlisted.merge(converted.unlisted);
        for (language, rate) in converted.rates {
            self.rates.entry(language).or_default().add(rate);
        }
        self.looked.extend(converted.looked);
        problems.extend(converted.problems);
        inputs.extend(converted.inputs);
    }

    /// What can only be said when every text is known: which cited paragraphs exist, where words come from,
    /// which resolution follows which.
    fn trace(&mut self, sink: &mut Sink, subjects: &Subjects, problems: &mut Vec<Problem>) {
        sink.batch(Batch::Block(extracted::works(&self.works)));
        let settled = extracted::settle(&self.places, &self.paths, subjects.addresses());
        if let Some(block) = settled.block {
            sink.batch(Batch::Block(block));
        }
        problems.extend(settled.missing.iter().map(check::extraction::no_such_place));
        problems.extend(check::extraction::unlisted(&self.unlisted));
        problems.extend(check::extraction::confirmed(&self.rates));
        let found = reuse::predecessors(&self.sources);
        for some in found.chunks(PREDECESSORS) {
            sink.batch(Batch::Block(extracted::predecessors(some)));
        }
        let links = reuse::families(&self.sources, &found);
        self.cited.extend(links.iter().map(|link| link.previous.clone()));
        let series = extracted::series(&links);
        self.told.merge(subjects.told(&series));
        sink.batch(Batch::Block(series));
    }
}

/// Where chunks go: the dumps, the SHACL graph, the counts.
struct Sink {
    dumps: Option<Dumps>,
    counts: Counts,
    counting: Option<Counting>,
    shapes: Option<Shapes>,
    queue: Option<SyncSender<Arc<Chunk>>>,
    gatherer: Option<JoinHandle<Graph>>,
}

impl Sink {
    fn new(dumps: Option<Dumps>, problems: &mut Vec<Problem>) -> Self {
        let mut sink = Self {
            counting: dumps.is_some().then(Counting::start),
            dumps,
            counts: Counts::default(),
            shapes: None,
            queue: None,
            gatherer: None,
        };
        match Shapes::parse(ontology::SHAPES_TTL) {
            Ok(shapes) => sink.gather(shapes),
            Err(error) => problems.push(
                Problem::error("W402", error.to_string()).at(Place::File("ontology/shapes.ttl".to_owned())),
            ),
        }
        sink
    }

    /// Starts the thread that keeps what the shapes will ask for.
    fn gather(&mut self, shapes: Shapes) {
        let mut graph = shapes.graph();
        let (queue, chunks) = sync_channel::<Arc<Chunk>>(32);
        self.gatherer = Some(std::thread::spawn(move || {
            for chunk in chunks {
                graph.extend(chunk.batch().iter().map(|quad| Triple::from(quad.into_owned())));
            }
            graph
        }));
        self.queue = Some(queue);
        self.shapes = Some(shapes);
    }

    fn batch(&mut self, batch: Batch) {
        self.chunk(Chunk::new(batch));
    }

    fn chunk(&mut self, chunk: Chunk) {
        for quad in chunk.batch().iter() {
            count(&mut self.counts, quad);
        }
        let chunk = Arc::new(chunk);
        if let Some(queue) = &self.queue {
            // A gatherer that stopped is noticed when it is joined.
            let _ = queue.send(Arc::clone(&chunk));
        }
        if let Some(counting) = &self.counting {
            counting.chunk(&chunk);
        }
        if let Some(dumps) = &self.dumps {
            dumps.write(&chunk);
        }
    }

    /// What the shapes are asked of; later chunks are no part of it.
    fn gathered(&mut self) -> Option<(Shapes, Graph)> {
        self.queue = None;
        let graph = self.gatherer.take().and_then(|gatherer| gatherer.join().ok());
        self.shapes.take().zip(graph)
    }

    /// The counts of all chunks so far; later ones are in no count of the catalog.
    fn counted(&mut self) -> Option<Statistics> {
        self.counting.take().and_then(Counting::finish)
    }

    fn finish(self) -> Result<(Option<Written>, Counts), BuildError> {
        let written = self.dumps.map(Dumps::finish).transpose()?;
        Ok((written, self.counts))
    }
}

fn count(counts: &mut Counts, quad: QuadRef<'_>) {
    counts.quads += 1;
    if let oxrdf::GraphNameRef::NamedNode(graph) = quad.graph_name {
        bump(&mut counts.graphs, graph.as_str());
    }
    if quad.predicate == oxrdf::vocab::rdf::TYPE
        && let TermRef::NamedNode(class) = quad.object
        && let Some(name) = class.as_str().strip_prefix(wsis::NAMESPACE)
    {
        bump(&mut counts.classes, name);
    }
}

fn bump(counts: &mut BTreeMap<String, u64>, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        None => {
            counts.insert(key.to_owned(), 1);
        }
    }
}

struct Clock {
    started: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            laps: Vec::new(),
        }
    }
}

impl Clock {
    fn lap(&mut self, name: &'static str) {
        self.laps.push((name, self.started.elapsed()));
        self.started = Instant::now();
    }
}

/// How many problems of each weight there are: errors, warnings, notes.
#[must_use]
pub fn tally(problems: &[Problem]) -> [usize; 3] {
    let of = |severity| problems.iter().filter(|p| p.severity == severity).count();
    [of(Severity::Error), of(Severity::Warning), of(Severity::Note)]
}
