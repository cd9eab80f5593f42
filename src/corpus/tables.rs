//! The records that are rows of plain tables, one function a folder.

use std::ops::Range;
use std::sync::Arc;

use super::records::{Facilitation, Label, Link, MatrixLink, Provision};
use super::values::{At, Evidence, Passage, ProvisionRef, Source};
use super::{DataSource, Language, Record, csv_file};
use crate::problem::{Problem, SourceFile};

pub(super) fn facilitations(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<Facilitation>> {
    const COLUMNS: &[&str] = &[
        "action_line",
        "body",
        "role",
        "from",
        "until",
        "source",
        "quote",
        "note",
    ];
    rows(source, "facilitations", COLUMNS, problems, |row| {
        Ok(Facilitation {
            action_line: row.required("action_line")?,
            body: row.required("body")?,
            role: row.required("role")?,
            from: row.parse("from")?,
            until: row.parse("until")?,
            note: row.cell("note").map(At::into_inner),
            evidence: evidence(row, None)?,
        })
    })
}

pub(super) fn provisions(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<Provision>> {
    const COLUMNS: &[&str] = &[
        "provision",
        "heading",
        "gist",
        "action_lines",
        "themes",
        "sdgs",
        "quote",
        "source",
        "note",
    ];
    rows(source, "provisions", COLUMNS, problems, |row| {
        row.required("provision")?;
        let Some(provision) = row.parse::<ProvisionRef>("provision")? else {
            // Unreachable: `required` has just seen the cell.
            return Err(Problem::error("W003", "the column `provision` is empty"));
        };
        let itself = At::new(provision.span(), Source::from(provision.get_ref().clone()));
        let gist = row.cell("gist").map(At::into_inner);
        let mut evidence = evidence(row, Some(itself))?;
        if let Evidence::Passages(passages) = &mut evidence
            && gist.is_some()
        {
            passages
                .iter_mut()
                .for_each(|passage| passage.claim = Some("what it says".to_owned()));
        }
        Ok(Provision {
            heading: row.cell("heading").map(At::into_inner),
            gist,
            action_lines: words(row, "action_lines"),
            themes: words(row, "themes"),
            goals: words(row, "sdgs"),
            note: row.cell("note").map(At::into_inner),
            evidence,
            provision,
        })
    })
}

pub(super) fn matrix(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<MatrixLink>> {
    const COLUMNS: &[&str] = &[
        "action_line",
        "listed_under",
        "as_found",
        "target",
        "source",
        "note",
    ];
    rows(source, "sdg-matrix", COLUMNS, problems, |row| {
        Ok(MatrixLink {
            action_line: row.required("action_line")?,
            listed_under: row.required("listed_under")?,
            as_found: row.cell("as_found"),
            target: row.cell("target"),
            note: row.cell("note").map(At::into_inner),
            evidence: evidence(row, None)?,
        })
    })
}

pub(super) fn links(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<Link>> {
    const COLUMNS: &[&str] = &["thing", "relation", "target", "source", "quote", "note"];
    rows(source, "links", COLUMNS, problems, |row| {
        row.required("relation")?;
        let Some(relation) = row.parse("relation")? else {
            // Unreachable: `required` has just seen the cell.
            return Err(Problem::error("W003", "the column `relation` is empty"));
        };
        Ok(Link {
            thing: row.required("thing")?,
            relation,
            target: row.required("target")?,
            note: row.cell("note").map(At::into_inner),
            evidence: evidence(row, None)?,
        })
    })
}

pub(super) fn labels(source: &DataSource, problems: &mut Vec<Problem>) -> Vec<Record<Label>> {
    const COLUMNS: &[&str] = &["thing", "fr", "es", "ru", "ar", "zh", "source", "note"];
    rows(source, "labels", COLUMNS, problems, |row| {
        let names: Vec<(Language, At<String>)> = Language::ALL
            .into_iter()
            .filter_map(|language| Some((language, row.cell(language.tag())?)))
            .collect();
        let source = row.required("source")?;
        let evidence = if source.get_ref() == "translated" {
            Evidence::Translated
        } else {
            let mut passage = passage(row, None)?;
            let tags: Vec<&str> = names.iter().map(|(language, _)| language.tag()).collect();
            passage.claim = Some(format!("its name in {}", tags.join(", ")));
            passage.names.clone_from(&names);
            Evidence::Passages(vec![passage])
        };
        Ok(Label {
            thing: row.required("thing")?,
            names,
            note: row.cell("note").map(At::into_inner),
            evidence,
        })
    })
}

/// A row's evidence: the passage in `source` and `quote`; where `source` is empty, the thing itself if
/// it is a text, else nothing.
fn evidence(row: &csv_file::Row<'_>, itself: Option<At<Source>>) -> Result<Evidence, Problem> {
    match row.cell("source") {
        None if itself.is_none() => Ok(Evidence::Unverified),
        Some(word) if word.get_ref() == "unverified" => Ok(Evidence::Unverified),
        _ => Ok(Evidence::Passages(vec![passage(row, itself)?])),
    }
}

/// The passage of the cells `source` (a document, a provision or a web page) and `quote`.
fn passage(row: &csv_file::Row<'_>, itself: Option<At<Source>>) -> Result<Passage, Problem> {
    let url = row
        .cell("source")
        .filter(|cell| cell.get_ref().starts_with("http"));
    let source = if url.is_some() {
        None
    } else {
        row.parse::<Source>("source")?.or(itself)
    };
    Ok(Passage {
        claim: None,
        source,
        url,
        quote: row.cell("quote"),
        lang: None,
        names: Vec::new(),
    })
}

/// The words of a cell, each with its place.
fn words(row: &csv_file::Row<'_>, column: &str) -> Vec<At<String>> {
    let Some(cell) = row.cell(column) else {
        return Vec::new();
    };
    let start = cell.span().start;
    let text = cell.get_ref();
    text.split_whitespace()
        .map(|word| {
            // A word of `text` begins behind the beginning of `text`.
            let at = start + (word.as_ptr() as usize - text.as_ptr() as usize);
            At::new(at..at + word.len(), word.to_owned())
        })
        .collect()
}

fn rows<T>(
    source: &DataSource,
    folder: &str,
    columns: &[&str],
    problems: &mut Vec<Problem>,
    read: impl Fn(&csv_file::Row<'_>) -> Result<T, Problem>,
) -> Vec<Record<T>> {
    let mut records = Vec::new();
    let mut take = |file: &Arc<SourceFile>, row: &csv_file::Row<'_>| {
        let span: Range<usize> = row.span.clone();
        records.push(Record {
            value: read(row)?,
            file: Arc::clone(file),
            span,
        });
        Ok(())
    };
    for file in source.files(folder, "csv", problems) {
        csv_file::read(&file, columns, problems, |row| take(&file, row));
    }
    records
}
