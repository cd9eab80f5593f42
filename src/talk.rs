//! What the program says to people while it works: lines on stderr.

use std::io::{self, Write as _};

/// Writes a line to stderr. Nobody listening there is no reason to stop.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
