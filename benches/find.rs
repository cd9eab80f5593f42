//! How fast the full-text search is: `cargo bench --bench find`.
//!
//! Builds a release of the bundled data, and one with the official texts of `WSIS_CORPUS` (its folder `wsis`), in
//! a temporary folder; makes the search index of each, and says which share of the build that would be, and of
//! opening the release; then asks some thousand searches, drawn from the texts at random but always the same.
//! `WSIS_RUNS` is the number of rounds of which the median is taken (3).

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oxigraph::model::Term;
use wsis::corpus::DataSource;
use wsis::find::{Query, Search};
use wsis::graph::vocabulary::wsis as terms;
use wsis::release::Release;
use wsis::release::build::{BuildOptions, KEEP, Silent, build};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// How many searches of each sort are asked.
const SEARCHES: usize = 600;

fn main() -> Fallible<()> {
    let corpus =
        PathBuf::from(std::env::var("WSIS_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned()));
    let runs = std::env::var("WSIS_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(3);
    let folder = tempfile::tempdir()?;
    measure("bundled data", &[], &folder.path().join("bundled"), runs)?;
    let texts = corpus.join("wsis");
    if texts.is_dir() {
        measure(
            "with the official texts",
            &[texts],
            &folder.path().join("texts"),
            runs,
        )
    } else {
        println!("search: SKIPPED, no official texts in {}", texts.display());
        Ok(())
    }
}

fn measure(name: &str, texts: &[PathBuf], out: &Path, runs: usize) -> Fallible<()> {
    let (mut builds, mut opens, mut indexes) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..runs {
        let started = Instant::now();
        black_box(build(
            &BuildOptions {
                data: DataSource::Embedded,
                texts: texts.to_vec(),
                out: out.to_owned(),
                gate: false,
                keep: KEEP,
            },
            &Silent,
        )?);
        builds.push(started.elapsed());
        let started = Instant::now();
        let release = Release::open(out)?;
        opens.push(started.elapsed());
        let started = Instant::now();
        let search = Search::new(&release.store);
        indexes.push(started.elapsed());
        last = Some((release, search));
    }
    let (build, open, index) = (middle(&mut builds), middle(&mut opens), middle(&mut indexes));
    let Some((release, search)) = last else {
        return Ok(());
    };
    println!(
        "search, {name}: {} quads, {} things; build {build:.2} s, open {open:.2} s, index {index:.2} s: {:.0} % of the build",
        release.manifest.counts.quads,
        search.len(),
        100.0 * index / build,
    );
    for (sort, queries) in searches(&release) {
        ask(name, sort, &search, &queries)?;
    }
    Ok(())
}

/// Asks all searches once to warm up and once with a watch.
fn ask(name: &str, sort: &str, search: &Search, queries: &[String]) -> Fallible<()> {
    let mut times = Vec::new();
    let mut results = 0;
    let mut before = 0.0;
    for round in 0..2 {
        before = processor()?;
        for q in queries {
            let query = Query::new(q);
            let started = Instant::now();
            let found = search.run(&query)?;
            if round > 0 {
                times.push(started.elapsed());
                results += found.total;
            }
        }
    }
    let spent = (processor()? - before) * 1000.0 / queries.len().max(1) as f64;
    let half = middle(&mut times) * 1000.0;
    let last = times
        .get(times.len() * 99 / 100)
        .map_or(f64::NAN, Duration::as_secs_f64)
        * 1000.0;
    println!(
        "search, {name}, {} {sort}: median {half:.2} ms, 99 of 100 within {last:.2} ms, of a processor {spent:.2} ms on average, {} results each",
        queries.len(),
        results / queries.len().max(1) as u64,
    );
    Ok(())
}

/// Words, phrases, beginnings and symbols as they stand in the texts (in the gists where there are none).
fn searches(release: &Release) -> Vec<(&'static str, Vec<String>)> {
    let mut texts: Vec<String> = [terms::TEXT, terms::GIST]
        .into_iter()
        .flat_map(|property| release.store.quads_for_pattern(None, Some(property), None, None))
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
        .collect();
    texts.sort();
    let mut random = fastrand::Rng::with_seed(1);
    random.shuffle(&mut texts);
    let words: Vec<Vec<&str>> = texts
        .iter()
        .map(|text| {
            text.split_whitespace()
                .filter(|word| word.chars().count() > 1)
                .collect()
        })
        .filter(|words: &Vec<&str>| words.len() > 6)
        .collect();
    let mut of = |make: &dyn Fn(&[&str], usize) -> String| {
        let draw = words.iter().take(SEARCHES).map(|words| {
            let at = random.usize(..words.len() - 3);
            make(words, at)
        });
        draw.collect::<Vec<String>>()
    };
    let span =
        |words: &[&str], at: usize, count: usize| words.get(at..at + count).unwrap_or_default().join(" ");
    vec![
        ("single words", of(&|words, at| span(words, at, 1) + " ")),
        ("pairs of words", of(&|words, at| span(words, at, 2) + " ")),
        ("phrases", of(&|words, at| format!("\"{}\"", span(words, at, 3)))),
        (
            "beginnings",
            of(&|words, at| span(words, at, 2).chars().take(3 + at % 5).collect()),
        ),
        ("symbols", symbols(release)),
        (
            "frequent words",
            [
                "the development",
                "information society ",
                "Internet",
                "de la",
                "развития",
                "信息",
                "الدولية",
                "report",
            ]
            .map(str::to_owned)
            .into(),
        ),
    ]
}

fn symbols(release: &Release) -> Vec<String> {
    let quads = release
        .store
        .quads_for_pattern(None, Some(terms::SYMBOL), None, None);
    let mut symbols: Vec<String> = quads
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::Literal(literal) => Some(format!("{}, para 3", literal.value())),
            _ => None,
        })
        .collect();
    symbols.sort();
    symbols.truncate(SEARCHES);
    symbols
}

/// Seconds of processor time this process has had in all its threads, to 10 ms (proc(5)): other programs
/// disturb it less.
fn processor() -> Fallible<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.map(|ticks| ticks.parse().unwrap_or(0.0)).sum();
    Ok(ticks / 100.0)
}

/// The median in seconds.
fn middle(times: &mut [Duration]) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
}
