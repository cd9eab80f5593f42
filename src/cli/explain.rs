//! `wsis explain`: one paragraph with everything that was found in it, and why.

mod gather;
mod show;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::bail;

use super::Done;
use super::args::ExplainArgs;
use crate::corpus::Symbol;
use crate::graph::iri;
use crate::lookup::written_path;
use crate::release::Release;

pub(crate) fn run(args: &ExplainArgs) -> Done {
    let symbol = Symbol::parse(&args.symbol)?;
    let path = written_path(&args.paragraph);
    let release = Release::open(&args.out.out)?;
    let Some(found) = gather::gather(&release.store, &symbol, &path) else {
        bail!("{}", missing(&release, &symbol, &path));
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &found)?;
        writeln!(out)?;
    } else {
        show::write(&found, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn missing(release: &Release, symbol: &Symbol, path: &str) -> String {
    let address = iri::document(symbol);
    let near = gather::paths(&release.store, &address);
    if near.is_empty() {
        return format!(
            "this release holds no paragraphs of {symbol}; build it with the text: wsis build --texts DIR"
        );
    }
    let last = path.rsplit('/').next().unwrap_or(path);
    let mut alike: Vec<&String> = near
        .iter()
        .filter(|other| other.rsplit('/').next() == Some(last))
        .collect();
    alike.truncate(6);
    if alike.is_empty() {
        let kind = path.split('/').next().unwrap_or_default();
        let same = |other: &&String| other.split('/').next() == Some(kind);
        alike = near.iter().filter(same).take(6).collect();
    }
    let alike: Vec<&str> = alike.into_iter().map(String::as_str).collect();
    let such = if alike.is_empty() {
        String::new()
    } else {
        format!(", such as {}", alike.join(", "))
    };
    format!(
        "{symbol} has no provision {path}; it has {} in all{such}",
        near.len()
    )
}
