//! What finding mandates and citations costs beside reading: `cargo bench --bench extraction`.
//!
//! All English Akoma Ntoso files; the sides take turns within one run, the median of several is told as a
//! ratio. `WSIS_CORPUS` is the folder of official texts, `WSIS_RUNS` the number of rounds (5).

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use wsis::corpus::Language;
use wsis::corpus::reading::Reading;
use wsis::extract::{self, citations::citations};
use wsis::text::format::Format;
use wsis::text::read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = PathBuf::from(variable("WSIS_CORPUS").unwrap_or_else(|| "../shared/corpus".to_owned()));
    let runs = variable("WSIS_RUNS")
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(5);
    let (files, readings) = english(&corpus)?;
    if files.is_empty() {
        println!("extraction: SKIPPED, no {}", corpus.display());
        return Ok(());
    }
    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..runs {
        let round = [
            timed(|| files.iter().for_each(|file| bare(file))),
            timed(|| files.iter().for_each(|file| reading(file))),
            timed(|| readings.iter().for_each(mandates)),
            timed(|| readings.iter().for_each(cites)),
        ];
        times
            .iter_mut()
            .zip(round)
            .for_each(|(times, time)| times.push(time));
    }
    let [bare, reading, mandates, cites] = times.map(middle);
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!(
        "extraction: {} English texts, {:.1} MB: a bare XML parse {bare:.2} s, reading {reading:.2} s, mandates {mandates:.2} s, citations {cites:.2} s",
        files.len(),
        bytes as f64 / 1e6
    );
    println!(
        "extraction: mandates and citations {:.2} times reading; all together {:.2} times a bare parse",
        (mandates + cites) / reading,
        (reading + mandates + cites) / bare
    );
    Ok(())
}

fn bare(file: &[u8]) {
    let text = String::from_utf8_lossy(file);
    let _ = black_box(roxmltree::Document::parse(text.trim_start_matches('\u{feff}')));
}

fn reading(file: &[u8]) {
    drop(black_box(read(Format::AkomaNtoso, file, None)));
}

fn cites(reading: &Reading) {
    drop(black_box(citations(reading)));
}

fn mandates(reading: &Reading) {
    let acts = extract::acts(reading);
    black_box(extract::mandates(reading, &acts));
}

/// The English Akoma Ntoso files, and what they read as.
fn english(corpus: &Path) -> Result<(Vec<Vec<u8>>, Vec<Reading>), walkdir::Error> {
    let (mut files, mut readings) = (Vec::new(), Vec::new());
    if !corpus.is_dir() {
        return Ok((files, readings));
    }
    for entry in walkdir::WalkDir::new(corpus).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_none_or(|extension| extension != "xml") {
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        if Format::detect(&bytes).ok() != Some(Format::AkomaNtoso) {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str());
        let Ok(read) = read(Format::AkomaNtoso, &bytes, name) else {
            continue;
        };
        if read.iter().any(|reading| reading.language == Language::English) {
            readings.extend(read);
            files.push(bytes);
        }
    }
    Ok((files, readings))
}

fn timed(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64()
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
