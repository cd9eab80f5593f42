//! `wsis fetch`

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::bail;

use super::args::FetchArgs;
use super::output::{self, say};
use super::progress::Bar;
use super::{Done, PROBLEMS};
use crate::corpus::{self, Language};
use crate::fetch::{self, Ask, Choice, FileReport, Sources, Target};
use crate::problem::{Problem, any_error};
use crate::release::build::Progress as _;

pub(crate) fn run(args: &FetchArgs) -> Done {
    let mut problems = Vec::new();
    let data = args.data();
    let sources = fetch::load(args.sources.as_deref(), &data, &mut problems);
    let (corpus, _) = corpus::load(&data, &mut problems);
    let Some(sources) = sources.filter(|_| !any_error(&problems)) else {
        show(args, &[], &problems)?;
        return Ok(ExitCode::from(PROBLEMS));
    };
    let choice = Choice {
        only: args.only.clone(),
        languages: match args.lang.as_slice() {
            [] => Language::ALL.to_vec(),
            chosen => chosen.to_vec(),
        },
        records: args.records,
    };
    let targets = match fetch::plan(&corpus, &sources, &choice, &mut problems) {
        Ok(targets) => targets,
        Err(message) => bail!(message),
    };
    if args.dry_run {
        dry_run(args, &targets, &sources, &problems)?;
        return Ok(ExitCode::SUCCESS);
    }
    let bar = Bar::new();
    bar.stage("fetching", targets.len());
    let step = || bar.step();
    let done = fetch::fetch(&targets, &sources, &args.into, fetch::identify, &step);
    bar.finish();
    let (files, more) = done?;
    problems.extend(more);
    show(args, &files, &problems)?;
    Ok(match any_error(&problems) {
        true => ExitCode::from(PROBLEMS),
        false => ExitCode::SUCCESS,
    })
}

fn show(args: &FetchArgs, files: &[FileReport], problems: &[Problem]) -> anyhow::Result<()> {
    let counts = fetch::counts(files);
    if args.json {
        let report = serde_json::json!({
            "into": args.into,
            "counts": counts,
            "files": files,
            "problems": problems,
        });
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        output::problems(problems);
    }
    let told: Vec<String> = fetch::Outcome::ALL
        .iter()
        .map(|outcome| {
            let name = outcome.name();
            format!("{} {name}", counts.get(name).copied().unwrap_or(0))
        })
        .collect();
    say(&format!("{} in {}", told.join(", "), args.into.display()));
    Ok(())
}

/// What would be asked, where, in which order.
fn dry_run(
    args: &FetchArgs,
    targets: &[Target],
    sources: &Sources,
    problems: &[Problem],
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for target in targets {
        for candidate in &target.candidates {
            let Some(source) = sources.sources.get(candidate.source) else {
                continue;
            };
            let listing = match &candidate.ask {
                Ask::Listed { listing, .. } => Some(listing.as_str()),
                Ask::At(_) => None,
            };
            rows.push(Row {
                symbol: target.symbol.as_str(),
                lang: target.language.map(Language::tag),
                format: source.format.short(),
                source: &source.name,
                address: candidate.ask.shown(),
                listing,
                file: format!("{}.{}", target.stem(), source.format.extension()),
            });
        }
    }
    if args.json {
        let plan = serde_json::json!({ "requests": rows, "problems": problems });
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&plan)?)?;
    } else {
        output::problems(problems);
        table(&rows)?;
    }
    say(&format!("{} texts; nothing was asked", targets.len()));
    Ok(())
}

/// A request that would be made.
#[derive(serde::Serialize)]
struct Row<'a> {
    symbol: &'a str,
    lang: Option<&'a str>,
    format: &'a str,
    source: &'a str,
    address: &'a str,
    listing: Option<&'a str>,
    file: String,
}

fn table(rows: &[Row<'_>]) -> io::Result<()> {
    let width = |head: &str, of: fn(&Row<'_>) -> usize| rows.iter().map(of).fold(head.len(), usize::max);
    let symbols = width("symbol", |row| row.symbol.len());
    let sources = width("source", |row| row.source.len());
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(
        out,
        "{:symbols$}  lang  format   {:sources$}  address",
        "symbol", "source"
    )?;
    for row in rows {
        let listed = row
            .listing
            .map_or_else(String::new, |listing| format!("  (path from {listing})"));
        writeln!(
            out,
            "{:symbols$}  {:4}  {:7}  {:sources$}  {}{listed}",
            row.symbol,
            row.lang.unwrap_or("-"),
            row.format,
            row.source,
            row.address
        )?;
    }
    out.flush()
}
