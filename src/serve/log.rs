//! What the server says while it runs: lines on stderr, as text or as JSON.

use crate::talk::say;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing_subscriber::filter::LevelFilter;

/// Whether lines are JSON, so that no other line comes between.
static JSON: AtomicBool = AtomicBool::new(false);

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// Faults of the program.
    Error,
    /// Also requests that met a bound.
    Warn,
    /// Also every other request.
    Info,
}

/// Starts logging; a second call changes nothing.
pub fn init(format: LogFormat, level: LogLevel) {
    let filter = match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
    };
    let builder = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_max_level(filter);
    let started = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init(),
    };
    if started.is_ok() {
        JSON.store(format == LogFormat::Json, Ordering::Relaxed);
        std::panic::set_hook(Box::new(
            |panic| tracing::error!(panic = %panic, "the program failed on a request"),
        ));
    }
}

/// Tells people what the server does: a plain line, or an event where lines are JSON.
pub(crate) fn tell(line: &str) {
    if JSON.load(Ordering::Relaxed) {
        tracing::info!("{line}");
    } else {
        say(line);
    }
}
