//! `wsis mcp`

use std::process::ExitCode;

use super::args::McpArgs;
use super::serve::first_release;
use super::{Done, PROBLEMS};
use crate::mcp::{self, Transport};
use crate::query::library;
use crate::release;

pub(crate) fn run(args: &McpArgs) -> Done {
    let out = &args.out.out;
    if release::current_id(out).is_none() && !first_release(out)? {
        return Ok(ExitCode::from(PROBLEMS));
    }
    let transport = match args.http {
        None => Transport::Stdio,
        Some(bind) => Transport::Http {
            bind,
            hosts: args.host.clone(),
        },
    };
    mcp::run(&transport, out.clone(), library::all())?;
    Ok(ExitCode::SUCCESS)
}
