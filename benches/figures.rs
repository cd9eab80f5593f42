//! The figures that the README quotes: `cargo bench --bench figures`.
//!
//! Ratios are taken within one run, so that they mean the same on other
//! machines. `WSIS_CORPUS` is the folder of official texts (with the folders
//! `scale` and `wsis`), `WSIS_RUNS` the number of runs of which the median is
//! taken (3), `OXIGRAPH` the program that dumps are compared with.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use oxigraph::store::Store;
use wsis::corpus::DataSource;
use wsis::query::{self, CancellationToken, Dataset, Limits};
use wsis::release::build::{self, BuildOptions, Silent};
use wsis::release::convert::{self, Context};
use wsis::release::dumps::{self, Chunk, Dumps};
use wsis::release::format::DumpFormat;
use wsis::release::jsonld;
use wsis::release::{self, Release};
use wsis::text::library::Library;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Set in a child process whose memory is measured: what it shall do.
const CHILD: &str = "WSIS_FIGURES_CHILD";

fn main() -> Fallible<()> {
    let corpus = PathBuf::from(variable("WSIS_CORPUS").unwrap_or_else(|| "../shared/corpus".to_owned()));
    let scale = corpus.join("scale");
    if let Some(task) = variable(CHILD) {
        return child(&task, &scale);
    }
    let runs = variable("WSIS_RUNS")
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(3);
    let bench = Bench {
        runs,
        scratch: tempfile::tempdir()?,
    };
    println!(
        "wsis {}, median of {runs} runs, {} processors\n",
        env!("CARGO_PKG_VERSION"),
        std::thread::available_parallelism()?
    );
    bench.start_up("bundled data alone", &[])?;
    match present(&corpus.join("wsis")) {
        Some(wsis) => bench.start_up("with the texts of wsis/", &[wsis])?,
        None => println!("start-up with texts: SKIPPED, no {}/wsis", corpus.display()),
    }
    match present(&scale) {
        Some(scale) => bench.scale(&scale),
        None => {
            println!("conversion, dumps, load, memory: SKIPPED, no {}", scale.display());
            Ok(())
        }
    }
}

struct Bench {
    runs: usize,
    scratch: tempfile::TempDir,
}

impl Bench {
    fn scale(&self, scale: &Path) -> Fallible<()> {
        self.convert(scale)?;
        memory()?;
        self.dumps(scale)?;
        self.load()
    }

    /// Median seconds of `task`, and what it gave the last time.
    fn median<T>(&self, mut task: impl FnMut() -> Fallible<T>) -> Fallible<(f64, T)> {
        let mut times = Vec::new();
        let mut last = None;
        for _ in 0..self.runs.max(1) {
            let started = Instant::now();
            last = Some(task()?);
            times.push(started.elapsed().as_secs_f64());
        }
        Ok((middle(&mut times), last.ok_or("no run")?))
    }

    /// Akoma Ntoso to N-Quads on disk, against a bare parse of the same files.
    /// The three take turns, so that a disturbance of the machine hits all.
    fn convert(&self, scale: &Path) -> Fallible<()> {
        let out = self.scratch.path().join("scale.nq");
        let (mut bare, mut one, mut two, mut sync) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut converted, mut faulty, mut cpu) = (Totals::default(), 0, Vec::new());
        for _ in 0..self.runs.max(1) {
            let before = processor()?;
            let (seconds, malformed) = timed(|| parse(scale))?;
            bare.push(seconds);
            faulty = malformed;
            let between = processor()?;
            one.push(conversion(scale, 1, &out)?.seconds);
            cpu.push((processor()? - between) / (between - before));
            converted = conversion(scale, 2, &out)?;
            two.push(converted.seconds);
            sync.push(converted.sync);
        }
        let [bare, one, two, sync] = [bare, one, two, sync].map(|mut times| middle(&mut times));
        let (mb, quads) = (converted.input as f64 / 1e6, converted.quads as f64);
        println!(
            "Akoma Ntoso to N-Quads on disk: {} files ({faulty} not well-formed), {mb:.1} MB, {quads} quads",
            converted.files
        );
        println!(
            "  {:24} {bare:8.2} s {:8.1} MB/s",
            "bare parse, 1 thread",
            mb / bare
        );
        for (name, seconds) in [("conversion, 1 thread", one), ("conversion, 2 threads", two)] {
            println!(
                "  {name:24} {seconds:8.2} s {:8.1} MB/s {:6.2} M quads/s",
                mb / seconds,
                quads / seconds / 1e6
            );
        }
        println!("  (then until the disk has it: {sync:.2} s, not counted above or below)");
        println!(
            "  ratio conversion / bare parse, 1 thread   {:6.2}  (aim <= 3)",
            one / bare
        );
        println!(
            "    the same in processor time, which other programs disturb less {:.2}",
            middle(&mut cpu)
        );
        println!(
            "  ratio 1 thread / 2 threads                {:6.2}  (aim 1.7)\n",
            one / two
        );
        Ok(())
    }

    /// Each dump by itself from quads in memory, against `oxigraph dump`, which
    /// reads them from its store; and all together as a build writes them.
    fn dumps(&self, scale: &Path) -> Fallible<()> {
        let chunks = chunks(&[scale.join("ecosoc-2023"), scale.join("ga-79/English")]);
        let quads: usize = chunks.iter().map(|chunk| chunk.batch().len()).sum();
        let context = jsonld::own()?;
        println!("Dumps of {quads} quads (ecosoc-2023, ga-79 English), one thread each");
        let mut ours = Vec::new();
        for format in DumpFormat::ALL {
            ours.push((format, self.median(|| self.dump(&chunks, format, context))?.0));
        }
        let others = self.oxigraph()?;
        for (format, seconds) in ours {
            let other = others
                .iter()
                .find(|(known, _)| *known == format)
                .map_or_else(String::new, |(_, other)| {
                    format!("  oxigraph dump {other:6.3} s, ratio {:5.1}", other / seconds)
                });
            println!(
                "  {:24} {seconds:8.3} s {:6.2} M quads/s{other}",
                name(format),
                quads as f64 / seconds / 1e6
            );
        }
        let (seconds, ()) = self.median(|| self.all(&chunks, context))?;
        println!(
            "  {:24} {seconds:8.3} s {:6.2} M quads/s\n",
            "all, hashes, synced",
            quads as f64 / seconds / 1e6
        );
        Ok(())
    }

    /// Writes one file. The lines of N-Quads, which a build makes while it
    /// converts, are made again here, so that the figure holds their making.
    fn dump(&self, chunks: &[Arc<Chunk>], format: DumpFormat, context: &jsonld::Context) -> Fallible<()> {
        let file = File::create(self.scratch.path().join(format.file_name()))?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        if format == DumpFormat::Nq {
            let mut lines = Vec::new();
            for chunk in chunks {
                chunk
                    .batch()
                    .iter()
                    .for_each(|quad| release::lines::quad(&mut lines, quad));
                out.write_all(&lines)?;
                lines.clear();
            }
        } else {
            out = dumps::write_to(format, chunks.iter().map(Arc::as_ref), out, context)?;
        }
        Ok(out.flush()?)
    }

    fn all(&self, chunks: &[Arc<Chunk>], context: &'static jsonld::Context) -> Fallible<()> {
        let dumps = Dumps::create(self.scratch.path(), &DumpFormat::ALL, context, false)?;
        chunks.iter().for_each(|chunk| dumps.write(chunk));
        dumps.finish()?;
        Ok(())
    }

    /// Seconds of `oxigraph dump` for the formats that have an aim, less those
    /// of dumping an empty store. Each format comes from a store of its own:
    /// N-Triples and Turtle hold one graph, so theirs has all in the default one.
    fn oxigraph(&self) -> Fallible<Vec<(DumpFormat, f64)>> {
        let program = variable("OXIGRAPH").unwrap_or_else(|| "oxigraph".to_owned());
        let run = |arguments: &[&str]| {
            Command::new(&program)
                .args(arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
        };
        if run(&["--version"]).is_err() {
            println!("  oxigraph dump: SKIPPED, no program {program}; name it in OXIGRAPH");
            return Ok(Vec::new());
        }
        fs::write(self.path("empty.nq"), "")?;
        let mut times: Vec<(DumpFormat, f64)> = Vec::new();
        let mut idle = 0.0;
        for (source, formats) in [
            ("empty.nq", &[DumpFormat::Nq][..]),
            ("wsis.nq", &[DumpFormat::Nq]),
            ("wsis.nt", &[DumpFormat::Nt, DumpFormat::Ttl]),
        ] {
            let store = self.path(&format!("store-{source}"));
            run(&["load", "--location", &store, "--file", &self.path(source)])?;
            for format in formats {
                let file = self.path(&format!("oxigraph.{}", name(*format)));
                let graph: &[&str] = if *format == DumpFormat::Nq {
                    &[]
                } else {
                    &["--graph", "default"]
                };
                let dump = ["dump", "--location", &store, "--file", &file];
                let (seconds, status) = self.median(|| Ok(run(&[&dump, graph].concat())?))?;
                if source == "empty.nq" {
                    println!("  (oxigraph dump of nothing {seconds:.3} s, taken off below)");
                    idle = seconds;
                } else if status.success() && fs::metadata(&file)?.len() > 1 << 20 {
                    times.push((*format, seconds - idle));
                }
            }
        }
        Ok(times)
    }

    fn path(&self, name: &str) -> String {
        self.scratch.path().join(name).display().to_string()
    }

    /// The release built last into the store: its layers as named graphs, and
    /// the same triples in the default graph.
    fn load(&self) -> Fallible<()> {
        let (folder, _) = release::describe(&self.releases())?;
        println!("Loading a release into the store in memory");
        let mut figures = Vec::new();
        for (label, format) in [
            ("layers as named graphs", DumpFormat::Nq),
            ("all in the default graph", DumpFormat::Nt),
        ] {
            let file = folder.join(format.file_name());
            let (seconds, quads) = self.median(|| {
                let store = Store::new()?;
                release::fill(&store, &file)?;
                Ok(store.len()?)
            })?;
            let memory = memory_of(&format!("load:{}", file.display()))? / 1e3;
            println!(
                "  {label:24} {seconds:8.3} s {:6.2} M quads/s {memory:8.1} MB resident, {quads} quads",
                quads as f64 / seconds / 1e6
            );
            figures.push((seconds, memory));
        }
        if let [named, plain] = figures[..] {
            println!(
                "  ratio named / default graph: time {:.2}, memory {:.2}\n",
                named.0 / plain.0,
                named.1 / plain.1
            );
        }
        Ok(())
    }

    fn releases(&self) -> PathBuf {
        self.scratch.path().join("releases")
    }

    /// Build, open, first answer.
    fn start_up(&self, label: &str, texts: &[PathBuf]) -> Fallible<()> {
        let options = BuildOptions {
            data: DataSource::Embedded,
            texts: texts.to_vec(),
            out: self.releases(),
            gate: false,
            keep: build::KEEP,
        };
        let (mut builds, mut opens, mut answers, mut quads) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for _ in 0..self.runs.max(1) {
            builds.push(timed(|| Ok(build::build(&options, &Silent)?))?.0);
            let (seconds, release) = timed(|| Ok(Release::open(&options.out)?))?;
            opens.push(seconds);
            answers.push(timed(|| first_answer(&release.store))?.0);
            quads = release.manifest.counts.quads;
        }
        let [build, open, answer] = [builds, opens, answers].map(|mut times| middle(&mut times));
        println!("Start-up, {label}: {quads} quads");
        println!(
            "  build {build:.3} s, open {open:.3} s, first answer {answer:.4} s, together {:.3} s\n",
            build + open + answer
        );
        Ok(())
    }
}

fn first_answer(store: &Store) -> Fallible<()> {
    let query = query::parse("SELECT (COUNT(*) AS ?n) WHERE { ?body a <https://w3id.org/wsis/ns#Body> }")?;
    query::evaluate(
        store,
        query,
        &Dataset::default(),
        &Limits::none(),
        CancellationToken::new(),
    )?;
    Ok(())
}

#[derive(Default)]
struct Totals {
    /// Until the last byte was handed to the system.
    seconds: f64,
    /// What the disk took after that.
    sync: f64,
    files: usize,
    input: u64,
    quads: usize,
}

/// The conversion as a build does it, to one file of N-Quads.
fn conversion(texts: &Path, threads: usize, out: &Path) -> Fallible<Totals> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let started = Instant::now();
    pool.install(|| {
        let library = Library::open(&[texts.to_owned()], &mut Vec::new());
        let mut writer = BufWriter::with_capacity(1 << 18, File::create(out)?);
        let mut quads = 0;
        let mut outcome = Ok(());
        convert::each(&library, &Context::default(), |converted| {
            for chunk in &converted.chunks {
                quads += chunk.batch().len();
                let written = writer.write_all(chunk.nquads());
                outcome = std::mem::replace(&mut outcome, Ok(())).and(written);
            }
        });
        outcome?;
        writer.flush()?;
        let seconds = started.elapsed().as_secs_f64();
        writer.get_ref().sync_all()?;
        let sync = started.elapsed().as_secs_f64() - seconds;
        let input = library.files.iter().map(|file| file.bytes).sum();
        Ok(Totals {
            seconds,
            sync,
            files: library.files.len(),
            input,
            quads,
        })
    })
    .map_err(|error: std::io::Error| error.into())
}

/// The least that anyone can do with the same files: read and parse each. Gives
/// how many are not well-formed; both sides read those up to the fault.
fn parse(texts: &Path) -> Fallible<usize> {
    let mut faulty = 0;
    for entry in walkdir::WalkDir::new(texts) {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "xml")
        {
            let text = fs::read_to_string(entry.path())?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            faulty += usize::from(black_box(roxmltree::Document::parse(text)).is_err());
        }
    }
    Ok(faulty)
}

fn chunks(texts: &[PathBuf]) -> Vec<Arc<Chunk>> {
    let library = Library::open(texts, &mut Vec::new());
    let mut chunks = Vec::new();
    convert::each(&library, &Context::default(), |converted| {
        chunks.extend(converted.chunks.into_iter().map(Arc::new));
    });
    chunks
}

/// Peak resident memory of the conversion, in a process of its own.
fn memory() -> Fallible<()> {
    println!("Peak memory of the conversion of all files (VmHWM)");
    for threads in ["1", "2"] {
        println!(
            "  {:24} {:8.1} MB",
            format!("{threads} thread(s)"),
            memory_of(&format!("convert:{threads}"))? / 1e3
        );
    }
    println!();
    Ok(())
}

/// Kilobytes that a child process reports after doing `task`.
fn memory_of(task: &str) -> Fallible<f64> {
    let child = Command::new(std::env::current_exe()?).env(CHILD, task).output()?;
    let printed = String::from_utf8(child.stdout)?;
    Ok(printed.trim().trim_end_matches(" kB").parse()?)
}

/// Does a task alone in this process, and prints what memory it took.
fn child(task: &str, scale: &Path) -> Fallible<()> {
    let (kind, argument) = task.split_once(':').ok_or("no task")?;
    let store = Store::new()?;
    let key = if kind == "convert" {
        let scratch = tempfile::tempdir()?;
        conversion(scale, argument.parse()?, &scratch.path().join("out.nq"))?;
        "VmHWM:"
    } else {
        release::fill(&store, Path::new(argument))?;
        "VmRSS:"
    };
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    println!("{}", line.ok_or("no figure of memory")?.trim());
    Ok(())
}

/// Seconds of processor time this process has had in all its threads, to 10 ms
/// (proc(5): `utime` and `stime` of `stat`, in ticks of which Linux has 100 a second).
fn processor() -> Fallible<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no figure of time")?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}

fn timed<T>(task: impl FnOnce() -> Fallible<T>) -> Fallible<(f64, T)> {
    let started = Instant::now();
    let value = task()?;
    Ok((started.elapsed().as_secs_f64(), value))
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn name(format: DumpFormat) -> &'static str {
    format.file_name().rsplit('.').next().unwrap_or_default()
}

fn present(folder: &Path) -> Option<PathBuf> {
    folder.is_dir().then(|| folder.to_owned())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
