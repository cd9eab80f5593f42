//! What a release holds for people who do not speak RDF: flat tables as CSV and
//! Parquet, the quads as Parquet, the documents for managers of literature.

mod quads;
mod sheet;
mod table;
mod tables;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use self::sheet::Sheet;
use self::table::{Cell, Kind, Table};
use super::dumps::{Chunk, DumpError, Output};
use super::manifest::FileEntry;
use crate::cite;
use crate::graph::statements::Facts;
use crate::graph::vocabulary::wsis;

/// What the tables and their columns mean, as CSV on the Web has it
/// (W3C, "Metadata Vocabulary for Tabular Data", 2015).
pub const TABLES_JSON: &str = include_str!("../../../ontology/tables.json");

const CSV: &str = "text/csv";
const PARQUET: &str = "application/vnd.apache.parquet";

/// A file of the release beside the dumps in RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its code in the EU's authority table of file types.
    pub eu_file_type: &'static str,
}

impl Kept {
    /// Whether compressing it makes it smaller: Parquet is compressed within.
    #[must_use]
    pub fn packs(&self) -> bool {
        self.media_type != PARQUET
    }
}

const fn csv(name: &'static str, about: &'static str) -> Kept {
    Kept {
        name,
        title: "table as CSV",
        about,
        media_type: CSV,
        eu_file_type: "CSV",
    }
}

const fn parquet(name: &'static str, about: &'static str) -> Kept {
    Kept {
        name,
        title: "table as Parquet",
        about,
        media_type: PARQUET,
        eu_file_type: "PARQUET",
    }
}

const DOCUMENTS: &str = "One row for each document: symbol, kind, titles in six languages, dates, bodies.";
const PARAGRAPHS: &str = "One row for each provision: its place, gist, themes, and its words in six languages where they are at hand.";
const MANDATES: &str =
    "One row for each mandate: verb, force, addressees, what is due and when, the words that show it.";
const CITATIONS: &str = "One row for each citation: from which paragraph, to which, and what for.";
const LITERATURE: &str = "Every document as a record for managers of literature.";

/// All of them.
pub const FILES: [Kept; 13] = [
    csv("documents.csv", DOCUMENTS),
    parquet("documents.parquet", DOCUMENTS),
    csv("paragraphs.csv", PARAGRAPHS),
    parquet("paragraphs.parquet", PARAGRAPHS),
    csv("mandates.csv", MANDATES),
    parquet("mandates.parquet", MANDATES),
    csv("citations.csv", CITATIONS),
    parquet("citations.parquet", CITATIONS),
    parquet(
        "quads.parquet",
        "The whole data set, one row for each quad: subject, predicate, object, its kind, datatype and language, graph.",
    ),
    Kept {
        name: "csv-metadata.json",
        title: "what the tables mean",
        about: "The columns of the tables, as CSV on the Web describes them.",
        media_type: "application/csvm+json",
        eu_file_type: "JSON",
    },
    Kept {
        name: "wsis.ris",
        title: "RIS",
        about: LITERATURE,
        media_type: cite::Form::Ris.media_type(),
        eu_file_type: "TXT",
    },
    Kept {
        name: "wsis.bib",
        title: "BibTeX",
        about: LITERATURE,
        media_type: cite::Form::Bibtex.media_type(),
        eu_file_type: "TXT",
    },
    Kept {
        name: "wsis.csl.json",
        title: "CSL-JSON",
        about: LITERATURE,
        media_type: cite::Form::Csl.media_type(),
        eu_file_type: "JSON",
    },
];

/// The file of that name, where it is one of these.
#[must_use]
pub fn find(name: &str) -> Option<&'static Kept> {
    FILES.iter().find(|kept| kept.name == name)
}

/// Writes `quads.parquet` while quads come.
pub(super) fn quads(folder: &Path, chunks: Receiver<Arc<Chunk>>) -> Result<Vec<FileEntry>, DumpError> {
    Ok(vec![file(folder, "quads.parquet", |out| {
        quads::write(out, chunks)
    })?])
}

/// Writes all other files when all quads have come.
pub(super) fn tables(folder: &Path, chunks: Receiver<Arc<Chunk>>) -> Result<Vec<FileEntry>, DumpError> {
    let mut facts = Facts::default();
    for chunk in chunks {
        chunk.batch().iter().for_each(|quad| facts.add(quad));
    }
    let mut files = Vec::new();
    for table in tables::TABLES {
        let rows: Vec<Vec<Cell>> = table.rows(&facts).collect();
        files.push(file(folder, &format!("{}.csv", table.name), |out| {
            comma_separated(out, table, &rows)
        })?);
        files.push(file(folder, &format!("{}.parquet", table.name), |out| {
            columnar(out, table, &rows)
        })?);
    }
    files.push(file(folder, "csv-metadata.json", |out| {
        plain(out, TABLES_JSON.as_bytes())
    })?);
    let documents = facts.subjects(oxrdf::vocab::rdf::TYPE, |class| class == wsis::DOCUMENT.as_str());
    let records: Vec<cite::Record> = documents
        .into_iter()
        .map(|document| cite::record(&facts, document))
        .collect();
    for form in cite::Form::ALL {
        let text = form.write(&records);
        files.push(file(folder, &format!("wsis.{}", form.extension()), |out| {
            plain(out, text.as_bytes())
        })?);
    }
    Ok(files)
}

fn plain(mut out: Output, bytes: &[u8]) -> io::Result<Output> {
    out.write_all(bytes)?;
    Ok(out)
}

fn file(
    folder: &Path,
    name: &str,
    write: impl FnOnce(Output) -> io::Result<Output>,
) -> Result<FileEntry, DumpError> {
    let path = folder.join(name);
    let media_type = find(name).map_or("application/octet-stream", |kept| kept.media_type);
    write(Output::create(&path)?)
        .and_then(|out| out.finish(name, media_type))
        .map_err(|source| DumpError { path, source })
}

/// RFC 4180, with a header.
fn comma_separated<W: Write>(out: W, table: &Table, rows: &[Vec<Cell>]) -> io::Result<W> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in rows {
        for cell in row {
            match cell {
                Cell::Empty => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(text)?,
                Cell::Whole(value) => writer.write_field(value.to_string())?,
                Cell::Number(value) => writer.write_field(value.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn columnar<W: Write + Send>(out: W, table: &Table, rows: &[Vec<Cell>]) -> io::Result<W> {
    let columns: Vec<(&str, Kind)> = table
        .columns
        .iter()
        .map(|column| (column.name, column.kind))
        .collect();
    let mut sheet = Sheet::new(out, table.name, &columns)?;
    for row in rows {
        sheet.row(row)?;
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a column that is described but not written, written but not described, or of another type.
    #[test]
    fn columns_are_those_described() {
        let described: serde_json::Value = serde_json::from_str(TABLES_JSON).unwrap();
        for table in tables::TABLES {
            let url = format!("{}.csv", table.name);
            let all = described["tables"].as_array().unwrap();
            let one = all.iter().find(|one| one["url"] == url).unwrap();
            let columns = one["tableSchema"]["columns"].as_array().unwrap();
            let names: Vec<(&str, &str)> = columns
                .iter()
                .map(|column| {
                    assert!(
                        column["dc:description"]["en"].as_str().unwrap().len() > 10,
                        "{column}"
                    );
                    let datatype = column["datatype"].as_str().unwrap();
                    (column["name"].as_str().unwrap(), datatype)
                })
                .collect();
            let written: Vec<(&str, &str)> = table
                .columns
                .iter()
                .map(|column| match column.kind {
                    Kind::Text if names.contains(&(column.name, "anyURI")) => (column.name, "anyURI"),
                    Kind::Text => (column.name, "string"),
                    Kind::Whole => (column.name, "integer"),
                    Kind::Number => (column.name, "decimal"),
                })
                .collect();
            assert_eq!(written, names, "{url}");
        }
    }

    /// Catches: a cell of another kind than its column, which would be lost in Parquet.
    #[test]
    fn empty_things_have_cells_of_the_right_kind() {
        let mut facts = Facts::default();
        let nquads = "<https://w3id.org/wsis/id/document/A/RES/1/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/wsis/ns#Document> <https://w3id.org/wsis/graph/curated> .\n\
            <https://w3id.org/wsis/id/document/A/RES/1/1> <https://w3id.org/wsis/ns#session> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> <https://w3id.org/wsis/graph/curated> .\n";
        for quad in oxttl::NQuadsParser::new().for_slice(nquads) {
            facts.add(quad.unwrap().as_ref());
        }
        let rows: Vec<Vec<Cell>> = tables::TABLES[0].rows(&facts).collect();
        assert_eq!(rows.len(), 1);
        for (cell, column) in rows[0].iter().zip(tables::TABLES[0].columns) {
            let fits = match cell {
                Cell::Empty => true,
                Cell::Text(_) => column.kind == Kind::Text,
                Cell::Whole(value) => column.kind == Kind::Whole && *value == 1,
                Cell::Number(_) => column.kind == Kind::Number,
            };
            assert!(fits, "{}: {cell:?}", column.name);
        }
    }
}
