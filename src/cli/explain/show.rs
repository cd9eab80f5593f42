//! Writes an explanation for people.

use std::io::{self, Write};

use super::gather::{Citation, Explained, Mandate, Predecessor};

/// Lines are broken after so many characters.
const WIDTH: usize = 96;

pub(super) fn write(found: &Explained, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", found.label)?;
    writeln!(out, "{}", found.address)?;
    match &found.text {
        Some(text) => {
            writeln!(out, "in {}\n", found.languages.join(", "))?;
            wrapped(out, "  ", text)?;
        }
        None => writeln!(
            out,
            "\n  (the English words are not in this release; build it with --texts DIR)"
        )?,
    }
    mandates(found, out)?;
    citations(&found.citations, out)?;
    if let Some(predecessor) = &found.predecessor {
        origin(predecessor, out)?;
    }
    listed(out, "Taken up by", &found.successors)?;
    listed(out, "Cited by", &found.cited_by)
}

fn mandates(found: &Explained, out: &mut impl Write) -> io::Result<()> {
    if found.mandates.is_empty() {
        writeln!(out, "\nNobody is asked, decided or bound here.")?;
    } else {
        writeln!(out, "\nMandates")?;
    }
    for mandate in &found.mandates {
        one(mandate, out)?;
    }
    if !found.statements.is_empty() {
        writeln!(out, "  states only: {}", found.statements.join(", "))?;
    }
    Ok(())
}

fn one(mandate: &Mandate, out: &mut impl Write) -> io::Result<()> {
    let number = mandate.address.rsplit('/').next().unwrap_or_default();
    let who = if mandate.addressees.is_empty() {
        "nobody by name".to_owned()
    } else {
        mandate.addressees.join(" | ")
    };
    writeln!(
        out,
        "  {number}  {} → {who}   [{}; {}]",
        mandate.verb.join(" / "),
        mandate.force.join(" / "),
        mandate.layers.join(" and ")
    )?;
    let field = |out: &mut dyn Write, name: &str, value: &str| -> io::Result<()> {
        if value.is_empty() {
            Ok(())
        } else {
            wrapped(out, "     ", &format!("{name}: {value}"))
        }
    };
    field(out, "in our words", mandate.gist.as_deref().unwrap_or_default())?;
    field(out, "to do", mandate.action_words.as_deref().unwrap_or_default())?;
    field(out, "due", &mandate.due.join("; "))?;
    field(
        out,
        "how often",
        mandate.recurrence.as_deref().unwrap_or_default(),
    )?;
    field(out, "reports to", &mandate.reports_to.join("; "))?;
    field(out, "condition", &mandate.conditions.join("; "))?;
    if let Some(why) = &mandate.why {
        let place = why
            .characters
            .as_ref()
            .map(|(start, end)| format!(", characters {start} to {end}"))
            .unwrap_or_default();
        let because = format!(
            "{} (confidence {}{place}). {}",
            why.rule, why.confidence, why.says
        );
        field(out, "because", &because)?;
    }
    Ok(())
}

fn citations(citations: &[Citation], out: &mut impl Write) -> io::Result<()> {
    if !citations.is_empty() {
        writeln!(out, "\nCitations")?;
    }
    for citation in citations {
        let place = citation
            .pinpoint
            .as_deref()
            .map(|place| format!(", {place}"))
            .unwrap_or_default();
        let note = citation
            .footnote
            .as_deref()
            .map(|note| format!(" in footnote {note}"))
            .unwrap_or_default();
        let line = format!(
            "{} {}{place}{note}: “{}” ({}, confidence {})",
            citation.function, citation.target, citation.words, citation.rule, citation.confidence
        );
        wrapped(out, "  ", &line)?;
    }
    Ok(())
}

fn origin(predecessor: &Predecessor, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nAgreed language")?;
    let line = format!(
        "from {} ({} of the words kept; {}, confidence {})",
        predecessor.provision,
        percent(&predecessor.similarity),
        predecessor.rule,
        predecessor.confidence
    );
    wrapped(out, "  ", &line)?;
    for removed in &predecessor.removed {
        wrapped(out, "  - ", removed)?;
    }
    for added in &predecessor.added {
        wrapped(out, "  + ", added)?;
    }
    wrapped(
        out,
        "  ",
        &format!("first appeared in {}", predecessor.first_appearance),
    )
}

/// "0.93" as "93 %".
fn percent(share: &str) -> String {
    share
        .parse::<f64>()
        .map_or_else(|_| share.to_owned(), |share| format!("{:.0} %", share * 100.0))
}

fn listed(out: &mut impl Write, title: &str, items: &[String]) -> io::Result<()> {
    const MOST: usize = 12;
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    for item in items.iter().take(MOST) {
        writeln!(out, "  {item}")?;
    }
    if items.len() > MOST {
        writeln!(out, "  … and {} more", items.len() - MOST)?;
    }
    Ok(())
}

/// Writes text in lines of about [`WIDTH`] characters, each after `indent`.
fn wrapped(out: &mut (impl Write + ?Sized), indent: &str, text: &str) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + word.chars().count() >= WIDTH {
            writeln!(out, "{indent}{line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{indent}{line}")
}
