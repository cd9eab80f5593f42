//! How fast names and citations are understood: `cargo bench --bench matching`.
//!
//! On a release with all texts (`WSIS_CORPUS`, default `../shared/corpus`), in one thread. The names are those of the
//! tables in `tests/fixtures/matching`, asked as the reconciliation does.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use wsis::corpus::DataSource;
use wsis::find::matching::{Row, matches};
use wsis::find::names::Names;
use wsis::find::resolve;
use wsis::release::Release;
use wsis::release::build::{self, BuildOptions, Silent};

const TABLES: [&str; 2] = [
    include_str!("../tests/fixtures/matching/written-before.tsv"),
    include_str!("../tests/fixtures/matching/written-after.tsv"),
];
/// How often all rows are asked.
const TURNS: usize = 20;
/// The batch whose time is promised.
const BATCH: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let corpus =
        std::env::var_os("WSIS_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    let texts: Vec<PathBuf> = Some(corpus.join("wsis"))
        .filter(|folder| folder.is_dir())
        .into_iter()
        .collect();
    if texts.is_empty() {
        println!("SKIPPED: no texts at {}; with the data alone:", corpus.display());
    }
    let out = tempfile::tempdir()?;
    let started = Instant::now();
    let options = BuildOptions {
        data: DataSource::Embedded,
        texts,
        out: out.path().to_owned(),
        gate: false,
        keep: build::KEEP,
    };
    build::build(&options, &Silent)?;
    let built = started.elapsed();
    let release = Release::open(out.path())?;
    let mut made = [0; 5].map(|_| {
        let started = Instant::now();
        black_box(Names::read(&release.store));
        started.elapsed()
    });
    made.sort_unstable();
    let names = Names::read(&release.store);
    println!(
        "index of {} names of {} things: {:.0} ms, {:.1} % of the build ({:.1} s)",
        names.len(),
        names.things().len(),
        milliseconds(made[2]),
        100.0 * made[2].as_secs_f64() / built.as_secs_f64(),
        built.as_secs_f64()
    );
    ask(&names, &release);
    Ok(())
}

fn ask(names: &Names, release: &Release) {
    let texts: Vec<&str> = TABLES
        .iter()
        .flat_map(|table| table.lines())
        .filter(|line| !line.starts_with('#') && !line.starts_with("kind\t"))
        .filter_map(|line| line.split('\t').nth(1))
        .collect();
    let row = |text: &str| Row {
        text: Some(text.to_owned()),
        language: "en".to_owned(),
        ..Row::default()
    };
    let rows: Vec<Row> = texts.iter().map(|text| row(text)).collect();
    let mut single = Vec::new();
    let mut cited = Vec::new();
    let mut batches = Vec::new();
    for _ in 0..TURNS {
        for one in &rows {
            single.push(timed(|| drop(black_box(matches(one, names, &release.store)))));
        }
        for text in &texts {
            cited.push(timed(|| drop(black_box(resolve(text, names, &release.store)))));
        }
        for batch in rows.chunks_exact(BATCH) {
            batches.push(timed(|| {
                for one in batch {
                    drop(black_box(matches(one, names, &release.store)));
                }
            }));
        }
    }
    tell("one name or citation, reconciled", single);
    tell("one citation, resolved", cited);
    tell("a batch of 50, reconciled", batches);
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .or(times.last())
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{what}: median {:.2} ms, p99 {:.2} ms, most {:.2} ms ({} times)",
        milliseconds(at(50)),
        milliseconds(at(99)),
        milliseconds(at(100)),
        times.len()
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
