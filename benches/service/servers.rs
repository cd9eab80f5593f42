//! The servers that are compared, each started on a free port with the same statements.

use crate::Fallible;
use crate::load::once;
use std::fs;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for a server to begin.
const START: Duration = Duration::from_secs(60);
/// Longest wait for a server to end by itself.
const STOP: Duration = Duration::from_secs(5);
/// A join without an end in sight.
const LONG: &str = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?x . ?c ?p ?x FILTER(?a != ?b && ?b != ?c) }";

/// How a server is asked.
pub(crate) enum Server {
    /// SPARQL at this path.
    Sparql(&'static str),
    /// Files of this folder.
    Files(PathBuf),
}

/// A server that runs until this is dropped.
pub(crate) struct Running {
    pub name: &'static str,
    pub address: SocketAddr,
    kind: Server,
    child: Child,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first: nginx ends its workers itself, and leaves them behind where it is killed.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let begin = Instant::now();
        while asked.is_ok() && begin.elapsed() < STOP {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(name: &'static str, kind: Server, port: u16, mut command: Command) -> Fallible<Self> {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut running = Self {
            name,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            kind,
            child,
        };
        let begin = Instant::now();
        while TcpStream::connect(running.address).is_err() {
            if begin.elapsed() > START || running.child.try_wait()?.is_some() {
                return Err(format!("{name} does not begin").into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(running)
    }

    /// A query by POST as a form (SPARQL 1.1 Protocol, 2.1.2; Virtuoso does not answer to one as its own text), or by
    /// GET where it has headers of its own, since only that can be answered with 304.
    pub(crate) fn request(&self, query: &str, headers: &[&str]) -> Vec<u8> {
        let Server::Sparql(path) = &self.kind else {
            return Vec::new();
        };
        let accept = if query.contains("CONSTRUCT") || query.contains("DESCRIBE") {
            "application/n-triples"
        } else {
            "application/sparql-results+json"
        };
        let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let escaped: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        if headers.is_empty() {
            return format!(
                "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\nquery={escaped}",
                escaped.len() + 6
            )
            .into_bytes();
        }
        format!("GET {path}?query={escaped} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n{more}\r\n")
            .into_bytes()
    }

    /// A file of this name.
    pub(crate) fn file(&self, name: &str) -> Vec<u8> {
        format!("GET /{name} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes()
    }

    /// Puts a file where it is served.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Fallible<()> {
        if let Server::Files(folder) = &self.kind {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> Fallible<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: f64 = line.ok_or("no VmRSS")?.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1024.0)
    }

    /// Seconds of processor in the second that begins one second after a client has left a long query.
    pub(crate) fn busy_after_leaving(&mut self) -> Fallible<f64> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.write_all(&self.request(LONG, &[]))?;
        std::thread::sleep(Duration::from_millis(700));
        drop(stream);
        std::thread::sleep(Duration::from_secs(1));
        let before = self.processor()?;
        std::thread::sleep(Duration::from_secs(1));
        Ok(self.processor()? - before)
    }

    /// Seconds of processor so far, in ticks of a hundredth.
    fn processor(&self) -> Fallible<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit(')').next().ok_or("no fields")?;
        let ticks: u64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u64>().ok())
            .sum();
        Ok(ticks as f64 / 100.0)
    }
}

/// A release with the texts of `WSIS_CORPUS`, where they are there.
pub(crate) fn build(scratch: &Path) -> Fallible<PathBuf> {
    let out = scratch.join("release");
    let corpus = std::env::var("WSIS_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned());
    let texts = Path::new(&corpus).join("wsis");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsis"));
    command.arg("build").arg("--out").arg(&out);
    if texts.is_dir() {
        command.arg("--texts").arg(texts);
    }
    run(command.stdout(Stdio::null()))?;
    Ok(out)
}

/// This server.
pub(crate) fn ours(out: &Path) -> Fallible<Running> {
    let port = free_port()?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsis"));
    command.args(["serve", "--log-level", "warn", "--bind"]);
    command.arg(format!("127.0.0.1:{port}")).arg("--out").arg(out);
    Running::start("wsis", Server::Sparql("/sparql"), port, command)
}

/// The Oxigraph server, with its own store on disk.
pub(crate) fn oxigraph(dump: &Path, scratch: &Path) -> Fallible<Running> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python-venv/bin/oxigraph");
    let program = std::env::var_os("OXIGRAPH").map_or(beside, PathBuf::from);
    let store = scratch.join("oxigraph");
    run(Command::new(&program)
        .arg("load")
        .arg("--location")
        .arg(&store)
        .arg("--file")
        .arg(dump))?;
    let port = free_port()?;
    let mut command = Command::new(program);
    command.args(["serve-read-only", "--union-default-graph", "--location"]);
    command.arg(store).arg("--bind").arg(format!("127.0.0.1:{port}"));
    Running::start("Oxigraph", Server::Sparql("/query"), port, command)
}

/// Virtuoso, filled by its own bulk loader.
pub(crate) fn virtuoso(dump: &Path, scratch: &Path) -> Fallible<Running> {
    let folder = scratch.join("virtuoso");
    fs::create_dir(&folder)?;
    fs::copy(dump, folder.join("wsis.nq"))?;
    let (sql, http) = (free_port()?, free_port()?);
    let at = folder.display();
    let ini = format!(
        "[Database]\nDatabaseFile = {at}/v.db\nErrorLogFile = {at}/v.log\nLockFile = {at}/v.lck\nTransactionFile = {at}/v.trx\nxa_persistent_file = {at}/v.pxa\n\
         [TempDatabase]\nDatabaseFile = {at}/t.db\nTransactionFile = {at}/t.trx\n\
         [Parameters]\nServerPort = 127.0.0.1:{sql}\nNumberOfBuffers = 85000\nMaxDirtyBuffers = 65000\nDirsAllowed = {at}\nServerThreads = 80\n\
         [HTTPServer]\nServerPort = 127.0.0.1:{http}\nServerThreads = 80\nMaxClientConnections = 80\nMaxKeepAlives = 80\nKeepAliveTimeout = 60\n\
         [SPARQL]\nResultSetMaxRows = 100000\nMaxQueryExecutionTime = 20\n"
    );
    fs::write(folder.join("virtuoso.ini"), ini)?;
    let mut command = Command::new("virtuoso-t");
    command
        .current_dir(&folder)
        .args(["+foreground", "+configfile", "virtuoso.ini"]);
    let running = Running::start("Virtuoso", Server::Sparql("/sparql"), http, command)?;
    let load = format!("ld_dir('{at}', 'wsis.nq', 'urn:none'); rdf_loader_run(); checkpoint;");
    let mut isql = Command::new("isql-vt");
    isql.arg(format!("127.0.0.1:{sql}"))
        .args(["dba", "dba", &format!("exec={load}")]);
    run(isql.stdout(Stdio::null()))?;
    let answer = once(
        running.address,
        &running.request(
            "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/wsis/ns#Document> }",
            &[],
        ),
    )?;
    if !String::from_utf8_lossy(&answer.body).contains("\"n\"") || answer.status != 200 {
        return Err("Virtuoso did not load the dump".into());
    }
    Ok(running)
}

/// nginx with a folder of files.
pub(crate) fn nginx(scratch: &Path) -> Fallible<Running> {
    let folder = scratch.join("nginx");
    let files = folder.join("files");
    fs::create_dir_all(&files)?;
    let port = free_port()?;
    let at = folder.display();
    let user = if fs::metadata("/proc/self")?.permissions().readonly() {
        ""
    } else {
        "user root;"
    };
    let configuration = format!(
        "{user} worker_processes 2; daemon off; pid {at}/pid; error_log {at}/error.log;\n\
         events {{ worker_connections 512; }}\n\
         http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;\n\
         client_body_temp_path {at}/b; proxy_temp_path {at}/p; fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;\n\
         server {{ listen 127.0.0.1:{port}; root {}; }} }}\n",
        files.display()
    );
    fs::write(folder.join("nginx.conf"), configuration)?;
    let mut command = Command::new("nginx");
    command
        .env("PATH", path_with_sbin())
        .arg("-c")
        .arg(folder.join("nginx.conf"));
    Running::start("nginx", Server::Files(files), port, command)
}

fn path_with_sbin() -> String {
    format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default())
}

fn free_port() -> Fallible<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn run(command: &mut Command) -> Fallible<()> {
    let done = command.stderr(Stdio::piped()).output()?;
    if done.status.success() {
        return Ok(());
    }
    let name = command.get_program().to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&done.stderr)
        .chars()
        .take(500)
        .collect::<String>();
    Err(format!("{name}: {said}").into())
}
