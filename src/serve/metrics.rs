//! Figures for Prometheus, in its
//! [text format](https://prometheus.io/docs/instrumenting/exposition_formats/).

use super::state::AppState;
use prometheus::process_collector::ProcessCollector;
use prometheus::{
    HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};
use std::time::Duration;

/// Upper ends of the classes of time, in seconds.
const SECONDS: [f64; 13] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0, 30.0,
];

/// How a query was answered. Whoever answers one counts it and puts this into the extensions of the
/// response, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// From a kept answer.
    Kept,
    /// From an answer that was found before anybody asked.
    Prepared,
    /// By evaluating.
    Evaluated,
    /// With 304, since the client has the answer.
    Unchanged,
    /// With an error that names a bound.
    Bounded,
    /// With 429, since the client asked too much.
    Throttled,
}

impl Answered {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Kept,
        Self::Prepared,
        Self::Evaluated,
        Self::Unchanged,
        Self::Bounded,
        Self::Throttled,
    ];

    /// The name in figures and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Prepared => "prepared",
            Self::Evaluated => "evaluated",
            Self::Unchanged => "unchanged",
            Self::Bounded => "bounded",
            Self::Throttled => "throttled",
        }
    }
}

/// One finished request.
pub(super) struct Done<'a> {
    /// The pattern of the address.
    pub route: &'a str,
    /// The method.
    pub method: &'a str,
    /// The status.
    pub status: u16,
    /// The length of the body that was sent.
    pub bytes: u64,
    /// The time to the last byte.
    pub time: Duration,
}

/// The figures of one server.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    bytes: IntCounterVec,
    in_flight: IntGauge,
    cut_off: IntCounterVec,
    answers: IntCounterVec,
    switches: IntCounterVec,
    release: IntGaugeVec,
    quads: IntGauge,
    places: IntGauge,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Figures that all stand at zero.
    #[must_use]
    pub fn new() -> Self {
        let registry = Registry::new();
        let metrics = Self {
            requests: counter(
                &registry,
                "http_requests_total",
                "Requests answered.",
                &["route", "method", "status"],
            ),
            seconds: histogram(&registry),
            bytes: counter(
                &registry,
                "http_response_bytes_total",
                "Bytes of bodies sent.",
                &["route"],
            ),
            in_flight: gauge(&registry, "http_requests_in_flight", "Requests being answered."),
            cut_off: counter(
                &registry,
                "queries_cut_off_total",
                "Queries that met a bound and got an error.",
                &["bound"],
            ),
            answers: counter(
                &registry,
                "sparql_answers_total",
                "Queries and graphs by how they were answered.",
                &["outcome"],
            ),
            switches: counter(
                &registry,
                "release_switches_total",
                "Releases found while serving.",
                &["outcome"],
            ),
            release: gauges(
                &registry,
                "release_info",
                "The release served and the program.",
                &["release", "version"],
            ),
            quads: gauge(&registry, "release_quads", "Statements of the release served."),
            places: gauge(&registry, "query_places_free", "Places free for queries."),
            registry,
        };
        // Memory, processor time, open files. Linux only; elsewhere it is silent.
        register(&metrics.registry, ProcessCollector::for_self());
        // A figure that is missing and one that is zero look different to an alarm.
        for bound in ["time", "rows", "bytes", "memory", "concurrent"] {
            metrics.cut_off.with_label_values(&[bound]).reset();
        }
        for outcome in Answered::ALL {
            metrics.answers.with_label_values(&[outcome.name()]).reset();
        }
        for outcome in ["served", "refused"] {
            metrics.switches.with_label_values(&[outcome]).reset();
        }
        metrics
    }

    /// Counts an answer.
    pub fn answered(&self, how: Answered) {
        self.answers.with_label_values(&[how.name()]).inc();
    }

    /// How many were answered so since the server began.
    #[must_use]
    pub fn answers(&self, how: Answered) -> u64 {
        self.answers.with_label_values(&[how.name()]).get()
    }

    /// Counts a query that ended at the bound of this name.
    pub fn cut_off(&self, bound: &str) {
        self.cut_off.with_label_values(&[bound]).inc();
    }

    /// Counts a release that was found while serving.
    pub(super) fn switched(&self, served: bool) {
        let outcome = if served { "served" } else { "refused" };
        self.switches.with_label_values(&[outcome]).inc();
    }

    /// A request has begun.
    pub(super) fn begun(&self) {
        self.in_flight.inc();
    }

    /// A request has ended.
    pub(super) fn done(&self, done: &Done<'_>) {
        self.in_flight.dec();
        let status = done.status.to_string();
        self.requests
            .with_label_values(&[done.route, done.method, &status])
            .inc();
        self.seconds
            .with_label_values(&[done.route])
            .observe(done.time.as_secs_f64());
        self.bytes.with_label_values(&[done.route]).inc_by(done.bytes);
    }

    /// All figures as text.
    #[must_use]
    pub(super) fn text(&self, state: &AppState) -> String {
        let loaded = state.current();
        self.release.reset();
        self.release
            .with_label_values(&[loaded.release.id.as_str(), env!("CARGO_PKG_VERSION")])
            .set(1);
        self.quads
            .set(i64::try_from(loaded.index.quads).unwrap_or(i64::MAX));
        self.places
            .set(i64::try_from(state.pool.free()).unwrap_or(i64::MAX));
        TextEncoder::new()
            .encode_to_string(&self.registry.gather())
            .unwrap_or_default()
    }
}

fn named(name: &str, help: &str) -> Opts {
    Opts::new(name, help).namespace("wsis")
}

#[expect(
    clippy::expect_used,
    reason = "the names are written above, and a test makes them all"
)]
fn counter(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> IntCounterVec {
    let made = IntCounterVec::new(named(name, help), labels).expect("a fixed name");
    register(registry, made.clone());
    made
}

#[expect(
    clippy::expect_used,
    reason = "the names are written above, and a test makes them all"
)]
fn gauge(registry: &Registry, name: &str, help: &str) -> IntGauge {
    let made = IntGauge::with_opts(named(name, help)).expect("a fixed name");
    register(registry, made.clone());
    made
}

#[expect(
    clippy::expect_used,
    reason = "the names are written above, and a test makes them all"
)]
fn gauges(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> IntGaugeVec {
    let made = IntGaugeVec::new(named(name, help), labels).expect("a fixed name");
    register(registry, made.clone());
    made
}

#[expect(clippy::expect_used, reason = "the name is fixed, and a test makes it")]
fn histogram(registry: &Registry) -> HistogramVec {
    let options = HistogramOpts::new(
        "http_request_seconds",
        "Time from the head of a request to the last byte of its answer.",
    )
    .namespace("wsis")
    .buckets(SECONDS.to_vec());
    let made = HistogramVec::new(options, &["route"]).expect("a fixed name");
    register(registry, made.clone());
    made
}

#[expect(
    clippy::expect_used,
    reason = "no name is used twice, and a test registers them all"
)]
fn register(registry: &Registry, collector: impl prometheus::core::Collector + 'static) {
    registry.register(Box::new(collector)).expect("a new name");
}
