//! The service beside other servers on the same data: `cargo bench --bench service`.
//!
//! One run measures all of them, over loopback, so that ratios mean the same on other machines: this server,
//! the Oxigraph server (`OXIGRAPH`, else `oxigraph` of the tests' Python), Virtuoso and nginx (both of Debian).
//! What is not installed is left out, and said. `WSIS_RELEASE` is the folder of releases that is served (else
//! one is built, with the texts of `WSIS_CORPUS`); `WSIS_SECONDS` how long each cell is measured (1.5);
//! `WSIS_PART` is `sparql` or `pages` where only one of the two tables is wanted.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

#[path = "service/load.rs"]
mod load;
#[path = "service/pages.rs"]
mod pages;
#[path = "service/servers.rs"]
mod servers;
#[path = "service/sparql.rs"]
mod sparql;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let seconds: f64 = variable("WSIS_SECONDS").map_or(Ok(1.5), |s| s.parse())?;
    let time = Duration::from_secs_f64(seconds);
    let scratch = tempfile::tempdir()?;
    let release = match variable("WSIS_RELEASE") {
        Some(out) => PathBuf::from(out),
        None => servers::build(scratch.path())?,
    };
    let dump = release.canonicalize()?.join("current").join("wsis.nq");
    println!(
        "{} processors, {seconds} s a cell, {:.0} MB of N-Quads\n",
        std::thread::available_parallelism()?,
        std::fs::metadata(&dump)?.len() as f64 / 1e6,
    );
    let part = variable("WSIS_PART");
    let wanted = |name| part.as_deref().is_none_or(|part| part == name);
    let mut ours = servers::ours(&release)?;
    if wanted("sparql") {
        sparql::measure(&mut ours, &dump, scratch.path(), time)?;
    }
    if wanted("pages") {
        pages::measure(&ours, scratch.path(), time)?;
    }
    Ok(())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
