//! How fast the readers of official texts are: `cargo bench --bench readers`.
//!
//! Each figure is a ratio within one run, the two sides taking turns. `WSIS_CORPUS` is the folder of
//! official texts, `WSIS_RUNS` the number of runs of which the median is taken (5).

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use wsis::text::format::Format;
use wsis::text::read;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let corpus = PathBuf::from(variable("WSIS_CORPUS").unwrap_or_else(|| "../shared/corpus".to_owned()));
    let runs = variable("WSIS_RUNS")
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(5);
    let texts = files(&corpus, "xml")?;
    let xml = keep(&texts, |format| format == Format::AkomaNtoso)?;
    if xml.is_empty() {
        println!("Akoma Ntoso: SKIPPED, no {}", corpus.display());
    } else {
        akoma_ntoso(&xml, runs);
    }
    let pdfs = files(&corpus, "pdf")?;
    let has_pdftotext = Command::new("pdftotext")
        .arg("-v")
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if pdfs.is_empty() || !has_pdftotext {
        println!("PDF: SKIPPED, no PDFs or no pdftotext");
    } else {
        pdf(&pdfs, runs)?;
    }
    made("Word", Format::Docx, &docx()?, runs);
    made("HTML", Format::Html, html().as_bytes(), runs);
    Ok(())
}

/// Reading into the model against a bare parse of the same bytes.
fn akoma_ntoso(texts: &[Vec<u8>], runs: usize) {
    let mut bare = Vec::new();
    let mut reading = Vec::new();
    for _ in 0..runs {
        bare.push(timed(|| {
            for text in texts {
                let text = String::from_utf8_lossy(text);
                let _ = black_box(roxmltree::Document::parse(text.trim_start_matches('\u{feff}')));
            }
        }));
        reading.push(timed(|| {
            for text in texts {
                let _ = black_box(read(Format::AkomaNtoso, text, None));
            }
        }));
    }
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let (bare, reading) = (middle(&mut bare), middle(&mut reading));
    println!(
        "Akoma Ntoso: {} files, {:.1} MB/s, {:.2} times a bare parse",
        texts.len(),
        bytes as f64 / reading / 1e6,
        reading / bare
    );
}

/// Reading into the model against `pdftotext`, which starts anew for each file, and against
/// `pdftotext` less what starting it costs.
fn pdf(paths: &[PathBuf], runs: usize) -> Fallible<()> {
    let files: Vec<Vec<u8>> = paths.iter().map(fs::read).collect::<Result<_, _>>()?;
    let (mut theirs, mut starts, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        theirs.push(timed(|| {
            for path in paths {
                let _ = Command::new("pdftotext")
                    .arg("-layout")
                    .args([path.as_path(), Path::new("-")])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .status();
            }
        }));
        starts.push(timed(|| {
            for _ in paths {
                let _ = Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status();
            }
        }));
        ours.push(timed(|| {
            for file in &files {
                let _ = black_box(read(Format::Pdf, file, None));
            }
        }));
    }
    let (theirs, starts, ours) = (middle(&mut theirs), middle(&mut starts), middle(&mut ours));
    println!(
        "PDF: {} files, {:.3} s, {:.2} times pdftotext ({:.2} times without its start-up)",
        paths.len(),
        ours,
        ours / theirs,
        ours / (theirs - starts)
    );
    Ok(())
}

fn made(name: &str, format: Format, bytes: &[u8], runs: usize) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| timed(|| assert!(black_box(read(format, bytes, None)).is_ok(), "{name}")))
        .collect();
    let size = SIZE as f64 / 1e6;
    println!(
        "{name}: {:.1} MB/s of markup (a made file)",
        size / middle(&mut times)
    );
}

/// About how many bytes of markup a made file has.
const SIZE: usize = 8_000_000;

const WORDS: &str =
    "the invented assembly of kites invites all makers of paper and string to fly them higher";

fn paragraphs(before: &str, after: &str) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < SIZE {
        number += 1;
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "{before}{number}. <SPAN>Invites</SPAN> {WORDS}; {WORDS}; {WORDS};{after}"
        );
    }
    text
}

fn html() -> String {
    let body = paragraphs("<p>", "</p>\n").replace("SPAN", "i");
    format!("<html><body><p>A/RES/99/1</p>{body}</body></html>")
}

fn docx() -> Fallible<Vec<u8>> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let body = paragraphs("<w:p><w:r><w:t xml:space=\"preserve\">", "</w:t></w:r></w:p>")
        .replace("<SPAN>", "</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>")
        .replace("</SPAN>", "</w:t></w:r><w:r><w:t xml:space=\"preserve\">");
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>A/RES/99/1</w:t></w:r></w:p>{body}</w:body></w:document>"#
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn files(folder: &Path, extension: &str) -> Fallible<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

fn keep(paths: &[PathBuf], wanted: impl Fn(Format) -> bool) -> Fallible<Vec<Vec<u8>>> {
    let mut kept = Vec::new();
    for path in paths {
        let bytes = fs::read(path)?;
        if Format::detect(&bytes).is_ok_and(&wanted) {
            kept.push(bytes);
        }
    }
    Ok(kept)
}

fn timed(task: impl FnOnce()) -> f64 {
    let started = Instant::now();
    task();
    started.elapsed().as_secs_f64()
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
