//! What came of it all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::failure::Reason;
use super::plan::Target;
use super::record::Record;
use crate::corpus::Symbol;
use crate::problem::{Place, Problem};

/// How it ended for one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It came, new or changed.
    Fetched,
    /// It is as it was.
    Unchanged,
    /// No source has it.
    Missing,
    /// It was not given, or may not be asked for.
    Refused,
    /// Something else came.
    Rejected,
    /// The network or the host failed.
    Failed,
}

impl Outcome {
    /// In the order of the summary.
    pub const ALL: [Self; 6] = [
        Self::Fetched,
        Self::Unchanged,
        Self::Missing,
        Self::Refused,
        Self::Rejected,
        Self::Failed,
    ];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fetched => "fetched",
            Self::Unchanged => "unchanged",
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }

    /// Whether the text is there now.
    fn is_good(self) -> bool {
        matches!(self, Self::Fetched | Self::Unchanged)
    }
}

impl From<Reason> for Outcome {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Missing => Self::Missing,
            Reason::Refused => Self::Refused,
            Reason::Failed => Self::Failed,
            Reason::Rejected => Self::Rejected,
        }
    }
}

/// A source that did not give the text.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    /// The source's name.
    pub source: String,
    /// The address asked.
    pub url: String,
    /// What kept it from coming.
    pub reason: Reason,
    /// In words.
    pub why: String,
    /// Where what came instead was put.
    pub aside: Option<String>,
}

/// How it ended for one text.
#[derive(Debug, Clone, Serialize)]
pub struct FileReport {
    /// The document.
    #[serde(serialize_with = "shown")]
    pub symbol: Symbol,
    /// The language; none for catalogue records.
    pub lang: Option<&'static str>,
    /// How it ended.
    pub outcome: Outcome,
    /// Where it came from, if it is there.
    pub record: Option<Record>,
    /// The sources that did not give it.
    pub attempts: Vec<Attempt>,
}

fn shown<S: serde::Serializer>(symbol: &Symbol, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(symbol.as_str())
}

impl FileReport {
    pub(super) fn of(target: &Target, outcome: Outcome, attempts: Vec<Attempt>) -> Self {
        Self {
            symbol: target.symbol.clone(),
            lang: target.language.map(crate::corpus::Language::tag),
            outcome,
            record: None,
            attempts,
        }
    }

    fn name(&self) -> String {
        match self.lang {
            Some(lang) => format!("{} in {lang}", self.symbol),
            None => format!("the record of {}", self.symbol),
        }
    }
}

/// How many texts ended in each way.
#[must_use]
pub fn counts(files: &[FileReport]) -> BTreeMap<&'static str, usize> {
    let count = |outcome| files.iter().filter(|file| file.outcome == outcome).count();
    Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome.name(), count(outcome)))
        .collect()
}

/// Whether the text came all the same, what kept it back, and in words.
type Trouble<'a> = (bool, Reason, &'a str);
/// A text and the source that did not give it.
type Text<'a> = (&'a FileReport, &'a Attempt);

/// What people should know: an error for each text that did not come for a reason that can be mended, a warning
/// where another source stepped in, notes for the rest. The same trouble with many texts is told once.
#[must_use]
pub fn problems(files: &[FileReport]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut troubles: BTreeMap<Trouble<'_>, Vec<Text<'_>>> = BTreeMap::new();
    let mut missing: BTreeMap<&Symbol, Vec<&str>> = BTreeMap::new();
    for file in files {
        if file.outcome == Outcome::Missing {
            missing
                .entry(&file.symbol)
                .or_default()
                .push(file.lang.unwrap_or("a record"));
        }
        for attempt in file
            .attempts
            .iter()
            .filter(|attempt| attempt.reason != Reason::Missing)
        {
            let key = (file.outcome.is_good(), attempt.reason, attempt.why.as_str());
            troubles.entry(key).or_default().push((file, attempt));
        }
    }
    for ((came, reason, why), texts) in troubles {
        problems.push(trouble(came, reason, why, &texts));
    }
    for (symbol, languages) in missing {
        problems.push(
            Problem::note(
                "W503",
                format!("no source has {symbol} in {}", languages.join(", ")),
            )
            .hint("not every document exists in every language, or not yet"),
        );
    }
    let unknown = |file: &&FileReport| file.record.as_ref().is_some_and(|record| !record.identified);
    let unknown = files.iter().filter(unknown).count();
    if unknown > 0 {
        problems.push(
            Problem::note(
                "W507",
                format!("of {unknown} files only the format was verified, not whose text they are"),
            )
            .hint("fetched.jsonl marks them with \"identified\":false"),
        );
    }
    problems
}

fn trouble(came: bool, reason: Reason, why: &str, texts: &[Text<'_>]) -> Problem {
    const SHOWN: usize = 3;
    let (code, hint) = match reason {
        Reason::Missing | Reason::Refused => ("W504", "open the address in a browser and see what it says"),
        Reason::Rejected => (
            "W505",
            "look at the file put aside; mend data/sources.toml where an address has moved",
        ),
        Reason::Failed => ("W506", "run the command again: it goes on where it stopped"),
    };
    let mut names: Vec<String> = texts.iter().map(|(file, _)| file.name()).collect();
    // Several sources may have failed one text in the same way.
    names.dedup();
    if names.len() > SHOWN {
        let more = names.split_off(SHOWN).len();
        names.push(format!("{more} more"));
    }
    let instead = if came { " (another source gave it)" } else { "" };
    let message = format!("{}: {why}{instead}", names.join(", "));
    let problem = match came {
        true => Problem::warning(code, message),
        false => Problem::error(code, message),
    };
    let first = texts.first().map(|(_, attempt)| *attempt);
    let place = first.map(|attempt| match &attempt.aside {
        Some(aside) => Place::File(aside.clone()),
        None => Place::Thing(attempt.url.clone()),
    });
    let problem = problem.hint(hint);
    match place {
        Some(place) => problem.at(place),
        None => problem,
    }
}
