//! The second try at a PDF that `pdf-extract` cannot read: the program `pdftotext` (Poppler), where it is
//! installed. It knows more fonts and forgives more damage; tags are lost.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus::reading::Reading;
use crate::text::{flow, printed};

/// How long it may take.
const TIME: Duration = Duration::from_secs(20);

/// How much it may write, in bytes.
const OUTPUT: u64 = 32 << 20;

/// How many pages it reads.
const PAGES: &str = "2000";

/// The text of a PDF; `None` where the program is not there, fails or takes too long, or where what it
/// wrote is no official text.
pub(super) fn read(bytes: &[u8]) -> Option<Reading> {
    let folder = tempfile::tempdir().ok()?;
    let (input, output) = (folder.path().join("in.pdf"), folder.path().join("out.txt"));
    fs::write(&input, bytes).ok()?;
    let child = Command::new("pdftotext")
        .args(["-q", "-layout", "-enc", "UTF-8", "-l", PAGES])
        .args([&input, &output])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    ended(child, &output)?;
    let text = fs::read_to_string(&output).ok()?;
    flow::reading(printed::flow(&text, None)).ok()
}

/// Waits for the program within the bounds; ends it where it does not keep them.
fn ended(mut child: Child, output: &Path) -> Option<()> {
    let deadline = Instant::now() + TIME;
    loop {
        if let Some(status) = child.try_wait().ok()? {
            return status.success().then_some(());
        }
        let written = fs::metadata(output).map_or(0, |file| file.len());
        if Instant::now() > deadline || written > OUTPUT {
            // It may have ended in between; either way it is gone.
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
