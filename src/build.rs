//! Fetches what the pages take from npm, before the program is compiled.
//!
//! The repository holds only `src/web/package.json` and its lock file: names, versions and SHA-512. `npm ci`
//! installs exactly these below `OUT_DIR` and runs nothing of them; the files of [`SERVED`] go into the program,
//! the licences of the whole tree into its notices. Cargo runs this again only when the lock or one of two
//! variables changes:
//!
//! * `WEB_ASSETS`: `auto` (default) goes on without them where npm or the network is missing, and the pages then
//!   work without scripts of others; `require` fails instead, for releases; `off` does not try.
//! * `WEB_ASSETS_DIR`: a folder where `npm ci` was run with this lock, for builds without a network.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the server gives to browsers: package, file in it, name in the program.
const SERVED: [(&str, &str, &str); 2] = [
    ("@zazuko/yasqe", "build/yasqe.min.js", "yasqe.js"),
    ("@zazuko/yasqe", "build/yasqe.min.css", "yasqe.css"),
];
const LOCK: &str = "src/web/package-lock.json";
const MANIFEST: &str = "src/web/package.json";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed={MANIFEST}");
    println!("cargo:rerun-if-changed={LOCK}");
    println!("cargo:rerun-if-env-changed=WEB_ASSETS");
    println!("cargo:rerun-if-env-changed=WEB_ASSETS_DIR");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mode = env::var("WEB_ASSETS").unwrap_or_else(|_| "auto".to_owned());
    match mode.as_str() {
        "off" => write(&out, None),
        "auto" => match gather(&out) {
            Ok(folder) => write(&out, Some(&folder)),
            Err(reason) => {
                println!(
                    "cargo:warning=No query editor in this build: {reason}. Pages work without; WEB_ASSETS=off says that this is meant."
                );
                write(&out, None)
            }
        },
        "require" => {
            let folder = gather(&out).map_err(|reason| format!("WEB_ASSETS=require: {reason}"))?;
            write(&out, Some(&folder))
        }
        other => Err(format!("WEB_ASSETS is \"{other}\"; it can be auto, require or off").into()),
    }
}

/// The folder with the files of [`SERVED`] and `NOTICES.txt`, made unless this lock's is there already.
fn gather(out: &Path) -> Outcome<PathBuf> {
    let lock = fs::read_to_string(LOCK)?;
    let given = env::var_os("WEB_ASSETS_DIR").filter(|folder| !folder.is_empty());
    let folder = out.join("web");
    let done = folder.join("done");
    let state = format!("{}\n{given:?}\n{lock}", include_str!("build.rs"));
    if fs::read_to_string(&done).is_ok_and(|before| before == state) {
        return Ok(folder);
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let modules = match given {
        Some(given) => PathBuf::from(given).join("node_modules"),
        None => install(&folder).inspect_err(|_| drop(fs::remove_dir_all(&folder)))?,
    };
    for (package, file, name) in SERVED {
        same_version(&modules, package, &lock)?;
        let from = modules.join(package).join(file);
        let text = fs::read_to_string(&from).map_err(|error| format!("{}: {error}", from.display()))?;
        fs::write(folder.join(name), without_map(&text))?;
    }
    fs::write(folder.join("NOTICES.txt"), notices(&modules, &lock)?)?;
    fs::write(done, state)?;
    let _ = fs::remove_dir_all(folder.join("node_modules"));
    Ok(folder)
}

/// `npm ci` in a folder of our own: checks every hash, runs no script of a package.
fn install(folder: &Path) -> Outcome<PathBuf> {
    fs::copy(MANIFEST, folder.join("package.json"))?;
    fs::copy(LOCK, folder.join("package-lock.json"))?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args([
            "ci",
            "--ignore-scripts",
            "--omit=dev",
            "--omit=optional",
            "--no-audit",
            "--no-fund",
        ])
        .args([
            "--prefer-offline",
            "--no-progress",
            "--fetch-retries=1",
            "--fetch-retry-mintimeout=1000",
            "--fetch-retry-maxtimeout=5000",
        ])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("npm does not start ({error})"))?;
    if run.status.success() {
        return Ok(folder.join("node_modules"));
    }
    Err(format!(
        "npm ci failed ({})",
        reason(&String::from_utf8_lossy(&run.stderr))
    )
    .into())
}

/// The line of npm's complaint that says most.
fn reason(stderr: &str) -> String {
    let errors = || {
        stderr
            .lines()
            .filter_map(|line| line.strip_prefix("npm error "))
            .map(str::trim)
    };
    let telling = |line: &&str| {
        !["code ", "errno ", "syscall ", "type "]
            .iter()
            .any(|key| line.starts_with(key))
    };
    let line = errors().find(telling).or_else(|| errors().next());
    line.or_else(|| stderr.lines().next())
        .unwrap_or("without a word")
        .chars()
        .take(200)
        .collect()
}

/// Whether a folder holds the version of a package that the lock names: `WEB_ASSETS_DIR` may be an old one.
fn same_version(modules: &Path, package: &str, lock: &str) -> Outcome<()> {
    let wanted = locked(lock, package, "version").ok_or_else(|| format!("{package} is not in {LOCK}"))?;
    let path = modules.join(package).join("package.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    match value(&text, "version") {
        Some(held) if held == wanted => Ok(()),
        held => Err(format!("{package} is version {held:?}, the lock asks for {wanted}").into()),
    }
}

/// What the lock says about a package.
fn locked<'a>(lock: &'a str, package: &str, key: &str) -> Option<&'a str> {
    let (_, entry) = lock.split_once(&format!("\"node_modules/{package}\": {{"))?;
    value(entry.split("\n    }").next()?, key)
}

/// The first value of a key in JSON as npm writes it; enough for flat strings.
fn value<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = json.split_once(&format!("\"{key}\":"))?;
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// Without the link to a source map, which is not served.
fn without_map(text: &str) -> &str {
    text.rsplit_once("\n//# sourceMappingURL=")
        .map_or(text, |(code, _)| code)
}

/// Every package of the tree with its licence, sorted; a package without a licence file by what it declares.
fn notices(modules: &Path, lock: &str) -> Outcome<String> {
    let mut packages = Vec::new();
    for folder in folders(modules)? {
        let scope = folder
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('@'));
        if scope {
            packages.extend(folders(&folder)?);
        } else if folder.join("package.json").is_file() {
            packages.push(folder);
        }
    }
    let mut text = String::new();
    for package in packages {
        let name = package
            .strip_prefix(modules)?
            .to_string_lossy()
            .replace('\\', "/");
        let of = |key| locked(lock, &name, key).unwrap_or("not in the lock");
        writeln!(text, "{name} {}\nLicence: {}\n", of("version"), of("license"))?;
        let licences = licences(&package)?;
        if licences.is_empty() {
            let json = fs::read_to_string(package.join("package.json"))?;
            let author = value(&json, "author").unwrap_or("not named");
            writeln!(
                text,
                "The package declares this licence and holds no text of it. Author: {author}\n"
            )?;
        }
        for licence in licences {
            writeln!(text, "{}\n", fs::read_to_string(licence)?.trim())?;
        }
        writeln!(text, "{}\n", "-".repeat(72))?;
    }
    Ok(text)
}

fn licences(package: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(package)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().to_ascii_lowercase());
            name.is_some_and(|name| {
                ["licen", "notice", "copying"]
                    .iter()
                    .any(|start| name.starts_with(start))
            })
        })
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    Ok(found)
}

fn folders(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && !path.ends_with(".bin"))
        .collect();
    found.sort();
    Ok(found)
}

/// The Rust file that `src/serve/assets.rs` includes.
fn write(out: &Path, folder: Option<&Path>) -> Outcome<()> {
    let mut files = String::new();
    let mut notices = String::from("\"\"");
    if let Some(folder) = folder {
        for (_, _, name) in SERVED {
            writeln!(files, "    ({name:?}, include_bytes!({:?})),", folder.join(name))?;
        }
        notices = format!("include_str!({:?})", folder.join("NOTICES.txt"));
    }
    let code = format!(
        "/// Files from npm: name, bytes.\npub(super) const FETCHED: &[(&str, &[u8])] = &[\n{files}];\n/// The licences of what they are made of.\npub(super) const NOTICES: &str = {notices};\n"
    );
    fs::write(out.join("web_assets.rs"), code)?;
    Ok(())
}
