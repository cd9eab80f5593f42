//! Apache Parquet: flat columns of UTF-8 and numbers, in groups of rows.
//!
//! Source: Apache Parquet format 2, "Logical types" (STRING), "Nulls" (definition levels of flat
//! optional columns are 0 or 1). The same rows give the same bytes: nothing of the machine is written.

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::table::{Cell, Kind};

/// Rows of a group: few enough to keep in memory, enough to compress well.
const ROWS: usize = 1 << 16;

/// A column of the group being filled.
enum Values {
    /// All texts one after the other, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
}

struct Filled {
    values: Values,
    /// Whether each row has a value.
    levels: Vec<i16>,
}

/// A Parquet file being written.
pub(super) struct Sheet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Filled>,
    rows: usize,
}

fn fault(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        other => io::Error::other(other),
    }
}

impl<W: Write + Send> Sheet<W> {
    /// Begins a file with these columns, any of which may be empty in a row.
    pub(super) fn new(out: W, name: &str, columns: &[(&str, Kind)]) -> io::Result<Self> {
        let mut schema = format!("message {name} {{ ");
        for (column, kind) in columns {
            schema.push_str(&match kind {
                Kind::Text => format!("OPTIONAL BYTE_ARRAY {column} (STRING); "),
                Kind::Whole => format!("OPTIONAL INT64 {column}; "),
                Kind::Number => format!("OPTIONAL DOUBLE {column}; "),
            });
        }
        schema.push('}');
        let schema = parse_message_type(&schema).map_err(fault)?;
        let properties = WriterProperties::builder()
            .set_created_by(concat!("wsis ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            // Smallest and greatest value of a group, not of each page: readers skip groups, and writing is quicker.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(fault)?;
        let columns = columns.iter().map(|(_, kind)| Filled::new(*kind)).collect();
        Ok(Self {
            writer,
            columns,
            rows: 0,
        })
    }

    /// Adds a row of cells, one a column.
    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.end_row()
    }

    /// Adds a row of words, one a column.
    pub(super) fn words(&mut self, words: &[Option<&str>]) -> io::Result<()> {
        for (column, words) in self.columns.iter_mut().zip(words) {
            column.push_words(*words);
        }
        self.end_row()
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.rows += 1;
        if self.rows == ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.rows = 0;
        let mut group = self.writer.next_row_group().map_err(fault)?;
        for filled in &mut self.columns {
            let Some(mut column) = group.next_column().map_err(fault)? else {
                return Err(io::Error::other("a column without place in the schema"));
            };
            let levels = mem::take(&mut filled.levels);
            match &mut filled.values {
                Values::Text(text, ends) => {
                    let text = Bytes::from(mem::take(text));
                    let mut start = 0;
                    let values: Vec<ByteArray> = mem::take(ends)
                        .into_iter()
                        .map(|end| ByteArray::from(text.slice(mem::replace(&mut start, end)..end)))
                        .collect();
                    let column = column.typed::<ByteArrayType>();
                    column.write_batch(&values, Some(&levels), None).map_err(fault)?;
                }
                Values::Whole(values) => {
                    let column = column.typed::<Int64Type>();
                    column
                        .write_batch(&mem::take(values), Some(&levels), None)
                        .map_err(fault)?;
                }
                Values::Number(values) => {
                    let column = column.typed::<DoubleType>();
                    column
                        .write_batch(&mem::take(values), Some(&levels), None)
                        .map_err(fault)?;
                }
            }
            column.close().map_err(fault)?;
        }
        group.close().map_err(fault)?;
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.into_inner().map_err(fault)
    }
}

impl Filled {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new(), Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
        };
        let levels = Vec::new();
        Self { values, levels }
    }

    /// A cell of another kind than its column's counts as empty; a test of the tables rules that out.
    fn push(&mut self, cell: &Cell) {
        let present = match (cell, &mut self.values) {
            (Cell::Text(words), Values::Text(..)) => return self.push_words(Some(words)),
            (Cell::Whole(value), Values::Whole(values)) => {
                values.push(*value);
                true
            }
            (Cell::Number(value), Values::Number(values)) => {
                values.push(*value);
                true
            }
            _ => false,
        };
        self.levels.push(i16::from(present));
    }

    fn push_words(&mut self, words: Option<&str>) {
        if let (Some(words), Values::Text(text, ends)) = (words, &mut self.values) {
            text.extend_from_slice(words.as_bytes());
            ends.push(text.len());
        }
        self.levels.push(i16::from(words.is_some()));
    }
}
