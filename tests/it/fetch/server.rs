//! An HTTP server that does as a test tells it, also what no server should.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// What stands between method and version: a path, or a whole address where a proxy is asked.
    pub target: String,
    /// What was sent with it.
    pub body: Vec<u8>,
    /// Headers, names in lower case.
    pub headers: HashMap<String, String>,
    /// The how-manieth request for this target, from 1.
    pub count: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

type Answer = dyn Fn(&Request, &mut TcpStream) + Send + Sync;

/// A server on a port of its own.
pub(crate) struct Server {
    pub port: u16,
    seen: Arc<Mutex<Vec<Request>>>,
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Answers every request as `answer` says; robots.txt with 404 unless `answer` writes something for it.
    pub(crate) fn start(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            seen: Arc::default(),
            most: Arc::default(),
        };
        let answer: Arc<Answer> = Arc::new(answer);
        let (seen, most) = (Arc::clone(&server.seen), Arc::clone(&server.most));
        let now = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                let (now, most) = (Arc::clone(&now), Arc::clone(&most));
                thread::spawn(move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let mut stream = stream;
                    if let Some(request) = read(&stream, &seen) {
                        answer(&request, &mut stream);
                    }
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// The requests so far, those for robots.txt left out.
    pub(crate) fn seen(&self) -> Vec<Request> {
        let all = self.seen.lock().unwrap().clone();
        all.into_iter()
            .filter(|r| !r.target.ends_with("/robots.txt"))
            .collect()
    }

    /// How often robots.txt was asked for.
    pub(crate) fn robots(&self) -> usize {
        let all = self.seen.lock().unwrap();
        all.iter().filter(|r| r.target.ends_with("/robots.txt")).count()
    }

    /// The most connections that were open at a time.
    pub(crate) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

fn read(stream: &TcpStream, seen: &Mutex<Vec<Request>>) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line)
    };
    let target = line()?.split(' ').nth(1)?.to_owned();
    let mut headers = HashMap::new();
    while let Some((name, value)) = line()?.split_once(':') {
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers
        .get("content-length")
        .and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let mut seen = seen.lock().unwrap();
    let count = seen.iter().filter(|r| r.target == target).count() + 1;
    let request = Request {
        target,
        body,
        headers,
        count,
    };
    seen.push(request.clone());
    Some(request)
}

/// Writes an answer with its true length.
pub(crate) fn reply(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) {
    let length = body.len();
    head(stream, status, headers, &format!("Content-Length: {length}\r\n"));
    let _ = stream.write_all(body);
    finish(stream);
}

/// Announces `length` bytes, sends `body` and hangs up.
pub(crate) fn cut(stream: &mut TcpStream, headers: &[(&str, &str)], length: usize, body: &[u8]) {
    head(
        stream,
        "200 OK",
        headers,
        &format!("Content-Length: {length}\r\n"),
    );
    let _ = stream.write_all(body);
    finish(stream);
}

/// Writes the head of an answer.
pub(crate) fn head(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], more: &str) {
    let mut text = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    let _ = stream.write_all(text.as_bytes());
}

/// Ends an answer so that what was written also arrives.
pub(crate) fn finish(stream: &mut TcpStream) {
    let _ = stream.flush();
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.set_read_timeout(Some(std::time::Duration::from_secs(2)));
    let _ = stream.read(&mut [0; 64]);
}
