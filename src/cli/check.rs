//! `wsis check`

use std::io::{self, Write as _};
use std::process::ExitCode;

use super::args::CheckArgs;
use super::output::{self, say};
use super::progress::Bar;
use super::{Done, PROBLEMS, evidence};
use crate::check::codes;
use crate::problem::any_error;
use crate::release::build::{self, Checked};

/// Wrong use.
const USAGE: u8 = 2;

pub(crate) fn run(args: &CheckArgs) -> Done {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    if !args.json {
        say(&format!("data: {}", output::source(&args.input)));
    }
    let bar = Bar::new();
    let Checked { problems, facts } = build::check_only(&args.input.data(), &args.input.texts, &bar);
    bar.finish();
    if args.evidence {
        evidence::print(&facts, args.json)?;
    } else if args.json {
        let text = serde_json::to_string_pretty(&problems)?;
        writeln!(io::stdout(), "{text}")?;
    }
    if args.evidence || !args.json {
        output::problems(&problems);
        if problems.is_empty() {
            say("no problems");
        }
        evidence::say_tally(&facts);
    }
    Ok(if any_error(&problems) {
        ExitCode::from(PROBLEMS)
    } else {
        ExitCode::SUCCESS
    })
}

fn explain(wanted: &str) -> Done {
    let codes = codes::all();
    let chosen: Vec<_> = codes
        .iter()
        .filter(|code| wanted == "all" || code.code.eq_ignore_ascii_case(wanted))
        .collect();
    if chosen.is_empty() {
        let known: Vec<&str> = codes.iter().map(|code| code.code).collect();
        say(&format!(
            "error: there is no code {wanted}; the codes are {}",
            known.join(", ")
        ));
        return Ok(ExitCode::from(USAGE));
    }
    let mut out = io::stdout().lock();
    for code in chosen {
        writeln!(out, "{}: {}\n    {}\n", code.code, code.title, code.explanation)?;
    }
    Ok(ExitCode::SUCCESS)
}
