//! The `wsis` program: everything happens in the library.

use std::process::ExitCode;

/// A build makes millions of small strings in several threads: a quarter of its time goes into memory with
/// the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wsis::cli::run()
}
