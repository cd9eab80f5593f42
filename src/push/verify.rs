//! Reads a graph back and compares it, statement by statement.
//!
//! Servers bound how many statements one answer holds (Virtuoso gives 10,000 unless told otherwise, and says
//! nothing), so the graph is asked for by its subjects, some at a time. That finds every statement that is missing
//! or changed; those that are too many are found by their count.

use std::collections::BTreeSet;

use oxttl::NTriplesParser;

use super::content::{Fingerprint, Graph, normal, subject};
use super::http::Http;
use super::service::{Service, construct};
use super::{PushError, Watch};

/// Statements asked for in one query, and the subjects that they may have.
const STATEMENTS: usize = 2_000;
const SUBJECTS: usize = 200;

/// Compares what the server holds under `held` with `graph`; gives the fingerprint they share.
pub(super) fn same(
    http: &Http,
    service: &Service,
    graph: &Graph,
    held: &str,
    watch: &dyn Watch,
) -> Result<Result<String, String>, PushError> {
    let mut print = Fingerprint::default();
    let mut wanted = BTreeSet::new();
    let mut subjects: Vec<&[u8]> = Vec::new();
    watch.graph("comparing", &graph.name, graph.len());
    for line in graph.lines(0) {
        let next = subject(line);
        if subjects.last() != Some(&next) {
            if wanted.len() >= STATEMENTS || subjects.len() >= SUBJECTS {
                if let Err(why) = compare(http, service, held, &subjects, &wanted, &mut print)? {
                    return Ok(Err(why));
                }
                watch.done(wanted.len() as u64);
                wanted.clear();
                subjects.clear();
            }
            subjects.push(next);
        }
        wanted
            .extend(parsed(line).map_err(|why| PushError::Address(format!("a line of the release: {why}")))?);
    }
    if let Err(why) = compare(http, service, held, &subjects, &wanted, &mut print)? {
        return Ok(Err(why));
    }
    Ok(Ok(print.to_hex()))
}

fn parsed(text: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    NTriplesParser::new()
        .lenient()
        .for_slice(text)
        .map(|triple| triple.map(normal).map_err(|error| error.to_string()))
        .collect()
}

fn compare(
    http: &Http,
    service: &Service,
    held: &str,
    subjects: &[&[u8]],
    wanted: &BTreeSet<Vec<u8>>,
    print: &mut Fingerprint,
) -> Result<Result<(), String>, PushError> {
    let names: Vec<_> = subjects
        .iter()
        .map(|subject| String::from_utf8_lossy(subject))
        .collect();
    let query = format!(
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {} }} GRAPH <{held}> {{ ?s ?p ?o }} }}",
        names.join(" ")
    );
    let answer = http.ask(&construct(&service.query, &query))?;
    let found = match parsed(&answer.body) {
        Ok(lines) => lines.into_iter().collect::<BTreeSet<_>>(),
        Err(why) => {
            return Err(PushError::NotSparql {
                url: service.query.to_string(),
                got: format!(
                    "asked for N-Triples it sent {}, which cannot be read: {why}",
                    answer.media_type
                ),
            });
        }
    };
    let show = |line: &Vec<u8>| {
        String::from_utf8_lossy(line)
            .trim_end()
            .chars()
            .take(300)
            .collect::<String>()
    };
    if let Some(missing) = wanted.difference(&found).next() {
        return Ok(Err(format!("it lacks {}", show(missing))));
    }
    if let Some(strange) = found.difference(wanted).next() {
        return Ok(Err(format!("it has besides {}", show(strange))));
    }
    wanted.iter().for_each(|line| print.add(line));
    Ok(Ok(()))
}
