//! Which facts of the data the official texts confirm.

use std::io::{self, Write as _};

use serde::Serialize;

use super::output::{grouped, say};
use crate::check::quotes::{Fact, State, Tally};

/// A fact as JSON tells it.
#[derive(Serialize)]
struct Row<'a> {
    state: State,
    place: String,
    source: Option<&'a str>,
    language: Option<&'a str>,
    words: Option<&'a str>,
}

/// Prints every fact on standard output: a line each, or JSON.
pub(super) fn print(facts: &[Fact], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let rows = facts.iter().map(|fact| Row {
        state: fact.state,
        place: fact.place.display(),
        source: fact.source.as_deref(),
        language: fact.language,
        words: fact.words.as_deref(),
    });
    if json {
        let rows: Vec<Row<'_>> = rows.collect();
        let text = serde_json::to_string_pretty(&rows).map_err(io::Error::other)?;
        return writeln!(out, "{text}");
    }
    for row in rows {
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}",
            row.place,
            row.state.words(),
            row.source.unwrap_or_default(),
            row.language.unwrap_or_default(),
            row.words.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// Says how many facts are in each state.
pub(super) fn say_tally(facts: &[Fact]) {
    say(&format!("evidence: {} pieces", grouped(count(facts.len()))));
    for (state, number) in Tally::of(facts).iter() {
        say(&format!("{:>9}  {}", grouped(count(number)), state.words()));
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
