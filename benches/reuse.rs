//! How long the search for reused text takes: `cargo bench --bench reuse`.
//!
//! For 100, 200, 400 and 700 English documents, drawn at random but always the same, the search for
//! predecessors and families, without reading the files. `WSIS_CORPUS` is the folder of official texts,
//! `WSIS_RUNS` the number of rounds of which the median is taken (3); the sizes take turns. The curve is told
//! in processor time, which other programs disturb less.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use wsis::corpus::Language;
use wsis::corpus::reading::Reading;
use wsis::extract::reuse::{Source, families, predecessors};
use wsis::text::format::Format;
use wsis::text::read;

const SIZES: [usize; 4] = [100, 200, 400, 700];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = PathBuf::from(variable("WSIS_CORPUS").unwrap_or_else(|| "../shared/corpus".to_owned()));
    let runs = variable("WSIS_RUNS")
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(3);
    let mut readings = english(&corpus)?;
    fastrand::Rng::with_seed(1).shuffle(&mut readings);
    if readings.len() < 700 {
        println!(
            "text reuse: SKIPPED, fewer than 700 English documents in {}",
            corpus.display()
        );
        return Ok(());
    }
    let mut times: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); SIZES.len()];
    for _ in 0..runs {
        for (size, (walls, processors)) in SIZES.iter().zip(&mut times) {
            let (started, before) = (Instant::now(), processor()?);
            search(readings.get(..*size).unwrap_or_default());
            walls.push(started.elapsed().as_secs_f64());
            processors.push(processor()? - before);
        }
    }
    let mut before: Option<(f64, f64)> = None;
    for (size, (walls, processors)) in SIZES.iter().zip(&mut times) {
        let words = words(readings.get(..*size).unwrap_or_default()) as f64;
        let (wall, processor) = (middle(walls), middle(processors));
        let growth = before.map_or_else(String::new, |(less, time)| {
            let (time, words) = (processor / time, words / less);
            format!(": {time:.2} times the time for {words:.2} times the words")
        });
        println!(
            "text reuse: {size} documents, {words} words, {wall:.2} s, of processors {processor:.2} s{growth}"
        );
        before = Some((words, processor));
    }
    Ok(())
}

fn search(readings: &[Reading]) {
    let sources: Vec<Source> = readings.iter().map(Source::of).collect();
    let found = predecessors(&sources);
    black_box(families(&sources, &found));
}

/// Seconds of processor time this process has had in all its threads, to 10 ms (proc(5)).
fn processor() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.map(|ticks| ticks.parse().unwrap_or(0.0)).sum();
    Ok(ticks / 100.0)
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn words(readings: &[Reading]) -> usize {
    let provisions = readings.iter().flat_map(|reading| &reading.provisions);
    provisions.map(|p| p.text.split_whitespace().count()).sum()
}

/// The English readings of all Akoma Ntoso files, each document once, in the order of their symbols.
fn english(corpus: &Path) -> Result<Vec<Reading>, walkdir::Error> {
    let mut paths = Vec::new();
    if corpus.is_dir() {
        for entry in walkdir::WalkDir::new(corpus) {
            let path = entry?.into_path();
            if path.extension().is_some_and(|extension| extension == "xml") {
                paths.push(path);
            }
        }
    }
    let read = |path: &PathBuf| -> Vec<Reading> {
        let bytes = fs::read(path).unwrap_or_default();
        let mut readings = match Format::detect(&bytes) {
            Ok(Format::AkomaNtoso) => read(Format::AkomaNtoso, &bytes, None).unwrap_or_default(),
            _ => Vec::new(),
        };
        readings.retain(|reading| reading.language == Language::English);
        readings
    };
    let mut readings: Vec<Reading> = paths.par_iter().flat_map_iter(read).collect();
    readings.sort_by(|a, b| a.symbol.cmp(&b.symbol));
    readings.dedup_by(|a, b| a.symbol == b.symbol);
    Ok(readings)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
