//! A whole answer, and how it is written.

use super::table::write_table;
use super::{Format, QueryError, QueryKind};
use crate::release::{dumps, jsonld};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphNameRef, Term, Triple};
use oxigraph::sparql::Variable;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::{self, Write};

/// The answer to a query, whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To ASK.
    Boolean(bool),
    /// To SELECT: one column a variable.
    Rows {
        /// The columns, in the order of the query.
        variables: Vec<Variable>,
        /// The rows, each as long as `variables`; `None` is unbound.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// To CONSTRUCT and DESCRIBE.
    Graph(Vec<Triple>),
}

impl Answer {
    /// Writes the answer.
    ///
    /// # Errors
    /// [`QueryError::Format`] when the format cannot hold this kind of answer,
    /// [`QueryError::Write`] when the writer fails.
    pub fn write(&self, format: Format, writer: impl Write) -> Result<(), QueryError> {
        match (self, format) {
            (Self::Boolean(value), Format::Table) => write_boolean(*value, writer)?,
            (Self::Boolean(value), Format::Results(format)) => {
                QueryResultsSerializer::from_format(format)
                    .serialize_boolean_to_writer(writer, *value)?
                    .flush()?;
            }
            (Self::Rows { variables, rows }, Format::Table) => {
                write_table(variables, rows, writer)?;
            }
            (Self::Rows { variables, rows }, Format::Results(format)) => {
                write_rows(variables, rows, format, writer)?;
            }
            (Self::Graph(triples), Format::Table) => {
                write_graph(triples, RdfFormat::Turtle, writer)?;
            }
            (Self::Graph(triples), Format::Rdf(format)) => write_graph(triples, format, writer)?,
            _ => return Err(self.misfit(format)),
        }
        Ok(())
    }

    /// Rows or triples; a yes or no counts as one.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Boolean(_) => 1,
            Self::Rows { rows, .. } => rows.len(),
            Self::Graph(triples) => triples.len(),
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    const fn kind(&self) -> QueryKind {
        match self {
            Self::Boolean(_) => QueryKind::Ask,
            Self::Rows { .. } => QueryKind::Select,
            Self::Graph(_) => QueryKind::Construct,
        }
    }

    fn misfit(&self, format: Format) -> QueryError {
        QueryError::Format {
            kind: self.kind(),
            format: format.name(),
            offered: Format::names_for(self.kind()),
        }
    }
}

fn write_boolean(value: bool, mut writer: impl Write) -> io::Result<()> {
    writeln!(writer, "{}", if value { "yes" } else { "no" })
}

fn write_rows(
    variables: &[Variable],
    rows: &[Vec<Option<Term>>],
    format: QueryResultsFormat,
    writer: impl Write,
) -> io::Result<()> {
    let mut serializer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(writer, variables.to_vec())?;
    for row in rows {
        serializer.serialize(
            variables
                .iter()
                .zip(row)
                .filter_map(|(variable, term)| Some((variable, term.as_ref()?))),
        )?;
    }
    serializer.finish()?.flush()
}

/// Serialises triples with the known prefixes.
fn write_graph(triples: &[Triple], format: RdfFormat, writer: impl Write) -> io::Result<()> {
    if matches!(format, RdfFormat::JsonLd { .. }) {
        let mut json = jsonld::Writer::new(jsonld::own().map_err(io::Error::other)?, writer)?;
        for triple in triples {
            json.quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
        }
        return json.finish()?.flush();
    }
    let mut serializer = dumps::serializer(format)?.for_writer(writer);
    for triple in triples {
        serializer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
    }
    serializer.finish()?.flush()
}
