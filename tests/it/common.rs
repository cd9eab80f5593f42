//! What the tests share: the built program, temporary folders, the corpus.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The built program, in a folder of its own and without colours.
pub(crate) fn wsis(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsis"));
    command
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// Runs the program and gives what it left.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    wsis(folder).args(arguments).output().expect("the program starts")
}

/// What a run wrote to stdout.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8")
}

/// What a run wrote to stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8")
}

/// The project's folder.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file or folder of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    project().join("tests/fixtures").join(name)
}

/// The official texts beside the project; `None`, said aloud, where they are absent.
pub(crate) fn corpus(part: &str) -> Option<PathBuf> {
    let root =
        std::env::var_os("WSIS_CORPUS").map_or_else(|| project().join("../shared/corpus"), PathBuf::from);
    let path = root.join(part);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: no official texts at {} (set WSIS_CORPUS)",
        path.display()
    );
    None
}
