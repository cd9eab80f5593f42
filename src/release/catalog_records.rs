//! Catalog records to blocks.

use std::collections::{BTreeSet, HashSet};

use super::files::input;
use crate::corpus::Symbol;
use crate::corpus::catalog_record::CatalogRecord;
use crate::digest::FileDigest;
use crate::graph::block::Block;
use crate::graph::catalog_record;
use crate::graph::keyword::Keywords;
use crate::problem::{Place, Problem};
use crate::text::library::{self, Library, TextFile};
use crate::text::marcxml::{self, Records};

/// What the catalog records of a release became.
#[derive(Default)]
pub(super) struct Catalogs {
    /// A block for each record, in the order of files.
    pub blocks: Vec<Block>,
    /// Their subject headings.
    pub keywords: Keywords,
    /// The documents they name.
    pub cited: BTreeSet<Symbol>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// The files they were read from.
    pub inputs: Vec<FileDigest>,
    seen: HashSet<String>,
    /// The documents whose votes are told: by their texts, or by an earlier record.
    voted: HashSet<Symbol>,
}

impl Catalogs {
    /// Reads every file of records in `library`. One record in two files is taken from the first.
    pub(super) fn read(library: &Library) -> Self {
        let mut catalogs = Self {
            voted: library.groups.iter().map(|group| group.symbol.clone()).collect(),
            ..Self::default()
        };
        for file in &library.catalogs {
            match records(file) {
                Err(problem) => catalogs.problems.push(problem),
                Ok(records) => catalogs.take(file, records),
            }
        }
        catalogs
    }

    fn take(&mut self, file: &TextFile, read: Records) {
        let path = file.path.display().to_string();
        for (line, column, reason) in read.left_out {
            self.problems.push(
                Problem::warning("W210", format!("a catalog record was left out: {reason}"))
                    .at(Place::Line(path.clone(), line, column))
                    .hint("the other records of the file were read"),
            );
        }
        let message = format!("{} catalog records were read", read.records.len());
        self.problems
            .push(Problem::note("W210", message).at(Place::File(path)));
        self.inputs.push(input(file));
        for record in read.records {
            if self.seen.insert(record.number.clone()) {
                self.add(&record);
            }
        }
    }

    fn add(&mut self, record: &CatalogRecord) {
        record
            .keywords
            .iter()
            .for_each(|keyword| self.keywords.add(keyword));
        self.cited.extend(catalog_record::named(record).cloned());
        let voted = &self.voted;
        self.blocks
            .push(catalog_record::describe(record, |symbol| voted.contains(symbol)));
        if record.vote.is_some() {
            self.voted.extend(record.symbols.iter().cloned());
        }
    }
}

fn records(file: &TextFile) -> Result<Records, Problem> {
    let bytes = library::reread(file)?;
    marcxml::read(&bytes).map_err(|error| crate::text::problem(&file.path, &error))
}
