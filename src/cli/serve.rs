//! `wsis serve`

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use super::args::ServeArgs;
use super::output::{self, say};
use super::progress::Bar;
use super::{Done, PROBLEMS};
use crate::corpus::DataSource;
use crate::query::{self, Limits};
use crate::release;
use crate::release::build::{self, BuildOptions};
use crate::serve::{self, ClientLimits, ServeOptions};

pub(crate) fn run(args: &ServeArgs) -> Done {
    serve::start_log(args.log_format.into(), args.log_level.into());
    let out = &args.out.out;
    if release::current_id(out).is_none() && !first_release(out)? {
        return Ok(ExitCode::from(PROBLEMS));
    }
    let options = ServeOptions {
        bind: args.bind,
        metrics_bind: args.metrics_bind,
        stop: Duration::from_secs(args.stop_seconds),
        addresses: args.log_addresses,
        base_url: args.base_url.clone(),
        limits: Limits {
            time: Duration::from_secs(args.query_seconds),
            ..Limits::default()
        },
        clients: ClientLimits {
            per_minute: args.client_minute,
            concurrent: args.client_concurrent,
            header: args.client_header.clone(),
        },
    };
    serve::run(&options, out.clone(), query::library::all())?;
    Ok(ExitCode::SUCCESS)
}

/// Builds a release from the data inside the program; false where it has errors.
pub(super) fn first_release(out: &Path) -> anyhow::Result<bool> {
    say(&format!(
        "no release in {} yet: building one from the data inside the program",
        out.display()
    ));
    let options = BuildOptions {
        data: DataSource::Embedded,
        texts: Vec::new(),
        out: out.to_owned(),
        gate: true,
        keep: build::KEEP,
    };
    let bar = Bar::new();
    let outcome = build::build(&options, &bar);
    bar.finish();
    let outcome = outcome?;
    output::problems(&outcome.problems);
    Ok(outcome.release.is_some())
}
