//! `wsis resolve`: which documents and paragraphs a text cites.

use std::io::{self, BufRead as _, Write};
use std::process::ExitCode;

use super::args::ResolveArgs;
use super::{Done, PROBLEMS};
use crate::find::names::Names;
use crate::find::{Answer, Cited, LONGEST_TEXT, Resolution, resolve};
use crate::release::Release;

pub(crate) fn run(args: &ResolveArgs) -> Done {
    let release = Release::open(&args.out.out)?;
    let names = Names::read(&release.store);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut all = true;
    let mut one = |text: &str| -> Result<(), anyhow::Error> {
        let resolution = resolve(text, &names, &release.store);
        all &= !resolution.cited.is_empty() && resolution.cited.iter().all(|cited| !cited.answers.is_empty());
        if args.json {
            serde_json::to_writer(&mut out, &resolution)?;
            writeln!(out)?;
        } else {
            write(&resolution, &mut out)?;
        }
        out.flush()?;
        Ok(())
    };
    if args.texts.is_empty() {
        for line in io::stdin().lock().lines() {
            let line = line?;
            if !line.trim().is_empty() {
                one(line.get(..LONGEST_TEXT * 5).unwrap_or(&line))?;
            }
        }
    } else {
        for text in &args.texts {
            one(text)?;
        }
    }
    Ok(if all {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PROBLEMS)
    })
}

/// One line for everything that may be cited, then what there is to say of it.
fn write(resolution: &Resolution, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", resolution.text)?;
    for cited in &resolution.cited {
        write_cited(cited, out)?;
    }
    for note in &resolution.notes {
        writeln!(out, "  {note}")?;
    }
    Ok(())
}

fn write_cited(cited: &Cited, out: &mut impl Write) -> io::Result<()> {
    let place = cited
        .place
        .as_deref()
        .map(|place| format!(", {place}"))
        .unwrap_or_default();
    writeln!(
        out,
        "  \"{}\"{place}{}",
        cited.document,
        if cited.ambiguous {
            ": several may be meant"
        } else {
            ""
        }
    )?;
    for answer in &cited.answers {
        write_answer(answer, out)?;
    }
    if cited.answers.is_empty() {
        writeln!(out, "    nothing in this release has such a symbol or name")?;
    }
    Ok(())
}

fn write_answer(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    let sure = if answer.certain { "certain" } else { "perhaps" };
    if answer.places.is_empty() {
        writeln!(
            out,
            "    {sure} {:>5.1}  {}  {}",
            answer.score, answer.document, answer.label
        )?;
    }
    for place in &answer.places {
        let there = if place.known {
            ""
        } else {
            "  (not in this release)"
        };
        writeln!(
            out,
            "    {sure} {:>5.1}  {}  {}{there}",
            answer.score, place.iri, answer.label
        )?;
    }
    if let Some(note) = &answer.note {
        writeln!(out, "                   {note}")?;
    }
    Ok(())
}
