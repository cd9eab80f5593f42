//! Servers for tests: the program itself on a free port, and the router with an invented graph.

use crate::common::wsis;
use reqwest::blocking::{Client, Response};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use wsis::query::Limits;
use wsis::release::Release;
use wsis::serve::{AppState, Settings, Watching, router};

/// Longest wait for a line or an end.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A client that follows no redirects.
pub(crate) fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    CLIENT.get_or_init(|| {
        // reqwest comes without a provider of TLS.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .unwrap()
    })
}

/// Asks an address with some headers.
pub(crate) fn ask(url: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = client().get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().unwrap()
}

/// A header, or nothing.
pub(crate) fn head<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The program, serving; killed with the test.
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    /// What addresses begin with.
    pub(crate) url: String,
}

impl Program {
    /// Serves the release in `folder` on a free port and waits until it does.
    pub(crate) fn serve(folder: &Path, more: &[&str]) -> Self {
        Self::start(wsis(folder), more)
    }

    /// The same with a command that was prepared.
    pub(crate) fn start(mut command: Command, more: &[&str]) -> Self {
        let mut child = command
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut program = Self {
            child,
            lines,
            url: String::new(),
        };
        let line = program.line(|line| line.contains("Serving release"));
        let (_, rest) = line.split_once("http://").unwrap();
        program.url = format!("http://{}", rest.split('/').next().unwrap());
        program
    }

    /// The next line of its log that is wanted.
    pub(crate) fn line(&self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("the line comes");
            if wanted(&line) {
                return line;
            }
        }
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        let sent = std::process::Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// The exit code, when it has ended.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The router with a graph of TriG, on a free port.
pub(crate) struct Invented {
    /// What addresses begin with.
    pub(crate) url: String,
    /// What it answers from.
    pub(crate) state: Arc<AppState>,
    _runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// A release that holds a graph.
pub(crate) fn release(id: &str, folder: &Path, graph: &str) -> Release {
    let store = oxigraph::store::Store::new().unwrap();
    store
        .load_from_slice(oxigraph::io::RdfFormat::TriG, graph)
        .unwrap();
    let manifest = serde_json::json!({
        "id": id, "software": "test", "inputs": [], "rdfc10_sha256": "abc", "files": [],
        "counts": {"quads": 0, "graphs": {}, "classes": {}},
    });
    Release {
        id: id.to_owned(),
        dir: folder.to_owned(),
        manifest: serde_json::from_value(manifest).unwrap(),
        store,
    }
}

impl Invented {
    /// Serves a graph.
    pub(crate) fn serve(graph: &str, limits: Limits, base_url: Option<&str>, watching: Watching) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let release = release("r1", folder.path(), graph);
        let settings = Settings {
            limits,
            watching,
            ..Settings::default()
        };
        let state = AppState::with(release, settings, Vec::new(), base_url);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"));
        let listener = listener.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = router(Arc::clone(&state));
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self {
            url,
            state,
            _runtime: runtime,
            _folder: folder,
        }
    }

    /// Asks it.
    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        ask(&format!("{}{path}", self.url), headers)
    }
}
