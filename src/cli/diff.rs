//! `wsis diff`

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use oxrdf::{GraphName, Term};

use super::Done;
use super::args::{DiffArgs, DiffFormat};
use super::output::grouped;
use crate::query::shorten;
use crate::release::changes::{Act, Tally};
use crate::release::diff::{self, Diff, DiffError, Difference, Side};

pub(crate) fn run(args: &DiffArgs) -> Done {
    let out = &args.out.out;
    let (old, new) = (diff::find(out, &args.old)?, diff::find(out, &args.new)?);
    let mut diff = Diff::of(&old, &new)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match (args.json, args.format) {
        (true, _) => json(&mut diff, (&old, &new), &mut out)?,
        (false, DiffFormat::RdfPatch) => diff::write_patch(&mut diff, (&old, &new), &mut out)?,
        (false, DiffFormat::Text) => text(&mut diff, (&old, &new), &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn text(diff: &mut Diff, (old, new): (&Side, &Side), out: &mut impl Write) -> Result<(), DiffError> {
    let Tally {
        created,
        updated,
        deleted,
    } = diff.tally();
    writeln!(out, "from {}", named(old))?;
    writeln!(out, "to   {}", named(new))?;
    writeln!(
        out,
        "{} things created, {} changed, {} deleted",
        grouped(created),
        grouped(updated),
        grouped(deleted)
    )?;
    diff.each(|thing| told(&thing, out))
}

fn named(side: &Side) -> String {
    match (side.number, side.published) {
        (Some(number), Some(published)) => format!("release {number} ({}), published {published}", side.id),
        _ => format!("{} in {}", side.id, side.folder.display()),
    }
}

fn told(thing: &Difference, out: &mut impl Write) -> Result<(), DiffError> {
    let act = match thing.act {
        Act::Created => "created",
        Act::Updated => "changed",
        Act::Deleted => "deleted",
    };
    writeln!(out)?;
    if thing.kind.is_empty() {
        write!(out, "{act} <{}>", thing.iri)?;
    } else {
        write!(out, "{act} {} <{}>", shorten(&thing.kind), thing.iri)?;
    }
    if thing.label.is_empty() {
        writeln!(out)?;
    } else {
        writeln!(out, " {}", thing.label)?;
    }
    for line in &thing.removed {
        writeln!(out, "  - {}", statement(line))?;
    }
    for line in &thing.added {
        writeln!(out, "  + {}", statement(line))?;
    }
    Ok(())
}

/// Property, value and layer of a line, with prefixes instead of namespaces.
fn statement(line: &str) -> String {
    let Some(quad) = diff::parse(line) else {
        return line.to_owned();
    };
    let value = match &quad.object {
        Term::NamedNode(node) => node_text(node.as_str()),
        other => other.to_string(),
    };
    let layer = match &quad.graph_name {
        GraphName::NamedNode(graph) => graph
            .as_str()
            .rsplit('/')
            .next()
            .map(|layer| format!("  [{layer}]")),
        _ => None,
    };
    format!(
        "{} {value}{}",
        node_text(quad.predicate.as_str()),
        layer.unwrap_or_default()
    )
}

fn node_text(iri: &str) -> String {
    let short = shorten(iri);
    if short == iri { format!("<{iri}>") } else { short }
}

fn json(diff: &mut Diff, (old, new): (&Side, &Side), out: &mut impl Write) -> Result<(), DiffError> {
    write!(
        out,
        "{{\"old\":{},\"new\":{},\"counts\":{},\"things\":[",
        written(old)?,
        written(new)?,
        written(&diff.tally())?
    )?;
    let mut comma = "\n";
    diff.each(|thing| {
        write!(out, "{comma}{}", written(&thing)?)?;
        comma = ",\n";
        Ok(())
    })?;
    writeln!(out, "\n]}}")?;
    Ok(())
}

fn written(value: &impl serde::Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}
