//! `wsis search`

use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use super::Done;
use super::args::SearchArgs;
use super::output::{grouped, say};
use crate::corpus::Language;
use crate::find::words::{FacetValue, Hit, Marked};
use crate::find::{Query, Results, Search};
use crate::release::Release;

/// Most values of a facet that are shown.
const VALUES: usize = 6;

pub(crate) fn run(args: &SearchArgs) -> Done {
    let query = query(args)?;
    query.check()?;
    let release = Release::open(&args.out.out)?;
    let results = Search::new(&release.store).run(&query)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &results).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write(&results, &mut out)?;
    }
    out.flush()?;
    if !args.json {
        talk(&results);
    }
    Ok(ExitCode::SUCCESS)
}

fn query(args: &SearchArgs) -> anyhow::Result<Query> {
    Ok(Query {
        language: args.lang,
        reader: args.lang.unwrap_or(Language::English),
        kinds: args.kind.clone(),
        years: args.year.as_deref().map(str::parse).transpose()?,
        bodies: args.body.clone(),
        lines: args.line.clone(),
        forces: args.force.clone(),
        limit: args.limit,
        offset: args.offset,
        ..Query::new(&args.words.join(" "))
    })
}

fn write(results: &Results, out: &mut impl Write) -> io::Result<()> {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    for (at, hit) in results.results.iter().enumerate() {
        writeln!(out, "{}. {}", results.offset + at + 1, marked(&hit.label, colour))?;
        writeln!(out, "   {}", note(hit))?;
        if let Some(snippet) = &hit.snippet {
            writeln!(out, "   {}", marked(snippet, colour))?;
        }
        writeln!(out, "   {}", hit.iri)?;
    }
    Ok(())
}

fn note(hit: &Hit) -> String {
    let draft = hit.draft.then_some("draft");
    let parts = [Some(hit.kind), hit.symbol.as_deref(), draft, hit.date.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// In bold on a terminal, else as it stands.
fn marked(text: &Marked, colour: bool) -> String {
    let parts = text.parts().into_iter().map(|(part, mark)| {
        let part: String = part
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        if mark && colour {
            format!("\u{1b}[1m{part}\u{1b}[0m")
        } else {
            part
        }
    });
    parts.collect()
}

/// How many there are, and by what they can be narrowed.
fn talk(results: &Results) {
    let shown = results.results.len();
    say(&format!("{} of {} results", shown, grouped(results.total)));
    let facets = &results.facets;
    for (name, values) in [
        ("kind", &facets.kind),
        ("lang", &facets.language),
        ("body", &facets.body),
        ("line", &facets.line),
        ("force", &facets.force),
    ] {
        if !values.is_empty() {
            say(&format!("--{name}: {}", counts(values)));
        }
    }
    let understood = &results.understood;
    if !understood.all_words {
        say("nothing has all of these words; these things have some of them");
    }
    if !understood.unknown.is_empty() {
        say(&format!(
            "this release does not know {}",
            understood.unknown.join(", ")
        ));
    }
    if understood
        .symbol
        .as_ref()
        .is_some_and(|symbol| symbol.paragraph_missing)
    {
        say("the document has no such paragraph in this release");
    }
}

fn counts(values: &[FacetValue]) -> String {
    let all = values.iter().take(VALUES);
    let all: Vec<String> = all
        .map(|value| format!("{} {}", value.value, value.count))
        .collect();
    all.join(", ")
}
