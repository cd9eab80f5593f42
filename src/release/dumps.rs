//! Writes all dumps of a release while the conversion goes on.
//!
//! Each format has a thread of its own, fed in order through a short queue, so
//! no dump is ever read back from a store and no more than a few documents are
//! in memory at a time.

use std::borrow::Borrow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use oxigraph::io::{RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxrdf::TripleRef;
use sha2::{Digest, Sha256};

use super::canonical::CanonicalHash;
use super::format::DumpFormat;
use super::handover;
use super::jsonld;
use super::lines;
use super::manifest::FileEntry;
use super::things::{self, Collector};
use crate::digest::hex;
use crate::graph::block::Batch;
use crate::graph::vocabulary::PREFIXES;

/// How many batches may wait for the slowest writer.
const QUEUE: usize = 32;

/// Why a dump could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: {source}")]
pub struct DumpError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// A batch and its N-Quads lines, which the converting threads have made already.
#[derive(Debug)]
pub struct Chunk {
    batch: Batch,
    nquads: Vec<u8>,
}

/// Bytes of a line of N-Quads, a little above the mean of official texts.
const LINE: usize = 240;

impl Chunk {
    /// Formats the lines of a batch.
    #[must_use]
    pub fn new(batch: Batch) -> Self {
        let mut nquads = Vec::with_capacity(batch.len() * LINE);
        for quad in batch.iter() {
            lines::quad(&mut nquads, quad);
        }
        Self { batch, nquads }
    }

    /// The quads.
    #[must_use]
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Its lines of N-Quads.
    #[must_use]
    pub fn nquads(&self) -> &[u8] {
        &self.nquads
    }
}

/// What all writers left.
#[derive(Debug)]
pub struct Written {
    /// The files, in the order of [`DumpFormat::ALL`]; then the quads as Parquet, the tables, the literature.
    pub files: Vec<FileEntry>,
    /// The RDFC-1.0 hash of the data set.
    pub rdfc10_sha256: String,
}

/// Writes files of the release beside its dumps.
type HandOver = fn(&Path, Receiver<Arc<Chunk>>) -> Result<Vec<FileEntry>, DumpError>;

/// The writers of one release.
pub struct Dumps {
    queues: Vec<SyncSender<Arc<Chunk>>>,
    writers: Vec<JoinHandle<Result<Vec<FileEntry>, DumpError>>>,
    hasher: JoinHandle<io::Result<String>>,
    indexer: JoinHandle<io::Result<()>>,
}

impl Dumps {
    /// Starts a writer for each of `formats` in `folder`, and the hash; those of tables and literature too
    /// where they are `handed` over.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub fn create(
        folder: &Path,
        formats: &[DumpFormat],
        context: &'static jsonld::Context,
        handed: bool,
    ) -> Result<Self, DumpError> {
        let mut queues = Vec::new();
        let mut writers = Vec::new();
        for format in formats {
            let path = folder.join(format.file_name());
            let out = Output::create(&path)?;
            let (queue, batches) = sync_channel::<Arc<Chunk>>(QUEUE);
            let format = *format;
            queues.push(queue);
            writers.push(std::thread::spawn(move || {
                write_to(format, batches, out, context)
                    .and_then(|out| out.finish(format.file_name(), format.media_type()))
                    .map(|file| vec![file])
                    .map_err(|source| DumpError { path, source })
            }));
        }
        let also: [HandOver; 2] = [handover::quads, handover::tables];
        for write in also.into_iter().filter(|_| handed) {
            let (queue, batches) = sync_channel::<Arc<Chunk>>(QUEUE);
            let folder = folder.to_owned();
            queues.push(queue);
            writers.push(std::thread::spawn(move || write(&folder, batches)));
        }
        let (queue, batches) = sync_channel::<Arc<Chunk>>(QUEUE);
        queues.push(queue);
        let hasher = std::thread::spawn(move || {
            let mut hash = CanonicalHash::default();
            for chunk in batches {
                hash.add(chunk.nquads())?;
            }
            hash.finish()
        });
        let (queue, batches) = sync_channel::<Arc<Chunk>>(QUEUE);
        queues.push(queue);
        let path = folder.join(things::THINGS);
        let indexer = std::thread::spawn(move || index(&path, batches));
        Ok(Self {
            queues,
            writers,
            hasher,
            indexer,
        })
    }

    /// Gives a chunk to all writers; waits where one is far behind.
    pub fn write(&self, chunk: &Arc<Chunk>) {
        for queue in &self.queues {
            // A writer that failed has dropped its queue; `finish` tells why.
            let _ = queue.send(Arc::clone(chunk));
        }
    }

    /// Waits until everything is on disk.
    ///
    /// # Errors
    /// When any file could not be written whole.
    pub fn finish(self) -> Result<Written, DumpError> {
        drop(self.queues);
        let mut files = Vec::new();
        let mut failure = None;
        for writer in self.writers {
            match writer.join().unwrap_or_else(|_| Err(stopped())) {
                Ok(written) => files.extend(written),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        let hash = self.hasher.join().unwrap_or_else(|_| Err(stopped().source));
        let index = self.indexer.join().unwrap_or_else(|_| Err(stopped().source));
        match (failure, hash.and_then(|hash| index.map(|()| hash))) {
            (Some(error), _) => Err(error),
            (None, Ok(rdfc10_sha256)) => Ok(Written { files, rdfc10_sha256 }),
            (None, Err(source)) => Err(DumpError {
                path: std::env::temp_dir(),
                source,
            }),
        }
    }
}

/// Writes what each thing amounts to.
fn index(path: &Path, chunks: impl IntoIterator<Item = Arc<Chunk>>) -> io::Result<()> {
    let mut things = Collector::default();
    for chunk in chunks {
        things.add(chunk.nquads());
    }
    let mut file = File::create(path)?;
    file.write_all(&things.finish().to_bytes())?;
    file.sync_all()
}

fn stopped() -> DumpError {
    DumpError {
        path: PathBuf::from("a dump"),
        source: io::Error::other("its writer stopped unexpectedly"),
    }
}

/// Writes chunks in a format to anything that takes bytes, and gives it back.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_to<W: Write, C: Borrow<Chunk>>(
    format: DumpFormat,
    chunks: impl IntoIterator<Item = C>,
    out: W,
    context: &jsonld::Context,
) -> io::Result<W> {
    match format {
        DumpFormat::Nq => write_nquads(chunks, out),
        DumpFormat::Nt => write_ntriples(chunks, out),
        DumpFormat::Ttl => write_triples(chunks, serializer(RdfFormat::Turtle)?.for_writer(out)),
        DumpFormat::Rdfxml => write_triples(chunks, serializer(RdfFormat::RdfXml)?.for_writer(out)),
        DumpFormat::Trig => write_quads(chunks, serializer(RdfFormat::TriG)?.for_writer(out)),
        DumpFormat::Jsonld => write_jsonld(chunks, out, context),
    }
}

fn write_nquads<W: Write, C: Borrow<Chunk>>(
    chunks: impl IntoIterator<Item = C>,
    mut out: W,
) -> io::Result<W> {
    for chunk in chunks {
        out.write_all(chunk.borrow().nquads())?;
    }
    Ok(out)
}

fn write_ntriples<W: Write, C: Borrow<Chunk>>(
    chunks: impl IntoIterator<Item = C>,
    mut out: W,
) -> io::Result<W> {
    let mut buffer = Vec::new();
    for chunk in chunks {
        for quad in chunk.borrow().batch().iter() {
            lines::triple(&mut buffer, quad);
        }
        out.write_all(&buffer)?;
        buffer.clear();
    }
    Ok(out)
}

/// The library's serializer with our prefixes.
///
/// # Errors
/// When a prefix is no IRI, which a test of the dumps rules out.
pub fn serializer(format: RdfFormat) -> io::Result<RdfSerializer> {
    let mut serializer = RdfSerializer::from_format(format);
    for (name, iri) in PREFIXES {
        // RDF/XML binds `rdf` itself.
        if format != RdfFormat::RdfXml || *name != "rdf" {
            serializer = serializer.with_prefix(*name, *iri).map_err(io::Error::other)?;
        }
    }
    Ok(serializer)
}

fn write_triples<W: Write, C: Borrow<Chunk>>(
    chunks: impl IntoIterator<Item = C>,
    mut serializer: WriterQuadSerializer<W>,
) -> io::Result<W> {
    for chunk in chunks {
        for quad in chunk.borrow().batch().iter() {
            serializer.serialize_triple(TripleRef::new(quad.subject, quad.predicate, quad.object))?;
        }
    }
    serializer.finish()
}

fn write_quads<W: Write, C: Borrow<Chunk>>(
    chunks: impl IntoIterator<Item = C>,
    mut serializer: WriterQuadSerializer<W>,
) -> io::Result<W> {
    for chunk in chunks {
        for quad in chunk.borrow().batch().iter() {
            serializer.serialize_quad(quad)?;
        }
    }
    serializer.finish()
}

fn write_jsonld<W: Write, C: Borrow<Chunk>>(
    chunks: impl IntoIterator<Item = C>,
    out: W,
    context: &jsonld::Context,
) -> io::Result<W> {
    let mut writer = jsonld::Writer::new(context, out)?;
    for chunk in chunks {
        for quad in chunk.borrow().batch().iter() {
            writer.quad(quad)?;
        }
    }
    writer.finish()
}

/// A file that is hashed and counted while it is written.
pub(super) struct Output {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Output {
    pub(super) fn create(path: &Path) -> Result<Self, DumpError> {
        let file = File::create(path).map_err(|source| DumpError {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 18, file),
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Makes it durable, and says what it is.
    pub(super) fn finish(self, name: &str, media_type: &str) -> io::Result<FileEntry> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(FileEntry {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes: self.bytes,
            sha256: hex(&self.hash.finalize()),
        })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
