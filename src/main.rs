//! The `wsis` program: everything happens in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    wsis::cli::run()
}
