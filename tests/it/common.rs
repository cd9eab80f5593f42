//! What the tests share: the built program, temporary folders, the corpus.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

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

/// Runs the program with something on its standard input.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = wsis(folder);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(input.as_bytes())
        .expect("the program reads its input");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Runs the program, which must succeed, and gives what it wrote to stdout.
pub(crate) fn fine(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        stderr(&output)
    );
    stdout(&output)
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

/// A folder with a release of the bundled data in `build/`, made once.
pub(crate) fn bundled() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = empty("bundled");
        fine(&folder, &["build"]);
        folder
    })
}

/// A folder with a release of data and official texts in `build/`, made once;
/// `None`, said aloud, where there are no texts. Errors do not keep it back:
/// whether there are any is for one test to ask, not for all.
pub(crate) fn with_corpus() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = FOLDER.get_or_init(|| {
        let texts = corpus("wsis")?;
        let folder = empty("corpus");
        let output = wsis(&folder)
            .args(["build", "--no-gate", "--texts"])
            .arg(&texts)
            .output();
        let output = output.expect("the program starts");
        assert!(folder.join("build/current").exists(), "{}", stderr(&output));
        Some(folder)
    });
    if made.is_none() {
        eprintln!("SKIPPED: this needs the official texts");
    }
    made.as_deref()
}

/// A folder of the test binary's own, emptied, so that runs leave no litter in `/tmp`.
fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("it-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

/// The release that is current in `out`.
pub(crate) fn current(out: &Path) -> PathBuf {
    std::fs::canonicalize(out.join("current")).expect("there is a current release")
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder exists");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries.map(|e| name(e).to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The names of the files in a folder, sorted: a release with a store on disk
/// also has a folder, which is RocksDB's own and never the same twice.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let all = names(folder);
    all.into_iter()
        .filter(|name| folder.join(name).is_file())
        .collect()
}

/// The rows of a SPARQL answer on the release in `folder`, without the header.
pub(crate) fn rows(folder: &Path, query: &str) -> Vec<Vec<String>> {
    let output = run_with(folder, &["query", "-", "--format", "csv"], query);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    table(&stdout(&output)).split_off(1)
}

/// The records of a CSV text, the header first.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("CSV"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}
