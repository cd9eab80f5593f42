//! The command line: what was typed becomes options of the library.
//!
//! stdout is data, stderr is talk. Exit code 0: fine; 1: problems were found;
//! 2: wrong use. A reader of our output that leaves early is no failure.

mod args;
mod build;
mod check;
mod convert;
mod diff;
mod evidence;
mod explain;
mod export;
mod fetch;
mod mcp;
mod output;
mod progress;
mod push;
mod query;
mod resolve;
mod search;
mod serve;
mod watch;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};

/// What a command came to.
pub(crate) type Done = Result<ExitCode, anyhow::Error>;

/// Problems were found.
const PROBLEMS: u8 = 1;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    // clap prints help to stdout with code 0 and usage errors to stderr with code 2.
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Mcp(args) => mcp::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Resolve(args) => resolve::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Push(args) => push::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Completions(args) => output::completions(&args),
    };
    done.unwrap_or_else(|error| failed(&error))
}

fn failed(error: &anyhow::Error) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    output::say(&format!("error: {}", told(error)));
    ExitCode::from(PROBLEMS)
}

/// An error and its causes, without those that the message before them ends in.
fn told(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.ends_with(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// True where somebody stopped reading our output (`wsis query … | head`).
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io_error = cause.downcast_ref::<io::Error>();
        io_error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
