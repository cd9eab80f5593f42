//! `wsis fetch` against servers that misbehave.

mod manners;
mod proxy;
mod resume;
pub(crate) mod server;
mod sources;
mod trust;

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::{fixture, stderr, stdout, wsis};
use server::{Request, Server, reply};

/// The invented resolution A/RES/99/1 in English.
fn english() -> Vec<u8> {
    fs::read(fixture("akn/lists.en.xml")).unwrap()
}

/// The same words as another document: on its cover, in its title and in its address.
fn renumbered(number: u32) -> Vec<u8> {
    let text = String::from_utf8(english()).unwrap();
    text.replace("A/RES/99/1<", &format!("A/RES/99/{number}<"))
        .replace(">99/1.<", &format!(">99/{number}.<"))
        .replace("/99-1/", &format!("/99-{number}/"))
        .into_bytes()
}

/// A folder to fetch into, with data of its own.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    /// Data with the invented documents A/RES/99/1 to A/RES/99/`count`.
    fn new(count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let documents = folder.path().join("data/documents");
        fs::create_dir_all(&documents).unwrap();
        let blocks: String = (1..=count)
            .map(|n| {
                format!("[[document]]\nsymbol = \"A/RES/99/{n}\"\nkind = \"resolution\"\nevidence = \"unverified\"\n")
            })
            .collect();
        fs::write(documents.join("all.toml"), blocks).unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The file at a path below `texts/`.
    fn text(&self, path: &str) -> PathBuf {
        self.path().join("texts").join(path)
    }

    /// Writes the list of sources: quick limits, then `text`.
    fn list(&self, text: &str) -> &Self {
        self.list_with("", text)
    }

    /// The same with limits that replace the quick ones.
    fn list_with(&self, limits: &str, text: &str) -> &Self {
        let given: Vec<&str> = limits
            .lines()
            .filter_map(|line| line.split(" =").next())
            .collect();
        let quick = [
            "connect_seconds = 5",
            "read_seconds = 20",
            "delay_seconds = 0",
            "backoff_seconds = 0.01",
            "longest_wait_seconds = 5",
        ];
        let rest = quick
            .iter()
            .filter(|line| !given.contains(&line.split(" =").next().unwrap()));
        let rest: Vec<&str> = rest.copied().collect();
        let all = format!(
            "[limits]\n{limits}\n{}\n[challenge]\nwords = [\"are you human\"]\nheaders = [\"x-wall\"]\n{text}",
            rest.join("\n")
        );
        fs::write(self.path().join("list.toml"), all).unwrap();
        self
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = wsis(self.path());
        for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
            command.env_remove(name).env_remove(name.to_ascii_uppercase());
        }
        command.args([
            "fetch",
            "--data",
            "data",
            "--sources",
            "list.toml",
            "--lang",
            "en",
        ]);
        command.args(more);
        command
    }

    fn run(&self, more: &[&str]) -> Output {
        self.command(more).output().unwrap()
    }

    /// Runs, and gives the exit code and the report.
    fn report(&self) -> (i32, Value) {
        let output = self.run(&["--json"]);
        let report = serde_json::from_str(&stdout(&output))
            .unwrap_or_else(|error| panic!("{error}: {}{}", stdout(&output), stderr(&output)));
        (output.status.code().unwrap(), report)
    }

    /// Runs for one text, and gives exit code, outcome and what people are told.
    fn one(&self) -> (i32, String, String) {
        let (code, report) = self.report();
        let outcome = report["files"][0]["outcome"].as_str().unwrap().to_owned();
        let problems = report["problems"].as_array().unwrap();
        let word = |p: &Value, key: &str| p[key].as_str().unwrap().to_owned();
        let told: Vec<String> = problems
            .iter()
            .map(|p| {
                format!(
                    "{} {} {}",
                    word(p, "severity"),
                    word(p, "code"),
                    word(p, "message")
                )
            })
            .collect();
        (code, outcome, told.join("\n"))
    }

    /// Everything below `texts/` but folders and the lock, sorted.
    fn files(&self) -> Vec<String> {
        let root = self.path().join("texts");
        let mut files: Vec<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file() && entry.file_name() != "lock")
            .map(|entry| entry.path().strip_prefix(&root).unwrap().display().to_string())
            .collect();
        files.sort();
        files
    }
}

/// A source on a server of the test.
fn source(name: &str, rank: u32, port: u16, format: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nrank = {rank}\nformat = \"{format}\"\nserves = [\"A/*\"]\nprivate = true\n\
         address = \"http://127.0.0.1:{port}/{{lang}}/{{symbol}}\"\n"
    )
}

/// A server for one text; robots.txt is not there.
fn serve(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Server {
    Server::start(move |request, stream| {
        if request.target.ends_with("/robots.txt") {
            reply(stream, "404 Not Found", &[], b"");
        } else {
            answer(request, stream);
        }
    })
}

/// A case with one source that answers so.
fn case(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> (Case, Server) {
    let server = serve(answer);
    let case = Case::new(1);
    case.list(&source("test", 1, server.port, "akn"));
    (case, server)
}
