//! Rows as aligned text for a terminal.

use super::shorten;
use oxigraph::model::Term;
use oxigraph::sparql::Variable;
use std::io::{self, Write};

/// Widest column, in characters; longer values push the next column aside.
const MAX_WIDTH: usize = 60;

/// Writes a heading, a rule and the rows.
pub(super) fn write_table(
    variables: &[Variable],
    rows: &[Vec<Option<Term>>],
    mut writer: impl Write,
) -> io::Result<()> {
    let heading: Vec<String> = variables.iter().map(|v| v.as_str().to_owned()).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|term| term.as_ref().map_or_else(String::new, cell))
                .collect()
        })
        .collect();
    let widths = widths(&heading, &cells);
    write_line(&heading, &widths, &mut writer)?;
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    write_line(&rule, &widths, &mut writer)?;
    cells
        .iter()
        .try_for_each(|row| write_line(row, &widths, &mut writer))?;
    writer.flush()
}

/// A term as a reader wants it: short IRIs, literals without quotes.
fn cell(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::Literal(literal) => literal.value().replace(['\n', '\t'], " "),
        other => other.to_string(),
    }
}

fn widths(heading: &[String], cells: &[Vec<String>]) -> Vec<usize> {
    heading
        .iter()
        .enumerate()
        .map(|(column, name)| {
            cells
                .iter()
                .filter_map(|row| row.get(column))
                .chain([name])
                .map(|value| value.chars().count())
                .max()
                .unwrap_or_default()
                .min(MAX_WIDTH)
        })
        .collect()
}

fn write_line(cells: &[String], widths: &[usize], writer: &mut impl Write) -> io::Result<()> {
    let line: Vec<String> = cells
        .iter()
        .zip(widths)
        .map(|(value, width)| format!("{value:<width$}"))
        .collect();
    writeln!(writer, "{}", line.join("  ").trim_end())
}
