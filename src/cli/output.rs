//! What people see: problems, completions, talk.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::CommandFactory as _;

use super::Done;
use super::args::{Cli, CompletionsArgs, InputArgs};
use crate::problem::{Problem, Severity};
use crate::release::build::tally;
pub(crate) use crate::talk::say;

/// True where stderr is a terminal that wants colours (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The most notes shown one by one.
const NOTES: usize = 10;

/// Writes problems to stderr, errors first, and a line that counts them.
pub(crate) fn problems(problems: &[Problem]) {
    let colour = colour();
    let mut notes = 0;
    for problem in problems {
        if problem.severity == Severity::Note {
            notes += 1;
            if notes > NOTES {
                continue;
            }
        }
        say(&problem.render(colour));
    }
    if notes > NOTES {
        say(&format!(
            "… and {} more notes; see them all with --json",
            notes - NOTES
        ));
    }
    let [errors, warnings, notes] = tally(problems);
    if !problems.is_empty() {
        say(&format!(
            "{}, {}, {}",
            many(errors, "error"),
            many(warnings, "warning"),
            many(notes, "note")
        ));
    }
}

/// "1 error", "2 errors".
fn many(count: usize, of: &str) -> String {
    if count == 1 {
        format!("1 {of}")
    } else {
        format!("{count} {of}s")
    }
}

/// Where the data come from, in words.
pub(crate) fn source(input: &InputArgs) -> String {
    input.data.as_ref().map_or_else(
        || "inside the program; --data DIR takes a folder".to_owned(),
        |folder| folder.display().to_string(),
    )
}

/// A number with thin groups of three, as people read it.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Prints a completion script.
pub(crate) fn completions(args: &CompletionsArgs) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "wsis", &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_grouped() {
        assert_eq!(super::grouped(7), "7");
        assert_eq!(super::grouped(1_234_567), "1,234,567");
    }
}
