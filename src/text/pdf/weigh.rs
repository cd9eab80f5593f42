//! What a PDF would become once unpacked, before anything is unpacked for good.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::fault;
use crate::corpus::reading::ReadError;

/// The most bytes the streams of one file may unpack to.
const UNPACKED: u64 = 512 << 20;

/// The most bytes of objects that may be packed in streams: each becomes many times larger in memory.
const PACKED_OBJECTS: u64 = 32 << 20;

/// The most objects a file may have; an official text has some thousands.
const OBJECTS: usize = 1_000_000;

/// How far from its end a file says that it ends, in bytes (ISO 32000-1, 7.5.5, and what viewers forgive).
const TAIL: usize = 2 << 10;

/// How far before a stream its dictionary is looked at, in bytes.
const DICTIONARY: usize = 1 << 10;

/// Refuses files that are no PDF, are cut short, have too many objects, or unpack to far more than a text.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    if find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_none() {
        return Err(fault("this is not a PDF", "its first bytes should be %PDF-"));
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if find(tail, b"%%EOF").is_none() {
        // Other programs find words in such files too, but not all.
        return Err(fault(
            "the PDF is cut short: its end is missing",
            "fetch it again",
        ));
    }
    if weighs_too_much(bytes) {
        return Err(fault(
            "the PDF unpacks to more than any official text",
            "it may be a trap or a scan in high resolution; leave it out",
        ));
    }
    Ok(())
}

fn weighs_too_much(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let (mut unpacked, mut packed_objects, mut objects) = (0_u64, 0_u64, 0_usize);
    while let Some(at) = find(rest, b"stream") {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        objects += count(before, b" obj");
        let data = tail.get(6..).unwrap_or_default();
        let data = data
            .strip_prefix(b"\r\n")
            .or_else(|| data.strip_prefix(b"\n"))
            .unwrap_or(data);
        // "endstream" holds the word too: what follows it does not unpack.
        if !before.ends_with(b"end") {
            let size = inflated(data, UNPACKED.saturating_sub(unpacked));
            unpacked += size;
            if holds_objects(before) {
                packed_objects += size;
            }
        }
        if unpacked >= UNPACKED || packed_objects >= PACKED_OBJECTS || objects > OBJECTS {
            return true;
        }
        rest = data;
    }
    objects + count(rest, b" obj") > OBJECTS
}

/// Whether the stream behind these bytes is one of objects: its dictionary says so, or hides its words
/// behind the codes of letters.
fn holds_objects(before: &[u8]) -> bool {
    let near = before
        .get(before.len().saturating_sub(DICTIONARY)..)
        .unwrap_or_default();
    let own = near
        .get(memchr::memmem::rfind(near, b" obj").unwrap_or(0)..)
        .unwrap_or_default();
    find(own, b"ObjStm").is_some() || memchr::memchr(b'#', own).is_some()
}

/// How many bytes come out of a zlib stream at the head of `data`, counted up to `limit`.
fn inflated(data: &[u8], limit: u64) -> u64 {
    // 0x78 opens the zlib streams that PDF writers make.
    if data.first() != Some(&0x78) {
        return 0;
    }
    let mut sink = std::io::sink();
    std::io::copy(&mut ZlibDecoder::new(data).take(limit), &mut sink).unwrap_or(0)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    memchr::memmem::find_iter(bytes, wanted).count()
}
