//! SPARQL, beside Oxigraph's server, Virtuoso and files of nginx.

use crate::Fallible;
use crate::load::{self, Load, Measured, Until, load};
use crate::servers::{self, Running};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Connections at once.
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// Above this many milliseconds a query is not asked 64 times at once: it measures only the queue.
const SLOW: f64 = 100.0;

/// Cold queries on each server, then answers given again by ours.
pub(crate) fn measure(ours: &mut Running, dump: &Path, scratch: &Path, time: Duration) -> Fallible<()> {
    let bench = Bench {
        time,
        queries: queries()?,
    };
    println!("Requests a second, then median and 99th percentile in ms, at 1, 8 and 64 connections\n");
    bench.cold(ours)?;
    match servers::oxigraph(dump, scratch) {
        Ok(mut server) => bench.cold(&mut server)?,
        Err(error) => println!("Oxigraph: SKIPPED, {error}\n"),
    }
    match servers::virtuoso(dump, scratch) {
        Ok(mut server) => bench.cold(&mut server)?,
        Err(error) => println!("Virtuoso: SKIPPED, {error}\n"),
    }
    bench.repeated(ours, scratch)
}

struct Bench {
    time: Duration,
    queries: Vec<(String, String)>,
}

impl Bench {
    /// Each query at each number of connections, every time evaluated: a comment makes each text its own.
    fn cold(&self, server: &mut Running) -> Fallible<()> {
        println!("{} (cold)", server.name);
        for (name, query) in &self.queries {
            let mut line = format!("  {name:24}");
            let mut slow = false;
            for connections in CONNECTIONS {
                if slow && connections > 8 {
                    line.push_str(&format!("{:>28}", "-"));
                    continue;
                }
                let cell = load(&Load {
                    address: server.address,
                    request: &|n| server.request(&format!("{query}\n# {n}"), &[]),
                    connections,
                    until: Until::Over(self.time),
                    status: 200,
                });
                let cell = match cell {
                    Ok(cell) => cell,
                    // What a server refuses is told, and the next query asked.
                    Err(error) => {
                        line.push_str(&format!(
                            " {}",
                            error.to_string().chars().take(90).collect::<String>()
                        ));
                        break;
                    }
                };
                slow = cell.median > SLOW;
                line.push_str(&cell.shown());
            }
            println!("{line}");
        }
        let left = server.busy_after_leaving()?;
        println!(
            "  memory {:.0} MiB; processor in the second after a client left a long query: {left:.2} s\n",
            server.memory()?
        );
        Ok(())
    }

    /// The same answer again and again: kept, unchanged, and as a file of nginx.
    fn repeated(&self, ours: &mut Running, scratch: &Path) -> Fallible<()> {
        println!("Answers given again, 8 and 64 connections: kept; 304; the same bytes from nginx");
        let nginx = servers::nginx(scratch);
        if let Err(error) = &nginx {
            println!("nginx: SKIPPED, {error}");
        }
        for (name, query) in &self.queries {
            let first = load::once(ours.address, &ours.request(query, &[]))?;
            let tag = format!("If-None-Match: {}", first.header("etag").unwrap_or_default());
            let mut line = format!("  {name:24}{:>9} B", first.body.len());
            for connections in [8, 64] {
                let kept = self.same(ours, &ours.request(query, &[]), connections, 200)?;
                let unchanged = self.same(ours, &ours.request(query, &[&tag]), connections, 304)?;
                line.push_str(&kept.shown());
                line.push_str(&unchanged.shown());
                if let Ok(nginx) = &nginx {
                    nginx.put(name, &first.body)?;
                    let file = self.same(nginx, &nginx.file(name), connections, 200)?;
                    line.push_str(&file.shown());
                }
            }
            println!("{line}");
        }
        println!("  memory {:.0} MiB", ours.memory()?);
        Ok(())
    }

    fn same(&self, server: &Running, request: &[u8], connections: usize, status: u16) -> Fallible<Measured> {
        load(&Load {
            address: server.address,
            request: &|_| request.to_vec(),
            connections,
            until: Until::Over(self.time),
            status,
        })
    }
}

fn queries() -> Fallible<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/queries");
    let mut queries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        queries.push((name, fs::read_to_string(&path)?));
    }
    queries.sort();
    Ok(queries)
}
