//! `wsis query`

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::Done;
use super::args::QueryArgs;
use super::output::say;
use crate::query::{self, CancellationToken, Dataset, Format, Limits, NamedQuery, QueryKind, library};
use crate::release::Release;

/// A query longer than this is no question.
const MAX_BYTES: u64 = 1 << 20;

pub(crate) fn run(args: &QueryArgs) -> Done {
    let queries = library::all();
    let Some(name) = args.query.as_deref().filter(|_| !args.list) else {
        return list(&queries);
    };
    let text = text(name, &queries)?;
    let limits = Limits {
        time: Duration::from_secs(args.seconds),
        ..Limits::none()
    };
    let (named, json, out) = (args.format.clone(), args.json, args.out.out.clone());
    let about_texts = library::header(&text, "texts") == ["yes"];
    let work = move || -> anyhow::Result<_> {
        let query = query::parse(&text)?;
        let format = format(named.as_deref(), json, query::kind(&query))?;
        let release = Release::open(&out)?;
        let token = CancellationToken::new();
        let answer = query::evaluate(&release.store, query, &Dataset::default(), &limits, token)?;
        let untold = about_texts && !release.manifest.counts.classes.contains_key("Expression");
        Ok((answer, format, untold))
    };
    let (answer, format, untold) = query::on_deep_stack(work)?
        .join()
        .map_err(|_| anyhow::anyhow!("The query could not be evaluated."))??;
    let mut out = io::BufWriter::new(io::stdout().lock());
    answer.write(format, &mut out).map_err(unwrapped)?;
    out.flush()?;
    if untold {
        say("note: this question is about official texts, and the release has none; wsis build --texts DIR");
    }
    Ok(ExitCode::SUCCESS)
}

/// A write error as itself, so that a closed pipe is recognised.
fn unwrapped(error: query::QueryError) -> anyhow::Error {
    match error {
        query::QueryError::Write(error) => error.into(),
        other => other.into(),
    }
}

fn list(queries: &[NamedQuery]) -> Done {
    let width = queries.iter().map(|query| query.name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for query in queries {
        writeln!(out, "{:width$}  {}", query.name, query.title)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn text(name: &str, queries: &[NamedQuery]) -> anyhow::Result<String> {
    if name == "-" {
        let mut text = String::new();
        io::stdin()
            .lock()
            .take(MAX_BYTES)
            .read_to_string(&mut text)
            .context("cannot read the query from standard input")?;
        return Ok(text);
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "rq") && path.exists() {
        let size = fs::metadata(path).map_or(0, |data| data.len());
        if size > MAX_BYTES {
            bail!("{name} has {} MiB; a query stays below 1 MiB", size >> 20);
        }
        return fs::read_to_string(path).with_context(|| format!("cannot read {name}"));
    }
    let wanted = name.strip_suffix(".rq").unwrap_or(name);
    if let Some(query) = queries.iter().find(|query| query.name == wanted) {
        return Ok(query.text.clone());
    }
    match library::nearest(wanted, queries) {
        Some(near) => {
            bail!(
                "there is no query `{name}`; did you mean `{}`? `wsis query --list` shows all",
                near.name
            )
        }
        None => bail!(
            "there is no query `{name}` and no such file; `wsis query --list` shows the ready-made ones"
        ),
    }
}

fn format(named: Option<&str>, json: bool, kind: QueryKind) -> anyhow::Result<Format> {
    let graph = matches!(kind, QueryKind::Construct | QueryKind::Describe);
    let name = match named {
        Some(name) => name,
        None if json && graph => "jsonld",
        None if json => "json",
        None if graph => "ttl",
        None => "table",
    };
    let offered = Format::names_for(kind);
    let format = Format::from_name(name)
        .with_context(|| format!("there is no format `{name}`; choose one of {offered}"))?;
    Ok(format)
}
