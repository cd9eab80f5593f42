//! Brings a graph over: into its staging graph in bounded pieces, then in place.

use std::cell::Cell;

use reqwest::Method;
use url::Url;

use super::content::Graph;
use super::http::{Ask, Http};
use super::service::{Protocol, Service, names, no_results, number, select, update};
use super::{PushError, Pushed, STAGING, Watch, verify};

/// The most statements of a piece, by the Graph Store Protocol and by updates; the first also bounds how many
/// statements an interrupted run may have left half sent.
const PIECE: usize = 10_000;
const UPDATE: usize = 2_000;
/// The most bytes of a piece.
const BYTES: usize = 4 << 20;
/// The fewest statements to which a piece is cut because a server finds it too long.
const FEWEST: usize = 10;

/// Brings graphs over.
pub(super) struct Loader<'a> {
    http: &'a Http,
    service: &'a Service,
    release: &'a str,
    watch: &'a dyn Watch,
    /// The address of the graph store, while statements go there.
    store: Cell<Option<&'a Url>>,
    /// Whether another way may be taken where that one is closed.
    either: bool,
    /// How many statements an update takes.
    update: Cell<usize>,
}

impl<'a> Loader<'a> {
    pub(super) fn new(
        http: &'a Http,
        service: &'a Service,
        protocol: Protocol,
        release: &'a str,
        watch: &'a dyn Watch,
    ) -> Self {
        let store = service.store.as_ref().filter(|_| protocol != Protocol::Update);
        Self {
            http,
            service,
            release,
            watch,
            store: Cell::new(store),
            either: protocol == Protocol::Auto,
            update: Cell::new(UPDATE),
        }
    }

    pub(super) fn protocol(&self) -> &'static str {
        if self.store.get().is_some() {
            "gsp"
        } else {
            "update"
        }
    }

    /// Removes what pushes of other releases left.
    pub(super) fn sweep(&self) -> Result<(), PushError> {
        let own = format!("{STAGING}{}/", self.release);
        let query = format!(
            "SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), \"{STAGING}\")) }}"
        );
        let answer = self.http.ask(&select(&self.service.query, &query))?;
        let found = names(&answer).ok_or_else(|| no_results(&self.service.query, &answer))?;
        for other in found
            .iter()
            .filter(|name| !name.starts_with(&own) && name.starts_with(STAGING))
        {
            self.drop(other)?;
        }
        Ok(())
    }

    /// Makes the server hold `graph`; gives how many statements were sent, and the fingerprint of the content.
    pub(super) fn bring(&mut self, graph: &Graph) -> Result<(u64, String), PushError> {
        let wanted = graph.len();
        if self.count(&graph.name)? == wanted
            && let Ok(content) = verify::same(self.http, self.service, graph, &graph.name, self.watch)?
        {
            return Ok((0, content));
        }
        let name = graph.name.rsplit('/').next().unwrap_or_default();
        let staging = format!("{STAGING}{}/{name}", self.release);
        let sent = self.fill(graph, &staging)?;
        let content = match verify::same(self.http, self.service, graph, &staging, self.watch)? {
            Ok(content) => content,
            Err(found) => return Err(self.undo(graph, &staging, found)),
        };
        // Counted after all else and right before: MOVE of a graph that is not there empties the other one.
        let held = self.count(&staging)?;
        if held != wanted {
            return Err(self.undo(graph, &staging, format!("it holds {held} statements of {wanted}")));
        }
        self.run(&format!("MOVE GRAPH <{staging}> TO GRAPH <{}>", graph.name))?;
        Ok((sent, content))
    }

    /// Counts all graphs once more, as they now stand.
    pub(super) fn counted(&self, graphs: &[Pushed]) -> Result<(), PushError> {
        for pushed in graphs {
            let found = self.count(&pushed.graph)?;
            if found != pushed.statements {
                return Err(PushError::Moved {
                    graph: pushed.graph.clone(),
                    found,
                    wanted: pushed.statements,
                });
            }
        }
        Ok(())
    }

    fn undo(&self, graph: &Graph, staging: &str, found: String) -> PushError {
        match self.drop(staging) {
            Ok(()) => PushError::Different {
                graph: graph.name.clone(),
                found,
            },
            Err(error) => error,
        }
    }

    /// Sends what the staging graph lacks. Pieces are sent one after the other and in order: of `held` statements
    /// all but those of the last piece are the first ones of the graph.
    fn fill(&self, graph: &Graph, staging: &str) -> Result<u64, PushError> {
        let mut held = self.count(staging)?;
        if held > graph.len() {
            self.drop(staging)?;
            held = 0;
        }
        let from = usize::try_from(held).unwrap_or(usize::MAX).saturating_sub(PIECE);
        if held > 0 {
            self.watch
                .say(&format!("{}: going on after {from} statements", graph.name));
        }
        self.watch.graph("sending", &graph.name, graph.len());
        self.watch.done(from as u64);
        let mut sent = 0;
        let mut piece = Vec::new();
        let mut bytes = 0;
        for line in graph.lines(from) {
            piece.push(line);
            bytes += line.len();
            if piece.len() >= self.most() || bytes >= BYTES {
                sent += self.send(staging, &piece)?;
                piece.clear();
                bytes = 0;
            }
        }
        sent += self.send(staging, &piece)?;
        Ok(sent)
    }

    fn most(&self) -> usize {
        if self.store.get().is_some() {
            PIECE
        } else {
            self.update.get()
        }
    }

    fn send(&self, staging: &str, piece: &[&[u8]]) -> Result<u64, PushError> {
        if piece.is_empty() {
            return Ok(0);
        }
        if let Some(store) = self.store.get() {
            match self.post(store, staging, piece) {
                Err(PushError::Answer { .. } | PushError::Refused { .. } | PushError::Address(_))
                    if self.either =>
                {
                    self.store.set(None);
                }
                done => {
                    done?;
                    self.watch.done(piece.len() as u64);
                    return Ok(piece.len() as u64);
                }
            }
        }
        for some in piece.chunks(self.update.get()) {
            self.insert(staging, some)?;
            self.watch.done(some.len() as u64);
        }
        Ok(piece.len() as u64)
    }

    /// Graph Store Protocol, 5.5. N-Triples are Turtle, which every server has to take.
    fn post(&self, store: &Url, staging: &str, piece: &[&[u8]]) -> Result<(), PushError> {
        let mut url = store.clone();
        url.query_pairs_mut().append_pair("graph", staging);
        let ask = Ask {
            method: Method::POST,
            url: &url,
            accept: "*/*",
            content_type: "text/turtle",
            body: piece.concat(),
        };
        self.http.ask(&ask).map(|_| ())
    }

    /// `INSERT DATA`; halves what a server finds too long, and remembers.
    fn insert(&self, staging: &str, piece: &[&[u8]]) -> Result<(), PushError> {
        let data = piece.concat();
        let text = format!(
            "INSERT DATA {{ GRAPH <{staging}> {{\n{}}} }}",
            String::from_utf8_lossy(&data)
        );
        match self.run(&text) {
            Err(PushError::Answer {
                status: 400 | 413 | 414,
                ..
            }) if piece.len() > FEWEST => {
                let half = piece.len().div_ceil(2);
                self.update.set(self.update.get().min(half));
                piece.chunks(half).try_for_each(|some| self.insert(staging, some))
            }
            done => done,
        }
    }

    fn count(&self, graph: &str) -> Result<u64, PushError> {
        let query = format!("SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}");
        let answer = self.http.ask(&select(&self.service.query, &query))?;
        number(&answer).ok_or_else(|| no_results(&self.service.query, &answer))
    }

    fn drop(&self, graph: &str) -> Result<(), PushError> {
        self.run(&format!("DROP SILENT GRAPH <{graph}>"))
    }

    fn run(&self, text: &str) -> Result<(), PushError> {
        self.http.ask(&update(&self.service.update, text)).map(|_| ())
    }
}
