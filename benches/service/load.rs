//! A load generator over loopback: connections that stay open, one request at a time on each.

use crate::Fallible;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is asked, how often at once, and for how long.
pub(crate) struct Load<'a> {
    pub address: SocketAddr,
    /// The n-th request, whole.
    pub request: &'a (dyn Fn(u64) -> Vec<u8> + Sync),
    pub connections: usize,
    pub until: Until,
    /// The status that every answer must have.
    pub status: u16,
}

/// When sending ends.
pub(crate) enum Until {
    /// This time is over.
    Over(Duration),
    /// The requests from 0 on to this number were sent, each once.
    Sent(u64),
}

impl Until {
    fn reached(&self, begin: Instant, number: u64) -> bool {
        match self {
            Self::Over(time) => begin.elapsed() >= *time,
            Self::Sent(count) => number >= *count,
        }
    }
}

/// One cell of the table.
pub(crate) struct Measured {
    pub per_second: f64,
    pub median: f64,
    pub p99: f64,
}

impl Measured {
    pub(crate) fn shown(&self) -> String {
        format!(
            "{:>10.1} {:>7.2} {:>8.2} |",
            self.per_second, self.median, self.p99
        )
    }
}

/// An answer.
pub(crate) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Sends until the end is reached; every answer is read whole and must have the status.
pub(crate) fn load(load: &Load<'_>) -> Fallible<Measured> {
    let counter = AtomicU64::new(0);
    // The first answer warms what can be warmed, and tells a fault early.
    let first = once(load.address, &(load.request)(u64::MAX))?;
    if first.status != load.status {
        let text = String::from_utf8_lossy(&first.body)
            .chars()
            .take(300)
            .collect::<String>();
        return Err(format!("status {} instead of {}: {text}", first.status, load.status).into());
    }
    let begin = Instant::now();
    let parts: Vec<Result<Vec<f64>, String>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..load.connections)
            .map(|_| scope.spawn(|| work(load, &counter, begin).map_err(|error| error.to_string())))
            .collect();
        let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .map(|part| part.unwrap_or_else(|_| Err("a worker failed".to_owned())))
            .collect()
    });
    let seconds = begin.elapsed().as_secs_f64();
    let mut times = Vec::new();
    for part in parts {
        times.extend(part?);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = (times.len() as f64 * share) as usize;
        times
            .get(index.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
            * 1e3
    };
    Ok(Measured {
        per_second: times.len() as f64 / seconds,
        median: at(0.5),
        p99: at(0.99),
    })
}

fn work(load: &Load<'_>, counter: &AtomicU64, begin: Instant) -> Fallible<Vec<f64>> {
    let mut times = Vec::new();
    let mut connection = Connection::open(load.address)?;
    loop {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        if load.until.reached(begin, number) {
            return Ok(times);
        }
        let request = (load.request)(number);
        let sent = Instant::now();
        let reply = connection.ask(&request)?;
        if reply.status != load.status {
            return Err(format!("status {} under load", reply.status).into());
        }
        times.push(sent.elapsed().as_secs_f64());
        if reply
            .header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
        {
            connection = Connection::open(load.address)?;
        }
    }
}

/// One request on a connection of its own.
pub(crate) fn once(address: SocketAddr, request: &[u8]) -> Fallible<Reply> {
    Connection::open(address)?.ask(request)
}

struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(address: SocketAddr) -> Fallible<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::with_capacity(64 << 10, stream)))
    }

    fn ask(&mut self, request: &[u8]) -> Fallible<Reply> {
        self.0.get_mut().write_all(request)?;
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("no status line")?.parse()?;
        let mut reply = Reply {
            status,
            body: Vec::new(),
            headers: Vec::new(),
        };
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            reply.headers.push((name.to_owned(), value.trim().to_owned()));
        }
        if status == 304 {
            return Ok(reply);
        }
        if let Some(length) = reply.header("content-length") {
            reply.body = vec![0; length.parse()?];
            self.0.read_exact(&mut reply.body)?;
        } else {
            self.chunks(&mut reply.body)?;
        }
        Ok(reply)
    }

    /// The chunked coding (RFC 9112, 7.1).
    fn chunks(&mut self, body: &mut Vec<u8>) -> Fallible<()> {
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            let size = line.trim().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16)?;
            let begin = body.len();
            body.resize(begin + size, 0);
            self.0.read_exact(body.get_mut(begin..).unwrap_or_default())?;
            line.clear();
            self.0.read_line(&mut line)?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}
