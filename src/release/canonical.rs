//! The RDFC-1.0 hash of a release, in bounded memory.
//!
//! A data set without blank nodes is already labelled canonically; what RDFC-1.0
//! (W3C, §4.4) then asks for is its N-Quads lines, each once, sorted by code
//! point. Lines are sorted in runs of bounded size, kept in temporary files, and
//! merged into the hash.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

use sha2::{Digest, Sha256};

use crate::digest::hex;

/// The most bytes a run holds in memory.
const RUN: usize = 64 << 20;

/// Collects lines and gives their canonical hash.
#[derive(Debug, Default)]
pub struct CanonicalHash {
    pending: Vec<u8>,
    runs: Vec<File>,
    run_bytes: Option<usize>,
}

impl CanonicalHash {
    /// A hash that keeps at most `bytes` of lines in memory.
    #[must_use]
    pub fn with_run_bytes(bytes: usize) -> Self {
        Self {
            run_bytes: Some(bytes),
            ..Self::default()
        }
    }

    /// Takes whole lines of canonical N-Quads, without blank nodes.
    ///
    /// # Errors
    /// When a temporary file cannot be written.
    pub fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        self.pending.extend_from_slice(lines);
        if self.pending.len() >= self.run_bytes.unwrap_or(RUN) {
            self.spill()?;
        }
        Ok(())
    }

    /// The SHA-256 of the sorted lines, in lower case hexadecimal.
    ///
    /// # Errors
    /// When a temporary file cannot be read.
    pub fn finish(mut self) -> io::Result<String> {
        let mut hash = Sha256::new();
        if self.runs.is_empty() {
            for line in sorted(&self.pending) {
                hash.update(line);
            }
        } else {
            self.spill()?;
            merge(self.runs, |line| hash.update(line))?;
        }
        Ok(hex(&hash.finalize()))
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for line in sorted(&self.pending) {
            file.write_all(line)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.pending.clear();
        Ok(())
    }
}

/// The lines in code point order (which for UTF-8 is byte order), each once.
fn sorted(lines: &[u8]) -> Vec<&[u8]> {
    let mut sorted: Vec<&[u8]> = lines.split_inclusive(|byte| *byte == b'\n').collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

fn merge(runs: Vec<File>, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut readers: Vec<BufReader<File>> = runs.into_iter().map(BufReader::new).collect();
    let mut heap = BinaryHeap::new();
    for (number, reader) in readers.iter_mut().enumerate() {
        push(&mut heap, number, reader)?;
    }
    let mut last = Vec::new();
    while let Some(Reverse((line, number))) = heap.pop() {
        if line != last {
            take(&line);
        }
        last = line;
        if let Some(reader) = readers.get_mut(number) {
            push(&mut heap, number, reader)?;
        }
    }
    Ok(())
}

type Head = Reverse<(Vec<u8>, usize)>;

fn push(heap: &mut BinaryHeap<Head>, number: usize, reader: &mut impl BufRead) -> io::Result<()> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? > 0 {
        heap.push(Reverse((line, number)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(lines: &[&str], run: usize) -> String {
        let mut hash = CanonicalHash::with_run_bytes(run);
        for line in lines {
            hash.add(line.as_bytes()).unwrap();
        }
        hash.finish().unwrap()
    }

    #[test]
    fn order_repetition_and_runs_do_not_matter() {
        let expected = hex(&Sha256::digest(b"<a> .\n<b> .\n<c> .\n"));
        assert_eq!(hash(&["<a> .\n<b> .\n<c> .\n"], 1 << 20), expected);
        assert_eq!(hash(&["<c> .\n<a> .\n", "<b> .\n", "<a> .\n"], 1 << 20), expected);
        assert_eq!(hash(&["<c> .\n", "<a> .\n<c> .\n", "<b> .\n"], 1), expected);
        assert_ne!(hash(&["<a> .\n<b> .\n"], 1), expected);
    }
}
