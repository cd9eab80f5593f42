//! What a PDF would become once unpacked, before anything is unpacked for good.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::fault;
use crate::corpus::reading::ReadError;

/// The most bytes the streams of one file may unpack to.
const UNPACKED: u64 = 512 << 20;

/// The most objects a file may have; an official text has some thousands.
const OBJECTS: usize = 1_000_000;

/// Refuses files that are no PDF, have too many objects, or unpack to far more than a text.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    if find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_none() {
        return Err(fault("this is not a PDF", "its first bytes should be %PDF-"));
    }
    let mut rest = bytes;
    let (mut unpacked, mut objects) = (0_u64, 0_usize);
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
            unpacked += inflated(data, UNPACKED.saturating_sub(unpacked));
        }
        if unpacked >= UNPACKED || objects > OBJECTS {
            return Err(fault(
                "the PDF unpacks to more than any official text",
                "it may be a trap or a scan in high resolution; leave it out",
            ));
        }
        rest = data;
    }
    Ok(())
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
