//! What a symbol says of its document: its kind and its organ.
//!
//! The table is `data/symbols/symbols.csv`: the longest prefix of a symbol wins.

use std::sync::{Arc, OnceLock};

use super::{DataSource, Symbol, csv_file};
use crate::problem::{Problem, SourceFile};

/// A row of the table.
#[derive(Debug, Clone)]
struct Row {
    prefix: String,
    kind: String,
    organ: Option<String>,
}

/// The kind of document (a concept of `ontology/concepts/document-kinds.ttl`)
/// that symbols of this form stand for.
#[must_use]
pub fn kind(symbol: &Symbol) -> Option<&'static str> {
    find(symbol).map(|row| row.kind.as_str())
}

/// The organ (a body of `data/bodies`) whose documents have such symbols.
#[must_use]
pub fn organ(symbol: &Symbol) -> Option<&'static str> {
    find(symbol).and_then(|row| row.organ.as_deref())
}

fn find(symbol: &Symbol) -> Option<&'static Row> {
    let text = symbol.as_str();
    table()
        .0
        .iter()
        .filter(|row| text.starts_with(&row.prefix))
        .max_by_key(|row| row.prefix.len())
}

/// What is wrong with the table, for the check.
#[must_use]
pub fn problems() -> &'static [Problem] {
    &table().1
}

fn table() -> &'static (Vec<Row>, Vec<Problem>) {
    static TABLE: OnceLock<(Vec<Row>, Vec<Problem>)> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut problems = Vec::new();
        let files = DataSource::Embedded.files("symbols", "csv", &mut problems);
        let rows = files.iter().flat_map(|file| rows(file, &mut problems)).collect();
        (rows, problems)
    })
}

fn rows(file: &Arc<SourceFile>, problems: &mut Vec<Problem>) -> Vec<Row> {
    let mut rows = Vec::new();
    csv_file::read(file, &["prefix", "kind", "organ"], problems, |row| {
        rows.push(Row {
            prefix: row.required("prefix")?.into_inner(),
            kind: row.required("kind")?.into_inner(),
            organ: row.cell("organ").map(super::values::At::into_inner),
        });
        Ok(())
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_wins() {
        assert!(problems().is_empty(), "{:?}", problems());
        let of = |text: &str| {
            let symbol = Symbol::parse(text).unwrap();
            (kind(&symbol), organ(&symbol))
        };
        assert_eq!(of("A/RES/80/173"), (Some("resolution"), Some("general-assembly")));
        assert_eq!(of("E/RES/2023/3"), (Some("resolution"), Some("ecosoc")));
        assert_eq!(of("A/80/L.41"), (None, None), "only prefixes tell");
    }
}
