//! Bad input: each fault is told with its place, its code and what to do, the
//! last good release stays, and the program never breaks down.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::common::{bundled, current, fixture, names, project, run, stderr, wsis};

/// Copies the bundled data to `data/` of `folder`.
pub(crate) fn copy_data(folder: &Path) {
    let source = project().join("data");
    for entry in walkdir::WalkDir::new(&source) {
        let entry = entry.expect("data can be read");
        let below = entry.path().strip_prefix(&source).expect("a path below data");
        let target = folder.join("data").join(below);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Changes the first `from` of a data file, and gives the line and column of
/// `mark` (the first one at or after the change) in the changed file.
fn change(folder: &Path, file: &str, from: &str, to: &str, mark: &str) -> (usize, usize) {
    let path = folder.join("data").join(file);
    let old = fs::read_to_string(&path).expect("a data file");
    let at = old.find(from).unwrap_or_else(|| panic!("{file} has no {from:?}"));
    let new = old.replacen(from, to, 1);
    let mark = at + new[at..].find(mark).expect("the mark");
    fs::write(path, &new).expect("a file");
    let line = new[..mark].rsplit('\n').next().unwrap_or_default();
    (new[..mark].matches('\n').count() + 1, line.chars().count() + 1)
}

/// A folder with a good release, and that release.
fn with_release() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let release = current(&folder.path().join("build"));
    (folder, release)
}

/// What every failed build has in common; gives what it said.
fn failed(what: &str, folder: &Path, good: &Path, output: &Output) -> String {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{what}: {said}");
    assert!(output.stdout.is_empty(), "{what}: stdout is for data");
    assert!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "{what}: {said}"
    );
    assert!(!said.contains('\u{1b}'), "{what}: no colours");
    let out = folder.join("build");
    assert_eq!(current(&out), good, "{what}: the good release stays");
    assert_eq!(
        names(&out),
        ["changes", "current", "history.json", "releases"],
        "{what}: no litter"
    );
    said
}

/// What every build has in common that leaves a text out; gives what it said. Nothing of the broken
/// text may be in the new release.
fn left_out(what: &str, folder: &Path, output: &Output) -> String {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{what}: {said}");
    assert!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "{what}: {said}"
    );
    let out = folder.join("build");
    assert_eq!(
        names(&out),
        ["changes", "current", "history.json", "releases"],
        "{what}: no litter"
    );
    let dump = fs::read_to_string(current(&out).join("wsis.nq")).expect("a dump");
    assert!(
        !dump.contains("Manifestation> <https://w3id.org/wsis/graph/transcribed>"),
        "{what}"
    );
    said
}

/// The problem that stands at `place`: its title, its lines and its help.
pub(crate) fn problem_at<'a>(what: &str, said: &'a str, place: &str) -> &'a str {
    let at = said.find(&format!("--> {place}\n"));
    let at = at.unwrap_or_else(|| panic!("{what}: nothing is said of {place} in\n{said}"));
    let start = said[..at].rfind("error[").expect("an error");
    let end = said[at..].find("\nerror[").map_or(said.len(), |end| at + end);
    &said[start..end]
}

/// A fault of the data: what it is, the file, the change, the words the mark
/// points to, the code, and what must be said.
type DataFault = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const DATA_FAULTS: &[DataFault] = &[
    (
        "unknown key",
        "bodies/agencies.toml",
        "acronym ",
        "acronymm ",
        "acronymm",
        "W003",
        &["acronymm", "did you mean `acronym`?"],
    ),
    (
        "invalid TOML",
        "bodies/agencies.toml",
        "kind     = \"",
        "kind     = \"\"\"",
        "\"",
        "W002",
        &["not valid TOML"],
    ),
    (
        "unknown body",
        "mandates/ecosoc-2023.toml",
        "[\"cstd\"]",
        "[\"cstdd\"]",
        "\"cstdd\"",
        "W101",
        &["no body `cstdd`", "did you mean `cstd`?"],
    ),
    (
        "no such day",
        "events/wsis-forums.toml",
        "2010-05-10",
        "2025-02-30",
        "2025-02-30",
        "W002",
        &["date"],
    ),
    (
        "a long quote",
        "mandates/ecosoc-2023.toml",
        "\"to collect inputs from member States\"",
        "\"one two three four five six seven eight nine\"",
        "\"one two",
        "W103",
        &["9 words", "eight at most"],
    ),
    (
        "unknown column",
        "facilitations/lead-facilitators.csv",
        "quote,note",
        "quote,note,colour",
        "colour",
        "W003",
        &["unknown column `colour`", "action_line,body"],
    ),
];

/// Catches: a place that points beside the fault, a code or hint that is missing, a lost release.
#[test]
fn faults_of_data_are_told_with_their_place() {
    let (folder, good) = with_release();
    for (what, file, from, to, mark, code, words) in DATA_FAULTS {
        copy_data(folder.path());
        let (line, column) = change(folder.path(), file, from, to, mark);
        let output = run(folder.path(), &["build", "--data", "data"]);
        let said = failed(what, folder.path(), &good, &output);
        if *what == "invalid TOML" {
            // The parser may notice later than where the fault was made.
            assert!(
                said.contains(&format!("error[{code}]")) && said.contains(&format!("--> data/{file}:")),
                "{said}"
            );
            continue;
        }
        let problem = problem_at(what, &said, &format!("data/{file}:{line}:{column}"));
        assert!(
            problem.starts_with(&format!("error[{code}]")),
            "{what}: {problem}"
        );
        assert!(problem.contains("= help: "), "{what}: {problem}");
        for word in *words {
            assert!(problem.contains(word), "{what}: {word:?} in {problem}");
        }
    }
}

/// Catches: a second record that silently replaces or joins the first.
#[test]
fn two_things_with_one_id_are_refused() {
    let (folder, good) = with_release();
    copy_data(folder.path());
    let (line, _) = change(
        folder.path(),
        "bodies/agencies.toml",
        "\"itu\"",
        "\"ceb\"",
        "\"ceb\"",
    );
    let output = run(folder.path(), &["build", "--data", "data"]);
    let said = failed("one id twice", folder.path(), &good, &output);
    // The place is the head of the second record, the line above its id.
    let place = format!("data/bodies/agencies.toml:{}:1", line - 1);
    let problem = problem_at("one id twice", &said, &place);
    assert!(
        problem.starts_with("error[W102]") && problem.contains("id/body/ceb"),
        "{problem}"
    );
    assert!(
        problem.contains("first described in data/bodies/agencies.toml:7:1"),
        "{problem}"
    );
}

/// Catches: a program that stops at the first fault, or at the first file with one.
#[test]
fn all_faults_of_all_files_are_told_in_one_run() {
    let (folder, good) = with_release();
    copy_data(folder.path());
    let mut places = Vec::new();
    for (what, file, from, to, mark, _, _) in DATA_FAULTS.iter().filter(|fault| fault.0 != "invalid TOML") {
        let (line, column) = change(folder.path(), file, from, to, mark);
        places.push((what, format!("data/{file}:{line}:{column}")));
    }
    fs::create_dir(folder.path().join("texts")).expect("a folder");
    for name in ["truncated.xml", "other.xml"] {
        fs::copy(fixture("akn").join(name), folder.path().join("texts").join(name)).expect("a copy");
        places.push((&"text", format!("texts/{name}")));
    }
    for command in ["build", "check"] {
        let output = run(folder.path(), &[command, "--data", "data", "--texts", "texts"]);
        let said = failed(command, folder.path(), &good, &output);
        for (what, place) in &places {
            assert!(
                said.contains(&format!("--> {place}")),
                "{what} at {place} in {said}"
            );
        }
    }
}

const ENTITIES: &str = "<!DOCTYPE akomaNtoso [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<akomaNtoso>&b;</akomaNtoso>";

/// Catches: half a text taken for a whole one, entities that are expanded, words turned to
/// question marks, a place that is missing.
#[test]
fn faults_of_texts_are_told_with_their_place() {
    let (folder, _) = with_release();
    let truncated = fs::read(fixture("akn/truncated.xml")).expect("a fixture");
    let cases: [(&str, &[u8], &str, &str); 6] = [
        ("cut off", &truncated, ":24:7", "cut off"),
        (
            "not UTF-8",
            b"<akomaNtoso>\n<p>\xff\xfe</p></akomaNtoso>",
            ":2:4",
            "UTF-8",
        ),
        ("entities", ENTITIES.as_bytes(), ":1:1", "DOCTYPE"),
        ("another root", b"<html><body/></html>", "", "HTML"),
        ("empty", b"", "", ""),
        ("no XML at all", b"%PDF-1.7 \x00\x01", "", ""),
    ];
    for (what, bytes, place, word) in cases {
        let texts = folder.path().join("texts");
        let _ = fs::remove_dir_all(&texts);
        fs::create_dir(&texts).expect("a folder");
        fs::write(texts.join("a.xml"), bytes).expect("a file");
        let output = run(folder.path(), &["build", "--texts", "texts"]);
        let said = left_out(what, folder.path(), &output);
        assert!(
            said.contains("error[W202]") && said.contains("= help: "),
            "{what}: {said}"
        );
        assert!(
            said.contains(&format!("--> texts/a.xml{place}")),
            "{what}: {said}"
        );
        assert!(said.contains(word), "{what}: {said}");
        let converted = run(folder.path(), &["convert", "texts/a.xml"]);
        assert_eq!(converted.status.code(), Some(1), "{what}");
        assert!(
            !stderr(&converted).contains("panicked") && stderr(&converted).contains("W202"),
            "{what}"
        );
    }
}

/// Catches: a program that reads whatever is there into memory.
#[test]
fn a_huge_file_is_refused_without_reading_it() {
    let (folder, _) = with_release();
    fs::create_dir(folder.path().join("texts")).expect("a folder");
    let file = fs::File::create(folder.path().join("texts/a.xml")).expect("a file");
    file.set_len(2 << 30).expect("a sparse file");
    let output = run(folder.path(), &["build", "--texts", "texts"]);
    let said = left_out("huge", folder.path(), &output);
    assert!(
        said.contains("error[W201]") && said.contains("--> texts/a.xml"),
        "{said}"
    );
    assert!(said.contains("2048 MiB") && said.contains("= help: "), "{said}");
}

/// Catches: a misspelt folder taken for an empty one.
#[test]
fn a_missing_folder_is_an_error() {
    let (folder, good) = with_release();
    for (option, code) in [("--data", "W001"), ("--texts", "W200")] {
        let output = run(folder.path(), &["build", option, "nowhere"]);
        let said = failed(option, folder.path(), &good, &output);
        assert!(
            said.contains(&format!("error[{code}]")) && said.contains("--> nowhere"),
            "{said}"
        );
        assert!(said.contains("= help: "), "{said}");
    }
}

/// Catches: an unreadable folder taken for an empty one.
#[test]
fn a_folder_without_permission_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, good) = with_release();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).expect("a folder");
    fs::set_permissions(&texts, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read_dir(&texts).is_ok() {
        eprintln!("SKIPPED: root may read every folder");
        return;
    }
    let output = run(folder.path(), &["build", "--texts", "texts"]);
    let said = failed("permission", folder.path(), &good, &output);
    assert!(
        said.contains("error[W200]") && said.contains("--> texts"),
        "{said}"
    );
}

/// Catches: half a release that is published, or a panic, when the disk is full. A bound on
/// the size of files stands in for the disk.
#[test]
fn a_disk_that_refuses_leaves_the_good_release() {
    let (folder, good) = with_release();
    copy_data(folder.path());
    change(
        folder.path(),
        "bodies/agencies.toml",
        "\"CEB\"",
        "\"CEB.\"",
        "CEB",
    );
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' build --data data",
        env!("CARGO_BIN_EXE_wsis")
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output();
    let output = output.expect("a shell");
    let said = failed("full disk", folder.path(), &good, &output);
    assert!(said.starts_with("error: cannot write "), "{said}");
    assert_eq!(
        said.matches("os error 27").count(),
        1,
        "the cause is told once: {said}"
    );
}

/// Catches: an export that says nothing of a full disk, or that replaces a device by a file.
#[test]
fn an_export_to_a_full_device_fails() {
    use std::os::unix::fs::FileTypeExt as _;
    let device = Path::new("/dev/full");
    if !fs::metadata(device).is_ok_and(|data| data.file_type().is_char_device()) {
        eprintln!("SKIPPED: no /dev/full here");
        return;
    }
    // A link: should the export replace its target, then the link and not the device.
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("full");
    std::os::unix::fs::symlink(device, &link).expect("a link");
    let output = wsis(bundled())
        .args(["export", "--format", "nq", "-o"])
        .arg(&link)
        .output();
    let output = output.expect("the program starts");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("cannot write") && !said.contains("panicked"),
        "{said}"
    );
    assert!(
        fs::symlink_metadata(&link)
            .expect("the link is there")
            .is_symlink()
    );

    let full = fs::File::options().write(true).open(device).expect("a device");
    let output = wsis(bundled())
        .args(["export", "--format", "nq"])
        .stdout(full)
        .output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(!stderr(&output).contains("panicked"));
}
