//! `wsis build`

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::args::BuildArgs;
use super::output::{self, grouped, say};
use super::progress::Bar;
use super::{Done, PROBLEMS, watch};
use crate::release::Manifest;
use crate::release::build::{self, BuildOptions, Outcome};
use crate::release::files::Understood;

pub(crate) fn run(args: &BuildArgs) -> Done {
    let options = BuildOptions {
        data: args.input.data(),
        texts: args.input.texts.clone(),
        out: args.out.out.clone(),
        gate: !args.no_gate,
        keep: args.keep,
    };
    let done = once(args, &options)?;
    if !args.watch {
        return Ok(done);
    }
    watch::changes(&options, || once(args, &options).map(|_| ()))?;
    Ok(ExitCode::SUCCESS)
}

/// Builds one release and says what came of it.
fn once(args: &BuildArgs, options: &BuildOptions) -> Done {
    let bar = Bar::new();
    let outcome = build::build(options, &bar);
    bar.finish();
    let outcome = outcome?;
    if args.json {
        let text = serde_json::to_string_pretty(&json(&outcome))?;
        writeln!(io::stdout(), "{text}")?;
    } else {
        output::problems(&outcome.problems);
    }
    if !args.json {
        understood(&outcome.understood, args.files)?;
    }
    match &outcome.release {
        Some((manifest, folder)) => {
            if !args.json {
                report(manifest, folder, &outcome)?;
            }
            Ok(exit(&outcome))
        }
        None => {
            say(
                "nothing was published; the last good release stays. Mend the errors, or add --no-gate to look at the broken graph",
            );
            Ok(ExitCode::from(PROBLEMS))
        }
    }
}

/// What was understood of each official text: a line a file.
fn understood(files: &[Understood], all: bool) -> io::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    if !all {
        say(&format!(
            "{} official texts were understood; --files says what of each",
            grouped(files.len() as u64)
        ));
        return Ok(());
    }
    let mut out = io::stdout().lock();
    for file in files {
        let agreement = file
            .agreement
            .map_or_else(String::new, |share| format!(", {:.2} % alike", share * 100.0));
        writeln!(
            out,
            "{}: {} {} {} ({}): {} paragraphs, {} preambular, {} points, {} sections, {} annexes, {} footnotes, {} unplaced{agreement}",
            file.file,
            file.format,
            file.document,
            file.language,
            file.kind.unwrap_or("kind unknown"),
            file.paragraphs,
            file.preambular,
            file.points,
            file.sections,
            file.annexes,
            file.footnotes,
            file.unplaced,
        )?;
    }
    Ok(())
}

/// A release published past errors (`--no-gate`) still says that there were some.
fn exit(outcome: &Outcome) -> ExitCode {
    match build::tally(&outcome.problems) {
        [0, _, _] => ExitCode::SUCCESS,
        _ => ExitCode::from(PROBLEMS),
    }
}

fn report(manifest: &Manifest, folder: &Path, outcome: &Outcome) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "release {} in {}", manifest.id, folder.display())?;
    writeln!(out, "  {:>12} quads", grouped(manifest.counts.quads))?;
    for (class, count) in &manifest.counts.classes {
        writeln!(out, "  {:>12} {class}", grouped(*count))?;
    }
    for file in &manifest.files {
        writeln!(out, "  {:>12} bytes  {}", grouped(file.bytes), file.name)?;
    }
    writeln!(out, "  RDFC-1.0 SHA-256 {}", manifest.rdfc10_sha256)?;
    let times: Vec<String> = outcome
        .times
        .iter()
        .map(|(stage, time)| format!("{stage} {:.2} s", time.as_secs_f64()))
        .collect();
    say(&times.join(", "));
    Ok(())
}

fn json(outcome: &Outcome) -> serde_json::Value {
    let times: serde_json::Map<String, serde_json::Value> = outcome
        .times
        .iter()
        .map(|(stage, time)| ((*stage).to_owned(), time.as_secs_f64().into()))
        .collect();
    let (manifest, folder) = outcome
        .release
        .as_ref()
        .map_or((None, None), |(m, f)| (Some(m), Some(f)));
    serde_json::json!({
        "published": manifest.is_some(),
        "folder": folder,
        "manifest": manifest,
        "problems": outcome.problems,
        "texts": outcome.understood,
        "seconds": times,
    })
}
