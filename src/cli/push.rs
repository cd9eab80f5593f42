//! `wsis push`

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Done;
use super::args::PushArgs;
use super::output::{grouped, say};
use crate::push::{self, Credentials, PushOptions, Report, Watch};

pub(crate) fn run(args: &PushArgs) -> Done {
    let options = PushOptions {
        endpoint: args.endpoint.clone(),
        protocol: args.protocol.into(),
        query_url: args.query_url.clone(),
        update_url: args.update_url.clone(),
        store_url: args.store_url.clone(),
        time: Duration::from_secs(args.seconds),
        retries: args.retries,
        backoff: Duration::from_secs(1),
    };
    let bar = Bar::new();
    let done = push::push(&args.out.out, &options, Credentials::from_environment(), &bar);
    bar.finish();
    let report = done?;
    if args.json {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        tell(&report)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &Report) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "release {} is at {}, graph by graph the same",
        report.release, report.query
    )?;
    for graph in &report.graphs {
        let how = match graph.sent {
            0 => "was there already".to_owned(),
            sent => format!("{} sent by {}", grouped(sent), report.protocol),
        };
        writeln!(
            out,
            "  {:>12} statements  {}  content {}  {how}, {:.1} s",
            grouped(graph.statements),
            graph.graph,
            graph.content,
            graph.seconds
        )?;
    }
    let all: u64 = report.graphs.iter().map(|graph| graph.statements).sum();
    writeln!(out, "  {:>12} statements in all", grouped(all))
}

/// A bar on a terminal, silence elsewhere.
struct Bar(Mutex<ProgressBar>);

impl Bar {
    fn new() -> Self {
        Self(Mutex::new(ProgressBar::with_draw_target(
            None,
            ProgressDrawTarget::stderr(),
        )))
    }

    fn with(&self, act: impl FnOnce(&mut ProgressBar)) {
        // A thread that panicked while drawing spoils nothing but the drawing.
        let mut bar = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        act(&mut bar);
    }

    fn finish(&self) {
        self.with(|bar| bar.finish_and_clear());
    }
}

impl Watch for Bar {
    fn graph(&self, doing: &str, name: &str, statements: u64) {
        self.with(|bar| {
            bar.finish_and_clear();
            let style = ProgressStyle::with_template("{msg} {bar:30} {human_pos}/{human_len} {elapsed}");
            *bar = ProgressBar::with_draw_target(Some(statements), ProgressDrawTarget::stderr())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_message(format!("{doing} {}", name.rsplit('/').next().unwrap_or(name)));
            bar.enable_steady_tick(Duration::from_millis(120));
        });
    }

    fn done(&self, statements: u64) {
        self.with(|bar| bar.inc(statements));
    }

    fn say(&self, message: &str) {
        self.with(|bar| bar.suspend(|| say(message)));
    }
}
