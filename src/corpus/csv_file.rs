//! Reads plain tables from CSV, with the place of every cell.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use super::values::At;
use crate::problem::{Place, Problem, SourceFile};

/// One row: its cells by column name, each with its place.
pub(super) struct Row<'a> {
    file: &'a Arc<SourceFile>,
    /// The bytes of the row in the file.
    pub span: Range<usize>,
    header: &'a csv::StringRecord,
    cells: csv::StringRecord,
}

impl Row<'_> {
    /// The cell of a column; `None` where it is empty or missing.
    #[must_use]
    pub(super) fn cell(&self, column: &str) -> Option<At<String>> {
        let index = self.header.iter().position(|name| name == column)?;
        let text = self.cells.get(index).filter(|text| !text.is_empty())?;
        Some(At::new(self.place(text), text.to_owned()))
    }

    /// The cell of a column, parsed; a problem (W003) where it cannot be.
    ///
    /// # Errors
    /// When the cell is filled and its text is not a `T`.
    pub(super) fn parse<T: FromStr>(&self, column: &str) -> Result<Option<At<T>>, Problem>
    where
        T::Err: std::fmt::Display,
    {
        let Some(cell) = self.cell(column) else {
            return Ok(None);
        };
        let span = cell.span();
        match cell.get_ref().parse() {
            Ok(value) => Ok(Some(At::new(span, value))),
            Err(error) => Err(self.problem(span, error.to_string())),
        }
    }

    /// The cell of a column that must be filled.
    ///
    /// # Errors
    /// When it is empty.
    pub(super) fn required(&self, column: &str) -> Result<At<String>, Problem> {
        self.cell(column)
            .ok_or_else(|| self.problem(self.span.clone(), format!("the column `{column}` is empty")))
    }

    fn problem(&self, span: Range<usize>, message: String) -> Problem {
        Problem::error("W003", message)
            .at(Place::Span(Arc::clone(self.file), span))
            .hint("data/README.md explains the columns of this table")
    }

    /// The bytes of a cell's text within the row (the row as a whole where the
    /// cell is quoted and its text stands otherwise in the file).
    fn place(&self, text: &str) -> Range<usize> {
        let row = self.file.text.get(self.span.clone()).unwrap_or_default();
        row.find(text).map_or(self.span.clone(), |at| {
            let start = self.span.start + at;
            start..start + text.len()
        })
    }
}

/// Calls `take` for every row of a CSV file whose first line names the
/// `columns`, and collects what is wrong.
pub(super) fn read(
    file: &Arc<SourceFile>,
    columns: &[&str],
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Problem>,
) {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(file.text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return problems.push(broken(file, &error)),
    };
    if let Some(problem) = unknown_column(file, &header, columns) {
        return problems.push(problem);
    }
    let mut cells = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut cells) {
            Ok(false) => return,
            Ok(true) => {
                let start = cells.position().map_or(0, csv::Position::byte);
                let start = usize::try_from(start).unwrap_or(0);
                let end = usize::try_from(reader.position().byte()).unwrap_or(start);
                let row = Row {
                    file,
                    span: trimmed(&file.text, start..end),
                    header: &header,
                    cells: cells.clone(),
                };
                if let Err(problem) = take(&row) {
                    problems.push(problem);
                }
            }
            Err(error) => problems.push(broken(file, &error)),
        }
    }
}

/// The range without the comment lines before the row and the line end after it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let end = range.start + text.get(range.clone()).map_or(0, |row| row.trim_end().len());
    while let Some(line) = text
        .get(start..end)
        .filter(|rest| rest.starts_with(['#', '\n', '\r']))
    {
        start += line.find('\n').map_or(line.len(), |at| at + 1);
    }
    start..end
}

fn unknown_column(file: &Arc<SourceFile>, header: &csv::StringRecord, columns: &[&str]) -> Option<Problem> {
    let wrong = header.iter().find(|name| !columns.contains(name))?;
    let line = trimmed(&file.text, 0..file.text.len());
    let names = file.text.get(line.clone()).and_then(|text| text.lines().next());
    let start = line.start + names.and_then(|names| names.find(wrong)).unwrap_or(0);
    Some(
        Problem::error("W003", format!("unknown column `{wrong}`"))
            .at(Place::Span(Arc::clone(file), start..start + wrong.len()))
            .hint(format!(
                "the columns are {}, separated by commas",
                columns.join(",")
            )),
    )
}

fn broken(file: &Arc<SourceFile>, error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("this row has {len} cells, the first line names {expected_len}"),
        _ => format!("not a valid CSV row: {error}"),
    };
    Problem::error("W002", message)
        .at(Place::Line(
            file.name.clone(),
            u32::try_from(line).unwrap_or(u32::MAX),
            1,
        ))
        .hint("a cell with a comma stands in double quotes, and every quote that opens closes again")
}
