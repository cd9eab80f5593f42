//! What each thing of a release amounts to: its kind, a hash of its statements, and where they stand.
//!
//! `things.bin` is written beside the dumps while converting and follows from them alone. Two releases are
//! compared by it without reading their statements, and the statements of one thing are read from the
//! N-Quads dump without a store. Where the file is missing or damaged it is made again from the dump.
//!
//! The hash of a thing is the sum of the hashes of its lines (the first 128 bits of SHA-256), so the order
//! in which statements are written does not matter. It guards against mistakes, not against forgers; the
//! RDFC-1.0 hash of the manifest does that.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use super::format::DumpFormat;

/// The file within a release.
pub(super) const THINGS: &str = "things.bin";
const MAGIC: &[u8] = b"wsis things 1\n";
const TYPE: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <";
const OWN: &str = "https://w3id.org/wsis/ns#";

/// A run of lines of the N-Quads dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: u64,
    bytes: u64,
}

#[derive(Debug, Clone, Default)]
struct Gathered {
    kind: u32,
    hashes: Vec<u128>,
    spans: Vec<Span>,
}

/// Gathers things from lines of N-Quads, in the order in which the dump holds them.
#[derive(Debug, Default)]
pub struct Collector {
    offset: u64,
    things: FxHashMap<Box<str>, Gathered>,
    /// The classes met; the first stands for none.
    kinds: Vec<String>,
}

impl Collector {
    /// Takes whole lines.
    pub fn add(&mut self, lines: &[u8]) {
        let mut rest = lines;
        while let Some(subject) = subject(rest) {
            let (mut bytes, mut hashes, mut kind) = (0, Vec::new(), None);
            while let Some((line, next)) = line(rest)
                && self::subject(line) == Some(subject)
            {
                hashes.push(hash(line));
                kind = better(kind, class(subject, line));
                bytes += line.len() as u64;
                rest = next;
            }
            self.take(subject, hashes, kind, bytes);
        }
    }

    fn take(&mut self, subject: &str, mut hashes: Vec<u128>, kind: Option<&str>, bytes: u64) {
        let kind = kind.map_or(0, |kind| self.number(kind));
        let span = Span {
            start: self.offset,
            bytes,
        };
        self.offset += bytes;
        if !self.things.contains_key(subject) {
            self.things.insert(subject.into(), Gathered::default());
        }
        let Some(thing) = self.things.get_mut(subject) else {
            return;
        };
        thing.hashes.append(&mut hashes);
        match thing.spans.last_mut() {
            Some(last) if last.start + last.bytes == span.start => last.bytes += bytes,
            _ => thing.spans.push(span),
        }
        let name = |kind: u32| {
            self.kinds
                .get(kind as usize)
                .map(String::as_str)
                .filter(|k| !k.is_empty())
        };
        if better(name(thing.kind), name(kind)) == name(kind) {
            thing.kind = kind;
        }
    }

    fn number(&mut self, kind: &str) -> u32 {
        if self.kinds.is_empty() {
            self.kinds.push(String::new());
        }
        let at = self
            .kinds
            .iter()
            .position(|known| known == kind)
            .unwrap_or_else(|| {
                self.kinds.push(kind.to_owned());
                self.kinds.len() - 1
            });
        u32::try_from(at).unwrap_or_default()
    }

    /// All things, by IRI.
    #[must_use]
    pub fn finish(self) -> Things {
        let mut all: Vec<(Box<str>, Gathered)> = self.things.into_iter().collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut things = Things {
            kinds: self.kinds,
            ..Things::default()
        };
        for (iri, gathered) in all {
            things.push(&iri, gathered.kind, sum(gathered.hashes), &gathered.spans);
        }
        things
    }
}

fn line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', text).map_or(text.len(), |at| at + 1);
    (end > 0).then(|| text.split_at(end))
}

/// The subject of the first line: an IRI without its brackets, or a blank node.
fn subject(text: &[u8]) -> Option<&str> {
    let end = memchr::memchr(b' ', text)?;
    let subject = std::str::from_utf8(text.get(..end)?).ok()?;
    Some(
        subject
            .strip_prefix('<')
            .and_then(|iri| iri.strip_suffix('>'))
            .unwrap_or(subject),
    )
}

/// The class that a line states, if it states one.
fn class<'a>(subject: &str, line: &'a [u8]) -> Option<&'a str> {
    let rest = line.get(subject.len() + 3..)?.strip_prefix(TYPE)?;
    let end = memchr::memchr(b'>', rest)?;
    std::str::from_utf8(rest.get(..end)?).ok()
}

/// The class that tells more: ours before others', then the first by name.
fn better<'a>(a: Option<&'a str>, b: Option<&'a str>) -> Option<&'a str> {
    let rank = |kind: &&str| (!kind.starts_with(OWN), (*kind).to_owned());
    [a, b].into_iter().flatten().min_by_key(rank)
}

/// The hash of a thing: what a dump says twice counts once.
fn sum(mut hashes: Vec<u128>) -> u128 {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into_iter().fold(0, u128::wrapping_add)
}

fn hash(line: &[u8]) -> u128 {
    let digest = Sha256::digest(line);
    digest
        .iter()
        .take(16)
        .fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}

/// A thing of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing<'a> {
    /// Its IRI.
    pub iri: &'a str,
    /// Its class, ours where it has one; empty where it has none.
    pub kind: &'a str,
    /// The hash of its statements.
    pub digest: u128,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    iri: (u64, u64),
    kind: u32,
    digest: u128,
    spans: (u64, u64),
}

/// The things of a release, by IRI.
#[derive(Debug, Default)]
pub struct Things {
    text: String,
    kinds: Vec<String>,
    rows: Vec<Row>,
    spans: Vec<Span>,
}

impl Things {
    /// The things of the release in `folder`.
    ///
    /// # Errors
    /// When neither its index nor its N-Quads can be read.
    pub fn of(folder: &Path) -> io::Result<Self> {
        if let Some(things) = fs::read(folder.join(THINGS))
            .ok()
            .and_then(|bytes| Self::parse(&bytes))
        {
            return Ok(things);
        }
        let mut file =
            BufReader::with_capacity(1 << 18, File::open(folder.join(DumpFormat::Nq.file_name()))?);
        let mut collector = Collector::default();
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line)? > 0 {
            if subject(&line).is_none() || !line.ends_with(b" .\n") {
                let place = format!("byte {}", collector.offset);
                return Err(io::Error::other(format!("it is damaged at {place}")));
            }
            collector.add(&line);
            line.clear();
        }
        Ok(collector.finish())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them, in the order of their IRIs.
    pub fn iter(&self) -> impl Iterator<Item = Thing<'_>> {
        self.rows.iter().map(|row| self.thing(row))
    }

    /// The thing with this IRI.
    #[must_use]
    pub fn get(&self, iri: &str) -> Option<Thing<'_>> {
        self.row(iri).map(|row| self.thing(row))
    }

    fn row(&self, iri: &str) -> Option<&Row> {
        let at = self.rows.binary_search_by(|row| self.iri(row).cmp(iri)).ok()?;
        self.rows.get(at)
    }

    fn iri(&self, row: &Row) -> &str {
        let (start, end) = row.iri;
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn thing(&self, row: &Row) -> Thing<'_> {
        Thing {
            iri: self.iri(row),
            kind: self.kinds.get(row.kind as usize).map_or("", String::as_str),
            digest: row.digest,
        }
    }

    fn push(&mut self, iri: &str, kind: u32, digest: u128, spans: &[Span]) {
        let start = self.text.len() as u64;
        self.text.push_str(iri);
        let first = self.spans.len() as u64;
        self.spans.extend_from_slice(spans);
        self.rows.push(Row {
            iri: (start, self.text.len() as u64),
            kind,
            digest,
            spans: (first, self.spans.len() as u64),
        });
    }

    /// The statements of a thing: its lines in `nquads`, the dump of the same release, sorted; none where
    /// the release has no such thing.
    ///
    /// # Errors
    /// When the dump cannot be read, or is not the one that the index was made from.
    pub fn statements(&self, nquads: &mut File, iri: &str) -> io::Result<Vec<String>> {
        let Some(row) = self.row(iri) else {
            return Ok(Vec::new());
        };
        let mut text = Vec::new();
        let (first, end) = row.spans;
        for span in self.spans.get(first as usize..end as usize).unwrap_or_default() {
            nquads.seek(SeekFrom::Start(span.start))?;
            nquads.by_ref().take(span.bytes).read_to_end(&mut text)?;
        }
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let digest = sum(lines.map(hash).collect());
        let text = String::from_utf8(text).ok().filter(|_| digest == row.digest);
        let text = text.ok_or_else(|| {
            io::Error::other(format!("the dump does not hold what its index says of {iri}"))
        })?;
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines.dedup();
        Ok(lines)
    }

    /// The bytes of `things.bin`: kinds, then things with what their IRI shares with the one before.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        number(&mut out, self.kinds.len() as u64);
        for kind in &self.kinds {
            number(&mut out, kind.len() as u64);
            out.extend_from_slice(kind.as_bytes());
        }
        number(&mut out, self.rows.len() as u64);
        let mut before = "";
        for row in &self.rows {
            let iri = self.iri(row);
            let shared = shared(before, iri);
            let rest = iri.get(shared..).unwrap_or_default();
            number(&mut out, shared as u64);
            number(&mut out, rest.len() as u64);
            out.extend_from_slice(rest.as_bytes());
            number(&mut out, u64::from(row.kind));
            out.extend_from_slice(&row.digest.to_be_bytes());
            let (first, end) = row.spans;
            number(&mut out, end - first);
            for span in self.spans.get(first as usize..end as usize).unwrap_or_default() {
                number(&mut out, span.start);
                number(&mut out, span.bytes);
            }
            before = iri;
        }
        out
    }

    /// Reads `things.bin`; `None` where it is damaged.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = Reader(bytes.strip_prefix(MAGIC)?);
        let mut things = Self::default();
        for _ in 0..rest.number()? {
            let kind = rest.text()?;
            things.kinds.push(kind.to_owned());
        }
        let mut iri = String::new();
        for _ in 0..rest.number()? {
            let shared = usize::try_from(rest.number()?).ok()?;
            iri.get(..shared)?;
            iri.truncate(shared);
            iri.push_str(rest.text()?);
            let kind = u32::try_from(rest.number()?).ok()?;
            let digest = u128::from_be_bytes(rest.bytes(16)?.try_into().ok()?);
            let mut spans = Vec::new();
            for _ in 0..rest.number()? {
                spans.push(Span {
                    start: rest.number()?,
                    bytes: rest.number()?,
                });
            }
            things.push(&iri, kind, digest, &spans);
        }
        let sorted = things.rows.is_sorted_by_key(|row| things.iri(row));
        (rest.0.is_empty() && sorted).then_some(things)
    }
}

/// How many bytes two IRIs have in common at the front, in whole characters.
fn shared(a: &str, b: &str) -> usize {
    let mut shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !(a.is_char_boundary(shared) && b.is_char_boundary(shared)) {
        shared -= 1;
    }
    shared
}

/// A number in groups of seven bits, the lowest first (LEB128, DWARF 5 §7.6).
fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        let count = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(count)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "<urn:b> <urn:p> \"1\" <urn:g> .\n<urn:a> <urn:p> \"1\" <urn:g> .\n\
        <urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/wsis/ns#Body> <urn:g> .\n\
        <urn:é> <urn:p> <urn:b> <urn:g> .\n";

    fn things(lines: &str) -> Things {
        let mut collector = Collector::default();
        collector.add(lines.as_bytes());
        collector.finish()
    }

    /// Catches: an index that is written and read differently, a damaged one that is believed or ends the program.
    #[test]
    fn the_index_is_read_as_it_was_written_and_refused_when_damaged() {
        let things = things(LINES);
        let bytes = things.to_bytes();
        let again = Things::parse(&bytes).unwrap();
        assert_eq!(
            again.iter().collect::<Vec<_>>(),
            things.iter().collect::<Vec<_>>()
        );
        assert_eq!(again.get("urn:b").unwrap().kind, "https://w3id.org/wsis/ns#Body");
        for end in 0..bytes.len() {
            assert!(Things::parse(&bytes[..end]).is_none(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xff;
            let _ = Things::parse(&damaged);
        }
    }

    /// Catches: a hash that depends on the order of statements, or does not on their words or graphs.
    #[test]
    fn only_what_is_said_counts() {
        let mut lines: Vec<&str> = LINES.split_inclusive('\n').collect();
        lines.reverse();
        let digest = |text: &str| things(text).get("urn:b").unwrap().digest;
        assert_eq!(digest(LINES), digest(&lines.concat()));
        assert_eq!(
            digest(LINES),
            digest(&LINES.repeat(2)),
            "what is said twice counts once"
        );
        assert_ne!(
            digest(LINES),
            digest(&LINES.replace("<urn:b> <urn:p> \"1\"", "<urn:b> <urn:p> \"2\""))
        );
        assert_ne!(
            digest(LINES),
            digest(&LINES.replace("Body> <urn:g>", "Body> <urn:h>"))
        );
    }

    /// Catches: statements of a neighbour, statements of another dump.
    #[test]
    fn the_statements_of_a_thing_are_found_in_the_dump() {
        use std::io::Write as _;
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(LINES.as_bytes()).unwrap();
        let things = things(LINES);
        assert_eq!(things.statements(&mut file, "urn:b").unwrap().len(), 2);
        assert_eq!(things.statements(&mut file, "urn:x").unwrap().len(), 0);
        let mut other = tempfile::tempfile().unwrap();
        other.write_all(LINES.to_uppercase().as_bytes()).unwrap();
        assert!(things.statements(&mut other, "urn:b").is_err());
    }
}
