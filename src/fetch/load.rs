//! Reads the list of sources; every mistake at once, with its line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::check_source;
use super::sources::{Challenge, Limits, Source, Sources};
use crate::corpus::toml_file::{record, syntax};
use crate::corpus::values::At;
use crate::corpus::{DataSource, Record};
use crate::problem::{Place, Problem, SourceFile};

/// The list inside the program.
const EMBEDDED: &str = include_str!("../../data/sources.toml");
const NAME: &str = "sources.toml";
/// A list larger than this is none.
const MAX_BYTES: u64 = 4 << 20;

/// `[limits]`, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LimitsRecord {
    connect_seconds: f64,
    read_seconds: f64,
    total_seconds: f64,
    max_bytes: u64,
    retries: u32,
    backoff_seconds: f64,
    longest_wait_seconds: f64,
    give_up_after: u32,
    delay_seconds: f64,
}

impl Default for LimitsRecord {
    fn default() -> Self {
        Self {
            connect_seconds: 20.0,
            read_seconds: 60.0,
            total_seconds: 900.0,
            max_bytes: 64 << 20,
            retries: 4,
            backoff_seconds: 1.0,
            longest_wait_seconds: 300.0,
            give_up_after: 3,
            delay_seconds: 1.0,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ChallengeRecord {
    words: Vec<String>,
    headers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostRecord {
    name: String,
    delay_seconds: At<f64>,
}

/// The list of sources: the file given, else `sources.toml` of the data folder, else the program's own.
/// `None` where it has a mistake; `problems` then says which.
#[must_use]
pub fn load(given: Option<&Path>, data: &DataSource, problems: &mut Vec<Problem>) -> Option<Sources> {
    let beside = match data {
        DataSource::Folder(folder) => Some(folder.join(NAME)).filter(|path| path.exists()),
        DataSource::Embedded => None,
    };
    let file = match given.or(beside.as_deref()) {
        Some(path) => match read(path) {
            Ok(text) => SourceFile {
                name: path.display().to_string(),
                text,
            },
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        },
        None => SourceFile {
            name: format!("data/{NAME}"),
            text: EMBEDDED.to_owned(),
        },
    };
    let before = problems.len();
    let sources = parse(&Arc::new(file), problems);
    (problems.len() == before).then_some(sources)
}

fn read(path: &Path) -> Result<String, Problem> {
    let fault = |message: String| {
        Problem::error("W501", message)
            .at(Place::File(path.display().to_string()))
            .hint("give a file of the form of data/sources.toml, or leave --sources out")
    };
    let size = fs::metadata(path).map_or(0, |data| data.len());
    if size > MAX_BYTES {
        return Err(fault("the file is too large to be a list of sources".to_owned()));
    }
    fs::read_to_string(path).map_err(|error| fault(format!("cannot read the list of sources: {error}")))
}

fn parse(file: &Arc<SourceFile>, problems: &mut Vec<Problem>) -> Sources {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    problems.extend(errors.iter().map(|error| syntax(file, error)));
    let mut limits = limits(&LimitsRecord::default(), &mut |_| {});
    let mut challenge = ChallengeRecord::default();
    let mut delays = BTreeMap::new();
    let mut private = BTreeSet::new();
    let mut sources: Vec<Source> = Vec::new();
    for (name, value) in table.into_inner() {
        match name.get_ref().as_ref() {
            "limits" => {
                if let Some(found) = one::<LimitsRecord>(file, value, problems) {
                    let mut fault = |message: String| problems.push(at_record(file, &found, message));
                    limits = self::limits(&found.value, &mut fault);
                }
            }
            "challenge" => {
                challenge = one(file, value, problems).map_or_else(ChallengeRecord::default, |r| r.value);
            }
            "host" => {
                for host in many::<HostRecord>(file, value, problems) {
                    host_rule(&host, &mut delays, problems);
                }
            }
            "source" => {
                for raw in many(file, value, problems) {
                    if let Some(source) = check_source::source(&raw, &mut private, problems) {
                        check_source::unique(&raw, &sources, problems);
                        sources.push(source);
                    }
                }
            }
            other => problems.push(
                Problem::error("W501", format!("`{other}` does not belong in a list of sources"))
                    .at(Place::Span(Arc::clone(file), name.span()))
                    .hint("it has [limits], [challenge], [[host]] and [[source]]"),
            ),
        }
    }
    sources.sort_by_key(|source| source.rank);
    let lower = |words: Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
    Sources {
        limits,
        challenge: Challenge {
            words: lower(challenge.words),
            headers: lower(challenge.headers),
        },
        delays,
        private,
        sources,
    }
}

fn one<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    value: Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Record<T>> {
    record(file, value).map_err(|problem| problems.push(problem)).ok()
}

fn many<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    value: Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Vec<Record<T>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(items) => items
            .into_iter()
            .filter_map(|item| one(file, item, problems))
            .collect(),
        _ => {
            problems.push(
                Problem::error("W501", "this is not a list of blocks")
                    .at(Place::Span(Arc::clone(file), span))
                    .hint("begin each block with a line [[host]] or [[source]]"),
            );
            Vec::new()
        }
    }
}

fn at_record<T>(file: &Arc<SourceFile>, record: &Record<T>, message: String) -> Problem {
    Problem::error("W501", message).at(Place::Span(Arc::clone(file), record.span.clone()))
}

/// Seconds as people write them; the fault in words where they make no time.
fn seconds(value: f64) -> Result<Duration, String> {
    const YEAR: f64 = 31_536_000.0;
    Duration::try_from_secs_f64(value)
        .ok()
        .filter(|time| time.as_secs_f64() <= YEAR)
        .ok_or_else(|| format!("{value} is no number of seconds between 0 and a year"))
}

fn limits(record: &LimitsRecord, fault: &mut dyn FnMut(String)) -> Limits {
    let mut time = |name: &str, value: f64, least: f64| match seconds(value) {
        Ok(time) if value >= least => time,
        Ok(_) => {
            fault(format!("{name} must be at least {least}"));
            Duration::ZERO
        }
        Err(message) => {
            fault(format!("{name}: {message}"));
            Duration::ZERO
        }
    };
    Limits {
        connect: time("connect_seconds", record.connect_seconds, 0.001),
        read: time("read_seconds", record.read_seconds, 0.001),
        total: time("total_seconds", record.total_seconds, 0.001),
        backoff: time("backoff_seconds", record.backoff_seconds, 0.0),
        longest_wait: time("longest_wait_seconds", record.longest_wait_seconds, 0.0),
        delay: time("delay_seconds", record.delay_seconds, 0.0),
        max_bytes: record.max_bytes,
        retries: record.retries.min(10),
        give_up_after: record.give_up_after.max(1),
    }
}

fn host_rule(
    host: &Record<HostRecord>,
    delays: &mut BTreeMap<String, Duration>,
    problems: &mut Vec<Problem>,
) {
    match seconds(*host.value.delay_seconds.get_ref()) {
        Ok(delay) => {
            delays.insert(host.value.name.to_ascii_lowercase(), delay);
        }
        Err(message) => {
            let place = host.place(host.value.delay_seconds.span());
            problems.push(Problem::error("W501", message).at(place));
        }
    }
}
