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
use crate::release::Release;

pub(crate) fn run(args: &ExplainArgs) -> Done {
    let symbol = Symbol::parse(&args.symbol)?;
    let path = path(&args.paragraph);
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

/// The path of a paragraph as people write it: `99`, `65(a)`, `65/a`, `pp/3`, `annex/1/para/29/a`.
fn path(written: &str) -> String {
    let mut path = written
        .trim()
        .trim_start_matches("para. ")
        .replace('(', "/")
        .replace([')', ' '], "");
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    if path.starts_with(|c: char| c.is_ascii_digit()) {
        path.insert_str(0, "para/");
    }
    path
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

#[cfg(test)]
mod tests {
    #[test]
    fn paragraphs_are_written_in_many_ways() {
        for (written, path) in [
            ("99", "para/99"),
            ("65(a)", "para/65/a"),
            ("65 (a) (ii)", "para/65/a/ii"),
            ("65/a", "para/65/a"),
            ("para/65/a", "para/65/a"),
            ("pp/3", "pp/3"),
            ("annex/1/para/29/a", "annex/1/para/29/a"),
        ] {
            assert_eq!(super::path(written), path, "{written}");
        }
    }
}
